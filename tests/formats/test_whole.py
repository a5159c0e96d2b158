"""The whole answer: all pages in one, of one generation of the list."""

from dataclasses import replace

import pytest

from registry.catalogue.answer import ForumIndex
from registry.catalogue.card import Card
from registry.catalogue.query import PAGE_SIZE, ForumQuery
from registry.vocabulary import Sort
from tests.api.forums import card, sample_cards


def many(count: int) -> list[Card]:
    """Forums of which all tie with others in every order but the name's."""
    made = []
    for number, one in zip(range(count), sample_cards() * count, strict=False):
        made.append(replace(one, public_id=f"f{number:05d}", name=f"{one.name} {number % 7}"))
    return made


@pytest.fixture(scope="module")
def index() -> ForumIndex:
    return ForumIndex.build(many(240))


@pytest.mark.parametrize("sort", list(Sort))
@pytest.mark.parametrize("words", ["", "tenants", "forum for people", "zzzzzz"])
def test_it_is_the_pages_one_after_the_other(index: ForumIndex, sort: Sort, words: str) -> None:
    query = ForumQuery(q=words, sort=sort)
    whole = index.whole(query)
    pages = [index.answer(query.on_page(page)) for page in range(1, index.answer(query).pages + 1)]
    assert [hit.public_id for hit in whole.hits] == [hit.public_id for page in pages for hit in page.hits]
    assert [hit.why for hit in whole.hits] == [hit.why for page in pages for hit in page.hits]
    assert whole.total == len(whole.hits) == pages[0].total
    assert whole.some_words_only == pages[0].some_words_only


def test_the_page_asked_for_does_not_matter(index: ForumIndex) -> None:
    assert [hit.public_id for hit in index.whole(ForumQuery(page=3)).hits] == [
        hit.public_id for hit in index.whole(ForumQuery()).hits
    ]
    assert index.whole(ForumQuery(page=3)).query.page == 1


def test_hits_are_a_sequence(index: ForumIndex) -> None:
    hits = index.whole(ForumQuery(q="tenants")).hits
    assert [hit.public_id for hit in hits[2:4]] == [hits[2].public_id, hits[3].public_id]
    assert hits[-1].public_id == list(hits)[-1].public_id


def test_it_stays_as_it_was_while_the_list_changes() -> None:
    index = ForumIndex.build(many(120))
    whole = index.whole(ForumQuery())
    reading = iter(whole.hits)
    read = [next(reading).public_id]
    index.apply([card(999, "Newcomer")], gone=[hit.public_id for hit in whole.hits])
    read += [hit.public_id for hit in reading]
    assert len(read) == whole.total == 120
    assert index.whole(ForumQuery()).total == 1


def test_the_fingerprint_tells_lists_apart_and_nothing_else() -> None:
    cards = many(60)
    one = ForumIndex.build(cards)
    other = ForumIndex.build(reversed(cards), one.terms)
    assert one.fingerprint == other.fingerprint, "the order of putting in does not count"
    before = one.fingerprint
    one.apply([replace(cards[0], name="Renamed")])
    assert one.fingerprint != before
    one.apply([cards[0]])
    assert one.fingerprint == before
    one.apply((), gone=[cards[0].public_id])
    assert one.fingerprint not in ("", before)
    assert PAGE_SIZE < 60


def test_rows_that_leave_while_it_looks_make_it_look_again(monkeypatch: pytest.MonkeyPatch) -> None:
    index = ForumIndex.build(many(60))
    find, asked = index._index.find, []

    def found_late(*given: object, **more: object) -> object:
        found = find(*given, **more)  # type: ignore[arg-type]
        if not asked:
            index.apply([card(999, "Newcomer")], gone=["f00001", "f00002"])
        asked.append(found)
        return found

    monkeypatch.setattr(index._index, "find", found_late)
    shown = [hit.public_id for hit in index.whole(ForumQuery()).hits]
    assert len(asked) == 2
    assert len(shown) == 59
    assert "f0999" in shown


def test_it_has_no_counts_and_says_so(index: ForumIndex) -> None:
    assert index.whole(ForumQuery(q="tenants")).facets == ()
