"""Figures of old visits are thinned: one a month is enough for a history of years. Old counts of replies go."""

from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, delete, func, select, tuple_
from sqlalchemy.orm import Session

from registry.evidence.model import ReplyTally, Snapshot
from registry.upsert import BATCH, table_of

ALL_KEPT = timedelta(days=730)
"""Every visit's figures are kept for two years."""


def thin_snapshots(session: Session, now: datetime, limit: int = 20 * BATCH) -> int:
    """Delete at most `limit` snapshots older than ALL_KEPT that are not the last of their month; how many.

    Call it again while it answers `limit`.
    """
    table = table_of(Snapshot)
    month = func.strftime("%Y-%m", table.c.taken_at)
    if session.get_bind().dialect.name != "sqlite":
        month = func.to_char(func.timezone("UTC", table.c.taken_at), "YYYY-MM")
    place = func.row_number().over(partition_by=(table.c.forum_id, month), order_by=table.c.taken_at.desc())
    old = (
        select(table.c.forum_id, table.c.visit_id, place.label("place"))
        .where(table.c.taken_at < now - ALL_KEPT)
        .subquery()
    )
    extra = session.execute(select(old.c.forum_id, old.c.visit_id).where(old.c.place > 1).limit(limit)).all()
    keys = [(row.forum_id, row.visit_id) for row in extra]
    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        session.execute(delete(table).where(tuple_(table.c.forum_id, table.c.visit_id).in_(batch)))
    return len(keys)


def drop_tallies(session: Session, now: datetime) -> int:
    """Delete the counts of replies that are older than ALL_KEPT, twice as old as any that are still told; how many."""
    table = table_of(ReplyTally)
    gone = session.execute(delete(table).where(table.c.taken_at < now - ALL_KEPT))
    return cast("CursorResult[Any]", gone).rowcount
