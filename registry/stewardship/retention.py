"""What is let go of letters: each some days after it was closed, all after a year, counts when their time is over."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, delete, or_, select, update
from sqlalchemy.orm import Session

from registry.db import Sessions
from registry.frontier.model import Site
from registry.stewardship.becoming import became
from registry.stewardship.kinds import Closing, LetterKind, State
from registry.stewardship.limits import delete_windows
from registry.stewardship.model import Letter
from registry.upsert import BATCH, table_of

LONGEST_DAYS = 365
"""A letter that nobody answered is deleted after so many days: its words are private, and have lost their use."""

_LETTER = table_of(Letter)
_CLOSED_BY = {State.LISTED: Closing.DONE, State.KNOWN_AS: Closing.DUPLICATE, State.NOT_LISTED: Closing.DECLINED}


@dataclass(frozen=True, slots=True)
class LettersTidied:
    """How many letters were deleted, how many suggestions closed by what became of them, and how many counts went."""

    deleted: int
    closed: int
    windows: int


def tidy_letters(sessions: Sessions, now: datetime, days: int) -> LettersTidied:
    """Let go what is not kept any longer: `days` after a letter was closed. Doing it twice is no harm."""
    with sessions.write() as session:
        deleted, windows = _delete(session, now, days), delete_windows(session, now)
        forget_words_of_removed(session)
    closed, after, more = 0, 0, True
    while more:
        with sessions.write() as session:
            seen, last, done = _close_settled(session, after, now, days)
        closed, after, more = closed + done, last, seen == BATCH
    return LettersTidied(deleted, closed, windows)


def deleted_on(at: datetime, closed_at: datetime | None, days: int) -> datetime:
    """When a letter is deleted: `days` after it was closed; at the latest, and while it is open, after LONGEST_DAYS."""
    latest = at + timedelta(days=LONGEST_DAYS)
    return latest if closed_at is None else min(latest, closed_at + timedelta(days=days))


def _delete(session: Session, now: datetime, days: int) -> int:
    over = or_(_LETTER.c.closed_at <= now - timedelta(days=days), _LETTER.c.at <= now - timedelta(days=LONGEST_DAYS))
    return len(session.execute(delete(_LETTER).where(over).returning(_LETTER.c.id)).all())


def forget_words_of_removed(session: Session) -> None:
    """The words of suggestions whose site is gone: it was removed, and nothing of it stays."""
    gone = and_(_LETTER.c.site_id.is_not(None), _LETTER.c.site_id.not_in(select(Site.id)))
    session.execute(update(_LETTER).where(gone).values(site_id=None, words=None))


def _close_settled(session: Session, after: int, now: datetime, days: int) -> tuple[int, int, int]:
    """Close suggestions that need nobody any more, among the next BATCH; how many were seen, the last, how many closed.

    Those are: of forums that were decided on; without a site; and of sites that still show no forum after `days`.
    """
    asked = select(Letter).where(Letter.closed_at.is_(None), Letter.kind == str(LetterKind.SUGGESTION))
    found = session.scalars(asked.where(Letter.id > after).order_by(Letter.id).limit(BATCH)).all()
    closed = 0
    for letter in found:
        told = became(session, letter)
        closing = _CLOSED_BY.get(told.state)
        if closing is None and (letter.site_id is None or letter.at <= now - timedelta(days=days)):
            closing = Closing.DONE if told.state is not State.DECIDING else None
        if closing is not None:
            values = {"closed_as": str(closing), "closed_at": now}
            session.execute(update(_LETTER).where(_LETTER.c.id == letter.id).values(values))
            closed += 1
    return len(found), found[-1].id if found else after, closed
