"""The last search of each topic, read now and then: pages of gaps say when a topic was searched and what came of it."""

import time
from collections.abc import Callable, Mapping

from registry.db import Sessions
from registry.frontier.discoveries import Search, latest_by_topic

READ_EVERY_S = 20.0
"""Seconds for which what was read is good: the pages that show it hold until the list changes."""


class SearchBoard:
    """What pages of gaps tell of searches. One for each process."""

    def __init__(self, sessions: Sessions, clock: Callable[[], float] = time.monotonic) -> None:
        self._sessions, self._clock = sessions, clock
        self._read_at: float | None = None
        self._told: Mapping[str, object] = {}
        self.latest: Mapping[str, Search] = {}
        """The newest search of each topic, but for those that an operator decided against."""
        self.changes = 0
        """How often these pages had something else to tell than before."""

    def refresh(self, *, at_once: bool = False) -> None:
        """Read again when the last reading is old. Raises SQLAlchemyError; the last reading stays."""
        now = self._clock()
        if not at_once and self._read_at is not None and now - self._read_at < READ_EVERY_S:
            return
        with self._sessions.read() as session:
            latest = latest_by_topic(session)
        # What a search has used so far stands on its own page: it would empty the caches all the time.
        told = {topic: (one.id, one.state, one.ended_at, one.forums if one.ended_at else None)
                for topic, one in latest.items()}  # fmt: skip
        self.latest, self._read_at = latest, now
        self.changes += told != self._told
        self._told = told
