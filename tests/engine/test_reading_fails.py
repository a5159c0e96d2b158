"""A mistake of ours in reading one page costs that page, and the visit where it was the one that counts."""

import asyncio
from datetime import UTC, datetime

import pytest

from crawler import visiting
from crawler.egress import Policy
from crawler.fetching import Answer
from crawler.limits import Limits
from crawler.page import Page
from crawler.reader import read
from crawler.visiting import Errand, Visit
from registry.identity import SharedHosts
from registry.profile import ForumProfile, VisitReport
from tests.engine.forumweb import ABOUT, LATEST, SITE
from tests.engine.pages import with_further_pages

NOW = datetime(2026, 11, 19, 10, 0, tzinfo=UTC)
ROOT = "https://forum.example.org/"
WEB = {
    ROOT: ("text/html", with_further_pages()),
    ROOT + "about.json": ("application/json", ABOUT),
    ROOT + "site.json": ("application/json", SITE),
    ROOT + "latest.json": ("application/json", LATEST),
}


async def fetch(url: str, *, timeout: float, cut_at: int | None = None) -> Answer:
    kind, body = WEB.get(url, ("text/plain", b""))
    return Answer(url, 200 if url in WEB else 404, (("Content-Type", kind),), body, NOW)


def visit(monkeypatch: pytest.MonkeyPatch, broken: str) -> VisitReport:
    """A visit in which reading this address raises."""

    def reads(page: Page, platform: str | None = None) -> ForumProfile:
        if page.url == broken:
            raise ZeroDivisionError("ours")
        return read(page, platform)

    monkeypatch.setattr(visiting, "read", reads)
    sent = Visit(Errand(ROOT), fetch, Limits(default_delay_s=0.0), SharedHosts(), clock=lambda: NOW, policy=Policy())
    return asyncio.run(sent.run())


def test_a_further_page_that_cannot_be_read_costs_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    report = visit(monkeypatch, ROOT + "about.json")
    assert report.outcome == "profiled"
    assert report.profile is not None
    assert report.profile.value("members") is None
    assert [board.name for board in report.profile.boards] == ["Feeding"]


def test_a_front_page_that_cannot_be_read_is_our_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    report = visit(monkeypatch, ROOT)
    assert (report.outcome, report.profile) == ("failed", None)
    assert "ZeroDivisionError" in report.detail
