"""How fast a forum changes, learnt from irregular visits; and what that gains over a fixed interval."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.frontier.pace import Pace
from registry.frontier.schedule import Regard, interval_days
from registry.vocabulary import SiteKind

LISTED = Regard(SiteKind.FORUM, public=True, in_use=True)


@given(st.lists(st.tuples(st.floats(0.01, 400), st.booleans()), max_size=60))
def test_a_rate_is_always_a_number_above_nothing(visits) -> None:
    pace = Pace()
    for days, changed in visits:
        pace = pace.after(days, changed=changed)
        assert 0 < pace.rate < 1e4
        assert pace.days >= 0


@given(st.floats(0, 100), st.floats(0, 1000), st.floats(0.01, 100))
def test_a_change_speaks_for_a_faster_forum_than_none(changes: float, days: float, waited: float) -> None:
    before = Pace(changes, days)
    assert before.after(waited, changed=True).rate > before.after(waited, changed=False).rate


def test_no_time_teaches_nothing() -> None:
    assert Pace(1, 2).after(0, changed=True) == Pace(1, 2)
    assert Pace(1, 2).after(-5, changed=True) == Pace(1, 2)
    assert Pace(1, 2).after(math.nan, changed=True) == Pace(1, 2)


@pytest.mark.parametrize("rate", [0.02, 0.05, 0.1, 0.2])
def test_irregular_visits_do_not_bend_the_rate(rate: float) -> None:
    """Half of the visits come after a day, half after 20: the mean interval would tell another rate."""
    chance, found = Random(5), []  # noqa: S311 - no secret
    for _ in range(60):
        pace = Pace()
        for _ in range(120):
            days = chance.choice([1.0, 20.0])
            pace = pace.after(days, changed=chance.random() < -math.expm1(-rate * days))
        found.append(pace.rate)
    assert sum(found) / len(found) == pytest.approx(rate, rel=0.3)


def test_a_forum_that_falls_asleep_is_followed_within_months_and_awakes_sooner() -> None:
    pace = Pace()
    for _ in range(200):
        pace = pace.after(1.5, changed=True)
    assert interval_days(pace.rate, LISTED) == 1.5
    days = 0.0
    while interval_days(pace.rate, LISTED) < 14:
        step = interval_days(pace.rate, LISTED)
        pace, days = pace.after(step, changed=False), days + step
    assert days < 365
    for _ in range(3):
        pace = pace.after(interval_days(pace.rate, LISTED), changed=True)
    assert interval_days(pace.rate, LISTED) < 12


@dataclass
class Watched:
    """What came of watching forums: share of the time the copy was up to date; days a change waited; visits."""

    fresh: float
    waited: float
    visits: int


def watch(rates: list[float], days: float, interval: Callable[[Pace], float]) -> Watched:
    """Watch forums that change at random at these rates, each from its own seed."""
    fresh = waited = 0.0
    visits = changes = 0
    for number, rate in enumerate(rates):
        chance, pace = Random(number), Pace()  # noqa: S311 - no secret
        at, due = 0.0, interval(pace)
        change = chance.expovariate(rate)
        while True:
            end = min(due, days)
            fresh += min(change, end) - at
            changed = change <= end
            while change <= end:
                waited, changes = waited + end - change, changes + 1
                change += chance.expovariate(rate)
            if due >= days:
                break
            visits += 1
            pace = pace.after(due - at, changed=changed)
            at, due = due, due + interval(pace)
    return Watched(fresh / days / len(rates), waited / changes, visits)


def test_the_learnt_interval_beats_a_fixed_one_of_as_many_visits() -> None:
    """Learning included: of a forum nothing is known at first. They change twice a day to once in three years."""
    chance, days = Random(3), 500.0  # noqa: S311 - no secret
    rates = [10 ** chance.uniform(-3, 0.3) for _ in range(250)]
    learnt = watch(rates, days, lambda pace: interval_days(pace.rate, LISTED))
    fixed = watch(rates, days, lambda _: days * len(rates) / learnt.visits)
    assert fixed.visits == pytest.approx(learnt.visits, rel=0.02)
    assert fixed.visits >= learnt.visits * 0.99
    assert learnt.fresh > fixed.fresh + 0.02
    assert learnt.waited < fixed.waited * 0.7
