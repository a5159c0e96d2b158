"""NodeBB: what its pages and answers mean, where running installs showed that it is easily mistaken."""

import json
from datetime import UTC, datetime

from crawler.page import Page
from crawler.reader import read
from registry.profile import ForumProfile
from tests.reader.saved import ADDRESS, FETCHED, saved


def _answer(said: object) -> ForumProfile:
    body = json.dumps({"loggedIn": False, "template": {"name": "categories"}, **dict(said)}).encode()  # type: ignore[call-overload]
    page = Page(ADDRESS + "api/categories", 200, (("Content-Type", "application/json"),), body, FETCHED)
    return read(page, "nodebb")


def test_a_topic_s_time_is_its_last_post_s_where_one_answered() -> None:
    assert read(saved("nodebb_category")).thread_times == (
        datetime(2026, 11, 14, 12, 32, 28, tzinfo=UTC),
        datetime(2026, 11, 2, 10, 38, 20, tzinfo=UTC),  # nobody answered: its only post's
    )


def test_a_page_in_the_visitor_s_language_is_a_forum_s_of_another() -> None:
    assert read(saved("nodebb")).value("language") == "de"


def test_a_page_without_settings_speaks_its_own_language() -> None:
    page = saved("nodebb")
    bare = Page(page.url, 200, page.headers, page.body.replace(b"defaultLang", b"otherLang"), page.fetched_at)
    assert read(bare).value("language") == "en"


def test_a_category_s_answer_counts_what_its_page_prints() -> None:
    below = {"name": "Pads", "slug": "8/pads", "topic_count": 3, "post_count": 9}
    row = {"name": "Brakes", "slug": "2/brakes", "topic_count": 5, "post_count": 20, "children": [below]}
    (brakes, pads) = _answer({"categories": [{**row, "totalTopicCount": 8, "totalPostCount": 29}]}).boards
    assert (brakes.threads, brakes.posts) == (8, 29)
    assert (pads.threads, pads.posts) == (3, 9)
    assert [(one.threads, one.posts) for one in _answer({"categories": [row]}).boards] == [(5, 20), (3, 9)]


def test_a_category_of_a_forum_under_a_path_has_its_address_there() -> None:
    rows = [{"name": "Brakes", "slug": "2/brakes", "topic_count": 5, "post_count": 20}]
    addresses = [
        _answer({"relative_path": path, "categories": rows}).boards[0].url for path in ("/forum", "", None, "forum")
    ]
    assert addresses == [f"{ADDRESS}forum/category/2/brakes", *[f"{ADDRESS}category/2/brakes"] * 3]
