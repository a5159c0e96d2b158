"""What a visit asked and was answered, kept while it lasts: a `Fetch` around the real one."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from crawler.fetching import Answer, Fetch, FetchFailed
from crawler.limits import Limits
from crawler.robots import RobotsAnswer
from crawler.visiting import Errand
from registry.profile import VisitReport
from registry.vocabulary import Outcome


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there was no answer: see `crawler.fetching.FetchFailed`."""

    outcome: Outcome
    detail: str
    reached: bool


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and what came of it. `url` is as asked; the times are those of the visit's clock, aware UTC."""

    url: str
    asked_at: datetime
    ended_at: datetime
    answer: Answer | None = None
    failure: Failure | None = None


@dataclass(slots=True)
class Recording:
    """The exchanges of one visit, in order. Use once, in place of the fetch that it is given."""

    errand: Errand
    limits: Limits
    keys: tuple[str, ...]
    """Canonical keys of the site and of the addresses that answered: by them a removal finds the visit."""
    clock: Callable[[], datetime]
    room: Callable[[int], bool]
    """Takes room in memory for so many bytes; False when there is none."""
    exchanges: list[Exchange] = field(default_factory=list)
    knew: dict[str, RobotsAnswer] = field(default_factory=dict)
    """The robots.txt files that the visit was sent out with."""
    held: int = 0
    given_up: str | None = None
    """Why the visit will not be kept, or None."""
    report: VisitReport | None = None
    """How the visit ended, once it is taken in."""
    _fetch: Fetch | None = None

    def around(self, fetch: Fetch) -> Fetch:
        """The same fetch, with each exchange noted. Never fails for what is noted."""
        self._fetch = fetch
        self.knew = dict(self.errand.robots)
        return self._ask

    async def _ask(self, url: str, *, timeout: float, cut_at: int | None = None) -> Answer:
        if self._fetch is None:
            raise RuntimeError("a recording without a fetch")
        asked_at = self.clock()
        try:
            answer = await self._fetch(url, timeout=timeout, cut_at=cut_at)
        except FetchFailed as failed:
            failure = Failure(failed.outcome, failed.detail, failed.reached)
            self._note(Exchange(url, asked_at, self.clock(), failure=failure), 0)
            raise
        self._note(Exchange(url, asked_at, self.clock(), answer), len(answer.body))
        return answer

    def _note(self, exchange: Exchange, size: int) -> None:
        if self.given_up is None and not self.room(size):
            self.given_up = "too much waits to be written"
            self.exchanges.clear()
        if self.given_up is None:
            self.held += size
            self.exchanges.append(exchange)
