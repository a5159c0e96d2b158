"""The people's side: letters in the order they are to be read, answers, and how long answers take."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import case, func, select, update
from sqlalchemy.orm import Session

from registry.catalogue.model import Forum
from registry.frontier.model import Site
from registry.history import ledger
from registry.hygiene import paragraphs
from registry.stewardship.kinds import Closing, LetterKind
from registry.stewardship.model import Letter
from registry.stewardship.posting import spelt
from registry.upsert import table_of

MOST_ANSWER = 2000
"""Characters of an answer."""

FEWEST_ANSWERS = 10
"""From so many answers on, the public is told how long half of them took: fewer say nothing."""

LOOKED_BACK = timedelta(days=90)
_MOST_LOOKED_AT = 2000

_LETTER = table_of(Letter)
_FIRST = case(
    {str(LetterKind.REMOVAL): 0, str(LetterKind.HARMFUL): 1, str(LetterKind.SUGGESTION): 3}, value=Letter.kind, else_=2
)
"""Requests to be taken off the list first, then harm, suggestions last: most of those answer themselves."""


class NoSuchLetter(LookupError):
    """No letter has this reference, or none any more."""


@dataclass(frozen=True, slots=True)
class Read:
    """A letter as the registry's people see it, with the public id of its forum and the address that was suggested."""

    letter: Letter
    forum: str | None
    address: str | None


@dataclass(frozen=True, slots=True)
class Service:
    """How the registry answers: letters that wait, and how long half of the answers took; None: too few to say."""

    waiting: int
    median_s: float | None


@dataclass(frozen=True, slots=True)
class Held:
    """The letters that are held now: all, those a person has answered, those closed without, those that wait."""

    all: int
    answered: int
    closed: int
    waiting: int


def held(session: Session) -> Held:
    """How many letters are held, and what was done with them: counts only. Letters that were deleted are in none."""
    answered, closed = _LETTER.c.answered_at.is_not(None), _LETTER.c.closed_at.is_not(None)
    counted = [func.count(case((what, 1))) for what in (answered, ~answered & closed, ~answered & ~closed)]
    row = session.execute(select(func.count(), *counted).select_from(_LETTER)).one()
    return Held(*(int(number) for number in row))


def letters(
    session: Session, *, kind: LetterKind | None = None, only_open: bool = False, limit: int = 1000
) -> list[Read]:
    """Letters, those first that people are to read first, the oldest of each before the others."""
    asked = select(Letter, Forum.public_id, Site.address)
    asked = asked.outerjoin(Forum, Forum.id == Letter.forum_id).outerjoin(Site, Site.id == Letter.site_id)
    if kind is not None:
        asked = asked.where(Letter.kind == str(kind))
    if only_open:
        asked = asked.where(Letter.closed_at.is_(None))
    rows = session.execute(asked.order_by(Letter.closed_at.is_not(None), _FIRST, Letter.at, Letter.id).limit(limit))
    return [Read(*row) for row in rows]


def letter(session: Session, reference: str) -> Letter:
    """The letter of this reference, however it is spelt; raises NoSuchLetter."""
    kept = spelt(reference)
    found = session.scalar(select(Letter).where(Letter.reference == kept)) if kept else None
    if found is None:
        raise NoSuchLetter(reference[:60])
    return found


def letter_in_full(session: Session, reference: str) -> Read:
    """The letter as the registry's people see it; raises NoSuchLetter."""
    found = letter(session, reference)
    forum = session.scalar(select(Forum.public_id).where(Forum.id == found.forum_id))
    return Read(found, forum, session.scalar(select(Site.address).where(Site.id == found.site_id)))


def answer(
    session: Session, reference: str, words: str, *, role: str, now: datetime, close: Closing | None = None
) -> None:
    """Answer a letter in this role; a later answer takes the place of an earlier one. The ledger keeps each.

    Raises NoSuchLetter, and ValueError for an answer without words or with too many.
    """
    said = paragraphs(words)
    if not 0 < len(said) <= MOST_ANSWER:
        raise ValueError(f"an answer has 1 to {MOST_ANSWER:,} characters; this one has {len(said):,}")
    found = letter(session, reference)
    first = case((_LETTER.c.answered_at.is_(None), now), else_=_LETTER.c.answered_at)
    values: dict[str, object] = {"answer": said, "answered_at": first}
    if close is not None:
        values |= {"closed_as": str(close), "closed_at": now}
    session.execute(update(_LETTER).where(_LETTER.c.id == found.id).values(values))
    payload = {"letter": found.id, "kind": found.kind, "answer": said, "closed_as": str(close) if close else None}
    ledger.append(session, role=role, action="letter answered", payload=payload, now=now, forum_id=found.forum_id)


def service(session: Session, now: datetime) -> Service:
    """What whoever writes now may expect, by the answers to the letters of the last 90 days."""
    waiting = session.scalar(select(func.count()).where(_LETTER.c.closed_at.is_(None), _LETTER.c.answered_at.is_(None)))
    rows: Sequence[tuple[datetime, datetime]] = session.execute(
        select(Letter.at, Letter.answered_at)
        .where(Letter.answered_at > now - LOOKED_BACK)
        .order_by(Letter.answered_at.desc())
        .limit(_MOST_LOOKED_AT)
    ).all()  # type: ignore[assignment]  # answered_at is not null here
    took = [(answered - at).total_seconds() for at, answered in rows]
    return Service(waiting or 0, median(took) if len(took) >= FEWEST_ANSWERS else None)
