"""Is it a forum, in three pages at most: visits of the purpose `discover`. The plan is told by hand what came of it."""

from dataclasses import replace
from typing import Any

import pytest

from crawler.limits import DISCOVER_PAGES, Limits
from crawler.steps import PageSigns
from crawler.territory import Territory
from crawler.visit import VisitPlan
from registry.identity import SharedHosts
from registry.profile import Board, ForumProfile
from registry.vocabulary import Outcome

ROOT = "https://forum.example.org/"
THREAD = ROOT + "parents/topic.php?t=17"
FORUM = ForumProfile(is_forum=True, confidence=0.9, platform="phpbb", front_page=ROOT, boards=(Board("Hens"),))
PLAIN = ForumProfile(confidence=0.05)


def plan(address: str = ROOT, **given: Any) -> VisitPlan:
    ground = Territory(SharedHosts())
    return VisitPlan(
        address, Limits().brief(), ground.same_place, lambda _: None, ground.home_of, brief=True, **given
    )  # fmt: skip


def walk(visit: VisitPlan, told: dict[str, tuple[int, ForumProfile, PageSigns]]) -> list[str]:
    """Carry the plan out on a site of these pages, all others plain ones that lead on for ever; the addresses asked."""
    asked = []
    while (step := visit.next_step()) is not None:
        asked.append(step.url)
        endless = PageSigns([f"{ROOT}forum/{len(asked)}/", f"{ROOT}board/{len(asked)}/"])
        visit.read(step, *told.get(step.url, (200, PLAIN, endless)))
    return asked


def test_a_page_that_is_no_forum_and_leads_to_none_ends_the_visit() -> None:
    visit = plan()
    assert walk(visit, {ROOT: (200, PLAIN, PageSigns())}) == [ROOT]
    assert visit.end()[0] is Outcome.NOT_A_FORUM


def test_a_forum_is_found_by_its_front_page_alone() -> None:
    visit = plan()
    more = replace(FORUM, also=(ROOT + "stats", ROOT + "about.json"), feeds=(ROOT + "feed",))
    assert walk(visit, {ROOT: (200, more, PageSigns())}) == [ROOT]
    assert visit.end()[0] is Outcome.PROFILED


def test_a_visit_of_another_purpose_asks_for_what_the_software_has() -> None:
    visit = plan()
    visit.brief = False
    more = replace(FORUM, also=(ROOT + "stats", ROOT + "about.json"))
    assert walk(visit, {ROOT: (200, more, PageSigns())})[1:] == [ROOT + "stats", ROOT + "about.json"]


@pytest.mark.parametrize("sighted", [None, THREAD])
def test_no_site_however_it_leads_on_gets_more_than_three_pages(sighted: str | None) -> None:
    visit = plan(sighted=sighted)
    assert len(walk(visit, {})) == DISCOVER_PAGES
    assert visit.end()[0] is Outcome.NOT_A_FORUM


def test_pages_that_send_on_by_refresh_are_pages_too() -> None:
    visit = plan()
    hops = {f"{ROOT}{n}": (200, PLAIN, PageSigns(refresh=f"{ROOT}{n + 1}")) for n in range(9)}
    asked = walk(visit, {ROOT: (200, PLAIN, PageSigns(refresh=f"{ROOT}0")), **hops})
    assert len(asked) == DISCOVER_PAGES


def test_a_forum_that_the_front_page_only_links_to_is_found() -> None:
    visit = plan()
    forum = ROOT + "forum/"
    found = replace(FORUM, front_page=forum)
    asked = walk(visit, {ROOT: (200, PLAIN, PageSigns([forum])), forum: (200, found, PageSigns())})
    assert asked == [ROOT, forum]
    assert visit.end()[0] is Outcome.PROFILED


def test_the_page_that_others_named_is_tried_where_the_front_page_is_no_forum() -> None:
    visit = plan(sighted=THREAD)
    board = ROOT + "parents/"
    thread = replace(FORUM, boards=(), thread_titles=("one",), front_page=board)
    found = replace(FORUM, front_page=board)
    shown = {ROOT: (200, PLAIN, PageSigns()), THREAD: (200, thread, PageSigns()), board: (200, found, PageSigns())}
    assert walk(visit, shown) == [ROOT, THREAD, board]
    assert visit.end()[0] is Outcome.PROFILED
    assert visit.profiles[0].front_page == board


def test_a_named_page_comes_before_a_second_link_of_the_front_page() -> None:
    visit = plan(sighted=THREAD)
    links = PageSigns([ROOT + "community/", ROOT + "boards/"])
    assert walk(visit, {ROOT: (200, PLAIN, links)}) == [ROOT, ROOT + "community/", THREAD]


@pytest.mark.parametrize("status", [403, 404])
def test_the_named_page_speaks_where_the_host_has_no_front_page(status: int) -> None:
    visit = plan(sighted=THREAD)
    lone = replace(FORUM, platform=None, front_page=None)
    walk(visit, {ROOT: (status, PLAIN, PageSigns()), THREAD: (200, lone, PageSigns())})
    assert visit.end()[0] is Outcome.PROFILED


def test_a_named_page_that_is_not_there_either_ends_the_visit_as_the_front_page_does() -> None:
    visit = plan(sighted=THREAD)
    gone = (404, PLAIN, PageSigns())
    assert walk(visit, {ROOT: gone, THREAD: gone}) == [ROOT, THREAD]
    assert visit.end()[0] is Outcome.GONE


def test_a_named_page_is_not_tried_where_a_forum_was_found_nor_on_another_host() -> None:
    assert walk(plan(sighted=THREAD), {ROOT: (200, FORUM, PageSigns())}) == [ROOT]
    elsewhere = plan(sighted="https://elsewhere.example/viewtopic.php?t=1")
    assert walk(elsewhere, {ROOT: (200, PLAIN, PageSigns())}) == [ROOT]


def test_an_operators_smaller_budget_stands() -> None:
    assert Limits(max_pages=2).brief().max_pages == 2
    assert Limits().brief().max_pages == DISCOVER_PAGES
