"""The clock all share, and falling silent in time when a lease cannot be renewed."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from crawler import clock as clocks
from crawler.clock import SharedClock
from crawler.guest import Guest, LeaseInDoubt
from crawler.holdings import Holdings
from crawler.limits import Limits
from registry.frontier import HostLease
from registry.vocabulary import Outcome
from tests.engine.test_engine import NOW, Net, Table, engine, run

LEASE_S, QUIET_S = 120.0, 30.0


class Watch:
    """A steady clock that is set by hand."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


def lease(host_id: int = 1, token: int = 1) -> HostLease:
    return HostLease(host_id, "h.example", "w", token, NOW, (), None, None, None)


def test_nothing_is_asked_in_the_last_moments_of_a_lease_that_was_not_renewed() -> None:
    watch = Watch()
    held = Holdings(LEASE_S, QUIET_S, watch)
    watch.at += 2
    assert held.given(lease(), 1000.0), "the answer took two seconds"
    assert held.seconds_left(lease()) == LEASE_S - QUIET_S - 2
    watch.at = 1000.0 + LEASE_S - QUIET_S
    assert held.seconds_left(lease()) <= 0
    held.renewed({1: 1}, watch.at)
    assert held.seconds_left(lease()) == LEASE_S - QUIET_S
    assert held.seconds_left(lease(token=2)) == 0, "another lease of the same host"


def test_short_leases_fall_silent_for_their_last_third() -> None:
    held = Holdings(3.0, QUIET_S, Watch())
    held.given(lease(), 1000.0)
    assert held.seconds_left(lease()) == 2.0


def test_a_lease_that_another_worker_took_is_lost_and_one_just_given_is_not() -> None:
    watch = Watch()
    held = Holdings(LEASE_S, QUIET_S, watch)
    held.given(lease(1), watch.at)
    watch.at += 10
    asked_at = watch.at
    watch.at += 1
    held.given(lease(2), watch.at)  # while the heartbeat was under way, which could not know of it
    assert held.renewed({1: 7}, asked_at) == [1]
    assert (held.seconds_left(lease(1)), held.count) == (0, 1)
    held.ended(lease(2))
    assert held.count == 0


def test_a_lease_that_nobody_was_told_of_is_given_up_at_the_second_heartbeat_and_never_taken_up() -> None:
    held = Holdings(LEASE_S, QUIET_S, Watch())
    held.given(lease(1), 1000.0)
    assert held.strangers({1: 1, 5: 3}) == {}
    assert held.strangers({1: 1, 5: 3}) == {5: 3}
    assert held.strangers({1: 1}) == {}
    assert not held.given(lease(5, token=3), 1000.0)
    assert held.given(lease(5, token=4), 1000.0)


def test_the_guest_asks_nothing_under_a_lease_in_doubt_and_no_longer_than_it_lasts() -> None:
    asked: list[float] = []
    left = [5.0, 0.0]

    async def fetch(url: str, *, timeout: float, cut_at: int | None = None) -> Any:
        asked.append(timeout)
        return await Net()(url, timeout=timeout)

    async def call() -> None:
        guest = Guest(fetch, Limits(default_delay_s=0.0), {}, last_response_at=None, clock=Table.clock,
                      lease_left=lambda: left.pop(0))  # fmt: skip
        guest.arrive()
        await guest.ask("http://h.example/")
        with pytest.raises(LeaseInDoubt):
            await guest.ask("http://h.example/")

    asyncio.run(call())
    assert asked == [5.0]


def test_a_delay_that_is_known_is_kept_before_the_first_request() -> None:
    guest = Guest(Net(), Limits(), {}, last_response_at=None, clock=Table.clock, crawl_delay_s=7.0)
    assert guest.pace.delay_s == 7.0
    assert Guest(Net(), Limits(), {}, last_response_at=None, clock=Table.clock).pace.delay_s == 1.0


def test_visits_to_a_host_that_was_lost_end_at_the_next_heartbeat() -> None:
    """Its lease is another worker's: what it was doing there ends, and the other hosts are visited on."""

    class Robbed(Table):
        async def renew(self, state: Any) -> dict[int, int]:
            tokens = await super().renew(state)
            return {host_id: 99 if host_id == 1 and self.renewed > 1 else token for host_id, token in tokens.items()}

    table = Robbed(3)
    run(engine(table, Net(pause=0.9), limits={"lease_s": 2.4}))
    outcomes = {report.host_id: report.outcome for report in table.kept}
    assert outcomes[1] == Outcome.INTERRUPTED
    assert {outcomes[0], outcomes[2]} == {Outcome.PROFILED}


def test_a_worker_that_cannot_renew_its_leases_falls_silent_in_time() -> None:
    class CutOff(Table):
        async def renew(self, state: Any) -> dict[int, int]:
            await super().renew(state)
            raise ConnectionError("the database is away")

    net = Net(pause=0.05)
    table = CutOff(1, sites=50)
    began = datetime.now(UTC)
    run(engine(table, net, limits={"lease_s": 1.2}))
    assert datetime.now(UTC) - began < timedelta(seconds=2)
    assert 0 < len(table.kept) < 50
    assert table.held == {}


def test_a_host_that_asks_for_peace_keeps_it_for_its_other_sites(monkeypatch: pytest.MonkeyPatch) -> None:
    class Tired(Net):
        async def __call__(self, url: str, *, timeout: float, cut_at: int | None = None) -> Any:
            answer = await super().__call__(url, timeout=timeout)
            return answer if url.endswith("robots.txt") else type(answer)(url, 429, (), b"", NOW)

    table = Table(1, sites=5)
    run(engine(table, Tired()))
    assert len(table.kept) == 1
    assert table.given_back == [0]


def test_the_shared_clock_follows_the_database_and_does_not_tremble(monkeypatch: pytest.MonkeyPatch) -> None:
    watch = Watch()
    told = [NOW, NOW + timedelta(seconds=10.001), NOW + timedelta(seconds=3620)]

    def ask(_session: object) -> datetime:
        watch.at += 0.02
        return told.pop(0)

    monkeypatch.setattr(clocks, "database_now", ask)
    shared = SharedClock(lambda: datetime(2001, 1, 1, tzinfo=UTC), watch)
    assert shared().year == 2001
    assert shared.ask(None) == NOW  # type: ignore[arg-type]
    watch.at += 9.97
    before = shared()
    assert shared.ask(None) == NOW + timedelta(seconds=10.001)  # type: ignore[arg-type]
    assert abs((shared() - before).total_seconds() - 0.02) < 1e-6, "within what it can tell: no jump"
    shared.ask(None)  # type: ignore[arg-type]
    assert abs((shared() - NOW).total_seconds() - 3620) < 0.02


def test_leases_that_came_too_late_do_not_end_the_crawl() -> None:
    """The database took longer to answer than a lease lasts: they are given back, and asked for again."""

    class Slow(Table):
        asked = 0

        async def lease(self, limit: int) -> list[HostLease]:
            self.asked += 1
            if self.asked == 1:
                await asyncio.sleep(0.9)
            return await super().lease(limit)

        async def give_back(self, lease: HostLease) -> None:
            await super().give_back(lease)
            self.free.append(lease)

    table = Slow(3)
    run(engine(table, limits={"lease_s": 1.2}))
    assert len(table.kept) == 3
