"""The list as people see it: filters, order, paging, help where nothing was found, ways to take it along."""

import re

import pytest
from starlette.testclient import TestClient

from registry.db import Sessions
from registry_api.views.page import page_numbers
from tests.api.conftest import client_of
from tests.api.forums import card, keep, keep_lists


def test_the_first_page_searches_first(shown: TestClient) -> None:
    text = shown.get("/").text
    assert text.index('role="search"') < text.index("Busiest topics") < text.index("Is one missing")
    assert "<strong>14</strong>" in text
    for link in ("/changes.rss?kind=added", "/changes.atom?kind=removed", "/suggest", "/wrong", "/topics/housing"):
        assert f'href="{link}"' in text, link
    assert "3 busy or steady" in re.sub(r"<[^>]+>", "", text)


def test_a_hit_says_what_is_known_and_why_it_is_here(shown: TestClient) -> None:
    text = _item(shown.get("/forums?q=eviction").text, "Tenants Together")
    for said in ("Busy", "forum1.example", "Renters helping renters", "Eviction", "Sheffield", "100 members",
                 "(as read on 19 November 2026)", "Taking part: not known.", "Reading for insight: not known.",
                 "Why it is here"):  # fmt: skip
        assert said in text, said


def test_sensitive_forums_are_marked(shown: TestClient) -> None:
    assert "Sensitive" in _item(shown.get("/forums?q=harm").text, "After Harm")
    assert "Sensitive" not in _item(shown.get("/forums?q=eviction").text, "Tenants Together")


def test_words_in_another_language_are_marked(shown: TestClient) -> None:
    text = shown.get("/forums?topic=/housing/renting").text
    assert re.search(r'<a [^>]*lang="de"[^>]*>Nachbarn helfen</a>', text)
    assert '<p class="app-hit__about" lang="de">Rat und Tat</p>' in text
    assert 'lang="en"' not in _item_markup(text, "Tenants Together")
    assert 'lang="en"' in _item_markup(shown.get("/cy/forums?topic=/housing/renting").text, "Tenants Together")


def test_a_rank_is_offered_within_one_topic_or_place_only(shown: TestClient) -> None:
    offered = '<option value="major"'
    assert offered not in shown.get("/forums").text
    assert offered not in shown.get("/forums?topic=/housing&topic=/health").text
    assert offered in shown.get("/forums?topic=/housing").text
    ranked = shown.get("/forums?topic=/housing&sort=major").text
    assert '<option value="major" selected' in ranked
    assert "is not an endorsement" in ranked
    assert "largest of" in ranked


def test_a_chosen_topic_shows_what_lies_within_it(shown: TestClient) -> None:
    text = shown.get("/forums?topic=/housing").text
    topics = text.split("<summary>Topic", 1)[1].split("app-facet__more", 1)
    assert "Renting a home <span" in topics[0], "directly within"
    assert "Eviction <span" not in topics[0], "further in"
    assert "Eviction <span" in topics[1]
    assert "Renting a home <span" not in shown.get("/forums").text.split("app-facet__more")[0]


def test_words_of_our_own_are_kind(shown: TestClient) -> None:
    text = shown.get("/forums").text
    assert "No post for a year" not in text, "no forum here is dormant by its posts"
    assert re.search(r"Activity not known <span", text), "a filter by our words, not by the code"
    assert "Ask the forum first <span" in text


@pytest.mark.parametrize(
    ("here", "last", "numbers"),
    [
        (1, 1, [1]),
        (1, 2, [1, 2]),
        (1, 9, [1, 2, None, 9]),
        (3, 9, [1, 2, 3, 4, None, 9]),
        (5, 9, [1, None, 4, 5, 6, None, 9]),
        (9, 9, [1, None, 8, 9]),
        (4, 6, [1, 2, 3, 4, 5, 6]),
    ],
)
def test_pages_are_numbered(here: int, last: int, numbers: list[int | None]) -> None:
    assert page_numbers(here, last) == numbers


def test_long_lists_are_paged(sessions: Sessions) -> None:
    keep_lists(sessions)
    keep(sessions, [card(n, f"Forum {n}") for n in range(100, 220)])
    with client_of(sessions) as client:
        first, second = client.get("/forums?sort=name").text, client.get("/forums?sort=name&page=2").text
    assert 'rel="next"' in first
    assert 'class="govuk-pagination__prev"' not in first
    assert 'href="/forums?sort=name&amp;page=3"' in second
    assert 'aria-current="page"' in second
    assert 'start="51"' in second
    assert "Page 2 of 3" in second


def test_nothing_found_helps_on(shown: TestClient) -> None:
    text = shown.get("/forums?q=tractography&topic=/housing/renting&region=L1").text
    assert "No forum in the list fits" in text
    assert 'href="/topics/housing/renting">Renting a home</a> (' in text, "the topic, with its forums"
    assert 'href="/places/L1">Sheffield</a> (' in text, "the place, with its forums"
    assert "Narrow this list" not in text
    assert 'id="sort"' not in text
    assert 'href="/ask?q=tractography&amp;topic=/housing/renting&amp;region=L1"' in text
    assert 'href="/suggest"' in text
    assert 'href="/forums?q=tractography"' in text, "without the filters"
    assert 'href="/forums?q=tractors">tractors</a>' in shown.get("/forums?q=tractography").text


def test_a_filter_to_take_off_is_offered_with_what_is_left(shown: TestClient) -> None:
    left = shown.get("/forums.json?topic=/transport").json()["total"]
    text = shown.get("/forums?topic=/transport&activity=dormant").text
    assert re.search(rf'href="/forums\?topic=/transport">Take off [^<]+</a>: {left} forum', text)
    assert 'href="/forums?activity=dormant">Take off' not in text, "nothing is left without the other filter"


def test_what_narrows_comes_before_what_is_to_be_had_instead(shown: TestClient) -> None:
    text = shown.get("/forums?topic=/housing").text
    assert re.search(r'href="/forums\?topic=/housing/renting"[^>]*>Renting a home <span', text), "narrower"
    assert re.search(r'href="/forums\?topic=/health"[^>]*>or instead <span>Health', text)
    assert "or instead" not in shown.get("/forums").text


def test_the_order_is_called_what_it_is(shown: TestClient) -> None:
    assert '<option value="relevance" selected>In use first, then most active' in shown.get("/forums").text
    assert '<option value="relevance" selected>Best match' in shown.get("/forums?q=tenants").text


def test_an_answer_of_some_words_is_shown_under_perhaps_with_help(shown: TestClient) -> None:
    text = shown.get("/forums?q=tenants+tractography").text
    assert "Perhaps</h3>" in text
    assert "If none of these is what you want" in text
    assert "Perhaps</h3>" not in shown.get("/forums?q=tenants").text


def test_an_answer_can_be_taken_along(shown: TestClient) -> None:
    text = shown.get("/forums?q=tenants&page=1").text
    assert 'href="/forums/pack?q=tenants"' in text
    for suffix in (".rss", ".atom", ".feed.json", ".json", ".csv", ".opml", ".ndjson", ".jsonld"):
        assert f'href="/forums{suffix}?q=tenants"' in text, suffix
    assert "https://registry.example/forums.csv?q=tenants" in text, "a recipe with the question in it"


def _item_markup(text: str, name: str) -> str:
    return next(item for item in text.split('<li class="app-hit">')[1:] if name in item).split("</li>\n")[0]


def _item(text: str, name: str) -> str:
    """The words of one forum of the list."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", _item_markup(text, name)))
