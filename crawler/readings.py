"""The pages that name forums which come with a lease: read one after the other, each report kept before the next.

Questions to the operator's search engines come without a lease of a host; they are put in the same way.
"""

import asyncio
import logging
from collections.abc import Collection
from dataclasses import replace

from crawler.events import SiteEnded, SiteStarted
from crawler.fetching import FetchWith
from crawler.gathering import Errand, Reading
from crawler.keeping import Keeper
from crawler.limits import Limits
from crawler.options import CrawlOptions
from crawler.outages import DatabaseAway
from crawler.telling import Teller
from registry.gathered import GatheringReport
from registry.vocabulary import Outcome

log = logging.getLogger(__name__)


class Readings:
    """Carries out readings for the crawl."""

    def __init__(self, options: CrawlOptions, limits: Limits, keeper: Keeper, fetch: FetchWith, teller: Teller) -> None:
        self._options = options
        self._limits = limits
        self._keeper = keeper
        self._fetch = fetch
        self._teller = teller
        self._under_way: dict[asyncio.Task[GatheringReport], int] = {}

    def interrupt(self, host_ids: Collection[int] | None = None) -> None:
        """End the readings at these hosts (None: at all)."""
        for reading, host_id in list(self._under_way.items()):
            if host_ids is None or host_id in host_ids:
                reading.cancel()

    async def read(self, errand: Errand) -> GatheringReport | None:
        """Read one page that names forums, and keep what it named; None when the lease is not ours any more, or the
        reading was stopped before it began. Raises DatabaseAway.
        """
        name = f"{errand.due.kind} {errand.host_key}"
        self._teller.tell(SiteStarted(name))
        reading = Reading(
            errand,
            self._fetch,
            self._limits,
            self._keeper.hosts,
            clock=self._keeper.clock,
            policy=self._options.policy,
            introduced=not self._options.unintroduced,
        )
        task = asyncio.ensure_future(reading.run())
        self._under_way[task] = errand.host_id
        try:
            report = await task
        except asyncio.CancelledError:
            return None
        finally:
            del self._under_way[task]
        return await self._kept(report, name)

    async def _kept(self, report: GatheringReport, name: str) -> GatheringReport | None:
        for attempt in (report, _as_our_failure(report)):
            try:
                kept = await self._keeper.gather(attempt)
            except DatabaseAway:
                raise
            except Exception:
                log.exception("the reading %d could not be kept", report.gathering_id)
                continue
            if kept.lost_lease:
                return None
            detail = f"{attempt.detail}, {kept.added} of them new" if attempt.found else attempt.detail
            await self._teller.site_ended(
                SiteEnded(name, str(attempt.outcome), attempt.pages, is_forum=False, detail=detail)
            )
            return attempt
        return None


def _as_our_failure(report: GatheringReport) -> GatheringReport:
    """The same reading without what it brought home: something in it cannot be kept."""
    detail = "what it brought home could not be kept; see the log"
    bare = replace(report, found=(), leads=(), goes_on=False, validators={}, robots=None)
    return replace(bare, outcome=Outcome.FAILED, detail=detail)
