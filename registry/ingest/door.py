"""Taking one visit in: outcome, facts, figures, links, judgement, card, change, next visit and end of the lease.

All in the caller's one transaction, in this order. A worker whose lease was lost writes nothing.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.catalogue.lifecycle import Case, Role, case_of, case_of_site, move, open_case, settled
from registry.catalogue.model import Forum
from registry.catalogue.writing import Known, write_cards
from registry.frontier.model import Site
from registry.frontier.queue import due_no_later, lock_due, recompute_due
from registry.frontier.sighting import PRIVATE_DAYS, Found, Sighted, sightings
from registry.history.tombstones import tombstoned
from registry.identity import BadAddress, SharedHosts, site_key
from registry.ingest.clocks import SiteRow, end_lease, lock_site, opt_out, write_site, write_visit
from registry.ingest.home import find_home, note_front_page
from registry.ingest.judging import Assesses
from registry.ingest.profiling import take_profile
from registry.profile import ForumProfile, VisitReport
from registry.vocabulary import Outcome, Purpose, SiteKind, Standing

MOST_LINKS = 2000
"""Links of one visit that are taken in; the crawler sends no more."""


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of a report. `changed`: the public sees something else than before.

    `lost_lease`: somebody else had leased the host meanwhile, and nothing was written.
    """

    forum_id: int | None = None
    public_id: str | None = None
    changed: bool = False
    lost_lease: bool = False
    new_sites: int = 0


def ingest(
    session: Session,
    report: VisitReport,
    *,
    assessor: Assesses,
    hosts: SharedHosts,
    now: datetime,
    private_days: int = PRIVATE_DAYS,
) -> Ingested:
    """Take one visit in; the caller commits. Whatever pages held, it does not raise; unfit values are left out."""
    outcome = Outcome(report.outcome)
    if not end_lease(session, report, outcome):
        return Ingested(lost_lease=True)
    site = lock_site(session, report)
    if site is None:  # removed while it was visited
        lock_due(session, [report.host_id])
        recompute_due(session, report.host_id)
        return Ingested()
    if report.profile is not None and _leads_to_removed(session, report.profile, site, hosts):
        outcome = Outcome.REMOVED
    visit_id = write_visit(session, report, outcome)
    whose = _whose(session, report, outcome, site, hosts, now)
    case, facts, known = whose.case, frozenset[str](), dict[int, Known]()
    if whose.profile is not None and case is not None:
        facts, known[case.forum_id] = take_profile(
            session, case, site, whose.profile, visit_id, report.ended_at, assessor=assessor, private_days=private_days
        )
    seen = [] if outcome is Outcome.REMOVED else _links(session, report, site, hosts, now, private_days)
    closed = whose.closed or outcome is Outcome.REMOVED
    write_site(session, site, report, outcome, _kind(site, outcome, case), changed=bool(facts), closed=closed)
    _queue(session, report, site, outcome, seen, now)
    changed = write_cards(session, [case.forum_id], now, known) if case is not None else set()
    new_sites = len({sighted.site_id for sighted in seen if sighted.new})
    if case is None:
        return Ingested(new_sites=new_sites)
    return Ingested(case.forum_id, case.public_id, bool(changed), new_sites=new_sites)


@dataclass(frozen=True, slots=True)
class _Whose:
    """The forum a visit is of, and its profile when it is to be taken in; `closed`: no visit is due there again."""

    case: Case | None
    profile: ForumProfile | None = None
    closed: bool = False


def _whose(
    session: Session, report: VisitReport, outcome: Outcome, site: SiteRow, hosts: SharedHosts, now: datetime
) -> _Whose:
    """The forum of this site, or a new candidate; a site that is another entrance to a known forum is closed."""
    case, profile = case_of_site(session, site.id), _forum_profile(report, outcome)
    if case is not None and settled(case):
        return _Whose(case, closed=True)
    if profile is None:
        return _Whose(case)
    if case is not None:
        note_front_page(session, profile, site, hosts)
        return _Whose(case, profile)
    home = find_home(session, profile, site, hosts)
    case = case_of_site(session, home) or open_case(session, site_id=home, now=now)
    return _Whose(case, None if settled(case) else profile, closed=home != site.id)


def _queue(
    session: Session, report: VisitReport, site: SiteRow, outcome: Outcome, seen: list[Sighted], now: datetime
) -> None:
    """Tell the due queue of this host and of those with new sites, all of them locked at once."""
    fresh = {sighted.host_id for sighted in seen if sighted.due and sighted.host_id is not None}
    lock_due(session, {report.host_id, *fresh})
    due_no_later(session, fresh, Purpose.DISCOVER, now)
    if outcome is Outcome.OPTED_OUT:
        _leave(session, report, site, now)
    recompute_due(session, report.host_id)


def _forum_profile(report: VisitReport, outcome: Outcome) -> ForumProfile | None:
    """The profile when it is one of a forum, whether or not it shows itself to guests."""
    if outcome not in {Outcome.PROFILED, Outcome.LOGIN_WALL} or report.profile is None:
        return None
    return report.profile if report.profile.is_forum else None


def _leads_to_removed(session: Session, profile: ForumProfile, site: SiteRow, hosts: SharedHosts) -> bool:
    """Whether this is a page of a community that must not come back, at whatever address it was found."""
    if not profile.is_forum:
        return False
    keys = {site.key}
    for address in (profile.front_page, profile.canonical):
        try:
            keys.add(site_key(address or "", hosts).key)
        except BadAddress:
            continue
    return bool(tombstoned(session, keys))


def _links(
    session: Session, report: VisitReport, site: SiteRow, hosts: SharedHosts, now: datetime, private_days: int
) -> list[Sighted]:
    """The addresses the visit brought home, through the one door."""
    links = report.profile.links[:MOST_LINKS] if report.profile is not None else ()
    found = [Found(link.url, "link", site.id, "" if site.front_page_only else link.words) for link in links]
    if report.profile is not None and report.profile.front_page:
        found.append(Found(report.profile.front_page, "front page", site.id))
    if report.moved_to:
        found.append(Found(report.moved_to, "redirect", site.id))
    return sightings(session, found, now=now, hosts=hosts, private_days=private_days, queue=False) if found else []


def _kind(site: SiteRow, outcome: Outcome, case: Case | None) -> SiteKind:
    if case is not None:
        return SiteKind.FORUM
    if outcome is Outcome.NOT_A_FORUM:
        return SiteKind.NOT_A_FORUM
    return SiteKind(site.kind)


def _leave(session: Session, report: VisitReport, site: SiteRow, now: datetime) -> None:
    """The site, or its whole host, told our agent to leave: remembered, and its forums are off the list."""
    only_this = report.profile is not None and report.profile.opt_out is not None
    opt_out(session, site, report.ended_at, whole_host=not only_this)
    sites = select(Site.id).where(Site.id == site.id if only_this else Site.host_id == site.host_id)
    for forum_id in list(session.scalars(select(Forum.id).where(Forum.site_id.in_(sites)).order_by(Forum.id))):
        case = case_of(session, forum_id)
        if not settled(case):
            reason = "the site tells our crawler to leave"
            move(session, forum_id, Standing.WITHDRAWN, role=Role.CRAWLER, actor="crawler", reason=reason, now=now)
