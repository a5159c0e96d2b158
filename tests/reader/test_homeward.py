"""Where a page says its forum's front page is, and which further addresses stand under it."""

import pytest

from crawler.homeward import community_address, declared_home, further
from crawler.page import Page
from crawler.platforms.declare import Platform
from crawler.reader import read
from crawler.reading import Reading
from tests.reader.saved import FETCHED, names, saved

SITE = "https://garden.example"


def _reading(body: str, url: str = f"{SITE}/community/t/12", head: str = "") -> Reading:
    page = f"<!DOCTYPE html><html><head><title>x</title>{head}</head><body>{body}</body></html>"
    return Reading(Page(url, 200, (("Content-Type", "text/html; charset=utf-8"),), page.encode(), FETCHED))


@pytest.mark.parametrize("rel", ["home", "index", "start", "contents", "HOME top"])
def test_a_page_may_name_its_front_page_in_its_head(rel: str) -> None:
    assert declared_home(_reading("", head=f'<link rel="{rel}" href="/community/">')) == f"{SITE}/community/"


@pytest.mark.parametrize(
    ("trail", "home"),
    [
        ('<ul class="breadcrumbs"><li><a href="/community/">Start</a><li><a href="/b/2">Beans</a></ul>', "/community/"),
        ('<p class="breadcrumb"><a href="/">Home</a> <a href="/chat/">Forum</a> <a href="/b/2">Bean</a></p>', "/chat/"),
        ('<p class="breadcrumb"><a href="/">Home</a> <a href="/community/">Talk</a></p>', "/community/"),
        (
            '<ol itemscope itemtype="https://schema.org/BreadcrumbList"><li><a href="/f/">Gardeners</a></li></ol>',
            "/f/",
        ),
        ('<p class="breadcrumb"><a href="https://elsewhere.example/">Home</a></p>', None),
        ('<p class="trail"><a href="/community/">Home</a></p>', None),
    ],
)  # fmt: skip
def test_a_trail_leads_to_the_forum_not_only_to_the_house(trail: str, home: str | None) -> None:
    assert declared_home(_reading(trail)) == (SITE + home if home else None)


def test_another_site_s_front_page_is_not_believed() -> None:
    assert declared_home(_reading("", head='<link rel="home" href="https://elsewhere.example/">')) is None


@pytest.mark.parametrize(
    ("front", "path", "asked"),
    [
        ("/forum/", "about.json", "/forum/about.json"),
        ("/forum", "about.json", "/forum/about.json"),
        ("/forum/index.php", "extern.php?action=stats", "/forum/extern.php?action=stats"),
        ("/forum/?sid=1", "about.json", "/forum/about.json"),
        ("", "about.json", "/about.json"),
        ("/forum/", "/api/v3/site", "/api/v3/site"),
        ("/forum/", "/.well-known/nodeinfo", "/.well-known/nodeinfo"),
        ("/questions/", "../api/v1/info/", "/api/v1/info/"),
        ("/b/index.php?webtag=HENS", "list.php?{query}&x=1", "/b/list.php?webtag=HENS&x=1"),
        ("/b/index.php", "list.php?{query}", None),
        (None, "about.json", "/community/about.json"),  # by the address of the page alone
    ],
)
def test_further_addresses_stand_under_the_front_page(front: str | None, path: str, asked: str | None) -> None:
    found = further(_reading(""), [path], None if front is None else SITE + front)
    assert found == (() if asked is None else (SITE + asked,))


def test_an_address_alone_tells_the_community_s() -> None:
    assert community_address(f"{SITE}/forum/viewtopic.php?t=1") == f"{SITE}/forum/"
    assert community_address("https://localhost.:99999/") is None


def test_only_software_that_is_known_is_asked_for_more() -> None:
    for name in names():
        profile = read(saved(name))
        assert profile.platform is not None or profile.also == (), name


def test_nothing_is_asked_of_software_whose_module_names_nothing() -> None:
    platform = Platform(name="x", homepage="https://x.example/", clues=())
    assert further(_reading(""), platform.also, f"{SITE}/") == ()
