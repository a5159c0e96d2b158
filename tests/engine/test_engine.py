"""The engine's own rules, with a registry and a network that are made of tables. No database, no reactor."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.egress import Policy
from crawler.engine import MOST_FAILURES, CrawlEngine, KeepingFailed, worker_name
from crawler.events import Event, SiteEnded
from crawler.fetching import Answer
from crawler.limits import Limits
from crawler.options import CrawlOptions
from crawler.outages import Patience
from registry.frontier import Due, DueSite, HostLease
from registry.frontier.workers import WorkerState
from registry.identity import SharedHosts
from registry.ingest import Ingested
from registry.ingest.tidying import Tidied
from registry.profile import VisitReport
from registry.vocabulary import Outcome
from tests.engine import pages

NOW = datetime(2026, 11, 20, tzinfo=UTC)


class Table:
    """A registry of hosts with one site each (or several: `sites`), that remembers what it was told."""

    hosts = SharedHosts()
    worker = "w"

    def __init__(self, count: int, sites: int = 1, keep: Callable[[VisitReport], Ingested] | None = None) -> None:
        self.free = [self._lease(number, sites) for number in range(count)]
        self.held: dict[int, HostLease] = {}
        self.kept: list[VisitReport] = []
        self.given_back: list[int] = []
        self.learnt: list[HostLease] = []
        self.renewed = 0
        self.tidied = 0
        self.states: list[WorkerState] = []
        self.patience = Patience()
        self._keep = keep or (lambda _: Ingested())

    @staticmethod
    def _lease(number: int, sites: int) -> HostLease:
        keys = [f"h{number}.example/{n}" for n in range(sites)]
        made = tuple(
            DueSite(100 * number + n, key, f"http://{key}", "profile", "forum", False, 0, None)
            for n, key in enumerate(keys)
        )
        return HostLease(number, f"h{number}.example", "w", 1, NOW, made, None, None, None)

    @staticmethod
    def clock() -> datetime:
        return datetime.now(UTC)

    async def lease(self, limit: int) -> list[HostLease]:
        taken, self.free = self.free[:limit], self.free[limit:]
        self.held.update({lease.host_id: lease for lease in taken})
        return taken

    async def learn(self) -> None:
        if self.kept:
            self.free, self.learnt = self.free + self.learnt, []

    async def renew(self, state: WorkerState) -> dict[int, int]:
        self.renewed += 1
        self.states.append(state)
        return {host_id: lease.token for host_id, lease in self.held.items()}

    async def farewell(self, state: WorkerState) -> None:
        self.states.append(state)

    async def give_back(self, lease: HostLease) -> None:
        self.given_back.append(lease.host_id)
        self.held.pop(lease.host_id, None)

    async def keep(self, report: VisitReport) -> Ingested:
        self.kept.append(report)
        done = self._keep(report)
        if report.release_host and not done.lost_lease:
            self.held.pop(report.host_id, None)
        return done

    async def put_off(self) -> bool:
        return False

    async def tidy(self) -> Tidied:
        self.tidied += 1
        return Tidied(0, 0, 0)

    async def due(self) -> Due:
        return Due({"profile": sum(len(lease.sites) for lease in self.free)}, len(self.held))


class Net:
    """Every address is a forum, after `pause` seconds; counts how many are under way at once."""

    def __init__(self, pause: float = 0.0, page: bytes | None = None) -> None:
        self.pause = pause
        self.page = page or pages.forum()
        self.under_way = 0
        self.most = 0

    async def __call__(self, url: str, *, timeout: float, cut_at: int | None = None) -> Answer:
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        try:
            await asyncio.sleep(self.pause)
        finally:
            self.under_way -= 1
        robots = url.endswith("/robots.txt")
        return Answer(url, 404 if robots else 200, (("Content-Type", "text/html"),), self.page, NOW)


def options(**more: Any) -> CrawlOptions:
    limits = Limits(default_delay_s=0.0, **more.pop("limits", {}))
    return CrawlOptions("", Path(), limits=limits, policy=Policy.loopback(9), **more)


def engine(table: Table, net: Net | None = None, **more: Any) -> CrawlEngine:
    given = {name: more.pop(name) for name in ("on_event", "should_stop") if name in more}
    return CrawlEngine(options(**more), table, net or Net(), **given)  # type: ignore[arg-type]


def run(crawl: CrawlEngine, beside: Callable[[], Coroutine[Any, Any, None]] | None = None) -> list[SiteEnded]:
    async def both() -> list[SiteEnded]:
        side = asyncio.ensure_future(beside()) if beside is not None else None
        running = asyncio.ensure_future(crawl.run())
        told = [ended async for ended in crawl.ended()]
        await running
        if side is not None:
            await side
        return told

    return asyncio.run(asyncio.wait_for(both(), 30))


def test_every_site_is_kept_once_and_every_lease_ends() -> None:
    table = Table(100, sites=2)
    told = run(engine(table, limits={"workers": 8}))
    assert sorted(report.site_id for report in table.kept) == sorted(100 * n + s for n in range(100) for s in range(2))
    assert len(told) == 200
    assert table.held == {}
    assert table.given_back == []  # the last report of each host ended its lease
    assert table.tidied == 1


def test_what_is_due_by_what_was_learnt_belongs_to_the_crawl() -> None:
    table = Table(3)
    table.free, table.learnt = table.free[:1], table.free[1:]
    assert len(run(engine(table))) == 3


def test_no_more_visits_are_under_way_than_there_are_workers() -> None:
    net = Net(pause=0.01)
    run(engine(Table(40), net, limits={"workers": 5}))
    assert net.most == 5


def test_the_sites_of_one_host_are_never_visited_at_once() -> None:
    net = Net(pause=0.005)
    run(engine(Table(1, sites=10), net))
    assert net.most == 1


def test_a_lost_lease_ends_the_visits_to_that_host_and_counts_for_nothing() -> None:
    table = Table(3, sites=4, keep=lambda report: Ingested(lost_lease=report.host_id == 1))
    crawl = engine(table)
    told = run(crawl)
    assert len([report for report in table.kept if report.host_id == 1]) == 1
    assert crawl.summary.done == len(told) == 8


def test_a_report_that_cannot_be_kept_is_kept_as_our_failure_without_its_facts() -> None:
    def keep(report: VisitReport) -> Ingested:
        if report.profile is not None and report.site_id == 1 * 100:
            raise ValueError("a fact that does not fit")
        return Ingested()

    table = Table(3, keep=keep)
    told = run(engine(table))
    assert sorted(ended.outcome for ended in told) == ["failed", "profiled", "profiled"]
    last = {report.site_id: report for report in table.kept}[100]
    assert last.outcome == Outcome.FAILED
    assert last.profile is None
    assert table.held == {}


def test_a_database_that_takes_nothing_ends_the_crawl_and_gives_the_leases_back() -> None:
    def keep(_: VisitReport) -> Ingested:
        raise OSError("disk full")

    table = Table(50, keep=keep)
    with pytest.raises(KeepingFailed, match="refused 5 reports"):
        run(engine(table, limits={"workers": 1}))
    assert len({report.site_id for report in table.kept}) == MOST_FAILURES
    assert table.held == {}


def test_stopping_interrupts_the_visits_under_way_and_gives_back_the_rest() -> None:
    table = Table(40)
    crawl = engine(table, Net(pause=10.0), limits={"workers": 4}, forever=True)

    async def stop() -> None:
        await asyncio.sleep(0.1)
        crawl.stop()

    told = run(crawl, stop)
    assert {report.outcome for report in table.kept} == {Outcome.INTERRUPTED}
    assert len(table.kept) == 4
    assert len(table.given_back) == 32 - 4
    assert table.held == {}
    assert crawl.summary.interrupted
    assert len(told) <= 4


def test_a_stop_sign_is_seen_within_a_second() -> None:
    table = Table(2)
    began = datetime.now(UTC)
    run(engine(table, Net(pause=10.0), forever=True, should_stop=lambda: True))
    assert (datetime.now(UTC) - began).total_seconds() < 2
    assert table.held == {}


def test_the_heart_beats_while_a_visit_lasts() -> None:
    table = Table(1)
    run(engine(table, Net(pause=0.4), limits={"lease_s": 0.3}))
    assert table.renewed >= 3


def test_whoever_watches_and_fails_does_not_harm_the_crawl() -> None:
    def on_event(_: Event) -> None:
        raise RuntimeError("a broken pipe")

    table = Table(5)
    assert len(run(engine(table, on_event=on_event))) == 5


def test_without_a_contact_only_so_many_sites_are_visited() -> None:
    table = Table(40)
    live = CrawlOptions("", Path(), limits=Limits(default_delay_s=0.0))
    run(CrawlEngine(live, table, Net(page=pages.with_further_pages())))  # type: ignore[arg-type]
    assert len(table.kept) == 25
    assert {report.pages for report in table.kept} == {3}
    assert table.held == {}


def test_worker_names_differ() -> None:
    assert len({worker_name() for _ in range(50)}) == 50
