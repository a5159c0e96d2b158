"""Figures that cannot be true: named with the reason, and not used. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from registry.assess.counters import MOST, CounterReading, Verdict, verdicts

MEMBERS_PER_DAY = 1_000_000
"""No forum wins more than a million members a day."""

MOST_EACH = 200_000
"""Nor has more posts for each of its members: fifty a day, every day for ten years."""

MOST_FLAGS = 5
"""So many readings of one counter are named at most, the newest."""

EARLIEST_YEAR = 1985
"""Nor has kept a post from before the first boards that went over to the web."""

COUNT_OPENERS = frozenset(
    {
        "discourse", "flarum", "fluxbb", "invision", "mybb", "nodebb", "phpbb", "punbb", "smf", "vbulletin", "woltlab",
        "xenforo",
    }
)  # fmt: skip
"""Software whose number of posts holds the posts that open threads; others may count replies only."""


@dataclass(frozen=True, slots=True)
class Implausible:
    """A figure that was not used: its field and the reason in words. One of an earlier visit starts with its day."""

    field: str
    reason: str


def plausible_totals(
    members: int | None, threads: int | None, posts: int | None, platform: str | None = None
) -> Iterator[Implausible]:
    """What is odd about the totals of one page; `platform` tells what its software counts."""
    for field, value in (("members", members), ("threads", threads), ("posts", posts)):
        if value is not None and value < 0:
            yield Implausible(field, "below nothing")
        elif value is not None and value > MOST:
            yield Implausible(field, f"more than {MOST:,}")
    if posts == 0 and threads:
        yield Implausible("posts", "threads without a post")
    if posts == 0 and members is not None and members >= 100:
        yield Implausible("members", "hundreds of members and no post")
    if posts is None or not 0 < posts <= MOST:
        return
    if platform in COUNT_OPENERS and threads is not None and posts < threads <= MOST:
        yield Implausible("threads", "more threads than posts, though every thread is opened by a post")
    if members is not None and 0 < members <= MOST and posts > MOST_EACH * members:
        yield Implausible("posts", f"more than {MOST_EACH:,} posts for each member")


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
    """The readings between which growth may be counted, oldest first, and why others were left out.

    They are those since the post counter last started anew (see `registry.assess.counters.verdicts`).
    """
    ahead = today + timedelta(days=1)
    ordered = sorted((r for r in readings if r.at.date() <= ahead), key=lambda r: r.at)
    stated = [(r.at, r.posts) for r in ordered if r.posts is not None]
    told = verdicts(stated)
    starts = max((n for n, verdict in enumerate(told) if verdict.starts), default=0)
    known = [r for r in ordered if r.posts is not None]
    kept = [r for n, r in enumerate(known) if n >= starts and told[n].is_used]
    flags = [_flag(at, verdict, at == stated[-1][0]) for (at, _), verdict in zip(stated, told, strict=True) if verdict]
    return kept, flags[-MOST_FLAGS:] + list(_members(ordered))[-MOST_FLAGS:]


def _flag(at: datetime, verdict: Verdict, newest: bool) -> Implausible:
    """Only what can never be true is said of the figure that stands now; the rest is about one reading of it."""
    never = verdict in (Verdict.TOO_FAST, Verdict.OUTSIDE)
    return Implausible("posts", str(verdict) if newest and never else f"{at:%Y-%m-%d}: {verdict}")


def _members(readings: Sequence[CounterReading]) -> Iterator[Implausible]:
    """Members that came faster than they can, since the most there were; only the newest figure stands today."""
    stated = [(r.at, r.members) for r in readings if r.members is not None and 0 <= r.members <= MOST]
    most: tuple[datetime, int] | None = None
    for at, members in stated:
        if most is not None and members - most[1] > MEMBERS_PER_DAY * max((at - most[0]) / timedelta(days=1), 1.0):
            reason = f"grew by more than {MEMBERS_PER_DAY:,} a day"
            yield Implausible("members", reason if at == stated[-1][0] else f"{at:%Y-%m-%d}: {reason}")
        elif most is None or members >= most[1]:
            most = at, members
