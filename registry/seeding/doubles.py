"""Rows of `forums.csv` that are probably one community under two addresses. Pure.

Two rows of one canonical key are refused where they are read; here is what the key cannot tell: the same name in the
same topic, a site within another row's site, and sites that differ by `forum.` or `/forum` only.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from registry.seeding.forums import FILE, ForumSeed
from registry.seeding.problem import Kind, SeedProblem

_FILLERS = frozenset({"the", "forum", "forums", "community", "communities", "online", "board", "boards", "message"})
"""Words of a name that tell no two forums apart."""
_DOORS = frozenset(
    {"forum", "forums", "community", "communities", "board", "boards", "talk", "chat", "m", "mobile", "old", "www2"}
)
"""Names of the part of a site its forum stands in, before the host or behind it."""


def doubled(seeds: Iterable[ForumSeed]) -> Iterator[SeedProblem]:
    """What is said of the later row of each pair; a warning where two communities may well be meant."""
    names: dict[str, ForumSeed] = {}
    stems: dict[str, ForumSeed] = {}
    sites: dict[str, ForumSeed] = {}
    for seed in seeds:
        if (same := _first(names, _names(seed), seed)) is not None:
            reason = f"line {same.line} names {same.name} in the same topic"
            yield _problem(seed, "name", reason, "keep one of the two, or give each the name that tells them apart")
        elif (around := _around(seed, sites)) is not None:
            advice = "keep one of the two, or say in hosts.toml that many communities live there"
            reason = f"it and {around.site.key} of line {around.line} lie one within the other"
            yield _problem(seed, "address", reason, advice)
        elif (near := _first(stems, _stems(seed), seed)) is not None:
            reason = f"{near.site.key} of line {near.line} may be the same site"
            yield _problem(seed, "address", reason, "visit both, and keep one if they are one", warning=True)
        sites[seed.site.key] = seed


def _problem(seed: ForumSeed, column: str, reason: str, advice: str, *, warning: bool = False) -> SeedProblem:
    return SeedProblem(FILE, seed.line, column, reason, advice, Kind.DOUBLED, warning)


def _first(seen: dict[str, ForumSeed], keys: Iterable[str], seed: ForumSeed) -> ForumSeed | None:
    """The row that had one of the keys first, if any; the keys are this row's from now on where they were nobody's."""
    found: ForumSeed | None = None
    for key in keys:
        before = seen.setdefault(key, seed)
        if before is not seed:
            found = found or before
    return found


def _names(seed: ForumSeed) -> list[str]:
    """The name's telling words, once for each topic."""
    plain = unicodedata.normalize("NFKD", seed.name.casefold())
    words = re.findall(r"\w+", "".join(sign for sign in plain if not unicodedata.combining(sign)))
    name = " ".join([word for word in words if word not in _FILLERS] or words)
    return [f"{name}\n{topic}" for topic in seed.topics or ("",)]


def _stems(seed: ForumSeed) -> list[str]:
    """The site without the door to its forum; none for a community of a hosting place, whose path is its name."""
    if seed.site.shared:
        return []
    host, _, path = seed.site.key.partition("/")
    label, _, rest = host.partition(".")
    host = rest if label in _DOORS and "." in rest else host
    steps = [step for step in path.split("/") if step and step not in _DOORS]
    return ["/".join([host, *steps])]


def _around(seed: ForumSeed, sites: dict[str, ForumSeed]) -> ForumSeed | None:
    """The row whose site this one's lies in, or lies in this one's."""
    if seed.site.shared:
        return None
    steps = seed.site.key.split("/")
    for end in range(1, len(steps)):
        wider = sites.get("/".join(steps[:end]))
        if wider is not None and not wider.site.shared:
            return wider
    below = f"{seed.site.key}/"
    return next((other for key, other in sites.items() if key.startswith(below) and not other.site.shared), None)
