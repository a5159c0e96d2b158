"""Threads without reply and the time to the first one: counted once, bounded truly, never told of too few."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from math import comb
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.assess.replies import (
    FEWEST,
    NO_TIMES,
    NOT_SEEN,
    OLD_ENOUGH,
    STEPS_S,
    WINDOW,
    Tally,
    median_ranks,
    replies,
    wilson,
)
from registry.assess.replies import tally as counts_of
from registry.profile import ThreadSeen

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def thread(age_days: float, *waits_h: float, told: bool = True, slack_s: int = 0) -> ThreadSeen:
    """A thread begun so long ago, with replies after so many hours each; `told`: its list tells when it began."""
    began = NOON - timedelta(days=age_days)
    last = began + timedelta(hours=max(waits_h, default=0))
    return ThreadSeen(len(waits_h), last, began if told or not waits_h else None, slack_s=slack_s)


def counted(*threads: ThreadSeen, until: datetime | None = None) -> Tally:
    made = counts_of(threads, NOON, until)
    assert made is not None
    return made


def test_young_threads_may_yet_get_a_reply_and_do_not_count() -> None:
    young, old = thread(OLD_ENOUGH.days - 0.1), thread(OLD_ENOUGH.days + 0.1)
    assert counted(young, old).threads == 1
    assert counts_of([young], NOON) is None


def test_threads_of_another_year_do_not_count() -> None:
    assert counts_of([thread(WINDOW.days + 1)], NOON) is None


def test_what_an_earlier_visit_counted_does_not_count_again() -> None:
    seen = [thread(days, 1) for days in (3, 5, 9)]
    first = counted(*seen)
    assert counts_of(seen, NOON, first.until) is None
    assert counted(*seen, thread(2.5), until=first.until).threads == 1


def test_visits_of_another_year_do_not_count() -> None:
    newest, old = counted(*[thread(5)] * 10), counted(*[thread(5)] * 10)
    assert replies([newest, old]).threads == 20
    assert replies([newest, replace(old, at=newest.at - WINDOW - timedelta(days=1))]).threads == 10


def test_times_counted_by_steps_of_another_version_are_left_out() -> None:
    visit = counted(*[thread(5, 1)] * FEWEST)
    told = replies([visit, replace(visit, within=(FEWEST, 0, 0))])
    assert (told.threads, told.first_within) == (2 * FEWEST, 1.0)
    assert replies([replace(visit, within=(FEWEST, 0, 0))]).first_reason == NO_TIMES


def test_too_few_threads_tell_nothing_and_say_how_many_it_takes() -> None:
    told = replies([counted(*[thread(5, 1)] * (FEWEST - 1))])
    assert (told.without, told.interval, told.first_within) == (None, None, None)
    assert told.reason == told.first_reason == f"too few threads have been seen: {FEWEST - 1} of the {FEWEST} it takes"
    assert replies([]).reason == NOT_SEEN


def test_visits_add_up_to_the_least_that_is_told_of() -> None:
    visit = counted(*[thread(5, 1)] * (FEWEST // 2))
    told = replies([visit, visit])
    assert (told.threads, told.without, told.first_within) == (FEWEST, 0.0, 1.0)
    assert told.at_least is False


def test_share_and_time_of_an_ordinary_forum() -> None:
    told = replies([counted(*[thread(5)] * 15, *[thread(6, 0.2)] * 65, *[thread(7, 2.5, 200)] * 40)])
    assert (told.threads, told.without, told.interval) == (120, 0.125, (0.077, 0.196))
    assert (told.first_within, told.first_interval) == (0.25, (0.0, 336.0))
    assert (told.since, told.until) == (NOON - timedelta(days=7), NOON - timedelta(days=5) + timedelta(hours=1))


def test_where_half_the_threads_wait_no_typical_time_is_told() -> None:
    told = replies([counted(*[thread(5)] * 21, *[thread(6, 1)] * 19)])
    assert told.without == 0.525
    assert (told.first_within, told.first_interval) == (None, None)
    assert told.first_reason is not None


def test_lists_that_tell_no_beginnings_give_a_lower_bound_of_the_newest_visit_alone() -> None:
    newest = counted(*[thread(5)] * 6, *[thread(6, 1, told=False)] * 24)
    older = counted(*[thread(5)] * 30)
    assert newest.started is False
    told = replies([newest])
    assert (told.threads, told.without, told.at_least, told.first_within) == (30, 0.2, True, None)
    assert replies([newest, older]).threads == 30  # those whose beginning is told are surer: 30 of the older visit
    assert replies([newest, older]).without == 1.0
    assert replies([newest, newest]).threads == 30


def test_a_time_told_to_the_day_is_never_made_shorter_than_it_may_be() -> None:
    told = replies([counted(*[thread(9, 1, slack_s=86_400)] * FEWEST)])
    assert told.first_within == 48.0


def test_what_a_list_states_of_the_first_reply_is_believed() -> None:
    one = thread(9, 1, 300)
    began = one.started_at
    assert began is not None
    exact = ThreadSeen(2, one.last_post_at, began, began + timedelta(hours=1))
    assert replies([counted(*[exact] * FEWEST)]).first_within == 1.0


def test_one_reply_threads_alone_would_mislead_and_the_bound_does_not() -> None:
    """Busy questions are answered soon and often, odd ones late and once: those with one reply are the odd ones."""
    dice = random.Random(5)  # noqa: S311 - no secret
    threads, firsts = [], []
    for _ in range(4_000):
        easy = dice.random() < 0.7
        waits = [dice.expovariate(2 if easy else 0.02)]
        waits += [waits[0] + dice.expovariate(0.5) for _ in range(dice.randrange(1, 6) if easy else 0)]
        firsts.append(waits[0])
        threads.append(thread(100, *waits))
    true = median(firsts)
    alone = replies([counted(*(one for one in threads if one.replies == 1))]).first_within
    told = replies([counted(*threads)]).first_within
    assert alone is not None
    assert told is not None
    assert alone > 20 * true
    assert true <= told <= 12


WAITS = st.lists(st.floats(0, 5000), max_size=3)


@given(st.lists(WAITS, min_size=FEWEST, max_size=80))
def test_the_typical_time_is_never_shorter_than_the_truth(waits: list[list[float]]) -> None:
    told = replies([counted(*(thread(300, *each) for each in waits))])
    firsts = sorted(min(each, default=float("inf")) for each in waits)
    true = firsts[(len(firsts) + 1) // 2 - 1]
    assert told.without == round(sum(not each for each in waits) / len(waits), 3)
    if told.first_within is not None:
        assert true <= told.first_within + 1e-6
        assert told.first_interval is not None
        low, high = told.first_interval
        assert low < told.first_within <= (high or told.first_within)


@given(st.integers(1, 500), st.data())
def test_the_interval_holds_the_share_and_narrows(of: int, data: st.DataObject) -> None:
    some = data.draw(st.integers(0, of))
    low, high = wilson(some, of)
    assert 0 <= low <= round(some / of, 3) <= high <= 1
    lower, higher = wilson(some * 4, of * 4)
    assert higher - lower <= high - low


@pytest.mark.parametrize("of", [20, 21, 57, 200, 999, 1000, 1001])
def test_the_ranks_hold_the_median_in_nineteen_of_twenty_samples(of: int) -> None:
    low, high = median_ranks(of)
    assert low + high == of + 1
    outside = sum(comb(of, k) for k in range(low)) / 2**of
    assert outside <= 0.026
    assert outside + comb(of, low) / 2**of > 0.024


def test_steps_are_in_order_and_end_within_the_window() -> None:
    assert all(one < other for one, other in pairwise(STEPS_S))
    assert WINDOW.total_seconds() > STEPS_S[-1]
