"""How many forums wait for somebody's decision: the number is public, what they are is not."""

import time
from collections.abc import Callable

from sqlalchemy import func, select

from registry.catalogue.listing import of_standing
from registry.catalogue.model import Forum
from registry.db import Sessions
from registry.vocabulary import Standing

COUNTED_EVERY_S = 20.0
"""Seconds for which a count is good: candidates come with visits and make no public change."""

_WAITING = select(func.count()).select_from(Forum).where(of_standing("standing"))


class CandidateCount:
    """The number of forums that wait for a decision, counted now and then. One for each process."""

    def __init__(self, sessions: Sessions, clock: Callable[[], float] = time.monotonic) -> None:
        self._sessions, self._clock = sessions, clock
        self._counted_at: float | None = None
        self.number: int | None = None
        """None until it was counted for the first time."""
        self.changes = 0
        """How often the number was another than before."""

    def refresh(self) -> None:
        """Count again when the last count is old. Raises SQLAlchemyError; the last count stays."""
        now = self._clock()
        if self._counted_at is not None and now - self._counted_at < COUNTED_EVERY_S:
            return
        with self._sessions.read() as session:
            number = session.scalar(_WAITING, {"standing": str(Standing.CANDIDATE)})
        self.changes += number != self.number
        self.number, self._counted_at = number, now
