"""The two sides of the discovery measure, each in a child of its own: our crawler, and plain breadth-first Scrapy.

Ours is given the seeds and crawls until nothing is due. Scrapy is given the same seeds, follows every link of every
page first in, first out, obeys robots.txt, and asks our recogniser whether a page is a forum's: only the order differs.
"""

import json
import logging
import subprocess
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from benchmarks._sample import PROJECT, SEEDS

DELAY_S = 0.05
"""Seconds between two requests of a host that asks for no other, for our side."""


def ours(order: dict[str, Any]) -> dict[str, Any]:
    """One worker: crawl until nothing is due."""
    from crawler.limits import Limits
    from crawler.process import CrawlOptions, Policy, crawl

    limits = Limits(default_delay_s=DELAY_S, lease_s=30.0)
    policy = Policy(Policy.loopback(order["port"]).allow, public=False)
    summary = crawl(CrawlOptions(order["database"], SEEDS, policy=policy, limits=limits))
    return {"pages": summary.pages, "done": summary.done, "outcomes": summary.outcomes}


def breadth_first(order: dict[str, Any]) -> dict[str, Any]:
    """Scrapy until `most_pages` were read or all of `forums` (host and path -> name) are found; when each was found."""
    import scrapy
    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.exceptions import CloseSpider
    from scrapy.linkextractors import LinkExtractor

    from crawler.egress import Policy
    from crawler.page import Page
    from crawler.reader import read

    found: dict[str, float] = {}
    forums = {tuple(key): name for key, name in order["forums"]}
    links = LinkExtractor(deny_extensions=None)
    cap = order["cap"]
    per_host: Counter[str] = Counter()

    class Plain(scrapy.Spider):
        name = "plain"
        pages = 0

        async def start(self) -> AsyncIterator[Any]:
            for url in order["seeds"]:
                yield scrapy.Request(url)

        def parse(self, response: Any, **_: Any) -> Any:
            if not isinstance(response, scrapy.http.TextResponse):
                return
            Plain.pages += 1
            headers = tuple((key.decode(), values[0].decode("latin-1")) for key, values in response.headers.items())
            page = Page(response.url, response.status, headers, response.body, datetime.now(UTC))
            if read(page).is_forum and (name := _forum_at(forums, response.url)) is not None:
                found.setdefault(name, time.time())
            if Plain.pages >= order["most_pages"] or len(found) >= order["enough"]:
                raise CloseSpider("enough")
            for link in links.extract_links(response):
                host = urlsplit(link.url).netloc
                if cap and per_host[host] >= cap:
                    continue
                per_host[host] += 1
                yield scrapy.Request(link.url)

    settings = {
        "CONCURRENT_REQUESTS": 64,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
        "DEPTH_PRIORITY": 1,
        "SCHEDULER_DISK_QUEUE": "scrapy.squeues.PickleFifoDiskQueue",
        "SCHEDULER_MEMORY_QUEUE": "scrapy.squeues.FifoMemoryQueue",
        "CLOSESPIDER_TIMEOUT": order["most_s"],
        "ROBOTSTXT_OBEY": True,
        "ROBOTSTXT_USER_AGENT": "plain",
        "USER_AGENT": "plain (+http://example.invalid)",
        "LOG_LEVEL": "CRITICAL",
        "TELNETCONSOLE_ENABLED": False,
        "COOKIES_ENABLED": False,
        "RETRY_ENABLED": False,
        "DOWNLOAD_TIMEOUT": 5,
        "DOWNLOAD_DELAY": 0,
        "TWISTED_DNS_RESOLVER": "crawler.resolver.GuardedResolver",  # knows NAME.localhost, which Python does not
        "EGRESS_POLICY": Policy(Policy.loopback(order["port"]).allow, public=False),
    }
    process = AsyncCrawlerProcess(settings)
    process.crawl(Plain)
    process.start()
    return {"pages": Plain.pages, "found": found}


def _forum_at(forums: dict[tuple[str, ...], str], url: str) -> str | None:
    """The forum an address belongs to."""
    parts = urlsplit(url)
    path = parts.path or "/"
    while True:
        name = forums.get((parts.hostname or "", path))
        if name is not None or path == "/":
            return name
        path = path.rstrip("/").rpartition("/")[0] + "/"


def child(mode: str, order: dict[str, Any]) -> "subprocess.Popen[str]":
    """One side, started."""
    command = [sys.executable, "-m", "benchmarks._discovering", mode]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, cwd=PROJECT)
    if process.stdin is None:
        raise RuntimeError("the child has no input")
    process.stdin.write(json.dumps(order))
    process.stdin.close()
    process.stdin = None
    return process


def said(process: "subprocess.Popen[str]") -> dict[str, Any]:
    """What it said of itself at its end. Raises RuntimeError where it failed."""
    out, err = process.communicate()
    if process.returncode != 0:
        raise RuntimeError(err[-2000:])
    told: dict[str, Any] = json.loads(out.splitlines()[-1])
    return told


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    print(json.dumps({"ours": ours, "breadth_first": breadth_first}[sys.argv[1]](json.load(sys.stdin))))
