"""Feeds of changes over any text: strict XML, feedparser, the JSON Feed schema; and no text becomes markup."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registry.catalogue.answer import Hit
from registry.catalogue.card import Card, CardTopic
from registry.catalogue.listed import listed
from registry.catalogue.query import ForumQuery
from registry.catalogue.terms import Terms
from registry.catalogue.text import fit
from registry.history.changes import ChangeRow
from registry.settings import Settings
from registry.vocabulary import ChangeKind
from registry_api.changefeeds import VIEWS, ChangePage, ChangeQuery, ChangeView
from registry_api.changefeeds.form import ChangeFeed
from registry_api.changefeeds.telling import tell
from registry_api.language import ENGLISH
from registry_api.pages import PagesOf, in_all_languages
from registry_api.site import Site
from registry_api.statics import Statics
from tests.api.test_views import PAYLOADS
from tests.formats.reading import READERS, Page

STATICS = Statics()
DATA = [view for view in VIEWS if not view.is_page]
KINDS = list(ChangeKind)


def site_of(name: str) -> Site:
    name = fit(name)  # as settings are: what cannot be printed is refused when they are read
    return Site.of(Settings(base_url="https://registry.example", service_name=name, data_licence="own & <licence>"))


PLAIN = site_of("List & <Register>")
PAGES = in_all_languages(PLAIN, STATICS)[ENGLISH]


def card_of(name: str, description: str, word: str) -> Card:
    return Card(
        public_id="f1", name=name, address=f"https://a.example/{word}", standing="listed", platform=word,
        description=description, language=word, topics=(CardTopic("/t", word, 0.5, ()),), organisations=(word,),
        named_in=word, state=word, state_reason=word, listed_at="2026-11-20", updated_at=word, taking_part=word,
    )  # fmt: skip


def page_of(card: Card, kinds: Sequence[str], *, stamp: datetime, words: str = "", site: Site = PLAIN) -> ChangePage:
    """A page of one change of each kind of a forum that is public, and one of each of a forum that left."""
    hit = Hit(card.public_id, listed(card, Terms()).document)
    rows = [ChangeRow(9 + n, stamp, 1, words or "f1", kind, words or "f1") for n, kind in enumerate(kinds)]
    told = [tell(row, shown) for shown in (hit, None) for row in rows]
    query = ChangeQuery(tuple(kind for kind in KINDS if kind in kinds), ForumQuery(topic=("/t",)), before=99)
    around = {"first": query.at(), "next": query.at(before=3), "prev": query.at(since=7)}
    return ChangePage(query, told, 99, around, Terms({"/t": words}), site, VIEWS, PagesOf(PAGES, "/changes"))


def sound(view: ChangeView, page: ChangePage) -> None:
    """Render, and read back as strictly as the format asks."""
    body = view.render(page, view)
    if view.suffix == ".json":
        ChangeFeed.model_validate_json(body)
    elif view.follows:
        read = READERS[view.suffix](body)  # strict XML, feedparser, the JSON Feed schema
        assert read == [str(told.row.seq) for told in page.told]
    else:
        body.decode("utf-8")


ANY = st.text(max_size=100)
WHEN = st.datetimes(timezones=st.just(UTC)).filter(lambda when: when.year > 1000)
SOME = st.lists(st.sampled_from(KINDS), min_size=1, max_size=4, unique=True)
CALM = [HealthCheck.too_slow, HealthCheck.data_too_large]


def any_text_is_sound(view: ChangeView, texts: tuple[str, ...], kinds: Sequence[str], when: datetime) -> None:
    name, description, word, service = texts
    page = page_of(card_of(name, description, word), kinds, stamp=when, site=site_of(service))
    sound(view, page)


@pytest.mark.parametrize("view", DATA, ids=lambda view: view.label)
@settings(max_examples=500, deadline=None, suppress_health_check=CALM)
@given(texts=st.tuples(ANY, ANY, ANY, ANY), kinds=SOME, when=WHEN)
def test_any_text_makes_a_sound_feed(
    view: ChangeView, texts: tuple[str, ...], kinds: list[str], when: datetime
) -> None:
    any_text_is_sound(view, texts, kinds, when)


@pytest.mark.slow
@pytest.mark.parametrize("view", DATA, ids=lambda view: view.label)
@settings(max_examples=2_500, deadline=None, suppress_health_check=CALM)
@given(texts=st.tuples(ANY, ANY, ANY, ANY), kinds=SOME, when=WHEN)
def test_any_text_makes_a_sound_feed_at_length(
    view: ChangeView, texts: tuple[str, ...], kinds: list[str], when: datetime
) -> None:
    any_text_is_sound(view, texts, kinds, when)


NOW = datetime(2026, 11, 20, tzinfo=UTC)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_markup_in_any_field_stays_text(payload: str) -> None:
    evil, plain = (page_of(card_of(word, word, word), KINDS, stamp=NOW, words=word) for word in (payload, "x"))
    for view in VIEWS:
        sound(view, evil)
        if view.is_page:
            there, here = (Page(view.render(page, view).decode()) for page in (evil, plain))
            assert there.tags == here.tags, "a new element"
            assert there.attributes == here.attributes, "a new attribute"


def test_the_same_changes_are_the_same_bytes_whenever_they_are_asked() -> None:
    card = card_of("A", "B", "c")
    for view in VIEWS:
        one, other = (view.render(page_of(card, KINDS, stamp=NOW), view) for _ in range(2))
        assert one == other
    empty = replace(page_of(card, KINDS, stamp=NOW), told=())
    for view in DATA:
        assert str(datetime.now(UTC).year).encode() not in view.render(empty, view).replace(b",2026:", b"")
