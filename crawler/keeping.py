"""The crawler's side of the database: leases out, reports in, on threads of its own.

Never the reactor's threads (they resolve names in other programs' hands), and one alone on SQLite, whose single
writer would only make the others wait.
"""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from registry.assess import Assessor
from registry.db import CRAWLER, Sessions, make_sessions
from registry.frontier import Due, HostLease, due, heartbeat, lease_hosts, release
from registry.history import is_demo
from registry.identity import SharedHosts
from registry.ingest import Ingested, ingest
from registry.ingest.tidying import Tidied, tidy
from registry.profile import VisitReport
from registry.vocabulary import Purpose

log = logging.getLogger(__name__)

THREADS = {"sqlite": 1}
OTHER_THREADS = 4

TRIES = 3
"""How often a visit is taken in that clashes with another one: each time from the beginning, in a transaction anew."""

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
        clock: Callable[[], datetime],
    ) -> "Keeper":
        """Connect at first use. Raises what Assessor.load and SharedHosts.load raise."""
        sessions = make_sessions(database_url, CRAWLER)
        count = THREADS.get(sessions.engine.dialect.name, OTHER_THREADS)
        threads = ThreadPoolExecutor(count, thread_name_prefix="registry")
        assessor, hosts = Assessor.load(seeds), SharedHosts.load(seeds / "hosts.toml")
        return cls(sessions, assessor, hosts, worker, purposes, lease_s, private_days, clock, threads)

    def is_demo(self) -> bool:
        """Whether the database carries the demo mark."""
        with self.sessions.read() as session:
            return is_demo(session)

    async def lease(self, limit: int) -> list[HostLease]:
        """At most `limit` hosts that are due, now ours."""

        def ask(session: Session) -> list[HostLease]:
            return lease_hosts(
                session,
                worker=self.worker,
                limit=limit,
                purposes=self.purposes,
                now=self.clock(),
                lease_s=self.lease_s,
            )

        return await self._write(ask)

    async def renew(self) -> None:
        """Keep all leases of this worker for another while."""
        await self._write(lambda session: heartbeat(session, self.worker, self.clock(), self.lease_s))

    async def give_back(self, lease: HostLease) -> None:
        """End a lease; its unvisited sites stay due."""
        await self._write(lambda session: release(session, lease, self.clock()))

    async def keep(self, report: VisitReport) -> Ingested:
        """Take a visit in, in one transaction."""

        def take_in(session: Session) -> Ingested:
            return ingest(
                session,
                report,
                assessor=self.assessor,
                hosts=self.hosts,
                now=self.clock(),
                private_days=self.private_days,
            )

        for _ in range(TRIES - 1):
            try:
                return await self._write(take_in)
            except (IntegrityError, OperationalError) as clash:
                # Two visits met (one of them merged a site the other one links to, say): nothing was written.
                log.info("taking in the visit to site %d again: %s", report.site_id, clash.orig)
        return await self._write(take_in)

    async def tidy(self) -> Tidied:
        """Let go what is kept for a time only."""
        return await self._run(lambda: tidy(self.sessions, self.clock()))

    async def due(self) -> Due:
        """How much is due."""

        def count() -> Due:
            with self.sessions.read() as session:
                return due(session, self.clock())

        return await self._run(count)

    async def _write(self, work: Callable[[Session], T]) -> T:
        def in_thread() -> T:
            with self.sessions.write() as session:
                return work(session)

        return await self._run(in_thread)

    async def _run(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def close(self) -> None:
        """Wait for what is under way, and disconnect."""
        self._threads.shutdown()
        self.sessions.dispose()
