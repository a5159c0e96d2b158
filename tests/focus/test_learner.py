"""When a worker writes down what it learnt: seldom, and whatever goes wrong with it is no visit's trouble."""

import asyncio
from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from crawler.learning import Learner
from registry.db import Sessions
from registry.frontier.fruit import FLUSH_AFTER_S, FLUSH_AFTER_VISITS
from registry.frontier.seeking import Fruit


def learner(at: list[float]) -> Learner:
    made = Learner(seconds=lambda: at[0])
    made._last = at[0]
    return made


def test_it_is_due_after_so_many_visits_or_seconds() -> None:
    at = [100.0]
    one = learner(at)
    at[0] += 10 * FLUSH_AFTER_S
    assert not one.is_due(), "nothing was counted"
    at[0] = 100.0
    one.fruits.count(["words:forum"], None, forum=True)
    assert not one.is_due()
    at[0] += FLUSH_AFTER_S
    assert one.is_due()
    at[0] = 100.0
    for _ in range(FLUSH_AFTER_VISITS):
        one.fruits.count(["words:forum"], None, forum=True)
    assert one.is_due()


def test_it_writes_once_and_waits_again(sessions: Sessions) -> None:
    at = [100.0]
    one = learner(at)
    one.fruits.count(["words:forum"], None, forum=True)
    at[0] += FLUSH_AFTER_S

    async def write(work: Callable[[Session], None]) -> None:
        with sessions.write() as session:
            work(session)

    asyncio.run(one.now_and_then(write))
    assert one.fruits.waiting == 0
    one.fruits.count(["words:forum"], None, forum=False)
    asyncio.run(one.now_and_then(write))
    assert one.fruits.waiting == 1
    one.at_last(sessions)
    with sessions.read() as session:
        assert session.execute(select(Fruit.tried, Fruit.forums)).one() == (2, 1)


def test_what_goes_wrong_is_told_in_the_log_and_kept(caplog: pytest.LogCaptureFixture) -> None:
    at = [100.0]
    one = learner(at)
    one.fruits.count(["words:forum"], None, forum=True)
    at[0] += FLUSH_AFTER_S

    async def away(_: Callable[[Session], None]) -> None:
        raise RuntimeError("away")

    asyncio.run(one.now_and_then(away))
    assert "could not be written" in caplog.text
    assert one.fruits.waiting == 1
