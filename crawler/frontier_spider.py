"""What the spiders have in common: a Scrapy spider around one `CrawlEngine`."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack, closing
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any, ClassVar

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from sqlalchemy.exc import SQLAlchemyError

from crawler.agent import user_agent
from crawler.archive.place import BadFolder
from crawler.archive.writer import Archive, Sender
from crawler.clock import SharedClock
from crawler.egress import Policy, wall
from crawler.engine import CrawlEngine, worker_name
from crawler.events import CrawlSummary, Event
from crawler.fetching import Answer, ScrapyFetch, asked_with
from crawler.keeping import Keeper
from crawler.options import CrawlOptions
from crawler.outages import Patience
from crawler.questions import Questions
from crawler.sources import sources
from registry.frontier.withheld import withheld
from registry.ingest.search_turns import SearchTurns
from registry.migrating import why_unfit
from registry.vocabulary import Purpose


class CrawlRefused(RuntimeError):
    """The crawl may not start, and why."""


def clock() -> datetime:
    """The engine's clock."""
    return datetime.now(UTC)


class FrontierSpider(Spider):
    """Visits the sites of the frontier that are due for its purposes. Its items are the visits, as they end.

    Started by `scrapy crawl NAME` it takes its settings from the environment (`-a forever=1`: until stopped);
    started by `crawler.process.crawl` it is given `options`.
    """

    purposes: ClassVar[tuple[Purpose, ...]] = tuple(Purpose)

    def __init__(
        self,
        options: CrawlOptions | None = None,
        on_event: Callable[[Event], None] | None = None,
        forever: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        if options is None:
            options = CrawlOptions.from_environment(purposes=self.purposes, forever=bool(forever))
            _demand_database(options.database_url)
        self.options = options
        self.summary = CrawlSummary()
        self.error: Exception | None = None
        self._on_event = on_event
        self._running: asyncio.Future[None] | None = None
        self._engine: CrawlEngine | None = None
        self._open = ExitStack()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> "FrontierSpider":
        """For Scrapy."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        # Scrapy cancels start() without waiting for it, or leaves it where it stands: the end is waited for here.
        crawler.signals.connect(spider._end, signal=signals.spider_closed)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Crawl; yields each visit that was kept."""
        try:
            self._engine = engine = self._set_up()
            self._running = asyncio.ensure_future(engine.run())
            async for ended in engine.ended():
                yield asdict(ended)
            await self._running
        except Exception as error:  # noqa: BLE001 (raised again by crawler.process.crawl, out of Scrapy's hands)
            self.error = error

    def _set_up(self) -> CrawlEngine:
        policy: Policy = self.options.policy
        self._open.enter_context(wall(policy))
        keeper = self._open.enter_context(closing(open_keeper(self.options)))
        fetch = ScrapyFetch(self.crawler, policy, user_agent(self.options.contact))
        archive = self._archive(keeper)
        engine = CrawlEngine(
            self.options, keeper, fetch, on_event=self._on_event, should_stop=self._should_stop, archive=archive,
            questions=self._questions(keeper),
        )  # fmt: skip
        self.summary = engine.summary
        return engine

    def _questions(self, keeper: Keeper) -> Questions | None:
        """The operator's search engines; none for a demonstration, which asks nothing of the web."""
        options = self.options
        if not options.accounts or not options.policy.public or Purpose.GATHER not in options.purposes:
            return None
        own = ScrapyFetch(self.crawler, options.policy, user_agent(options.contact), endpoints=True)
        public = ScrapyFetch(self.crawler, options.policy, user_agent(options.contact))

        async def fetch(url: str, **more: Any) -> Answer:
            return await (public if options.policy.refusal_of(url) is None else own)(url, **more)

        return Questions(options.accounts, fetch, options.limits, worker=keeper.worker, clock=keeper.clock)

    def _archive(self, keeper: Keeper) -> Archive | None:
        """Where pages are kept, when they are. Raises CrawlRefused for a folder that they may not be kept in."""
        if self.options.warc is None:
            return None
        loop = asyncio.get_running_loop()

        def is_withheld(keys: set[str]) -> set[str]:
            with keeper.sessions.read() as session:
                return withheld(session, keys)

        def notice(text: str) -> None:
            if self._engine is not None:
                loop.call_soon_threadsafe(self._engine.notice, text)

        sender = Sender(keeper.worker, list(asked_with(user_agent(self.options.contact)).items()))
        try:
            archive = Archive(
                self.options.warc, sender, keeper.hosts, self.options.policy,
                clock=keeper.clock, withheld=is_withheld, on_notice=notice,
            )  # fmt: skip
        except BadFolder as bad:
            raise CrawlRefused(str(bad)) from None
        return self._open.enter_context(closing(archive))

    def _should_stop(self) -> bool:
        """Scrapy was told to stop (and now waits for our requests to end), or our caller says so."""
        stop = self.options.stop
        return not self.crawler.crawling or (stop is not None and stop.is_set())

    async def _end(self) -> None:
        """Nothing is under way, no lease is held and the database is closed when this returns."""
        if self._engine is not None and self._running is not None and not self._running.done():
            self._engine.stop()
            await asyncio.wait([self._running])
        if self._running is not None and not self._running.cancelled() and self.error is None:
            error = self._running.exception()
            self.error = error if isinstance(error, Exception) else None
        self._open.close()


def _demand_database(url: str) -> None:
    """End Scrapy's command, with one line and exit code 3, where the database is none of this version."""
    try:
        why = why_unfit(url)
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).split("\n")[0]
        why = f"the registry's database cannot be used: {reason}. See: forum-registry migrate"
    if why is not None:
        sys.stderr.write(f"scrapy: {why}\n")
        raise SystemExit(3)


def open_keeper(options: CrawlOptions) -> Keeper:
    """The registry behind a crawl. Raises CrawlRefused where an allowance meets a database that is no demo."""
    keeper = Keeper.open(
        options.database_url,
        options.seeds,
        worker=worker_name(),
        purposes=options.purposes,
        lease_s=options.limits.lease_s,
        private_days=options.private_days,
        letters_days=options.letters_days,
        clock=SharedClock(clock),
    )
    limits = options.limits.unintroduced() if options.unintroduced else options.limits
    longest_list = max(source.pages for source in sources().values())
    keeper.turns = SearchTurns(options.discovery_id, limits.brief().max_pages, limits.max_pages, longest_list)
    keeper.turns.hosts_at_once = limits.hosts_at_once
    keeper.patience = Patience(limits.database_wait_s)
    if options.policy.allow and not keeper.is_demo():
        keeper.close()
        raise CrawlRefused("addresses that are not public may be visited for a demo only, and this database is none")
    return keeper
