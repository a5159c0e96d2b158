"""A visit without a database: what `inspect ADDRESS` and `inspect --visit ADDRESS` run."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from scrapy import Spider

from crawler.egress import Policy
from crawler.fetching import ScrapyFetch
from crawler.limits import Limits
from crawler.visiting import Errand, OnPage, Visit
from registry.identity import SharedHosts
from registry.profile import VisitReport


@dataclass(slots=True)
class SingleVisit:
    """What the spider is sent out with; `report` is there when it is back."""

    errand: Errand
    policy: Policy
    limits: Limits
    hosts: SharedHosts
    user_agent: str
    clock: Callable[[], datetime]
    on_page: OnPage | None = None
    report: VisitReport | None = None


class SingleVisitSpider(Spider):
    """Makes the one visit it is given. Started by `crawler.process.visit_once` only, so that it has no place in the
    folder of spiders.
    """

    name = "single-visit"

    def __init__(self, visit: SingleVisit, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.visit = visit

    async def start(self) -> AsyncIterator[Any]:
        """Make the visit; yields nothing."""
        sent = self.visit
        fetch = ScrapyFetch(self.crawler, sent.policy, sent.user_agent)
        visit = Visit(
            sent.errand, fetch, sent.limits, sent.hosts, clock=sent.clock, policy=sent.policy, on_page=sent.on_page
        )
        sent.report = await visit.run()
        return
        yield
