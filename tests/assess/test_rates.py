"""Intervals hold the true rate of forums that post in bursts about as often as they claim; times are a lower bound."""

import math
import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.assess.activity import FORMULA, SPREAD_FORMULA, ActivityInputs, activity
from registry.assess.counters import CounterReading
from registry.assess.rates import bursty_interval, cluster_of, from_counters, from_threads, poisson_interval
from registry.assess.trend import FEW_VISITS, NO_POSTS, SHORT, UNSURE, trend_of

TODAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
WEEK = (1.2, 1.2, 1.2, 1.2, 1.2, 0.5, 0.5)
"""Posts of each day of the week over the mean: weekends are quiet."""


def ago(**span: float) -> datetime:
    return NOON - timedelta(**span)


def _chance(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - chance for a simulation, the same at every run


class Post(NamedTuple):
    """When a post was written, in days, and in which thread."""

    at: float
    thread: int


Forum = Callable[[random.Random, float, int], list[Post]]


def even(chance: random.Random, rate: float, days: int) -> list[Post]:
    """Posts that know nothing of each other, each in a thread of its own."""
    found: list[Post] = []
    at = -30 + chance.expovariate(rate)
    while at < days:
        found.append(Post(at, len(found)))
        at += chance.expovariate(rate)
    return found


def uneven(chance: random.Random, rate: float, days: int) -> list[Post]:
    """Days that differ (negative binomial, with weekends), in few threads that go on and on."""
    found: list[Post] = []
    for day in range(-30, days):
        here = rate * WEEK[day % 7] * chance.gammavariate(3, 1 / 3)
        found += [Post(day + part, chance.randrange(40)) for part in _times(chance, here)]
    return sorted(found)


def threaded(chance: random.Random, rate: float, days: int) -> list[Post]:
    """Threads of five posts on average, the replies spread over days."""
    found: list[Post] = []
    for day in range(-30, days):
        for thread, start in enumerate(_times(chance, rate / 5 * WEEK[day % 7])):
            at, number = day + start, day * 10_000 + thread
            found.append(Post(at, number))
            while chance.random() > 0.2:
                found.append(Post(at + chance.expovariate(1), number))
    return sorted(found)


def _times(chance: random.Random, rate: float) -> list[float]:
    times, at = [], chance.expovariate(rate)
    while at < 1:
        times.append(at)
        at += chance.expovariate(rate)
    return times


KINDS = pytest.mark.parametrize("forum", [even, uneven, threaded])


@KINDS
@pytest.mark.parametrize(("rate", "days"), [(0.3, 14), (0.3, 60), (3, 3), (3, 14), (30, 7)])
def test_growth_holds_the_true_rate_in_nine_of_ten_forums(forum: Forum, rate: float, days: int) -> None:
    chance, held, of = _chance(7), 0, 120
    for _ in range(of):
        since = chance.uniform(0, 7)
        count = sum(since < post.at <= since + days for post in forum(chance, rate, days + 8))
        low, high = bursty_interval(count, days, cluster_of(None, None))
        held += low <= rate <= high
    assert held >= 0.9 * of


def test_an_interval_for_posts_that_know_nothing_of_each_other_would_not() -> None:
    chance, held = _chance(7), 0
    for _ in range(120):
        count = sum(0 < post.at <= 30 for post in threaded(chance, 3, 30))
        low, high = poisson_interval(count)
        held += low <= 3 * 30 <= high
    assert held < 0.7 * 120, "the reason why it is widened"


@KINDS
@pytest.mark.parametrize("rate", [0.3, 3, 30])
@pytest.mark.parametrize("as_shown", [lambda t: t, lambda t: t.replace(hour=0, minute=0, second=0, microsecond=0),
                                      lambda t: t.replace(minute=0, second=0, microsecond=0)],
                         ids=["to the second", "to the day", "to the hour"])  # fmt: skip
@pytest.mark.parametrize(("old", "late", "zone"), [(0, 0, 0), (2, 0, 0), (0, 2, 0), (0, 0, 11), (0, 0, -11)])
def test_thread_times_are_a_lower_bound(
    forum: Forum, rate: float, as_shown: Callable[[datetime], datetime], old: int, late: float, zone: int
) -> None:
    """A front page of 20 threads; sticky ones of years ago; read late; a zone that is not stated."""
    chance, below, of = _chance(11), 0, 25
    for _ in range(of):
        last: dict[int, float] = {}
        read = 20 + chance.random()
        for post in forum(chance, rate, 22):
            if post.at <= read:
                last[post.thread] = max(post.at, last.get(post.thread, -99.0))
        shown = [*sorted(last.values(), reverse=True)[:20], *(-900.0 * n for n in range(1, old + 1))]
        times = [as_shown(NOON + timedelta(days=day, hours=zone)) for day in shown]
        told = from_threads(sorted(times, reverse=True), NOON + timedelta(days=read + late))
        below += told is None or (told.low <= rate and told.at_least and told.high == math.inf)
    assert below >= 0.95 * of


def test_sticky_threads_do_not_make_a_busy_forum_quiet() -> None:
    times = tuple(ago(hours=n) for n in range(20))
    assert activity(ActivityInputs(thread_times=times, as_of=NOON), TODAY).tier == "steady"
    sticky = (*times, ago(days=700), ago(days=900))
    assert activity(ActivityInputs(thread_times=sticky, as_of=NOON), TODAY).tier == "steady"
    few = (*times[:3], ago(days=700))
    assert activity(ActivityInputs(thread_times=few, as_of=NOON), TODAY).tier == "quiet", "three threads prove little"


def test_equal_times_count_once() -> None:
    day = (ago(days=1),) * 20
    assert activity(ActivityInputs(thread_times=day, as_of=NOON), TODAY).inputs["source"] == "last_post_at"
    assert from_threads(sorted([*day, ago(days=2), ago(days=3)], reverse=True), NOON) == from_threads(
        [ago(days=1), ago(days=2), ago(days=3)], NOON
    )


def test_a_page_read_late_tells_less() -> None:
    times = [ago(hours=n) for n in range(20)]
    rates = [from_threads(times, NOON + timedelta(days=late)) for late in (0, 1, 7, 30)]
    assert [a.per_day > b.per_day for a, b in pairwise([r for r in rates if r is not None])] == [True] * 3


def test_times_of_the_future_and_without_zone_do_no_harm() -> None:
    fair = tuple(ago(hours=3 * n) for n in range(10))
    naive = tuple(when.replace(tzinfo=None) for when in fair)
    ahead = (NOON + timedelta(days=400), NOON.replace(tzinfo=None) + timedelta(days=500), *fair)
    plain = activity(ActivityInputs(thread_times=fair, as_of=NOON), TODAY)
    assert activity(ActivityInputs(thread_times=naive, as_of=NOON), TODAY).score == plain.score
    told = activity(ActivityInputs(thread_times=ahead, as_of=NOON), TODAY)
    assert told.score == plain.score
    assert [str(odd.reason) for odd in told.implausible] == ["2 of 12 in the future"]


def test_people_stand_for_a_post_each_give_or_take() -> None:
    told = activity(ActivityInputs(active_7_days=70), TODAY).inputs
    assert (told["posts_per_day_low"], told["posts_per_day"], told["posts_per_day_high"]) == (2.5, 10, 40)


def by_hand(per_day: float, silent: float) -> int:
    """The score by the words of the published formula alone."""
    volume = min(1, math.log10(1 + per_day) / 3)
    freshness = 1 if silent <= 7 else 0.5 ** ((silent - 7) / 30)
    return 0 if silent > 365 else round(100 * (0.7 * volume + 0.3) * freshness)


def from_text(grown: int, days: int, c: float) -> float:
    """The stretched interval by the words of the published text: how much the variance is of the count."""
    return (c * grown + (0.75 * grown) ** 2 / days) / grown


@pytest.mark.parametrize(("grown", "days", "silent"), [(480, 40, 22), (70, 7, 1), (60, 60, 59), (6_000, 30, 7)])
def test_the_published_formula_worked_by_hand(grown: int, days: int, silent: int) -> None:
    readings = (CounterReading(ago(days=days), 10_001), CounterReading(NOON, 10_001 + grown))
    told = activity(ActivityInputs(readings=readings, last_post_at=ago(days=silent), as_of=NOON), TODAY)
    assert told.score == by_hand(grown / days, silent)
    over = from_text(grown, days, 9)
    low, high = (bound * over / days for bound in poisson_interval(grown / over))
    assert (told.inputs["posts_per_day_low"], told.inputs["posts_per_day_high"]) == (round(low, 3), round(high, 3))
    assert told.uncertainty == math.ceil((by_hand(high, silent) - by_hand(low, silent)) / 2)


def test_the_published_lower_bound_worked_by_hand() -> None:
    def rate(hours: float) -> float:
        times = [ago(hours=hours * n / 10) for n in range(11)]
        told = from_threads(times, NOON)
        assert told is not None
        return told.per_day

    assert rate(48) == 10 / 2
    assert rate(24) == 10
    assert rate(18) == pytest.approx(10 / 0.75 * 0.75), "the share of the day is more than 1 / 1.9"
    assert rate(6) == pytest.approx(10 / 0.25 / 1.9)
    assert rate(0.1) == pytest.approx(10 * 24 / 1.9), "an hour at least"


@pytest.mark.parametrize("said", ["1 / 1.9", "a quarter", "eight or more", "ten usual gaps", "at most 60 days"])
def test_the_formula_says_what_the_code_does(said: str) -> None:
    assert said in FORMULA


@pytest.mark.parametrize(
    "said", ["0.75", "from 3 to 40", "and 9 where", "s² / 6", "182 days", "1 / 3 and 3", "four-fold"]
)
def test_the_text_on_uncertainty_says_what_the_code_does(said: str) -> None:
    assert said in SPREAD_FORMULA


def test_posts_per_thread_set_how_bursty_posts_are_taken() -> None:
    assert [cluster_of(*told) for told in ((None, 10), (100, 10), (10, 10), (10**6, 10), (5, 10))] == [9, 19, 3, 40, 9]


@given(st.integers(0, 30_000), st.integers(0, 30_000), st.integers(2, 60), st.integers(0, 800), st.integers(0, 800))
def test_more_posts_never_lower_and_an_older_last_post_never_raises(a: int, b: int, days: int, x: int, y: int) -> None:
    def score(posts: int, silent: int) -> int:
        return activity(ActivityInputs(posts_30_days=posts, last_post_at=ago(days=silent)), TODAY).score or 0

    def counted(posts: int) -> int:
        steps = [CounterReading(ago(days=days * n / 2), 1_000_001 - n * posts // 2) for n in (2, 1, 0)]
        return activity(ActivityInputs(readings=tuple(steps), last_post_at=NOON), TODAY).score or 0

    assert score(min(a, b), max(x, y)) <= score(max(a, b), min(x, y))
    assert counted(min(a, b)) <= counted(max(a, b))


@given(st.integers(0, 40_000), st.integers(0, 400))
def test_nothing_leaps_at_a_border(posts: int, silent: int) -> None:
    def score(made: int, days: int) -> int:
        return activity(ActivityInputs(posts_30_days=made, last_post_at=ago(days=days)), TODAY).score or 0

    assert abs(score(posts + 1, silent) - score(posts, silent)) <= 1
    assert abs(score(posts, silent + 1) - score(posts, silent)) <= 3


def grown_by(*steps: int, days: float = 7) -> list[CounterReading]:
    posts = [100_001]
    for step in steps:
        posts.append(posts[-1] + step)
    return [CounterReading(ago(days=days * back), p) for back, p in enumerate(reversed(posts))][::-1]


@pytest.mark.parametrize(
    ("steps", "trend"),
    [
        ((200,) * 10, ("level", None)),
        ((200,) * 5 + (900,) * 5, ("rising", None)),
        ((900,) * 5 + (200,) * 5, ("falling", None)),
        ((200,) * 9 + (900,), (None, UNSURE)),
        ((2, 3, 1, 4), (None, UNSURE)),
        ((0, 0, 0, 0), (None, NO_POSTS)),
        ((200,), (None, FEW_VISITS)),
    ],
    ids=["level", "rising", "falling", "one odd week", "few posts", "no posts", "two visits"],
)
def test_the_trend_is_told_where_the_visits_carry_it(steps: tuple[int, ...], trend: tuple[str, str]) -> None:
    assert trend_of(grown_by(*steps)) == trend


def test_a_weekend_is_no_trend() -> None:
    daily = [round(100 * share) for share in WEEK]
    assert trend_of(grown_by(*daily, days=1)) == (None, SHORT)
    for turn in range(7):
        weeks = (daily[turn:] + daily[:turn]) * 2
        assert trend_of(grown_by(*weeks, 0, 0, days=1))[0] != "rising"
        assert trend_of(grown_by(*weeks, *weeks[:3], days=1))[0] in ("level", None)


def test_why_no_trend_is_told_stands_among_the_inputs() -> None:
    told = activity(ActivityInputs(readings=tuple(grown_by(2, 3, 1, 4)), last_post_at=NOON), TODAY)
    assert (told.trend, told.inputs["no_trend"]) == (None, UNSURE)
    assert "no_trend" not in activity(ActivityInputs(readings=tuple(grown_by(*[200] * 10))), TODAY).inputs


@KINDS
def test_chance_is_seldom_told_as_a_trend(forum: Forum) -> None:
    chance, told = _chance(3), 0
    for _ in range(60):
        posts = forum(chance, 5, 56)
        steps = [sum(7 * week < post.at <= 7 * week + 7 for post in posts) for week in range(8)]
        told += trend_of(grown_by(*steps))[0] in ("rising", "falling")
    assert told <= 0.1 * 60


def test_growth_is_read_over_two_months_at_most() -> None:
    rate = from_counters(grown_by(*([7_000] * 10 + [70] * 10), days=10))
    assert rate is not None
    assert rate.per_day == 7


def test_two_visits_on_one_day_do_not_hide_the_growth_since_long_before() -> None:
    rows = [CounterReading(ago(days=100), 1), CounterReading(ago(days=90), 11), CounterReading(ago(hours=2), 911)]
    rate = from_counters([*rows, CounterReading(NOON, 911)])
    assert rate is not None
    assert rate.per_day == 10


def test_a_change_of_long_ago_is_no_trend_of_today() -> None:
    assert trend_of(grown_by(*[2_000] * 14, *[200] * 26)) == ("level", None)
