"""A visit without a database: what `inspect ADDRESS` and `inspect --visit ADDRESS` run."""

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, ExitStack, closing, nullcontext
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from scrapy import Spider

from crawler.archive.recording import Recording
from crawler.archive.writer import Archive, Sender
from crawler.egress import Policy
from crawler.fetching import ScrapyFetch, asked_with
from crawler.limits import Limits
from crawler.visiting import Errand, OnPage, Visit
from registry.identity import SharedHosts
from registry.profile import VisitReport

log = logging.getLogger(__name__)


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
    warc: Path | None = None
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
        with ExitStack() as stack:
            recording = stack.enter_context(self._recorded(stack))
            asked = fetch if recording is None else recording.around(fetch)
            visit = Visit(
                sent.errand, asked, sent.limits, sent.hosts, clock=sent.clock, policy=sent.policy, on_page=sent.on_page
            )
            sent.report = await visit.run()
            if recording is not None:
                recording.report = sent.report
        return
        yield

    def _recorded(self, stack: ExitStack) -> AbstractContextManager[Recording | None]:
        """What notes the visit, where it is to be kept."""
        sent = self.visit
        if sent.warc is None:
            return nullcontext()
        sender = Sender("inspect", list(asked_with(sent.user_agent).items()))
        archive = Archive(
            sent.warc, sender, sent.hosts, sent.policy,
            clock=sent.clock, withheld=lambda _: set(), on_notice=log.warning,
        )  # fmt: skip
        stack.enter_context(closing(archive))
        return archive.around(sent.errand, sent.limits)
