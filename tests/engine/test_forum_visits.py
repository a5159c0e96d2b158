"""Visits to forums in awkward places and states, over the network of this machine: which page is the front page, whose
forum it is, what else is asked for, and which answers are believed.
"""

from typing import Any

import pytest

from tests.engine.conftest import QUICK, BadWeb, run_visits
from tests.engine.forumweb import ELSEWHERE

DEEP = {
    "below": ["/forum/viewtopic.php?t=5", "/forum/ucp.php?mode=login", "/forum/search.php", "/forum/"],
    "two-boards": ["/", "/kids/", "/kids/viewtopic.php?t=5"],
    "two-links": ["/forum-a/", "/forum-b/"],
    "portal": ["/forums/"],
    "turned": ["/"],
    "company": ["/support/"],
    "elsewhere": ["/"],
}
OTHERS = [
    "discourse", "discourse-below/community/", "discourse-poor", "discourse-walled", "discourse-login",
    "discourse-busy", "discourse-overloaded", "discourse-broken", "discourse-asks", "discourse-hangs",
    "statistics", "statistics-lost", "cut-gzip", "cut-brotli", "cut-markup", "cut-early",
    "whole-gzip", "whole-brotli", "two-members",
]  # fmt: skip


class Results:
    """How each visit ended, and what was asked for on each site in all."""

    def __init__(self, web: BadWeb) -> None:
        wanted = [(name, path) for name, paths in DEEP.items() for path in paths]
        wanted += [(name.partition("/")[0], "/" + name.partition("/")[2]) for name in OTHERS]
        limits = {**QUICK, "request_s": 1.5}
        order = {"allow": [["127.0.0.1", web.port]], "limits": limits}
        done = run_visits({**order, "visits": [{"address": web.address(*one)} for one in wanted]})
        self._web = web
        self._by_address = {result["address"]: result for result in done["results"]}
        self._asked = web.hits()

    def of(self, name: str, path: str = "/") -> dict[str, Any]:
        return self._by_address[self._web.address(name, path)]

    def profile(self, name: str, path: str = "/") -> dict[str, Any]:
        result = self.of(name, path)
        assert result["outcome"] == "profiled", result
        found: dict[str, Any] = result["profile"]
        return found

    def front(self, name: str, path: str = "/") -> str:
        """The path of the front page that the visit found."""
        address: str = self.profile(name, path)["front_page"]
        return address.removeprefix(self._web.address(name, ""))

    def asked(self, name: str) -> set[str]:
        return {path.removeprefix(name) for path in self._asked if path.startswith(f"{name}/")} - {"/robots.txt"}


@pytest.fixture(scope="module")
def results(forum_web: BadWeb) -> Results:
    return Results(forum_web)


# Which page is the front page


@pytest.mark.parametrize("path", DEEP["below"])
def test_a_thread_a_log_in_and_a_search_lead_to_the_forum_s_front_page(results: Results, path: str) -> None:
    profile = results.profile("below", path)
    assert [profile[fact] for fact in ("name", "members", "posts")] == ["The Allotment Gate", 63, 1204]
    assert results.front("below", path) in {"/forum/", "/forum/index.php"}


@pytest.mark.parametrize("path", ["/kids/", "/kids/viewtopic.php?t=5"])
def test_a_forum_below_another_one_is_itself_though_its_logo_leads_up(results: Results, path: str) -> None:
    assert results.profile("two-boards", path)["name"] == "Kids"
    assert results.front("two-boards", path) == "/kids/"
    assert results.profile("two-boards")["name"] == "Grown-ups"


@pytest.mark.parametrize(("path", "name"), [("/forum-a/", "Forum A"), ("/forum-b/", "Forum B")])
def test_two_forums_behind_one_home_page_stay_two(results: Results, path: str, name: str) -> None:
    assert results.profile("two-links", path)["name"] == name
    assert results.front("two-links", path) == path


def test_a_home_page_in_the_forum_s_own_software_is_its_front_page_and_the_boards_are_kept(results: Results) -> None:
    profile = results.profile("portal", "/forums/")
    assert results.front("portal", "/forums/") == "/"
    assert [board["name"] for board in profile["boards"]] == ["Potatoes", "More of Potatoes"]
    assert profile["members"] == 63


def test_a_root_that_turns_to_the_forum_names_the_forum_s_own_address(results: Results) -> None:
    assert results.front("turned") == "/forum/"
    assert results.profile("turned")["posts"] == 1204


def test_a_company_s_home_page_is_no_front_page_of_its_forum(results: Results) -> None:
    assert results.front("company", "/support/") == "/support/"
    assert results.profile("company", "/support/")["name"] == "Spade Support"


def test_a_forum_elsewhere_is_seen_and_not_entered(results: Results) -> None:
    result = results.of("elsewhere")
    assert result["outcome"] == "not_a_forum"
    assert result["links"] == [ELSEWHERE]


# What else is asked for


def test_the_answers_of_the_software_are_asked_for_and_tell_the_figures(results: Results) -> None:
    profile = results.profile("discourse")
    assert [profile[fact] for fact in ("members", "threads", "posts")] == [5120, 840, 9001]
    assert [(board["name"], board["threads"]) for board in profile["boards"]] == [("Feeding", 61)]
    assert profile["last_post_at"] == "2026-11-19T07:00:00+00:00"
    assert profile["findings"]["members"]["rule"] == "users_count"


def test_a_feed_that_can_tell_nothing_new_is_left_alone(results: Results) -> None:
    assert results.asked("discourse") == {"/", "/about.json", "/site.json", "/latest.json"}


def test_a_forum_under_a_path_is_asked_under_its_path(results: Results) -> None:
    assert results.profile("discourse-below", "/community/")["members"] == 5120
    assert {path.split("/")[1] for path in results.asked("discourse-below")} == {"community"}


def test_what_robots_forbids_is_dropped_and_the_rest_is_asked_for(results: Results) -> None:
    profile = results.profile("discourse-asks")
    assert "/site.json" not in results.asked("discourse-asks")
    assert (profile["members"], profile["boards"]) == (5120, [])
    assert profile["last_post_at"] is not None


def test_answers_that_are_not_there_are_nobody_s_fault(results: Results) -> None:
    profile = results.profile("discourse-poor")
    assert profile["last_post_at"] == "2026-11-19T07:00:00+00:00"
    assert profile["members"] is None
    assert results.of("discourse-poor")["detail"] == ""


@pytest.mark.parametrize("name", ["discourse-walled", "discourse-login"])
def test_a_page_of_html_in_an_answer_s_place_is_no_answer(results: Results, name: str) -> None:
    profile = results.profile(name)
    assert [profile[fact] for fact in ("members", "last_post_at", "boards", "thread_titles")] == [None, None, [], []]
    assert profile["platform"] == "discourse"
    assert results.asked(name) >= {"/about.json", "/site.json", "/latest.json", "/latest.rss"}


@pytest.mark.parametrize("name", ["discourse-busy", "discourse-overloaded"])
def test_whoever_asks_us_to_slow_down_is_asked_nothing_more(results: Results, name: str) -> None:
    assert results.profile(name)["members"] == 5120
    assert results.asked(name) == {"/", "/about.json", "/site.json"}
    assert results.of(name)["detail"] == "asked to slow down"


@pytest.mark.parametrize("name", ["discourse-broken", "discourse-hangs"])
def test_one_answer_that_fails_costs_only_itself(results: Results, name: str) -> None:
    profile = results.profile(name)
    assert profile["members"] is None
    assert [board["name"] for board in profile["boards"]] == ["Feeding"]


def test_a_short_answer_about_figures_is_read_and_a_log_in_in_its_place_is_not(results: Results) -> None:
    told, lost = results.profile("statistics"), results.profile("statistics-lost")
    assert [told[fact] for fact in ("members", "threads", "posts")] == [61, 130, 4412]
    assert [lost[fact] for fact in ("members", "threads", "posts")] == [None, None, None]
    assert lost["name"] == "Beehive Yard"


# Pages that broke off


@pytest.mark.parametrize("name", ["cut-gzip", "cut-brotli", "cut-markup"])
def test_half_a_page_tells_what_it_shows_and_that_the_rest_is_not_known(results: Results, name: str) -> None:
    profile = results.profile(name)
    assert "broke off" in results.of(name)["detail"]
    assert profile["name"] == "The Allotment Gate"
    assert [profile[fact] for fact in ("members", "threads", "posts")] == [None, None, None]
    assert [board["posts"] for board in profile["boards"]] == [380, 31]
    assert profile["derived"] == {}, "a sum over some of the boards is no sum"


def test_a_page_that_broke_off_before_it_said_what_it_is_is_not_called_no_forum(results: Results) -> None:
    result = results.of("cut-early")
    assert result["outcome"] == "unreadable"
    assert "broke off" in result["detail"]


@pytest.mark.parametrize("name", ["whole-gzip", "whole-brotli", "two-members"])
def test_whole_pages_are_not_said_to_have_broken_off(results: Results, name: str) -> None:
    assert results.profile(name)["posts"] == 1204
    assert results.of(name)["detail"] == ""


# Sensitive sites


def test_a_sensitive_forum_is_seen_by_its_front_page_alone(forum_web: BadWeb) -> None:
    fronts = [("discourse", "/"), ("two-boards", "/kids/"), ("portal", "/forums/")]
    before = forum_web.hits()
    visits = [{"address": forum_web.address(*front), "sensitive": True} for front in fronts]
    done = run_visits({"allow": [["127.0.0.1", forum_web.port]], "limits": QUICK, "visits": visits})
    asked = {path for path, count in forum_web.hits().items() if count > before.get(path, 0)}
    robots = {f"{name}/robots.txt" for name, _ in fronts}
    assert {path for path in asked if not path.startswith("hits")} == robots | {name + path for name, path in fronts}
    assert [result["outcome"] for result in done["results"]] == ["profiled"] * 3
    assert not any(result["profile"]["thread_titles"] for result in done["results"])
