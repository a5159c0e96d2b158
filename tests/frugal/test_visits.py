"""Whole visits against a site that is a table of answers: what is asked for, and what the report says."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from crawler.egress import Policy
from crawler.fetching import Answer
from crawler.limits import Limits
from crawler.visiting import Errand, Visit
from registry.identity import SharedHosts
from registry.profile import VisitReport
from registry.vocabulary import Outcome, Purpose
from tests.engine import pages
from tests.frugal.parkedpages import FILL, PARKED, html

ROOT = "https://hens.example.org/"
Table = Mapping[str, tuple[int, bytes, str]]


def visit(
    table: Table, purpose: Purpose = Purpose.DISCOVER, sighted: str | None = None
) -> tuple[VisitReport, list[str]]:
    """The report of a visit to ROOT, and the addresses it asked for but for robots.txt."""
    asked: list[str] = []

    async def fetch(url: str, *, timeout: float, cut_at: int | None = None) -> Answer:
        status, body, location = table.get(url, (404, b"", ""))
        if url.endswith("/robots.txt"):
            status, body = 404, b""
        else:
            asked.append(url)
        headers = (("Content-Type", "text/html; charset=utf-8"), *((("Location", location),) if location else ()))
        return Answer(url, status, headers, body, datetime.now(UTC))

    errand = Errand(ROOT, purpose, sighted=sighted)
    limits = Limits(default_delay_s=0.0)
    made = Visit(errand, fetch, limits, SharedHosts(), clock=lambda: datetime.now(UTC), policy=Policy())
    return asyncio.run(made.run()), asked


def page(body: bytes) -> tuple[int, bytes, str]:
    return 200, body, ""


def to(location: str, status: int = 301) -> tuple[int, bytes, str]:
    return status, b"", location


def test_a_forum_costs_one_page_to_find_and_more_to_read_in_full() -> None:
    table = {ROOT: page(pages.with_further_pages(""))}
    report, asked = visit(table)
    assert (report.outcome, asked) == (Outcome.PROFILED, [ROOT])
    report, asked = visit(table, Purpose.PROFILE)
    assert report.outcome == Outcome.PROFILED
    assert len(asked) > 1
    assert report.profile is not None
    assert report.profile.page_print is None, "known forums are not printed at each visit"


def test_a_page_of_words_is_printed_and_left_after_one_page() -> None:
    words = " ".join(f"word{chr(97 + n)}" for n in range(26)).encode()
    report, asked = visit({ROOT: page(html("Spokes", FILL + words.decode()))})
    assert (report.outcome, asked) == (Outcome.NOT_A_FORUM, [ROOT])
    assert report.profile is not None
    assert report.profile.page_print is not None


@pytest.mark.parametrize("name", PARKED)
def test_a_name_that_nobody_uses_is_called_so(name: str) -> None:
    own = PARKED[name].replace(b"quietmeadow.example", b"hens.example.org")
    report, asked = visit({ROOT: page(own)})
    assert (report.outcome, asked, report.profile) == (Outcome.PARKED, [ROOT], None)


def test_the_page_that_was_named_is_asked_for_after_the_front_page() -> None:
    thread = f"{ROOT}parents/viewtopic.php?t=5"
    report, asked = visit({ROOT: page(html("Portal", FILL)), thread: page(pages.forum())}, sighted=thread)
    assert report.outcome == Outcome.PROFILED
    assert asked[:2] == [ROOT, thread]
    assert len(asked) <= 3


@pytest.mark.parametrize(
    ("hops", "for_good"),
    [
        ({ROOT: to("https://fowl.example/")}, True), ({ROOT: to("https://fowl.example/", 308)}, True),
        ({ROOT: to("https://fowl.example/", 302)}, False),
        ({ROOT: to("https://fowl.example/viewtopic.php?t=1")}, False),
        ({ROOT: to(f"{ROOT}index.html"), f"{ROOT}index.html": to("https://fowl.example/")}, True),
        ({ROOT: to(f"{ROOT}index.html", 302), f"{ROOT}index.html": to("https://fowl.example/")}, False),
        ({ROOT: page(b"<html><meta http-equiv=refresh content='0;url=https://fowl.example/'>")}, False),
    ],
    ids=["301", "308", "302", "to a thread", "301 twice", "302 on the way", "a refresh"],
)  # fmt: skip
def test_only_front_page_to_front_page_by_permanent_redirects_is_for_good(hops: Table, for_good: bool) -> None:
    report, _ = visit(hops)
    assert report.outcome == Outcome.MOVED
    assert report.moved_for_good is for_good
