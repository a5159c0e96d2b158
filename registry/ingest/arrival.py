"""A report on its way in: what each step found out about it, for those that follow."""

from dataclasses import dataclass, field
from datetime import datetime

from registry.catalogue.absence import UNREACHABLE
from registry.catalogue.absences import Met
from registry.catalogue.lifecycle import Case
from registry.catalogue.listing import is_in_use, is_public
from registry.catalogue.writing import Known
from registry.frontier.schedule import Regard
from registry.frontier.sighting import Sighted
from registry.ingest.clocks import SiteRow
from registry.ingest.domains import Record
from registry.profile import ForumProfile, VisitReport
from registry.vocabulary import Outcome, SiteKind


@dataclass(slots=True)
class Arrival:
    """One report whose lease is still ours, on a site that is still there.

    `profile` is the one to be taken in, if any; `closed`: no visit is due there again; `facts` are those whose value
    changed, `news` those of them that tell of a change of the forum; `seen` are the addresses the visit brought home;
    `topic` is what its pages are about; `domain` is what is known of its domain, of a visit that looked for a forum,
    and `farm` why that is one.
    """

    report: VisitReport
    site: SiteRow
    outcome: Outcome
    visit_id: int = 0
    case: Case | None = None
    profile: ForumProfile | None = None
    closed: bool = False
    facts: frozenset[str] = frozenset()
    news: frozenset[str] = frozenset()
    known: Known | None = None
    seen: list[Sighted] = field(default_factory=list)
    topic: str | None = None
    domain: Record | None = None
    farm: str | None = None

    @property
    def at(self) -> datetime:
        """The end of the visit."""
        return self.report.ended_at

    def regard(self, kind: SiteKind) -> Regard:
        """What the site, of this kind, is to the list, and what its visits are worth."""
        if self.case is None:
            return Regard(kind)
        standing = self.case.standing
        return Regard(kind, public=is_public(standing), in_use=is_in_use(standing), weight=self.case.weight)

    @property
    def met(self) -> Met | None:
        """The visit as it bears on whether its forum can be reached; None for a site without one."""
        if self.case is None or self.closed:
            return None
        troubled = self.site.failures > 0 or self.site.conclusion in UNREACHABLE
        return Met(self.case, self.site.id, self.outcome, self.at, self.report.doubtful, troubled)
