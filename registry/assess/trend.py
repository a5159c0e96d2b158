"""Whether more or fewer posts are written than before, where the visits carry it. Pure."""

import math
from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

from registry.assess.counters import CounterReading, resolution
from registry.assess.rates import cluster_of, variance

TREND_DAYS, LEAST_HALF_DAYS = 182, 7
"""The trend is read over at most so many days; each half of them is a week or more, so that each holds a weekend."""

TREND_FOLD = 3.0
"""`level` is said where a change by more than so many times is ruled out."""

SURE = 1.96
"""Standard errors on either side of a 95 % interval."""

FEW_VISITS = "few_visits"
SHORT = "short_time"
NO_POSTS = "no_posts"
UNSURE = "too_few_posts"
"""Why no trend is told, in a word each."""


def trend_of(readings: Sequence[CounterReading]) -> tuple[str | None, str | None]:
    """`rising`, `level` or `falling`, else None with the reason; `readings` are plausible, oldest first.

    The visits of the last half year are parted at the one nearest to their middle; the growth of the halves is compared
    by the 95 % interval of the ratio of their rates.
    """
    known = [r for r in readings if r.posts is not None]
    if len(known) < 3:
        return None, FEW_VISITS
    first = next(r for r in known if known[-1].at - r.at <= timedelta(days=TREND_DAYS))
    middle = first.at + (known[-1].at - first.at) / 2
    split = min(known, key=lambda r: abs(r.at - middle))
    spans = [(b.at - a.at) / timedelta(days=1) for a, b in ((first, split), (split, known[-1]))]
    if min(spans) < LEAST_HALF_DAYS:
        return None, SHORT
    grown = [(b.posts or 0) - (a.posts or 0) for a, b in ((first, split), (split, known[-1]))]
    if not any(grown):
        return None, NO_POSTS
    step, cluster = resolution([r.posts or 0 for r in known]), cluster_of(known[-1].posts, known[-1].threads)
    halves = [[r for r in known if a.at <= r.at <= b.at] for a, b in ((first, split), (split, known[-1]))]
    return _compared(grown, spans, cluster, step, _unevenness(halves, cluster, step))


def _unevenness(halves: Sequence[Sequence[CounterReading]], cluster: float, step: int) -> float:
    """How much more than expected growth varies within the halves, 1 or more: one busy week is no trend."""
    deviations, freedom = 0.0, 0
    for half in halves:
        days = [max((b.at - a.at) / timedelta(days=1), 1.0) for a, b in pairwise(half)]
        grown = [(b.posts or 0) - (a.posts or 0) for a, b in pairwise(half)]
        rate = (sum(grown) + cluster / 2) / sum(days)
        expected = [(rate * d, variance(rate * d, d, cluster, step)) for d in days]
        deviations += sum((n - mean) ** 2 / spread for n, (mean, spread) in zip(grown, expected, strict=True))
        freedom += len(grown) - 1
    return max(1.0, deviations / freedom) if freedom else 1.0


def _compared(
    grown: Sequence[int], days: Sequence[float], cluster: float, step: int, uneven: float
) -> tuple[str | None, str | None]:
    """The ratio of two rates; half a cluster is added to each count, so that none is a rate of 0."""
    counts = [count + cluster / 2 for count in grown]
    spread = sum(variance(n, span, cluster, step) / n**2 for n, span in zip(counts, days, strict=True))
    error = SURE * math.sqrt(spread * uneven)
    ratio = math.log((counts[1] / days[1]) / (counts[0] / days[0]))
    if abs(ratio) > error:
        return ("rising" if ratio > 0 else "falling"), None
    return ("level", None) if abs(ratio) + error < math.log(TREND_FOLD) else (None, UNSURE)
