"""Many visits in one crawler process, as the engine makes them but without a database. A program: a JSON object on
standard input says what to visit, JSON on standard output says how it ended.
"""

import asyncio
import json
import resource
import sys
import time
from collections.abc import AsyncIterator
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scrapy import Spider
from twisted.internet.address import IPv4Address, IPv6Address

from crawler import egress, process
from crawler.egress import Policy
from crawler.fetching import FetchFailed, ScrapyFetch
from crawler.limits import Limits
from crawler.resolver import GuardedResolver
from crawler.told import as_json
from crawler.visiting import Errand, Visit
from registry.db import now_utc
from registry.identity import SharedHosts

RESULTS: list[dict[str, Any]] = []


class ManyVisits(Spider):
    """Visits everything at once."""

    name = "many-visits"

    def __init__(self, order: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.order = order

    async def start(self) -> AsyncIterator[Any]:
        self.policy = self.crawler.settings["EGRESS_POLICY"]
        fetch = ScrapyFetch(self.crawler, self.policy, "forum-registry/0 (+https://example.org/bot)")
        self.endpoints = {url: await self._ask_endpoint(url) for url in self.order.get("ask_endpoints", [])}
        limits = Limits(**self.order.get("limits", {}))
        room = asyncio.Semaphore(self.order.get("at_once", 64))
        await asyncio.gather(*(self._visit(visit, fetch, limits, room) for visit in self.order["visits"]))
        await asyncio.sleep(self.order.get("linger_s", 0.0))
        self.sockets = open_sockets()
        return
        yield

    async def _ask_endpoint(self, url: str) -> str:
        """What asking one of the operator's own endpoints comes to: a status, or the name of what went wrong."""
        own = ScrapyFetch(self.crawler, self.policy, "forum-registry/0", endpoints=True)
        try:
            return str((await own(url, timeout=5.0)).status)
        except FetchFailed as failed:
            return str(failed.outcome)

    async def _visit(self, order: dict[str, Any], fetch: ScrapyFetch, limits: Limits, room: asyncio.Semaphore) -> None:
        async with room:
            began = time.monotonic()
            errand = Errand(order["address"], sensitive=order.get("sensitive", False))
            report = await Visit(errand, fetch, limits, SharedHosts(), clock=now_utc, policy=self.policy).run()
        profile = report.profile
        RESULTS.append(
            {
                "address": order["address"],
                "outcome": str(report.outcome),
                "detail": report.detail,
                "pages": report.pages,
                "bytes": report.bytes_read,
                "seconds": time.monotonic() - began,
                "is_forum": profile is not None and profile.is_forum,
                "name": profile.value("name") if profile is not None else None,
                "posts": profile.value("posts") if profile is not None else None,
                "moved_to": report.moved_to,
                "retry_after_s": report.retry_after_s,
                "profile": as_json(profile) if profile is not None else None,
                "links": [link.url for link in profile.links] if profile is not None else [],
                "robots": report.robots.state if report.robots is not None else None,
            }
        )


def open_sockets() -> int:
    """How many sockets this process holds."""
    count = 0
    for link in Path("/proc/self/fd").iterdir():
        with suppress(OSError):  # the listing's own descriptor is gone by now
            count += str(link.readlink()).startswith("socket:")
    return count


def remove_guards(names: list[str]) -> None:
    """Take single guards out, to show that the others hold and that the attacks are real without them."""
    if "text" in names:
        egress.Policy.check_url = lambda _, url: (url.split(":")[0], urlsplit(url).hostname or "", 0)  # type: ignore
    if "resolver" in names:
        GuardedResolver._let_through = lambda _, name, addresses, port: [  # type: ignore[method-assign]
            (IPv6Address if ":" in address else IPv4Address)("TCP", address, port) for address in addresses
        ]
    if "wall" in names:
        process.wall = lambda _: nullcontext()  # type: ignore[assignment]


def peak_kb() -> int:
    """The most memory this program has held. Not getrusage: its peak is handed down by the process that started us."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    told = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
    return int(told.split()[1])


def main() -> None:
    """Read the order, make the visits, print the results."""
    order = json.load(sys.stdin)
    remove_guards(order.get("removed", []))
    endpoints = frozenset((name, port) for name, port in order.get("endpoints", []))
    policy = Policy(frozenset((ip, port) for ip, port in order.get("allow", [])), endpoints=endpoints)
    names = order.get("names")
    turns: dict[str, int] = {}

    def lookup(name: str) -> list[str]:
        """The test's name service: each further question about a name gets the next of its answers."""
        answers = names[name]
        turn = turns.get(name, 0)
        turns[name] = turn + 1
        return list(answers[min(turn, len(answers) - 1)])

    spider = process.run_spider(ManyVisits, policy, lookup=lookup if names is not None else None, order=order)
    told = {name: getattr(spider, name, None) for name in ("sockets", "endpoints")}
    json.dump({"results": RESULTS, "peak_kb": peak_kb(), **told}, sys.stdout)


if __name__ == "__main__":
    main()
