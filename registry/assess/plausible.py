"""Figures that cannot be true: named with the reason, and not used. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

MOST = 10**11
"""No forum has a hundred thousand million posts."""

MOST_PER_DAY = 5_000_000
"""Nor writes more than five million a day."""

EARLIEST_YEAR = 1985
"""Nor has kept a post from before the first boards that went over to the web."""


@dataclass(frozen=True, slots=True)
class CounterReading:
    """The counters of one visit, as the site stated them; `at` is aware UTC."""

    at: datetime
    posts: int | None = None
    threads: int | None = None
    members: int | None = None


@dataclass(frozen=True, slots=True)
class Implausible:
    """A figure that was not used: its field and the reason in words."""

    field: str
    reason: str


def plausible_totals(members: int | None, threads: int | None, posts: int | None) -> Iterator[Implausible]:
    """What is odd about the totals of one page."""
    for field, value in (("members", members), ("threads", threads), ("posts", posts)):
        if value is not None and value < 0:
            yield Implausible(field, "below nothing")
        elif value is not None and value > MOST:
            yield Implausible(field, f"more than {MOST:,}")
    if posts == 0 and threads:
        yield Implausible("posts", "threads without a post")
    if posts == 0 and members is not None and members >= 100:
        yield Implausible("members", "hundreds of members and no post")


def plausible_moment(moment: datetime | None, now: datetime) -> tuple[datetime | None, Implausible | None]:
    """The moment if it can be true; a naive one is taken for UTC. A day ahead is allowed for clocks and zones."""
    if moment is None:
        return None, None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    if moment > now + timedelta(days=1):
        return None, Implausible("last_post_at", "in the future")
    if moment.year < EARLIEST_YEAR:
        return None, Implausible("last_post_at", f"before {EARLIEST_YEAR}")
    return min(moment, now), None


def plausible_readings(
    readings: Sequence[CounterReading], today: date
) -> tuple[list[CounterReading], list[Implausible]]:
    """The readings whose post counters can be true, oldest first, and why others were left out.

    A counter that shrank starts a new row: the board was pruned or merged, or the earlier figure was wrong.
    """
    kept: list[CounterReading] = []
    flags: list[Implausible] = []
    ahead = today + timedelta(days=1)
    for reading in sorted((r for r in readings if r.at.date() <= ahead), key=lambda r: r.at):
        if reading.posts is None:
            continue
        if not 0 <= reading.posts <= MOST:
            flags.append(Implausible("posts", f"{reading.at:%Y-%m-%d}: outside 0 to {MOST:,}"))
            continue
        if kept and reading.posts < (kept[-1].posts or 0):
            flags.append(Implausible("posts", f"{reading.at:%Y-%m-%d}: fewer than at the visit before"))
            kept = [reading]
            continue
        days = max((reading.at - kept[-1].at) / timedelta(days=1), 1.0) if kept else 1.0
        if kept and reading.posts - (kept[-1].posts or 0) > MOST_PER_DAY * days:
            flags.append(Implausible("posts", f"{reading.at:%Y-%m-%d}: grew more than {MOST_PER_DAY:,} a day"))
            continue
        kept.append(reading)
    return kept, flags
