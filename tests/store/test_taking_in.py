"""The crawler's side: reports that wait are taken in together, and one that cannot be costs only itself."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

import crawler.keeping
from crawler.keeping import MOST_AT_ONCE, TRIES, Keeper
from registry.assess import Assessment, Subject
from registry.db import Sessions
from registry.frontier import Found, sightings
from registry.frontier.model import Host, Visit
from registry.ingest import Ingested, ingest_all
from registry.profile import VisitReport
from registry.vocabulary import Purpose
from tests.store.making import HOSTS, NOW, Told, forum_profile, report_for


class Choosy(Told):
    """An assessor that fails at one name."""

    def assess(self, subject: Subject) -> Assessment:
        if subject.name == "poison":
            raise ArithmeticError("no such forum")
        return super().assess(subject)


@pytest.fixture
def keeper(sessions: Sessions) -> Iterator[Keeper]:
    threads = ThreadPoolExecutor(1)
    yield Keeper(sessions, Choosy(), HOSTS, "w", tuple(Purpose), 60.0, 30, lambda: NOW, threads)
    threads.shutdown()


@pytest.fixture
def sizes(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many reports each transaction was given."""
    given: list[int] = []

    def counted(session, reports, **more) -> list[Ingested]:
        given.append(len(reports))
        return ingest_all(session, reports, **more)

    monkeypatch.setattr(crawler.keeping, "ingest_all", counted)
    return given


async def reports_of(keeper: Keeper, number: int) -> list[VisitReport]:
    with keeper.sessions.write() as session:
        sightings(session, [Found(f"https://s{n}.example/", "link") for n in range(number)], now=NOW, hosts=HOSTS)
    return [report_for(lease, NOW, profile=forum_profile()) for lease in await keeper.lease(number)]


def visits(keeper: Keeper) -> int:
    with keeper.sessions.read() as session:
        return session.scalar(select(func.count()).select_from(Visit)) or 0


def test_reports_that_wait_are_taken_in_together(keeper: Keeper, sizes: list[int]) -> None:
    async def crawl() -> list[Ingested]:
        reports = await reports_of(keeper, MOST_AT_ONCE + 3)
        return await asyncio.gather(*(keeper.keep(report) for report in reports))

    taken = asyncio.run(crawl())
    assert sizes == [MOST_AT_ONCE, 3]
    assert len({one.forum_id for one in taken}) == MOST_AT_ONCE + 3
    with keeper.sessions.read() as session:
        assert session.scalar(select(func.count()).where(Host.lease_holder.is_not(None))) == 0


def test_a_report_that_cannot_be_kept_costs_only_itself(keeper: Keeper, sizes: list[int]) -> None:
    async def crawl() -> list[Ingested | BaseException]:
        reports = await reports_of(keeper, 4)
        reports[2] = replace(reports[2], profile=forum_profile(name="poison"))
        return await asyncio.gather(*(keeper.keep(report) for report in reports), return_exceptions=True)

    taken = asyncio.run(crawl())
    assert [type(one) for one in taken] == [Ingested, Ingested, ArithmeticError, Ingested]
    assert sizes == [4, 1, 1, 1, 1]
    assert visits(keeper) == 3


def test_a_visit_that_clashes_is_taken_in_again(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []

    def clashes(session, reports, **more) -> list[Ingested]:
        taken = ingest_all(session, reports, **more)
        tried.append(len(reports))
        if len(tried) <= TRIES:
            raise OperationalError("deadlock detected", None, Exception("deadlock detected"))
        return taken

    monkeypatch.setattr(crawler.keeping, "ingest_all", clashes)

    async def crawl() -> list[Ingested | BaseException]:
        reports = await reports_of(keeper, 2)
        return await asyncio.gather(*(keeper.keep(report) for report in reports), return_exceptions=True)

    taken = asyncio.run(crawl())
    assert tried == [2, 1, 1, 1, 1]
    assert all(isinstance(one, Ingested) for one in taken)
    assert visits(keeper) == 2


def test_reports_on_one_host_are_never_taken_in_together(keeper: Keeper, sizes: list[int]) -> None:
    async def crawl() -> list[Ingested]:
        reports = await reports_of(keeper, 2)
        return await asyncio.gather(*(keeper.keep(report) for report in (*reports, reports[0])))

    taken = asyncio.run(crawl())
    assert sizes == [2, 1]
    assert [one.lost_lease for one in taken] == [False, False, True]  # the first one ended the lease


def test_a_keeper_that_stops_waiting_takes_nothing_from_the_others(keeper: Keeper) -> None:
    async def crawl() -> list[Ingested | BaseException]:
        reports = await reports_of(keeper, 3)
        keeping = [asyncio.ensure_future(keeper.keep(report)) for report in reports]
        await asyncio.sleep(0)
        keeping[0].cancel()
        return await asyncio.gather(*keeping, return_exceptions=True)

    taken = asyncio.run(crawl())
    assert [type(one) for one in taken] == [asyncio.CancelledError, Ingested, Ingested]
    assert visits(keeper) == 3
