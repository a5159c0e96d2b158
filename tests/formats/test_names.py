"""One name for one thing: lists, entries, changes and look-ups; the licence in all of them."""

import html
import json

import feedparser
import pytest
from lxml import etree
from starlette.testclient import TestClient

from registry.catalogue.answer import ForumIndex
from registry.catalogue.query import ForumQuery
from registry.settings import Settings
from registry_api.pages import Pages, PagesOf
from registry_api.routes.listheaders import link_header
from registry_api.site import Site
from registry_api.statics import Statics
from registry_api.views import ListPage, views
from tests.api.forums import sample_cards
from tests.formats.reading import rows

LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"


def test_an_entry_names_topics_and_departments_as_lists_do(reader: TestClient) -> None:
    listed = reader.get("/forums.json?q=tenants").json()["items"][0]
    entry = reader.get(f"/api/v1/forums/{listed['id']}").json()
    assert [topic["topic"] for topic in entry["topics"]] == [topic["topic"] for topic in listed["topics"]]
    assert [topic["title"] for topic in entry["topics"]] == [topic["title"] for topic in listed["topics"]]
    assert entry["departments"] == listed["departments"] == ["dept-homes"]
    for name in ("named_in", "visited_at"):
        assert entry[name] == listed[name]


def test_the_older_names_stay(reader: TestClient) -> None:
    entry = reader.get("/api/v1/forums/f0001").json()
    assert [topic["path"] for topic in entry["topics"]] == [topic["topic"] for topic in entry["topics"]]
    assert entry["organisations"] == entry["departments"]


def test_every_format_carries_licence_and_attribution(reader: TestClient) -> None:
    assert {view.suffix for view in views()} >= {".csv", ".opml", ".ndjson", ".jsonld", ".rss", ".atom", ".feed.json"}
    for view in views():
        text = reader.get(f"/forums{view.suffix}").text
        assert "Open Government Licence v3.0" in text, view.label
        assert LICENCE in text or view.suffix == ".csv", view.label
        assert "Forum registry" in text


@pytest.mark.parametrize(
    ("setting", "name", "url"),
    [
        ("CC-BY-4.0", "Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("Our own <terms>", "Our own <terms>", None),
    ],
)
def test_the_setting_rules_the_licence_in_each_formats_own_words(setting: str, name: str, url: str | None) -> None:
    site = Site.of(Settings(data_licence=setting, data_attribution='Office of "Lists" & Co'))
    index = ForumIndex.build(sample_cards())
    page = ListPage(index.answer(ForumQuery()), site, views(), PagesOf(Pages(site, Statics()), "/forums"))
    body = {view.suffix: view.render(page, view) for view in views()}
    sentence = f'Contains data from Office of "Lists" & Co, licensed under the {name}.'
    for suffix in (".rss", ".atom"):
        feed = feedparser.parse(body[suffix]).feed
        assert feed.rights == html.escape(sentence, quote=False) or feed.rights == sentence
        assert [link.href for link in feed.links if link.rel == "license"] == ([url] if url else [])
    told = [json.loads(body[".json"])["licence"], json.loads(body[".ndjson"].split(b"\n")[0])["licence"]]
    assert told == [{"name": name, "url": url}] * 2
    of_feed = json.loads(body[".feed.json"])["_licence"]
    assert (of_feed["name"], of_feed["url"], of_feed["attribution"]) == (name, url, 'Office of "Lists" & Co')
    first = rows(body[".csv"])[0]
    assert (first["licence"], first["attribution"]) == (name, 'Office of "Lists" & Co')
    head = etree.fromstring(body[".opml"])[0]
    assert head.findtext("{http://purl.org/dc/terms/}rights") == sentence
    assert head.findtext("{http://purl.org/dc/terms/}license") == url
    linked = json.loads(body[".jsonld"])
    assert (linked.get("license"), linked.get("dcterms:license"), linked["copyrightNotice"]) == (url, url, sentence)
    assert ("license" in link_header(page, page.views[1])) is (url is not None)
