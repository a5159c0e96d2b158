"""Whether more or fewer posts are written than before, where the visits carry it. Pure."""

import math
from collections.abc import Sequence
from datetime import timedelta

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
    step = resolution([r.posts or 0 for r in known])
    return _compared(grown, spans, cluster_of(known[-1].posts, known[-1].threads), step)


def _compared(grown: Sequence[int], days: Sequence[float], cluster: float, step: int) -> tuple[str | None, str | None]:
    """The ratio of two rates; half a cluster is added to each count, so that none is a rate of 0."""
    if not any(grown):
        return None, NO_POSTS
    counts = [count + cluster / 2 for count in grown]
    error = math.sqrt(sum(variance(n, span, cluster, step) / n**2 for n, span in zip(counts, days, strict=True)))
    ratio = math.log((counts[1] / days[1]) / (counts[0] / days[0]))
    if ratio - SURE * error > 0:
        return "rising", None
    if ratio + SURE * error < 0:
        return "falling", None
    if abs(ratio) + SURE * error < math.log(TREND_FOLD):
        return "level", None
    return None, UNSURE
