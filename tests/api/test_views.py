"""Every format: the same forums in the same order, and sound whatever the text."""

from datetime import UTC, datetime

import feedparser
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from registry.catalogue.answer import ForumIndex
from registry.catalogue.card import Card, CardBoard, CardTopic, Fact
from registry.catalogue.query import ForumQuery, parse
from registry.catalogue.terms import Terms
from registry.settings import Settings
from registry_api.pages import Pages, PagesOf
from registry_api.site import Site
from registry_api.statics import Statics
from registry_api.views import ListPage, View, views
from tests.api.forums import sample_cards
from tests.formats.reading import Page, ids

SITE = Site.of(Settings(base_url="https://registry.example", service_name="List & <Register>"))
PAGES = PagesOf(Pages(SITE, Statics()), "/forums")

QUESTIONS = ["", "q=tenants", "topic=/transport&sort=name", "region=N1&activity=busy&activity=steady", "q=zzzz"]


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_view_shows_the_same_forums_in_the_same_order(reader: TestClient, question: str) -> None:
    shown = {}
    for view in views():
        answer = reader.get(f"/forums{view.suffix}?{question}")
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"].split(";")[0] == view.media_type
        shown[view.suffix] = ids(view, answer.content)
    assert len({tuple(found) for found in shown.values()}) == 1, shown
    named, plain = (reader.get(f"{path}?{question}").json() for path in ("/api/v1/forums", "/forums.json"))
    assert {**named, "links": ()} == {**plain, "links": ()}, "each names itself by its own name, and says the same"


def test_the_page_links_to_every_other_view_of_the_same_question(reader: TestClient) -> None:
    text = reader.get("/forums?q=tenants&sort=name").text
    for view in views():
        if not view.is_page:
            assert f'<link rel="alternate" type="{view.media_type}"' in text
            assert f'href="/forums{view.suffix}?q=tenants&amp;sort=name"' in text


def test_feeds_name_themselves_their_page_and_lasting_ids(reader: TestClient) -> None:
    for suffix in (".rss", ".atom"):
        feed = feedparser.parse(reader.get(f"/forums{suffix}?q=tenants").content)
        assert not feed.bozo
        links = {link.rel: link.href for link in feed.feed.links}
        assert links["self"] == f"https://registry.example/forums{suffix}?q=tenants"
        assert links["alternate"] == "https://registry.example/forums?q=tenants"
        first = feed.entries[0]
        assert first.id == "tag:registry.example,2026:forum/f0001"
        assert first.link == "https://registry.example/forums/f0001"
        assert first.published_parsed
        if suffix == ".rss":
            assert first.guidislink is False
    atom = feedparser.parse(reader.get("/forums.atom").content)
    assert atom.feed.id == "tag:registry.example,2026:forums/"


def page_of(cards: list[Card], query: ForumQuery) -> ListPage:
    index = ForumIndex.build(cards)
    return ListPage(index.answer(query), SITE, views(), PAGES, index.status())


def sound(view: View, page: ListPage) -> bytes:
    """Render, and read back as strictly as the format asks."""
    body = view.render(page, view)
    shown = ids(view, body)
    assert view.is_page or shown == [hit.public_id for hit in page.answer.hits]
    return body


ANY = st.text(max_size=120)


def any_card(name: str, description: str, word: str, when: str) -> Card:
    return Card(
        public_id="f1", name=name, address="https://a.example/", standing="listed", platform=word,
        description=description, language=word, topics=(CardTopic("/t", word, 0.5, (f"{word}: in the name",)),),
        boards=(CardBoard(word, word),), facts=(Fact("members", 5, "observed", word, word, word),), sensitive=word,
        organisations=(word,), feeds=(word,), named_in=word, state=word, state_reason=word, listed_at=when,
        updated_at=when, taking_part=word,
    )  # fmt: skip


@pytest.mark.parametrize("view", views(), ids=lambda view: view.label)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(name=ANY, description=ANY, word=ANY, words=st.text(max_size=100), when=st.sampled_from(["", "x", "2026-11-20"]))
def test_any_text_makes_a_sound_document(
    view: View, name: str, description: str, word: str, words: str, when: str
) -> None:
    any_text_is_sound(view, name, description, word, words, when)


@pytest.mark.slow
@pytest.mark.parametrize("view", [view for view in views() if view.is_page], ids=lambda view: view.label)
@settings(max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(name=ANY, description=ANY, word=ANY, words=st.text(max_size=100), when=st.sampled_from(["", "2026-11-20"]))
def test_any_text_makes_a_sound_document_at_length(
    view: View, name: str, description: str, word: str, words: str, when: str
) -> None:
    any_text_is_sound(view, name, description, word, words, when)


def any_text_is_sound(view: View, name: str, description: str, word: str, words: str, when: str) -> None:
    index = ForumIndex.build([any_card(name, description, word, when)])
    for query in (ForumQuery(), parse([("q", words)], index.terms)):
        sound(view, ListPage(index.answer(query), SITE, views(), PAGES, index.status()))


PAYLOADS = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'><svg/onload=alert(1)>", "javascript:alert(1)",
    "</title><script>alert(1)</script>", "]]><script>alert(1)</script>", "{{ 7*7 }}", "{% raw %}", "&lt;b&gt;",
    "<!--", "-->", "<style>*{}</style>", "\u202e\u2066reversed", "<iframe src=//evil.example>", "<base href=//evil>",
    "' onmouseover='alert(1)", "\" autofocus onfocus=\"alert(1)", "<a href=\"javascript:alert(1)\">x</a>",
    "\x00<b\x00>",
    "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>&y;",
]  # fmt: skip


@pytest.mark.parametrize("payload", PAYLOADS)
def test_markup_in_any_field_stays_text(payload: str) -> None:
    plain, evil = any_card("x", "x", "x", ""), any_card(payload, payload, payload, "")
    query = ForumQuery(q="zq")
    for view in views():
        body = sound(view, page_of([evil], ForumQuery()))
        sound(view, page_of([evil], parse([("q", payload)], Terms())))
        if view.is_page:
            there = Page(body.decode())
            here = Page(view.render(page_of([plain], ForumQuery()), view).decode())
            assert there.tags == here.tags, "a new element"
            assert there.attributes == here.attributes, "a new attribute"
            assert "javascript:alert" not in [
                a for a in body.decode().split('href="')[1:] if a.startswith("javascript")
            ]
            assert "\u202e" not in body.decode()
        sound(view, page_of([evil], query))


def test_the_same_list_is_the_same_bytes_whenever_it_is_asked() -> None:
    for view in views():
        one, other = (view.render(page_of(sample_cards(), ForumQuery()), view) for _ in range(2))
        assert one == other
    empty = [view.render(page_of([], ForumQuery()), view) for view in views() if view.follows]
    assert all(str(datetime.now(UTC).year).encode() + b"-" not in body for body in empty[1:])
