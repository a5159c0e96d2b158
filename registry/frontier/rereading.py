"""When to read a page that names forums again: pure, by what came of it. Nothing here reads a clock.

Pages that name new ones come back sooner, others later, after months at most; failures back off.
"""

from datetime import datetime, timedelta

from registry.frontier.schedule import LONGEST_BACK_OFF, NEVER_AGAIN
from registry.vocabulary import Outcome

DAY = timedelta(days=1)
LONGEST = 120 * DAY

READ = frozenset({Outcome.GATHERED, Outcome.UNCHANGED})
"""Outcomes of readings that read the page, or learnt that it is the one they know."""

_USUAL = 28 * DAY
_OF_KIND = {"registry": DAY, "search": 45 * DAY, "sitemap": 60 * DAY, "home": 60 * DAY}
"""How soon a page of this kind is read again that has just named something new."""

_REST = timedelta(hours=1)
"""A long list is read on after so long."""

_AFTER = {
    Outcome.ROBOTS_REFUSED: 90 * DAY,
    Outcome.EGRESS_REFUSED: 90 * DAY,
    Outcome.MOVED: 90 * DAY,
    Outcome.QUOTA_USED: DAY,
    Outcome.KEY_REFUSED: DAY,
}
_FIRST = {Outcome.GONE: 14 * DAY, Outcome.ACCESS_DENIED: 7 * DAY, Outcome.UNREADABLE: 7 * DAY}
_FIRST_BACK_OFF = 6 * timedelta(hours=1)


def next_reading(
    kind: str,
    outcome: Outcome,
    now: datetime,
    *,
    failures: int = 0,
    unchanged: int = 0,
    goes_on: bool = False,
    retry_after_s: float | None = None,
    spread: float = 0.5,
) -> datetime | None:
    """When the page is read again; None: never by itself.

    `failures` and `unchanged` count readings in a row, this one included, that failed or named nothing new; `goes_on`:
    pages of it wait to be read; `spread` (0 to 1) shifts the time by up to a tenth either way.
    """
    if outcome in NEVER_AGAIN:
        return None
    if outcome is Outcome.INTERRUPTED:
        return now
    wait = _REST if goes_on and outcome in READ else _wait(kind, outcome, failures, unchanged)
    asked = timedelta(0)
    if retry_after_s is not None and retry_after_s > 0:
        asked = timedelta(seconds=min(retry_after_s, LONGEST_BACK_OFF.total_seconds()))
    return now + max(wait * (0.9 + 0.2 * spread), asked)


def _wait(kind: str, outcome: Outcome, failures: int, unchanged: int) -> timedelta:
    if outcome in READ:
        usual = _OF_KIND.get(kind, _USUAL)
        return min(usual * (1 << min(max(unchanged, 0), 8)), LONGEST if kind != "registry" else 7 * DAY)
    if outcome in _AFTER:
        return _AFTER[outcome]
    first = _FIRST.get(outcome, _FIRST_BACK_OFF)
    return min(first * (1 << min(max(failures - 1, 0), 12)), LONGEST)
