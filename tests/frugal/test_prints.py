"""Prints of pages and of lists of boards: what they promise to see and not to see."""

import re
import time

from hypothesis import given
from hypothesis import strategies as st

from registry.prints import FEWEST_BOARDS, FEWEST_WORDS, NEAR, apart, boards_print, near, page_print

WORD = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=12)
PAGE = st.integers(0, 200).map(
    lambda n: [f"w{chr(97 + (n + k) % 26)}{chr(97 + k // 26)}{chr(97 + k % 26)}" for k in range(150)]
)


@given(PAGE, st.randoms(use_true_random=False))
def test_order_repetition_case_and_figures_make_no_difference(words: list[str], chance: object) -> None:
    printed = page_print(" ".join(words))
    mixed = list(words)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    told = " 12,345 ".join([*mixed, *(word.title() for word in mixed[:40])])
    assert page_print(told) == printed


@given(PAGE, WORD)
def test_a_small_change_leaves_a_print_near(words: list[str], other: str) -> None:
    changed = " ".join([*words[1:], other])
    assert apart(page_print(" ".join(words)) or 0, page_print(changed) or 0) <= 2 * NEAR


def test_small_changes_are_near_as_a_rule_and_other_pages_are_not() -> None:
    pages = [[f"{chr(97 + n)}{chr(97 + k // 26)}{chr(97 + k % 26)}word" for k in range(200)] for n in range(12)]
    prints = [page_print(" ".join(words)) for words in pages]
    changed = [page_print(" ".join([*words[2:], "another", "thing"])) for words in pages]
    assert sum(near(one, other) for one, other in zip(prints, changed, strict=True)) >= 11
    assert not any(near(prints[a], prints[b]) for a in range(12) for b in range(a))
    assert min(apart(prints[a] or 0, prints[b] or 0) for a in range(12) for b in range(a)) > 2 * NEAR


@given(st.lists(st.text(max_size=30), max_size=30))
def test_a_print_is_a_signed_number_of_64_bits_or_none(names: list[str]) -> None:
    printed = boards_print(names)
    assert printed is None or -(1 << 63) <= printed < 1 << 63
    assert printed == boards_print(reversed(names))
    different = {" ".join(re.sub(r"\d", "", name.lower()).split()) for name in names} - {""}
    assert (printed is None) == (len(different) < FEWEST_BOARDS)


def test_what_says_too_little_has_no_print() -> None:
    few = " ".join(f"word{chr(97 + n)}" for n in range(FEWEST_WORDS - 1))
    assert page_print(few) is None
    assert page_print(few + " more") is not None
    assert boards_print(["Hens", "Ducks", "Geese", "HENS 2"]) is None
    assert boards_print(["Hens", "Ducks", "Geese", "Coops"]) == boards_print(["coops", "Geese 17", "Ducks", "Hens"])
    assert not near(None, None)


def test_a_print_is_the_same_in_every_process() -> None:
    assert boards_print(["Hens", "Ducks", "Geese", "Coops"]) == 5778212903809059480


def test_it_costs_little() -> None:
    text = " ".join(f"w{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676)}" for n in range(700))
    page_print(text)
    began = time.perf_counter()
    for _ in range(20):
        page_print(text)
    assert (time.perf_counter() - began) / 20 < 0.005, "a tenth of a millisecond where it was measured"
