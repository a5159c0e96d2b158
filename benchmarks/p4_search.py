"""P4: words and four facets over 100,000 forums, datasette's time against ours; and how ours grows to a million.

P4a is the median time of one answer over HTTP, all our facets (eight) against four of datasette's. P4b is our own
answer in memory at 1,000,000 forums in units of that at 10,000.
"""

import gc
import random
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from statistics import median

from benchmarks._list import WORDS, cards, make_registry, make_table
from benchmarks._servers import Missing, datasette, ours, row, skipped
from registry.catalogue.answer import ForumIndex
from registry.catalogue.query import ForumQuery

FORUMS, SMALL, LARGE = 100_000, 10_000, 1_000_000
ASKED = 30
TOPICS = [(f"/t{wide}/s{narrow}", f"Subject {wide}.{narrow}") for wide in range(19) for narrow in range(30)]
PLACES = [(f"E{number}", f"Town {number}", "local") for number in range(400)]


def questions() -> list[tuple[str, str]]:
    """Pairs of common words, always the same ones."""
    chance = random.Random(7)  # noqa: S311  # made-up questions, always the same
    return [(chance.choice(WORDS), chance.choice(WORDS)) for _ in range(ASKED)]


def seconds(addresses: list[str]) -> float:
    """The median time of one answer, asked one after the other."""
    taken = []
    for address in addresses:
        start = time.perf_counter()
        with urllib.request.urlopen(address, timeout=120) as answer:  # noqa: S310  # loopback
            answer.read()
        taken.append(time.perf_counter() - start)
    return median(taken)


def against_datasette() -> None:
    """P4a."""
    with tempfile.TemporaryDirectory() as room:
        folder = Path(room)
        url = make_registry(folder / "registry.db", FORUMS)
        make_table(folder / "table.db", FORUMS, words=True)
        facets = "&".join(f"_facet={name}" for name in ("topic", "platform", "country", "activity"))
        try:
            with ours(url, cache_bytes=1) as (base, _pid), datasette(folder / "table.db") as peer:
                own = [f"{base}/forums.json?q={first}+{second}" for first, second in questions()]
                other = [f"{peer}?_search={first}+{second}&{facets}&_size=50" for first, second in questions()]
                both = [(seconds([a]), seconds([b])) for a, b in zip(own, other, strict=True)]
        except Missing as error:
            skipped("P4a", 50, str(error))
            return
        mine, theirs = (median(pair[side] for pair in both) for side in (0, 1))
        row("P4a", theirs / mine, mine, theirs, 50)


def in_memory(count: int) -> float:
    """The median time of our answer over so many forums, in seconds."""
    index = ForumIndex.build(cards(count, TOPICS, PLACES))
    taken = []
    for first, second in questions():
        start = time.perf_counter()
        index.answer(ForumQuery(q=f"{first} {second}"))
        taken.append(time.perf_counter() - start)
    del index
    gc.collect()
    return median(taken)


def main() -> None:
    """Print the rows."""
    against_datasette()
    small, large = in_memory(SMALL), in_memory(LARGE)
    row("P4b", large / small, large, small, 10, most=True)


if __name__ == "__main__":
    sys.exit(main())
