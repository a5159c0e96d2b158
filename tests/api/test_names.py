"""The order of names: numbers agree with it as far as they go, and pages of it are the same as the whole of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.catalogue.alphabetical import name_number, name_order
from registry.catalogue.answer import ForumIndex
from registry.catalogue.query import PAGE_SIZE, ForumQuery
from registry.vocabulary import Sort
from tests.api.forums import card

NAMES = st.text(st.sampled_from("ab z09-_~'{é😀:ł\u0301") | st.characters(), max_size=16)


@given(NAMES, NAMES)
def test_numbers_never_contradict_the_order_of_names(one: str, other: str) -> None:
    first, last = sorted((name_order(one, "f1"), name_order(other, "f2")))
    assert 0 <= name_number(first) <= name_number(last) < 1 << 64


@pytest.mark.parametrize("names", [("Forum",), ("The forum of town", "The forum of Ayr", "Ash", "Yew", "the forum-z")])
def test_pages_by_name_are_the_whole_list_by_name_also_where_names_begin_alike(names: tuple[str, ...]) -> None:
    forums = 3 * PAGE_SIZE + 7
    index = ForumIndex.build(
        card(number, f"{names[number % len(names)]} {'' if len(names) == 1 else number * 7 % 10}".strip())
        for number in range(forums)
    )
    question = ForumQuery(sort=Sort.NAME.value)
    hits = index.whole(question).hits
    whole = [hit.public_id for hit in hits]
    paged = [hit.public_id for page in range(1, 5) for hit in index.answer(question.on_page(page)).hits]
    expected = sorted((name_order(hit.forum["name"], hit.public_id), hit.public_id) for hit in hits)
    assert paged == whole == [public_id for _, public_id in expected]
    assert len(paged) == forums
