"""How many posts a day: the three sources, each with the interval that its own way of counting leaves. Pure.

People post in bursts: a thread draws replies, days differ, weekends are quieter. The count of such events varies far
more than that of independent ones (A.-L. Barabási, "The origin of bursts and heavy tails in human dynamics", Nature
435, 2005; for clusters the variance of a count is its mean times the mean square over the mean of the cluster's size:
D. R. Cox and V. Isham, "Point Processes", 1980). A Poisson interval of growth held the true rate in as few
as 8 of 100 simulated forums with threads or uneven days, where it claims 95; those below hold it in 90 or more, or in
85 where threads of a dozen posts are the rule and no counter tells.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from registry.assess.counters import CounterReading, resolution

FEWEST_THREADS = 3
"""Thread times needed before a rate is read from them."""

LATEST_WINDOW_DAYS = 60
"""Counter growth is read over at most this many days before the newest visit, or between the last two visits."""

THREAD_POSTS, LEAST_CLUSTER, MOST_CLUSTER = 5.0, 3.0, 40.0
"""Posts of a thread where the counters do not tell; the variance of a count over its mean, at least and at most."""

DAY_TO_DAY = 0.75
"""How much one day's posts differ from those of another of the same forum: standard deviation over mean."""

PEOPLE_FOLD = 4.0
"""A person seen active stands for one post, give or take so many times."""

PEAK = 1.9
"""So many times the mean of the day is written in its busiest hours: threads seen within hours tell of those."""

OLD_SHARE, OLD_GAPS, FEWEST_NEWEST = 0.25, 10.0, 8
"""Sticky threads: at most this share of the oldest times, each so many usual gaps behind; and how many must be left."""


@dataclass(frozen=True, slots=True)
class Rate:
    """Posts per day with the interval it lies in (low to high, about 95 %) and where it was read.

    `at_least`: no more is known than that so many were written; `high` is infinite where nothing bounds it. `still`:
    days for which a counter did not move; 0 where it did.
    """

    per_day: float
    low: float
    high: float
    source: str
    at_least: bool = False
    still: float = 0.0


def poisson_interval(count: float) -> tuple[float, float]:
    """About 95 % interval of a count of independent events (Wilson and Hilferty's approximation)."""
    low = 0.0 if count <= 0 else count * max(0.0, 1 - 1 / (9 * count) - 1.96 / (3 * math.sqrt(count))) ** 3
    above = count + 1
    return low, above * (1 - 1 / (9 * above) + 1.96 / (3 * math.sqrt(above))) ** 3


def variance(count: float, days: float, cluster: float, step: int = 1) -> float:
    """Variance of a count of posts over `days`: clusters, uneven days, and a counter shown in steps of `step`."""
    rounding = step**2 / 6 if step > 1 else 0.0  # the difference of two figures, each anywhere within its step
    return cluster * count + (DAY_TO_DAY * count) ** 2 / days + rounding


def bursty_interval(count: int, days: float, cluster: float, step: int = 1) -> tuple[float, float]:
    """About 95 % interval of a rate per day, from a count over `days` (above 0) of posts that come in bursts."""
    over = variance(count, days, cluster, step) / count if count else cluster
    low, high = poisson_interval(count / over)
    return low * over / days, high * over / days


def cluster_of(posts: int | None, threads: int | None) -> float:
    """The variance of a count over its mean when threads of so many posts come at random (lengths geometric)."""
    mean = posts / threads if posts and threads and posts >= threads > 0 else THREAD_POSTS
    return min(max(2 * mean - 1, LEAST_CLUSTER), MOST_CLUSTER)


def growth(older: CounterReading, newer: CounterReading, step: int = 1) -> Rate | None:
    """What the post counter grew between two visits; None within a day, or where rounding hides it."""
    days = (newer.at - older.at) / timedelta(days=1)
    if days < 1 or older.posts is None or newer.posts is None:
        return None
    grown = newer.posts - older.posts
    if grown < 0 or (grown == 0 and step > 1):
        return None
    low, high = bursty_interval(grown, days, cluster_of(newer.posts, newer.threads), step)
    return Rate(grown / days, low, high, "counters", still=0.0 if grown else days)


def latest_pair(readings: Sequence[CounterReading]) -> tuple[CounterReading, CounterReading] | None:
    """The visits between which the latest growth is read: the longest span in the window, else the shortest beyond it.

    A day or more lies between them, if between any two with the newest.
    """
    if len(readings) < 2:
        return None
    newest = readings[-1]
    for older in readings[:-1]:
        if timedelta(days=1) <= newest.at - older.at <= timedelta(days=LATEST_WINDOW_DAYS):
            return older, newest
    apart = [older for older in readings[:-1] if newest.at - older.at >= timedelta(days=1)]
    return (apart or readings)[-1 if apart else -2], newest


def from_counters(readings: Sequence[CounterReading], last_post_at: datetime | None = None) -> Rate | None:
    """Growth over the latest visits; `readings` are plausible ones, oldest first.

    That a counter stands still which may be rounded tells nothing, unless the last post is as old.
    """
    pair = latest_pair(readings)
    if pair is None:
        return None
    older, newer = pair
    if older.posts == newer.posts and last_post_at is not None and last_post_at <= older.at:
        return growth(older, newer)
    return growth(older, newer, resolution([r.posts for r in readings if r.posts is not None]))


def from_posts(count: int, days: int, source: str, cluster: float) -> Rate:
    """The posts of the last days, as the software counts them."""
    low, high = bursty_interval(count, days, cluster)
    return Rate(count / days, low, high, source)


def from_people(people: int, days: int, source: str) -> Rate:
    """The people active in the last days, as the software counts them: each stands for a post, give or take."""
    per_day = people / days
    return Rate(per_day, per_day / PEOPLE_FOLD, per_day * PEOPLE_FOLD, source)


def from_threads(times: Sequence[datetime], as_of: datetime) -> Rate | None:
    """Threads with a new post per day, `times` newest first: a lower bound, for each thread hides its earlier posts.

    Equal times count once: they were told to the day only, or set by one import.
    """
    distinct = _without_old(sorted(set(times), reverse=True))
    if len(distinct) < FEWEST_THREADS:
        return None
    seen, until = len(distinct) - 1, max(as_of, distinct[0])
    days = max((until - distinct[-1]) / timedelta(days=1), 1 / 24)
    # What is seen within less than a day may be its peak: by how much it may be shrinks to nothing at a whole day.
    share = max(1 / PEAK, min(days, 1.0))
    low, _ = bursty_interval(seen, max(days, 1.0), 1.0)
    return Rate(seen * share / days, low * max(days, 1.0) * share / days, math.inf, "thread_times", at_least=True)


def _without_old(times: list[datetime]) -> list[datetime]:
    """The times, newest first, without those of sticky or old threads at the end, far behind the others."""
    fewest = max(FEWEST_NEWEST, math.ceil(len(times) * (1 - OLD_SHARE)))
    for kept in range(fewest, len(times)):
        usual = (times[0] - times[kept - 1]) / (kept - 1)
        if times[kept - 1] - times[kept] > OLD_GAPS * usual:
            return times[:kept]
    return times


def from_last_post(quiet_days: int, silent_from: int) -> Rate:
    """One gap tells little: about one post in so many days, from a fortieth of it to nearly four times as much.

    It is used for forums that have been silent for longer than `silent_from` days; how much is written in others it
    does not tell.
    """
    gap = max(1, quiet_days)
    return Rate(1 / gap, 0.025 / gap, 3.7 / gap, "last_post_at", at_least=quiet_days <= silent_from)
