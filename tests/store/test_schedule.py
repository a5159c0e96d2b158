"""When to come back: by outcome, further and further after failures, within bounds."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.frontier.schedule import LONGEST_BACK_OFF, host_back_off, next_due, spread_of
from registry.vocabulary import Outcome, SiteKind
from tests.store.making import NOW

DAY = timedelta(days=1)


def wait(outcome: Outcome, kind: SiteKind = SiteKind.FORUM, **more) -> timedelta:
    due = next_due(outcome, NOW, kind=kind, **more)
    assert due is not None
    return due - NOW


def test_forums_are_seen_daily_to_weekly() -> None:
    assert wait(Outcome.PROFILED) == DAY
    waits = [wait(Outcome.PROFILED, unchanged=n) for n in range(12)]
    assert waits == sorted(waits)
    assert waits[-1] == 7 * DAY


def test_what_is_no_forum_is_left_alone_for_months() -> None:
    assert wait(Outcome.NOT_A_FORUM, SiteKind.NOT_A_FORUM) >= 120 * DAY
    assert wait(Outcome.NOT_A_FORUM, SiteKind.FORUM) <= 14 * DAY


@pytest.mark.parametrize("outcome", [Outcome.DNS_FAILED, Outcome.TIMED_OUT, Outcome.SERVER_ERROR, Outcome.GONE])
def test_failures_back_off_to_a_limit(outcome: Outcome) -> None:
    waits = [wait(outcome, failures=n) for n in range(1, 20)]
    for shorter, longer in pairwise(waits):
        assert longer == min(2 * shorter, LONGEST_BACK_OFF)


def test_interrupted_is_due_at_once_and_opted_out_never() -> None:
    assert wait(Outcome.INTERRUPTED) == timedelta(0)
    assert next_due(Outcome.OPTED_OUT, NOW, kind=SiteKind.FORUM) is None
    assert next_due(Outcome.REMOVED, NOW, kind=SiteKind.FORUM) is None


def test_a_server_that_asks_to_wait_is_waited_for() -> None:
    assert wait(Outcome.RATE_LIMITED, failures=1, retry_after_s=9 * 86_400) == 9 * DAY
    assert wait(Outcome.RATE_LIMITED, failures=1, retry_after_s=1e30) == LONGEST_BACK_OFF
    assert wait(Outcome.RATE_LIMITED, failures=1, retry_after_s=-5) > timedelta(hours=1)
    assert host_back_off(Outcome.RATE_LIMITED, NOW, failures=1, retry_after_s=7200) == NOW + timedelta(hours=2)
    assert host_back_off(Outcome.GONE, NOW, failures=1, retry_after_s=None) is None


@given(
    st.sampled_from(Outcome), st.sampled_from(SiteKind), st.integers(0, 10**9), st.integers(0, 10**9),
    st.none() | st.floats(), st.floats(0, 1),
)  # fmt: skip
def test_whatever_happened_the_next_visit_is_within_bounds(outcome, kind, failures, unchanged, asked, spread) -> None:
    due = next_due(outcome, NOW, kind=kind, failures=failures, unchanged=unchanged, retry_after_s=asked, spread=spread)
    assert due is None or NOW <= due <= NOW + 200 * DAY


def test_sites_spread_evenly() -> None:
    spreads = sorted(spread_of(number) for number in range(1, 1001))
    assert spreads[0] >= 0
    assert spreads[-1] < 1
    assert max(b - a for a, b in pairwise(spreads)) < 0.005
