"""Guards of the newer platforms: figures of other sites and of periods, tooltips, what software says of itself."""

import json
from collections.abc import Iterator
from itertools import islice

import pytest

from crawler.page import Page
from crawler.reader import as_json, read
from tests.reader.saved import ADDRESS, FETCHED, answer, answer_names, saved


def _changed(name: str, old: str, new: str, url: str | None = None) -> Page:
    page = saved(name)
    body = page.body.decode()
    assert old in body
    return Page(url or page.url, 200, page.headers, body.replace(old, new).encode(), FETCHED)


def _answer(said: object) -> Page:
    return Page(ADDRESS, 200, (("Content-Type", "application/json"),), json.dumps(said).encode(), FETCHED)


def test_a_site_that_lemmy_keeps_private_keeps_guests_out() -> None:
    assert read(saved("lemmy_thread")).value("login_wall") is True
    assert read(saved("lemmy")).value("login_wall") is None


@pytest.mark.parametrize("torn", ['"site_view":{"site":{"a":undefined,', '"site_view":[[[[', '"other":{'])
def test_a_torn_embedded_site_states_nothing(torn: str) -> None:
    profile = read(_changed("lemmy", '"site_view":{"site":{', torn))
    assert profile.platform == "lemmy"
    assert profile.value("members") is None


def test_figures_that_members_write_into_a_page_are_not_the_sites() -> None:
    profile = read(_changed("lemmy", "window.isoData", "window.other"))
    assert profile.value("members") is None


@pytest.mark.parametrize("chosen", ['value="/stats/general/7"', 'value="/stats/general/-1/1"'])
def test_statistics_of_a_week_or_of_other_sites_are_no_totals(chosen: str) -> None:
    profile = read(_changed("mbin_stats", chosen, f"{chosen} selected"))
    assert profile.value("members") is None
    assert profile.value("threads") is None


def test_what_a_filter_leaves_of_the_questions_is_not_all_of_them() -> None:
    assert read(saved("scoold")).value("threads") == 1811
    assert read(_changed("scoold", "chip tooltipped ", "chip tooltipped filter-active")).value("threads") is None


def test_an_edit_of_a_question_is_no_post() -> None:
    edited = {"title": "A", "answer_count": 1, "operated_at": 1795076000, "operation_type": "modified"}
    said = {"code": 200, "reason": "base.success", "data": {"count": 1, "list": [edited]}}
    assert read(_answer(said), "answer").value("last_post_at") is None


@pytest.mark.parametrize(
    ("name", "description"),
    [
        ("flaskbb", "FlaskBB is a forum software written in Flask"),
        ("misago", "There are 2 main categories currenty available on the Lowland Ringers."),
        ("mbin", "content aggregator, content voting, discussion and micro-blogging platform on the fediverse"),
    ],
)
def test_what_the_software_says_of_itself_describes_no_forum(name: str, description: str) -> None:
    body = saved(name).body.decode().replace("flaskbb-subtitle", "other")
    assert description in body
    told = read(Page(ADDRESS, 200, saved(name).headers, body.encode(), FETCHED))
    own = read(
        Page(ADDRESS, 200, saved(name).headers, body.replace(description, "We mend nets").encode(), FETCHED)
    ).value("description")
    assert told.value("description") is None
    assert own == "We mend nets"


@pytest.mark.parametrize("name", ["flaskbb", "piefed"])
def test_a_language_that_the_software_always_names_is_not_the_forums(name: str) -> None:
    assert b'lang="en"' in saved(name).body
    assert read(saved(name)).value("language") is None
    assert read(saved("mbin")).value("language") == "en"


def test_subcategories_of_misago_are_in_no_sum_twice() -> None:
    profile = read(saved("misago"))
    assert profile.derived["threads"].value == 1204 + 1
    assert [board.threads for board in profile.boards] == [1204, 200, 1]


def test_vanillas_categories_hold_the_figures_of_those_below_them() -> None:
    above = _changed("vanilla_table", "Category-levain Depth2 Depth-2", "Category-levain Depth1 Depth-1")
    assert read(above).derived == {}  # one row alone is left, whose figures are no sum
    assert [board.threads for board in read(above).boards] == [1204, 9]
    assert read(saved("vanilla_table")).derived["threads"].value == 1213


def test_a_tooltip_that_speaks_of_another_day_dates_no_post() -> None:
    page = _changed("bbpress", '<a href="#">3 days ago</a>', '<a href="#" title="Trip on 3 May 2021">3 days ago</a>')
    last = read(page).value("last_post_at")
    assert str(last).startswith("2026-11-16")
    exact = _changed(
        "bbpress", '<a href="#">3 days ago</a>', '<a href="#" title="16 November 2026 at 09:15">3 days ago</a>'
    )
    assert str(read(exact).value("last_post_at")).startswith("2026-11-16 09:15")


def test_what_stands_in_many_tags_of_flarum_is_never_summed() -> None:
    tags = [{"type": "tags", "attributes": {"name": name, "slug": name, "discussionCount": 9}} for name in "ab"]
    profile = read(_answer({"data": tags}), "flarum")
    assert [board.threads for board in profile.boards] == [9, 9]
    assert profile.derived == {}


@pytest.mark.parametrize(
    ("slug", "said"),
    [
        ("lemmy", {"communities": [{"community": {"name": "far", "local": False}, "counts": {"posts": 5}}]}),
        ("lemmy", {"posts": [{"post": {"name": "Far"}, "community": {"local": False}, "counts": {}}]}),
        ("piefed", {"communities": [{"community": {"name": "far", "local": False}, "counts": {"post_count": 5}}]}),
        ("piefed", {"posts": [{"post": {"title": "Far"}, "community": {"local": False}, "counts": {}}]}),
        ("mbin", {"items": [{"name": "far@x", "magazineId": 1, "entryCount": 5, "apId": "far@x"}]}),
        ("mbin", {"items": [{"title": "Far", "entryId": 1, "numComments": 5, "magazine": {"apId": "far@x"}}]}),
    ],
)
def test_what_comes_from_other_sites_is_not_this_ones(slug: str, said: object) -> None:
    profile = read(_answer(said), slug)
    assert profile.boards == ()
    assert profile.thread_titles == ()


def test_only_buddypress_groups_that_all_may_see_are_boards() -> None:
    group = {"creator_id": 1, "enable_forum": False, "link": f"{ADDRESS}groups/a/"}
    said = [{**group, "name": "Open", "status": "public"}, {**group, "name": "Shut", "status": "hidden"}]
    assert [board.name for board in read(_answer(said), "buddypress").boards] == ["Open"]


def test_lists_on_a_host_whose_frame_alone_is_known_are_read_by_structure() -> None:
    rows = "".join(
        f'<tr><td><a href="/forum/pots-{n}">Pots of kind {n}</a></td><td>{n}1 topics</td><td>{n}20 posts</td></tr>'
        for n in range(1, 7)
    )
    table = f"<table><tr><th>Category</th><th>Topics</th><th>Posts</th></tr>{rows}</table><p>"
    profile = read(_changed("websitetoolbox", "<p>", table))
    assert profile.platform == "websitetoolbox"
    assert [board.name for board in profile.boards][:2] == ["Pots of kind 1", "Pots of kind 2"]


ODD = (None, True, -1, 10**30, 1.5, "", "\ud800 <b>", [], ["x"], {}, {"a": []}, [[[]]])


def _with_odd_values(said: object) -> Iterator[object]:
    """The same answer once for every place in it and every odd value there."""
    if isinstance(said, dict):
        for key, value in said.items():
            yield from ({**said, key: odd} for odd in ODD)
            yield from ({**said, key: changed} for changed in _with_odd_values(value))
    elif isinstance(said, list):
        for at, value in enumerate(said):
            yield from ([*said[:at], odd, *said[at + 1 :]] for odd in ODD)
            yield from ([*said[:at], changed, *said[at + 1 :]] for changed in _with_odd_values(value))


@pytest.mark.parametrize("name", [name for name in answer_names() if name.endswith(".json")])
def test_anything_in_any_place_of_an_answer_is_survived(name: str) -> None:
    page, slug = answer(name)
    for said in islice(_with_odd_values(json.loads(page.text)), 1500):
        as_json(read(_answer(said), slug))
