"""The figures of one visit, and what the page showed beside its facts."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from registry.evidence.model import Reading, Snapshot
from registry.hygiene import count, line, moment, web_address
from registry.profile import Board, ForumProfile
from registry.upsert import insert_missing, table_of, write_over

MOST_BOARDS, MOST_FEEDS, MOST_TIMES, MOST_CLUES = 500, 10, 60, 20

FIGURES = ("members", "threads", "posts", "online")


def write_snapshot(session: Session, forum_id: int, visit_id: int, taken_at: datetime, profile: ForumProfile) -> None:
    """One narrow row with the stated figures of this visit; sums and estimates are not in it."""
    row: dict[str, Any] = {name: count(profile.value(name)) for name in FIGURES}
    row["last_post_at"] = moment(profile.value("last_post_at"))
    key = {"forum_id": forum_id, "visit_id": visit_id, "taken_at": taken_at}
    insert_missing(session, Snapshot, [key | row])


def write_reading(
    session: Session, forum_id: int, visit_id: int, read_at: datetime, profile: ForumProfile
) -> dict[str, Any]:
    """Write over what the last reading showed beside the facts; the row as it is kept."""
    times = [when.astimezone(UTC).isoformat() for when in map(moment, profile.thread_times) if when is not None]
    row = {
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
    write_over(session, Reading, ("forum_id",), [row])
    return row


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


_SNAPSHOTS = (
    select(Snapshot.taken_at, Snapshot.posts, Snapshot.threads, Snapshot.members)
    .where(Snapshot.forum_id == bindparam("forum_id"))
    .order_by(Snapshot.taken_at.desc())
    .limit(bindparam("most"))
)


def snapshots_of(session: Session, forum_id: int, limit: int = 30) -> list[Figures]:
    """Time, posts, threads and members of the newest snapshots of a forum, newest first."""
    rows = session.execute(_SNAPSHOTS, {"forum_id": forum_id, "most": limit})
    return [(at, posts, threads, members) for at, posts, threads, members in rows]


def readings_of(session: Session, forum_ids: Sequence[int]) -> dict[int, Any]:
    """The last reading of each of these forums, as rows of its columns."""
    table = table_of(Reading)
    return {row.forum_id: row for row in session.execute(select(table).where(table.c.forum_id.in_(forum_ids)))}
