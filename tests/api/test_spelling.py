"""Slips of spelling: which words one may stand for, and which it never does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.catalogue.spelling import AT_MOST_LONG, Vocabulary, nearest, slip_cost

WORDS = (
    "alzheimers", "bailiffs", "benefits", "cancer", "commuting", "diabetes", "disability", "divorce", "fibromyalgia",
    "gardeners", "genealogy", "government", "immigration", "ireland", "miscarriage", "neighbours", "parkinsons",
    "prostate", "school", "tenants", "university",
)  # fmt: skip


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("benifits", "benefits"), ("tennants", "tenants"), ("miscariage", "miscarriage"), ("shcool", "school"),
        ("diabetis", "diabetes"), ("canser", "cancer"), ("devorce", "divorce"), ("balliffs", "bailiffs"),
        ("prostrate", "prostate"), ("geneology", "genealogy"), ("alzhiemers", "alzheimers"), ("gardners", "gardeners"),
        ("univercity", "university"), ("imigration", "immigration"), ("fybromyalgia", "fibromyalgia"),
        ("disabilty", "disability"), ("goverment", "government"), ("neighbers", "neighbours"),
    ],
)  # fmt: skip
def test_what_people_get_wrong_is_understood(slip: str, meant: str) -> None:
    assert nearest(slip, WORDS)[:1] == [meant]


@pytest.mark.parametrize("word", ["computing", "iceland", "prostitute", "dance", "b3n3fits", "", "tenantstenants"])
def test_another_word_is_no_slip(word: str) -> None:
    assert nearest(word, WORDS) == []


def test_the_first_letter_is_never_the_slip() -> None:
    assert nearest("affects", ("effects",)) == []
    assert nearest("effcets", ("effects",)) == ["effects"]


def test_a_vocabulary_knows_its_words_and_is_not_asked_for_short_ones() -> None:
    known = Vocabulary([*WORDS, "pip", "a1"])
    assert "pip" in known
    assert "a1" not in known
    assert known.near("ppi") == []
    assert known.near("teannts") == ["tenants"]


@given(st.text(alphabet="abcdefghinorstu", max_size=14), st.text(alphabet="abcdefghinorstu", max_size=14))
def test_a_slip_costs_as_much_either_way_and_nothing_for_the_word_itself(one: str, other: str) -> None:
    assert slip_cost(one, one) == 0.0
    assert slip_cost(one, other) == pytest.approx(slip_cost(other, one))


@given(st.sampled_from(WORDS), st.integers(1, 9))
def test_a_letter_doubled_is_always_understood(word: str, at: int) -> None:
    at = min(at, len(word) - 1)
    assert slip_cost(word[:at] + word[at] + word[at:], word) < AT_MOST_LONG
