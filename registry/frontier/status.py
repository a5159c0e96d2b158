"""How the crawl stands, for people and for programs that watch it. No statement walks over the sites.

What is counted is counted up to a bound; beyond it a number is the planner's estimate (PostgreSQL) or the bound itself
(SQLite), and says so. Measured with EXPLAIN: index ranges of `host_due` and `visit`, and the few rows under lease.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, literal, select, text
from sqlalchemy.orm import Session

from registry.db import is_sqlite
from registry.frontier.model import Host, HostDue, Site, Visit
from registry.frontier.queue import DUE
from registry.frontier.seeking import Discovery
from registry.frontier.workers import SeenWorker, living
from registry.upsert import table_of
from registry.vocabulary import DiscoveryState, Outcome, Purpose

MOST_COUNTED = 50_000
"""Rows that are counted one by one: some milliseconds."""

HOUR, DAY = timedelta(hours=1), timedelta(days=1)

REFUSALS = (Outcome.ROBOTS_REFUSED, Outcome.OPTED_OUT)
"""Visits that robots.txt, or a page that names our agent, kept out."""


@dataclass(frozen=True, slots=True)
class Count:
    """A number; `exact` is False for an estimate, or for a bound that was reached."""

    number: int
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Queue:
    """Hosts of one purpose with something due: now, within an hour, within a day, and later than that."""

    purpose: str
    now: Count
    hour: Count
    day: Count
    later: Count
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class Rates:
    """Visits that ended in a span of time, and what they read. `exact` is False where the span is told from a part."""

    visits: int
    pages: int
    minutes: float
    exact: bool = True

    @property
    def visits_a_minute(self) -> float:
        """Visits that ended, a minute."""
        return self.visits / self.minutes

    @property
    def pages_a_minute(self) -> float:
        """Pages read, a minute."""
        return self.pages / self.minutes


@dataclass(frozen=True, slots=True)
class Status:
    """How the crawl stood at `as_of`.

    `outcomes` are of visits of the last day by name (from the latest of them where `day.exact` is False); `holders`
    are hosts under lease by worker.
    """

    as_of: datetime
    hosts: Count
    sites: Count
    queue: tuple[Queue, ...]
    hour: Rates
    day: Rates
    outcomes: Mapping[str, int]
    searches: int
    workers: Sequence[SeenWorker]
    holders: Mapping[str, int]

    @property
    def leased_hosts(self) -> int:
        """Hosts that are being visited."""
        return sum(self.holders.values())

    @property
    def oldest_due(self) -> datetime | None:
        """Since when the host that has waited longest is due; None: nothing is due."""
        return min((one.oldest for one in self.queue if one.oldest is not None), default=None)

    @property
    def refusals(self) -> int:
        """Visits of the last day that the sites' own rules kept out."""
        return sum(self.outcomes.get(outcome, 0) for outcome in REFUSALS)


def status(session: Session, now: datetime) -> Status:
    """Look at the queue, the latest visits and the workers."""
    day, outcomes = _rates(session, now, DAY)
    held = table_of(Host)
    holders = session.execute(
        select(held.c.lease_holder, func.count())
        .where(held.c.lease_holder.is_not(None), held.c.lease_until > now)
        .group_by(held.c.lease_holder)
    )
    running = select(func.count()).select_from(Discovery).where(Discovery.state == str(DiscoveryState.RUNNING))
    return Status(
        as_of=now,
        hosts=_rows(session, Host),
        sites=_rows(session, Site),
        queue=tuple(_queue(session, purpose, now) for purpose in Purpose),
        hour=_rates(session, now, HOUR)[0],
        day=day,
        outcomes=outcomes,
        searches=session.scalar(running) or 0,
        workers=living(session, now),
        holders={holder: count for holder, count in holders if holder is not None},
    )


def _queue(session: Session, purpose: Purpose, now: datetime) -> Queue:
    column = DUE[purpose]
    oldest = session.scalar(select(func.min(column)).where(column.is_not(None)))
    return Queue(
        purpose=str(purpose),
        now=_counted(session, _between(column, None, now)),
        hour=_counted(session, _between(column, now, now + HOUR)),
        day=_counted(session, _between(column, now + HOUR, now + DAY)),
        later=_counted(session, _between(column, now + DAY, None)),
        oldest=oldest if oldest is not None and oldest <= now else None,
    )


def _between(column: Any, after: datetime | None, until: datetime | None) -> Select[Any]:
    asked = select(literal(1)).select_from(table_of(HostDue)).where(column.is_not(None))
    if after is not None:
        asked = asked.where(column > after)
    return asked.where(column <= until) if until is not None else asked


def _counted(session: Session, asked: Select[Any]) -> Count:
    """How many rows a question has, one by one up to the bound."""
    bounded = asked.limit(MOST_COUNTED + 1).subquery()
    found = session.scalar(select(func.count()).select_from(bounded)) or 0
    if found <= MOST_COUNTED:
        return Count(found)
    return Count(max(MOST_COUNTED, _planned(session, asked)), exact=False)


def _planned(session: Session, asked: Select[Any]) -> int:
    """How many rows the planner expects; 0 on SQLite, which does not say."""
    if is_sqlite(session):
        return 0
    bind = session.connection()
    compiled = asked.compile(bind.engine)
    plan = bind.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {compiled}", dict(compiled.params)).scalar()
    return int(plan[0]["Plan"]["Plan Rows"]) if plan else 0


def _rows(session: Session, model: type[Host] | type[Site]) -> Count:
    """How many rows a table has; beyond the bound as its statistics, or its highest id, tell."""
    table = table_of(model)
    exact = _counted(session, select(literal(1)).select_from(table))
    if exact.exact:
        return exact
    if is_sqlite(session):
        return Count(session.scalar(select(func.max(table.c.id))) or 0, exact=False)
    asked = text("SELECT reltuples::bigint FROM pg_class WHERE oid = to_regclass(:name)")
    told = session.scalar(asked, {"name": table.name})
    return Count(max(int(told or 0), MOST_COUNTED), exact=False)


def _rates(session: Session, now: datetime, span: timedelta) -> tuple[Rates, dict[str, int]]:
    """Visits and pages of the latest span, and the outcomes by name; of many visits only the latest are looked at."""
    table = table_of(Visit)
    latest = (
        select(table.c.outcome, table.c.pages, table.c.ended_at)
        .where(table.c.ended_at > now - span, table.c.ended_at <= now)
        .order_by(table.c.ended_at.desc())
        .limit(MOST_COUNTED)
        .subquery()
    )
    rows = session.execute(
        select(latest.c.outcome, func.count(), func.sum(latest.c.pages), func.min(latest.c.ended_at)).group_by(
            latest.c.outcome
        )
    ).all()
    outcomes = Counter({outcome: count for outcome, count, _, _ in rows})
    visits, pages = outcomes.total(), sum(pages or 0 for _, _, pages, _ in rows)
    whole = visits < MOST_COUNTED
    seen = span if whole else now - min(first for *_, first in rows)
    minutes = max(seen.total_seconds(), 1.0) / 60
    return Rates(visits, pages, minutes, whole), dict(outcomes.most_common())
