"""P2: what recognising and reading a page costs, in bare lexbor parses of the same page.

Measured on the real pages of the shared data where they are, else on the pages of the tests. `P2a/10` to `P2a/all`
and `P2b/10` to `P2b/all` are the same on the pages of the ten commonest platforms, with that many platforms known;
`P2a/growth` and `P2b/growth` compare all of them with ten: the cost shall not grow with their number.
"""

import csv
import gc
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from selectolax.lexbor import LexborHTMLParser

import crawler.platforms as registry
from crawler import recognise as recognising
from crawler.page import Page
from crawler.reader import read, recognise

ROOT = Path(__file__).resolve().parents[1]
FETCHED = datetime(2026, 11, 20, tzinfo=UTC)
ROUNDS = 7
SIZES = (10, 25, 50)
GOALS = {"P2a": 2.0, "P2b": 4.0}
GROWTH = 1.1
"""Most that all platforms may cost, in what ten cost."""

Row = tuple[str, float, float, float, float]
"""Name, ratio, our seconds, their seconds, goal."""
Saved = tuple[str, bytes]
"""Address and body of a page."""


def pages() -> list[Saved]:
    """The forum pages to measure on."""
    shared = ROOT.parent / "shared" / "data" / "pages"
    if (shared / "manifest.csv").exists():
        with (shared / "manifest.csv").open(newline="", encoding="utf-8") as lines:
            rows = [row for row in csv.DictReader(lines) if row["is_forum"] == "yes" and row["file"].endswith(".html")]
        return [(row["url"], (shared / row["file"]).read_bytes()) for row in rows[::2]]
    return [
        ("https://forum.example/", path.read_bytes()) for path in sorted((ROOT / "tests/reader/pages").glob("*.html"))
    ]


def page_of(saved: Saved) -> Page:
    """A saved page as if just fetched."""
    return Page(saved[0], 200, (), saved[1], FETCHED)


WORKS: dict[str, Callable[[Saved], object]] = {
    "bare": lambda saved: LexborHTMLParser(saved[1]),
    "P2a": lambda saved: recognise(page_of(saved)),
    "P2b": lambda saved: read(page_of(saved)),
}


def best(saved: Saved) -> dict[str, float]:
    """The shortest of some rounds of each work, by turns: seconds of CPU time, without the collector (as `timeit`)."""
    taken = dict.fromkeys(WORKS, float("inf"))
    gc.disable()
    try:
        for _ in range(ROUNDS):
            for name, work in WORKS.items():
                start = time.process_time()
                work(saved)
                taken[name] = min(taken[name], time.process_time() - start)
    finally:
        gc.enable()
    return taken


@contextmanager
def only(slugs: Iterable[str]) -> Iterator[None]:
    """With these platforms known and no others; all modules stay imported."""
    whole = list(registry.__path__)
    with TemporaryDirectory() as folder:
        for slug in slugs:
            (Path(folder) / f"{slug.replace('-', '_')}.py").touch()
        registry.__path__[:] = [folder]
        try:
            _forget()
            recognise(Page("https://forum.example/", 200, (), b"<html></html>", FETCHED))
            yield
        finally:
            registry.__path__[:] = whole
            _forget()


def _forget() -> None:
    registry.platforms.cache_clear()
    recognising._index.cache_clear()


def summed(all_taken: Sequence[dict[str, float]], mark: str) -> list[Row]:
    """Both ratios over some pages."""
    total = {name: sum(taken[name] for taken in all_taken) for name in WORKS}
    return [(f"{name}{mark}", total[name] / total["bare"], total[name], total["bare"], GOALS[name]) for name in GOALS]


def measure() -> Iterator[Row]:
    """Both ratios over all pages, then those of the commonest platforms with more and more platforms known."""
    saved = pages()
    yield from summed([best(one) for one in saved], "")
    told = [read(page_of(one)).platform for one in saved]
    common = [slug for slug, _ in Counter(slug for slug in told if slug is not None).most_common()]
    known = [*common, *(slug for slug in registry.platforms() if slug not in common)]
    theirs = [one for one, slug in zip(saved, told, strict=True) if slug in common[: SIZES[0]]]
    sizes = {str(size): size for size in SIZES if size < len(known)} | {"all": len(known)}
    taken: dict[str, list[dict[str, float]]] = {name: [] for name in sizes}
    for one in theirs:
        for name, size in sizes.items():
            with only(known[:size]):
                taken[name].append(best(one))
    rows = [row for name in sizes for row in summed(taken[name], f"/{name}")]
    yield from sorted(rows, key=lambda row: row[0].partition("/")[0])
    ours = {row[0]: row[1] for row in rows}
    for name in GOALS:
        few, many = ours[f"{name}/{SIZES[0]}"], ours[f"{name}/all"]
        yield f"{name}/growth", many / few, many, few, GROWTH


def main() -> None:
    """Print one line a ratio: name, ratio, ours, theirs, goal, verdict."""
    for name, ratio, ours, theirs, goal in measure():
        print(
            f"{name}\t{ratio:.2f}\t{ours:.4f}\t{theirs:.4f}\t{goal:g}\t{'ok' if ratio <= goal else 'short'}", flush=True
        )


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
