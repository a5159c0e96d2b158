"""What is true of a generated web: which forums a polite visitor can reach, and what an official would begin with."""

import random
from collections import Counter, deque
from collections.abc import Iterable, Iterator

from sampleweb.generated.model import Out, Place, Web

DEPTH = 2
"""Clicks from a site's front page within which a page counts as reachable: front page, board, thread."""

_HOPS = 5
"""Redirects from site to site that a visitor follows."""


def topics(web: Web) -> tuple[str, ...]:
    """The level-1 paths that the web's forums talk about."""
    return tuple(sorted({subject.path for subject in web.subjects.values() if subject.path}))


def seeds(web: Web, topic: str, n: int = 5) -> tuple[Place, ...]:
    """What an official of that topic would name: well-known forums, and one list of links. Drawn by the web's seed.

    From the better known half of each; never by how well they are linked. Fewer than `n` where there are fewer.
    """
    draw = random.Random(f"{web.seed}/seeds/{topic}")  # noqa: S311 - the same seeds for the same web
    known = (place for place in web.places if place.is_open and place.weight > 0)
    ours = [place for place in known if web.subjects[place.subject].path == topic]
    lists = _known([place for place in ours if place.kind == "list"])
    chosen = draw.sample(lists, min(1, len(lists), n))
    forums = _known([place for place in ours if place.is_forum])
    return (*draw.sample(forums, min(n - len(chosen), len(forums))), *chosen)


def _known(places: list[Place]) -> list[Place]:
    """The better known half, five at least."""
    return sorted(places, key=lambda place: (-place.weight, place.name))[: max(5, len(places) // 2)]


def reachable(web: Web, start: Iterable[Place], depth: int = DEPTH) -> frozenset[str]:
    """Names of the open forums that links lead to from `start`, those of `start` themselves included.

    A link counts where it stands on a page that robots.txt lets everybody read, of a site that lets visitors in,
    and so many clicks at most from that site's front page. Farms, walls and dead hosts lead nowhere.
    """
    met = {place.name for place in start}
    due = deque(place for place in web.places if place.name in met)
    while due:
        place = due.popleft()
        if not place.is_open or place.kind == "dead":
            continue
        for out in _outs(web, place, depth):
            there = follow(web, out)
            if there is not None and there.name not in met:
                met.add(there.name)
                due.append(there)
    return frozenset(name for name in met if web.by_name[name].is_forum and web.by_name[name].is_open)


def follow(web: Web, out: Out) -> Place | None:
    """The place a link leads to in the end, sites that moved included; None where it leads nowhere."""
    there = web.at(out.host, out.path.partition("?")[0])
    for _ in range(_HOPS):
        if there is None or there.kind != "moved":
            return there
        there = web.by_name.get(there.moves_to)
    return None


def _outs(web: Web, place: Place, depth: int) -> Iterator[Out]:
    closed = tuple(rule for one in web.by_host[place.host] for rule in one.disallow)
    leaves = {leaf.path: leaf for leaf in place.leaves}
    for page, outs in place.outs.items():
        leaf = leaves.get(page)
        clicks = leaf.depth if leaf else 2 if page.startswith("thread:") else 0
        path = page if leaf else place.path
        if clicks <= depth and not (closed and path.startswith(closed)):
            yield from outs


def ways_to(web: Web, name: str) -> tuple[str, ...]:
    """Where the links to a place stand: kind of site and of page, the commonest first. Tells why one was missed."""
    counted: Counter[str] = Counter()
    for place in web.places:
        roles = {leaf.path: leaf.role for leaf in place.leaves}
        for page, outs in place.outs.items():
            kind = f"{place.kind} {roles.get(page, page.partition(':')[0])}"
            there = sum(1 for out in outs if (found := follow(web, out)) is not None and found.name == name)
            if there and place.name != name and place.is_open:
                counted[kind] += there
    return tuple(f"{count} x {kind}" for kind, count in counted.most_common())
