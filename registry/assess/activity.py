"""How busy a forum is: a score from 0 to 100 with its formula, its inputs and how sure it is. Pure.

Nothing is assumed: what was not seen is unknown with a reason, and a figure that cannot be true is named and not used.
"""

import math
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from registry.assess.counters import MOST, CounterReading, resolution
from registry.assess.plausible import Implausible, plausible_moment, plausible_readings, plausible_totals
from registry.assess.rates import (
    Rate,
    cluster_of,
    from_counters,
    from_last_post,
    from_people,
    from_posts,
    from_threads,
    latest_pair,
    poisson_interval,
)
from registry.assess.trend import trend_of
from registry.vocabulary import ActivityTier

__all__ = ["FORMULA", "SPREAD_FORMULA", "Activity", "ActivityInputs", "Rate", "activity", "poisson_interval"]

FORMULA = (
    "score = round(100 x (0.7 x volume + 0.3) x freshness), where volume = min(1, log10(1 + posts per day) / 3), so 0 "
    "posts a day give 0 and 999 or more give 1; and freshness = 1 while the last post is at most 7 days old, then "
    "halves with every further 30 days. With no post in 365 days the score is 0. Posts per day come from the first of "
    "these that is known: the growth of the post counter between visits at least one day apart, over at most 60 days; "
    "the software's own figures for the last 7 or 30 days, a person seen active standing for a post; the times of the "
    "newest threads; the age of the last post. A list of the newest N threads shows one post of each and hides its "
    "earlier ones and all other threads, so that N - 1 posts since the oldest of them is a lower bound, where equal "
    "times count once; at most a quarter of the times is left out, with eight or more left, when they lie over ten "
    "usual gaps behind the others, as those of sticky threads do; and what was written within less than a day is "
    "shrunk to 1 / 1.9, or to the share of the day if that is more, and taken for an hour at least, for it may be of "
    "the busiest hours. A lower bound of 1 post a day or more gives “at least steady”, one of 50 or more “busy”, and "
    "one below 1 “quiet or busier”. The time of one post alone tells no more than that the forum is in use: its "
    "activity is not known. Silence tells by itself: with no post in 30 days the forum is quiet, with none in 365 "
    "dormant."
)
"""The published formula."""

SPREAD_FORMULA = (
    "uncertainty = half the distance between the scores of the lowest and the highest rate, in points, where the "
    "rates are those of an interval of about 95 % for independent events (Wilson and Hilferty), stretched to the "
    "variance of posts; and variance = c x n + (0.75 x n)² / d for n posts in d days, because people post in bursts: "
    "a thread draws replies, and days differ; with c = 2 x posts per thread - 1, from 3 to 40, and 9 where that is "
    "not known. A counter shown in steps of s posts (1,000 where it says 12k) adds s² / 6, and one that stands still "
    "in such steps tells nothing, unless the last post is as old. People seen active stand for a post each, give or "
    "take four-fold. A lower bound has no highest rate: it says so. The trend compares the growth of two halves of up "
    "to 182 days, each a week or more, by the interval of 95 % of the ratio of their rates, wider where growth within "
    "a half differs by more than that: rising above 1, falling below 1, level where it lies within 1 / 3 and 3, else "
    "none is told."
)
"""How the uncertainty and the trend come about, as published."""

BUSY_FROM, STEADY_FROM = 50.0, 1.0
"""Posts per day from which a forum is busy, or steady."""

FRESH_DAYS, STEADY_DAYS, DORMANT_DAYS, HALF_LIFE_DAYS = 7, 30, 365, 30.0
"""Days since the last post: fully fresh up to, still steady up to, dormant beyond; and the half-life of freshness."""

VISITORS_EACH = 100
"""People active may be guests too: at most so many for each member."""


@dataclass(frozen=True, slots=True)
class ActivityInputs:
    """What is known of a forum's activity; whatever is not known is None or empty.

    `readings` are the counters of the visits, oldest first. `posts_7_days`/`posts_30_days` are posts made,
    `active_7_days`/`active_30_days` people seen active, as the software states them. `thread_times` are the times of
    the last posts of the newest threads, `as_of` the moment they were read (aware UTC), `platform` the software.
    """

    readings: tuple[CounterReading, ...] = ()
    members: int | None = None
    threads: int | None = None
    posts: int | None = None
    posts_7_days: int | None = None
    posts_30_days: int | None = None
    active_7_days: int | None = None
    active_30_days: int | None = None
    last_post_at: datetime | None = None
    thread_times: tuple[datetime, ...] = ()
    as_of: datetime | None = None
    platform: str | None = None


@dataclass(frozen=True, slots=True)
class Activity:
    """The judgement. `score` is None, `tier` unknown and `reason` set when what was seen does not tell how busy it is.

    `at_least`: the forum may be busier than `tier`, `score` and `posts_per_day` say, for they rest on a lower bound;
    with a tier that is unknown: people write there, and how much is not known.
    `uncertainty` is half the width of the score's interval, in points; `trend` is `rising`, `level`, `falling` or None.
    `inputs` names each figure seen; `implausible` each one that was not used, with the reason.
    """

    score: int | None
    tier: ActivityTier
    posts_per_day: float | None
    inputs: dict[str, str | int | float | None]
    formula: str
    uncertainty: int | None
    reason: str | None
    trend: str | None = None
    implausible: tuple[Implausible, ...] = ()
    at_least: bool = False


def activity(inputs: ActivityInputs, today: date) -> Activity:
    """Judge how busy a forum is on the day `today`. Never raises on odd figures; deterministic."""
    now = datetime.combine(today, time.max, UTC)
    seen = _plausible(inputs, now)
    quiet_days = None if seen.last is None else max(0, (today - seen.last.date()).days)
    trend, no_trend = trend_of(seen.readings)
    rate = _rate(inputs, seen, quiet_days, inputs.as_of or now)
    if rate is None:
        return _unknown(seen)
    if quiet_days is None and rate.still:
        quiet_days = math.floor(rate.still)
    tier = _tier(rate, quiet_days)
    figures = {**_figures(rate, quiet_days), **({"no_trend": no_trend} if no_trend else {})}
    if tier is ActivityTier.UNKNOWN:
        return replace(_in_use(figures), trend=trend, implausible=tuple(seen.flags))
    spread = (_score(rate.high, quiet_days) - _score(rate.low, quiet_days)) / 2
    return Activity(
        score=_score(rate.per_day, quiet_days),
        tier=tier,
        posts_per_day=round(rate.per_day, 3),
        inputs=figures,
        formula=FORMULA,
        uncertainty=math.ceil(spread),
        reason=None,
        trend=trend,
        implausible=tuple(seen.flags),
        # Silence of a month is no lower bound: what was not written cannot hide.
        at_least=rate.at_least and (quiet_days or 0) <= STEADY_DAYS,
    )


@dataclass(slots=True)
class _Seen:
    """What can be true of the inputs, and `flags` for what cannot. Times are aware UTC, newest first."""

    readings: list[CounterReading]
    last: datetime | None
    times: list[datetime]
    flags: list[Implausible]

    def flag(self, field: str, reason: str) -> None:
        self.flags.append(Implausible(field, reason))

    @property
    def odd(self) -> set[str]:
        """The figures of this visit that are not used; what starts with a day is about an earlier one."""
        return {flag.field for flag in self.flags if not flag.reason[:1].isdigit()}


def _plausible(inputs: ActivityInputs, now: datetime) -> _Seen:
    flags = list(plausible_totals(inputs.members, inputs.threads, inputs.posts, inputs.platform))
    readings, odd = plausible_readings(inputs.readings, now.date())
    last, future = plausible_moment(inputs.last_post_at, now)
    times = [plausible_moment(when, now) for when in inputs.thread_times]
    known = sorted((when.astimezone(UTC) for when, _ in times if when is not None), reverse=True)
    seen = _Seen(readings, last.astimezone(UTC) if last else None, known, [*flags, *odd, *([future] if future else ())])
    if wrong := [flag for _, flag in times if flag is not None]:
        seen.flag("thread_times", f"{len(wrong)} of {len(times)} {wrong[0].reason}")
    if known and (seen.last is None or known[0] > seen.last):
        seen.last = known[0]
    if inputs.posts == 0 and seen.last is not None and "posts" not in seen.odd:
        seen.flag("posts", "none, though a post is shown")
    if "posts" in seen.odd:
        seen.readings = [r for r in seen.readings if r.posts != inputs.posts]
    return seen


def _rate(inputs: ActivityInputs, seen: _Seen, quiet_days: int | None, as_of: datetime) -> Rate | None:
    """Posts per day by the best source that there is."""
    rate = _counted(seen) or _from_figures(inputs, seen) or from_threads(seen.times, as_of)
    if rate is None and quiet_days is not None:
        return from_last_post(quiet_days, STEADY_DAYS)
    return rate


def _counted(seen: _Seen) -> Rate | None:
    """What the post counter grew, where it can be believed; else it is named."""
    pair = latest_pair(seen.readings)
    if pair is None or _lags(seen, pair):
        return None
    rate = from_counters(seen.readings, seen.last)
    if rate is None and pair[1].at - pair[0].at >= timedelta(days=1):
        step = resolution([r.posts for r in seen.readings if r.posts is not None])
        reason = f"shown in steps of {step:,}, and has not moved: growth below that is not known"
        seen.flag("posts", f"{pair[1].at:%Y-%m-%d}: {reason}")
    return rate


def _lags(seen: _Seen, pair: tuple[CounterReading, CounterReading]) -> bool:
    """Whether posts are shown that the counter should hold and does not: then it is kept in a cache, or not at all.

    A post counts that is a day or more younger than the older reading; twice the growth is left for threads whose time
    is told in two ways.
    """
    if pair[0].posts is None or pair[1].posts is None:
        return False
    since, until = pair[0].at + timedelta(days=1), pair[1].at
    newer = {when for when in (*seen.times, *([seen.last] if seen.last else ())) if since < when <= until}
    if len(newer) <= 2 * (pair[1].posts - pair[0].posts):
        return False
    grown = f"grew by {pair[1].posts - pair[0].posts:,}" if pair[1].posts > pair[0].posts else "has stood still"
    reason = f"the counter {grown} since {pair[0].at:%Y-%m-%d}, though more was written: it is not kept up to date"
    seen.flag("posts", f"{pair[1].at:%Y-%m-%d}: {reason}")
    return True


def _figures(rate: Rate, quiet_days: int | None) -> dict[str, str | int | float | None]:
    """The figures that the judgement rests on."""
    return {
        "posts_per_day": round(rate.per_day, 3),
        "posts_per_day_low": round(rate.low, 3),
        "posts_per_day_high": round(rate.high, 3) if math.isfinite(rate.high) else None,
        "source": rate.source,
        "at_least": "yes" if rate.at_least else "no",
        "days_since_last_post": quiet_days,
    }


def _in_use(seen: dict[str, str | int | float | None]) -> Activity:
    """A forum that people write in, of which it is not known how much they write."""
    reason = "people write there, but the time of one post does not tell how much"
    seen = {**seen, "posts_per_day": None, "posts_per_day_low": None, "posts_per_day_high": None}
    return Activity(None, ActivityTier.UNKNOWN, None, seen, FORMULA, None, reason, at_least=True)


def _unknown(seen: _Seen) -> Activity:
    if seen.flags:
        reason = "the figures seen cannot be true, or do not tell: " + "; ".join(
            f"{flag.field}: {flag.reason}" for flag in seen.flags
        )
    elif seen.readings:
        reason = "one visit only so far, and the forum shows neither its last post nor the times of its threads"
    else:
        reason = "no counter, last post or thread time has been seen"
    return Activity(None, ActivityTier.UNKNOWN, None, {}, FORMULA, None, reason[:300], None, tuple(seen.flags))


def _score(per_day: float, quiet_days: int | None) -> int:
    days = 0 if quiet_days is None else quiet_days
    if days > DORMANT_DAYS:
        return 0
    volume = min(1.0, math.log10(1 + max(0.0, per_day)) / 3)  # an endless rate is worth no more than 999
    freshness: float = 0.5 ** (max(0, days - FRESH_DAYS) / HALF_LIFE_DAYS)
    return round(100 * (0.7 * volume + 0.3) * freshness)


def _tier(rate: Rate, quiet_days: int | None) -> ActivityTier:
    days = 0 if quiet_days is None else quiet_days
    if days > DORMANT_DAYS:
        return ActivityTier.DORMANT
    if days > STEADY_DAYS:
        return ActivityTier.QUIET
    if rate.source == "last_post_at":
        return ActivityTier.UNKNOWN if rate.at_least else ActivityTier.QUIET
    if rate.per_day < STEADY_FROM:
        return ActivityTier.QUIET
    if rate.per_day >= BUSY_FROM and days <= FRESH_DAYS:
        return ActivityTier.BUSY
    return ActivityTier.STEADY


def _from_figures(inputs: ActivityInputs, seen: _Seen) -> Rate | None:
    """The software's own count of the last days: posts made, else people active."""
    cluster = cluster_of(inputs.posts, inputs.threads)
    posts = None if "posts" in seen.odd else inputs.posts
    for name, days in (("posts_7_days", 7), ("posts_30_days", 30)):
        made = getattr(inputs, name)
        if made is not None and not _is_odd(seen, name, made, posts, "posts than there are"):
            return from_posts(made, days, name, cluster)
    people = None if inputs.members is None or "members" in seen.odd else max(inputs.members, 1) * VISITORS_EACH
    for name, days in (("active_7_days", 7), ("active_30_days", 30)):
        active = getattr(inputs, name)
        if active is not None and not _is_odd(seen, name, active, people, "people than can be, beside its members"):
            return from_people(active, days, name)
    return None


def _is_odd(seen: _Seen, name: str, value: int, most: int | None, what: str) -> bool:
    if value < 0:
        seen.flag(name, "below nothing")
    elif value > MOST:
        seen.flag(name, f"more than {MOST:,}")
    elif most is not None and value > most:
        seen.flag(name, f"more {what}")
    else:
        return False
    return True
