"""Which threads of a list may be counted for their replies, and what is seen of each. Pure: numbers and times only.

A list shows the threads that were newest at one time, and its order tells which are missing. Sorted by newest posts it
holds every thread begun since the oldest newest post on it, but of those begun before only the ones that came up again:
these would make the forum look more helpful than it is. So where rows tell when threads began, only those count that
began within that time. Where rows do not, all count, and are marked so by having no beginning. A list in no such order
(by votes, by heat) is no sample of anything and is left out, as is one whose counts its own times contradict.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from crawler.words.moments import Moment
from registry.profile import MOST_THREADS_SEEN, ThreadSeen
from registry.vocabulary import Precision

FEWEST_ROWS = 6
"""An order is seen in so many rows at least: fewer, such as those of "similar threads", may stand in one by chance."""
OUT_OF_ORDER = 0.1
"""The share of rows that may stand out of order: some software brings a thread up again when it is edited."""
PINNED = 0.5
"""The share of a list's rows, at its top, that may be pinned there in spite of the order."""
UNTRUE = 0.2
"""The share of rows whose count their times contradict from which the counts are taken for something else."""
TOLD = 0.8
"""The share of answered rows whose beginning is told from which the list tells beginnings."""
_MOVED = re.compile(
    r"(?:moved|verschoben|déplacé|movido|spostato|verplaatst|przeniesion[ya]|symudwyd|перемещено)\s?:", re.IGNORECASE
)
"""The title of what is left of a thread where it stood before, in some software."""
_LONGEST = 10**6
_WITHIN = {
    Precision.SECOND: 0,
    Precision.MINUTE: 60,
    Precision.HOUR: 3600,
    Precision.DAY: 86_400,
    Precision.MONTH: 31 * 86_400,
    Precision.YEAR: 366 * 86_400,
}
"""How much later than told a time told to a precision may be, in seconds."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What a row of a list tells of its thread: the replies after its first post, when it began, its newest post."""

    title: str
    replies: int
    began: Moment | None
    newest: Moment | None


@dataclass(frozen=True, slots=True)
class _Row:
    seen: ThreadSeen
    began: datetime | None
    newest: datetime | None
    slack: timedelta


def threads_seen(listed: Sequence[Answered]) -> tuple[ThreadSeen, ...]:
    """The threads of a list, in its order, that may be counted; none where it is no sample of them."""
    still = (one for one in listed if _MOVED.match(one.title) is None)
    rows = [row for one in still if (row := _row(one)) is not None]
    if len(rows) < FEWEST_ROWS or sum(map(_is_untrue, rows)) > UNTRUE * len(rows):
        return ()
    for time in (_by_newest, _by_beginning):
        if sum(time(row) is not None for row in rows) < len(rows):
            continue
        ordered = _in_order(rows, time)
        if ordered:
            return tuple(row.seen for row in _whole(ordered, time))[:MOST_THREADS_SEEN]
    return ()


def _row(one: Answered) -> _Row | None:
    if not 0 <= one.replies <= _LONGEST or (one.newest is None and one.began is None):
        return None
    newest = one.newest.at if one.newest is not None else None
    began = one.began.at if one.began is not None else None
    if one.replies == 0:
        began = began or newest
        newest = newest or began
    slack_s = sum(_within(moment) for moment in (one.began, one.newest))
    seen = ThreadSeen(one.replies, newest, began, slack_s=slack_s, mark=hash(one.title.casefold()))
    return _Row(seen, began, newest, timedelta(seconds=slack_s))


def _within(moment: Moment | None) -> int:
    return _WITHIN.get(Precision(moment.precision), 0) if moment is not None else 0


def _by_newest(row: _Row) -> datetime | None:
    return row.newest


def _by_beginning(row: _Row) -> datetime | None:
    return row.began


def _is_untrue(row: _Row) -> bool:
    """Whether a row says that nobody answered, and shows a later post; or that somebody did, before it began."""
    if row.began is None or row.newest is None:
        return False
    apart = row.newest - row.began
    return apart > row.slack + timedelta(hours=1) if row.seen.replies == 0 else apart < -row.slack


def _in_order(rows: Sequence[_Row], time: Callable[[_Row], datetime | None]) -> list[_Row]:
    """The rows without those pinned at the top, if the rest stand in the order of this time; else none."""
    stray: list[bool] = []
    latest: datetime | None = None
    for row in reversed(rows):
        at = time(row)
        stray.append(at is not None and latest is not None and at + row.slack < latest)
        latest = max(filter(None, (latest, at)), default=None)
    stray.reverse()
    for start in range(int(len(rows) * PINNED) + 1):
        rest = len(rows) - start
        if rest >= FEWEST_ROWS and not stray[start] and sum(stray[start:]) <= OUT_OF_ORDER * rest:
            return list(rows[start:])
    return []


def _whole(rows: Sequence[_Row], time: Callable[[_Row], datetime | None]) -> list[_Row]:
    """The rows of all threads that began after the oldest time; where beginnings are not told, all rows."""
    answered = [row for row in rows if row.seen.replies]
    if sum(row.began is not None for row in answered) < TOLD * len(answered):
        return [_without_beginning(row) for row in rows if row.newest is not None]
    oldest = min(at for row in rows if (at := time(row)) is not None)
    return [row for row in rows if row.began is not None and row.began > oldest]


def _without_beginning(row: _Row) -> _Row:
    if row.began is None and row.seen.started_at is None:
        return row
    return replace(row, seen=replace(row.seen, started_at=None), began=None)
