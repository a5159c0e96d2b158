"""The heartbeat of a crawling process: its leases renewed, those it lost given up, what it does written down."""

import asyncio
import logging
from collections.abc import Callable, Collection
from datetime import datetime

from crawler.agent import program_version
from crawler.events import CrawlSummary
from crawler.holdings import Holdings
from crawler.keeping import Keeper
from crawler.outages import in_words, is_away
from crawler.spending import spendings
from registry.frontier import HostLease
from registry.frontier.workers import WorkerState
from registry.vocabulary import Purpose

log = logging.getLogger(__name__)

LONGEST_RETRY_S = 2.0
"""A heartbeat that failed is made again so soon, or after a tenth of a lease."""


class Heart:
    """One heartbeat for all leases of a process. `on_lost` ends the visits to hosts that may be another's now."""

    def __init__(
        self,
        keeper: Keeper,
        holdings: Holdings,
        summary: CrawlSummary,
        *,
        lease_s: float,
        purposes: tuple[Purpose, ...],
        on_lost: Callable[[Collection[int]], int],
    ) -> None:
        self._keeper = keeper
        self._holdings = holdings
        self._summary = summary
        self._lease_s = lease_s
        self._purposes = purposes
        self._on_lost = on_lost
        self._began_at = keeper.clock()

    async def beat(self) -> None:
        """Beat until cancelled; a heartbeat that fails is logged and made again."""
        while True:
            try:
                await self._once()
            except Exception as error:
                if is_away(error):
                    log.warning("the leases could not be renewed: %s", in_words(error))
                else:
                    log.exception("the leases could not be renewed")
                await asyncio.sleep(min(self._lease_s / 10, LONGEST_RETRY_S))
            else:
                await asyncio.sleep(self._lease_s / 3)

    async def stop(self) -> None:
        """The last word: this worker stops in order. Said in vain where the database is away."""
        try:
            await self._keeper.farewell(self._state())
        except Exception as error:  # noqa: BLE001 (the end of a crawl hangs on nothing that is only told)
            log.warning("the end of this worker could not be noted: %s", in_words(error))

    async def _once(self) -> None:
        asked_at = self._holdings.steady()
        tokens = await self._keeper.renew(self._state())
        lost = self._holdings.renewed(tokens, asked_at)
        # Most of these have just ended with their last visit, whose task has not gone on yet.
        if lost and (cut_off := self._on_lost(lost)):
            log.warning("%d leases were lost: another worker may have the hosts", cut_off)
        for host_id, token in self._holdings.strangers(tokens).items():
            # Leased by a transaction whose answer never came: nobody here visits it, and we would keep it for ever.
            log.warning("the lease of host %d is given back: nobody here was told of it", host_id)
            await self._keeper.give_back(_unheard_of(host_id, self._keeper.worker, token, self._keeper.clock()))

    def _state(self) -> WorkerState:
        """What this process says of itself."""
        summary, spent = self._summary, spendings()
        return WorkerState(
            name=self._keeper.worker,
            version=program_version(),
            purposes=",".join(self._purposes),
            started_at=self._began_at,
            visits=summary.done,
            pages=summary.pages,
            bytes_read=summary.bytes_read,
            forums=summary.forums,
            hosts_held=self._holdings.count,
            cpu_s=spent.cpu_s,
            rss_bytes=spent.rss_bytes,
            descriptors=spent.descriptors,
        )


def _unheard_of(host_id: int, worker: str, token: int, now: datetime) -> HostLease:
    """A lease of which only host and token are known."""
    return HostLease(host_id, f"host {host_id}", worker, token, now, (), None, None, None)
