"""The journey of a stranger in a real browser: find a forum by topic, open it, see the evidence, take the feed."""

from collections.abc import Iterator
from typing import Any

import feedparser
import pytest

from registry.db import make_sessions
from registry.settings import Settings
from registry_api.app import create_app
from tests.api.forums import keep, keep_lists, sample_cards
from tests.browser import on_a_port
from tests.conftest import Template

pytestmark = pytest.mark.browser

PATHS = ["/", "/forums", "/forums?q=tenants&activity=busy", "/forums/f0001", "/forums/f0009", "/changes",
         "/about/crawler", "/about/scoring", "/about/criteria", "/about/api", "/forums?topic=/nonsense"]  # fmt: skip


@pytest.fixture(scope="module")
def address(sqlite_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A served list."""
    sessions = make_sessions(sqlite_template.copy(tmp_path_factory.mktemp("journey") / "registry.db"))
    keep_lists(sessions)
    keep(sessions, sample_cards())
    with on_a_port(lambda base: create_app(Settings(base_url=base), sessions)) as base:
        yield base
    sessions.dispose()


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_find_by_topic_open_see_evidence_subscribe(chromium: Any, address: str, scripts: bool) -> None:
    page = chromium.new_page(java_script_enabled=scripts)
    page.goto(address)
    page.get_by_label("Words, a topic or a place").fill("renting a home")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Tenants Together").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Tenants Together"
    assert not page.get_by_text(".stats b [0]").is_visible()
    page.locator("summary", has_text="Members").click()
    assert page.get_by_text(".stats b [0]").first.is_visible()
    assert page.get_by_text("eviction: in the name").is_visible()
    page.get_by_role("navigation", name="Where you are").get_by_role("link", name="Renting a home").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Renting a home"
    page.locator("main a[href^='/forums?topic=/housing/renting']").first.click()
    assert page.get_by_role("heading", name="2 forums").is_visible()
    feed = page.get_by_role("link", name="RSS", exact=True).get_attribute("href")
    answer = page.request.get(address + feed)
    entries = feedparser.parse(answer.body()).entries
    assert [entry.title for entry in entries] == page.locator(".app-hit__name").all_inner_texts()
    page.close()


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_no_page_is_wider_than_its_window_and_nothing_breaks_the_policy(
    chromium: Any, address: str, width: int
) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 800})
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if "Content Security" in message.text else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for path in PATHS:
        page.goto(address + path)
        too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert too_wide <= 0, (path, width)
    assert not complaints
    page.close()


def test_the_keyboard_reaches_the_content_and_shows_where_it_is(chromium: Any, address: str) -> None:
    page = chromium.new_page()
    page.goto(address + "/forums")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == "Skip to main content"
    assert skip.bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("name") == "q"
    page.close()


def test_text_stands_out_from_its_ground(chromium: Any, address: str) -> None:
    """Contrast of at least 4.5 to 1 for all text (WCAG 2.2 AA)."""
    page = chromium.new_page()
    for path in PATHS:
        page.goto(address + path)
        assert page.evaluate(_FAINT) == [], path
    page.close()


_FAINT = """() => {
  const channel = c => { c /= 255; return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4 };
  const light = c => 0.2126 * channel(c[0]) + 0.7152 * channel(c[1]) + 0.0722 * channel(c[2]);
  const parse = s => (s.match(/[\\d.]+/g) || []).map(Number);
  const ground = element => {
    for (let e = element; e; e = e.parentElement) {
      const style = getComputedStyle(e);
      if (style.backgroundImage !== 'none') return [18, 66, 74];
      const c = parse(style.backgroundColor);
      if (c.length === 3 || c[3] > 0) return c;
    }
    return [255, 255, 255];
  };
  const faint = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility()) continue;
    const [a, b] = [light(parse(getComputedStyle(element).color)), light(ground(element))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) faint.push(walker.currentNode.data.trim().slice(0, 30) + ' ' + ratio.toFixed(2));
  }
  return faint;
}"""
