"""Major forums: an explained rank within one topic or one place, never a league of all forums. Pure.

Unknown inputs contribute nothing and are said. What a forum's rank rests on is given with it, figure by figure.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from registry.catalogue.measures import (
    ALL_LOCAL,
    ALL_MEMBERS,
    BODY_POINTS,
    GROUND_POINTS,
    MOST_BODIES,
    NAMED_POINTS,
    NOT_KNOWN_YET,
    ONLY_POINTS,
    Measures,
    activity_points,
    local_size_points,
    reach_points,
    size_points,
)
from registry.vocabulary import RegionKind

MOST_TOLD, LEAST_COMPARED = 10, 3
"""A forum's own page names its rank when it is among so many first ones, of at least so many compared."""

FORMULA = (
    "points = size + activity + reach + only, 100 at most, where "
    f"size = 40 x min(1, log(1 + members) / log(1 + {ALL_MEMBERS:,})) in a topic, a nation or a region, and in a local "
    f"area 40 x min(1, log(1 + members per 1,000 residents) / log(1 + {ALL_LOCAL:,})); "
    "activity = 35 x activity score / 100; "
    f"reach, by the narrowest place that the forum is filed under, = {GROUND_POINTS[RegionKind.NATION]:g} for a "
    f"whole country or nation, {GROUND_POINTS[RegionKind.REGION]:g} for a region, "
    f"{GROUND_POINTS[RegionKind.LOCAL]:g} for a local area, "
    f"plus {BODY_POINTS:g} for each public body in whose area the forum is ({MOST_BODIES} at most), "
    f"plus {NAMED_POINTS:g} when a published source names it; "
    f"only = {ONLY_POINTS:g} for the only forum in use that is listed for the topic or place itself, with all within."
)
"""The published formula."""

CRITERIA = (
    "A rank holds within one topic or one place; there is no rank over all forums.",
    "Figures are those that the forum states. What is not known contributes nothing, and is said.",
    "In a local area, size is members per 1,000 residents of the forum's own local area. In a nation or a region it is "
    "members: a town's share of its residents cannot be compared with a nation's.",
    "A forum for which neither size nor activity is known has no rank: one that was not visited yet is not compared.",
    "To be the only forum counts in that topic or place itself, not in the wider ones around it.",
    f"A forum's own page names its rank only among the first {MOST_TOLD}, where at least {LEAST_COMPARED} forums are "
    "compared or it is the only one.",
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
    """The topic or place that forums are ranked in. `per_head`: a local area, where size counts by residents."""

    name: str
    per_head: bool = False


@dataclass(frozen=True, slots=True)
class MajorForum:
    """A forum with its rank (1 is the first) of `of` forums, its points (0 to 100), and why, in words and figures."""

    public_id: str
    rank: int
    of: int
    points: float
    reasons: tuple[str, ...]
    inputs: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_the_only_one(self) -> bool:
        """Whether no other forum in use is listed there."""
        return self.inputs.get("only_one_for") is not None

    @property
    def tells(self) -> bool:
        """Whether its rank says something about the forum by itself: it is among the first of several, or alone."""
        return self.is_the_only_one or (self.rank <= MOST_TOLD and self.of >= LEAST_COMPARED)


class Ranking:
    """The forums of one topic or place in their order; reasons are made when asked for.

    Keeps ids and figures only: a wide topic has tens of thousands of forums.
    """

    def __init__(self, rows: Iterable[Measures], within: Within, row_of: Callable[[str], Measures | None]) -> None:
        """`rows` are all forums listed within; those that cannot be major get no rank. `row_of` gives one again."""
        self._within, self._row_of = within, row_of
        every = list(rows)
        ranked = [row for row in every if not row.not_major]
        self._listed = len(every)
        self._alone = sum(not row.not_major or row.not_major == NOT_KNOWN_YET for row in every) == 1
        order = sorted((-self._total(row), -(row.size or 0), row.public_id) for row in ranked)
        self._below = array("d", (minus for minus, _, _ in order))
        """Points with a minus before them: in the order that bisect looks in."""
        self.ids = [public_id for _, _, public_id in order]
        stating = sorted(-size for row in ranked if (size := self._size(row)) is not None)
        self._sizes = array("d", stating)

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

    def _total(self, row: Measures) -> float:
        known = row.in_place if self._within.per_head else row.in_topic
        return round(known + (ONLY_POINTS if self._alone else 0.0), 1)

    def _size(self, row: Measures) -> float | None:
        return row.per_1000 if self._within.per_head else row.size

    def _explained(self, row: Measures, rank: int) -> MajorForum:
        per_head = self._within.per_head
        inputs = {
            "members": row.size,
            "residents": row.residents if per_head else None,
            "residents_of": row.residents_of or None if per_head else None,
            "members_per_1000_residents": _rounded(row.per_1000) if per_head else None,
            "size_points": round(local_size_points(row) if per_head else size_points(row), 1),
            "activity_score": row.score,
            "activity_points": round(activity_points(row), 1),
            "narrowest_place": row.ground or None,
            "public_bodies": row.bodies,
            "named_in_a_published_source": row.named,
            "reach_points": round(reach_points(row), 1),
            "only_one_for": self._within.name if self._alone else None,
            "only_points": ONLY_POINTS if self._alone else 0.0,
        }
        return MajorForum(row.public_id, rank, len(self.ids), -self._below[rank - 1], tuple(self._reasons(row)), inputs)

    def _reasons(self, row: Measures) -> Iterable[str]:
        if self._alone:
            among = "" if self._listed == 1 else f"in use of {self._listed} "
            yield f"the only forum {among}listed for {self._within.name}"
        yield self._said_size(row)
        yield f"{row.tier}: activity score {row.score} of 100" if row.score is not None else "activity not known"
        if row.ground:
            yield _GROUND[RegionKind(row.ground)]
        if row.bodies:
            yield "in the area of one public body" if row.bodies == 1 else f"in the area of {row.bodies} public bodies"
        if row.named:
            yield "named by a published source"

    def _said_size(self, row: Measures) -> str:
        if row.size is None:
            return row.no_size
        stated = f"states {row.size:,} {'member' if row.size == 1 else 'members'}"
        size = self._size(row)
        if size is None:
            return f"{stated}; size does not count: the number of residents is not known"
        if self._within.per_head:
            stated += f", {_few(size)} per 1,000 residents of {row.residents_of}"
        return stated if len(self.ids) == 1 else f"{self._compared(size)}: {stated}"

    def _compared(self, size: float) -> str:
        """Its place by size among those whose size counts."""
        stating, ranked = len(self._sizes), len(self.ids)
        if stating == 1:
            return f"the only one of {ranked} in {self._within.name} whose size counts"
        place = bisect_left(self._sizes, -size) + 1
        word = "largest for its place" if self._within.per_head else "largest"
        among = f"{stating}" if stating == ranked else f"the {stating} whose size counts"
        return f"{word if place == 1 else f'{_ordinal(place)} {word}'} of {among} in {self._within.name}"


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
