"""Made-up figures of the time before today: what earlier visits might have found. Pure; no page ever stated them.

The same site and day always give the same figures. They lead up to those that the pages state today and never past
them: more in spring and autumn than in August and at the turn of the year, nothing after the newest post, and nothing
at all where the pages state nothing.
"""

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from sampleweb.model import SampleSite

EVERY_DAYS = 14
FIRST_DAY = 427
"""The oldest figures, in days before today: about fourteen months."""
LAST_DAY = 7
"""The newest: today's own figures come from a real visit."""

GAP = range(95, 205)
"""The days before today on which a site of shape `gap` was out of reach."""
CLEARED = 170
"""The day on which a site of shape `falling` deleted accounts nobody used."""

RECENT = 5
"""So many of the last figures are held to the rate that the pages imply."""
MOST_GROWN = 0.8
"""Nothing grew more than five-fold in the time that is made up."""
FEWEST_THREADS = 3
"""Threads that a rate is read from; and the part of its members that a Discourse site says are active in a week."""
ACTIVE_SHARE = 20

NOT_TRUE = 10**10
"""A figure from here on is no count of people: it was always stated so."""


@dataclass(frozen=True, slots=True)
class PastFigures:
    """What a visit on `at` (aware UTC) would have found stated; None for what the site never states."""

    at: datetime
    members: int | None
    threads: int | None
    posts: int | None
    online: int | None


def past_figures(site: SampleSite, today: date) -> tuple[PastFigures, ...]:
    """The figures of visits every two weeks since the site was listed, oldest first; none for what states none."""
    draw = random.Random(f"{site.name}/{today.isoformat()}")  # noqa: S311 - believable figures, not secrets
    days = [day + draw.randint(-3, 3) for day in range(min(FIRST_DAY, site.past.listed - 3), LAST_DAY, -EVERY_DAYS)]
    if site.past.shape == "gap":
        days = [day for day in days if day not in GAP]
    if not days or (site.members, site.threads, site.posts) == (None, None, None):
        return ()
    left = list(_still_to_come(site, [*days, 0], today, draw))
    grown = _growth(site, today, [*days, 0], left)
    posts, threads = _counter(site.posts, left, grown), _counter(site.threads, left, grown)
    members = _members(site, days, left, draw)
    moments = (_moment(today, day, draw) for day in days)
    return tuple(
        PastFigures(at, members[place], threads[place], posts[place], _online(site, draw))
        for place, at in enumerate(moments)
    )


def _still_to_come(site: SampleSite, days: Sequence[int], today: date, draw: random.Random) -> Iterator[float]:
    """For each day but the last: the share of all growth that still lay ahead of it, 1 at the start."""
    silent_since = (today - site.last_post_at.date()).days if site.last_post_at else 0
    weights = []
    for day, after in pairwise(days):
        middle = (day + after) / 2
        season = 1 + 0.4 * math.sin(4 * math.pi * ((today - timedelta(days=middle)).timetuple().tm_yday - 45) / 365)
        fading = 0.2 + 1.6 * middle / FIRST_DAY if site.past.shape == "falling" else 1
        lively = max(0, day - max(after, silent_since))
        weights.append(lively * season * fading * draw.uniform(0.7, 1.3))
    whole, ahead = sum(weights), sum(weights)
    for weight in weights:
        yield ahead / whole if whole else 0.0
        ahead -= weight


def _growth(site: SampleSite, today: date, days: Sequence[int], ahead: Sequence[float]) -> float:
    """The share of its posts that were written since the first of these days, 0.5 at most.

    It follows from the posts a day that the pages let a reader believe: the growth of the last days is as much.
    """
    rate = posts_per_day(site, today)
    if rate is None or not site.posts:
        return 0.0
    silent = (today - site.last_post_at.date()).days if site.last_post_at else 0
    recent = min(RECENT, len(ahead))
    lively, share = max(0, days[-recent - 1] - silent), ahead[-recent]
    if not share:  # silent of late: what was written was written before
        lively, share = max(0, days[0] - silent), 1.0
    return min(MOST_GROWN, rate * lively / share / site.posts)


def posts_per_day(site: SampleSite, today: date) -> float | None:
    """The posts a day that the site's pages imply; None where they imply none."""
    if site.software == "discourse" and site.members is not None:
        return site.members // ACTIVE_SHARE / 7
    times = [thread.last_post_at for thread in site.newest]
    if len(times) < FEWEST_THREADS:
        return None
    until = datetime.combine(today, time(12), UTC)
    return max(0.1, (len(times) - 1) / max(1 / 24, (until - times[-1]) / timedelta(days=1)))


def _counter(stated: int | None, ahead: Sequence[float], grown: float) -> list[int | None]:
    """The counter on each day: what is stated today without what was still to come."""
    if stated is None:
        return [None] * len(ahead)
    made: list[int | None] = []
    least = 0
    for share in ahead:
        least = max(least, min(stated, round(stated * (1 - grown * share))))
        made.append(least)
    return made


def _members(
    site: SampleSite, days: Sequence[int], ahead: Sequence[float], draw: random.Random
) -> Sequence[int | None]:
    counted = _counter(site.members, ahead, draw.uniform(0.06, 0.3))
    if site.members is None or site.members >= NOT_TRUE:
        return [site.members] * len(days)
    if site.past.shape != "falling":
        return counted
    return [round((count or 0) * 1.4) if day > CLEARED else count for day, count in zip(days, counted, strict=True)]


def _online(site: SampleSite, draw: random.Random) -> int | None:
    wobble = draw.uniform(0.4, 1.3)
    return None if site.online is None else round(site.online * wobble)


def _moment(today: date, day: int, draw: random.Random) -> datetime:
    return datetime.combine(today - timedelta(days=day), time(draw.randint(6, 21), draw.randint(0, 59)), UTC)
