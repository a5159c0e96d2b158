"""The rules of absence, one by one: what counts, when people are told, when a forum is moved, and when it is not."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.catalogue.absence import (
    NO_ANSWER,
    READ,
    UNREACHABLE,
    Absent,
    Stage,
    answered,
    day_after,
    failed,
    step,
)  # fmt: skip
from registry.vocabulary import NoticeKind, Outcome, Standing
from tests.store.making import NOW

DAY = timedelta(days=1)
WHY = Outcome.DNS_FAILED


def tried(*days: float, start: datetime = NOW) -> Absent:
    """An absence whose visits failed so many days after its start."""
    absent = None
    for day in days:
        absent = failed(absent, WHY, start + day * DAY)
    assert absent is not None
    return absent


def told() -> Absent:
    following = step(tried(0, 7, 14, 21), NOW + 21 * DAY)
    assert following is not None
    assert following.absent is not None
    return following.absent


def test_outcomes_are_of_one_sort_each() -> None:
    assert not UNREACHABLE & READ
    assert not UNREACHABLE & NO_ANSWER
    kept_out = {Outcome.ROBOTS_REFUSED, Outcome.BLOCKED, Outcome.LOGIN_WALL, Outcome.RATE_LIMITED, Outcome.OPTED_OUT}
    assert not UNREACHABLE & (kept_out | {Outcome.ACCESS_DENIED})


def test_days_are_counted_not_attempts() -> None:
    absent = tried(0, 0.1, 0.2, 0.3, 1.5)
    assert (absent.attempts, absent.days, absent.since) == (5, 2, NOW)


@pytest.mark.parametrize(
    ("days", "now", "is_told"),
    [((0, 7, 14, 21), 21, True), ((0, 7, 14, 20), 20.9, False), ((0, 14, 21), 21, False), ((0, 1, 2, 3), 21, False)],
    ids=["enough", "a day too soon", "three days only", "last tried long ago"],
)
def test_people_are_told_after_weeks_of_trying_on_several_days(days, now, is_told) -> None:
    following = step(tried(*days), NOW + now * DAY)
    assert (following is not None) == is_told
    if following is not None:
        assert following.notice is NoticeKind.UNREACHABLE
        assert following.to is None


def test_the_day_named_is_14_days_ahead_at_least() -> None:
    absent = told()
    assert absent.named_at is not None
    assert absent.named_at - NOW - 21 * DAY >= 14 * DAY
    assert absent.named_at.hour == 0
    assert day_after(absent.named_at) == absent.named_at


def test_nothing_moves_before_the_day_named_nor_without_a_new_try() -> None:
    absent = told()
    assert absent.named_at is not None
    tried_since = replace(absent, last_at=absent.named_at - DAY)
    assert step(tried_since, absent.named_at - timedelta(seconds=1)) is None
    assert step(absent, absent.named_at) is None
    long_ago = replace(absent, last_at=absent.told_at + timedelta(hours=1))
    assert step(long_ago, absent.named_at) is None
    following = step(tried_since, absent.named_at)
    assert following is not None
    assert (following.notice, following.to) == (NoticeKind.DORMANT, Standing.DORMANT)


def dormant() -> Absent:
    absent = told()
    following = step(replace(absent, last_at=absent.named_at), absent.named_at)
    assert following is not None
    assert following.absent is not None
    return following.absent


def test_closing_is_told_30_days_ahead_however_late_the_sweep() -> None:
    absent = dormant()
    assert absent.named_at is not None
    late = absent.named_at + 100 * DAY
    following = step(replace(absent, last_at=late - DAY), late)
    assert following is not None
    assert following.notice is NoticeKind.CLOSING
    assert following.absent.named_at >= late + 30 * DAY
    closing = following.absent
    closed = step(replace(closing, last_at=closing.named_at), closing.named_at)
    assert closed is not None
    assert (closed.notice, closed.to, closed.absent.next_at) == (NoticeKind.CLOSED, Standing.CLOSED, None)
    assert step(closed.absent, late + 9999 * DAY) is None


@pytest.mark.parametrize("outcome", sorted(set(Outcome) - UNREACHABLE - NO_ANSWER))
def test_an_answer_ends_the_count_and_only_reading_brings_back(outcome: Outcome) -> None:
    assert answered(tried(0), outcome) == (None, None, None)
    assert answered(told(), outcome) == (None, NoticeKind.BACK, None)
    following = answered(dormant(), outcome)
    if outcome in READ:
        assert following == (None, NoticeKind.BACK, Standing.LISTED)
    else:
        assert (following.notice, following.to) == (None, None)
        assert (following.absent.next_at, following.absent.named_at) == (None, None)
        assert step(following.absent, NOW + 9999 * DAY) is None


def test_after_an_answer_the_clock_of_a_dormant_forum_starts_anew() -> None:
    paused = answered(dormant(), Outcome.BLOCKED).absent
    at = NOW + 100 * DAY
    again = failed(paused, WHY, at)
    assert (again.since, again.days, again.stage, again.told_at) == (at, 1, Stage.DORMANT, None)
    assert again.named_at - at >= 180 * DAY


@given(st.lists(st.floats(0.01, 40), min_size=1, max_size=80))
def test_whenever_visits_fail_each_step_is_told_before_the_next(gaps: list[float]) -> None:
    absent, now, seen = None, NOW, []
    for gap in gaps:
        now += gap * DAY
        absent = failed(absent, WHY, now)
        if (following := step(absent, now)) is not None:
            if following.to is not None:
                assert absent.named_at is not None
                assert now >= absent.named_at
                assert absent.named_at >= absent.told_at + 14 * DAY
            seen.append(following.notice)
            absent = following.absent
    order = [NoticeKind.UNREACHABLE, NoticeKind.DORMANT, NoticeKind.CLOSING, NoticeKind.CLOSED]
    assert seen == order[: len(seen)]
