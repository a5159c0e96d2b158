"""Forums counted by what they cover. Pure; the order of rows changes nothing.

Most forums share their codes with others, so that rows are counted by pattern first and each pattern is taken apart
once: 100,000 rows take about a second at most.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from registry.catalogue.coverage_rows import Covering
from registry.catalogue.terms import Terms

HOME = "GB"
"""A forum for no place of the list, and of this country, is for all of it."""


@dataclass(slots=True)
class Held:
    """Forums by code: `all` of them, those `in_use`, and those in use whose own code it is (`own`).

    `all` and `in_use` count what lies within a code too. Of several codes of a forum of which one lies in another,
    only the outermost is its `own`: so each forum counts once among those wider than a given code.
    """

    all: Counter[str] = field(default_factory=Counter)
    in_use: Counter[str] = field(default_factory=Counter)
    own: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Counts:
    """Forums of a scope. `everywhere`: in use, for the whole country; `sizes` in rising order, of those in use.

    `no_size` are in use and state no size that counts; sensitive ones stand in neither, but in `sensitive_in_use`.
    """

    forums: int = 0
    in_use: int = 0
    sensitive: int = 0
    sensitive_in_use: int = 0
    unfiled: int = 0
    everywhere: int = 0
    local: int = 0
    no_size: int = 0
    sizes: list[int] = field(default_factory=list)
    topics: Held = field(default_factory=Held)
    places: Held = field(default_factory=Held)
    audiences: Held = field(default_factory=Held)
    languages: Held = field(default_factory=Held)
    stances: Held = field(default_factory=Held)


def counted(rows: Iterable[Covering], terms: Terms) -> Counts:
    """The counts of these forums."""
    counts = Counts()
    patterns: dict[str, Counter[tuple[Sequence[str], bool]]] = {name: Counter() for name in _KINDS}
    by_topics, by_places, by_audiences = (patterns[name] for name in ("topics", "places", "audiences"))
    by_language, by_stance, places_in_use = patterns["languages"], patterns["stances"], Counter[tuple[object, str]]()
    for row in rows:
        used = row.in_use
        counts.forums += 1
        counts.sensitive += row.sensitive
        by_topics[row.topics, used] += 1
        by_places[row.places, used] += 1
        by_audiences[row.audiences, used] += 1
        by_language[(row.language,), used] += 1
        by_stance[(row.stance,), used] += 1
        if used:
            counts.in_use += 1
            if not row.places:
                places_in_use[(), row.country] += 1
            _size(counts, row)
    counts.sizes.sort()
    counts.unfiled = sum(by_topics[(), used] for used in (True, False))
    counts.everywhere = places_in_use[(), HOME]
    _take_apart(counts, patterns, terms)
    return counts


_KINDS = ("topics", "places", "audiences", "languages", "stances")


def _size(counts: Counts, row: Covering) -> None:
    if row.sensitive:
        counts.sensitive_in_use += 1
        return
    counts.local += row.local
    if row.size is None:
        counts.no_size += 1
    else:
        counts.sizes.append(row.size)


def _take_apart(counts: Counts, patterns: dict[str, Counter[tuple[Sequence[str], bool]]], terms: Terms) -> None:
    wider = {"topics": terms.topic_and_wider, "places": terms.place_and_wider}
    for name in _KINDS:
        held: Held = getattr(counts, name)
        around = cache(wider.get(name, _itself))
        for (codes, used), number in patterns[name].items():
            every, outermost = _chained([around(code) for code in codes])
            _add(held.all, every, number)
            if used:
                _add(held.in_use, every, number)
                _add(held.own, outermost, number)


def _itself(code: str) -> tuple[str, ...]:
    return (code,)


def _chained(chains: Sequence[Sequence[str]]) -> tuple[Iterable[str], Iterable[str]]:
    """Of some codes, each with those it lies in: all these, and the codes that lie in none of the others."""
    if len(chains) == 1:
        return chains[0], chains[0][:1]
    codes = {chain[0] for chain in chains}
    outermost = {chain[0] for chain in chains if codes.isdisjoint(chain[1:])}
    return {one for chain in chains for one in chain}, outermost


def _add(counter: Counter[str], codes: Iterable[str], number: int) -> None:
    for code in codes:
        counter[code] += number
