"""The figures of one visit, and what the page showed beside its facts."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, select
from sqlalchemy.orm import Session

from registry.db import UtcDateTime
from registry.evidence.model import Reading, Snapshot
from registry.hygiene import count, line, moment, web_address
from registry.profile import Board, ForumProfile
from registry.upsert import insert_missing, table_of, write_over

MOST_BOARDS, MOST_FEEDS, MOST_TIMES, MOST_CLUES = 500, 10, 60, 20

FIGURES = ("members", "threads", "posts", "online")


def snapshot_of(forum_id: int, visit_id: int, taken_at: datetime, profile: ForumProfile) -> dict[str, Any]:
    """One narrow row with the stated figures of this visit; sums and estimates are not in it."""
    row: dict[str, Any] = {name: count(profile.value(name)) for name in FIGURES}
    row["last_post_at"] = moment(profile.value("last_post_at"))
    return {"forum_id": forum_id, "visit_id": visit_id, "taken_at": taken_at, **row}


def write_snapshots(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Write the figures of visits, each as `snapshot_of` gives them."""
    insert_missing(session, Snapshot, rows)


def reading_of(forum_id: int, visit_id: int, read_at: datetime, profile: ForumProfile) -> dict[str, Any]:
    """What this reading showed beside the facts, as a row."""
    times = [when.astimezone(UTC).isoformat() for when in map(moment, profile.thread_times) if when is not None]
    return {
        "forum_id": forum_id,
        "visit_id": visit_id,
        "read_at": read_at,
        "confidence": min(max(float(profile.confidence), 0.0), 1.0),
        "clues": [line(clue, 200) for clue in profile.clues[:MOST_CLUES]],
        "boards": boards_as_json(profile.boards),
        "feeds": [feed for feed in map(web_address, profile.feeds[:MOST_FEEDS]) if feed is not None],
        "thread_times": times[:MOST_TIMES],
        "parser_version": line(profile.parser_version, 40),
    }


def write_readings(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Write over what the last readings of forums showed, each as `reading_of` gives it."""
    write_over(session, Reading, ("forum_id",), rows)


def boards_as_json(boards: Sequence[Board]) -> list[dict[str, Any]]:
    """Sections as they are kept: clean names, counts that can be counts, at most MOST_BOARDS."""
    kept = []
    for board in boards[:MOST_BOARDS]:
        if not (name := line(board.name, 200)):
            continue
        last = moment(board.last_post_at)
        kept.append(
            {
                "name": name,
                "url": web_address(board.url),
                "threads": count(board.threads),
                "posts": count(board.posts),
                "last_post_at": None if last is None else last.astimezone(UTC).isoformat(),
            }
        )
    return kept


Figures = tuple[datetime, int | None, int | None, int | None]


MOST_SNAPSHOTS = 30
"""So many of the newest snapshots tell how active a forum is."""


def _newest() -> Select[Any]:
    """The newest snapshots of forums that were read, without a look at the older ones."""
    read, row, older = table_of(Reading), table_of(Snapshot), table_of(Snapshot).alias("older")
    oldest = (
        select(older.c.taken_at)
        .where(older.c.forum_id == read.c.forum_id, ~older.c.sample)
        .order_by(older.c.taken_at.desc())
        .limit(1)
        .offset(MOST_SNAPSHOTS - 1)
        .correlate(read)
        .scalar_subquery()
    )
    since = func.coalesce(oldest, bindparam("ever", datetime(1970, 1, 1, tzinfo=UTC), type_=UtcDateTime))
    return (
        select(row.c.forum_id, row.c.taken_at, row.c.posts, row.c.threads, row.c.members)
        .select_from(read)
        .join(row, and_(row.c.forum_id == read.c.forum_id, row.c.taken_at >= since, ~row.c.sample))
        .where(read.c.forum_id.in_(bindparam("forum_ids", expanding=True)))
        .order_by(row.c.taken_at.desc())
    )


_NEWEST = _newest()


def snapshots_of(session: Session, forum_ids: Sequence[int]) -> dict[int, list[Figures]]:
    """Time, posts, threads and members of the newest snapshots of forums that were read, newest first."""
    found: dict[int, list[Figures]] = {forum_id: [] for forum_id in forum_ids}
    if forum_ids:
        for forum_id, at, posts, threads, members in session.execute(_NEWEST, {"forum_ids": list(forum_ids)}):
            if len(found[forum_id]) < MOST_SNAPSHOTS:
                found[forum_id].append((at, posts, threads, members))
    return found


def readings_of(session: Session, forum_ids: Sequence[int]) -> dict[int, Any]:
    """The last reading of each of these forums, as rows of its columns."""
    table = table_of(Reading)
    return {row.forum_id: row for row in session.execute(select(table).where(table.c.forum_id.in_(forum_ids)))}
