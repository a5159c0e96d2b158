"""What this database is: its secret key, and whether it is a demonstration."""

from weakref import WeakKeyDictionary

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.history.model import Mark
from registry.upsert import insert_into

_KEYS: WeakKeyDictionary[object, bytes] = WeakKeyDictionary()
"""The key of each database this process has opened: it never changes."""


class NotADemonstration(RuntimeError):
    """Things may be made up in the database of a demonstration only."""


def secret_key(session: Session) -> bytes:
    """The key of this database's tombstones, made by the first migration; LookupError when it is gone."""
    engine = session.get_bind()
    if (known := _KEYS.get(engine)) is not None:
        return known
    value = session.scalar(select(Mark.value).where(Mark.name == "key"))
    if value is None:
        raise LookupError("the table `mark` holds no `key`: restore it from a backup, or removals cannot be honoured")
    _KEYS[engine] = bytes.fromhex(value)
    return _KEYS[engine]


def is_demo(session: Session) -> bool:
    """Whether this database carries the demo mark: only then may the crawler reach addresses that are not public."""
    return session.scalar(select(Mark.value).where(Mark.name == "demo")) == "yes"


def mark_demo(session: Session) -> None:
    """Mark this database as a demonstration, for good."""
    session.execute(insert_into(session, Mark).values(name="demo", value="yes").on_conflict_do_nothing())
