"""In a real browser nothing of what forums hold runs: by escaping alone, and nothing is left for the policy to stop."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from registry.catalogue.card import CardActivity
from registry.db import make_sessions
from tests.conftest import Template
from tests.gates.browsing import opened
from tests.gates.conftest import Served
from tests.gates.laden import hostile, laden
from tests.gates.payloads import STORED
from tests.gates.world import fill, served

pytestmark = pytest.mark.browser

ALL = "f9999"
"""The forum whose lists hold every payload there is."""

WATCH = """
  window.ran = [];
  window.hit = window.alert = window.confirm = window.prompt = (what) => { window.ran.push(String(what)); };
"""

STIR = """() => {
  for (const e of document.querySelectorAll("main *")) {
    for (const name of ["mouseover", "focus", "blur", "toggle", "animationstart", "error", "load"]) {
      e.dispatchEvent(new Event(name, {bubbles: true}));
    }
    if (e.tagName === "DETAILS") e.open = true;
  }
  return window.ran;
}"""
"""What handlers wait for happens to every element."""


@pytest.fixture(scope="module")
def laden_on_port(sqlite_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Forums with a payload each in every field, and one with all of them."""
    sessions = make_sessions(sqlite_template.copy(tmp_path_factory.mktemp("browsed") / "registry.db"))
    parts = [laden(f"f{7000 + number}", hostile(number)) for number in range(len(STORED))]
    whole = replace(
        parts[0], public_id=ALL, sensitive=None, activity=CardActivity("busy", 90, 2.0, reason=None),
        facts=tuple(one for card in parts for one in card.facts), boards=tuple(one for c in parts for one in c.boards),
        topics=tuple(one for c in parts for one in c.topics), regions=tuple(one for c in parts for one in c.regions),
        feeds=tuple(one for c in parts for one in c.feeds), audience=tuple(one for c in parts for one in c.audience),
        organisations=tuple(one for c in parts for one in c.organisations),
    )  # fmt: skip
    world = fill(sessions, [*parts, whole])
    with served(sessions) as base:
        yield Served(base, world)
    sessions.dispose()


def runs(chromium: Any, base: str, paths: list[str], **more: Any) -> list[str]:
    """What ran, was asked for elsewhere, or was stopped by the policy, on these pages."""
    found: list[str] = []
    with opened(chromium, base, **more) as (page, said):
        page.add_init_script(WATCH)
        for path in paths:
            page.goto(base + path)
            found += [f"{path}: {one}" for one in (*page.evaluate(STIR), *said)]
            said.clear()
    return found


PAGES = [
    f"/forums/{ALL}",
    "/forums/pack",
    f"/forums/{ALL}/wrong",
    "/forums",
    "/cy/forums?page=3",
    "/topics",
    "/changes",
]


@pytest.mark.parametrize("policy", [True, False], ids=["with the policy", "without it"])
def test_nothing_runs(chromium: Any, laden_on_port: Served, policy: bool) -> None:
    assert runs(chromium, laden_on_port.base, PAGES, bypass_csp=not policy) == []


def test_what_runs_would_be_seen(chromium: Any, laden_on_port: Served) -> None:
    """The watch itself: a page that does run something is noticed, without the policy; with it, the policy is."""
    unsafe = "() => { document.querySelector('main').innerHTML = '<img src=/none.png onerror=hit(1)>'; }"
    for bypassed in (True, False):
        with opened(chromium, laden_on_port.base, bypass_csp=bypassed) as (page, said):
            page.add_init_script(WATCH)
            page.goto(laden_on_port.base)
            page.evaluate(unsafe)
            page.wait_for_timeout(500)
            assert page.evaluate("() => window.ran") == (["1"] if bypassed else [])
            assert any("Content Security Policy" in one for one in said) != bypassed


@pytest.mark.slow
@pytest.mark.parametrize("policy", [True, False], ids=["with the policy", "without it"])
def test_nothing_runs_on_the_page_of_any_forum(chromium: Any, laden_on_port: Served, policy: bool) -> None:
    paths = [f"/forums/{public_id}" for public_id in laden_on_port.world.forums]
    paths += [f"/forums?page={n + 1}" for n in range(len(paths) // 50)]
    assert runs(chromium, laden_on_port.base, paths, bypass_csp=not policy) == []
