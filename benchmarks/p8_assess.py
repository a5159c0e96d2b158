"""P8: judging one forum against parsing one page with lexbor. Prints one line, tab-parted.

    python benchmarks/p8_assess.py

The profiles are made here: eleven boards and twelve thread titles each, out of the words of the seeds, so that about
as many phrases are found as in real forums of that size (25). Time is that of this process on the processor, so that
neighbours disturb less.
"""

import csv
import random
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from registry.assess import Assessor, Subject

GOAL = 0.25
ROOT = Path(__file__).resolve().parents[1]
SMALLEST, LARGEST = 100_000, 160_000
ROUNDS = 15
PROFILES = 200


def pages() -> list[bytes]:
    """Real forum pages of 100 to 160 KB where the shared data is, else a board's index of 130 KB made here."""
    shared = ROOT.parent / "shared" / "data" / "pages"
    if (shared / "manifest.csv").exists():
        with (shared / "manifest.csv").open(newline="", encoding="utf-8") as lines:
            bodies = [(shared / row["file"]).read_bytes() for row in csv.DictReader(lines) if row["is_forum"] == "yes"]
        return [body for body in bodies if SMALLEST < len(body) < LARGEST]
    row = (
        '<li class="row bg1"><dl class="icon"><dt><div class="inner"><a href="/board-{0}/" class="title">Board {0}</a>'
        '<br>What it is for, in a few words<span class="by"> Kept by <a href="/team/{0}">the team</a></span></div></dt>'
        '<dd class="topics">{0} <dfn>Topics</dfn></dd><dd class="posts">{0} <dfn>Posts</dfn></dd><dd class="last">'
        '<span><a href="/t/{0}">A thread</a> <time datetime="2026-11-20T10:00:00Z">today</time></span></dd></dl></li>'
    )
    rows = "".join(row.format(number) for number in range(290))
    return [f"<!doctype html><html lang=en><head><title>A board</title></head><body><ul>{rows}</ul></html>".encode()]


def profiles(assessor: Assessor) -> list[Subject]:
    """Forums made of phrases of the seeds, some of them of one subject and some of many."""
    chance = random.Random(8)  # noqa: S311 - words for a benchmark
    subjects = assessor.subjects()
    every = [phrase.rstrip("*") for subject in subjects for phrase in subject.phrases]
    made = []
    for number in range(PROFILES):
        own = [phrase.rstrip("*") for phrase in subjects[number % len(subjects)].phrases]
        made.append(
            Subject(
                name=f"The {chance.choice(own)} forum",
                description=f"For all who have to do with {chance.choice(own)}, and those near them who want to help",
                boards=tuple(chance.choice(own) for _ in range(11)),
                thread_titles=tuple(f"{chance.choice(pool)} after 3 weeks, what now" for pool in [own, every] * 6),
                language="en",
                url=f"https://www.forum{number}.example.org.uk/board",
            )
        )
    return made


def seconds(work: Callable[[], object]) -> float:
    """Processor time of one call."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def main() -> None:
    """Measure both in turns and print the medians in milliseconds."""
    assessor = Assessor.load(ROOT / "seeds")
    bodies, forums = pages(), profiles(assessor)
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(seconds(lambda: [assessor.assess(forum) for forum in forums]) / len(forums) * 1000)
        theirs.append(seconds(lambda: [LexborHTMLParser(body) for body in bodies]) / len(bodies) * 1000)
    mine, other = statistics.median(ours), statistics.median(theirs)
    ratio = mine / other
    verdict = "ok" if ratio <= GOAL else "short"
    print(f"P8\t{ratio:.3f}\t{mine:.4f} ms\t{other:.4f} ms\t{GOAL}\t{verdict}")


if __name__ == "__main__":
    main()
