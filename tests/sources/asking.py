"""A network made of a table, and readings of it: what the tests of sources need."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from crawler.egress import Policy
from crawler.fetching import Answer, FetchFailed
from crawler.gathering import Errand, Reading
from crawler.limits import Limits
from crawler.page import Page
from registry.frontier.gatherings import DueGathering
from registry.gathered import GatheringReport
from registry.identity import SharedHost, SharedHosts, host_key_of
from registry.vocabulary import Outcome

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
HOSTS = SharedHosts(
    [
        SharedHost("reddit.com", ("old.reddit.com",), (("r", "*"),)),
        SharedHost("proboards.com", subdomains=True, own=frozenset({"www", "support"})),
    ]
)
HTML = (("Content-Type", "text/html; charset=utf-8"),)


def page(body: str | bytes, url: str = "https://directory.example/", kind: str = "text/html; charset=utf-8") -> Page:
    """A page as a server answered it."""
    data = body.encode() if isinstance(body, str) else body
    return Page(url, 200, (("Content-Type", kind),), data, NOW)


class Web:
    """Answers by address: a body, a status with headers, or a failure; counts what it was asked."""

    def __init__(self, pages: Mapping[str, Any]) -> None:
        self.pages = dict(pages)
        self.asked: list[str] = []
        self.headers: list[Mapping[str, str]] = []

    async def __call__(
        self, url: str, *, timeout: float, cut_at: int | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        self.asked.append(url)
        self.headers.append(headers or {})
        found = self.pages.get(url)
        if found is None:
            return Answer(url, 404, HTML, b"", NOW)
        if isinstance(found, FetchFailed):
            raise found
        if isinstance(found, (str, bytes)):
            body = found.encode() if isinstance(found, str) else found
            return Answer(url, 200, HTML, body[:cut_at], NOW, cut=cut_at is not None and len(body) > cut_at)
        status, sent, body = found
        return Answer(url, status, tuple(sent.items()), body if isinstance(body, bytes) else body.encode(), NOW)


def read_at(web: Web, address: str, kind: str = "directory", **more: Any) -> GatheringReport:
    """The report of one reading."""
    limits = more.pop("limits", Limits(default_delay_s=0.0, max_seconds=20.0))
    due = DueGathering(17, kind, address, more.pop("topic", None), None, None, more.pop("validators", {}))
    errand = Errand(due, 1, host_key_of(address, HOSTS), "w", 1, **more)
    reading = Reading(errand, web, limits, HOSTS, clock=lambda: datetime.now(UTC), policy=Policy())
    return asyncio.run(reading.run())


def found(report: GatheringReport) -> list[str]:
    """What a reading found."""
    assert report.outcome == Outcome.GATHERED, report.detail
    return [named.address for named in report.found]
