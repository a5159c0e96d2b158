"""How busy a forum is: a score from 0 to 100 with its formula, its inputs and how sure it is. Pure.

Nothing is assumed: what was not seen is unknown with a reason, and a figure that cannot be true is named and not used.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from registry.assess.plausible import (
    CounterReading,
    Implausible,
    plausible_moment,
    plausible_readings,
    plausible_totals,
)
from registry.vocabulary import ActivityTier

FORMULA = (
    "score = round(100 x (0.7 x volume + 0.3) x freshness), where "
    "volume = min(1, log10(1 + posts per day) / 3), so 0 posts a day give 0 and 999 or more give 1; and "
    "freshness = 1 while the last post is at most 7 days old, then halves with every further 30 days. "
    "With no post in 365 days the score is 0. "
    "Posts per day come from the first of these that is known: the growth of the post counter between visits at least "
    "one day apart; the software's own figures for the last 7 or 30 days; the times of the newest threads (each shows "
    "one post, so this is a lower bound); the age of the last post. "
    "A lower bound of 1 post a day or more gives “at least steady”, one of 50 or more “busy”, and one below 1 “quiet "
    "or busier”. The time of one post alone tells no more than that the forum is in use: its activity is not known. "
    "Silence tells by itself: with no post in 30 days the forum is quiet, with none in 365 dormant."
)
"""The published formula."""

BUSY_FROM, STEADY_FROM = 50.0, 1.0
"""Posts per day from which a forum is busy, or steady."""

FRESH_DAYS, STEADY_DAYS, DORMANT_DAYS, HALF_LIFE_DAYS = 7, 30, 365, 30.0
"""Days since the last post: fully fresh up to, still steady up to, dormant beyond; and the half-life of freshness."""

FEWEST_THREADS = 3
"""Thread times needed before a rate is read from them."""

LATEST_WINDOW_DAYS = 60
"""Counter growth is read over at most this many days before the newest visit, or between the last two visits."""


@dataclass(frozen=True, slots=True)
class ActivityInputs:
    """What is known of a forum's activity; whatever is not known is None or empty.

    `readings` are the counters of the visits, oldest first. `posts_7_days`/`posts_30_days` are posts made,
    `active_7_days`/`active_30_days` people seen active, as the software states them. `thread_times` are the times of
    the last posts of the newest threads, `as_of` the moment they were read (aware UTC).
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


@dataclass(frozen=True, slots=True)
class Rate:
    """Posts per day with the interval it lies in (low to high, about 95 %) and where it was read.

    `at_least`: no more is known than that so many were written; `high` is infinite where nothing bounds it.
    """

    per_day: float
    low: float
    high: float
    source: str
    at_least: bool = False


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
    flags = list(plausible_totals(inputs.members, inputs.threads, inputs.posts))
    readings, odd = plausible_readings(inputs.readings, today)
    flags += odd
    last, future = plausible_moment(inputs.last_post_at, now)
    times = sorted((t for t in inputs.thread_times if plausible_moment(t, now)[0]), reverse=True)
    if future:
        flags.append(future)
    if times and (last is None or times[0] > last):
        last = times[0]
    quiet_days = None if last is None else max(0, (today - last.astimezone(UTC).date()).days)
    rate = _from_counters(readings) or _from_figures(inputs, flags) or _from_threads(times, inputs.as_of or now)
    rate = rate or _from_last_post(quiet_days)
    if rate is None:
        return _unknown(flags, readings)
    quiet_days = _quiet_days(quiet_days, rate)
    tier = _tier(rate, quiet_days)
    seen = _seen(rate, quiet_days)
    if tier is ActivityTier.UNKNOWN:
        return replace(_in_use(seen), trend=_trend(readings), implausible=tuple(flags))
    score = _score(rate.per_day, quiet_days)
    spread = (_score(rate.high, quiet_days) - _score(rate.low, quiet_days)) / 2
    return Activity(
        score=score,
        tier=tier,
        posts_per_day=round(rate.per_day, 3),
        inputs=seen,
        formula=FORMULA,
        uncertainty=math.ceil(spread),
        reason=None,
        trend=_trend(readings),
        implausible=tuple(flags),
        # Silence of a month is no lower bound: what was not written cannot hide.
        at_least=rate.at_least and (quiet_days or 0) <= STEADY_DAYS,
    )


def _seen(rate: Rate, quiet_days: int | None) -> dict[str, str | int | float | None]:
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


def _unknown(flags: list[Implausible], readings: Sequence[CounterReading]) -> Activity:
    if flags:
        reason = "the figures seen cannot be true: " + "; ".join(f"{flag.field}: {flag.reason}" for flag in flags)
    elif readings:
        reason = "one visit only so far, and the forum shows neither its last post nor the times of its threads"
    else:
        reason = "no counter, last post or thread time has been seen"
    return Activity(None, ActivityTier.UNKNOWN, None, {}, FORMULA, None, reason[:300], None, tuple(flags))


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


def _quiet_days(quiet_days: int | None, rate: Rate) -> int | None:
    """A counter that stood still tells how long at least nothing was written, when no last post was shown."""
    if quiet_days is None and rate.source == "counters" and rate.per_day == 0:
        return math.ceil(1 / rate.high * 3) if rate.high else None
    return quiet_days


def poisson_interval(count: int) -> tuple[float, float]:
    """About 95 % interval of a count of independent events (Wilson and Hilferty's approximation)."""
    low = 0.0 if count == 0 else count * (1 - 1 / (9 * count) - 1.96 / (3 * math.sqrt(count))) ** 3
    above = count + 1
    return max(0.0, low), above * (1 - 1 / (9 * above) + 1.96 / (3 * math.sqrt(above))) ** 3


def _growth(older: CounterReading, newer: CounterReading) -> Rate | None:
    days = (newer.at - older.at) / timedelta(days=1)
    if days < 1 or older.posts is None or newer.posts is None:
        return None
    grown = newer.posts - older.posts
    low, high = poisson_interval(grown)
    return Rate(grown / days, low / days, high / days, "counters")


def _from_counters(readings: Sequence[CounterReading]) -> Rate | None:
    """Growth over the latest visits: the longest span within the window, else the last two visits."""
    known = [reading for reading in readings if reading.posts is not None]
    if len(known) < 2:
        return None
    newest = known[-1]
    for older in known[:-1]:
        if (newest.at - older.at).days <= LATEST_WINDOW_DAYS and (rate := _growth(older, newest)):
            return rate
    return _growth(known[-2], newest)


def _from_figures(inputs: ActivityInputs, flags: list[Implausible]) -> Rate | None:
    """The software's own count of the last days. People active stand for a post each, give or take four-fold."""
    odd = {flag.field for flag in flags}
    for name, days in (("posts_7_days", 7), ("posts_30_days", 30)):
        made = getattr(inputs, name)
        if made is not None and made >= 0 and (inputs.posts is None or "posts" in odd or made <= inputs.posts):
            low, high = poisson_interval(made)
            return Rate(made / days, low / days, high / days, name)
    for name, days in (("active_7_days", 7), ("active_30_days", 30)):
        people = getattr(inputs, name)
        if people is not None and people >= 0 and (inputs.members is None or people <= max(inputs.members, 1) * 100):
            return Rate(people / days, people / days / 4, people / days * 4, name)
    return None


def _from_threads(times: Sequence[datetime], as_of: datetime) -> Rate | None:
    """Threads with a new post per day. Each of the N threads shown hides its earlier posts: a lower bound of posts."""
    if len(times) < FEWEST_THREADS:
        return None
    until = max(as_of, times[0])
    days = max((until - times[-1]) / timedelta(days=1), 1 / 24)
    low, _ = poisson_interval(len(times) - 1)
    return Rate((len(times) - 1) / days, low / days, math.inf, "thread_times", at_least=True)


def _from_last_post(quiet_days: int | None) -> Rate | None:
    """One gap tells little: about one post in so many days, from a fortieth of it to nearly four times as much.

    It is used for forums that have been silent for long; how much is written in others it does not tell.
    """
    if quiet_days is None:
        return None
    gap = max(1, quiet_days)
    return Rate(1 / gap, 0.025 / gap, 3.7 / gap, "last_post_at", at_least=quiet_days <= STEADY_DAYS)


def _trend(readings: Sequence[CounterReading]) -> str | None:
    """The last growth against the one before, where their intervals do not overlap."""
    known = [reading for reading in readings if reading.posts is not None]
    if len(known) < 3:
        return None
    before, after = _growth(known[-3], known[-2]), _growth(known[-2], known[-1])
    if before is None or after is None:
        return None
    if after.low > before.high:
        return "rising"
    return "falling" if after.high < before.low else "level"
