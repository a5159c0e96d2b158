"""A crawl with the operator's search engine, in a process of its own: a JSON object on standard input says of what."""

import json
import sys
from dataclasses import replace
from pathlib import Path

from crawler.egress import Policy
from crawler.engines.declare import Account
from crawler.limits import Limits
from crawler.process import CrawlOptions, crawl

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


def main() -> None:
    """Crawl; print the summary."""
    order = json.load(sys.stdin)
    accounts = tuple(Account("searxng", url) for url in order["engines"])
    policy = Policy(
        frozenset((ip, port) for ip, port in order["allow"]), endpoints=frozenset(one.endpoint for one in accounts)
    )
    options = CrawlOptions(order["database"], SEEDS, policy=policy, limits=Limits(**order["limits"]))
    done = crawl(replace(options, accounts=accounts, searches_a_day=order.get("a_day", 10)))
    json.dump({"forums": done.forums, "outcomes": dict(done.outcomes)}, sys.stdout)


if __name__ == "__main__":
    main()
