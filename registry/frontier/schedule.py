"""When to come back: pure, by the outcome of the visit. Failures back off; nothing here reads a clock."""

from datetime import datetime, timedelta

from registry.vocabulary import Outcome, Purpose, SiteKind

ROBOTS_LIFE = timedelta(hours=24)
"""How long a robots.txt that was read is believed (RFC 9309 allows a day)."""

DAY = timedelta(days=1)
LONGEST_BACK_OFF = 60 * DAY
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


def next_due(
    outcome: Outcome,
    now: datetime,
    *,
    kind: SiteKind,
    failures: int = 0,
    unchanged: int = 0,
    retry_after_s: float | None = None,
    spread: float = 0.5,
) -> datetime | None:
    """When to visit the site again; None: never by itself.

    `failures` counts visits in a row that failed, this one included; `unchanged` visits in a row with nothing new;
    `retry_after_s` is what the server asked for. `spread` (0 to 1, fixed for a site) shifts the time by up to a
    tenth either way, so that sites that came in together do not stay together.
    """
    if outcome in NEVER_AGAIN:
        return None
    if outcome is Outcome.INTERRUPTED:
        return now
    wait = _wait(outcome, kind, failures, unchanged) * (0.9 + 0.2 * spread)
    return now + max(wait, _asked(retry_after_s))


def _wait(outcome: Outcome, kind: SiteKind, failures: int, unchanged: int) -> timedelta:
    if outcome is Outcome.PROFILED:
        return DAY * min(1 + unchanged, 7)
    if outcome in _AFTER:
        forum, other = _AFTER[outcome]
        return forum if kind is SiteKind.FORUM else other
    first = _FIRST_BACK_OFF.get(outcome, SHORTEST_BACK_OFF)
    return min(first * _doubled(failures), LONGEST_BACK_OFF)


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
    return timedelta(seconds=min(seconds, LONGEST_BACK_OFF.total_seconds()))


def _doubled(failures: int) -> int:
    """1 for the first failure in a row, then 2, 4, 8 ..."""
    return 1 << min(max(failures - 1, 0), 12)


def next_purpose(kind: SiteKind) -> Purpose:
    """Why the site is visited next."""
    return Purpose.PROFILE if kind is SiteKind.FORUM else Purpose.DISCOVER


def spread_of(site_id: int) -> float:
    """A number from 0 to 1 that is fixed for a site and even over sites (golden ratio steps)."""
    return (site_id * 0.6180339887498949) % 1.0
