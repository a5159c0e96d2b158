"""What one visit, one page and one row cost, measured on this machine: the units of the simulation."""

import resource
import statistics
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

from benchmarks._list import NOW
from benchmarks._sample import SEEDS, make_database, sample_web
from benchmarks._scale_rows import analyse, counting, fill, rows_of, server_cpu_s, size, walked
from benchmarks.p1_crawl import run
from registry.assess import Assessor
from registry.catalogue.placing import Placement, list_seed
from registry.db import CRAWLER, Sessions, make_sessions
from registry.frontier import Found, HostLease, lease_hosts, sightings
from registry.identity import SharedHosts
from registry.ingest import ingest_all
from registry.migrating import migrate
from registry.profile import Board, Finding, ForumProfile, Link, VisitReport
from registry.vocabulary import Outcome, Purpose

LEASES = 30
TOGETHER, LEASED = 16, 32
"""Visits of one transaction, and hosts of one lease: as the worker does."""

BIG = ("host", "host_due", "site", "site_alias", "sighting", "visit")
"""Tables that grow with the candidates."""


@dataclass(frozen=True, slots=True)
class StoreCosts:
    """Of one database. Times in seconds, sizes in bytes; CPU is this process's, `server_cpu_s` the server's.

    `walked` are rows of each big table that a visit reads by walking over it: none should.
    """

    name: str
    rows: int
    bytes_per_candidate: float
    bytes_per_forum: float
    bytes_per_visit: float
    rows_per_forum: float
    statements_per_visit: float
    cpu_s_per_visit: float
    server_cpu_s_per_visit: float
    visits_per_s: float
    lease_s: float
    statements_per_lease: float
    server_cpu_s_per_lease: float
    sighting_s: float
    walked: Mapping[str, float]


def pages_per_cpu_s() -> float:
    """Pages that the whole pipeline fetches, reads, judges and keeps in one second of CPU."""
    with sample_web(4) as web, tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{Path(folder) / 'crawl.db'}"
        make_database(database, web.forums)
        done = run("ours", {"database": database, "port": web.port})
    return done["pages"] / done["cpu_s"]


def store_costs(url: str, rows: int, forums: int = 160, server: Path | None = None) -> StoreCosts:
    """Fill a database with `rows` candidates and `forums` listed forums, and measure. `server`: its data folder."""
    migrate(url)
    sessions = make_sessions(url, CRAWLER)
    empty = size(sessions)
    fill(sessions, rows)
    filled = size(sessions)
    hosts, assessor = SharedHosts.load(SEEDS / "hosts.toml"), Assessor.load(SEEDS)
    bench = _Bench(sessions, hosts, assessor)
    before, rows_before = size(sessions), rows_of(sessions)
    bench.list_forums(forums)
    bench.visits(NOW, forums)  # the first ones, which make all the rows of a forum
    analyse(sessions)
    forum_bytes, forum_rows = (size(sessions) - before) / forums, (rows_of(sessions) - rows_before) / forums
    walked_before = walked(sessions, BIG)
    cpu, server_cpu, start = _cpu_s(), server_cpu_s(server) if server else 0.0, time.perf_counter()
    with counting(sessions) as counted:
        done = sum(bench.visits(NOW + timedelta(days=31 * n), forums) for n in range(1, 5))
    took, cpu = time.perf_counter() - start, _cpu_s() - cpu
    server_cpu = server_cpu_s(server) - server_cpu if server else 0.0
    walking = walked(sessions, BIG) - walked_before
    server_cpu_before = server_cpu_s(server) if server else 0.0
    with counting(sessions) as leasing:
        lease_s = bench.lease(LEASES)
    server_cpu_lease = (server_cpu_s(server) - server_cpu_before if server else 0.0) / LEASES
    sighting_s = bench.sight()
    costs = StoreCosts(
        name=sessions.engine.dialect.name,
        rows=rows,
        bytes_per_candidate=(filled - empty) / rows,
        bytes_per_forum=forum_bytes,
        bytes_per_visit=_visit_bytes(sessions),
        rows_per_forum=forum_rows,
        statements_per_visit=counted.statements / done,
        cpu_s_per_visit=cpu / done,
        server_cpu_s_per_visit=server_cpu / done,
        visits_per_s=done / took,
        lease_s=lease_s,
        statements_per_lease=leasing.statements / LEASES,
        server_cpu_s_per_lease=server_cpu_lease,
        sighting_s=sighting_s,
        walked={name: rows / done for name, rows in walking.items()},
    )
    sessions.dispose()
    return costs


@dataclass
class _Bench:
    """One filled registry."""

    sessions: Sessions
    hosts: SharedHosts
    assessor: Assessor

    def list_forums(self, count: int) -> None:
        with self.sessions.write() as session:
            for number in range(count):
                placement = Placement(f"https://listed{number}.example/", f"Forum {number}")
                list_seed(session, placement, now=NOW, hosts=self.hosts)

    def visits(self, now: datetime, most: int) -> int:
        """Lease listed forums that are due, and take their visits in, as the worker does; how many."""
        done = 0
        while done < most:
            with self.sessions.write() as session:
                leases = self._leased(session, [Purpose.PROFILE], now)
            for start in range(0, len(leases), TOGETHER):
                reports = [
                    _report(lease, now, done + place) for place, lease in enumerate(leases[start : start + TOGETHER])
                ]
                with self.sessions.write() as session:
                    ingest_all(session, reports, assessor=self.assessor, hosts=self.hosts, now=now)
            done += len(leases)
            if not leases:
                break
        return done

    def _leased(self, session: Session, purposes: Sequence[Purpose], now: datetime) -> list[HostLease]:
        return lease_hosts(session, worker="scale", limit=LEASED, purposes=purposes, now=now, lease_s=120)

    def lease(self, times: int) -> float:
        """Seconds of leasing hosts of candidates, by the median."""
        took = []
        for _ in range(times):
            start = time.perf_counter()
            with self.sessions.write() as session:
                self._leased(session, [Purpose.DISCOVER], NOW + timedelta(days=200))
            took.append(time.perf_counter() - start)
        return statistics.median(took)

    def sight(self, times: int = 15, links: int = 60) -> float:
        """Seconds of taking in the links of one page, half of them known, by the median."""
        took = []
        for number in range(times):
            found = [
                Found(f"https://community{10_000_000 + 37 * (number * links + one)}.example/", "link", None, "a forum")
                if one % 2
                else Found(f"https://new{number}-{one}.example/", "link", None, "a forum")
                for one in range(links)
            ]
            start = time.perf_counter()
            with self.sessions.write() as session:
                sightings(session, found, now=NOW, hosts=self.hosts)
            took.append(time.perf_counter() - start)
        return statistics.median(took)


def _report(lease: HostLease, now: datetime, number: int) -> VisitReport:
    """A visit that read a forum, with the day's figures and five links."""
    site = lease.sites[0]
    posts = int((now - NOW).total_seconds() / 3600) + 50_000 + number
    facts: dict[str, str | int | datetime] = {
        "name": f"Forum {site.site_id}", "description": "People help each other", "members": 1200 + posts // 40,
        "threads": posts // 12, "posts": posts, "last_post_at": now - timedelta(hours=3),
    }  # fmt: skip
    found = {name: Finding(value, str(value)[:80], "#figures strong", site.address) for name, value in facts.items()}
    found["last_post_at"] = replace(found["last_post_at"], precision="minute")
    profile = ForumProfile(
        is_forum=True, confidence=0.95, platform="phpbb", platform_version="3.3", clues=("body#phpbb",), findings=found,
        boards=tuple(Board(f"Board {one} on hens and money", site.address, 100, 900) for one in range(12)),
        thread_titles=tuple(f"A question about hens, number {one}" for one in range(20)),
        thread_times=tuple(now - timedelta(hours=one) for one in range(20)), parser_version="2",
        links=tuple(Link(f"https://linked{site.site_id}-{one}.example/", "a forum") for one in range(5)),
    )  # fmt: skip
    return VisitReport(
        site_id=site.site_id, host_id=lease.host_id, worker=lease.worker, lease_token=lease.token,
        purpose=site.purpose, outcome=Outcome.PROFILED, started_at=now, ended_at=now, pages=4, bytes_read=200_000,
        profile=profile, last_response_at=now,
    )  # fmt: skip


def _visit_bytes(sessions: Sessions) -> float:
    """Bytes that each further visit leaves: its row and its snapshot."""
    if sessions.engine.dialect.name == "sqlite":
        asked = "SELECT sum(pgsize) FROM dbstat WHERE name IN ('visit', 'ix_visit_ended_at', 'ix_visit_site_id')"
        with sessions.read() as session:
            try:
                total = session.scalar(text(asked)) or 0
            except Exception:  # noqa: BLE001  # a library built without dbstat
                return 0.0
            return float(total) / (session.scalar(text("SELECT count(*) FROM visit")) or 1)
    asked = "SELECT pg_total_relation_size('visit') / CAST(count(*) AS float) FROM visit"
    with sessions.read() as session:
        return float(session.scalar(text(asked)) or 0)


def _cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
