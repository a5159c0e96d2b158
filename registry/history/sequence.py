"""Numbers without gaps, in the order of commits.

A plain sequence gives a number before the transaction ends: on PostgreSQL a later number may be seen first, and
whoever asks "what came after 7?" then never sees 6. Here a number is taken from a row of `head`, which stays locked
until the transaction ends, and it is taken by the last statements before the commit, so that the lock is short.
Rows wait in the session until then: `at_commit`. The ledger goes first, always: one order of locks, no deadlock.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event, update
from sqlalchemy.orm import Session, SessionTransaction

from registry.history.model import Head

ORDER = ("ledger", "change")
_WAITING = "registry.history.waiting"

Writer = Callable[[Session, list[dict[str, Any]]], None]


@dataclass(slots=True)
class _Waiting:
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    writers: dict[str, Writer] = field(default_factory=dict)


def at_commit(session: Session, name: str, writer: Writer, row: dict[str, Any]) -> None:
    """Have `writer(session, rows)` write all rows of that name just before this session commits.

    Raises RuntimeError within a savepoint: what is undone there could not be told from what stays.
    """
    if session.in_nested_transaction():
        raise RuntimeError("changes and decisions are noted outside savepoints")
    if not session.in_transaction():
        session.begin()  # so that a rollback is one
    waiting: _Waiting | None = session.info.get(_WAITING)
    if waiting is None:
        waiting = session.info[_WAITING] = _Waiting()
        event.listen(session, "before_commit", write_waiting)
        event.listen(session, "after_soft_rollback", _forget_waiting)
    waiting.writers[name] = writer
    waiting.rows.setdefault(name, []).append(row)


def write_waiting(session: Session) -> None:
    """Write what waits now; called by the commit itself."""
    if session.in_nested_transaction():
        return  # a savepoint commits nothing yet
    waiting: _Waiting | None = session.info.get(_WAITING)
    if waiting is None:
        return
    for name in ORDER:
        if rows := waiting.rows.pop(name, []):
            waiting.writers[name](session, rows)


def _forget_waiting(session: Session, undone: SessionTransaction) -> None:
    waiting: _Waiting = session.info[_WAITING]
    if not undone.nested:
        waiting.rows.clear()


def take(session: Session, name: str, count: int) -> tuple[int, str]:
    """Take `count` numbers: the first of them, and the digest kept beside the last one taken before."""
    taken = session.execute(
        update(Head).where(Head.name == name).values(number=Head.number + count).returning(Head.number, Head.digest)
    ).one()
    return taken.number - count + 1, taken.digest


def keep_digest(session: Session, name: str, digest: str) -> None:
    """Keep the digest of the last entry beside its number."""
    session.execute(update(Head).where(Head.name == name).values(digest=digest))
