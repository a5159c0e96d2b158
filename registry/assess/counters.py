"""The counters of visits put in a row: which readings can be true, and how finely the site shows its figure. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

MOST = 10**11
"""No forum has a hundred thousand million posts."""

MOST_PER_DAY = 5_000_000
"""Nor writes more than five million a day."""

NEW_PER_DAY = 2_000
"""A forum whose growth is not known yet may grow by so many posts a day, or by a SIZE_SHARE of its posts a day."""

SIZE_SHARE = 1 / 30
"""A forum that doubles within a month at most."""

TIMES_BEFORE = 20
"""A forum may grow by so many times what it grew before; what is more is an import, a merge or another figure."""

SLACK_PER_DAY = 50
"""Posts a day that need no growth before them: a forum that slept may wake."""

KNOWN_DAYS = 7
"""Growth over at least so many days tells what growth is usual."""


@dataclass(frozen=True, slots=True)
class CounterReading:
    """The counters of one visit, as the site stated them; `at` is aware UTC."""

    at: datetime
    posts: int | None = None
    threads: int | None = None
    members: int | None = None


class Verdict(StrEnum):
    """What a reading of a counter is beside those around it: the value is how it is told."""

    FITS = ""
    OUTSIDE = "outside what a counter can hold"
    TOO_FAST = "grew more than any forum does"
    JUMPED = "grew far more than the visits before explain"
    SHRANK = "fewer than at the visit before"
    BACK = "far from the visits before and after it, which agree: another figure was shown once"
    ANEW_SHRANK = "fewer than at the visit before and since: pruned or merged, growth is counted anew from here"
    ANEW_JUMPED = (
        "far more than before and since: imported, merged or counted otherwise, growth is counted anew from here"
    )

    @property
    def is_used(self) -> bool:
        """Whether growth may be counted from or to this reading."""
        return self in (Verdict.FITS, Verdict.ANEW_SHRANK, Verdict.ANEW_JUMPED)

    @property
    def starts(self) -> bool:
        """Whether no growth may be counted across it."""
        return self in (Verdict.ANEW_SHRANK, Verdict.ANEW_JUMPED)


Value = tuple[datetime, int]


def verdicts(values: Sequence[Value], *, jumps: bool = True) -> list[Verdict]:
    """What each reading of one counter is, oldest first; without `jumps`, sudden growth is none of its matters.

    A reading that does not fit those before it is the odd one if the next fits them; else the counter starts anew with
    it. The newest one has nothing after it: it is left out until the next visit tells.
    """
    told: list[Verdict] = []
    run: list[Value] = []
    for number, value in enumerate(values):
        verdict = _beside(run, value)
        if verdict is Verdict.JUMPED and not jumps:
            verdict = Verdict.FITS
        if verdict in (Verdict.SHRANK, Verdict.JUMPED, Verdict.TOO_FAST):
            after = next((one for one in values[number + 1 :] if 0 <= one[1] <= MOST), None)
            verdict = _resolved(verdict, run, value, after)
        if verdict.starts:
            run = []
        if verdict.is_used:
            run.append(value)
        told.append(verdict)
    return told


def _resolved(verdict: Verdict, run: Sequence[Value], value: Value, after: Value | None) -> Verdict:
    """What a reading that does not fit the ones before it is, in the light of the one after it."""
    if after is None:
        return verdict
    goes_back = verdict is Verdict.SHRANK or after[1] < value[1]
    if goes_back and _beside(run, after) is Verdict.FITS:
        return Verdict.BACK
    if verdict is not Verdict.SHRANK and after[1] < value[1]:
        return verdict  # neither of the two fits: the next ones will tell where the counter is
    return Verdict.ANEW_SHRANK if verdict is Verdict.SHRANK else Verdict.ANEW_JUMPED


def _beside(run: Sequence[Value], value: Value) -> Verdict:
    at, figure = value
    if not 0 <= figure <= MOST:
        return Verdict.OUTSIDE
    if not run:
        return Verdict.FITS
    before, older = run[-1]
    if figure < older:
        return Verdict.SHRANK
    per_day = (figure - older) / max((at - before) / timedelta(days=1), 1.0)
    if per_day > MOST_PER_DAY:
        return Verdict.TOO_FAST
    if per_day <= SLACK_PER_DAY or per_day <= _explained(run):
        return Verdict.FITS
    step = resolution([*(one for _, one in run), figure])  # a rounded figure stands for long, then moves at once
    return Verdict.FITS if step > 1 and figure - older <= 2 * step else Verdict.JUMPED


def _explained(run: Sequence[Value]) -> float:
    """Growth a day that is no surprise after these readings."""
    if (run[-1][0] - run[0][0]) / timedelta(days=1) < KNOWN_DAYS:
        return max(NEW_PER_DAY, run[-1][1] * SIZE_SHARE)
    spans = ((max((b[0] - a[0]) / timedelta(days=1), 1.0), b[1] - a[1]) for a, b in pairwise(run))
    return TIMES_BEFORE * max(grown / days for days, grown in spans)


def resolution(figures: Sequence[int]) -> int:
    """How coarsely the site shows a counter: 1 for every single post, 1,000 for "12k".

    Told by the noughts that all figures end in: two for two figures that differ (one chance in 10,000 for exact ones),
    three for a single one.
    """
    shown = {figure for figure in figures if figure}
    if not shown:
        return 1
    noughts = min(len(str(figure)) - len(str(figure).rstrip("0")) for figure in shown)
    return 10**noughts if noughts >= (2 if len(shown) > 1 else 3) else 1
