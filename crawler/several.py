"""Short visits to many addresses without a database: what `seeds check --visit` runs."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from scrapy import Spider

from crawler.egress import Policy
from crawler.fetching import ScrapyFetch
from crawler.limits import Limits
from crawler.robots import RobotsAnswer
from crawler.visiting import Errand, Visit
from registry.identity import SharedHosts, site_key
from registry.profile import VisitReport

OnReport = Callable[[str, VisitReport], None]


@dataclass(frozen=True, slots=True)
class SeveralVisits:
    """What the spider is sent out with.

    At most `limits.workers` hosts are visited at once, and each host's sites one after another in the host's pace.
    `on_report` is called in the loop's thread with each address and how its visit ended, and must not block.
    """

    addresses: Sequence[str]
    policy: Policy
    limits: Limits
    hosts: SharedHosts
    user_agent: str
    clock: Callable[[], datetime]
    on_report: OnReport

    def by_host(self) -> list[list[str]]:
        """The addresses of each host together, in the order given."""
        found: dict[str, list[str]] = {}
        for address in self.addresses:
            found.setdefault(site_key(address, self.hosts).host_key, []).append(address)
        return list(found.values())


class SeveralVisitsSpider(Spider):
    """Makes the visits it is given. Started by `crawler.process.visit_several` only."""

    name = "several-visits"

    def __init__(self, visits: SeveralVisits, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.visits = visits

    async def start(self) -> AsyncIterator[Any]:
        """Make the visits; yields nothing."""
        sent = self.visits
        fetch = ScrapyFetch(self.crawler, sent.policy, sent.user_agent)
        room = asyncio.Semaphore(sent.limits.workers)
        tasks = [asyncio.ensure_future(self._host(addresses, fetch, room)) for addresses in sent.by_host()]
        try:
            await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()
        return
        yield

    async def _host(self, addresses: list[str], fetch: ScrapyFetch, room: asyncio.Semaphore) -> None:
        """The sites of one host; what was read of its robots.txt and when it last answered goes from visit to visit."""
        sent = self.visits
        robots: dict[str, RobotsAnswer] = {}
        last: datetime | None = None
        async with room:
            for address in addresses:
                errand = Errand(address, last_response_at=last, robots=robots)
                visit = Visit(errand, fetch, sent.limits, sent.hosts, clock=sent.clock, policy=sent.policy)
                report = await visit.run()
                last = report.last_response_at or last
                sent.on_report(address, report)
                if visit.cancelled:
                    return
