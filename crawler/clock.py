"""One clock for all processes that share a database: the database's own, carried on between by a steady local one.

Leases, due times and the moments of answers are compared across machines whose clocks differ. On PostgreSQL every
process therefore takes the server's time with each lease and heartbeat, and counts on from it by a clock that nobody
sets. SQLite serves one machine, whose clock all its processes share.
"""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from registry.db import database_now, now_utc


def steady_s() -> float:
    """Seconds that only grow, also while the machine sleeps: a lease runs on meanwhile."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)


class SharedClock:
    """The time all workers agree on, to half the round trip of a question to the database. Called: the time now."""

    def __init__(self, local: Callable[[], datetime] = now_utc, steady: Callable[[], float] = steady_s) -> None:
        self._local = local
        self._steady = steady
        self._told: tuple[datetime, float, float] | None = None
        """The database's time, when it was told by the steady clock, and how exactly, in seconds."""

    def __call__(self) -> datetime:
        """The time now; this machine's own until the database has told its time."""
        told = self._told
        return self._local() if told is None else told[0] + timedelta(seconds=self._steady() - told[1])

    def ask(self, session: Session) -> datetime:
        """Take the time from the database behind a session, and go by it from now on."""
        began = self._steady()
        told = database_now(session)
        if told is None:
            return self._local()
        ended = self._steady()
        middle, exact = (began + ended) / 2, (ended - began) / 2
        # What lies within what two questions can tell apart is no news: the clock does not tremble.
        if self._told is None or abs((told - self()).total_seconds()) > exact + self._told[2]:
            self._told = (told, middle, exact)
        return told
