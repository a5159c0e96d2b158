"""A crawl in a process of its own: a JSON object on standard input says of what, each event is a line of JSON."""

import json
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

from crawler.events import CrawlSummary, Event
from crawler.limits import Limits
from crawler.process import CrawlOptions, Policy, crawl

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


def tell(kind: str, event: Event | CrawlSummary) -> None:
    said: dict[str, Any] = {item.name: getattr(event, item.name) for item in fields(event)}
    sys.stdout.write(json.dumps({"event": kind, **said}) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Crawl; the last line is the summary."""
    order = json.load(sys.stdin)
    options = CrawlOptions(
        order["database"],
        SEEDS,
        forever=order.get("forever", False),
        policy=Policy(frozenset((ip, port) for ip, port in order.get("allow", []))),
        contact=order.get("contact", ""),
        limits=Limits(**order.get("limits", {})),
    )

    def on_event(event: Event) -> None:
        tell(type(event).__name__, event)

    tell("Summary", crawl(options, on_event))


if __name__ == "__main__":
    main()
