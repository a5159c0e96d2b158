"""How the crawl stands, read at most every 15 seconds however many ask: for the page and for programs that watch."""

import threading
import time
from collections.abc import Callable

from registry.db import Sessions, database_now, now_utc
from registry.frontier import Status, status

READ_EVERY_S = 15.0


class StatusBoard:
    """The last reading. One for each process; may be asked from several threads."""

    def __init__(self, sessions: Sessions, clock: Callable[[], float] = time.monotonic) -> None:
        self._sessions, self._clock = sessions, clock
        self._lock = threading.Lock()
        self._read_at = float("-inf")
        self._latest: Status | None = None

    def latest(self) -> Status:
        """How the crawl stood a moment ago. Raises SQLAlchemyError where the database cannot be read."""
        with self._lock:
            if self._latest is None or self._clock() - self._read_at >= READ_EVERY_S:
                with self._sessions.read() as session:
                    self._latest = status(session, database_now(session) or now_utc())
                self._read_at = self._clock()
            return self._latest
