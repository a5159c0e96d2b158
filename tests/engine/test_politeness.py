"""How long a host is left in peace."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from crawler.limits import Limits
from crawler.politeness import Delay, Pace, delay_for, retry_after_s

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
LIMITS = Limits(default_delay_s=1.0, max_delay_s=30.0)


@pytest.mark.parametrize(
    ("asked", "delay"),
    [
        (None, Delay(1.0)),
        (0.0, Delay(1.0)),
        (0.2, Delay(1.0)),
        (5.0, Delay(5.0)),
        (30.0, Delay(30.0)),
        (86400.0, Delay(30.0, clamped=True)),
    ],
)
def test_crawl_delay_is_honoured_and_clamped(asked: float | None, delay: Delay) -> None:
    assert delay_for(asked, LIMITS) == delay


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("120", 120.0),
        (" 5 ", 5.0),
        ("Fri, 20 Nov 2026 12:01:00 GMT", 60.0),
        ("Fri, 20 Nov 2026 11:00:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
        ("9" * 400, None),
        ("١٢", None),
    ],
)
def test_retry_after_is_read_in_both_its_forms(value: str | None, seconds: float | None) -> None:
    assert retry_after_s(value, NOW) == seconds


class Clock:
    def __init__(self) -> None:
        self.now = NOW
        self.slept: list[float] = []

    def __call__(self) -> datetime:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)


def test_the_delay_counts_from_the_end_of_the_last_answer() -> None:
    clock = Clock()
    pace = Pace(5.0, None, clock, clock.sleep)
    asyncio.run(pace.wait())
    clock.now += timedelta(seconds=12)  # a slow answer
    pace.answered()
    clock.now += timedelta(seconds=2)
    asyncio.run(pace.wait())
    assert clock.slept == [3.0]


def test_the_delay_goes_on_from_a_visit_made_before() -> None:
    clock = Clock()
    asyncio.run(Pace(5.0, NOW - timedelta(seconds=1), clock, clock.sleep).wait())
    assert clock.slept == [4.0]


def test_a_clock_that_runs_ahead_elsewhere_holds_nobody_for_longer_than_one_delay() -> None:
    clock = Clock()
    asyncio.run(Pace(5.0, NOW + timedelta(hours=3), clock, clock.sleep).wait())
    assert clock.slept == [5.0]
