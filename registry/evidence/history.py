"""A forum's figures over time: what its pages stated at each visit. Nothing is filled in: gaps stay gaps."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.evidence.model import Snapshot
from registry.history.marks import NotADemonstration, is_demo
from registry.hygiene import count, moment
from registry.upsert import insert_all, table_of

MOST_POINTS = 120
"""Points of one series at most: ten years, one a month."""

COUNTERS = ("members", "threads", "posts")


@dataclass(frozen=True, slots=True)
class Point:
    """What the pages stated at one visit; None for what they did not. `at` is aware UTC.

    `registry.catalogue.growth` fills in what follows from two points: `posts_per_day` is the growth of the post counter
    since the point before, where both state it, at least a day lies between, and the growth can be true; `odd` names
    counters that cannot be true, or that shrank. `sample`: made up for a demonstration.
    """

    at: datetime
    members: int | None = None
    threads: int | None = None
    posts: int | None = None
    online: int | None = None
    posts_per_day: float | None = None
    odd: tuple[str, ...] = ()
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """The points of a forum, oldest first. `reason` says why there are none; `monthly`: the last visit of each month.

    `left_out` counts visits that stated figures but are not among the points.
    """

    points: tuple[Point, ...] = ()
    reason: str | None = None
    monthly: bool = False
    left_out: int = 0

    @property
    def sample(self) -> bool:
        """Whether any of it is made up for a demonstration."""
        return any(point.sample for point in self.points)


def series(session: Session, forum_id: int, *, monthly: bool = False, most: int = MOST_POINTS) -> Series:
    """The newest `most` points of a forum: every visit that stated a counter, or the last such visit of each month."""
    table = table_of(Snapshot)
    columns = (table.c.taken_at, *(table.c[name] for name in (*COUNTERS, "online", "sample")))
    rows = session.execute(select(*columns).where(table.c.forum_id == forum_id).order_by(table.c.taken_at))
    stated = [
        Point(row.taken_at, row.members, row.threads, row.posts, row.online, sample=row.sample)
        for row in rows
        if any(getattr(row, name) is not None for name in COUNTERS)
    ]
    if not stated:
        return Series(reason="no visit has found figures yet", monthly=monthly)
    kept = list({(p.at.year, p.at.month): p for p in stated}.values()) if monthly else stated
    return Series(tuple(kept[-most:]), None, monthly, len(stated) - len(kept[-most:]))


def write_sample_history(session: Session, forum_id: int, points: Iterable[Point]) -> int:
    """Write made-up figures in place of those made up before, marked so; how many.

    Raises NotADemonstration unless the database carries the demo mark, ValueError for a time that cannot be kept.
    """
    if not is_demo(session):
        raise NotADemonstration("figures are made up in a demonstration only: this database has no demo mark")
    table = table_of(Snapshot)
    session.execute(table.delete().where(table.c.forum_id == forum_id, table.c.sample))
    rows = [
        {
            "forum_id": forum_id,
            "visit_id": -place,
            "taken_at": _time(point.at),
            **{name: count(getattr(point, name)) for name in (*COUNTERS, "online")},
            "last_post_at": None,
            "sample": True,
        }
        for place, point in enumerate(points, start=1)
    ]
    insert_all(session, Snapshot, rows)
    return len(rows)


def _time(when: datetime) -> datetime:
    fit = moment(when)
    if fit is None:
        raise ValueError(f"no aware time of the web's age: {when!r}")
    return fit.astimezone(UTC)
