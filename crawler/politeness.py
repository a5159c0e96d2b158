"""How long a host is left in peace between two requests. Counted from the end of the last answer, not its beginning.

The time of the last answer is stored with the host, so that the next visit, in this process or another, keeps it.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from crawler.limits import Limits


@dataclass(frozen=True, slots=True)
class Delay:
    """Seconds between requests. `clamped` says that the site asked for more than we are ready to wait."""

    seconds: float
    clamped: bool = False


def delay_for(crawl_delay: float | None, limits: Limits) -> Delay:
    """What robots.txt asked for, but never less than our own delay nor more than the longest we wait."""
    if crawl_delay is None:
        return Delay(limits.default_delay_s)
    longest = max(limits.max_delay_s, limits.default_delay_s)
    return Delay(min(max(crawl_delay, limits.default_delay_s), longest), clamped=crawl_delay > longest)


def retry_after_s(value: str | None, now: datetime) -> float | None:
    """The Retry-After header in seconds from now (0 or more), or None when there is none or it cannot be read."""
    if value is None:
        return None
    value = value.strip()
    if value.isascii() and value.isdigit() and len(value) < 10:
        return float(value)
    try:
        when = parsedate_to_datetime(value)
    except (ValueError, IndexError, TypeError):
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return max(0.0, (when - now).total_seconds())


class Pace:
    """The pace of one visit: `wait()` before a request, `answered()` after it."""

    def __init__(
        self,
        delay_s: float,
        last_response_at: datetime | None,
        clock: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self.delay_s = delay_s
        self.last_response_at = last_response_at
        self._clock = clock
        self._sleep = sleep

    def seconds_left(self) -> float:
        """How long the host must still be left in peace; 0 when it may be asked now."""
        if self.last_response_at is None:
            return 0.0
        free = self.last_response_at + timedelta(seconds=self.delay_s)
        # A time stored by a machine whose clock runs ahead must not hold the host for longer than one delay.
        return min(max(0.0, (free - self._clock()).total_seconds()), self.delay_s)

    async def wait(self) -> None:
        """Return when the host may be asked."""
        left = self.seconds_left()
        if left > 0:
            await self._sleep(left)

    async def hold(self, seconds: float) -> None:
        """Return when the host has been left in peace for so long as it asked just now."""
        await self._sleep(seconds)

    def answered(self) -> None:
        """The host has just finished an answer, or failed to give one."""
        self.last_response_at = self._clock()
