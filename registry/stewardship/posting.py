"""Taking a letter in: once however often it is sent, within the limits, in one transaction."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from registry.catalogue.model import Forum
from registry.catalogue.reading import public_at
from registry.frontier.model import Site
from registry.frontier.queue import schedule_site
from registry.frontier.sighting import sighting
from registry.identity import SharedHosts
from registry.stewardship.keys import own_key
from registry.stewardship.kinds import Closing, LetterKind
from registry.stewardship.limits import Limit, TooMany, count, demand_room, limits_of
from registry.stewardship.model import Letter
from registry.stewardship.writing import Draft
from registry.upsert import insert_into, table_of
from registry.vocabulary import Purpose

SAME_FOR = timedelta(hours=24)
"""Letters that say the same within this time are one."""

SOURCE = "suggestion"
"""How the frontier's record names who told of a site."""

FULL_FOR_S = 6 * 3600
"""After how many seconds a sender may try again when too many letters wait for an answer."""

_ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
_LENGTH = 28  # of 30 characters each: 137 bits
_LETTER = table_of(Letter)


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many letters are taken in: from one sender an hour, from all a day, and waiting for an answer at once.

    Requests of owners to be taken off the list have a queue of their own of the same length, and no limit a day.
    """

    an_hour: int = 20
    a_day: int = 500
    open: int = 2000


@dataclass(frozen=True, slots=True)
class Posted:
    """A letter that stands: its reference, and whether it is new."""

    reference: str
    new: bool


def post(
    session: Session,
    draft: Draft,
    *,
    client: str,
    bounds: Bounds,
    secret: str,
    hosts: SharedHosts,
    now: datetime,
) -> Posted:
    """Take in one letter from the network address `client`; the same one again within a day answers with the first.

    Raises TooMany; the transaction has to be rolled back then.
    """
    fingerprint = draft.fingerprint(own_key(session, secret, "fingerprint"))
    expired = (_LETTER.c.fingerprint == fingerprint, _LETTER.c.at <= now - SAME_FOR)
    session.execute(update(_LETTER).where(*expired).values(fingerprint=None))
    reference = new_reference()
    row = {
        "reference": reference, "kind": str(draft.kind), "at": now, "fingerprint": fingerprint,
        "forum_id": _forum_id(session, draft.forum) if draft.forum else None,
        "figure": draft.figure, "about": draft.about or None, "topic": draft.topic, "words": draft.words or None,
        "language": draft.language,
    }  # fmt: skip
    insert = insert_into(session, Letter).values(row).on_conflict_do_nothing(index_elements=["fingerprint"])
    letter_id = session.scalar(insert.returning(_LETTER.c.id))
    if letter_id is None:
        first = session.execute(select(_LETTER.c.reference).where(_LETTER.c.fingerprint == fingerprint)).scalar_one()
        return Posted(first, new=False)
    count(session, _limits(draft, client, bounds), own_key(session, secret, "senders"), now)
    _demand_room(session, draft, bounds.open)
    if draft.site is not None:
        _take_in_site(session, letter_id, draft, hosts, now)
    return Posted(reference, new=True)


def posted_before(
    session: Session, draft: Draft, *, client: str, bounds: Bounds, secret: str, now: datetime
) -> str | None:
    """The reference of the letter of the last day that says the same; None for a new one that could be taken now.

    Raises TooMany as `post` would. Only reads: whoever sends too many keeps no writer waiting.
    """
    fingerprint = draft.fingerprint(own_key(session, secret, "fingerprint"))
    same = (_LETTER.c.fingerprint == fingerprint, _LETTER.c.at > now - SAME_FOR)
    reference: str | None = session.scalar(select(_LETTER.c.reference).where(*same))
    if reference is not None:
        return reference
    demand_room(session, _limits(draft, client, bounds), own_key(session, secret, "senders"), now)
    _demand_room(session, draft, bounds.open - 1)
    return None


def new_reference() -> str:
    """A reference that cannot be guessed, in groups of four letters and digits that are not mistaken for others."""
    drawn = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
    return "-".join(drawn[start : start + 4] for start in range(0, _LENGTH, 4))


def spelt(reference: str) -> str | None:
    """A reference as it is kept, whatever its case, spaces and dashes; None for what is none."""
    if len(reference) > 100:
        return None
    bare = "".join(reference.split()).replace("-", "").lower()
    if len(bare) != _LENGTH or any(letter not in _ALPHABET for letter in bare):
        return None
    return "-".join(bare[start : start + 4] for start in range(0, _LENGTH, 4))


def _forum_id(session: Session, public_id: str) -> int | None:
    return session.scalar(select(Forum.id).where(Forum.public_id == public_id))


def _limits(draft: Draft, client: str, bounds: Bounds) -> list[Limit]:
    a_day = None if draft.kind is LetterKind.REMOVAL else bounds.a_day
    return limits_of(client, an_hour=bounds.an_hour, a_day=a_day)


def _demand_room(session: Session, draft: Draft, most: int) -> None:
    """Raise TooMany when more letters wait than may; requests to be taken off the list are counted by themselves."""
    removal = _LETTER.c.kind == str(LetterKind.REMOVAL)
    own = removal if draft.kind is LetterKind.REMOVAL else ~removal
    waiting = select(func.count()).where(_LETTER.c.closed_at.is_(None), own)
    if (session.scalar(waiting) or 0) > most:
        raise TooMany("queue", FULL_FOR_S)


def _take_in_site(session: Session, letter_id: int, draft: Draft, hosts: SharedHosts, now: datetime) -> None:
    """Note the listed forum of a suggested address, or send its site for a visit that somebody waits for.

    An address that was removed leaves no trace: neither of itself nor of the words that came with it.
    """
    assert draft.site is not None  # noqa: S101  # only suggestions come here
    public_id = public_at(session, draft.site.address, hosts)
    if public_id is not None:
        values = {"forum_id": _forum_id(session, public_id), "closed_as": str(Closing.DUPLICATE), "closed_at": now}
    else:
        sighted = sighting(session, draft.site.address, source=SOURCE, now=now, hosts=hosts)
        values = {"site_id": sighted.site_id, **({"words": None} if sighted.removed else {})}
        if sighted.site_id is not None and _never_visited(session, sighted.site_id):
            schedule_site(session, sighted.site_id, purpose=Purpose.VERIFY, when=now)
    session.execute(update(_LETTER).where(_LETTER.c.id == letter_id).values(values))


def _never_visited(session: Session, site_id: int) -> bool:
    """Whether a visit is due there that would be the first; never where we were told to leave."""
    site = table_of(Site)
    due = (site.c.last_attempt_at.is_(None), site.c.next_due.is_not(None), site.c.opted_out_at.is_(None))
    return session.scalar(select(site.c.id).where(site.c.id == site_id, *due)) is not None
