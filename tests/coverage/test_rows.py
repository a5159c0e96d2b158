"""What is cut from a card for coverage, and that it is kept as it was."""

from dataclasses import replace

from hypothesis import given

from registry.catalogue.card import Card, CardActivity, Fact
from registry.catalogue.coverage_rows import Covering, packed, unpacked
from registry.catalogue.listed import listed
from registry.catalogue.terms import Terms
from registry.catalogue.texts import Texts
from tests.coverage.test_gaps import ROWS
from tests.rank.places import TERMS
from tests.rank.test_major import forum


def cut(card: Card) -> Covering:
    return listed(card, TERMS).covering


@given(ROWS)
def test_a_row_that_was_packed_comes_back_as_it_was(row: Covering) -> None:
    texts = Texts()
    assert unpacked(packed(row, texts), texts) == row


def test_a_row_has_what_the_card_says() -> None:
    card = forum("a", members=44_041, topics=["/housing/renting"], regions=["L2", "GB"],
                 audience=("tenants", "tenants"), language="cy-GB", country="UK", taking_part="welcome")  # fmt: skip
    assert cut(card) == Covering(
        ("/housing/renting",), ("L2",), ("tenants",), "cy", "GB", "welcome", True, False, True, 44_041
    )


def test_unknown_is_unknown() -> None:
    bare = cut(Card("b", "B", "https://b.example/", "listed"))
    assert bare == Covering((), (), (), "", "", "unknown", True, False, False, None)


def test_dormant_closed_and_silent_forums_are_not_in_use() -> None:
    assert cut(forum("a")).in_use
    assert not cut(forum("a", standing="dormant")).in_use
    assert not cut(forum("a", standing="closed")).in_use
    assert not cut(forum("a", activity=CardActivity("dormant", 0))).in_use


def test_sizes_that_do_not_count_are_none() -> None:
    sensitive = cut(forum("a", members=900, regions=["L2"], sensitive="abuse"))
    assert (sensitive.size, sensitive.sensitive, sensitive.local) == (None, True, False)
    odd = CardActivity("quiet", 5, implausible=("members: more than there are people",))
    assert cut(forum("a", members=10**12, activity=odd)).size is None
    derived = replace(forum("a"), facts=(Fact("members", 500, derived=True),))
    assert cut(derived).size is None, "a sum of ours is not what the forum states"


def test_more_codes_than_a_row_holds_are_cut() -> None:
    many = tuple(f"who{n}" for n in range(400))
    row = listed(Card("b", "B", "https://b.example/", "listed", audience=many), Terms()).covering
    texts = Texts()
    assert unpacked(packed(row, texts), texts).audiences == many[:255]
