"""Taking a reading in: what a page that names forums brought home, in the caller's one transaction.

Sightings through the one door, the page's clocks and counts, the charge to the search it was for, the end of the
lease. A worker whose lease was lost writes nothing; a killed one loses nothing that another will not read again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from registry.frontier.discoveries import charge
from registry.frontier.fruit import Fruits
from registry.frontier.gatherings import FOUND, Wanted, add_gatherings
from registry.frontier.queue import recompute_due
from registry.frontier.rereading import READ, next_reading
from registry.frontier.schedule import spread_of
from registry.frontier.seeking import Gathering
from registry.frontier.sighting import PRIVATE_DAYS, Found, Sighted, sightings, tell_queue
from registry.gathered import MOST_LEADS, MOST_NAMED, GatheringReport
from registry.hygiene import line
from registry.identity import SharedHosts
from registry.ingest.clocks import end_leases, without_addresses
from registry.ingest.delving import deep_clocks, learn, named_by
from registry.upsert import table_of
from registry.vocabulary import Outcome

_GATHERING = table_of(Gathering)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What became of a reading: addresses it named, sites that were new, addresses that are no site.

    `lost_lease`: somebody else had leased it meanwhile, and nothing was written.
    """

    named: int = 0
    added: int = 0
    refused: int = 0
    leads: int = 0
    lost_lease: bool = False


def ingest_gathering(
    session: Session,
    report: GatheringReport,
    *,
    hosts: SharedHosts,
    now: datetime,
    private_days: int = PRIVATE_DAYS,
    heard: Callable[[str], str | None] | None = None,
    fruits: Fruits | None = None,
) -> Gathered:
    """Take one reading in; the caller commits. Whatever the page held, it does not raise."""
    if not _is_ours(session, report):
        return Gathered(lost_lease=True)
    row = session.execute(
        select(
            _GATHERING.c.failures,
            _GATHERING.c.unchanged,
            _GATHERING.c.origin,
            _GATHERING.c.last_attempt_at,
            _GATHERING.c.site_id,
            _GATHERING.c.validators,
        )
        .where(_GATHERING.c.id == report.gathering_id)
        .with_for_update()
    ).one_or_none()
    host_ids = [report.host_id] if report.host_id is not None else []
    if row is None:  # removed while it was read
        _tell_queue(session, host_ids, (), set(), now)
        return Gathered()
    if row.last_attempt_at == report.ended_at:  # its commit was cut off, and stood all the same
        _tell_queue(session, host_ids, (), set(), now)
        return Gathered()
    found = _found(session, report, row, hosts)
    if found is None:
        _stop(session, report)
        _tell_queue(session, host_ids, (), set(), now)
        return Gathered()
    fruits = fruits if fruits is not None else Fruits()
    seen = sightings(
        session, found, now=now, hosts=hosts, private_days=private_days, queue=False, heard=heard, fruits=fruits
    )
    leads = _add_leads(session, report, row.origin, hosts, now)
    done = _counted(seen, len(leads))
    values = _clocks(report, row, done)
    if row.site_id is not None:
        learnt, counts = learn(report, seen, fruits), (values["failures"], values["unchanged"])
        values |= deep_clocks(session, report, row.validators or {}, learnt, counts, fruits)
    session.execute(update(_GATHERING).where(_GATHERING.c.id == report.gathering_id).values(values))
    _tell_queue(session, host_ids, seen, set(leads), now)
    if report.discovery_id is not None:
        charge(session, report.discovery_id, pages=report.pages, now=now)
    return done


def _found(session: Session, report: GatheringReport, row: Any, hosts: SharedHosts) -> list[Found] | None:
    """What the page names, as it is told the door; None: a forum's pages that may not be read any more."""
    if row.site_id is not None:
        return named_by(session, report, row.site_id, hosts)
    return [
        Found(one.address, report.source, None, one.words, one.topic or report.topic)
        for one in report.found[:MOST_NAMED]
    ]


def _stop(session: Session, report: GatheringReport) -> None:
    """Nothing of it is kept, and it is not read again: its forum turned out to be sensitive, or left."""
    stopped = {"next_due": None, "discovery_id": None, "validators": None, "last_attempt_at": report.ended_at}
    session.execute(update(_GATHERING).where(_GATHERING.c.id == report.gathering_id).values(stopped))
    if report.discovery_id is not None:
        charge(session, report.discovery_id, pages=report.pages, now=report.ended_at)


def _is_ours(session: Session, report: GatheringReport) -> bool:
    """Whether the lease is still this worker's; ends it where it ends with this reading."""
    if report.host_id is not None:
        return bool(end_leases(session, [report]))
    ended = session.scalar(
        update(_GATHERING)
        .where(_GATHERING.c.id == report.gathering_id, _GATHERING.c.lease_holder == report.worker)
        .values(lease_holder=None, lease_until=None)
        .returning(_GATHERING.c.id)
    )
    return ended is not None


def _add_leads(session: Session, report: GatheringReport, origin: str, hosts: SharedHosts, now: datetime) -> list[int]:
    """Keep further pages that may name forums; the hosts of the new ones. What was found itself leads no further.

    A page that moved is followed a few times (`_MOVED`): names without end may each lead to the next.
    """
    moved = Outcome(report.outcome) is Outcome.MOVED
    given = _MOVED.get(origin, "moved") if moved else None if origin in _LEADS_NOWHERE else FOUND
    if given is None:
        return []
    wanted = [
        Wanted(lead.kind, lead.address, given, report.topic, report.region, report.discovery_id, now)
        for lead in report.leads[:MOST_LEADS]
    ]
    added = add_gatherings(session, wanted, hosts=hosts, queue=False) if wanted else []
    return [one.host_id for one in added if one.new and one.host_id is not None]


_MOVED: dict[str, str | None] = {"moved": FOUND, FOUND: "found, moved", "found, moved": None}
"""The origin of the place that a page of this origin moved to; None: it is not followed. Of any other: `moved`."""

_LEADS_NOWHERE = frozenset({FOUND, "found, moved"})
"""Origins of pages that lead to no further ones."""


def _counted(seen: Sequence[Sighted], leads: int) -> Gathered:
    named = {one.key or one.address for one in seen}
    added = {one.site_id for one in seen if one.new}
    # Which of them was removed is told to nobody: it counts as named, like any other.
    refused = {one.address for one in seen if one.site_id is None and not one.removed}
    return Gathered(len(named), len(added), len(refused), leads)


def _clocks(report: GatheringReport, row: Any, done: Gathered) -> dict[str, Any]:
    outcome = Outcome(report.outcome)
    values: dict[str, Any] = {
        "last_attempt_at": report.ended_at,
        "last_outcome": str(outcome),
        "last_detail": line(without_addresses(report.detail), 300),
    }
    failures, unchanged = row.failures, row.unchanged
    if outcome in READ:
        failures, unchanged = 0, 0 if done.added else unchanged + 1
        values["last_success_at"] = report.ended_at
        values["validators"] = dict(report.validators)
        if outcome is Outcome.GATHERED:
            values |= {"named": done.named, "refused": done.refused, "added": _GATHERING.c.added + done.added}
    elif outcome is not Outcome.INTERRUPTED:
        failures += 1
        if report.host_id is None:
            values["validators"] = dict(report.validators)
    if outcome is not Outcome.INTERRUPTED:
        values["discovery_id"] = None  # the search that asked for it has had its answer
    values |= {"failures": failures, "unchanged": unchanged}
    values["next_due"] = next_reading(
        report.kind, outcome, report.ended_at, failures=failures, unchanged=unchanged, goes_on=report.goes_on,
        retry_after_s=report.retry_after_s, spread=spread_of(report.gathering_id),
    )  # fmt: skip
    return values


def _tell_queue(session: Session, host_ids: list[int], seen: Sequence[Sighted], leads: set[int], now: datetime) -> None:
    """Tell the due queue of the host that was read and of those with new sites and pages, all locked at once."""
    tell_queue(session, seen, now, besides={*host_ids, *leads})
    recompute_due(session, {*host_ids, *leads})
