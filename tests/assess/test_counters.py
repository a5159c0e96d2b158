"""Counters in a row: the odd reading is left out, not the ones after it; a counter that was changed starts anew."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from registry.assess.activity import Activity, ActivityInputs, activity
from registry.assess.counters import MOST, CounterReading, Verdict, resolution, verdicts
from registry.assess.plausible import MOST_FLAGS, plausible_moment, plausible_readings, plausible_totals

TODAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def ago(days: float) -> datetime:
    return NOON - timedelta(days=days)


def weekly(*posts: int | None, **same: int) -> tuple[CounterReading, ...]:
    """One visit a week, the last of them today."""
    return tuple(CounterReading(ago(7 * back), p, **same) for back, p in enumerate(reversed(posts)))[::-1]


def judged(*posts: int | None, last: float | None = None, **more: object) -> Activity:
    seen = None if last is None else ago(last)
    return activity(ActivityInputs(readings=weekly(*posts), last_post_at=seen, **more), TODAY)  # type: ignore[arg-type]


def reasons(told: Activity, field: str = "posts") -> list[str]:
    return [odd.reason for odd in told.implausible if odd.field == field]


@pytest.mark.parametrize(
    ("posts", "verdict", "per_day"),
    [
        ((10_007, 10_077, 912_345, 10_217), Verdict.BACK, 10),
        ((10_007, 10_077, 12, 10_217), Verdict.BACK, 10),
        ((10_007, 10_077, 10_147, 912_345), Verdict.JUMPED, 10),
        ((10_007, 10_077, 10_147, 12), Verdict.SHRANK, 10),
        ((10_007, 10_077, 10_147, 10_077 + 10**9), Verdict.TOO_FAST, 10),
        ((10_007, 10_077, 10_147, MOST + 1), Verdict.OUTSIDE, 10),
        ((10_007, 10_077, 900_003, 900_073), Verdict.ANEW_JUMPED, 10),
        ((10_007, 10_077, 5_003, 5_073), Verdict.ANEW_SHRANK, 10),
        ((912_345, 10_077, 10_147, 10_217), Verdict.ANEW_SHRANK, 10),
        ((17, 912_345, 912_415, 912_485), Verdict.ANEW_JUMPED, 10),
        ((17, 10**9 + 1, 10**9 + 71, 10**9 + 141), Verdict.ANEW_JUMPED, 10),
    ],
    ids=["high once", "low once", "jump unconfirmed", "drop unconfirmed", "cannot be", "10^11", "import", "pruned",
         "first one high", "first one low", "first one very low"],
)  # fmt: skip
def test_the_odd_reading_is_named_and_growth_counted_without_it(
    posts: tuple[int, ...], verdict: Verdict, per_day: float
) -> None:
    told = judged(*posts)
    assert told.posts_per_day == per_day
    assert told.inputs["source"] == "counters"
    assert [reason.endswith(verdict) for reason in reasons(told)] == [True]


def test_what_was_odd_once_does_not_take_todays_figure_away() -> None:
    told = judged(10_007, 10_077, 12, 10_637, posts=10_637, posts_7_days=3)
    assert (told.inputs["source"], told.posts_per_day) == ("counters", 30)


def test_a_jump_that_earlier_growth_or_size_explains_is_growth() -> None:
    assert judged(10_007, 10_707).posts_per_day == 100, "a new forum, or a visit after long"
    assert judged(10_007, 10_707, 24_007).posts_per_day == 1_000, "nineteen times as much: a campaign"
    assert judged(30_000_001, 30_700_001).posts_per_day == 100_000, "large forums write much"
    assert not judged(30_000_001, 30_700_001).implausible
    assert judged(10_007, 10_010, 10_013, 10_313).implausible == (), "a forum that slept may wake"


def test_two_odd_readings_that_differ_do_not_become_the_row() -> None:
    told = judged(10_007, 10_077, 912_345, 55_111, 10_287)
    assert told.posts_per_day == 10
    assert len(reasons(told)) == 2


def test_what_cannot_be_is_no_witness_for_the_reading_before_it() -> None:
    told = judged(10_007, 10_077, 912_345, 10**12, 10_287)
    assert told.posts_per_day == 10
    assert [reason[12:] for reason in reasons(told)] == [Verdict.BACK, Verdict.OUTSIDE]


def test_an_import_is_not_forgotten_because_time_passes() -> None:
    """Two weeks later the same figure would be no surprise: it is still no other figure that was shown once."""
    values = [(ago(15), 10_007), (ago(14), 23_007), (ago(0), 23_057)]
    assert verdicts(values) == [Verdict.FITS, Verdict.ANEW_JUMPED, Verdict.FITS]


def test_a_rounded_counter_tells_no_more_than_its_steps() -> None:
    still = judged(12_000, 12_000, 12_000)
    assert (still.tier, still.score) == ("unknown", None), "12k may have grown by hundreds"
    assert still.reason is not None
    assert "shown in steps of 1,000" in still.reason
    assert reasons(still) == ["2026-11-20: shown in steps of 1,000, and has not moved: growth below that is not known"]
    assert judged(12_000, 12_000, 12_000, last=300).inputs["source"] == "counters", "the last post is as old"
    step = judged(12_000, 12_000, 13_000)
    exact = judged(12_001, 12_501, 13_001)
    assert step.posts_per_day == exact.posts_per_day
    assert not step.implausible
    assert (step.uncertainty or 0) > (exact.uncertainty or 0)


def test_a_rounded_step_after_long_is_no_jump() -> None:
    assert verdicts([(ago(80 - n), 12_000) for n in range(60)] + [(ago(20), 13_000)])[-1] is Verdict.FITS


@pytest.mark.parametrize(
    ("figures", "step"),
    [((), 1), ((0, 0), 1), ((12_345,), 1), ((1_200_000,), 100_000), ((500, 500), 1), ((500, 600), 100),
     ((12_000, 13_000), 1_000), ((12_000, 12_345), 1), ((10, 20, 30), 1)],
    ids=str,
)  # fmt: skip
def test_the_step_is_told_by_the_noughts(figures: tuple[int, ...], step: int) -> None:
    assert resolution(figures) == step


def test_a_counter_that_stands_still_while_posts_are_shown_is_not_believed() -> None:
    lagging = judged(8_123, 8_123, 8_123, last=1)
    assert "it is not kept up to date" in reasons(lagging)[0]
    assert lagging.inputs["source"] != "counters"
    assert lagging.tier != "quiet"
    silent = judged(8_123, 8_123, 8_123, last=14)
    assert (silent.tier, silent.inputs["source"], silent.implausible) == ("quiet", "counters", ())


def test_a_counter_that_lags_behind_the_threads_is_not_believed() -> None:
    times = tuple(ago(n / 4) for n in range(20))
    lagging = judged(8_123, 8_125, thread_times=times, as_of=NOON)
    assert lagging.inputs["source"] == "thread_times"
    assert reasons(lagging)
    assert judged(8_123, 8_163, thread_times=times, as_of=NOON).inputs["source"] == "counters"


def test_some_slack_is_left_for_zones_and_for_times_told_in_two_ways() -> None:
    assert judged(8_123, 8_123, last=6.5).inputs["source"] == "counters", "half a day after the visit may be before it"
    assert judged(8_123, 8_123, last=5.5).inputs["source"] != "counters"
    for seen, source in ((4, "counters"), (5, "thread_times")):
        times = tuple(ago(n) for n in range(seen))
        assert judged(8_123, 8_125, thread_times=times, as_of=NOON).inputs["source"] == source


def test_a_figure_is_only_called_untrue_today_where_it_can_never_be() -> None:
    jumped, never = judged(10_007, 10_077, 912_345), judged(10_007, 10_077, 10**9)
    assert [reason[:12] for reason in reasons(jumped)] == ["2026-11-20: "], "it may be an import: the figure stands"
    assert reasons(never) == ["grew more than any forum does"]


def test_a_clock_that_is_ahead_is_set_to_the_end_of_the_day() -> None:
    assert plausible_moment(NOON + timedelta(hours=20), NOON) == (NOON, None)
    assert plausible_moment(NOON + timedelta(hours=25), NOON)[0] is None


def test_a_counter_that_stands_still_tells_for_how_long() -> None:
    assert judged(8_123, 8_123, 8_123).inputs["days_since_last_post"] == 14


@pytest.mark.parametrize(
    ("totals", "field"),
    [
        ((5, 10, 4_000_000, None), "posts"),
        ((500, 101, 100, "phpbb"), "threads"),
        ((500, 101, 100, "lemmy"), None),
        ((500, 101, 100, None), None),
        ((10**12, 3, 100, None), "members"),
        ((500, -3, 100, None), "threads"),
        ((100, None, 0, None), "members"),
        ((99, None, 0, None), None),
        ((10, 20, 2_000_000, "phpbb"), None),
    ],
)
def test_totals_that_cannot_stand_side_by_side(totals: tuple[int, int, int, str], field: str | None) -> None:
    assert [odd.field for odd in plausible_totals(*totals)] == ([field] if field else [])


def test_no_posts_and_yet_a_last_post() -> None:
    told = activity(ActivityInputs(posts=0, last_post_at=ago(1), readings=weekly(0, 0)), TODAY)
    assert reasons(told) == ["none, though a post is shown"]
    assert told.inputs["source"] == "last_post_at"


def test_members_by_the_million_a_day_are_named_and_the_next_figure_is_not() -> None:
    def members(*figures: int) -> list[str]:
        rows = [CounterReading(ago(7 * n), members=figure) for n, figure in enumerate(reversed(figures))]
        return [odd.reason for odd in plausible_readings(rows, TODAY)[1]]

    assert members(10, 20_000_000) == ["grew by more than 1,000,000 a day"]
    assert members(10, 20_000_000, 20) == ["2026-11-13: grew by more than 1,000,000 a day"]
    assert members(20_000_000, 10, 20_000_005) == []


def test_what_was_odd_is_named_a_few_times_and_not_for_ever() -> None:
    shrinking = weekly(*range(2_000, 1_900, -5))
    assert len(plausible_readings(shrinking, TODAY)[1]) == MOST_FLAGS


@pytest.mark.parametrize(
    ("inputs", "field"),
    [
        (ActivityInputs(active_7_days=-1), "active_7_days"),
        (ActivityInputs(active_30_days=10**12), "active_30_days"),
        (ActivityInputs(members=3, active_7_days=301), "active_7_days"),
        (ActivityInputs(posts=10, posts_7_days=11), "posts_7_days"),
        (ActivityInputs(thread_times=(ago(-90), ago(-91), ago(1))), "thread_times"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_odd_figures_of_the_software_are_named_and_not_used(inputs: ActivityInputs, field: str) -> None:
    told = activity(inputs, TODAY)
    assert reasons(told, field)
    assert told.inputs.get("source") != field
    assert told.tier == "unknown"


FIGURES = st.lists(st.integers(-3, MOST * 2) | st.integers(0, 20_000), max_size=12)


@given(FIGURES)
def test_what_is_kept_never_shrinks_and_the_rest_is_named(figures: list[int]) -> None:
    kept, flags = plausible_readings(weekly(*figures), TODAY)
    posts = [reading.posts or 0 for reading in kept]
    assert posts == sorted(posts)
    assert all(0 <= value <= MOST for value in posts)
    assert len(kept) == len(figures) or flags
    assert len(verdicts([(r.at, r.posts or 0) for r in weekly(*figures)])) == len(figures)


@given(st.lists(st.integers(0, 700), min_size=2, max_size=20), st.integers(1, 18), st.integers(0, MOST))
def test_one_odd_reading_among_even_ones_moves_nothing(grown: list[int], where: int, odd: int) -> None:
    """A forum of fairly even growth; one page in the middle shows another figure: the same rate comes out."""
    even = [50_003]
    for step in grown:
        even.append(even[-1] + 300 + step % 7)
    assume(where < len(even) - 1 and not even[where - 1] <= odd <= even[where] + 100_000)
    clean = activity(ActivityInputs(readings=weekly(*even)), TODAY)
    shown = [*even[:where], odd, *even[where + 1 :]]
    told = activity(ActivityInputs(readings=weekly(*shown)), TODAY)
    assert told.implausible
    if where < len(even) - 10:  # the first visit of the window may be the odd one
        assert told.posts_per_day == clean.posts_per_day
