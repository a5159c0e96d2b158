"""The counts of replies over visits: each visit writes what it counted anew, and no thread of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from registry.evidence.model import ReplyTally
from registry.upsert import insert_missing, table_of

MOST_TALLIES = 400
"""Counts of so many of a forum's newest visits are read at most: more than one a day for a year."""

Counted = tuple[datetime, datetime, datetime, int, int, bool, tuple[int, ...]]
"""The counts of one visit: its end, then the fields of `assess.replies.Tally` in their order."""

_TABLE = table_of(ReplyTally)
_COLUMNS = ("taken_at", "since_at", "until_at", "threads", "unanswered", "started", "within")
_OF_FORUMS = (
    select(_TABLE.c.forum_id, *(_TABLE.c[name] for name in _COLUMNS))
    .where(_TABLE.c.forum_id.in_(bindparam("forum_ids", expanding=True)))
    .order_by(_TABLE.c.taken_at.desc())
)


def tallies_of(session: Session, forum_ids: Sequence[int]) -> dict[int, list[Counted]]:
    """The counts of each forum's visits, newest first; empty for one without any."""
    found: dict[int, list[Counted]] = {forum_id: [] for forum_id in forum_ids}
    if forum_ids:
        for forum_id, *counted, within in session.execute(_OF_FORUMS, {"forum_ids": list(forum_ids)}):
            if len(found[forum_id]) < MOST_TALLIES:
                found[forum_id].append((*counted, tuple(within)))
    return found


def write_tallies(session: Session, counted: Sequence[tuple[int, int, Counted]]) -> None:
    """Write what visits counted: the forum, the visit, the counts."""
    rows: list[dict[str, Any]] = [
        {"forum_id": forum_id, "visit_id": visit_id, **dict(zip(_COLUMNS, (*one[:-1], list(one[-1])), strict=True))}
        for forum_id, visit_id, one in counted
    ]
    insert_missing(session, ReplyTally, rows)
