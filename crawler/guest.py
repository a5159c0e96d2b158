"""The manners of a guest at one host: its rules first, its pace kept, bytes and seconds counted.

Whoever asks a host for pages, a visit to a site or the reading of a page that names forums, asks through this.
"""

import asyncio
import math
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from crawler.fetching import Answer, Fetch
from crawler.limits import Limits
from crawler.politeness import Pace, delay_for, retry_after_s
from crawler.robots import RobotsAnswer, read_robots, robots_url
from registry.profile import RobotsReading

SHORTEST_REQUEST_S = 1.0
"""With less time left than this no further request is begun."""

MOST_ORIGINS = 3
"""Schemes, names and ports one guest may meet on its way (http, https, www): each has a robots.txt of its own."""


SLOW_DOWN = frozenset({429, 503})
"""Answers of a server that has enough of us, or of everybody, for the moment."""

PATIENCE_S = 15.0
"""A host that names no longer time to wait is asked for the same page once more after it; else another day."""


class LeaseInDoubt(Exception):
    """The lease could not be renewed in time: another worker may visit the host, so nothing more is asked of it."""


class Guest:
    """One guest under one lease. `robots` is shared by all who call under the same lease: each file is read once."""

    def __init__(
        self,
        fetch: Fetch,
        limits: Limits,
        robots: dict[str, RobotsAnswer],
        *,
        last_response_at: datetime | None,
        clock: Callable[[], datetime],
        crawl_delay_s: float | None = None,
        lease_left: Callable[[], float] = lambda: math.inf,
    ) -> None:
        self.limits = limits
        # What the host asked for last time holds for the first request too: its rules are only read by it.
        self.pace = Pace(delay_for(crawl_delay_s, limits).seconds, last_response_at, clock)
        self.bytes_read = 0
        self.clamped = False
        """Whether the host asked for a longer delay than we wait: then one page is enough."""
        self.retry_after_s: float | None = None
        self._fetch = fetch
        self._lease_left = lease_left
        self._robots = robots
        self._clock = clock
        self._origins: dict[str, RobotsAnswer] = {}
        self._deadline = 0.0
        self._was_patient = False

    def arrive(self) -> None:
        """The clock of this guest starts."""
        self._deadline = asyncio.get_running_loop().time() + self.limits.max_seconds

    def time_left(self) -> float:
        """Seconds until the guest has to be gone; below 0 when it is late."""
        return self._deadline - asyncio.get_running_loop().time()

    def has_bytes(self) -> bool:
        """Whether the budget of bytes has room for one more answer."""
        return self.bytes_read < self.limits.max_bytes

    def has_time(self) -> bool:
        """Whether one more request can be waited for, begun and answered."""
        return self.time_left() - self.pace.seconds_left() >= min(SHORTEST_REQUEST_S, self.limits.max_seconds / 2)

    async def ask(self, url: str, *, timeout: float | None = None, cut_at: int | None = None) -> Answer:
        """The answer, in the host's pace; raises FetchFailed, and LeaseInDoubt where the host may be another's now.

        A host that asks for a few seconds gets them, once a visit: who comes back after hours has lost it till then.
        """
        answer = await self._ask(url, timeout, cut_at)
        if answer.status in SLOW_DOWN and not self._was_patient:
            wait = retry_after_s(answer.header("Retry-After"), self._clock())
            if wait is not None and wait <= PATIENCE_S and self.time_left() > wait + SHORTEST_REQUEST_S:
                self._was_patient = True
                await self.pace.hold(wait)
                answer = await self._ask(url, timeout, cut_at)
        return answer

    async def _ask(self, url: str, timeout: float | None, cut_at: int | None) -> Answer:
        await self.pace.wait()
        left = self._lease_left()
        if left <= 0:
            raise LeaseInDoubt
        longest = min(self.limits.request_s, max(self.time_left(), SHORTEST_REQUEST_S), left)
        try:
            answer = await self._fetch(url, timeout=min(timeout or longest, longest), cut_at=cut_at)
        finally:
            self.pace.answered()
        self.bytes_read += len(answer.body)
        return answer

    async def rules_for(self, url: str) -> RobotsAnswer | None:
        """What robots.txt says over an address, read once a lease; None when the way led through too many hosts."""
        where = robots_url(url)
        if where not in self._origins:
            if len(self._origins) >= MOST_ORIGINS:
                return None
            known = self._robots.get(where)
            answer = known if known is not None else await self._read_robots(url)
            self._origins[where] = self._robots[where] = answer
            self._keep_pace(answer.reading)
        answer = self._origins[where]
        if answer.stop is not None:
            self.retry_after_s = retry_after_s(answer.retry_after, self._clock())
        return answer

    @property
    def first_robots(self) -> RobotsReading | None:
        """The rules met first: those of the host itself, with the longest delay that any of its origins asks for."""
        readings = [answer.reading for answer in self._origins.values()]
        if not readings:
            return None
        asked = [reading.crawl_delay for reading in readings if reading.crawl_delay is not None]
        return replace(readings[0], crawl_delay=max(asked, default=None))

    async def _read_robots(self, url: str) -> RobotsAnswer:
        limits = self.limits
        return await read_robots(
            url,
            self.ask,
            timeout=limits.request_s,
            max_bytes=limits.robots_bytes,
            max_redirects=limits.max_redirects,
            now=self._clock(),
        )

    def _keep_pace(self, reading: RobotsReading) -> None:
        delay = delay_for(reading.crawl_delay, self.limits)
        self.pace.delay_s = max(self.pace.delay_s, delay.seconds)
        self.clamped = self.clamped or delay.clamped
