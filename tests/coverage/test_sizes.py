"""Whether only the biggest forums were chosen: a verdict with its inputs, or none with the reason."""

from typing import Any

import pytest

from registry.catalogue.coverage import Beside, Candidates, Coverage, coverage
from registry.catalogue.coverage_sizes import LEAST_KNOWN, SIZES_FORMULA
from registry.vocabulary import SizeClass, Spread
from tests.coverage.world import HOUSING, REFERENCE, TERMS, row


def of(*sizes: int | None, beside: Beside | None = None, **more: Any) -> Coverage:
    return coverage(HOUSING, [row("/housing", size=size, **more) for size in sizes], TERMS, REFERENCE, beside)


@pytest.mark.parametrize(
    ("sizes", "verdict"),
    [
        ((100_000, 250_000, 400_000, 900_000, 1_000_000), Spread.ONLY_LARGE),
        ((10_000, 250_000, 400_000, 900_000, 1_000_000), Spread.ONLY_LARGE),
        ((9_999, 250_000, 400_000, 900_000, 1_000_000), Spread.MOSTLY_LARGE),
        ((10, 20, 30, 999, 50_000), Spread.MOSTLY_SMALL),
        ((10, 20, 5_000, 50_000, 60_000), Spread.MIXED),
        ((5_000, 5_000, 5_000, 50_000, 60_000), Spread.MIXED),
    ],
)
def test_a_verdict_goes_by_the_classes_of_size(sizes: tuple[int, ...], verdict: Spread) -> None:
    assert of(*sizes).sizes.verdict == verdict


def test_only_large_ones_is_said_with_the_size_that_all_of_them_reach() -> None:
    words = of(100_000, 200_000, 300_000, 400_000, 500_000).sizes.words
    assert words[0] == (
        "only large ones are listed: 5 of 5 with known size have 100,000 members or more; no small or local one"
    )
    assert "have 10,000 members or more" in of(10_000, 200_000, 300_000, 400_000, 500_000).sizes.words[0]
    assert of(*[0] * 5).sizes.words[0].startswith("mostly small ones are listed: 5 of 5")


def test_a_local_forum_is_no_big_one_whatever_its_size() -> None:
    rows = [row("/housing", size=500_000) for _ in range(5)]
    found = coverage(HOUSING, [*rows, row("/housing", local=True, places=("L1",))], TERMS, REFERENCE).sizes
    assert (found.verdict, found.local, found.unknown) == (Spread.MOSTLY_LARGE, 1, 1)
    assert found.words[0].endswith("1 is for one locality")


def test_too_few_known_sizes_give_no_verdict_but_a_reason() -> None:
    few = of(*[500_000] * (LEAST_KNOWN - 1)).sizes
    assert (few.verdict, few.largest_share, few.words) == (None, None, ())
    assert few.reason == "too few sizes are known: 4 of 4 forums in use; a verdict needs 5"
    half = of(*[500_000] * 5, *[None] * 5).sizes
    assert half.verdict == Spread.ONLY_LARGE
    assert "the size of 5 in use is not known: they may be small" in half.words
    less = of(*[500_000] * 5, *[None] * 6).sizes
    assert less.verdict is None
    assert less.reason == "too few sizes are known: 5 of 11 forums in use; a verdict needs half of them"
    assert of().sizes.reason == "too few sizes are known: 0 of 0 forums in use; a verdict needs 5"


def test_what_is_sensitive_or_out_of_use_does_not_count() -> None:
    assert (of(*[None] * 6, sensitive=True).sizes.left_out, of(*[9] * 6, in_use=False).sizes.known) == (6, 0)
    assert of(*[None] * 6, sensitive=True).sizes.unknown == 0


def test_the_largest_few_are_set_against_all_whose_size_is_known() -> None:
    found = of(1_000, 1_000, 1_000, 1_000, 6_000).sizes
    assert (found.largest, found.largest_share, found.median) == (3, 0.8, 1_000)
    assert "the 3 largest hold 80% of the 10,000 members of the 5 known sizes" in found.words
    assert of(0, 0, 0, 0, 0).sizes.largest_share is None, "nobody holds a share of nothing"


def test_the_whole_list_and_what_waits_stand_beside_it() -> None:
    whole = of(*[50] * 9, 20_000).sizes
    waiting = Candidates(12, 1, 2, {SizeClass.SMALL: 8, SizeClass.LARGE: 1})
    words = of(*[500_000] * 5, beside=Beside({}, whole, waiting)).sizes.words
    assert "in the whole list 1 of 10 with known size have 10,000 members or more" in words
    assert "12 known and not yet listed: 8 of 9 with known size have fewer than 1,000 members" in words


def test_the_formula_names_the_bounds_that_the_code_has() -> None:
    for bound in ("1,000", "10,000", "100,000", "75%", f"below {LEAST_KNOWN} known"):
        assert bound in SIZES_FORMULA
