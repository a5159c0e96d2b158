"""The registry at scale, simulated: forums that change, candidates that wait, workers with so much time. Pure.

Forums are sampled and scaled up; each visit's next one is set by the rule of the crawler itself
(`registry.frontier.schedule.next_due`), learning its pace as the crawler does. Due visits wait for their turn in the
order in which they became due, as leases are given out; listed forums and candidates that are forums come before the
search, which gets what is left.
"""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from registry.frontier.pace import Pace
from registry.frontier.schedule import Regard, next_due, weight_of
from registry.vocabulary import Outcome, SiteKind

START = datetime(2027, 1, 1, tzinfo=UTC)
DAY_S = 86_400.0


@dataclass(frozen=True, slots=True)
class World:
    """What is assumed of the web. Shares are 0 to 1; rates of change in changes a day."""

    forums: int = 1_000_000
    listed: float = 0.1
    candidates: int = 100_000_000
    slowest: float = 0.001
    fastest: float = 4.0
    dead_forums: float = 0.1
    """Forums that do not answer."""
    dead_candidates: float = 0.35
    major: float = 0.15
    bodies: int = 3
    pages_forum: float = 4.5
    """Pages of a visit to a forum, robots.txt with it."""
    pages_candidate: float = 2.3
    seconds_a_page: float = 1.6
    """Delay and answer: what one page takes of a visit's time."""
    wire_bytes: float = 28_000.0
    """Bytes of a page on the wire, compressed."""
    concurrent: int = 64
    """Visits under way at once in one worker."""


def visits_to_a_candidate(world: World, days: float = 365.0) -> float:
    """Visits to one candidate that is no forum in its first year, by the crawler's own rule: the mean of all."""
    alive = _visits_in(Outcome.NOT_A_FORUM, SiteKind.NOT_A_FORUM, days)
    return alive + world.dead_candidates * (_visits_in(Outcome.DNS_FAILED, SiteKind.UNKNOWN, days) - alive)


def _visits_in(outcome: Outcome, kind: SiteKind, days: float) -> int:
    now, visits = START, 0
    while now < START + timedelta(days=days):
        visits += 1
        due = next_due(outcome, now, regard=Regard(kind), failures=visits)
        if due is None:
            break
        now = due
    return visits


@dataclass(slots=True)
class Seen:
    """What came of the simulated time, for the sample."""

    visits: int = 0
    on_time: int = 0
    fresh_s: float = 0.0
    age_s: float = 0.0
    watched_s: float = 0.0
    waited_s: float = 0.0
    changes: int = 0


@dataclass(slots=True)
class _Forum:
    """A sampled forum. Times are seconds from the start."""

    rate: float
    regard: Regard
    dead: bool
    spread: float
    chance: Random
    pace: Pace = field(default_factory=Pace)
    failures: int = 0
    read_at: float = 0.0
    changed_at: float = 0.0


def make_forums(world: World, sample: int) -> list[_Forum]:
    """A sample of the forums: a tenth of them listed, by default, with rates spread evenly over their logarithm."""
    forums = []
    for number in range(sample):
        chance = Random(number)  # noqa: S311  # made-up forums, always the same
        listed = chance.random() < world.listed
        rate = world.slowest * (world.fastest / world.slowest) ** chance.random()
        weight = (
            weight_of(major=chance.random() < world.major, bodies=chance.randint(0, world.bodies)) if listed else 1.0
        )
        one = _Forum(
            rate, Regard(SiteKind.FORUM, listed, listed, weight), chance.random() < world.dead_forums,
            chance.random(), chance,
        )  # fmt: skip
        one.changed_at = chance.expovariate(one.rate) * DAY_S
        forums.append(one)
    return forums


def simulate(forums: Sequence[_Forum], visits_a_day: float, days: float, warm: float) -> Seen:
    """Let `days` pass with room for so many visits of the sample a day; what is told begins after `warm` days."""
    seen = Seen()
    gap = DAY_S / visits_a_day
    queue = [(one.chance.random() * 2 * DAY_S, number) for number, one in enumerate(forums)]
    heapq.heapify(queue)
    free, end, begin = 0.0, days * DAY_S, warm * DAY_S
    due_after: dict[int, float] = {}
    while queue:
        due, number = heapq.heappop(queue)
        at = max(due, free)
        if at >= end:
            _watch(seen, forums[number], end, begin)
            continue
        free = at + gap
        one = forums[number]
        if at >= begin:
            seen.visits += 1
            seen.on_time += at - due <= max(0.1 * due_after.get(number, DAY_S), 3600.0)
        following = _visit(seen, one, at, begin)
        due_after[number] = following - at
        heapq.heappush(queue, (following, number))
    return seen


def _visit(seen: Seen, one: _Forum, at: float, begin: float) -> float:
    """One visit, and when the next one is due."""
    now = START + timedelta(seconds=at)
    if one.dead:
        one.failures += 1
        due = next_due(Outcome.DNS_FAILED, now, regard=one.regard, failures=one.failures, spread=one.spread)
    else:
        _watch(seen, one, at, begin)
        changed = one.changed_at <= at
        if at >= begin and changed:
            seen.waited_s, seen.changes = seen.waited_s + at - max(one.changed_at, begin), seen.changes + 1
        if one.read_at:
            one.pace = one.pace.after((at - one.read_at) / DAY_S, changed=changed)
        one.read_at = at
        if changed:
            one.changed_at = at + one.chance.expovariate(one.rate) * DAY_S
        due = next_due(Outcome.PROFILED, now, regard=one.regard, pace=one.pace, spread=one.spread)
    return (due - START).total_seconds() if due is not None else float("inf")


def _watch(seen: Seen, one: _Forum, until: float, begin: float) -> None:
    """Count how long what we hold of a forum was right, and how old it was."""
    start = max(one.read_at, begin)
    if one.dead or until <= start:
        return
    seen.watched_s += until - start
    seen.fresh_s += max(min(one.changed_at, until) - start, 0.0)
    seen.age_s += ((until - one.read_at) ** 2 - (start - one.read_at) ** 2) / 2
