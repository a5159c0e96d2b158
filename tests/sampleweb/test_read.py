"""The reader finds on every sample site what the site says, and no forum where there is none.

The pages are asked for in the order of a visit: the front page, then the further addresses the reader names.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest

import sampleweb
from crawler.merge import merge
from crawler.page import Page
from crawler.reader import read
from registry.profile import ForumProfile

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
SITES = sampleweb.sites(now=NOW)
FORUMS = [site for site in SITES if site.outcome == "profiled"]
OTHERS = [site for site in SITES if site.outcome == "not_a_forum"]
MOST_PAGES = 5


@pytest.fixture(scope="module")
def web() -> Iterator[sampleweb.SampleServer]:
    with sampleweb.serve(now=NOW, log=False) as running:
        yield running


def page_of(web: sampleweb.SampleServer, address: str) -> Page:
    parts = urlsplit(address)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    answer = web.answer(parts.hostname or "", target)
    headers = (("Content-Type", answer.content_type), *answer.headers)
    return Page(address, answer.status, headers, answer.body, NOW)


def visited(web: sampleweb.SampleServer, site: sampleweb.SampleSite) -> ForumProfile:
    front = read(page_of(web, web.address(site.name)))
    profiles = [front]
    for address in front.also[:MOST_PAGES]:
        page = page_of(web, address)
        if page.status == 200:
            profiles.append(read(page, platform=front.platform))
    return merge(profiles)


@pytest.fixture(params=FORUMS, ids=lambda site: site.name)
def told(request: pytest.FixtureRequest, web: sampleweb.SampleServer) -> tuple[sampleweb.SampleSite, ForumProfile]:
    site = web.site(request.param.name)
    return site, visited(web, site)


def test_a_forum_is_read_as_it_is(web: sampleweb.SampleServer, told: tuple[sampleweb.SampleSite, ForumProfile]) -> None:
    site, profile = told
    assert profile.is_forum, profile.clues
    assert profile.platform == site.software
    assert profile.value("name") == site.title
    states_language = re.search(rb"<html[^>]*\blang=", web.answer(site.host, site.path).body)
    speaks = str(profile.value("language") or "").partition("-")[0]
    assert speaks == (site.language if states_language else "")
    if site.description is not None:
        assert profile.value("description") == site.description


def test_figures_are_those_the_site_states(told: tuple[sampleweb.SampleSite, ForumProfile]) -> None:
    site, profile = told
    stated = {"members": site.members, "threads": site.threads, "posts": site.posts, "last_post_at": site.last_post_at}
    assert {field: profile.value(field) for field in stated} == stated


def test_boards_are_those_the_site_shows(told: tuple[sampleweb.SampleSite, ForumProfile]) -> None:
    site, profile = told
    if any(board.threads is None for board in site.boards):
        pytest.skip("this site shows no list of boards")
    shown = [(board.name, board.threads, board.posts) for board in profile.boards]
    assert shown == [(board.name, board.threads, board.posts) for board in site.boards]
    moments = [board.last_post_at for board in profile.boards]
    if any(moments):
        assert moments == [board.last_post_at for board in site.boards]


def test_what_nobody_states_is_at_most_derived(web: sampleweb.SampleServer) -> None:
    site = web.site("steel-city-talk")
    profile = visited(web, site)
    assert profile.derived["posts"].value == sum(board.posts or 0 for board in site.boards)
    assert profile.derived["threads"].value == sum(board.threads or 0 for board in site.boards)


def test_no_name_of_a_member_comes_along(told: tuple[sampleweb.SampleSite, ForumProfile]) -> None:
    _, profile = told
    assert not [name for name in sampleweb.PLANTED_NAMES if name in repr(profile)]


def test_links_to_other_sites_are_seen(told: tuple[sampleweb.SampleSite, ForumProfile]) -> None:
    site, profile = told
    hosts = {urlsplit(link.url).hostname for link in profile.links}
    assert hosts >= {f"{name}.localhost" for name in site.links}


@pytest.mark.parametrize("site", OTHERS, ids=lambda site: site.name)
def test_what_is_no_forum_is_not_called_one(web: sampleweb.SampleServer, site: sampleweb.SampleSite) -> None:
    profile = visited(web, web.site(site.name))
    assert not profile.is_forum, profile.clues
    assert profile.confidence < 0.3, profile.clues


def test_walls_and_refusals_are_named(web: sampleweb.SampleServer) -> None:
    locked = visited(web, web.site("locked-room"))
    assert locked.is_forum
    assert locked.platform == "phpbb"
    assert locked.value("login_wall") is True
    assert not locked.boards
    assert visited(web, web.site("shut-for-repairs")).blocked is not None
    assert visited(web, web.site("prove-yourself")).blocked is not None
    assert visited(web, web.site("quiet-please")).opt_out is not None
