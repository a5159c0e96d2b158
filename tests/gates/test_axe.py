"""Accessibility in a real browser, on every page that the routes declare, in both languages, with both stylesheets."""

from typing import Any

import pytest

from tests.gates.browsing import WIDTHS, opened, too_wide, unreachable, violations
from tests.gates.conftest import Served, Shown
from tests.gates.declared import forms, in_languages, pages

pytestmark = pytest.mark.browser

SAMPLE = (
    "/", "/forums?q=tenants", "/forums/f0001", "/forums/pack?q=tenants", "/topics/housing", "/places/L1", "/changes",
    "/about/scoring", "/suggest?address=https://forum.example.net/", "/cy/forums/f0024", "/organisations/dept-homes",
    "/forums?q=zzzz&topic=/housing/renting", "/coverage", "/topics/housing/coverage",
    "/cy/organisations/dept-homes/coverage", "/searches", "/cy/searches/2", "/searches/ask?topic=/housing/renting",
)  # fmt: skip
"""Pages of each kind for the quick run; the slow one takes all there are."""

SEND = "() => document.querySelector('form[method=post]').submit()"


def faults(page: Any, said: list[str], address: str, *, expected: int = 200) -> list[str]:
    """All that is wrong with the page that is shown, at both widths."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        wide = too_wide(page) if width == min(WIDTHS) else []
        found += [f"{address} at {width}: {one}" for one in (*violations(page), *wide)]
    # A browser says of every page with a status of 400 and more that it could not be loaded.
    found += [f"{address}: {one}" for one in said if expected == 200 or "Failed to load resource" not in one]
    said.clear()
    return found


def visited(page: Any, said: list[str], base: str, address: str) -> list[str]:
    """The faults of a page at an address."""
    answer = page.goto(base + address)
    return faults(page, said, address, expected=answer.status)


def sent_empty(page: Any, said: list[str], base: str, address: str) -> list[str]:
    """The faults of the page that answers when a form is sent empty."""
    page.goto(base + address)
    with page.expect_navigation() as moved:
        page.evaluate(SEND)
    return faults(page, said, f"{address}, sent empty", expected=moved.value.status)


@pytest.mark.parametrize("address", SAMPLE)
def test_pages_of_each_kind_can_be_used_by_everyone(chromium: Any, on_port: Served, address: str) -> None:
    with opened(chromium, on_port.base) as (page, said):
        assert visited(page, said, on_port.base, address) == []


def test_a_form_that_is_shown_again_can_be_used_by_everyone(chromium: Any, on_port: Served) -> None:
    with opened(chromium, on_port.base) as (page, said):
        assert sent_empty(page, said, on_port.base, "/wrong") == []


@pytest.mark.parametrize("address", ["/", "/forums/f0001", "/forums?q=tenants&topic=/housing"])
def test_without_govuk_frontend_pages_can_be_used_by_everyone(
    chromium: Any, without_govuk: Served, address: str
) -> None:
    with opened(chromium, without_govuk.base) as (page, said):
        assert visited(page, said, without_govuk.base, address) == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("address", ["/", "/forums/f0001/wrong"])
def test_the_keyboard_reaches_everything_and_shows_where_it_is(
    chromium: Any, on_port: Served, address: str, width: int
) -> None:
    with opened(chromium, on_port.base, width=width) as (page, _):
        page.goto(on_port.base + address)
        assert unreachable(page) == []


@pytest.mark.slow
@pytest.mark.parametrize("style", ["on_port", "without_govuk"])
@pytest.mark.parametrize("language", [0, 1], ids=["en", "cy"])
def test_every_page_can_be_used_by_everyone(
    chromium: Any, shown: Shown, style: str, language: int, request: pytest.FixtureRequest
) -> None:
    """Every page and every form sent empty, at both widths."""
    served: Served = request.getfixturevalue(style)
    found: list[str] = []
    # The letters of the two services are not the same: each has its own references.
    addresses = [one for one in pages(shown.client, shown.world) if not one.startswith("/letters/")]
    addresses += [f"/letters/{reference}" for reference in (*served.world.letters, "none")]
    with opened(chromium, served.base) as (page, said):
        for address in addresses:
            found += visited(page, said, served.base, in_languages(address)[language])
        for address in forms(shown.client, shown.world):
            found += sent_empty(page, said, served.base, in_languages(address)[language])
    assert found == []


@pytest.mark.slow
@pytest.mark.parametrize("style", ["on_port", "without_govuk"])
def test_the_keyboard_reaches_everything_on_every_page(
    chromium: Any, shown: Shown, style: str, request: pytest.FixtureRequest
) -> None:
    served: Served = request.getfixturevalue(style)
    found: list[str] = []
    addresses = [one for one in pages(shown.client, shown.world) if not one.startswith("/letters/")]
    for width in WIDTHS:
        with opened(chromium, served.base, width=width) as (page, _):
            for address in addresses:
                page.goto(served.base + address)
                found += [f"{address} at {width}: {one}" for one in unreachable(page)]
    assert found == []
