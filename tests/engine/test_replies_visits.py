"""Visits to sample forums bring home how many replies threads got: what the forum shows, a page more at most."""

import asyncio
from collections.abc import Iterator
from dataclasses import astuple, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest

import sampleweb
from crawler.egress import Policy
from crawler.fetching import Answer
from crawler.limits import Limits
from crawler.visiting import Errand, Visit
from registry.assess.replies import Tally, counted_until, replies, tally
from registry.identity import SharedHosts
from registry.profile import VisitReport
from registry.vocabulary import Purpose
from sampleweb.model import SampleBoard, SampleSite, SampleThread

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
TELLING = ("carers-table", "plot-and-spade", "night-feed", "widowed-early")
"""Forums on phpBB, XenForo and MyBB: their boards' lists tell when threads began."""
SILENT = ("towpath-talk", "standing-easy", "mersey-renters", "brimming-cup")
"""On SMF and home-made software: theirs do not."""


class Guest:
    """A visitor of the sample web, who notes what was asked for."""

    def __init__(self, web: sampleweb.SampleServer) -> None:
        self._web = web
        self._policy = Policy(allow=frozenset({("127.0.0.1", web.port)}))
        self.asked: list[str] = []

    async def fetch(self, url: str, *, timeout: float, cut_at: int | None = None) -> Answer:
        parts = urlsplit(url)
        self.asked.append(parts.path + (f"?{parts.query}" if parts.query else ""))
        said = self._web.answer(parts.hostname or "", self.asked[-1])
        return Answer(url, said.status, (("Content-Type", said.content_type), *said.headers), said.body, NOW)

    def visit(self, name: str, at: datetime = NOW, **errand: object) -> VisitReport:
        self.asked.clear()
        sent = replace(Errand(self._web.address(name)), **errand)  # type: ignore[arg-type]
        limits = Limits(default_delay_s=0.0)
        return asyncio.run(Visit(sent, self.fetch, limits, SharedHosts(), clock=lambda: at, policy=self._policy).run())


@pytest.fixture(scope="module")
def web() -> Iterator[sampleweb.SampleServer]:
    with sampleweb.serve(now=NOW, log=False) as running:
        yield running


@pytest.fixture
def guest(web: sampleweb.SampleServer) -> Guest:
    return Guest(web)


def shown_whole(board: SampleBoard) -> list[SampleThread]:
    """The threads of a board that began within the time its list shows whole."""
    oldest = min(thread.last_post_at for thread in board.listed)
    return [thread for thread in board.listed if thread.started_at > oldest]


def counts(site: SampleSite, *, whole: bool) -> list[list[int]]:
    """What each board's list would give."""
    return [[thread.replies for thread in (shown_whole(board) if whole else board.listed)] for board in site.boards]


@pytest.mark.parametrize("name", TELLING)
def test_the_threads_of_one_board_are_seen_with_their_beginnings(
    web: sampleweb.SampleServer, guest: Guest, name: str
) -> None:
    profile = guest.visit(name).profile
    assert profile is not None
    assert [one.replies for one in profile.threads_seen] in counts(web.site(name), whole=True)
    begun = {thread.started_at for board in web.site(name).boards for thread in board.listed}
    assert {one.started_at for one in profile.threads_seen} <= begun


@pytest.mark.parametrize("name", SILENT)
def test_where_lists_tell_no_beginnings_all_threads_of_a_board_are_seen(
    web: sampleweb.SampleServer, guest: Guest, name: str
) -> None:
    profile = guest.visit(name).profile
    assert profile is not None
    assert [one.replies for one in profile.threads_seen] in counts(web.site(name), whole=False)
    assert {one.started_at for one in profile.threads_seen if one.replies} == {None}


@pytest.mark.parametrize("name", [*TELLING, *SILENT])
def test_it_costs_a_page_at_most_and_nothing_else_of_the_board_is_taken(guest: Guest, name: str) -> None:
    without = guest.visit(name, purpose=Purpose.VERIFY)
    before = list(guest.asked)
    told = guest.visit(name)
    assert guest.asked[:-1] == before
    assert told.pages == without.pages + 1
    assert told.profile is not None
    assert without.profile is not None
    assert without.profile.threads_seen == ()
    assert replace(told.profile, threads_seen=()) == without.profile


@pytest.mark.parametrize("name", ["carers-table", "stoma-stream"])
def test_of_a_sensitive_site_no_threads_are_seen_not_even_on_its_front_page(guest: Guest, name: str) -> None:
    assert guest.visit(name).profile.threads_seen  # type: ignore[union-attr]
    report = guest.visit(name, sensitive=True)
    assert guest.asked == ["/robots.txt", "/"]
    assert report.profile is not None
    assert report.profile.threads_seen == ()


def test_an_answer_for_machines_needs_no_board(guest: Guest) -> None:
    report = guest.visit("slow-lane")
    assert "/latest.json" in guest.asked
    assert not any(path.startswith("/c/") for path in guest.asked)
    assert report.profile is not None
    assert report.profile.threads_seen


def test_boards_take_turns_from_day_to_day(guest: Guest) -> None:
    asked = set()
    for day in range(12):
        guest.visit("carers-table", NOW + timedelta(days=day))
        asked.add(guest.asked[-1])
    assert len(asked) >= 3


def test_visits_of_some_weeks_tell_of_enough_threads_and_of_each_once(
    web: sampleweb.SampleServer, guest: Guest
) -> None:
    kept: list[Tally] = []
    for week in range(4):
        at = NOW + timedelta(weeks=week)
        profile = guest.visit("carers-table", at).profile
        assert profile is not None
        counted = tally(profile.threads_seen, at, counted_until(kept))
        kept[:0] = [counted] if counted is not None else []
    told = replies(kept)
    every = {thread.started_at for board in web.site("carers-table").boards for thread in board.listed}
    assert 20 <= told.threads <= len(every)
    assert told.without is not None
    assert 0 <= told.without < 0.4
    assert told.first_within is not None


def test_no_name_and_no_title_comes_along(guest: Guest) -> None:
    for name in (*TELLING, *SILENT):
        profile = guest.visit(name).profile
        assert profile is not None
        kept = [value for one in profile.threads_seen for value in astuple(one)]
        assert kept
        assert {type(value) for value in kept} <= {int, datetime, type(None)}
