"""What the formats for programs say: the same forum everywhere, open heads, linked data that needs no fetch."""

import json
from dataclasses import replace
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
from lxml import etree
from pydantic import TypeAdapter
from starlette.testclient import TestClient

from registry.catalogue.answer import ForumIndex
from registry.catalogue.card import Card
from registry.catalogue.listed import listed
from registry.catalogue.query import ForumQuery
from registry.catalogue.terms import Terms
from registry_api.routes.answers import ForumHit
from registry_api.views import ListPage, View, views
from registry_api.views.opml import NAMESPACE
from tests.api.forums import card, sample_cards
from tests.formats.reading import rows
from tests.formats.test_any_text import PAGES, SITE

VIEWS = {view.suffix: view for view in views()}
FEED = "https://forum1.example/feed"


def rendered(view: View, cards: list[Card], query: ForumQuery | None = None) -> bytes:
    index = ForumIndex.build(cards)
    return view.render(ListPage(index.whole(query or ForumQuery()), SITE, views(), PAGES, whole=True), view)


def test_lines_are_the_objects_of_the_json_view(shop: TestClient) -> None:
    items = shop.get("/forums.json?q=tenants").json()["items"]
    head, *lines = [json.loads(line) for line in shop.get("/forums.ndjson?q=tenants").text.splitlines()]
    assert lines[: len(items)] == items
    assert head["count"] == head["total"] == len(lines)
    assert head["query"] == "q=tenants"
    assert head["as_of"] == max(line["updated_at"] for line in lines)
    assert head["schema_version"] == "1.1"
    assert head["licence"]["name"] == "Open Government Licence v3.0"
    assert head["links"]["self"] == "https://registry.example/forums.ndjson?q=tenants"
    for line in lines:
        TypeAdapter(ForumHit).validate_python(line)


def test_the_head_leads_to_a_schema_that_is_there(shop: TestClient) -> None:
    head = json.loads(shop.get("/forums.ndjson").text.split("\n")[0])
    address, pointer = head["links"]["schema"].split("#")
    found: Any = shop.get(address).json()
    for step in pointer.strip("/").split("/"):
        found = found[step]
    assert found["title"] == "ForumHit"


def test_a_page_of_lines_says_which_it_is(shop: TestClient) -> None:
    head, *lines = [json.loads(line) for line in shop.get("/forums.ndjson?page=3").text.splitlines()]
    assert (head["page"], head["pages"], head["count"], head["total"], len(lines)) == (3, 3, 30, 130, 30)
    assert head["links"]["self"] == "https://registry.example/forums.ndjson?page=3"


def test_rows_say_what_is_known_in_their_own_columns(reader: TestClient) -> None:
    found = {row["id"]: row for row in rows(reader.get("/forums.csv").content)}
    tenants, unread = found["f0001"], found["f0009"]
    assert tenants["url"] == "https://registry.example/forums/f0001"
    assert tenants["topic_paths"] == "/housing/renting/eviction"
    assert tenants["topic_titles"] == "Eviction"
    assert (tenants["departments"], tenants["department_names"]) == ("dept-homes", "Department for Homes")
    assert (tenants["place_codes"], tenants["place_names"]) == ("L1", "Sheffield")
    assert (tenants["members"], tenants["posts"], tenants["activity_score"]) == ("100", "", "80")
    assert tenants["posts_per_day"] == "2.5"
    assert tenants["last_post_precision"] == "minute"
    assert tenants["named_in"] == "https://news.example/list"
    assert (tenants["taking_part"], tenants["reading"], tenants["sample"]) == ("unknown", "unknown", "false")
    assert tenants["licence"] == "Open Government Licence v3.0"
    assert (unread["members"], unread["activity"], unread["activity_score"], unread["visited_at"]) == (
        "",
        "unknown",
        "",
        "",
    )
    why = {row["id"]: row["why"] for row in rows(reader.get("/forums.csv?q=tenants").content)}
    assert all(why.values())


def test_outlines_lead_to_feeds_only_where_readers_are_not_unwanted() -> None:
    plain = card(1, "Plain", feeds=("javascript:alert(1)", FEED))
    cards = [
        plain,
        replace(plain, public_id="f2", sensitive="suicide"),
        replace(plain, public_id="f3", reading="not_welcome"),
        replace(plain, public_id="f4", feeds=("javascript:alert(1)", "//x")),
    ]
    root = etree.fromstring(rendered(VIEWS[".opml"], cards))
    outlines = {outline.get(f"{{{NAMESPACE}}}id"): outline for outline in root.iter("outline")}
    assert (outlines["f0001"].get("type"), outlines["f0001"].get("xmlUrl")) == ("rss", FEED)
    for public_id in ("f2", "f3", "f4"):
        assert outlines[public_id].get("type") == "link"
        assert outlines[public_id].get("xmlUrl") is None
        assert outlines[public_id].get("url") == "https://forum1.example/"
        assert outlines[public_id].get(f"{{{NAMESPACE}}}url") == f"https://registry.example/forums/{public_id}"


def test_outlines_have_a_head_of_their_own() -> None:
    head = etree.fromstring(rendered(VIEWS[".opml"], sample_cards())).find("head")
    assert head is not None
    assert head.findtext("title") == "List & <Register>: all forums"
    assert parsedate_to_datetime(head.findtext("dateCreated") or "").isoformat() == "2026-11-19T09:00:00+00:00"
    assert head.findtext("ownerName") == "List & <Register>"
    assert head.findtext("docs") == "http://opml.org/spec2.opml"
    assert "Open Government Licence v3.0" in (head.findtext("{http://purl.org/dc/terms/}rights") or "")


def test_linked_data_is_a_data_set_with_all_its_distributions(reader: TestClient) -> None:
    found = reader.get("/forums.jsonld?topic=/transport").json()
    assert found["@type"] == ["Dataset", "dcat:Dataset"]
    assert {made["encodingFormat"]: made["contentUrl"] for made in found["distribution"]} == {
        view.media_type: f"https://registry.example/forums{view.suffix}?topic=/transport"
        for view in views()
        if not view.is_page
    }
    assert found["dcat:distribution"] == [made["@id"] for made in found["distribution"]]
    assert found["license"] == found["dcterms:license"]
    assert found["publisher"]["name"] == "Forum registry"
    assert found["dateModified"] == found["dcterms:modified"]
    assert "Transport" in found["keywords"]
    elements = found["mainEntity"]["itemListElement"]
    assert found["mainEntity"]["numberOfItems"] == len(elements) == 3
    assert [element["position"] for element in elements] == [1, 2, 3]


def test_linked_data_explains_all_its_words_itself(reader: TestClient) -> None:
    found = reader.get("/forums.jsonld?q=tenants").json()
    context = found.pop("@context")
    assert isinstance(context, dict), "a context by its address would have to be fetched"
    prefixes = {name for name, meaning in context.items() if isinstance(meaning, str)}
    assert {"@vocab", "dcat", "dcterms", "xsd"} == prefixes
    for name in _names(found):
        assert name.split(":")[0] in prefixes or ":" not in name, name


def _names(value: Any) -> set[str]:
    if isinstance(value, dict):
        return {*value, *(name for inner in value.values() for name in _names(inner))}
    return {name for inner in value for name in _names(inner)} if isinstance(value, list) else set()


def test_linked_data_may_stand_within_a_page() -> None:
    evil = card(1, "</script><script>alert(1)</script><!--", description="]]>&amp;<b>")
    body = rendered(VIEWS[".jsonld"], [evil]).decode()
    assert not {"<", ">", "&"} & set(body)
    item = json.loads(body)["mainEntity"]["itemListElement"][0]["item"]
    assert item["name"] == evil.name


def test_positions_go_on_from_page_to_page(shop: TestClient) -> None:
    elements = shop.get("/forums.jsonld?page=2").json()["mainEntity"]["itemListElement"]
    assert [element["position"] for element in elements] == list(range(51, 101))


@pytest.mark.parametrize(
    ("feeds", "named", "told"),
    [
        (("javascript:alert(1)", "https://a.example/rss"), " a \n b ", ("https://a.example/rss", "a b")),
        (("ftp://a.example/rss",), None, (None, None)),
        ((), "\x00", (None, None)),
    ],
)
def test_a_row_has_the_first_feed_of_the_web_and_where_it_is_named(
    feeds: tuple[str, ...], named: str | None, told: tuple[str | None, str | None]
) -> None:
    forum = json.loads(listed(card(1, "x", feeds=feeds, named_in=named), Terms()).document)
    assert (forum["feed"], forum["named_in"]) == told
