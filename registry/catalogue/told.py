"""When a forum's people were told that it is listed: recorded by whoever told them, shown on its card."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from registry.catalogue.lifecycle import NoSuchForum, Role
from registry.catalogue.listing import is_listed
from registry.catalogue.model import Forum
from registry.catalogue.reading import public_at
from registry.catalogue.writing import write_cards
from registry.history import ledger
from registry.hygiene import line
from registry.identity import BadAddress, SharedHosts
from registry.upsert import table_of

LONGEST_HOW = 120
"""Characters of the way they were told."""


class BadNotice(ValueError):
    """A notice that cannot be recorded; `str()` says why."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was recorded. `before`: when they were told according to an earlier record, which this one replaces."""

    public_id: str
    at: datetime
    how: str
    before: datetime | None = None


def record_told(
    session: Session,
    forum: str,
    *,
    when: datetime,
    how: str,
    actor: str,
    now: datetime,
    hosts: SharedHosts,
    role: Role = Role.MODERATOR,
) -> Told:
    """Record that the people of a listed forum, given by public id or address, were told of it at `when`.

    `how` is published: words such as "letter to its contact page", never a person's name or address. Raises
    NoSuchForum, and BadNotice for a time to come, one before the forum was listed, or no words.
    """
    words = line(how, LONGEST_HOW)
    if not words:
        raise BadNotice("say how they were told, such as “letter to its contact page”")
    if "@" in words:
        raise BadNotice("how they were told is published: name the way, not an address of somebody")
    row = listed_forum(session, forum, hosts)
    if when > now:
        raise BadNotice("that day is still to come")
    if row.listed_at is not None and when.date() < row.listed_at.date():
        raise BadNotice(f"it was not listed before {row.listed_at.date().isoformat()}")
    table = table_of(Forum)
    session.execute(update(table).where(table.c.id == row.id).values(told_at=when, told_how=words))
    said = {"actor": actor, "how": words, "when": when.isoformat(), "public_id": row.public_id}
    ledger.append(session, role=str(role), action="told", payload=said, now=now, forum_id=row.id)
    write_cards(session, [row.id], now)
    return Told(row.public_id, when, words, row.told_at)


def listed_forum(session: Session, forum: str, hosts: SharedHosts) -> Forum:
    """The row of a public forum, given by public id or address, locked; raises NoSuchForum."""
    try:
        public_id = public_at(session, forum, hosts) if "." in forum or "/" in forum else None
    except BadAddress:
        public_id = None
    named = select(Forum).where(Forum.public_id == (public_id or forum), is_listed()).with_for_update()
    row = session.scalar(named)
    if row is None:
        raise NoSuchForum(f"no listed forum has the id or address {forum[:200]!r}")
    session.expunge(row)
    return row
