"""The one door to a past that never was: only in a demonstration may anything be dated before it was written.

A list that is a day old has no history to look at, so the demo makes one up. In the database of a live registry that
would be forgery: its ledger and its changes say what happened, when it happened.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from sqlalchemy.orm import Session

from registry.history.marks import NotADemonstration, is_demo

MORNING = time(9, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Past:
    """The days before `now` (aware UTC). Had from `open_past` only."""

    now: datetime

    def at(self, days: int, minutes: int = 0) -> datetime:
        """The morning so many days before today, and some minutes; ValueError unless that lies before today."""
        when = datetime.combine(self.now.date() - timedelta(days=days), MORNING) + timedelta(minutes=minutes)
        if when.date() >= self.now.date():
            raise ValueError(f"not in the past: {days} days and {minutes} minutes before {self.now.date()}")
        return when


def open_past(session: Session, now: datetime) -> Past:
    """The time before `now`, to date made-up things by. Raises NotADemonstration without the demo mark."""
    if not is_demo(session):
        raise NotADemonstration("a past is made up in a demonstration only: this database has no demo mark")
    return Past(now.astimezone(UTC))
