"""A recorded visit made again: the real plan and reader, on recorded answers, at the recorded time, without a network.

The loop it runs in has no selector, so that nothing can be waited for but time, and time passes at once: pauses,
delays and time-outs fall where they fell. Nothing here can open a socket; the guard's wall is shut besides.
"""

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from crawler.archive.recording import Exchange
from crawler.archive.visits import NotAVisit, RecordedVisit
from crawler.egress import Policy, wall
from crawler.fetching import Answer, FetchFailed
from crawler.visiting import Visit
from registry.identity import SharedHosts
from registry.profile import VisitReport
from registry.vocabulary import Outcome

NOT_RECORDED = "not_recorded"
"""The outcome of a replayed visit that stands or falls with an address which the visit of then did not ask for."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Replayed:
    """What the visit comes to today. `missing` are the addresses it would have asked for besides, in order."""

    visit: RecordedVisit
    report: VisitReport
    missing: tuple[str, ...]
    outcome: str


def replay(visit: RecordedVisit, hosts: SharedHosts) -> Replayed:
    """Make a visit again from its recorded answers. Never fetches.

    Raises NotAVisit for the record of a visit that cannot have been.
    """
    time = _PassingTime()
    clock = time.clock(visit.started_at)
    fetch = RecordedFetch(visit.exchanges, clock)
    visit.errand.robots.clear()
    visit.errand.robots.update(visit.knew)
    try:
        with wall(Policy(public=False)):
            again = Visit(visit.errand, fetch, visit.limits, hosts, clock=clock, policy=visit.policy)
            report = time.run(again.run())
    except (ValueError, OverflowError) as error:
        raise NotAVisit(f"no visit can have been like this ({type(error).__name__})") from None
    fell = bool(fetch.missing) and report.detail.startswith(NOT_RECORDED)
    return Replayed(visit, report, tuple(fetch.missing), NOT_RECORDED if fell else str(report.outcome))


class RecordedFetch:
    """`Fetch` from the exchanges of one visit: each answer comes as long after its request as it did."""

    def __init__(self, exchanges: tuple[Exchange, ...], clock: Callable[[], datetime]) -> None:
        self.missing: list[str] = []
        self._clock = clock
        self._left: dict[str, deque[Exchange]] = defaultdict(deque)
        for exchange in exchanges:
            self._left[exchange.url].append(exchange)

    async def __call__(self, url: str, *, timeout: float, cut_at: int | None = None) -> Answer:  # noqa: ARG002
        """The recorded answer; raises FetchFailed as it failed then, or because nothing was recorded."""
        left = self._left.get(url)
        if not left:
            self.missing.append(url)
            raise FetchFailed(Outcome.FAILED, f"{NOT_RECORDED}: {url[:200]}")
        exchange = left.popleft()
        await asyncio.sleep(max(0.0, (exchange.ended_at - self._clock()).total_seconds()))
        if exchange.failure is not None:
            failed = exchange.failure
            raise FetchFailed(failed.outcome, failed.detail, reached=failed.reached)
        if exchange.answer is None:
            raise FetchFailed(Outcome.FAILED, f"{NOT_RECORDED}: {url[:200]}")
        return exchange.answer


class _NoSelector:
    """Waits for nothing but time, which it lets pass."""

    def __init__(self, loop: "_PassingTime") -> None:
        self._loop = loop

    def select(self, timeout: float | None) -> list[Any]:
        if timeout is None:
            raise RuntimeError("a replayed visit waits for something that cannot come")
        self._loop.now += max(timeout, 0.0)
        return []


class _PassingTime(asyncio.BaseEventLoop):
    """An event loop of timers alone."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0
        self._selector = _NoSelector(self)

    def time(self) -> float:
        return self.now

    def clock(self, start: datetime) -> Callable[[], datetime]:
        """A clock that shows `start` when the loop begins."""
        return lambda: start + timedelta(seconds=self.now)

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run this to its end, and close."""
        try:
            return self.run_until_complete(work)
        finally:
            self.close()

    def _process_events(self, event_list: list[Any]) -> None:
        """There are none."""

    def _write_to_self(self) -> None:
        """Nobody waits to be woken."""
