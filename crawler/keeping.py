"""The crawler's side of the database: leases out, reports in, on threads of its own.

Never the reactor's threads (they resolve names in other programs' hands), and one alone on SQLite, whose single
writer would only make the others wait.
"""

import asyncio
import contextlib
import gc
import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from crawler.clock import SharedClock
from crawler.learning import Learner
from crawler.lines import Lines
from crawler.outages import DatabaseAway, Patience, is_away
from registry.assess import Assessor
from registry.db import CRAWLER, Sessions, make_sessions
from registry.frontier import Due, HostLease, due, release
from registry.frontier.caps import anything_put_off
from registry.frontier.discoveries import Search, search
from registry.frontier.gatherings import DueGathering, lease_questions
from registry.frontier.leases import renew
from registry.frontier.workers import WorkerState, forget_workers, note_worker
from registry.gathered import GatheringReport
from registry.history import is_demo
from registry.identity import SharedHosts
from registry.ingest import Ingested, ingest_all
from registry.ingest.again import taken_in_before
from registry.ingest.gathering import Gathered, ingest_gathering
from registry.ingest.pointing import hearing
from registry.ingest.search_turns import SearchTurns
from registry.ingest.tidying import Tidied, tidy
from registry.profile import VisitReport
from registry.stewardship.retention import tidy_letters
from registry.vocabulary import Purpose

log = logging.getLogger(__name__)

THREADS = {"sqlite": 1}
OTHER_THREADS = 4

TRIES = 3
"""How often a visit is taken in that clashes with another one: each time from the beginning, in a transaction anew."""

MOST_AT_ONCE = 16
"""Visits that are taken in by one transaction: each one more saves less and holds its host longer."""

LONGEST_WAIT_S = 0.1
"""How long a report waits for others. Shorter than any delay between two requests of one host."""

STUCK_S = 75.0
"""A question to the database that has no answer by then hangs: longer than anything asked of it waits by itself."""

TIDYING_S = 1800.0

CLOSING_S = 10.0
"""How long the end of a crawl waits for what its threads still ask of the database."""

COLLECT_AFTER = (10_000, 10, 20)
"""Objects after which the collector looks for cycles, and how often it looks further back. The usual 700 come and go
in the reading of one page: looking each time took a tenth of a crawl's time, and hardly found anything.
"""

USUALLY_AFTER = gc.get_threshold()

Waiting = tuple[VisitReport, "asyncio.Future[Ingested]"]

T = TypeVar("T")


@dataclass(slots=True)
class Keeper:
    """Everything the engine asks of the registry. Its coroutines may be called from the loop's thread only."""

    sessions: Sessions
    assessor: Assessor
    hosts: SharedHosts
    worker: str
    purposes: tuple[Purpose, ...]
    lease_s: float
    private_days: int
    clock: Callable[[], datetime]
    _threads: ThreadPoolExecutor
    _reports: list[Waiting] = field(default_factory=list)
    _enough: asyncio.Event = field(default_factory=asyncio.Event)
    _taking: "asyncio.Task[None] | None" = None
    letters_days: int = 90
    turns: SearchTurns = field(default_factory=SearchTurns)
    learner: Learner = field(default_factory=Learner)
    patience: Patience = field(default_factory=Patience)
    _lines: Lines | None = None

    @classmethod
    def open(
        cls,
        database_url: str,
        seeds: Path,
        *,
        worker: str,
        purposes: tuple[Purpose, ...],
        lease_s: float,
        private_days: int,
        letters_days: int,
        clock: Callable[[], datetime],
    ) -> "Keeper":
        """Connect at first use. Raises what Assessor.load and SharedHosts.load raise."""
        sessions = make_sessions(database_url, CRAWLER)
        count = THREADS.get(sessions.engine.dialect.name, OTHER_THREADS)
        threads = ThreadPoolExecutor(count, thread_name_prefix="registry")
        assessor, hosts = Assessor.load(seeds), SharedHosts.load(seeds / "hosts.toml")
        # The assessor's vocabulary is most of what this process holds and stays until the end: walking over it again
        # and again in search of garbage took an eighth of a crawl's time.
        gc.collect()
        gc.freeze()
        gc.set_threshold(*COLLECT_AFTER)
        return cls(
            sessions,
            assessor,
            hosts,
            worker,
            purposes,
            lease_s,
            private_days,
            clock,
            threads,
            letters_days=letters_days,
            _lines=Lines(*sessions.engines),
        )

    def is_demo(self) -> bool:
        """Whether the database carries the demo mark."""
        with self.sessions.read() as session:
            return is_demo(session)

    async def lease(self, limit: int) -> list[HostLease]:
        """At most `limit` hosts that are due, now ours."""

        self.turns.fruits = self.learner.fruits

        def ask(session: Session) -> list[HostLease]:
            return self.turns.lease(
                session,
                worker=self.worker,
                limit=limit,
                purposes=self.purposes,
                now=self._time_of(session),
                lease_s=self.lease_s,
            )

        return await self._write(ask)

    async def learn(self) -> None:
        """Write what was learnt since the last time: nothing is under way here, and it may make further pages due."""
        await self.learner.at_rest(self._write)

    async def renew(self, state: WorkerState | None = None) -> dict[int, int]:
        """Keep all leases of this worker for another while, and note its state; the token of each lease by its host."""

        def beat(session: Session) -> dict[int, int]:
            now = self._time_of(session)
            if state is not None:
                note_worker(session, state, now)
            return renew(session, self.worker, now, self.lease_s)

        return await self._write(beat)

    async def farewell(self, state: WorkerState) -> None:
        """Note that this worker stops in order."""
        await self._write(lambda session: note_worker(session, state, self.clock(), ended=True))

    async def give_back(self, lease: HostLease) -> None:
        """End a lease; its unvisited sites stay due."""
        await self.patience.through(lambda: self._write(lambda session: release(session, lease, self.clock())))

    async def keep(self, report: VisitReport) -> Ingested:
        """Take a visit in, in one transaction with others that wait at the moment."""
        kept: asyncio.Future[Ingested] = asyncio.get_running_loop().create_future()
        self._reports.append((report, kept))
        if len(self._reports) >= MOST_AT_ONCE:
            self._enough.set()
        if self._taking is None or self._taking.done():
            self._taking = asyncio.ensure_future(self._take_in_waiting())
        return await kept

    async def _take_in_waiting(self) -> None:
        """Take in all that waits: many at once when many come, after a short while when few do."""
        while self._reports:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._enough.wait(), LONGEST_WAIT_S)
            together = self._next()
            if len(self._reports) < MOST_AT_ONCE:
                self._enough.clear()
            await self._take_in(together)
            await self.learner.now_and_then(self._write)

    def _next(self) -> "list[Waiting]":
        """The reports that have waited longest, one a host."""
        together: list[Waiting] = []
        later: list[Waiting] = []
        hosts: set[int] = set()
        for waiting in self._reports:
            host_id = waiting[0].host_id
            (later if host_id in hosts or len(together) == MOST_AT_ONCE else together).append(waiting)
            hosts.add(host_id)
        self._reports = later
        return together

    async def _take_in(self, together: Sequence[Waiting]) -> None:
        """Take reports in and tell each one's keeper. Those that cannot be taken in together stand for themselves."""
        try:
            taken = await self._ingest([report for report, _ in together])
        except DatabaseAway as away:
            for _, kept in together:
                if not kept.done():
                    kept.set_exception(away)
            return
        except Exception:
            log.info("%d visits could not be taken in together, now one by one", len(together), exc_info=True)
            for report, kept in together:
                await self._take_in_one(report, kept)
            return
        for (_, kept), one in zip(together, taken, strict=True):
            if not kept.done():  # else its keeper was cancelled meanwhile
                kept.set_result(one)

    async def _take_in_one(self, report: VisitReport, kept: "asyncio.Future[Ingested]") -> None:
        for left in reversed(range(TRIES)):
            try:
                (one,) = await self._ingest([report])
            except Exception as problem:
                if left and not is_away(problem) and isinstance(problem, (IntegrityError, OperationalError)):
                    # Two visits met (one of them merged a site the other one links to, say): nothing was written.
                    log.info("taking in the visit to site %d again: %s", report.site_id, problem.orig)
                    continue
                if not kept.done():
                    kept.set_exception(problem)
                log.debug("the visit to site %d", report.site_id, exc_info=True)
                return
            if not kept.done():
                kept.set_result(one)
            return

    async def _ingest(self, reports: Sequence[VisitReport]) -> list[Ingested]:
        """Take reports in, in one transaction; waits for a database that is away. Raises DatabaseAway."""
        tried = False

        def take_in(session: Session, left: Sequence[VisitReport]) -> list[Ingested]:
            return ingest_all(
                session,
                left,
                assessor=self.assessor,
                hosts=self.hosts,
                now=self.clock(),
                private_days=self.private_days,
                fruits=self.learner.fruits,
            )

        def take_in_again(session: Session) -> list[Ingested]:
            # The last attempt was cut off, perhaps only after its commit: what stands there is not written twice.
            stand = taken_in_before(session, reports)
            left = [report for report, stands in zip(reports, stand, strict=True) if not stands]
            taken = iter(take_in(session, left) if left else ())
            return [Ingested() if stands else next(taken) for stands in stand]

        async def attempt() -> list[Ingested]:
            nonlocal tried
            again, tried = tried, True
            return await self._write(take_in_again if again else lambda session: take_in(session, reports))

        return await self.patience.through(attempt)

    async def questions(self, limit: int, lease_s: float, a_day: int) -> list[DueGathering]:
        """At most `limit` due questions to search engines, now ours; none once a day's allowance is used."""

        def ask(session: Session) -> list[DueGathering]:
            now = self._time_of(session)
            return lease_questions(session, worker=self.worker, limit=limit, now=now, lease_s=lease_s, a_day=a_day)

        return await self.patience.through(lambda: self._write(ask))

    async def gather(self, report: GatheringReport) -> Gathered:
        """Take a reading in, in one transaction; waits for a database that is away."""

        def take_in(session: Session) -> Gathered:
            return ingest_gathering(
                session,
                report,
                hosts=self.hosts,
                now=self.clock(),
                private_days=self.private_days,
                heard=hearing(self.assessor),
                fruits=self.learner.fruits,
            )

        return await self.patience.through(lambda: self._write(take_in))

    async def tidy(self) -> Tidied:
        """Let go what is kept for a time only."""

        def let_go() -> Tidied:
            tidy_letters(self.sessions, self.clock(), self.letters_days)
            with self.sessions.write() as session:
                forget_workers(session, self.clock())
            return tidy(self.sessions, self.clock())

        return await self._run(let_go, TIDYING_S)

    async def standing(self, search_id: int) -> Search:
        """How a search stands; raises discoveries.NoSuchSearch."""

        def look() -> Search:
            with self.sessions.read() as session:
                return search(session, search_id)

        return await self._run(look)

    async def due(self) -> Due:
        """How much is due."""

        def count() -> Due:
            with self.sessions.read() as session:
                return due(session, self.clock())

        return await self._run(count)

    async def put_off(self) -> bool:
        """Whether hosts that are due only stand back for others of their domain."""

        def ask() -> bool:
            with self.sessions.read() as session:
                return anything_put_off(session, self.purposes, self.clock())

        return await self._run(ask)

    def _time_of(self, session: Session) -> datetime:
        """The time by the clock of all workers."""
        return self.clock.ask(session) if isinstance(self.clock, SharedClock) else self.clock()

    async def _write(self, work: Callable[[Session], T]) -> T:
        def in_thread() -> T:
            with self.sessions.write() as session:
                return work(session)

        return await self._run(in_thread)

    async def _run(self, work: Callable[[], T], longest_s: float | None = None) -> T:
        """Do it in a thread. One that hangs on its connection is freed, and raises what the driver then raises."""
        done = asyncio.get_running_loop().run_in_executor(self._threads, work)
        longest_s = STUCK_S if longest_s is None else longest_s
        while True:
            finished, _ = await asyncio.wait([done], timeout=longest_s)
            if finished:
                return await done
            if self._lines is not None and (cut := self._lines.cut()):
                log.warning("database silent for %.0f s: its %d connections were cut", longest_s, cut)

    def close(self) -> None:
        """Wait for what is under way, and disconnect."""
        gc.set_threshold(*USUALLY_AFTER)
        gc.unfreeze()
        # A thread that hangs on a connection must not keep the process.
        timer = threading.Timer(CLOSING_S, self._lines.cut if self._lines is not None else lambda: 0)
        timer.daemon = True
        timer.start()
        self._threads.shutdown(cancel_futures=True)
        self.learner.at_last(self.sessions)
        timer.cancel()
        self.sessions.dispose()
