"""Charts of figures over time: where to draw what. Pure; a template makes SVG of it, without any style of its own.

Gaps stay gaps: a line joins two points only where nothing unknown lies between. Made-up figures of a demonstration are
drawn otherwise (dashed, hollow) and named, so that no meaning rests on colour.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

WIDTH, HEIGHT = 640, 260
LEFT, RIGHT, TOP, BOTTOM = 84, 620, 16, 212
"""The drawing in its own units, and the part of it between the axes."""

LEAST, MOST = 1e-3, 1e15
"""An axis is not finer than this; figures beyond the other end are none that a forum has, and are left out."""

FAR_DAYS = 60
"""From so many days on, the axis of time names months instead of days."""

Days = Callable[[datetime, bool], str]
"""Puts a day into few words; true: it lies so far from the other that month and year will do."""

_SCALES = ((1_000_000_000, "bn"), (1_000_000, "m"), (1_000, "k"))


@dataclass(frozen=True, slots=True)
class Sample:
    """One figure at a time; None where it is not known. `made_up`: stated by no page."""

    at: datetime
    value: float | None
    made_up: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Points joined without a gap, as the `d` of a path."""

    path: str
    made_up: bool


@dataclass(frozen=True, slots=True)
class Dot:
    """A figure that is known."""

    x: float
    y: float
    made_up: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on an axis with its label; `anchor` is how the label stands to it (`text-anchor`)."""

    at: float
    label: str
    anchor: str = "end"


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn, and the figures that describe it in words. `gaps` counts the breaks between figures."""

    lines: tuple[Line, ...]
    dots: tuple[Dot, ...]
    values: tuple[Tick, ...]
    times: tuple[Tick, ...]
    first: Sample
    last: Sample
    lowest: float
    highest: float
    gaps: int
    made_up: bool


def in_english(at: datetime, far: bool) -> str:
    """Days on the axis of time, in English."""
    return f"{at:%b %Y}" if far else f"{at.day} {at:%b}"


def chart(samples: Sequence[Sample], days: Days = in_english) -> Chart | None:
    """The chart of these figures, oldest first; None when fewer than two are known, or all are of one moment."""
    known = [sample for sample in samples if _is_known(sample.value)]
    if len(known) < 2 or known[0].at == known[-1].at:
        return None
    figures = [sample.value or 0.0 for sample in known]
    top = nice_top(max(figures))
    start, end = known[0].at, known[-1].at

    def x(at: datetime) -> float:
        return round(LEFT + (RIGHT - LEFT) * ((at - start) / (end - start)), 1)

    def y(value: float) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * value / top, 1)

    runs = _runs([s for s in samples if start <= s.at <= end])
    return Chart(
        lines=tuple(line for run in runs for line in _lines([(x(s.at), y(s.value or 0.0), s.made_up) for s in run])),
        dots=tuple(Dot(x(s.at), y(s.value or 0.0), s.made_up) for s in known),
        values=tuple(Tick(y(value), short(value)) for value in (0.0, top / 2, top)),
        times=_times(start, end, days),
        first=known[0],
        last=known[-1],
        lowest=min(figures),
        highest=max(figures),
        gaps=len(runs) - 1,
        made_up=any(sample.made_up for sample in known),
    )


def nice_top(value: float) -> float:
    """The end of an axis that starts at 0: 1, 2, 4, 5 or 10 times a power of ten, not below `value`."""
    if value < LEAST:
        return 1.0
    power: float = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in (1, 2, 4, 5, 10, 20) if step * power >= value)


def short(value: float) -> str:
    """A figure in few characters: 950, 1.5k, 20k, 2.5m."""
    for size, letter in _SCALES:
        if value >= size:
            return f"{value / size:.3g}{letter}"
    return f"{value:.3g}"


def _is_known(value: float | None) -> bool:
    return value is not None and 0 <= value <= MOST


def _runs(samples: Sequence[Sample]) -> list[list[Sample]]:
    """The figures that nothing unknown parts, run by run."""
    runs: list[list[Sample]] = [[]]
    for sample in samples:
        if _is_known(sample.value):
            runs[-1].append(sample)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _lines(points: Sequence[tuple[float, float, bool]]) -> list[Line]:
    """A run as lines of one kind each: from or to a made-up figure, a line is made up."""
    lines: list[Line] = []
    for (x1, y1, made_up), (x2, y2, other) in pairwise(points):
        kind = made_up or other
        if lines and lines[-1].made_up == kind:
            lines[-1] = Line(f"{lines[-1].path} L{x2:g} {y2:g}", kind)
        else:
            lines.append(Line(f"M{x1:g} {y1:g} L{x2:g} {y2:g}", kind))
    return lines


def _times(start: datetime, end: datetime, days: Days) -> tuple[Tick, ...]:
    """The first and the last day; the month alone where they lie far apart."""
    far = (end - start).days > FAR_DAYS
    first, last = (days(at, far) for at in (start, end))
    return Tick(LEFT, first, "start"), Tick(RIGHT, last, "end")
