"""A visit made again beside what the database holds from it: each difference with its rules and parser versions."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from registry.catalogue.model import Forum
from registry.evidence.figures import snapshot_of
from registry.evidence.keeping import Claim, clean
from registry.evidence.model import Observation, Snapshot
from registry.frontier.model import SiteAlias, Visit
from registry.hygiene import line
from registry.identity import BadAddress, SharedHosts, site_key
from registry.ingest.profiling import claims_of
from registry.profile import ForumProfile
from registry.vocabulary import Source

if TYPE_CHECKING:
    from crawler.archive.replaying import Replayed

FIGURES = ("members", "threads", "posts", "online", "last_post_at")


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a difference: the value, where it stood, and which parser read it by which rule."""

    value: Any = None
    rule: str = ""
    page: str = ""
    parser_version: str = ""

    def __str__(self) -> str:
        told = "nothing" if self.value is None else f"{self.value!r}"
        by = ", ".join(
            part for part in (self.rule, f"parser {self.parser_version}" * bool(self.parser_version)) if part
        )
        return f"{told} ({by})" if by else told


@dataclass(frozen=True, slots=True)
class Difference:
    """What the database holds from a visit, and what the visit says when it is read again."""

    what: str
    kept: Side
    again: Side


@dataclass(frozen=True, slots=True)
class Compared:
    """How a visit made again stands beside the database. `found`: the database knows of the visit."""

    found: bool
    differences: tuple[Difference, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return {"found": self.found, "differences": [asdict(one) for one in self.differences]}

    def lines(self) -> Iterator[str]:
        """For people."""
        if not self.found:
            yield "the database holds no such visit"
        elif not self.differences:
            yield "as in the database"
        for one in self.differences:
            yield f"{one.what}: {one.kept}, now {one.again}"


def compare(session: Session, done: "Replayed", hosts: SharedHosts) -> Compared:
    """Set a visit made again beside the rows that came of it when it was made.

    A fact shown before and after the visit stands in one row with both: whether this visit showed it cannot be
    told then, and its absence is no difference. Rules are compared where this visit was the first to read the fact.
    """
    keys = _keys(done, hosts)
    rows = select(Visit).join(SiteAlias, SiteAlias.site_id == Visit.site_id)
    visit = session.scalars(
        rows.where(SiteAlias.key.in_(keys), Visit.started_at == done.visit.started_at).limit(1)
    ).first()
    if visit is None:
        return Compared(found=False)
    version = done.visit.parser_version
    found = list(_of_visit(visit, done, version))
    profile = done.report.profile
    if profile is None or not profile.is_forum:
        return Compared(found=True, differences=tuple(found))
    forums = select(Forum.id).join(SiteAlias, SiteAlias.site_id == Forum.site_id).where(SiteAlias.key.in_(keys))
    snapshot = session.scalars(
        select(Snapshot).where(Snapshot.forum_id.in_(forums), Snapshot.visit_id == visit.id).limit(1)
    ).first()
    if snapshot is None:
        found.append(
            Difference("profile", Side(parser_version=version), Side("a forum", "", "", profile.parser_version))
        )
    else:
        found += _figures(snapshot, profile, version)
        found += _facts(session, snapshot.forum_id, visit.id, profile)
    return Compared(found=True, differences=tuple(found))


def _keys(done: "Replayed", hosts: SharedHosts) -> list[str]:
    keys = set(done.visit.keys)
    profile = done.report.profile
    for address in (profile.front_page, profile.canonical) if profile is not None else ():
        try:
            keys.add(site_key(address or "", hosts).key)
        except BadAddress:
            continue
    return sorted(keys)


def _of_visit(visit: Visit, done: "Replayed", version: str) -> Iterator[Difference]:
    now = done.report.profile.parser_version if done.report.profile is not None else ""
    for what, kept, again in (("outcome", visit.outcome, done.outcome), ("pages", visit.pages, done.report.pages)):
        if kept != again:
            yield Difference(what, Side(kept, parser_version=version), Side(again, parser_version=now))


def _figures(snapshot: Snapshot, profile: ForumProfile, version: str) -> Iterator[Difference]:
    """The stated figures, which stand in a row of the visit's own."""
    again = snapshot_of(snapshot.forum_id, snapshot.visit_id, snapshot.taken_at, profile)
    for name in FIGURES:
        kept = getattr(snapshot, name)
        if kept != again[name]:
            finding = profile.findings.get(name)
            rule, page = (line(finding.rule, 200), finding.page) if finding is not None else ("", "")
            now = Side(_plain(again[name]), rule, page, profile.parser_version)
            yield Difference(f"figure {name}", Side(_plain(kept), parser_version=version), now)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _facts(session: Session, forum_id: int, visit_id: int, profile: ForumProfile) -> Iterator[Difference]:
    """The facts with their evidence."""
    rows = session.scalars(
        select(Observation).where(
            Observation.forum_id == forum_id,
            Observation.source == str(Source.OBSERVED),
            Observation.first_visit <= visit_id,
            or_(Observation.last_visit >= visit_id, Observation.last_visit.is_(None)),
        )
    )
    kept = {(row.fact, row.derived): row for row in rows}
    claims = [claim for claim in map(clean, claims_of(profile)) if claim is not None]
    again = {(claim.fact, claim.derived): claim for claim in claims}
    for key in sorted({*kept, *again}):
        row, claim = kept.get(key), again.get(key)
        if claim is None and row is not None and visit_id not in (row.first_visit, row.last_visit):
            continue
        if row is not None and claim is not None and _alike(row, claim, visit_id):
            continue
        name = f"derived {key[0]}" if key[1] else key[0]
        yield Difference(name, _side(row), _side(claim))


def _alike(row: Observation, claim: Claim, visit_id: int) -> bool:
    if (row.value, row.precision) != (claim.value, claim.precision):
        return False
    return row.first_visit != visit_id or (row.rule, row.page) == (claim.rule, claim.page)


def _side(one: "Observation | Claim | None") -> Side:
    return Side() if one is None else Side(one.value, one.rule, one.page, one.parser_version)
