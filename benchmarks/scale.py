"""The registry at scale: a million forums, a hundred million candidates, N workers. `dev.py bench scale`.

Unit costs are measured on this machine in the same run: CPU of a page through the whole pipeline, statements, time and
bytes of a visit and bytes of a row on both databases filled with made-up candidates. What they come to is simulated
with the crawler's own rule of when to come back. docs/scale.md says what is measured and what is assumed; every
assumption is an option. The rows it prints under SCALE are no goals: they say whether one machine's worth holds.
"""

import argparse
import json
import sys
import tempfile
from dataclasses import asdict, fields
from pathlib import Path

from benchmarks._scale_costs import StoreCosts, pages_per_cpu_s, store_costs
from benchmarks._scale_hot import explained
from benchmarks._scale_model import World, make_forums, simulate
from benchmarks._scale_rows import fill, index_sizes, size
from benchmarks._scale_told import Prices, Units, bottleneck, told, work_of
from benchmarks.crash import postgresql
from registry.db import make_sessions
from registry.migrating import migrate

WORKERS = (1, 4, 16, 64)
SAMPLE, DAYS, WARM = 2_000, 300.0, 150.0


def main(given: list[str]) -> None:
    """Measure, simulate and print."""
    options = _options().parse_args(given)
    if options.hot:
        _hot(options.rows)
        return
    world = World(**{one.name: getattr(options, one.name) for one in fields(World)})
    prices = Prices(**{one.name: getattr(options, one.name) for one in fields(Prices)})
    stores = _stores(options.rows)
    server = next((one for one in stores if one.name == "postgresql"), stores[0])
    units = Units(pages_per_cpu_s(), server)
    print(_measured(units, stores), flush=True)
    work = []
    for workers in options.workers:
        share = workers * world.concurrent / (world.pages_forum * world.seconds_a_page) * 86_400 * SAMPLE / world.forums
        seen = simulate(make_forums(world, SAMPLE), share, DAYS, WARM)
        work.append(work_of(workers, world, units, prices, seen, sample=SAMPLE, days=DAYS - WARM))
    print(told(work), flush=True)
    print(f"What gives first: {bottleneck(work)}", flush=True)
    first = work[0]
    verdict = "ok" if first.on_time >= 0.99 else "short"
    print(
        f"SCALE\t{first.on_time:.2f}\t{first.forum_visits:.0f}\t{first.first.candidate_visits:.0f}\t0.99\t{verdict}",
        flush=True,
    )
    if options.json:
        Path(options.json).write_text(json.dumps([asdict(one) for one in work], indent=1), encoding="utf-8")


def _stores(rows: int) -> list[StoreCosts]:
    """Both databases; only SQLite where no PostgreSQL can be started."""
    with tempfile.TemporaryDirectory() as folder:
        found = [store_costs(f"sqlite:///{Path(folder) / 'scale.db'}", rows)]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        data = Path(folder) / "data"
        try:
            with postgresql(data) as url:
                found.append(store_costs(url, rows, server=data))
        except ImportError:
            print("PostgreSQL cannot be started here: its costs are taken from SQLite", file=sys.stderr)
    return found


def _hot(rows: int) -> None:
    """Fill PostgreSQL and tell how it carries out the statements of each lease and of a page's links."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        with postgresql(Path(folder) / "data") as url:
            migrate(url)
            sessions = make_sessions(url)
            fill(sessions, rows)
            print(f"{rows:,} candidates, {size(sessions) / 1e9:.2f} GB; the largest indexes, MB:")
            for name, taken in index_sizes(sessions).items():
                print(f"  {name} {taken / 1e6:.0f}")
            for line in explained(sessions):
                print(line, flush=True)
            sessions.dispose()


def _measured(units: Units, stores: list[StoreCosts]) -> str:
    lines = [f"Measured here: {units.pages_per_cpu_s:.0f} pages per CPU second through the whole pipeline (on SQLite)."]
    for one in stores:
        walked = ", ".join(f"{name} {rows:.0f}" for name, rows in one.walked.items() if rows >= 1) or "none"
        lines.append(
            f"{one.name}, {one.rows:,} candidates: {one.bytes_per_candidate:,.0f} bytes a candidate, "
            f"{one.bytes_per_forum:,.0f} a forum in {one.rows_per_forum:.0f} rows, {one.bytes_per_visit:,.0f} a visit; "
            f"a visit to a forum "
            f"{one.statements_per_visit:.1f} statements, {1000 * one.cpu_s_per_visit:.2f} ms CPU of the worker, "
            f"{1000 * one.server_cpu_s_per_visit:.2f} ms of the server; leasing 32 hosts {1000 * one.lease_s:.1f} ms "
            f"({1000 * one.server_cpu_s_per_lease:.1f} ms CPU of the server), 60 links {1000 * one.sighting_s:.1f} ms; "
            f"rows walked over a visit: {walked}."
        )
    return "\n".join(lines)


def _options() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    made.add_argument("--rows", type=int, default=100_000, help="candidates that the databases are filled with")
    made.add_argument("--workers", type=int, nargs="+", default=WORKERS)
    made.add_argument("--hot", action="store_true", help="only explain the statements of leases and links (PostgreSQL)")
    made.add_argument("--json", metavar="FILE", help="write the table as JSON too")
    for assumed in (World, Prices):
        for one in fields(assumed):
            kind = int if one.type in (int, "int") else float
            made.add_argument(f"--{one.name.replace('_', '-')}", type=kind, default=one.default, metavar="X")
    return made


if __name__ == "__main__":
    main(sys.argv[1:])
