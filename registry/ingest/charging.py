"""What visits of searches took and found, charged to their budgets with the transaction that keeps the visits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from registry.frontier.discoveries import charge
from registry.frontier.searching import lies_within
from registry.frontier.seeking import Discovery
from registry.ingest.arrival import Arrival
from registry.upsert import table_of
from registry.vocabulary import Outcome, Purpose

_DISCOVERY = table_of(Discovery)
_TOPICS = select(_DISCOVERY.c.id, _DISCOVERY.c.topic).where(_DISCOVERY.c.id.in_(bindparam("ids", expanding=True)))


@dataclass(slots=True)
class Bill:
    """What the visits of one search took and found."""

    sites: int = 0
    pages: int = 0
    forums: int = 0
    of_topic: int = 0


def charge_visits(session: Session, arrivals: Sequence[Arrival], now: datetime) -> None:
    """Charge the searches that these visits were made for, in the order of their numbers."""
    own = [(arrival.report.discovery_id, arrival) for arrival in arrivals if arrival.report.discovery_id is not None]
    if not own:
        return
    topics = dict(session.execute(_TOPICS, {"ids": sorted({search_id for search_id, _ in own})}).all())
    bills = {search_id: Bill() for search_id in topics}
    for search_id, arrival in own:
        if search_id in bills:
            _add(bills[search_id], arrival, topics[search_id])
    for search_id in sorted(bills):
        bill = bills[search_id]
        charge(
            session,
            search_id,
            sites=bill.sites,
            pages=bill.pages,
            forums=bill.forums,
            of_topic=bill.of_topic,
            now=now,
        )


def _add(bill: Bill, arrival: Arrival, topic: str) -> None:
    """A site counts once: neither when its visit was broken off, nor when a forum found is profiled afterwards."""
    report = arrival.report
    bill.pages += max(report.pages, 0)
    bill.sites += report.purpose != Purpose.PROFILE and arrival.outcome is not Outcome.INTERRUPTED
    if arrival.case is not None and arrival.case.new:
        bill.forums += 1
        bill.of_topic += _is_of(arrival, topic)


def _is_of(arrival: Arrival, topic: str) -> bool:
    filed = arrival.known.filed.topics if arrival.known is not None else ()
    return any(lies_within(row["path"], topic) for row in filed)
