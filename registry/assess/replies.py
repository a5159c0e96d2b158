"""How many threads get no reply, and how long the first one takes: counted over visits, never of a person. Pure.

A visit looks at the threads of one list. Counts of them are kept, and no thread: see `Tally`. What is published of the
counts of many visits, and why so, is said in REPLIES_FORMULA.
"""

import math
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from registry.profile import ThreadSeen

OLD_ENOUGH = timedelta(days=2)
"""A thread younger than this may yet get its reply. So long that no mistaken time zone makes it less than a day."""

WINDOW = timedelta(days=365)
"""Threads and visits older than this say nothing of today."""

FEWEST = 20
"""So many threads are the least that a share or a typical time is told of."""

STEPS_S = (
    *(15 * 60, 30 * 60, 3600),
    *(hours * 3600 for hours in (2, 3, 6, 12, 24)),
    *(days * 86_400 for days in (2, 3, 7, 14, 30, 90)),
)
"""First replies are counted by the shortest of these spans that they surely came within, in seconds."""

_Z = 1.959964
"""Of a 95 % interval."""

REPLIES_FORMULA = (
    "without reply = threads that had no reply when they were seen / all threads seen; the interval is Wilson's, at "
    f"95 %. Only threads at least {OLD_ENOUGH.days} days old count, each once, out of lists of threads that the visits "
    f"of {WINDOW.days} days read; pinned, locked and moved threads do not. Where lists tell when threads began, all "
    "threads count that began in the time which the list shows whole, so that threads brought up again and again "
    "weigh no more than others. Where they do not, all threads of the newest list count: old threads that were "
    "answered again are among them, and the true share is likely higher, so the share is told as a lower bound, which "
    f"is what at_least says. Below {FEWEST} threads nothing is told. First reply within: half of all threads that "
    "count had their first reply within this time, threads without a reply counted as still waiting. Of a thread with "
    "one reply the list tells when it came; of a thread with more it tells only that the first came no later than the "
    "last, and that later time is taken (threads with exactly one reply, taken alone, are not like the others). So "
    "first replies may come sooner than this says, and not later. The interval is that of the median's ranks, at 95 %. "
    "Times are counted in steps, from a quarter of an hour to 90 days."
)
"""The published formula."""

NOT_SEEN = "no page that was visited shows how many replies its threads got"
NO_TIMES = "its lists of threads do not tell when threads began and were answered"
NOT_REACHED = "half of its threads had no reply yet, or got the first one after a longer time than is counted"


@dataclass(frozen=True, slots=True)
class Tally:
    """What one visit counted, as it is kept. Times are aware UTC.

    `at` is its end; between the full hours `since` and `until` lie the times of all threads counted.
    `started`: they are all the threads that began then; else those that a list showed, by their newest posts. `within`
    counts the answered ones by STEPS_S, those that none of these spans surely holds in a last place; empty where lists
    do not tell when threads began and when the answered ones were last written in.
    """

    at: datetime
    since: datetime
    until: datetime
    threads: int
    unanswered: int
    started: bool
    within: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Replies:
    """Whether threads get replies. Shares are 0 to 1, times hours; each is None with its reason.

    `without` is the share of the `threads` without reply, `interval` its 95 % interval, `at_least` says that the true
    share is likely higher. `first_within` is the time within which half of the threads had their first reply,
    `first_interval` the 95 % interval of it; its upper end is None where the threads do not show it.
    """

    threads: int = 0
    since: datetime | None = None
    until: datetime | None = None
    without: float | None = None
    interval: tuple[float, float] | None = None
    at_least: bool = False
    reason: str | None = NOT_SEEN
    first_within: float | None = None
    first_interval: tuple[float, float | None] | None = None
    first_reason: str | None = NOT_SEEN


def tally(threads: Iterable[ThreadSeen], as_of: datetime, counted_until: datetime | None = None) -> Tally | None:
    """The counts of one visit that ended at `as_of`; None when there is nothing to count.

    `counted_until` is what `counted_until` says of earlier visits: threads that began till then are left out.
    """
    dated = [(at, one) for one in threads if one.replies >= 0 and (at := one.started_at or one.last_post_at)]
    seen = [(at, one) for at, one in dated if as_of - WINDOW <= at <= as_of - OLD_ENOUGH]
    started = all(one.started_at is not None for _, one in seen)
    if started and counted_until is not None:
        seen = [(at, one) for at, one in seen if at > counted_until]
    if not seen:
        return None
    told = started and all(one.first_reply_at or one.last_post_at for _, one in seen if one.replies)
    within = [0] * (len(STEPS_S) + 1)
    for at, one in seen:
        if told and one.replies:
            within[bisect_left(STEPS_S, _first_within_s(at, one))] += 1
    times = [at for at, _ in seen]
    unanswered = sum(not one.replies for _, one in seen)
    since, until = (when.replace(minute=0, second=0, microsecond=0) for when in (min(times), max(times)))
    hours = tuple(within) if told else ()
    return Tally(as_of, since, until + timedelta(hours=1), len(seen), unanswered, started, hours)


def counted_until(tallies: Sequence[Tally]) -> datetime | None:
    """The latest beginning of a thread that these visits counted, None when they counted none by its beginning."""
    return max((one.until for one in tallies if one.started), default=None)


def replies(tallies: Sequence[Tally]) -> Replies:
    """What the counts of visits say, newest first; those older than the newest by more than WINDOW are left out.

    Counts of threads by their beginning add up; without any the newest visit's list alone speaks, since a thread that
    comes up again would count again.
    """
    recent = [one for one in tallies if one.at >= tallies[0].at - WINDOW]
    whole = [one for one in recent if one.started]
    counted = whole or recent[:1]
    if not counted:
        return Replies()
    threads = sum(one.threads for one in counted)
    since, until = min(one.since for one in counted), max(one.until for one in counted)
    if threads < FEWEST:
        few = f"too few threads have been seen: {threads} of the {FEWEST} it takes"
        return Replies(threads, since, until, reason=few, first_reason=few)
    unanswered = sum(one.unanswered for one in counted)
    first, between, reason = _first(whole)
    return Replies(
        threads=threads,
        since=since,
        until=until,
        without=round(unanswered / threads, 3),
        interval=wilson(unanswered, threads),
        at_least=not whole,
        reason=None,
        first_within=first,
        first_interval=between,
        first_reason=reason,
    )


def wilson(some: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share by Wilson's score, to three decimals; `of` is at least 1."""
    share, z2 = some / of, _Z * _Z
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    reach = _Z / (1 + z2 / of) * math.sqrt(share * (1 - share) / of + z2 / (4 * of * of))
    low = 0.0 if some == 0 else max(0.0, middle - reach)
    high = 1.0 if some == of else min(1.0, middle + reach)
    return round(low, 3), round(high, 3)


def median_ranks(of: int) -> tuple[int, int]:
    """The ranks, from 1, between which the median of a population lies in at least 95 % of samples of this size.

    `of` is at least 6: no ranks of fewer do.
    """
    if of >= 1000:  # by the normal approximation: the chance of the first rank is below what a float holds
        below = math.floor(of / 2 - _Z * math.sqrt(of) / 2)
        return below, of - below + 1
    chance, below = 0.5**of, 0
    total = chance
    while total <= 0.025:
        below += 1
        chance *= (of - below + 1) / below
        total += chance
    return max(1, below), of - max(1, below) + 1


def _first_within_s(began: datetime, one: ThreadSeen) -> float:
    """Seconds after its beginning by which a thread surely had its first reply."""
    told = one.first_reply_at or one.last_post_at or began
    return max(0.0, (told - began).total_seconds()) + one.slack_s


_Typical = tuple[float | None, tuple[float, float | None] | None, str | None]


def _first(whole: Sequence[Tally]) -> _Typical:
    """The time within which half of the threads had their first reply, its interval, or why it is not known.

    Counts by other steps than STEPS_S, of another version, are left out.
    """
    counted = [one for one in whole if len(one.within) == len(STEPS_S) + 1]
    threads = sum(one.threads for one in counted)
    if threads < FEWEST:
        return None, None, NO_TIMES
    within = [sum(counts) for counts in zip(*(one.within for one in counted), strict=True)]
    low, high = median_ranks(threads)
    middle = _step_of(within, (threads + 1) // 2)
    if middle is None:
        return None, None, NOT_REACHED
    least = _step_of(within, low) or 0
    most = _step_of(within, high)
    below = STEPS_S[least - 1] / 3600 if least else 0.0
    return STEPS_S[middle] / 3600, (below, STEPS_S[most] / 3600 if most is not None else None), None


def _step_of(within: Sequence[int], rank: int) -> int | None:
    """The step that holds the thread of this rank, counted from the soonest answered; None behind the last."""
    reached = 0
    for step, count in enumerate(within[: len(STEPS_S)]):
        reached += count
        if reached >= rank:
            return step
    return None
