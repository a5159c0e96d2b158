"""P2: what recognising and reading a page costs, in bare lexbor parses of the same page.

Measured on the real pages of the shared data where they are, else on the pages of the tests.
"""

import csv
import gc
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from crawler.page import Page
from crawler.reader import read, recognise

ROOT = Path(__file__).resolve().parents[1]
FETCHED = datetime(2026, 11, 20, tzinfo=UTC)
ROUNDS = 7

Row = tuple[str, float, float, float, float]
"""Name, ratio, our seconds, their seconds, goal."""


def pages() -> list[tuple[str, bytes]]:
    """Addresses and bodies of the forum pages to measure on."""
    shared = ROOT.parent / "shared" / "data" / "pages"
    if (shared / "manifest.csv").exists():
        with (shared / "manifest.csv").open(newline="", encoding="utf-8") as lines:
            rows = [row for row in csv.DictReader(lines) if row["is_forum"] == "yes" and row["file"].endswith(".html")]
        return [(row["url"], (shared / row["file"]).read_bytes()) for row in rows[::2]]
    return [
        ("https://forum.example/", path.read_bytes()) for path in sorted((ROOT / "tests/reader/pages").glob("*.html"))
    ]


def best(work: Callable[[str, bytes], object], url: str, body: bytes) -> float:
    """The shortest of some rounds, in seconds of CPU time, without the collector (as `timeit`)."""
    taken = []
    gc.disable()
    try:
        for _ in range(ROUNDS):
            start = time.process_time()
            work(url, body)
            taken.append(time.process_time() - start)
    finally:
        gc.enable()
    return min(taken)


def measure() -> list[Row]:
    """Both ratios over all pages, from one interleaved run."""
    ours: dict[str, list[float]] = {"P2a": [], "P2b": []}
    bare: list[float] = []
    for url, body in pages():
        bare.append(best(lambda _, said: LexborHTMLParser(said), url, body))
        ours["P2a"].append(best(lambda at, said: recognise(Page(at, 200, (), said, FETCHED)), url, body))
        ours["P2b"].append(best(lambda at, said: read(Page(at, 200, (), said, FETCHED)), url, body))
    goals = {"P2a": 2.0, "P2b": 5.0}
    rows: list[Row] = []
    for name, taken in ours.items():
        rows.append((name, sum(taken) / sum(bare), sum(taken), sum(bare), goals[name]))
    return rows


def main() -> None:
    """Print one line a ratio: name, ratio, ours, theirs, goal, verdict."""
    for name, ratio, ours, theirs, goal in measure():
        print(f"{name}\t{ratio:.2f}\t{ours:.4f}\t{theirs:.4f}\t{goal:g}\t{'ok' if ratio <= goal else 'short'}")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
