"""Taking visits in: outcome, facts, figures, links, judgement, card, change, next visit and end of the lease.

All in the caller's one transaction, in this order, each step once for all reports at hand: a statement costs more to
send than a further row of it. A worker whose lease was lost writes nothing. Rows that others may want too are locked
step by step in the order of their keys, so that no two transactions wait for each other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.catalogue.absences import follow_visits
from registry.catalogue.lifecycle import Case, Role, case_of, move, settled
from registry.catalogue.model import Forum
from registry.catalogue.writing import write_cards
from registry.frontier.fruit import Fruits
from registry.frontier.model import Site
from registry.frontier.queue import recompute_due
from registry.frontier.ranking import rerank_topics
from registry.frontier.sighting import PRIVATE_DAYS, tell_queue
from registry.history.tombstones import tombstoned
from registry.identity import BadAddress, SharedHosts, site_key
from registry.ingest.arrival import Arrival
from registry.ingest.barring import judge_domains
from registry.ingest.charging import charge_visits
from registry.ingest.clocks import SiteRow, clocks_of, end_leases, lock_sites, opt_out, write_sites, write_visits
from registry.ingest.home import find_forums
from registry.ingest.judging import Assesses
from registry.ingest.likeness_after import after_visits, with_patience
from registry.ingest.listing import note_lists, note_threads
from registry.ingest.pointing import take_links, what_came
from registry.ingest.profiling import take_profiles
from registry.profile import VisitReport
from registry.vocabulary import Outcome, SiteKind, Standing


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
    fruits: Fruits | None = None,
) -> Ingested:
    """Take one visit in: see `ingest_all`."""
    return ingest_all(
        session, [report], assessor=assessor, hosts=hosts, now=now, private_days=private_days, fruits=fruits
    )[0]


def ingest_all(
    session: Session,
    reports: Sequence[VisitReport],
    *,
    assessor: Assesses,
    hosts: SharedHosts,
    now: datetime,
    private_days: int = PRIVATE_DAYS,
    fruits: Fruits | None = None,
) -> list[Ingested]:
    """Take visits in, one answer each in their order; the caller commits. Whatever pages held, it does not raise:
    unfit values are left out. `fruits` is what was learnt so far; these visits are counted there.

    Raises ValueError for two reports on one host: the second one is of a lease that the first may have ended.
    """
    if len({report.host_id for report in reports}) < len(reports):
        raise ValueError("two reports on one host cannot be taken in together")
    ours = end_leases(session, reports)
    sites = lock_sites(session, ours)
    arrivals = [
        Arrival(report, sites[report.site_id], Outcome(report.outcome)) for report in ours if report.site_id in sites
    ]
    _meet_removals(session, arrivals, hosts)
    ids = write_visits(session, [(arrival.report, arrival.outcome) for arrival in arrivals])
    for arrival, visit_id in zip(arrivals, ids, strict=True):
        arrival.visit_id = visit_id
    find_forums(session, arrivals, hosts, now)
    take_profiles(session, arrivals, assessor=assessor, private_days=private_days)
    judge_domains(session, arrivals, hosts)
    fruits = fruits if fruits is not None else Fruits()
    take_links(session, arrivals, assessor=assessor, hosts=hosts, now=now, private_days=private_days, fruits=fruits)
    note_lists(session, arrivals, hosts, now)
    note_threads(session, arrivals, fruits, now)
    came = what_came(session, arrivals)
    write_sites(session, [(arrival.site, with_patience(arrival, _clocks(arrival))) for arrival in arrivals])
    _queue(session, [report.host_id for report in ours], arrivals, now)
    after_visits(session, arrivals, now)
    answers = _answers(session, reports, ours, arrivals, now)
    charge_visits(session, arrivals, now)  # last: every visit of a search wants its row
    for one in came:
        fruits.count(one.names, one.domain, forum=one.forum)
    return answers


def _answers(
    session: Session,
    reports: Sequence[VisitReport],
    ours: Sequence[VisitReport],
    arrivals: Sequence[Arrival],
    now: datetime,
) -> list[Ingested]:
    """Write the cards, and say what became of each report."""
    forums = {arrival.case.forum_id: arrival.known for arrival in arrivals if arrival.case is not None}
    known = {forum_id: one for forum_id, one in forums.items() if one is not None}
    changed = write_cards(session, list(forums), now, known) if forums else set()
    kept, arrived = {report.host_id for report in ours}, {arrival.report.host_id: arrival for arrival in arrivals}
    counted: set[int] = set()
    answers = []
    for report in reports:
        arrival = arrived.get(report.host_id)
        if arrival is None:  # the site was removed while it was visited, or the lease was lost
            answers.append(Ingested(lost_lease=report.host_id not in kept))
            continue
        new = {one.site_id for one in arrival.seen if one.new and one.site_id is not None} - counted
        counted |= new
        case = arrival.case
        if case is None:
            answers.append(Ingested(new_sites=len(new)))
        else:
            seen_by_public = case.forum_id in changed
            answers.append(Ingested(case.forum_id, case.public_id, seen_by_public, new_sites=len(new)))
    return answers


def _meet_removals(session: Session, arrivals: Sequence[Arrival], hosts: SharedHosts) -> None:
    """Give the outcome `removed` to visits of a community that must not come back, at whatever address it was found."""
    keys: dict[int, set[str]] = {}
    for arrival in arrivals:
        profile = arrival.report.profile
        if profile is None or not profile.is_forum:
            continue
        own = keys[arrival.site.id] = {arrival.site.key}
        for address in (profile.front_page, profile.canonical):
            try:
                own.add(site_key(address or "", hosts).key)
            except BadAddress:
                continue
    removed = tombstoned(session, [key for own in keys.values() for key in own])
    for arrival in arrivals:
        if not removed.isdisjoint(keys.get(arrival.site.id, ())):
            arrival.outcome, arrival.closed = Outcome.REMOVED, True


def _clocks(arrival: Arrival) -> dict[str, object]:
    kind = _kind(arrival.site, arrival.outcome, arrival.case)
    regard, changed = arrival.regard(kind), bool(arrival.news)
    return clocks_of(arrival.site, arrival.report, arrival.outcome, regard, changed=changed, closed=arrival.closed)


def _kind(site: SiteRow, outcome: Outcome, case: Case | None) -> SiteKind:
    if case is not None:
        return SiteKind.FORUM
    if outcome is Outcome.NOT_A_FORUM:
        return SiteKind.NOT_A_FORUM
    return SiteKind(site.kind)


def _queue(session: Session, host_ids: Sequence[int], arrivals: Sequence[Arrival], now: datetime) -> None:
    """Tell the due queue of these hosts and of those with new sites, all of them locked at once."""
    tell_queue(session, [one for arrival in arrivals for one in arrival.seen], now, besides=host_ids)
    for arrival in arrivals:
        if arrival.outcome is Outcome.OPTED_OUT:
            _leave(session, arrival, now)
    follow_visits(session, [met for arrival in arrivals if (met := arrival.met) is not None], now)
    recompute_due(session, host_ids)
    rerank_topics(session, {arrival.site.host_id for arrival in arrivals if arrival.site.topic is not None})


def _leave(session: Session, arrival: Arrival, now: datetime) -> None:
    """The site, or its whole host, told our agent to leave: remembered, and its forums are off the list."""
    report, site = arrival.report, arrival.site
    only_this = report.profile is not None and report.profile.opt_out is not None
    opt_out(session, site, report.ended_at, whole_host=not only_this)
    sites = select(Site.id).where(Site.id == site.id if only_this else Site.host_id == site.host_id)
    for forum_id in list(session.scalars(select(Forum.id).where(Forum.site_id.in_(sites)).order_by(Forum.id))):
        case = case_of(session, forum_id)
        if not settled(case):
            reason = "the site tells our crawler to leave"
            move(session, forum_id, Standing.WITHDRAWN, role=Role.CRAWLER, actor="crawler", reason=reason, now=now)
