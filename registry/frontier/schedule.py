"""When to come back: pure, by the outcome of the visit. Failures back off; nothing here reads a clock.

A forum that was read is due again after

    days = 1.5 / sqrt(weight * min(rate, 1)),  at least 1, at most 30 (public) or 90 (candidate)

where `rate` is in changes a day (`frontier.pace`) and `weight` what its visits are worth to departments. Of all ways
to share a number of visits, intervals in proportion to 1 / sqrt(weight * rate) make the weighted sum of the days that
changes wait to be seen the least: it is `sum of weight * rate * days / 2` for `sum of 1 / days` visits a day. A forum
that changes many times a day is never fresh for long whatever we do, so that a rate above one a day counts as one.
"""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from registry.frontier.pace import Pace
from registry.vocabulary import Outcome, Purpose, SiteKind

ROBOTS_LIFE = timedelta(hours=24)
"""How long a robots.txt that was read is believed (RFC 9309 allows a day)."""

DAY = timedelta(days=1)
LONGEST_BACK_OFF = 180 * DAY
NEVER_AGAIN = frozenset({Outcome.OPTED_OUT, Outcome.REMOVED})

SUCCESSES = frozenset({Outcome.PROFILED, Outcome.NOT_A_FORUM, Outcome.UNSURE, Outcome.LOGIN_WALL, Outcome.COPY})
"""Outcomes of visits that read the site."""

CONCLUSIONS = SUCCESSES | {
    Outcome.ROBOTS_REFUSED, Outcome.OPTED_OUT, Outcome.BLOCKED, Outcome.MOVED, Outcome.GONE, Outcome.PARKED
}  # fmt: skip
"""Outcomes that say something of the site itself, not of the network on that day."""

HOST_FAILURES = frozenset(
    {
        Outcome.DNS_FAILED,
        Outcome.CONNECTION_FAILED,
        Outcome.TLS_FAILED,
        Outcome.TIMED_OUT,
        Outcome.ROBOTS_UNREACHABLE,
        Outcome.SERVER_ERROR,
        Outcome.RATE_LIMITED,
    }
)
"""Outcomes that are the host's, not the site's: all its sites wait."""

# How soon after each outcome: for a site that is a forum, and for any other.
_AFTER: dict[Outcome, tuple[timedelta, timedelta]] = {
    Outcome.LOGIN_WALL: (14 * DAY, 30 * DAY),
    Outcome.NOT_A_FORUM: (7 * DAY, 180 * DAY),
    Outcome.UNSURE: (7 * DAY, 30 * DAY),
    Outcome.PARKED: (7 * DAY, 180 * DAY),
    Outcome.COPY: (7 * DAY, 180 * DAY),
    Outcome.BLOCKED: (7 * DAY, 30 * DAY),
    Outcome.ROBOTS_REFUSED: (7 * DAY, 90 * DAY),
    Outcome.MOVED: (7 * DAY, 90 * DAY),
    Outcome.EGRESS_REFUSED: (7 * DAY, 180 * DAY),
}
_FIRST_BACK_OFF: dict[Outcome, timedelta] = {
    Outcome.GONE: 7 * DAY,
    Outcome.ACCESS_DENIED: 7 * DAY,
    Outcome.TOO_LARGE: 7 * DAY,
    Outcome.TOO_MANY_REDIRECTS: 7 * DAY,
    Outcome.UNREADABLE: 7 * DAY,
    Outcome.FAILED: DAY,
}
SHORTEST_BACK_OFF = timedelta(hours=6)

DAYS_AT_ONE_A_DAY = 1.5
"""Days between visits to a forum of weight 1 that changes once a day: what sets the number of visits."""

FASTEST = 1.0
"""Changes a day: faster ones count as this."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Days between two visits that were answered, least and most; `back_off`: the most after failures."""

    least: float
    most: float
    back_off: float


IN_USE = Bounds(1, 30, 7)
"""A listed forum. One that fails is tried every week: nobody calls it unreachable by what was so a month ago."""

PUBLIC = Bounds(1, 30, 30)
"""One that is dormant or closed: still public, and listed again as soon as it answers."""

CANDIDATE = Bounds(1, 90, 60)
"""A forum that waits for a decision, or was decided against."""

OTHER = Bounds(1, 180, 180)
"""What is no forum, or not known to be one."""


@dataclass(frozen=True, slots=True)
class Regard:
    """What a site is to the list, and what its visits are worth (`weight`, above 0; see `weight_of`)."""

    kind: SiteKind = SiteKind.UNKNOWN
    public: bool = False
    in_use: bool = False
    weight: float = 1.0

    @property
    def bounds(self) -> Bounds:
        """How often it is visited at most and at least."""
        if self.kind is not SiteKind.FORUM:
            return OTHER
        return IN_USE if self.in_use else PUBLIC if self.public else CANDIDATE

    @property
    def counted_weight(self) -> float:
        """The weight by which it comes back: that of a forum that is not public is CANDIDATE_WEIGHT of it."""
        return self.weight if self.public else CANDIDATE_WEIGHT * self.weight


CANDIDATE_WEIGHT = 0.25
MAJOR_WEIGHT, BODY_WEIGHT, LIST_WEIGHT = 1.0, 0.25, 0.5
MOST_BODIES = MOST_LISTS = 4
LEAST_WEIGHT, MOST_WEIGHT = 1.0, 1 + MAJOR_WEIGHT + MOST_BODIES * BODY_WEIGHT + MOST_LISTS * LIST_WEIGHT


def weight_of(*, major: bool, bodies: int, lists: int = 0) -> float:
    """What visits to a forum are worth to departments, LEAST_WEIGHT to MOST_WEIGHT.

    1, plus MAJOR_WEIGHT when it is `major` in one of its topics or places, plus BODY_WEIGHT for each of the `bodies`
    in whose area it is, plus LIST_WEIGHT for each published list of an organisation that names it (`lists`: none are
    published yet); MOST_BODIES and MOST_LISTS of them count.
    """
    own = MAJOR_WEIGHT if major else 0.0
    own += BODY_WEIGHT * min(max(bodies, 0), MOST_BODIES)
    return 1.0 + own + LIST_WEIGHT * min(max(lists, 0), MOST_LISTS)


def interval_days(rate: float, regard: Regard) -> float:
    """Days until the next visit to a forum that was read, by its changes a day; within `regard.bounds`."""
    bounds = regard.bounds
    counted = max(regard.counted_weight * min(rate, FASTEST), 1e-9)
    return min(max(DAYS_AT_ONE_A_DAY / math.sqrt(counted), bounds.least), bounds.most)


def next_due(
    outcome: Outcome,
    now: datetime,
    *,
    regard: Regard,
    pace: Pace = Pace(),  # noqa: B008  # a tuple of numbers
    failures: int = 0,
    retry_after_s: float | None = None,
    spread: float = 0.5,
) -> datetime | None:
    """When to visit the site again; None: never by itself.

    `failures` counts visits in a row that failed, this one included; `pace` is how fast the forum changes;
    `retry_after_s` is what the server asked for. `spread` (0 to 1, fixed for a site) shifts the time by up to a
    tenth either way, so that sites that came in together do not stay together; the bounds hold all the same.
    """
    if outcome in NEVER_AGAIN:
        return None
    if outcome is Outcome.INTERRUPTED:
        return now
    return now + max(_spread(_wait(outcome, regard, pace, failures), regard, spread), _asked(retry_after_s))


def _wait(outcome: Outcome, regard: Regard, pace: Pace, failures: int) -> timedelta:
    if outcome is Outcome.PROFILED:
        return timedelta(days=interval_days(pace.rate, regard))
    if outcome in _AFTER:
        forum, other = _AFTER[outcome]
        return forum if regard.kind is SiteKind.FORUM else other
    first = _FIRST_BACK_OFF.get(outcome, SHORTEST_BACK_OFF)
    # A candidate that never answered is one of very many: what costs little for one forum costs a crawl for these.
    steps = _doubled(failures if regard.kind is SiteKind.FORUM else 2 * failures - 1)
    return min(first * steps, timedelta(days=regard.bounds.back_off))


def _spread(wait: timedelta, regard: Regard, spread: float) -> timedelta:
    """The wait, a tenth either way; where it meets a bound only to the side that is allowed."""
    shifted = wait * (0.9 + 0.2 * spread)
    least, most = timedelta(days=regard.bounds.least), timedelta(days=regard.bounds.most)
    if wait < least:
        return shifted
    return max(least, min(shifted, most * (0.9 + 0.1 * spread)))


def host_back_off(outcome: Outcome, now: datetime, *, failures: int, retry_after_s: float | None) -> datetime | None:
    """Until when the whole host is left alone after this outcome; None: no longer than its delay.

    What it asked for counts whatever the outcome: a later page may say "too many requests" when the first was read.
    """
    if outcome not in HOST_FAILURES:
        return now + asked if (asked := _asked(retry_after_s)) else None
    wait = min(timedelta(minutes=15) * _doubled(failures), 7 * DAY)
    return now + max(wait, _asked(retry_after_s))


def _asked(seconds: float | None) -> timedelta:
    """What a server asked for, as far as we can wait; nothing for what is no time."""
    if seconds is None or not seconds > 0:
        return timedelta(0)
    return timedelta(seconds=min(seconds, LONGEST_ASKED.total_seconds()))


LONGEST_ASKED = 60 * DAY
"""A server that asks for more time is visited again after this all the same."""


def _doubled(failures: int) -> int:
    """1 for the first failure in a row, then 2, 4, 8 ..."""
    return 1 << min(max(failures - 1, 0), 12)


def next_purpose(kind: SiteKind) -> Purpose:
    """Why the site is visited next."""
    return Purpose.PROFILE if kind is SiteKind.FORUM else Purpose.DISCOVER


def spread_of(site_id: int) -> float:
    """A number from 0 to 1 that is fixed for a site and even over sites (golden ratio steps)."""
    return (site_id * 0.6180339887498949) % 1.0
