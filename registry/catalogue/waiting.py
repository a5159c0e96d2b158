"""How many forums wait for somebody's decision: the number is public, what they are is not."""

import time
from collections.abc import Callable

from sqlalchemy import func, select

from registry.catalogue.listing import of_standing
from registry.catalogue.model import Forum
from registry.db import Sessions
from registry.vocabulary import Standing

COUNTED_EVERY_S = 15.0
"""Seconds for which a count is good: candidates come with visits and make no public change."""

_WAITING = select(func.count()).select_from(Forum).where(of_standing("standing"))


class CandidateCount:
    """The number of forums that wait for a decision, counted now and then. One for each process."""

    def __init__(self, sessions: Sessions, clock: Callable[[], float] = time.monotonic) -> None:
        self._sessions, self._clock = sessions, clock
        self._counted_at: float | None = None
        self.number: int | None = None
        """None until it was counted for the first time."""

    def refresh(self) -> None:
        """Count again when the last count is old. Raises SQLAlchemyError; the last count stays."""
        now = self._clock()
        if self._counted_at is not None and now - self._counted_at < COUNTED_EVERY_S:
            return
        with self._sessions.read() as session:
            self.number = session.scalar(_WAITING, {"standing": str(Standing.CANDIDATE)})
        self._counted_at = now
