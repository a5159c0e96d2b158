"""The operator's search engines in a crawl: due questions are leased, put and kept, beside the visits."""

import logging
from collections.abc import Callable
from contextlib import suppress

from crawler.clock import steady_s
from crawler.events import SiteEnded, SiteStarted
from crawler.keeping import Keeper
from crawler.outages import DatabaseAway
from crawler.questions import Questions
from crawler.telling import Teller
from registry.frontier.gatherings import DueGathering
from registry.vocabulary import Outcome

log = logging.getLogger(__name__)

AT_ONCE = 4
"""Questions that one worker leases together: they are put one after the other."""

LEASE_S = 300.0
"""How long a question is this worker's: longer than all of them take."""

IDLE_S = 20.0
"""How long nothing is asked of the database after it had no question."""

HOPELESS = frozenset({Outcome.KEY_REFUSED, Outcome.QUOTA_USED, Outcome.RATE_LIMITED})
"""Answers after which no further question is put for a while."""

PAUSE_S = 900.0


class Inquiry:
    """Puts due questions while a crawl runs."""

    def __init__(
        self,
        keeper: Keeper,
        questions: Questions,
        teller: Teller,
        a_day: int,
        *,
        steady: Callable[[], float] = steady_s,
    ) -> None:
        self._keeper = keeper
        self._questions = questions
        self._teller = teller
        self._a_day = a_day
        self._steady = steady
        self._next_at = 0.0
        self._running = False
        self._stopping = False

    def stop(self) -> None:
        """No further question is put; those leased are free again when their lease ends."""
        self._stopping = True

    def is_due(self) -> bool:
        """Whether it is worth asking for questions now."""
        return not self._running and not self._stopping and self._steady() >= self._next_at

    async def carry_out(self) -> None:
        """Put questions until none is due. Raises nothing: a crawl goes on without them."""
        self._running = True
        try:
            while not self._stopping:
                leased = await self._keeper.questions(AT_ONCE, LEASE_S, self._a_day)
                if not leased:
                    self._next_at = self._steady() + IDLE_S
                    return
                for due in leased:
                    if self._stopping or not await self._put(due):
                        return
        except DatabaseAway:
            self._next_at = self._steady() + PAUSE_S
        except Exception:
            log.exception("questions to search engines ended by our own mistake")
            self._next_at = self._steady() + PAUSE_S
        finally:
            self._running = False

    async def _put(self, due: DueGathering) -> bool:
        """Put one question and keep its answer; whether another may follow."""
        name = f"search {due.gathering_id}"
        self._teller.tell(SiteStarted(name))
        report = await self._questions.put(due)
        kept = await self._keeper.gather(report)
        if not kept.lost_lease:
            with suppress(RuntimeError):  # nobody listens any more
                detail = f"{report.detail}, {kept.added} of them new" if report.found else report.detail
                await self._teller.site_ended(SiteEnded(name, str(report.outcome), 0, is_forum=False, detail=detail))
        if report.outcome in HOPELESS:
            self._next_at = self._steady() + max(PAUSE_S, report.retry_after_s or 0.0)
            return False
        return True
