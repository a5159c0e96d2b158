"""When to come back: by outcome, pace and weight; further and further after failures; always within bounds."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.frontier.pace import Pace
from registry.frontier.schedule import (
    LEAST_WEIGHT,
    MOST_WEIGHT,
    Regard,
    host_back_off,
    interval_days,
    next_due,
    spread_of,
    weight_of,
)
from registry.vocabulary import Outcome, SiteKind
from tests.store.making import NOW

DAY = timedelta(days=1)
LISTED = Regard(SiteKind.FORUM, public=True, in_use=True)
DORMANT = Regard(SiteKind.FORUM, public=True)
CANDIDATE = Regard(SiteKind.FORUM)
UNKNOWN, NO_FORUM = Regard(), Regard(SiteKind.NOT_A_FORUM)
REGARDS = st.builds(
    Regard, st.just(SiteKind.FORUM), st.booleans(), st.booleans(), st.floats(LEAST_WEIGHT, MOST_WEIGHT)
).map(lambda one: Regard(one.kind, one.public, one.public and one.in_use, one.weight))
RATES = st.floats(0, 1e6)
PACES = st.builds(Pace, st.floats(0, 1e6), st.floats(0, 1e6))


def wait(outcome: Outcome, regard: Regard = LISTED, **more) -> timedelta:
    due = next_due(outcome, NOW, regard=regard, **more)
    assert due is not None
    return due - NOW


def test_the_formula_of_the_docs() -> None:
    assert interval_days(0.25, LISTED) == pytest.approx(3.0)
    assert interval_days(0.25, Regard(SiteKind.FORUM, True, True, 2.25)) == pytest.approx(2.0)
    assert interval_days(0.25, CANDIDATE) == pytest.approx(6.0)
    assert interval_days(50, LISTED) == pytest.approx(1.5)
    assert (interval_days(0, LISTED), interval_days(0, DORMANT), interval_days(0, CANDIDATE)) == (30, 30, 90)


def test_weights() -> None:
    assert weight_of(major=False, bodies=0) == LEAST_WEIGHT
    assert weight_of(major=True, bodies=2) == 2.5
    assert weight_of(major=True, bodies=99, lists=99) == MOST_WEIGHT
    assert weight_of(major=False, bodies=-1, lists=-1) == LEAST_WEIGHT


@given(REGARDS, RATES, RATES)
def test_what_changes_faster_is_never_visited_less(regard: Regard, one: float, other: float) -> None:
    slow, fast = sorted((one, other))
    assert interval_days(fast, regard) <= interval_days(slow, regard)


@given(REGARDS, RATES, st.floats(LEAST_WEIGHT, MOST_WEIGHT))
def test_what_weighs_more_is_never_visited_less(regard: Regard, rate: float, weight: float) -> None:
    light, heavy = sorted((regard.weight, weight))
    by = {w: Regard(regard.kind, regard.public, regard.in_use, w) for w in (light, heavy)}
    assert interval_days(rate, by[heavy]) <= interval_days(rate, by[light])


@given(RATES, st.floats(LEAST_WEIGHT, MOST_WEIGHT), st.floats(0, 1))
def test_a_listed_forum_is_never_visited_less_than_the_same_as_a_candidate(rate, weight, spread) -> None:
    pace = Pace(rate, 1)
    listed, candidate = (
        wait(Outcome.PROFILED, Regard(SiteKind.FORUM, public, public, weight), pace=pace, spread=spread)
        for public in (True, False)
    )
    assert listed <= candidate


@given(REGARDS, PACES, st.floats(0, 1))
def test_a_forum_that_was_read_is_seen_within_its_bounds(regard: Regard, pace: Pace, spread: float) -> None:
    longest = 30 if regard.public else 90
    assert DAY <= wait(Outcome.PROFILED, regard, pace=pace, spread=spread) <= longest * DAY


@given(st.sampled_from(Outcome), st.integers(0, 10**9), PACES, st.floats(0, 1))
def test_a_public_forum_is_tried_every_month_whatever_happened(outcome, failures, pace, spread) -> None:
    for regard in (LISTED, DORMANT):
        due = next_due(outcome, NOW, regard=regard, pace=pace, failures=failures, spread=spread)
        assert due is None or due <= NOW + 30 * DAY


@given(
    st.sampled_from(Outcome), REGARDS | st.sampled_from([UNKNOWN, NO_FORUM]), st.integers(0, 10**9), PACES,
    st.none() | st.floats(), st.floats(0, 1),
)  # fmt: skip
def test_whatever_happened_the_next_visit_is_within_bounds(outcome, regard, failures, pace, asked, spread) -> None:
    due = next_due(outcome, NOW, regard=regard, pace=pace, failures=failures, retry_after_s=asked, spread=spread)
    assert due is None or NOW <= due <= NOW + 200 * DAY


def test_what_is_no_forum_is_left_alone_for_months() -> None:
    assert wait(Outcome.NOT_A_FORUM, NO_FORUM) >= 120 * DAY
    assert wait(Outcome.NOT_A_FORUM, LISTED) <= 14 * DAY


@pytest.mark.parametrize("outcome", [Outcome.DNS_FAILED, Outcome.TIMED_OUT, Outcome.SERVER_ERROR, Outcome.GONE])
@pytest.mark.parametrize(
    ("regard", "longest"), [(LISTED, 7), (DORMANT, 30), (CANDIDATE, 60), (UNKNOWN, 180)],
    ids=["listed", "dormant", "candidate", "unknown"],
)  # fmt: skip
def test_failures_back_off_to_a_limit(outcome: Outcome, regard: Regard, longest: int) -> None:
    waits = [wait(outcome, regard, failures=n) for n in range(1, 20)]
    assert 0.95 * longest * DAY <= waits[-1] <= longest * DAY
    for shorter, longer in pairwise(waits):
        assert longer == min((2 if regard.kind is SiteKind.FORUM else 4) * shorter, waits[-1])


def test_interrupted_is_due_at_once_and_opted_out_never() -> None:
    assert wait(Outcome.INTERRUPTED) == timedelta(0)
    assert next_due(Outcome.OPTED_OUT, NOW, regard=LISTED) is None
    assert next_due(Outcome.REMOVED, NOW, regard=LISTED) is None


def test_a_server_that_asks_to_wait_is_waited_for() -> None:
    assert wait(Outcome.RATE_LIMITED, failures=1, retry_after_s=9 * 86_400) == 9 * DAY
    assert wait(Outcome.RATE_LIMITED, failures=1, retry_after_s=1e30) == 60 * DAY
    assert wait(Outcome.RATE_LIMITED, failures=1, retry_after_s=-5) > timedelta(hours=1)
    assert host_back_off(Outcome.RATE_LIMITED, NOW, failures=1, retry_after_s=7200) == NOW + timedelta(hours=2)
    assert host_back_off(Outcome.GONE, NOW, failures=1, retry_after_s=None) is None


def test_sites_spread_evenly() -> None:
    spreads = sorted(spread_of(number) for number in range(1, 1001))
    assert spreads[0] >= 0
    assert spreads[-1] < 1
    assert max(b - a for a, b in pairwise(spreads)) < 0.005
