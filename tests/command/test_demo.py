"""The demo as its visitor meets it, run as a program: lived in, marked as sample, and without a dead link."""

import csv
import html
import json
import re
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest

from registry.settings import PROJECT
from tests.command.conftest import environment, program

READY_S, CRAWLED_S = 60, 120
MOST_PAGES = 450
ALIKE = 2
"""So many addresses of one path that differ in their query only are opened."""

LETTER = re.compile(r"/letters/([0-9a-z-]{34})\b")
_LINK = re.compile(r'(?:href|src|action)="([^"]*)"')
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"


@dataclass(frozen=True)
class Demo:
    """A running demo whose crawl is over; `letter` is the reference it printed."""

    base: str
    letter: str

    def get(self, path: str) -> tuple[int, str, str]:
        """Status, media type and text of an address."""
        try:
            with urllib.request.urlopen(self.base + path, timeout=30) as answer:
                return answer.status, answer.headers.get_content_type(), answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.headers.get_content_type(), ""

    def read(self, path: str) -> Any:
        """What an address says in JSON."""
        return json.loads(self.get(path)[2])

    def forum(self, name: str) -> str:
        """The public id of a forum."""
        found = {item["name"]: item["id"] for item in self.read("/forums.json")["items"]}
        return str(found[name])


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    said = tmp_path_factory.mktemp("demo") / "said.txt"
    with said.open("w") as out:
        running = subprocess.Popen(
            program("run", "--demo", "--port", str(port)), env=environment(), cwd=PROJECT, stdout=out, stderr=out
        )
    try:
        made = Demo(f"http://127.0.0.1:{port}", "")
        _wait(lambda: '"ready"' in made.get("/readyz")[2], READY_S, running, said)
        _wait(lambda: (_candidates(made) or 0) >= 10 and len(_read(made)) >= 36, CRAWLED_S, running, said)
        letter = LETTER.search(said.read_text())
        assert letter is not None, said.read_text()
        yield Demo(made.base, letter.group(1))
    finally:
        running.terminate()
        running.wait(timeout=30)
    shutil.rmtree(PROJECT / "var" / f"demo-{port}", ignore_errors=True)


def test_forums_are_listed_and_candidates_wait(demo: Demo) -> None:
    assert len(_read(demo)) + (_candidates(demo) or 0) >= 40
    listed = {item["name"] for item in demo.read("/forums.json")["items"]}
    assert {"Everyday Pennies", "Small Lanterns", "Loft and Lag"} <= listed
    assert not {"Day One Again", "Hive Neighbours", "Towpath Talkers", "Saltmarsh Talk"} & listed


def test_all_that_leaves_the_demo_says_what_it_is(demo: Demo) -> None:
    for view in ("", ".json", ".rss", ".atom", ".feed.json", ".csv", ".opml", ".ndjson", ".jsonld"):
        for path in (f"/forums{view}", *([f"/changes{view}"] if view in ("", ".rss", ".atom", ".feed.json") else [])):
            assert "(demonstration)" in demo.get(path)[2], path
    assert {item["sample"] for item in demo.read("/forums.json")["items"]} == {True}


def test_made_up_figures_lead_to_those_that_a_visit_read(demo: Demo) -> None:
    points = demo.read(f"/api/v1/forums/{demo.forum('The Night Feed')}/history")["points"]
    assert [point["sample"] for point in points] == [True] * (len(points) - 1) + [False]
    assert len(points) >= 14, "one a month, for more than a year"
    assert [point["posts"] for point in points] == sorted(point["posts"] for point in points)
    assert points[-1]["posts"] == 2_104_877
    page = demo.get(f"/forums/{demo.forum('The Night Feed')}")[2]
    assert "made up for this demonstration" in page


def test_changes_are_of_many_days(demo: Demo) -> None:
    page = demo.get("/changes")[2]
    assert len(set(re.findall(r"\d{1,2} \w+ 20\d\d", page))) >= 4
    for kind in ("added", "changed", "removed", "merged"):
        told = demo.read(f"/changes.feed.json?kind={kind}")["items"]
        assert told, kind
        assert len({item["date_published"][:10] for item in told}) >= (8 if kind == "added" else 1), kind


def test_both_organisations_have_their_pages(demo: Demo) -> None:
    counted = {item["slug"]: item["forums"] for item in demo.read("/api/v1/organisations")["items"]}
    for slug, least in (("department-for-everyday-life-sample", 20), ("menai-and-dwyfor-council-sample", 5)):
        assert counted[slug] >= least
        assert demo.get(f"/organisations/{slug}")[0] == 200
    departments = demo.read("/forums.json")["facets"]["department"]
    assert all("sample" in option["label"] for option in departments), departments


def test_the_banner_leads_to_the_real_list(demo: Demo) -> None:
    assert 'href="/about/seeds"' in demo.get("/")[2]
    page = html.unescape(demo.get("/about/seeds")[2])
    with (PROJECT / "seeds" / "forums.csv").open(encoding="utf-8", newline="") as file:
        real = [row["name"] for row in csv.DictReader(file)]
    areas = re.findall(r'href="(/about/seeds[^"]*)"', page)
    shown = page + "".join(html.unescape(demo.get(html.unescape(area))[2]) for area in set(areas))
    assert real[0] in shown
    assert "Everyday Pennies" not in shown


def test_a_letter_that_was_answered_can_be_read(demo: Demo) -> None:
    page = html.unescape(demo.get(f"/letters/{demo.letter}")[2])
    assert "Our answer" in page


def test_no_link_is_dead_and_every_page_says_that_it_is_a_demonstration(demo: Demo) -> None:
    """From the first page, in both languages; of addresses that differ in their query only, a few."""
    from_where = {"/": "", "/cy": "", f"/letters/{demo.letter}": ""}
    due, alike, dead, bare = deque(from_where), Counter[tuple[str, str]](), [], []
    while due and len(from_where) < MOST_PAGES * 3:
        path = due.popleft()
        status, media_type, text = demo.get(path)
        if status >= 400:
            dead.append((path, from_where[path]))
        if media_type != "text/html" or status >= 400:
            continue
        if "(demonstration)" not in text:
            bare.append(path)
        for there in (html.unescape(link) for link in _LINK.findall(text)):
            to = urljoin(demo.base + path, there).partition("#")[0]
            if not to.startswith(demo.base + "/") or (to := to.removeprefix(demo.base)) in from_where:
                continue
            parts = urlsplit(to)
            kind = _kind(parts.path), ",".join(sorted({word.partition("=")[0] for word in parts.query.split("&")}))
            alike[kind] += 1
            if len(from_where) < MOST_PAGES and alike[kind] <= (ALIKE if parts.query else 25):
                from_where[to] = path
                due.append(to)
    assert not dead
    assert not bare
    assert len(from_where) > 200


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_browser_has_nothing_to_complain_of(demo: Demo, scripts: bool) -> None:
    if not Path(CHROMIUM).exists():
        pytest.skip("no Chromium on this machine")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    night = demo.forum("The Night Feed")
    council = "/organisations/menai-and-dwyfor-council-sample"
    paths = ["/", "/forums", f"/forums/{night}", "/forums/pack", "/topics", "/places", council, "/changes",
             "/about/seeds", f"/letters/{demo.letter}", "/cy"]  # fmt: skip
    wrong: list[str] = []
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(java_script_enabled=scripts)
        page.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("response", lambda got: wrong.append(f"{got.status} {got.url}") if got.status >= 400 else None)
        for path in paths:
            page.goto(demo.base + path, wait_until="load")
            assert page.locator("h1").inner_text().strip(), path
        browser.close()
    assert not wrong


def _candidates(demo: Demo) -> int | None:
    """How many wait, as the first page says."""
    found = re.search(r"(\d+) candidates? waits?", demo.get("/")[2])
    return int(found.group(1)) if found else None


def _read(demo: Demo) -> list[str]:
    """The names of forums that were visited and read."""
    return [item["name"] for item in demo.read("/forums.json")["items"] if item["state"] == "visited"]


def _kind(path: str) -> str:
    """Pages of one kind: the first two parts of the path."""
    return "/".join(path.removeprefix("/cy").split("/")[: 3 if "about" in path else 2])


def _wait(holds: Any, seconds: float, running: "subprocess.Popen[bytes]", said: Path) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            if holds():
                return
        except (OSError, ValueError):
            pass
        assert running.poll() is None, said.read_text()[-2000:]
        assert time.monotonic() < end, said.read_text()[-2000:]
        time.sleep(0.3)
