"""A visit made again from its archive says the same, byte for byte, and opens no socket."""

import contextlib
import socket
import sys
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from crawler import visiting
from crawler.archive.replaying import NOT_RECORDED, RecordedFetch, replay
from crawler.archive.visits import NotAVisit
from crawler.egress import EgressRefused, Policy, wall
from registry.profile import ForumProfile, VisitReport
from registry.vocabulary import Outcome, Purpose
from sampleweb import SampleServer
from tests.archive.making import HOSTS, PURPOSES, Kept, SampleFetch, address_of


@pytest.mark.parametrize("purpose", PURPOSES)
def test_every_sample_site_says_the_same_again(
    web: SampleServer, kept: Kept, fetch: SampleFetch, purpose: Purpose
) -> None:
    archive = kept.open()
    made = {site.name: kept.visit(archive, fetch, address_of(web, site.name), purpose=purpose) for site in web.sites}
    archive.close()
    by_address = {visit.errand.address: visit for visit in kept.visits()}
    platforms = set()
    for name, report in made.items():
        if report.outcome == Outcome.OPTED_OUT:
            assert address_of(web, name) not in by_address
            continue
        again = replay(by_address[address_of(web, name)], HOSTS)
        assert again.missing == ()
        assert again.report.profile == report.profile, name
        said = (again.outcome, again.report.detail, again.report.pages, again.report.bytes_read, again.report.moved_to)
        assert said == (report.outcome, report.detail, report.pages, report.bytes_read, report.moved_to), name
        assert _rules(again.report) == _rules(report)
        platforms.add(report.profile.platform if report.profile else None)
    assert platforms >= {site.software for site in web.sites if site.outcome == "profiled" and site.software}


def _rules(report: VisitReport) -> tuple[str, str] | None:
    return None if report.robots is None else (report.robots.state, report.robots.text)


@pytest.fixture
def forum(web: SampleServer, kept: Kept, fetch: SampleFetch) -> Any:
    """A recorded visit to a forum of several pages."""
    archive = kept.open()
    for site in web.sites:
        if site.software == "phpbb" and site.outcome == "profiled":
            kept.visit(archive, fetch, address_of(web, site.name))
            break
    archive.close()
    (visit,) = kept.visits()
    return visit


SOCKETS: list[str] = []


def _listen(event: str, _: tuple[Any, ...]) -> None:
    if event.startswith("socket.") and SOCKETS:
        SOCKETS.append(event)


def test_no_socket_is_opened_and_nothing_can_be_fetched(forum: Any) -> None:
    sys.addaudithook(_listen)
    SOCKETS.append("listening")
    try:
        done = replay(forum, HOSTS)
    finally:
        heard, SOCKETS[:] = list(SOCKETS), []
    assert done.outcome == Outcome.PROFILED
    assert heard == ["listening"]


def test_the_wall_is_shut_while_a_visit_is_made_again(forum: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    refused: list[str] = []

    async def connect(self: RecordedFetch, url: str, *, timeout: float, cut_at: int | None = None) -> Any:
        for address in (("127.0.0.1", 9), ("93.184.216.34", 80)):
            with socket.socket() as one, pytest.raises(EgressRefused):
                one.connect(address)
            refused.append(address[0])
        raise RuntimeError("over")

    monkeypatch.setattr(RecordedFetch, "__call__", connect)
    with wall(Policy.loopback(9)):
        replay(forum, HOSTS)
    assert refused[:2] == ["127.0.0.1", "93.184.216.34"]


def test_an_address_that_was_not_recorded_is_named_and_never_fetched(forum: Any) -> None:
    front = next(n for n, one in enumerate(forum.exchanges) if not one.url.endswith("/robots.txt"))
    done = replay(replace(forum, exchanges=forum.exchanges[:front]), HOSTS)
    assert done.outcome == NOT_RECORDED
    assert done.missing == (forum.exchanges[front].url,)
    whole = replay(replace(forum, exchanges=forum.exchanges[: front + 1]), HOSTS)
    assert whole.outcome == Outcome.PROFILED
    assert whole.missing


def test_time_is_that_of_the_visit_and_pauses_cost_none(forum: Any) -> None:
    began = forum.started_at
    moved = [replace(one, ended_at=began + timedelta(seconds=20 * n)) for n, one in enumerate(forum.exchanges, start=1)]
    done = replay(replace(forum, exchanges=tuple(moved)), HOSTS)
    assert done.report.started_at == began
    assert done.report.ended_at == moved[-1].ended_at
    assert done.report.last_response_at == moved[-1].ended_at


def test_a_newer_parser_is_what_reads(forum: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    newer = ForumProfile(is_forum=True, confidence=1.0, platform="phpbb", parser_version="3")
    monkeypatch.setattr(visiting, "read", lambda *_, **__: newer)
    profile = replay(forum, HOSTS).report.profile
    assert profile is not None
    assert profile.parser_version == "3"
    assert forum.parser_version != "3"


@pytest.mark.parametrize("ended", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z"])
def test_impossible_times_end_in_order(forum: Any, ended: str) -> None:
    from crawler.archive.records import moment

    at = moment(ended)
    for broken in (
        replace(forum, exchanges=tuple(replace(one, ended_at=at) for one in forum.exchanges)),
        replace(forum, started_at=at),
    ):
        with contextlib.suppress(NotAVisit):
            replay(broken, HOSTS)


def test_what_was_known_of_robots_is_known_again(web: SampleServer, kept: Kept, fetch: SampleFetch) -> None:
    archive = kept.open()
    site = next(site for site in web.sites if site.outcome == "profiled" and site.software == "phpbb")
    robots: dict[str, Any] = {}
    kept.visit(archive, fetch, address_of(web, site.name), robots=robots)
    assert robots
    second = kept.visit(archive, fetch, address_of(web, site.name), robots=robots)
    archive.close()
    again = replay(kept.visits()[1], HOSTS)
    assert not any(one.url.endswith("/robots.txt") for one in again.visit.exchanges)
    assert (again.report.profile, again.missing) == (second.profile, ())
    assert _rules(again.report) == _rules(second)
