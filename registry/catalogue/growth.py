"""What follows from the figures of visits side by side: growth, and counters that cannot be true. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from registry.assess.counters import Verdict, verdicts
from registry.evidence.history import COUNTERS, Point


def with_growth(points: Sequence[Point]) -> tuple[Point, ...]:
    """The points, oldest first, with what follows from them: the odd one is the one that stands out, not the next."""
    odd: list[tuple[str, ...]] = [()] * len(points)
    for sample in (False, True):
        places = [place for place, point in enumerate(points) if point.sample == sample]
        for name in COUNTERS:
            for place in _odd_places(name, points, places):
                odd[place] += (name,)
    made: list[Point] = []
    for point, names in zip(points, odd, strict=True):
        told = replace(point, odd=names)
        made.append(replace(told, posts_per_day=_per_day(made[-1] if made else None, told)))
    return tuple(made)


def _odd_places(name: str, points: Sequence[Point], places: Sequence[int]) -> list[int]:
    """Where a counter cannot be true, or starts anew; only that of posts is known to grow evenly enough to jump."""
    stated = [(place, value) for place in places if (value := getattr(points[place], name)) is not None]
    told = verdicts([(points[place].at, value) for place, value in stated], jumps=name == "posts")
    return [place for (place, _), verdict in zip(stated, told, strict=True) if verdict is not Verdict.FITS]


def _per_day(before: Point | None, point: Point) -> float | None:
    if before is None or before.posts is None or point.posts is None or before.sample != point.sample:
        return None
    days = (point.at - before.at) / timedelta(days=1)
    grown = point.posts - before.posts
    if days < 1 or grown < 0 or "posts" in (*before.odd, *point.odd):
        return None
    return round(grown / days, 3)
