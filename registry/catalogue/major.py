"""Major forums: an explained rank within one topic or one place, never a league of all forums. Pure.

Unknown inputs contribute nothing and are said. What a forum's rank rests on is given with it, figure by figure.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from typing import Any

from registry.catalogue.measures import (
    ALL_LOCAL,
    ALL_MEMBERS,
    BODY_POINTS,
    GROUND_POINTS,
    MOST_BODIES,
    NAMED_POINTS,
    ONLY_POINTS,
    Measures,
    activity_points,
    local_size_points,
    reach_points,
    size_points,
)
from registry.vocabulary import RegionKind

FORMULA = (
    "points = size + activity + reach + only, 100 at most, where "
    f"size = 40 x min(1, log(1 + members) / log(1 + {ALL_MEMBERS:,})) in a topic, and in a place "
    f"40 x min(1, log(1 + members per 1,000 residents) / log(1 + {ALL_LOCAL:,})); "
    "activity = 35 x activity score / 100; "
    f"reach = {GROUND_POINTS[RegionKind.NATION]:g} for a forum of a whole country or nation, "
    f"{GROUND_POINTS[RegionKind.REGION]:g} for one of a region, {GROUND_POINTS[RegionKind.LOCAL]:g} for a local one, "
    f"plus {BODY_POINTS:g} for each public body in whose area it is ({MOST_BODIES} at most), "
    f"plus {NAMED_POINTS:g} when a published source names it; "
    f"only = {ONLY_POINTS:g} for the only forum in use that is listed for a topic or place within."
)
"""The published formula."""

CRITERIA = (
    "A rank holds within one topic or one place; there is no rank over all forums.",
    "Figures are those that the forum states. What is not known contributes nothing, and is said.",
    "In a place, size is members per 1,000 residents of the forum's narrowest place for which the number of residents "
    "is known: a small town's forum is not measured by a city's.",
    "Sensitive forums are never ranked by size: where people seek help with abuse, suicide or addiction, the largest "
    "is not the one to seek out.",
    "Figures that cannot be true are not used: see how activity is judged.",
    "Forums that are dormant or closed, and forums without a post for a year, have no rank.",
    "Equal points: the larger one first, then by the forum's id, so that the order is the same each time.",
    "To be major is not to be endorsed.",
)
"""What the rank means, for people."""


@dataclass(frozen=True, slots=True)
class Within:
    """The topic or place that forums are ranked in. `by_place`: size counts by residents.

    `around` gives, for a topic's path or a place's code, those of it and the wider ones that lie within, the narrowest
    first; none when it lies elsewhere. `title` gives the words for one.
    """

    name: str
    by_place: bool
    around: Callable[[str], tuple[str, ...]]
    title: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class MajorForum:
    """A forum with its rank (1 is the first) of `of` forums, its points (0 to 100), and why, in words and figures."""

    public_id: str
    rank: int
    of: int
    points: float
    reasons: tuple[str, ...]
    inputs: Mapping[str, Any] = field(default_factory=dict)


class Ranking:
    """The forums of one topic or place in their order; reasons are made when asked for.

    Keeps ids and figures only: a wide topic has tens of thousands of forums.
    """

    def __init__(self, rows: Iterable[Measures], within: Within, row_of: Callable[[str], Measures | None]) -> None:
        """`rows` are all forums listed within; those that cannot be major get no rank. `row_of` gives one again."""
        self._within, self._around, self._row_of = within, cache(within.around), row_of
        every = list(rows)
        ranked = [row for row in every if not row.not_major]
        self._listed = Counter(chain.from_iterable(map(self._codes, every)))
        self._in_use = Counter(chain.from_iterable(map(self._codes, ranked)))
        self._alone = {code for code, forums in self._in_use.items() if forums == 1}
        order = sorted((-self._total(row), -(row.size or 0), row.public_id) for row in ranked)
        self._below = array("d", (minus for minus, _, _ in order))
        """Points with a minus before them: in the order that bisect looks in."""
        self.ids = [public_id for _, _, public_id in order]
        stating = sorted(-size for row in ranked if (size := self._size(row)) is not None)
        self._sizes = array("d", stating)
        self._stating = len(stating)

    def first(self, most: int | None = None) -> tuple[MajorForum, ...]:
        """The first of them, all when `most` is None."""
        found = (self.of(public_id) for public_id in self.ids[:most])
        return tuple(one for one in found if one is not None)

    def of(self, public_id: str) -> MajorForum | None:
        """The place of one forum, None when it has no rank here, or has left meanwhile."""
        row = self._row_of(public_id)
        if row is None or row.not_major:
            return None
        minus = -self._total(row)
        try:
            place = self.ids.index(public_id, bisect_left(self._below, minus), bisect_right(self._below, minus))
        except ValueError:  # not one of these, or its figures changed meanwhile
            return None
        return self._explained(row, place + 1)

    def _codes(self, row: Measures) -> Collection[str]:
        """The topics or places within that the forum is listed for, wider ones too."""
        own = row.places if self._within.by_place else row.topics
        if len(own) == 1:
            return self._around(own[0])
        return {code for one in own for code in self._around(one)}

    def _only(self, row: Measures) -> str | None:
        """The widest topic or place within that no other forum in use is listed for."""
        alone = self._alone.intersection(self._codes(row))
        return min(alone, key=lambda code: (len(self._around(code)), code), default=None)

    def _total(self, row: Measures) -> float:
        known = row.in_place if self._within.by_place else row.in_topic
        alone = self._alone and not self._alone.isdisjoint(self._codes(row))
        return round(known + (ONLY_POINTS if alone else 0.0), 1)

    def _size(self, row: Measures) -> float | None:
        return row.per_1000 if self._within.by_place else row.size

    def _explained(self, row: Measures, rank: int) -> MajorForum:
        only = self._only(row)
        size = local_size_points(row) if self._within.by_place else size_points(row)
        inputs = {
            "members": row.size,
            "residents": row.residents if self._within.by_place else None,
            "residents_of": row.residents_of or None if self._within.by_place else None,
            "members_per_1000_residents": _rounded(row.per_1000) if self._within.by_place else None,
            "size_points": round(size, 1),
            "activity_score": row.score,
            "activity_points": round(activity_points(row), 1),
            "widest_place": row.ground or None,
            "public_bodies": row.bodies,
            "named_in_a_published_source": row.named,
            "reach_points": round(reach_points(row), 1),
            "only_one_for": None if only is None else self._within.title(only),
            "only_points": 0.0 if only is None else ONLY_POINTS,
        }
        points = -self._below[rank - 1]
        return MajorForum(row.public_id, rank, len(self.ids), points, tuple(self._reasons(row, only)), inputs)

    def _reasons(self, row: Measures, only: str | None) -> Iterable[str]:
        if only is not None:
            listed, title = self._listed[only], self._within.title(only)
            yield f"the only forum {'' if listed == 1 else f'in use of {listed} '}listed for {title}"
        yield self._said_size(row)
        yield f"{row.tier}: activity score {row.score} of 100" if row.score is not None else "activity not known"
        if row.ground:
            yield _GROUND[RegionKind(row.ground)]
        if row.bodies:
            yield f"in the area of {row.bodies} public {'body' if row.bodies == 1 else 'bodies'}"
        if row.named:
            yield "named by a published source"

    def _said_size(self, row: Measures) -> str:
        if row.size is None:
            return row.no_size
        stated = f"states {row.size:,} members"
        if not self._within.by_place:
            return f"{self._place_by_size(row.size, 'largest')} of {self._all()} in {self._within.name}: {stated}"
        share = row.per_1000
        if share is None:
            return f"{stated}; size does not count: the number of residents is not known"
        place = f"{self._place_by_size(share, 'largest for its place')} of {self._all()} in {self._within.name}"
        return f"{place}: {stated}, {_few(share)} per 1,000 residents of {row.residents_of}"

    def _all(self) -> str:
        """Of how many the size is known."""
        silent = len(self.ids) - self._stating
        return f"{self._stating}" if not silent else f"the {self._stating} that state their size"

    def _place_by_size(self, size: float, word: str) -> str:
        place = bisect_left(self._sizes, -size) + 1
        return word if place == 1 else f"{_ordinal(place)} {word}"


_GROUND = {
    RegionKind.COUNTRY: "for a whole country", RegionKind.NATION: "for a whole nation",
    RegionKind.REGION: "for a whole region", RegionKind.LOCAL: "for one locality",
}  # fmt: skip


def major(rows: Iterable[Measures], within: Within, most: int | None = None) -> tuple[MajorForum, ...]:
    """The major forums of a topic or place, best first. Deterministic, whatever the order of `rows`."""
    known = {row.public_id: row for row in rows}
    return Ranking(known.values(), within, known.get).first(most)


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 3)


def _few(share: float) -> str:
    return f"{share:,.0f}" if share >= 10 else f"{share:.2g}"
