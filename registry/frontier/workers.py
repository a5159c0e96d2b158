"""What crawling processes say of themselves with each heartbeat: kept for a week after the last one."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from registry.frontier.seeking import Worker
from registry.upsert import table_of, write_over

KEPT = timedelta(days=7)
"""How long a worker is remembered after its last heartbeat."""

SILENT = timedelta(seconds=150)
"""A worker that did not speak for so long counts as dead: three of its heartbeats, and a little."""


@dataclass(frozen=True, slots=True)
class WorkerState:
    """One worker: counts since it began, what it holds now, what its process takes.

    `cpu_s` are seconds of user and system time; `rss_bytes` is resident memory; `descriptors` are open files and
    connections. 0 where the system does not tell.
    """

    name: str
    version: str
    purposes: str
    started_at: datetime
    visits: int = 0
    pages: int = 0
    bytes_read: int = 0
    forums: int = 0
    hosts_held: int = 0
    cpu_s: float = 0.0
    rss_bytes: int = 0
    descriptors: int = 0


@dataclass(frozen=True, slots=True)
class SeenWorker:
    """A worker that lives: its state, and when it spoke last."""

    state: WorkerState
    seen_at: datetime


def note_worker(session: Session, state: WorkerState, now: datetime, *, ended: bool = False) -> None:
    """Write down what a worker says of itself; `ended`: it stops in order."""
    row = {**asdict(state), "seen_at": now, "ended_at": now if ended else None}
    write_over(session, Worker, ("name",), [row])


def living(session: Session, now: datetime) -> Sequence[SeenWorker]:
    """The workers that spoke lately and did not stop, the longest running first."""
    table = table_of(Worker)
    names = list(WorkerState.__dataclass_fields__)
    rows = session.execute(
        select(*(table.c[name] for name in names), table.c.seen_at)
        .where(table.c.seen_at > now - SILENT, table.c.ended_at.is_(None))
        .order_by(table.c.started_at, table.c.name)
    )
    return [SeenWorker(WorkerState(*row[:-1]), row[-1]) for row in rows]


def forget_workers(session: Session, now: datetime) -> int:
    """Let go those that were not heard of for a week; how many."""
    table = table_of(Worker)
    gone = session.execute(delete(table).where(table.c.seen_at <= now - KEPT).returning(table.c.name))
    return len(gone.all())
