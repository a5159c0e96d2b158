"""What boards of the older kinds do in other versions, themes and languages than the saved pages of each show."""

import pytest

from crawler.figures import figures


@pytest.mark.parametrize(
    "said",
    [
        "Beiträge: 12.800 (durchschnittlich 3,1 Beiträge pro Tag)",
        "Posts: 12,800 (average 3.1 posts per day)",
        "12.800 Beiträge (12,15 Beiträge pro Tag)",
    ],
    ids=["German", "English", "number first"],
)
def test_an_average_in_brackets_behind_a_total_is_not_the_totals_own(said: str) -> None:
    assert [(figure.field, figure.value) for figure in figures(said)][:1] == [("posts", 12800)]


def test_a_total_that_brackets_call_an_average_is_none() -> None:
    assert figures("Posts: 12 (average)") == []
