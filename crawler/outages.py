"""The database away for a while: told apart from what it refuses, waited for with growing pauses, and said in the log.

A crawl outlives a restart of its database: what was brought home waits in memory, leases that ran out meanwhile are
lost in order (`crawler.holdings`), and a report whose commit was cut off is looked for before it is written again.
"""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from typing import TypeVar

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from crawler.clock import steady_s

log = logging.getLogger(__name__)

T = TypeVar("T")

LEAVING_S = 8.0
"""How long a crawl that is being stopped still waits for its database, in all."""

FIRST_PAUSE_S = 0.2
LONGEST_PAUSE_S = 5.0
SAY_EVERY_S = 30.0

_CLASSES = ("08", "57P", "53")
"""SQLSTATE: connection exceptions, shutdown and start-up, no room for one more connection, or for anything."""

_STATES = ("55P03", "57014", "25P03", "58030")
"""A lock or a statement that took too long, a transaction left idle too long, a disk that does not answer."""

_SQLITE = ("database is locked", "database table is locked", "disk i/o error", "unable to open database file")


class DatabaseAway(RuntimeError):
    """The database did not come back in the time it was given."""


def is_away(error: BaseException) -> bool:
    """Whether this says that the database cannot be spoken to now, not that it minds what it was told."""
    if isinstance(error, PoolTimeout | ConnectionError):
        return True
    if not isinstance(error, DBAPIError):
        return False
    if error.connection_invalidated:
        return True
    state = getattr(error.orig, "sqlstate", None)
    if isinstance(state, str):
        return state.startswith(_CLASSES) or state in _STATES
    words = str(error.orig).lower()
    if type(error.orig).__module__.startswith("sqlite3"):
        return any(part in words for part in _SQLITE)
    # psycopg has no state for what never came from a server: no connection, a broken one, one it cannot make sense of.
    return type(error.orig).__name__ in ("OperationalError", "InterfaceError", "ConnectionTimeout")


def in_words(error: BaseException) -> str:
    """What the database, or the way to it, said: one line."""
    orig = getattr(error, "orig", None) or error
    return (str(orig).strip().split("\n")[0] or type(orig).__name__)[:200]


class Patience:
    """How long the crawl waits for its database, all that it asks of it together."""

    def __init__(self, seconds: float = 300.0, steady: Callable[[], float] = steady_s) -> None:
        self.seconds = seconds
        self._steady = steady
        self._away_since: float | None = None
        self._said_at = 0.0
        self._until = float("inf")

    def leave(self) -> None:
        """The crawl is being stopped: from now on the database is waited for `LEAVING_S` at most."""
        self._until = min(self._until, self._steady() + LEAVING_S)

    async def through(self, attempt: Callable[[], Awaitable[T]]) -> T:
        """The answer of `attempt`, made anew while the database is away. Raises DatabaseAway, and what else it raises.

        An attempt that failed may have been carried out all the same: where that matters it looks first.
        """
        pause = FIRST_PAUSE_S
        while True:
            if self._away_since is not None and self._steady() >= self._until:
                raise DatabaseAway("the database does not answer, and the crawl is being stopped")
            try:
                answer = await attempt()
            except Exception as error:
                if not is_away(error):
                    raise
                self._away(error)
            else:
                self._back()
                return answer
            await asyncio.sleep(pause * random.uniform(0.5, 1.0))  # noqa: S311 (workers that come back one by one)
            pause = min(2 * pause, LONGEST_PAUSE_S)

    def _away(self, error: Exception) -> None:
        now = self._steady()
        if self._away_since is None:
            self._away_since = now
            self._said_at = now
            log.warning("database away: %s; waiting up to %.0f s for it", in_words(error), self.seconds)
        gone = now - self._away_since
        if gone >= self.seconds:
            self._until = min(self._until, now)
            raise DatabaseAway(f"the database did not answer for {gone:.0f} s: {in_words(error)}") from error
        if now - self._said_at >= SAY_EVERY_S:
            self._said_at = now
            log.warning("database still away after %.0f s: %s", gone, in_words(error))

    def _back(self) -> None:
        if self._away_since is not None:
            log.warning("database back after %.0f s", self._steady() - self._away_since)
            self._away_since = None
