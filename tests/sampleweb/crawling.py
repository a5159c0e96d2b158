"""One crawl of the sample web in a process of its own (a reactor starts once). A program: a JSON object on standard
input says which database, which seeds and which port; JSON on standard output says how it ended.

No name but NAME.localhost resolves, so that a test never leaves this machine.
"""

import json
import logging
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from crawler import process
from crawler.egress import Policy
from crawler.limits import Limits
from crawler.options import CrawlOptions
from registry.db import make_sessions
from registry.history import mark_demo
from registry.identity import SharedHosts
from registry.seeding import load_seeds


def nobody(name: str) -> list[str]:
    """A name service that knows nothing."""
    raise OSError(f"{name} is not known here")


def main() -> None:
    """Mark the database, load the seeds, crawl until nothing is due."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    order = json.load(sys.stdin)
    folder = Path(order["seeds"])
    sessions = make_sessions(order["database_url"])
    with sessions.write() as session:
        mark_demo(session)
    report = load_seeds(sessions, folder, now=datetime.now(UTC), hosts=SharedHosts.load(folder / "hosts.toml"))
    sessions.dispose()
    process.run_spider = partial(process.run_spider, lookup=nobody)
    options = CrawlOptions(
        order["database_url"], folder, policy=Policy.loopback(order["port"]), limits=Limits(**order["limits"])
    )
    summary = process.crawl(options)
    told = {
        "problems": [asdict(problem) for problem in report.problems],
        "done": summary.done,
        "interrupted": summary.interrupted,
        "outcomes": summary.outcomes,
    }
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
