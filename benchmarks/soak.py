"""The soak: one worker for some minutes on a queue that never ends, and what its process holds told to 24 hours.

The sample web's sites are made due again as soon as they were visited. Descriptors, memory and hosts held are read
every second; the first fifth is left out, as the time in which caches fill. A line is fitted to the rest (least
squares); its slope with its standard error is told to 24 hours, and both are printed.

    python -m benchmarks.soak [--minutes 10] [--database URL]
"""

import argparse
import math
import os
import signal
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from sqlalchemy import func, select, update

from benchmarks._crews import start
from benchmarks._sample import make_database, sample_web
from registry.db import Sessions, make_sessions, now_utc
from registry.frontier.model import Host, HostDue, Site, Visit

DAY_S = 86_400.0
WARM = 0.2
"""The part of the readings that is left out at the beginning."""

GROWTH = {"descriptors": 50.0, "memory": 200.0, "held": 64.0}
"""What each may grow by in 24 hours beyond its error, in its unit, to count as flat: memory in MB."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line through readings: growth in 24 hours, and one standard error of it."""

    at_end: float
    a_day: float
    error: float


def fitted(times: Sequence[float], values: Sequence[float]) -> Line:
    """Least squares. The errors of readings that follow each other hang together: their number counts by its root
    of what it would alone, so that the error is not made too small.
    """
    count = len(times)
    mean_t, mean_v = sum(times) / count, sum(values) / count
    spread = sum((at - mean_t) ** 2 for at in times)
    slope = sum((at - mean_t) * (value - mean_v) for at, value in zip(times, values, strict=True)) / spread
    rest = [value - mean_v - slope * (at - mean_t) for at, value in zip(times, values, strict=True)]
    scatter = sum(one * one for one in rest) / max(count - 2, 1)
    alike = sum(one * after for one, after in pairwise(rest)) / max(sum(one * one for one in rest), 1e-9)
    effective = max((1 - alike) / (1 + alike), 1 / count) if alike > 0 else 1.0
    return Line(values[-1], slope * DAY_S, math.sqrt(scatter / spread / effective) * DAY_S)


def refill(sessions: Sessions) -> int:
    """Make due again what nobody holds and nothing is due for; hosts under lease."""
    now = now_utc()
    with sessions.write() as session:
        free = select(Host.id).where(Host.lease_holder.is_(None))
        session.execute(update(Site).where(Site.host_id.in_(free), Site.next_due > now).values(next_due=now))
        for column in (HostDue.discover, HostDue.profile):
            session.execute(update(HostDue).where(HostDue.host_id.in_(free), column > now).values({column.key: now}))
        session.execute(update(Host).where(Host.not_before > now).values(not_before=None))
        held = select(func.count()).select_from(Host).where(Host.lease_holder.is_not(None))
        return session.scalar(held) or 0


def readings(pid: int) -> tuple[float, float]:
    """Descriptors, and resident memory in MB."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return float(len(os.listdir(f"/proc/{pid}/fd"))), pages * os.sysconf("SC_PAGE_SIZE") / 1e6  # noqa: PTH208


def soak(database: str, minutes: float, copies: int) -> dict[str, Line]:
    """Crawl for so long; the line of each thing that must not grow."""
    with sample_web(copies) as web:
        make_database(database, web.forums)
        sessions = make_sessions(database)
        crawler = start({"database": database, "port": web.port, "forever": True, "lease_s": 60.0, "visits": 16})
        crawler.begun()
        began, times = time.monotonic(), []
        values: dict[str, list[float]] = {name: [] for name in GROWTH}
        while (at := time.monotonic() - began) < 60 * minutes:
            times.append(at)
            values["held"].append(float(refill(sessions)))
            descriptors, memory = readings(crawler.process.pid)
            values["descriptors"].append(descriptors)
            values["memory"].append(memory)
            time.sleep(1.0)
        crawler.process.send_signal(signal.SIGTERM)
        done = crawler.said(60)
        with sessions.read() as session:
            visits = session.scalar(select(func.count()).select_from(Visit)) or 0
            left = session.scalar(select(func.count()).select_from(Host).where(Host.lease_holder.is_not(None)))
        sessions.dispose()
    print(f"# {visits} visits in {minutes:g} minutes; the worker said {done and done['pages']} pages; "
          f"{left} leases left after SIGTERM", flush=True)  # fmt: skip
    first = int(len(times) * WARM)
    return {name: fitted(times[first:], told[first:]) for name, told in values.items()}


def main(minutes: float = 10.0, database: str | None = None, copies: int = 3) -> None:
    """Print a row for each thing that must not grow."""
    with tempfile.TemporaryDirectory() as folder:
        lines = soak(database or f"sqlite:///{folder}/soak.db", minutes, copies)
    for name, line in lines.items():
        told = f"{line.a_day:+.1f} a day, error {line.error:.1f}"
        flat = line.a_day - 2 * line.error <= GROWTH[name]
        print(f"SOAK-{name.upper()}\t{line.a_day:.1f}\t{line.at_end:.1f} at the end\t{told}\t{GROWTH[name]:g}\t"
              f"{'ok' if flat else 'short'}", flush=True)  # fmt: skip


if __name__ == "__main__":
    asked = argparse.ArgumentParser()
    asked.add_argument("--minutes", type=float, default=10.0)
    asked.add_argument("--database", default=None)
    asked.add_argument("--copies", type=int, default=3)
    given = asked.parse_args()
    main(given.minutes, given.database, given.copies)
