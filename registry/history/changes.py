"""The sequence of public changes: it feeds the index, the caches, the feeds and everybody's deltas."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from registry.history.model import Change, Head
from registry.history.sequence import at_commit, take
from registry.upsert import insert_all
from registry.vocabulary import ChangeKind


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One public change. `into` is the public id a merged forum answers with.

    `parts` names the parts of the entry that changed (`catalogue.changed.PARTS`), with a space between; None where
    that was not recorded, and for what is no mere change.
    """

    seq: int
    at: datetime
    forum_id: int
    public_id: str
    kind: str
    into: str | None = None
    parts: str | None = None


def record_change(
    session: Session, *, forum_id: int, public_id: str, kind: ChangeKind, now: datetime, into: str | None = None,
    parts: Iterable[str] = (),
) -> None:  # fmt: skip
    """Note a public change; it gets its number as the last statement of the transaction. `parts`: names only."""
    row = {
        "at": now, "forum_id": forum_id, "public_id": public_id, "kind": str(kind), "into": into,
        "parts": " ".join(parts) or None,
    }  # fmt: skip
    at_commit(session, "change", _write, row)


def _write(session: Session, rows: list[dict[str, Any]]) -> None:
    first, _ = take(session, "change", len(rows))
    insert_all(session, Change, [{**row, "seq": first + place} for place, row in enumerate(rows)])


def changes_since(session: Session, cursor: int, limit: int = 500, kinds: Collection[str] = ()) -> list[ChangeRow]:
    """The changes after `cursor` (0: from the start), oldest first; the last one's `seq` is the next cursor.

    `kinds`: only changes of these kinds; none named means all.
    """
    asked = _changes(kinds).where(Change.seq > cursor).order_by(Change.seq).limit(limit)
    return [ChangeRow(*row) for row in session.execute(asked)]


def changes_before(session: Session, cursor: int, limit: int = 500, kinds: Collection[str] = ()) -> list[ChangeRow]:
    """The changes before `cursor`, newest first; the last one's `seq` is the next cursor. `kinds` as above."""
    asked = _changes(kinds).where(Change.seq < cursor).order_by(Change.seq.desc()).limit(limit)
    return [ChangeRow(*row) for row in session.execute(asked)]


def _changes(kinds: Collection[str]) -> Select[int, datetime, int, str, str, str | None, str | None]:
    asked = select(Change.seq, Change.at, Change.forum_id, Change.public_id, Change.kind, Change.into, Change.parts)
    return asked.where(Change.kind.in_(sorted(kinds))) if kinds else asked


def forget_parts(session: Session, forum_id: int) -> None:
    """Take out of the changes of this forum what they were about: nothing of its content stays."""
    session.execute(update(Change).where(Change.forum_id == forum_id, Change.parts.is_not(None)).values(parts=None))


def newest_change(session: Session) -> int:
    """The number of the newest change, 0 when there is none."""
    return session.scalar(select(Head.number).where(Head.name == "change")) or 0
