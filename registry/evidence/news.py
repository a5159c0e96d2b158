"""Whether a forum itself has changed between two visits, in what readers care about: pure.

Not every value that differs is news. Who is online now and who was active in the last days differ at each visit of a
forum where nothing happens. "3 days ago" tells another moment each time it is read. Another program reads otherwise.
What a page states for the first time may have stood there before, on a page that was not read then.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from registry.evidence.precedence import Said
from registry.vocabulary import Precision

NO_NEWS = frozenset({"online", "active_7_days", "active_30_days"})
"""Facts that tell of the moment of the visit."""

SLACK = {
    Precision.SECOND: timedelta(seconds=1),
    Precision.MINUTE: timedelta(minutes=1),
    Precision.HOUR: timedelta(hours=1),
    Precision.DAY: timedelta(days=1),
    Precision.MONTH: timedelta(days=31),
    Precision.YEAR: timedelta(days=366),
}
"""By how much two readings of one moment may differ that were stated this exactly."""

TIMES = frozenset({"last_post_at"})
"""Facts that are moments: only a later one is news."""


def news(before: Iterable[Said], after: Iterable[Said]) -> frozenset[str]:
    """The facts that tell of a change: `before` and `after` are what one source said at two visits.

    A sum or an estimate counts only where the page states no figure of the kind.
    """
    former = {(said.fact, said.derived): said for said in before}
    found = set()
    for said in after:
        old = former.get((said.fact, said.derived))
        if old is None or said.fact in NO_NEWS or said.parser_version != old.parser_version:
            continue
        if said.derived and (said.fact, False) in former:
            continue
        if _later(old, said) if said.fact in TIMES else old.value != said.value:
            found.add(said.fact)
    return frozenset(found)


def _later(old: Said, new: Said) -> bool:
    """Whether the newest post is a newer one: later by more than two readings of one moment differ."""
    before, after = _moment(old.value), _moment(new.value)
    if before is None or after is None:
        return False
    return after - before > max(_slack(old.precision), _slack(new.precision))


def _slack(precision: str | None) -> timedelta:
    return SLACK[Precision(precision)] if precision in SLACK else SLACK[Precision.DAY]


def _moment(value: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
