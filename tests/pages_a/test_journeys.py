"""In a real browser, on a small screen, with and without JavaScript; by keyboard; on paper."""

from typing import Any

import pytest

pytestmark = pytest.mark.browser

PATHS = ["/", "/forums", "/forums?q=zzzz", "/forums?topic=/housing&sort=major", "/forums/f0001", "/forums/f0021",
         "/forums/f0022", "/forums/pack", "/forums?topic=/nonsense", "/nope", "/cy/forums",
         "/cy/forums/f0001"]  # fmt: skip


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_from_home_to_the_history_of_a_forum(chromium: Any, address: str, scripts: bool) -> None:
    page = chromium.new_page(viewport={"width": 320, "height": 640}, java_script_enabled=scripts)
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(address)
    page.get_by_label("Words, a topic or a place").fill("renting a home")
    page.get_by_role("button", name="Search").click()
    assert page.get_by_role("heading", name="forums for").is_visible()
    filters = page.get_by_role("link", name="Renting a home (").first
    assert not filters.is_visible(), "filters stand back on a small screen"
    page.get_by_role("link", name="Show the filters").click()
    page.locator("summary", has_text="Activity").click()
    page.get_by_role("link", name="Busy (").click()
    assert page.get_by_role("link", name="Remove this filter: Activity: Busy").is_visible()
    page.get_by_role("link", name="Tenants Together").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Tenants Together"
    assert not page.get_by_text(".stats b [0]").is_visible()
    page.locator("summary", has_text="Evidence: Members").click()
    assert page.get_by_text(".stats b [0]").is_visible()
    assert page.get_by_role("img", name="Posts a day").is_visible()
    page.locator("summary", has_text="These figures as a table").click()
    assert page.get_by_role("columnheader", name="Posts a day").is_visible()
    assert page.get_by_role("heading", name="History of this entry").is_visible()
    assert page.get_by_text("Came to the registry's notice").is_visible()
    assert not wrong
    page.close()


@pytest.mark.parametrize("path", PATHS)
def test_nothing_is_wider_than_a_small_screen(chromium: Any, address: str, path: str) -> None:
    page = chromium.new_page(viewport={"width": 320, "height": 640})
    page.goto(address + path)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.close()


@pytest.mark.parametrize("path", ["/", "/forums?q=tenants&topic=/housing", "/forums/f0001"])
def test_focus_is_always_seen(chromium: Any, address: str, path: str) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address + path)
    for _ in range(60):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => { const one = document.activeElement; if (one === document.body) return "end";
              const style = getComputedStyle(one), inner = getComputedStyle(one.querySelector("span") || one);
              const marked = s => s.boxShadow !== "none" || (s.outlineStyle !== "none" && s.outlineWidth !== "0px");
              return marked(style) || marked(inner) ? "" : one.outerHTML.slice(0, 200); }"""
        )
        if seen == "end":
            break
        assert not seen
    page.close()


def test_on_paper_there_is_nothing_to_click(chromium: Any, address: str) -> None:
    page = chromium.new_page()
    page.emulate_media(media="print")
    for path in ("/forums?q=tenants", "/forums/f0001", "/forums/pack"):
        page.goto(address + path)
        for gone in (".govuk-service-navigation", ".app-search", ".app-filters", ".app-sort", ".languages"):
            assert page.locator(f"{gone}:visible").count() == 0, (path, gone)
        assert page.get_by_text("Tenants Together").first.is_visible()
        assert page.locator("details:not([open]) > summary:visible").count() == 0, "nothing can be opened on paper"
    page.goto(address + "/forums/f0001")
    assert page.get_by_text(".stats b [0]").is_visible(), "what is folded away is printed"
    assert not page.get_by_text("Open “Evidence”").is_visible()
    page.goto(address + "/forums?q=tenants")
    assert page.get_by_text("The list as it stood on 20 November 2026").is_visible()
    page.emulate_media(media="screen")
    assert not page.get_by_text("The list as it stood on 20 November 2026").is_visible()
    page.close()


def test_what_forums_write_never_runs(chromium: Any, address: str) -> None:
    page = chromium.new_page()
    ran: list[str] = []
    page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    for path in ("/", "/forums", "/forums/f0021", "/forums/pack", "/forums?q=<script>alert(1)</script>"):
        page.goto(address + path)
        assert page.locator("img[src='x']").count() == 0
    assert not ran
    page.close()


@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing(chromium: Any, address: str, path: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    page = chromium.new_page(bypass_csp=True)
    page.goto(address + path)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found = axe.Axe().run(page).response["violations"]
    assert not [(one["id"], [node["html"][:160] for node in one["nodes"]]) for one in found]
    page.close()
