"""What people come for, from the first page to the end, in a real browser, large and small, with JavaScript or not.

The way from the first page to a forum's history is walked in tests/pages_a.
"""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import feedparser
import pytest

from tests.gates.browsing import WIDTHS, opened
from tests.gates.conftest import Served

pytestmark = pytest.mark.browser

REFERENCE = "/letters/[a-z0-9-]{20,}$"


KINDS = [
    pytest.param(
        (width, scripts),
        id=f"{width} px, {'' if scripts else 'no '}JavaScript",
        marks=() if (width == max(WIDTHS)) == scripts else pytest.mark.slow,
    )
    for width in WIDTHS
    for scripts in (True, False)
]
"""Those who have least and those who have most in the quick run, all in the long one."""


@pytest.fixture(params=KINDS)
def page(
    request: pytest.FixtureRequest, chromium: Any, on_port: Served, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Any]:
    """The first page, in each size, with and without scripts; nothing is complained of on the way."""
    width, scripts = request.param
    monkeypatch.setattr("registry_api.forms.SOONEST_S", 0)  # these hands are quicker than people's
    with opened(chromium, on_port.base, width=width, java_script_enabled=scripts, accept_downloads=True) as (
        shown,
        said,
    ):
        shown.set_default_timeout(15_000)
        shown.goto(on_port.base)
        yield shown
        # A browser says of every page with a status of 400 and more that it could not be loaded.
        assert [one for one in said if "Failed to load resource" not in one] == []


def search(page: Any, words: str) -> None:
    """Look for words on the page that is shown."""
    page.locator("main").get_by_role("searchbox").first.fill(words)
    page.locator("main").get_by_role("button", name="Search").first.click()


def arrive(page: Any, address: str) -> None:
    """Wait for a page whose address holds this pattern."""
    page.wait_for_url(re.compile(address))
    page.wait_for_load_state("load")


def see(page: Any, words: str) -> None:
    """Wait for a page whose main heading has these words."""
    page.get_by_role("heading", level=1).filter(has_text=words).wait_for()


def test_a_citizen_tells_that_something_is_wrong(page: Any) -> None:
    search(page, "tenants")
    page.get_by_role("link", name="Tenants Together", exact=True).first.click()
    see(page, "Tenants Together")
    page.locator("main").get_by_role("link", name=re.compile("wrong", re.IGNORECASE)).first.click()
    see(page, "Something wrong here?")
    page.get_by_role("button", name="Send").click()
    page.get_by_role("alert").first.wait_for()
    page.get_by_label("moved", exact=False).first.check()
    page.get_by_role("button", name="Send").click()
    arrive(page, REFERENCE)
    kept = page.url
    page.goto(kept)
    page.get_by_role("heading", name="Where it stands").first.wait_for()
    page.locator("main").get_by_role("link", name="Tenants Together", exact=True).click()
    see(page, "Tenants Together")


def test_an_official_takes_a_list_away(page: Any, tmp_path: Path) -> None:
    page.get_by_role("link", name="Housing", exact=True).first.click()
    see(page, "Housing")
    page.locator("main a[href*='/forums?'][href*='topic=']").filter(
        has_text=re.compile("all", re.IGNORECASE)
    ).first.click()
    page.get_by_label("Order").select_option("major")
    page.get_by_role("button", name="Sort").click()
    arrive(page, "sort=major")
    table = page.locator("main a[href*='/forums.csv']").first
    with page.expect_download() as brought:
        table.click()
    brought.value.save_as(tmp_path / "list.csv")
    with (tmp_path / "list.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {"Tenants Together", "LandlordTalk"} <= {row["name"] for row in rows}
    page.locator("main a[href*='/forums/pack']").first.click()
    arrive(page, "/forums/pack")
    page.emulate_media(media="print")
    paper = page.pdf(format="A4")
    assert paper.startswith(b"%PDF-")
    assert len(paper) > 10_000


def test_a_developer_follows_the_changes(page: Any) -> None:
    page.locator("footer").get_by_role("link", name="Data, feeds and API").click()
    arrive(page, "/about/reuse$")
    recipes = page.locator("main pre").all_inner_texts()
    assert any("curl" in recipe for recipe in recipes)
    assert any("import" in recipe for recipe in recipes)
    feed = page.locator("main a[href$='/changes.atom']").first.get_attribute("href")
    read = feedparser.parse(page.request.get(page.url.partition("/about")[0] + feed).body())
    assert not read.bozo
    assert len(read.entries) > 10


def test_a_welsh_reader_reads_welsh_and_comes_back(page: Any) -> None:
    page.get_by_role("link", name="Cymraeg").click()
    arrive(page, "/cy$")
    assert page.locator("html").get_attribute("lang") == "cy"
    page.locator("main").get_by_role("searchbox").first.fill("tenants")
    page.locator("main").get_by_role("searchbox").first.press("Enter")
    arrive(page, "/cy/forums[?]")
    page.get_by_role("link", name="Tenants Together", exact=True).first.click()
    arrive(page, "/cy/forums/f0001")
    page.get_by_role("link", name="English").click()
    arrive(page, "//[^/]+/forums/f0001$")


def test_who_finds_nothing_asks_for_a_search(page: Any) -> None:
    search(page, "xylophonists")
    page.get_by_role("link", name=re.compile("Ask for a search")).click()
    assert page.get_by_label("What were you looking for?").input_value() == "xylophonists"
    page.get_by_role("button", name="Send").click()
    arrive(page, REFERENCE)
    page.get_by_role("heading", name="Thank you").first.wait_for()


def test_anybody_suggests_a_forum(page: Any) -> None:
    page.locator("footer").get_by_role("link", name="Suggest a forum").click()
    page.get_by_label("Address of the forum").fill("forum.example.net")
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("What do people help each other with there?", exact=False).fill("Bees, mostly")
    page.get_by_role("button", name="Send your suggestion").click()
    arrive(page, REFERENCE)
    page.get_by_role("heading", name="Where it stands").first.wait_for()
