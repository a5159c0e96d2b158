"""What follows from the figures of two visits side by side: growth, and counters that cannot be true. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from registry.assess.plausible import MOST, MOST_PER_DAY
from registry.evidence.history import COUNTERS, Point


def with_growth(points: Sequence[Point]) -> tuple[Point, ...]:
    """The points, oldest first, with what follows from two of them side by side. Pure."""
    made: list[Point] = []
    before: Point | None = None
    for point in points:
        odd = tuple(name for name in COUNTERS if _is_odd(name, before, point))
        made.append(replace(point, posts_per_day=_per_day(before, point), odd=odd))
        before = point
    return tuple(made)


def _is_odd(name: str, before: Point | None, point: Point) -> bool:
    value: int | None = getattr(point, name)
    older: int | None = getattr(before, name) if before is not None else None
    if value is None:
        return False
    return not 0 <= value <= MOST or (older is not None and value < older)


def _per_day(before: Point | None, point: Point) -> float | None:
    if before is None or before.posts is None or point.posts is None or before.sample != point.sample:
        return None
    days = (point.at - before.at) / timedelta(days=1)
    grown = point.posts - before.posts
    if days < 1 or grown < 0 or point.posts > MOST or grown / days > MOST_PER_DAY:
        return None
    return round(grown / days, 3)
