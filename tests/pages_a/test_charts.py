"""Charts: what is drawn of figures over time, and what is not."""

import math
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry_api.charts import BOTTOM, LEFT, RIGHT, TOP, Sample, chart, nice_top, short

START = datetime(2026, 1, 1, tzinfo=UTC)


def samples(*values: float | None, made_up: tuple[int, ...] = ()) -> list[Sample]:
    return [Sample(START + timedelta(days=30 * n), value, n in made_up) for n, value in enumerate(values)]


def test_a_line_goes_through_all_figures() -> None:
    drawn = chart(samples(0, 50, 100))
    assert drawn is not None
    assert [line.path for line in drawn.lines] == [f"M{LEFT} {BOTTOM} L352 114 L{RIGHT} {TOP}"]
    assert [(dot.x, dot.y) for dot in drawn.dots] == [(LEFT, BOTTOM), (352, 114), (RIGHT, TOP)]
    assert [tick.label for tick in drawn.values] == ["0", "50", "100"]
    assert [tick.label for tick in drawn.times] == ["1 Jan", "2 Mar"]
    assert (drawn.lowest, drawn.highest, drawn.gaps, drawn.made_up) == (0, 100, 0, False)


def test_no_line_goes_through_what_is_not_known() -> None:
    drawn = chart(samples(None, 5, 6, None, None, 7, None))
    assert drawn is not None
    assert len(drawn.lines) == 1, "only between the two that stand side by side"
    assert len(drawn.dots) == 3
    assert drawn.gaps == 1
    assert drawn.first.value == 5
    assert drawn.last.value == 7


def test_what_is_made_up_is_drawn_otherwise() -> None:
    drawn = chart(samples(1, 2, 3, 4, made_up=(0, 1)))
    assert drawn is not None
    assert [line.made_up for line in drawn.lines] == [True, False]
    assert [dot.made_up for dot in drawn.dots] == [True, True, False, False]
    assert drawn.made_up


@pytest.mark.parametrize(
    "values", [(), (5,), (None, 5, None), (None, None), (math.nan, 4), (math.inf, 4), (1e300, 4), (-1, 4)], ids=str
)
def test_one_figure_makes_no_chart(values: tuple[float | None, ...]) -> None:
    assert chart(samples(*values)) is None


def test_two_figures_of_one_moment_make_no_chart() -> None:
    assert chart([Sample(START, 1), Sample(START, 2)]) is None


@given(st.lists(st.one_of(st.none(), st.floats(allow_nan=True, allow_infinity=True)), max_size=40))
def test_nothing_is_drawn_outside_the_axes(values: list[float | None]) -> None:
    drawn = chart(samples(*values))
    if drawn is not None:
        assert all(LEFT <= dot.x <= RIGHT and TOP <= dot.y <= BOTTOM for dot in drawn.dots)


@pytest.mark.parametrize(
    ("value", "top"), [(0, 1), (0.3, 0.4), (1, 1), (3, 4), (4.1, 5), (5.1, 10), (18_400, 20_000), (10**9, 10**9)]
)
def test_an_axis_ends_at_a_round_figure(value: float, top: float) -> None:
    assert nice_top(value) == pytest.approx(top)


@pytest.mark.parametrize(
    ("value", "said"), [(0, "0"), (0.5, "0.5"), (950, "950"), (1500, "1.5k"), (2_500_000, "2.5m"), (4e9, "4bn")]
)
def test_figures_are_short_on_an_axis(value: float, said: str) -> None:
    assert short(value) == said
