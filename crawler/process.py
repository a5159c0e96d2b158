"""Starting the crawler in this process. Twisted's reactor starts once, so each process makes one call of one of
`crawl` or `visit_once`.
"""

import logging
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scrapy import Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings as ScrapySettings

from crawler.agent import user_agent
from crawler.egress import Policy, wall
from crawler.events import CrawlSummary, Event
from crawler.limits import Limits
from crawler.options import CrawlOptions
from crawler.reachability import network_reachable
from crawler.resolver import Lookup
from crawler.several import OnReport, SeveralVisits, SeveralVisitsSpider
from crawler.single import SingleVisit, SingleVisitSpider
from crawler.visiting import Errand, OnPage
from registry.identity import SharedHosts, site_key
from registry.profile import VisitReport
from registry.vocabulary import Purpose

__all__ = ["CrawlOptions", "Policy", "crawl", "network_reachable", "visit_once", "visit_several"]


def crawl(options: CrawlOptions, on_event: Callable[[Event], None] | None = None) -> CrawlSummary:
    """Visit what is due until nothing is (or, `forever`, until stopped); once a process.

    In the main thread SIGINT and SIGTERM end it cleanly: visits under way end `interrupted`, leases are given back.
    `on_event` is called in the loop's thread and must not block. Raises CrawlRefused where an allowance meets a
    database that is no demo, KeepingFailed when the database takes no reports, and what the database itself raises.
    """
    from crawler.frontier_spider import FrontierSpider  # the database's libraries: `visit_once` does without them

    spider = run_spider(FrontierSpider, options.policy, name="frontier", options=options, on_event=on_event)
    if not isinstance(spider, FrontierSpider):
        raise RuntimeError("the crawler ended before it began")
    if spider.error is not None:
        raise spider.error
    return spider.summary


def visit_once(
    address: str,
    *,
    policy: Policy | None = None,
    limits: Limits | None = None,
    hosts: SharedHosts | None = None,
    contact: str = "",
    one_page: bool = False,
    on_page: OnPage | None = None,
    lookup: Lookup | None = None,
    warc: Path | None = None,
) -> VisitReport:
    """Visit one address (https where it names no scheme) without a database; once a process, in its main thread.

    `one_page` reads robots.txt and that page only; without a contact a visit outside this machine takes 3 pages.
    `warc` is a folder to keep the visit in. Raises registry.identity.BadAddress for what is no address and
    crawler.archive.place.BadFolder; whatever the site does is told by the outcome.
    """
    hosts = hosts if hosts is not None else SharedHosts()
    policy = policy if policy is not None else Policy()
    limits = limits if limits is not None else Limits()
    if not contact and not policy.allow:
        limits = limits.unintroduced()
    given = address if "://" in address else f"https://{address}"
    site_key(given, hosts)
    visit = SingleVisit(
        errand=Errand(given, Purpose.PROFILE),
        policy=policy,
        limits=replace(limits, max_pages=1) if one_page else limits,
        hosts=hosts,
        user_agent=user_agent(contact),
        clock=lambda: datetime.now(UTC),
        on_page=on_page,
        warc=warc,
    )
    run_spider(SingleVisitSpider, visit.policy, lookup=lookup, visit=visit)
    if visit.report is None:
        raise RuntimeError("the crawler ended before the visit began")
    return visit.report


def visit_several(
    addresses: Sequence[str],
    on_report: OnReport,
    *,
    policy: Policy | None = None,
    limits: Limits | None = None,
    hosts: SharedHosts | None = None,
    contact: str = "",
    lookup: Lookup | None = None,
) -> None:
    """Read robots.txt and one page at each address, without a database; once a process, in its main thread.

    `limits.workers` hosts at once, the addresses of one host one after another. `on_report` hears of each as it ends
    and must not block. Raises registry.identity.BadAddress for what is no address, before any request is made.
    """
    hosts = hosts if hosts is not None else SharedHosts()
    policy = policy if policy is not None else Policy()
    visits = SeveralVisits(
        addresses=tuple(addresses),
        policy=policy,
        limits=replace(limits if limits is not None else Limits(), max_pages=1),
        hosts=hosts,
        user_agent=user_agent(contact),
        clock=lambda: datetime.now(UTC),
        on_report=on_report,
    )
    visits.by_host()
    run_spider(SeveralVisitsSpider, policy, lookup=lookup, visits=visits)


def run_spider(
    spider: type[Spider], policy: Policy, *, lookup: Lookup | None = None, **arguments: Any
) -> Spider | None:
    """Run one spider behind the guard until it ends or is stopped by a signal, and give it back.

    Raises what its start-up raised.
    """
    settings = ScrapySettings()
    settings.setmodule("crawler.settings", priority="project")
    settings.set("SPIDER_MODULES", [], priority="cmdline")  # the class is given; the others need a database
    settings.set("LOG_INSTALL_ROOT_HANDLER", False, priority="cmdline")
    settings.set("EGRESS_POLICY", policy, priority="cmdline")
    settings.set("EGRESS_LOOKUP", lookup, priority="cmdline")
    in_main_thread = threading.current_thread() is threading.main_thread()
    with wall(policy), _signals_kept(in_main_thread):
        # Scrapy tells of its versions, each oversized body and each start and stop; the outcomes tell it better.
        logging.disable(logging.INFO)
        process = AsyncCrawlerProcess(settings)
        logging.disable(logging.NOTSET)
        logging.getLogger("scrapy").setLevel(logging.ERROR)
        crawler = process.create_crawler(spider)
        task = process.crawl(crawler, **arguments)
        process.start(install_signal_handlers=in_main_thread)
    if task.done() and not task.cancelled() and (error := task.exception()) is not None:
        raise error
    return crawler.spider


@contextmanager
def _signals_kept(in_main_thread: bool) -> Iterator[None]:
    """Scrapy takes over the signals for good; the command wants them back when the crawl is over."""
    if not in_main_thread:
        yield
        return
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)
