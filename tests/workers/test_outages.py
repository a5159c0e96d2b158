"""The database away: waited for with named words in the log, a clear end after a time, nothing lost or kept twice."""

import asyncio
import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError, OperationalError

from crawler.keeping import Keeper
from crawler.lines import Lines
from crawler.outages import LEAVING_S, DatabaseAway, Patience, is_away
from registry.db import Sessions, make_sessions
from registry.frontier import Found, sightings
from registry.frontier.model import Host, Visit
from registry.frontier.seeking import Worker
from registry.frontier.workers import KEPT, SILENT, WorkerState, forget_workers, living, note_worker
from registry.vocabulary import Purpose
from tests.engine.test_engine import Net, Table, engine, run
from tests.store.making import HOSTS, NOW, Told, forum_profile, report_for


def away(words: str = "the connection is lost") -> OperationalError:
    return OperationalError("COMMIT", {}, psycopg.OperationalError(words), connection_invalidated=True)


class Watch:
    def __init__(self) -> None:
        self.at = 50.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def keeper(sessions: Sessions) -> Iterator[Keeper]:
    threads = ThreadPoolExecutor(2)
    yield Keeper(sessions, Told(), HOSTS, "w", tuple(Purpose), 60.0, 30, lambda: NOW, threads)
    threads.shutdown()


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (psycopg.errors.AdminShutdown("terminating connection"), True),
        (psycopg.errors.CannotConnectNow("the database system is starting up"), True),
        (psycopg.errors.TooManyConnections("sorry"), True),
        (psycopg.OperationalError("connection refused"), True),
        (psycopg.errors.LockNotAvailable("lock timeout"), True),
        (psycopg.errors.DeadlockDetected("deadlock"), False),
        (psycopg.errors.DataError("out of range"), False),
        (sqlite3.OperationalError("database is locked"), True),
        (sqlite3.OperationalError("no such table: host"), False),
    ],
    ids=lambda given: type(given).__name__ if isinstance(given, Exception) else str(given),
)
def test_what_is_an_outage_and_what_is_a_complaint(error: Exception, said: bool) -> None:
    assert is_away(OperationalError("SELECT 1", {}, error)) is said
    assert not is_away(ValueError("nothing of the database's"))
    assert not is_away(IntegrityError("INSERT", {}, psycopg.errors.UniqueViolation("twice")))


def test_an_outage_is_waited_for_and_told_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    answers: list[Any] = [away(), away(), 7]

    async def attempt() -> int:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return int(answer)

    with caplog.at_level(logging.WARNING):
        assert asyncio.run(Patience(60.0).through(attempt)) == 7
    told = [record.message for record in caplog.records]
    assert [message.split(":")[0].split(" after")[0] for message in told] == ["database away", "database back"]


def test_an_outage_that_lasts_ends_in_a_clear_error_and_a_complaint_at_once() -> None:
    watch = Watch()
    patience = Patience(30.0, watch)

    async def attempt() -> None:
        watch.at += 20.0
        raise away("could not connect to server")

    async def complain() -> None:
        raise ValueError("unfit")

    with pytest.raises(DatabaseAway, match=r"did not answer for 40 s: could not connect to server"):
        asyncio.run(patience.through(attempt))
    with pytest.raises(ValueError, match="unfit"):
        asyncio.run(Patience().through(complain))


def test_a_crawl_that_is_stopped_does_not_wait_long_for_its_database() -> None:
    watch = Watch()
    patience = Patience(300.0, watch)
    asked: list[float] = []

    async def attempt() -> None:
        asked.append(watch.at)
        watch.at += LEAVING_S / 2
        raise away()

    patience.leave()
    with pytest.raises(DatabaseAway, match="is being stopped"):
        asyncio.run(patience.through(attempt))
    assert len(asked) == 2
    with pytest.raises(DatabaseAway):  # the next one asks no more: forty leases would each wait anew
        asyncio.run(patience.through(attempt))
    assert len(asked) == 2


@pytest.mark.parametrize("last", [True, False], ids=["the last site", "one of several"])
@pytest.mark.parametrize("cut", ["before", "after"])
def test_a_report_whose_commit_was_cut_off_is_kept_once(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch, cut: str, last: bool
) -> None:
    write, calls = Keeper._write, []

    async def unsure(self: Keeper, work: Callable[[Any], Any]) -> Any:
        calls.append(work)
        if len(calls) > 1:
            return await write(self, work)
        if cut == "after":
            await write(self, work)
        raise away()

    async def keep() -> Any:
        with keeper.sessions.write() as session:
            sightings(session, [Found("https://s.example/", "link")], now=NOW, hosts=HOSTS)
        (lease,) = await keeper.lease(1)
        monkeypatch.setattr(Keeper, "_write", unsure)
        return await keeper.keep(report_for(lease, NOW, profile=forum_profile(), release_host=last))

    kept = asyncio.run(keep())
    assert not kept.lost_lease
    with keeper.sessions.read() as session:
        assert session.scalar(select(func.count()).select_from(Visit)) == 1
        assert (session.scalar(select(Host.lease_holder)) is None) == last


def test_a_crawl_ends_with_the_reason_when_its_database_stays_away() -> None:
    class Gone(Table):
        async def lease(self, limit: int) -> list[Any]:
            raise away("connection refused")

    table = Gone(1)
    table.patience = Patience(0.3)
    with pytest.raises(DatabaseAway, match="connection refused"):
        run(engine(table, Net()))


def test_connections_that_an_administrator_ends_are_made_anew(postgres_url: str) -> None:
    """The keeper's own connections are terminated, again and again, while it leases and keeps."""
    opened = make_sessions(postgres_url)
    other = make_sessions(postgres_url)
    threads = ThreadPoolExecutor(2)
    keeper = Keeper(opened, Told(), HOSTS, "w", tuple(Purpose), 60.0, 30, lambda: NOW, threads)
    ended = threading.Event()

    def terminate() -> None:
        mine = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
        for _ in range(12):
            if ended.wait(0.15):
                return
            with other.write() as session:
                session.execute(text(f"{mine} AND pid <> pg_backend_pid()"))

    async def work() -> None:
        leases = await keeper.patience.through(lambda: keeper.lease(40))
        await asyncio.gather(*(keeper.keep(report_for(lease, NOW, profile=forum_profile())) for lease in leases))

    with opened.write() as session:
        found = [Found(f"https://s{number}.example/", "link") for number in range(40)]
        sightings(session, found, now=NOW, hosts=HOSTS)
    thread = threading.Thread(target=terminate)
    thread.start()
    try:
        asyncio.run(asyncio.wait_for(work(), 60))
    finally:
        ended.set()
        thread.join()
    with opened.read() as session:
        visits = dict(session.execute(select(Visit.site_id, func.count()).group_by(Visit.site_id)).all())
    threads.shutdown()
    opened.dispose()
    other.dispose()
    assert set(visits.values()) == {1}


def test_a_thread_that_hangs_on_its_connection_is_freed(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = make_sessions(postgres_url)
    threads = ThreadPoolExecutor(2)
    keeper = Keeper(opened, Told(), HOSTS, "w", tuple(Purpose), 60.0, 30, lambda: NOW, threads)
    keeper._lines = Lines(*opened.engines)
    began = time.monotonic()

    def hang() -> None:
        with opened.write() as session:
            session.execute(text("SELECT pg_sleep(30)"))

    with pytest.raises(OperationalError) as raised:
        asyncio.run(keeper._run(hang, 0.3))
    assert is_away(raised.value)
    assert time.monotonic() - began < 10
    with opened.read() as session:
        assert session.scalar(text("SHOW idle_in_transaction_session_timeout")) == "1min"
        assert session.scalar(text("SHOW lock_timeout")) == "30s"
    threads.shutdown()
    opened.dispose()


def test_a_file_that_another_program_locks_is_waited_for(sqlite_template: Any, tmp_path: Path) -> None:
    opened = make_sessions(sqlite_template.copy(tmp_path / "registry.db"))
    threads = ThreadPoolExecutor(1)
    keeper = Keeper(opened, Told(), HOSTS, "w", tuple(Purpose), 60.0, 30, lambda: NOW, threads)
    with opened.write() as session:
        sightings(session, [Found("https://s.example/", "link")], now=NOW, hosts=HOSTS)
    opened.dispose()
    from sqlalchemy import event

    event.listen(opened.engine, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout = 50"))
    other = sqlite3.connect(tmp_path / "registry.db", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    threading.Timer(0.6, other.rollback).start()

    async def work() -> int:
        return len(await keeper.patience.through(lambda: keeper.lease(1)))

    assert asyncio.run(work()) == 1
    threads.shutdown()
    opened.dispose()
    other.close()


def test_workers_say_what_they_do_and_are_forgotten_after_a_week(sessions: Sessions) -> None:
    one = WorkerState("w1", "0.1.0", "discover", NOW, visits=3, pages=9, bytes_read=1000, cpu_s=0.5, descriptors=7)
    with sessions.write() as session:
        note_worker(session, one, NOW)
        note_worker(session, WorkerState("w2", "0.1.0", "discover", NOW), NOW)
        note_worker(session, WorkerState("w2", "0.1.0", "discover", NOW), NOW, ended=True)
    with sessions.read() as session:
        assert [seen.state for seen in living(session, NOW)] == [one]
        assert living(session, NOW + SILENT) == []
    with sessions.write() as session:
        assert forget_workers(session, NOW + KEPT / 2) == 0
        assert forget_workers(session, NOW + KEPT) == 2
        assert session.scalar(select(func.count()).select_from(Worker)) == 0


def test_each_heartbeat_says_what_the_worker_did_and_the_last_one_all_of_it() -> None:
    table = Table(3)
    crawl = engine(table)
    run(crawl)
    assert crawl.summary.bytes_read > 0
    last = table.states[-1]
    assert (last.visits, last.forums, last.bytes_read) == (3, 3, crawl.summary.bytes_read)
    assert last.rss_bytes > 0
    assert last.descriptors > 0
