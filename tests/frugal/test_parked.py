"""Names that nobody uses are told by two kinds of signs, and nothing else is taken for one."""

import csv
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.limits import Limits
from crawler.page import Page
from crawler.parked import parked
from crawler.parked_words import DEFAULT_TITLES, FOR_SALE
from crawler.reader import read
from crawler.steps import PageSigns
from crawler.territory import Territory
from crawler.visit import VisitPlan
from registry.identity import SharedHosts
from registry.profile import ForumProfile
from registry.vocabulary import Outcome
from tests.frugal.parkedpages import IN_USE, PARKED, html
from tests.shared_data import shared_data

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ROOT = "https://quietmeadow.example/"


def page(body: bytes, url: str = ROOT) -> Page:
    return Page(url, 200, (("Content-Type", "text/html; charset=utf-8"),), body, NOW)


@pytest.mark.parametrize("name", PARKED)
def test_a_name_that_nobody_uses_is_told(name: str) -> None:
    assert parked(page(PARKED[name])), name
    assert not read(page(PARKED[name])).is_forum


@pytest.mark.parametrize("name", IN_USE)
def test_a_site_is_not_taken_for_one(name: str) -> None:
    assert parked(page(IN_USE[name])) is None


@pytest.mark.parametrize("phrase", FOR_SALE)
def test_no_phrase_alone_says_that_a_name_is_for_sale(phrase: str) -> None:
    assert parked(page(html("Notes from a window", f"<p>{phrase}</p>"))) is None


@pytest.mark.parametrize("title", DEFAULT_TITLES)
def test_no_title_alone_says_that_a_server_stands_there_by_itself(title: str) -> None:
    assert parked(page(html(title, "<p>Bring your broken lamp.</p>"))) is None


def test_a_seller_of_names_is_not_for_sale_itself() -> None:
    own = html(
        "Find a name", "<a href='https://www.sedo.com/de/'>Deutsch</a><p>This domain is for sale: 17 new today</p>"
    )
    assert parked(page(own, "https://www.sedo.com/")) is None


@given(st.text(max_size=300), st.text(max_size=300))
def test_no_page_makes_it_raise(title: str, body: str) -> None:
    parked(page(html(title, f"<a href='{body}'>{body}</a>")))


def test_no_saved_page_of_a_real_site_is_taken_for_one() -> None:
    seen, wrong, folder = 0, [], shared_data("pages")
    for row in csv.DictReader((folder / "manifest.csv").open(encoding="utf-8", newline="")):
        seen += 1
        told = parked(page((folder / row["file"]).read_bytes(), row["url"]))
        wrong += [(row["file"], told)] if told else []
    assert seen > 400
    assert not wrong


def test_the_visit_says_so_and_brings_no_links_home() -> None:
    visit = plan()
    step = visit.next_step()
    assert step is not None
    visit.read(
        step, 200, ForumProfile(), PageSigns(["https://quietmeadow.example/forum/"], parked="parked: it says so")
    )
    assert visit.next_step() is None
    assert visit.end() == (Outcome.PARKED, "parked: it says so")
    assert not visit.profiles


def test_a_forum_behind_a_servers_own_page_is_found_by_the_page_that_others_named() -> None:
    thread = f"{ROOT}old/viewtopic.php?t=1"
    visit = plan(sighted=thread)
    for profile, signs in (
        (ForumProfile(), PageSigns(parked="a server's own page")),
        (ForumProfile(True, 0.9), PageSigns()),
    ):
        step = visit.next_step()
        assert step is not None
        visit.read(step, 200, profile, signs)
    assert visit.end()[0] is Outcome.PROFILED


def plan(**more: Any) -> VisitPlan:
    ground = Territory(SharedHosts())
    return VisitPlan(ROOT, Limits().brief(), ground.same_place, lambda _: None, ground.home_of, brief=True, **more)
