"""Activity: three sources, best first; the unknown stays unknown; what cannot be true is named and not used."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.assess.activity import FORMULA, ActivityInputs, activity, poisson_interval
from registry.assess.counters import MOST, CounterReading

TODAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def ago(**span: float) -> datetime:
    return NOON - timedelta(**span)


def grown(posts: int, days: float, base: int = 10_000) -> tuple[CounterReading, ...]:
    return (CounterReading(ago(days=days), posts=base), CounterReading(NOON, posts=base + posts))


def test_nothing_known_is_unknown_with_a_reason() -> None:
    judged = activity(ActivityInputs(members=500, posts=9_000), TODAY)
    assert (judged.score, judged.tier, judged.posts_per_day, judged.uncertainty) == (None, "unknown", None, None)
    assert judged.reason == "no counter, last post or thread time has been seen"


def test_one_reading_is_no_rate() -> None:
    judged = activity(ActivityInputs(readings=(CounterReading(NOON, posts=9_000),)), TODAY)
    assert judged.score is None
    assert judged.reason is not None
    assert "one visit" in judged.reason


@pytest.mark.parametrize(
    ("per_day", "score", "tier"),
    [(0.5, 34, "quiet"), (1, 37, "steady"), (49, 70, "steady"), (50, 70, "busy"), (999, 100, "busy")],
)
def test_tiers_and_score_follow_the_published_formula(per_day: float, score: int, tier: str) -> None:
    judged = activity(ActivityInputs(readings=grown(round(per_day * 10), 10), last_post_at=ago(days=1)), TODAY)
    assert (judged.score, judged.tier) == (score, tier)
    assert judged.formula == FORMULA
    assert judged.inputs["source"] == "counters"
    assert judged.reason is None


@pytest.mark.parametrize(
    ("days", "tier"), [(7, "busy"), (8, "steady"), (30, "steady"), (31, "quiet"), (365, "quiet"), (366, "dormant")]
)
def test_silence_lowers_the_tier(days: int, tier: str) -> None:
    figures = ActivityInputs(posts_30_days=3_000, last_post_at=ago(days=days))
    assert activity(figures, TODAY).tier == tier


def test_a_year_of_silence_scores_nothing() -> None:
    judged = activity(ActivityInputs(last_post_at=ago(days=400)), TODAY)
    assert (judged.score, judged.tier) == (0, "dormant")


def test_the_best_source_is_taken() -> None:
    everything = ActivityInputs(
        readings=grown(700, 7),
        posts_30_days=30,
        thread_times=(ago(hours=1), ago(hours=2), ago(hours=3)),
        last_post_at=ago(hours=1),
    )
    assert activity(everything, TODAY).posts_per_day == 100
    figures = ActivityInputs(posts_30_days=30, thread_times=everything.thread_times)
    assert activity(figures, TODAY).inputs["source"] == "posts_30_days"


def test_times_of_threads_are_a_lower_bound() -> None:
    times = tuple(ago(days=day) for day in range(11))
    judged = activity(ActivityInputs(thread_times=times, as_of=NOON), TODAY)
    assert judged.posts_per_day == 1
    assert judged.inputs["at_least"] == "yes"
    assert activity(ActivityInputs(thread_times=times[:2], as_of=NOON), TODAY).inputs["source"] == "last_post_at"


@pytest.mark.parametrize(
    ("days", "tier", "known"),
    [(0, "unknown", False), (1, "unknown", False), (30, "unknown", False), (31, "quiet", True), (366, "dormant", True)],
)
def test_one_time_stamp_tells_silence_and_nothing_else(days: int, tier: str, known: bool) -> None:
    judged = activity(ActivityInputs(last_post_at=ago(days=days)), TODAY)
    assert judged.tier == tier
    assert judged.at_least == (not known)
    assert (judged.score is not None, judged.posts_per_day is not None, judged.reason is None) == (known, known, known)
    assert judged.inputs["days_since_last_post"] == days
    assert (judged.inputs["posts_per_day_high"] is not None) == known


@pytest.mark.parametrize(
    ("hours_apart", "newest_days", "tier", "at_least"),
    [
        (0.25, 0, "busy", True),
        (2, 0, "steady", True),
        (24, 0, "steady", True),
        (30, 0, "quiet", True),
        (0.25, 31, "quiet", False),
        (2, 366, "dormant", False),
    ],
)
def test_a_lower_bound_claims_no_more_than_itself(
    hours_apart: float, newest_days: float, tier: str, at_least: bool
) -> None:
    """Each thread hides its earlier posts: less than a thread a day may be more posts, and says so; silence tells."""
    read_at = ago(days=newest_days)
    times = tuple(read_at - timedelta(hours=hours_apart * n) for n in range(11))
    judged = activity(ActivityInputs(thread_times=times, as_of=read_at), TODAY)
    assert (judged.tier, judged.at_least) == (tier, at_least)
    assert (judged.score is None) == (tier == "unknown")
    assert judged.inputs["posts_per_day_high"] is None, "nothing bounds it from above"


def test_a_known_rate_is_no_lower_bound() -> None:
    for figures in (ActivityInputs(readings=grown(3, 10)), ActivityInputs(posts_7_days=3)):
        judged = activity(figures, TODAY)
        assert (judged.tier, judged.at_least) == ("quiet", False)


def test_people_active_are_less_sure_than_posts() -> None:
    people = activity(ActivityInputs(active_7_days=70), TODAY)
    posts = activity(ActivityInputs(posts_7_days=70), TODAY)
    assert people.posts_per_day == posts.posts_per_day == 10
    assert (people.uncertainty or 0) > (posts.uncertainty or 0)


@pytest.mark.parametrize(
    ("inputs", "field"),
    [
        (ActivityInputs(posts=10**12, last_post_at=ago(days=1)), "posts"),
        (ActivityInputs(members=-1, last_post_at=ago(days=1)), "members"),
        (ActivityInputs(members=5_000, posts=0, last_post_at=ago(days=1)), "members"),
        (ActivityInputs(threads=4, posts=0, last_post_at=ago(days=1)), "posts"),
        (ActivityInputs(readings=grown(-500, 10), last_post_at=ago(days=1)), "posts"),
        (ActivityInputs(readings=grown(10**9, 10), last_post_at=ago(days=1)), "posts"),
        (ActivityInputs(last_post_at=ago(days=-30), posts_7_days=7), "last_post_at"),
        (ActivityInputs(last_post_at=datetime(1970, 1, 1, tzinfo=UTC), posts_7_days=7), "last_post_at"),
    ],
)
def test_what_cannot_be_true_is_named_and_not_used(inputs: ActivityInputs, field: str) -> None:
    judged = activity(inputs, TODAY)
    assert field in [odd.field for odd in judged.implausible]
    assert all(odd.reason for odd in judged.implausible)
    assert judged.inputs["source"] != "counters"


def test_implausible_figures_alone_leave_it_unknown() -> None:
    judged = activity(ActivityInputs(last_post_at=ago(days=-400)), TODAY)
    assert judged.tier == "unknown"
    assert judged.reason is not None
    assert "in the future" in judged.reason


def test_the_trend_needs_a_real_difference() -> None:
    def readings(*posts: int) -> tuple[CounterReading, ...]:
        return tuple(CounterReading(ago(days=10 * (len(posts) - n)), posts=p) for n, p in enumerate(posts, start=1))

    assert activity(ActivityInputs(readings=readings(0, 100, 1_000)), TODAY).trend == "rising"
    assert activity(ActivityInputs(readings=readings(0, 1_000, 1_100)), TODAY).trend == "falling"
    assert activity(ActivityInputs(readings=readings(0, 100, 205)), TODAY).trend == "level"
    assert activity(ActivityInputs(readings=readings(0, 100)), TODAY).trend is None


def test_visits_within_a_day_tell_no_growth() -> None:
    assert activity(ActivityInputs(readings=grown(10, 0.5)), TODAY).score is None


def test_the_interval_holds_the_count() -> None:
    for count in (0, 1, 10, 1_000):
        low, high = poisson_interval(count)
        assert low <= count < high


COUNTS = st.none() | st.integers(-5, MOST * 20)
MOMENTS = st.datetimes(timezones=st.just(UTC) | st.none())
READINGS = st.lists(st.builds(CounterReading, at=st.datetimes(timezones=st.just(UTC)), posts=COUNTS), max_size=5)


@given(
    st.builds(
        ActivityInputs,
        readings=READINGS.map(tuple),
        members=COUNTS,
        threads=COUNTS,
        posts=COUNTS,
        posts_7_days=COUNTS,
        active_30_days=COUNTS,
        last_post_at=st.none() | MOMENTS,
        thread_times=st.lists(MOMENTS, max_size=5).map(tuple),
    )
)
def test_never_raises_and_stays_in_range(inputs: ActivityInputs) -> None:
    judged = activity(inputs, TODAY)
    assert judged == activity(inputs, TODAY)
    if judged.score is None:
        assert judged.tier == "unknown"
        assert judged.reason
    else:
        assert 0 <= judged.score <= 100
        assert (judged.uncertainty or 0) >= 0
