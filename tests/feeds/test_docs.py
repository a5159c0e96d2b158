"""`docs/feeds.md` is held to the code: addresses, fields, kinds, figures, and what items say."""

import re

import feedparser
from starlette.testclient import TestClient

from registry.catalogue.keeping import COUNTERS_WAIT_S
from registry.catalogue.query import FILTERS, PAGE_SIZE
from registry.settings import PROJECT
from registry.vocabulary import ChangeKind
from registry_api.changefeeds import VIEWS
from registry_api.changefeeds.question import CURSORS, FIELDS
from registry_api.changefeeds.reading import MOST_READ, SHOWN
from registry_api.routes.deltas import MOST, PATH, USUAL
from registry_api.routes.lists import CACHE_CONTROL
from registry_api.views import views

TEXT = (PROJECT / "docs" / "feeds.md").read_text()
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in TEXT.split("\n") if line.startswith("|")]


def test_every_feed_is_named_with_its_address_and_nothing_else_is() -> None:
    named = {row[0].strip("`") for row in ROWS if row[0].startswith("`/")}
    feeds = {f"/forums{view.suffix}" for view in views() if view.follows}
    assert named == feeds | {view.path for view in VIEWS}


def test_every_field_and_kind_is_documented() -> None:
    fields = {name for row in ROWS if len(row) == 2 for name in re.findall("`([a-z_]+)`", row[0])}
    assert fields == set(FIELDS) == {"kind", *FILTERS, *CURSORS}
    assert [row[0].strip("`") for row in ROWS if len(row) == 4][2:] == [kind.value for kind in ChangeKind]


def test_titles_are_those_of_the_feeds(changed: TestClient) -> None:
    rows = {row[0].strip("`"): row[1].replace("the other's name", "").replace("the name", "") for row in ROWS}
    for kind in ChangeKind:
        feed = feedparser.parse(changed.get(f"/changes.rss?kind={kind}").content)
        assert feed.entries[0].title.startswith(rows[kind].strip()), kind
    told = feedparser.parse(changed.get("/changes.rss?kind=added&before=3").content).entries[0].title
    assert told.split(": ")[1] in TEXT


def test_figures_are_those_of_the_code() -> None:
    for said in (f"{SHOWN} on a page", f"a page of {PAGE_SIZE} forums", f"{MOST_READ:,} changes", PATH,
                 f"`limit` is {USUAL}, {MOST} at most", CACHE_CONTROL.removeprefix("public, ")):  # fmt: skip
        assert said in TEXT, said
    assert COUNTERS_WAIT_S == 30, "the page says half a minute"


def test_every_feed_carries_the_licence_where_the_page_says(changed: TestClient) -> None:
    for view in VIEWS:
        text = changed.get(view.path).text
        assert "Open Government Licence v3.0" in text, view.label
        assert "open-government-licence/version/3" in text, view.label
    assert "<copyright>" in changed.get("/changes.rss").text
    assert "<rights>" in changed.get("/changes.atom").text
    assert (
        changed.get("/changes.json").json()["attribution"]
        == changed.get("/changes.feed.json").json()["_licence"]["attribution"]
    )


def test_the_feeds_are_described_for_programs(changed: TestClient) -> None:
    described = changed.get("/openapi.json").json()["paths"]
    for view in VIEWS:
        if view.is_page:
            assert view.path not in described
            continue
        operation = described[view.path]["get"]
        assert [parameter["name"] for parameter in operation["parameters"]] == ["kind", *CURSORS, *FILTERS]
        assert list(operation["responses"]["200"]["content"]) == [view.media_type]
        assert list(operation["responses"]["400"]["content"]) == ["application/problem+json"]
