"""When a site is visited next, said in words: for `forum-registry why`. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from registry.frontier.pace import Pace
from registry.frontier.schedule import CANDIDATE_WEIGHT, FASTEST, Regard, interval_days
from registry.vocabulary import Outcome, SiteKind


@dataclass(frozen=True, slots=True)
class Clocks:
    """The two clocks of a site and what they rest on, as `site` and `forum` hold them."""

    next_due: datetime | None
    last_attempt_at: datetime | None
    last_success_at: datetime | None
    last_outcome: str | None
    failures: int
    pace: Pace
    regard: Regard


def in_words(clocks: Clocks) -> Sequence[str]:
    """Why the site is visited when it is, a sentence each: the next visit, the two clocks, the rule that set it."""
    said = [f"next visit: {_moment(clocks.next_due, 'none is due')}"]
    said.append(
        f"last tried: {_moment(clocks.last_attempt_at, 'never')}"
        + (f", which ended {clocks.last_outcome}" if clocks.last_outcome else "")
        + f"; last read: {_moment(clocks.last_success_at, 'never')}"
    )
    if clocks.failures:
        rows = "visit" if clocks.failures == 1 else "visits in a row"
        longest = clocks.regard.bounds.back_off
        grows = "doubles" if clocks.regard.kind is SiteKind.FORUM else "grows fourfold"
        said.append(f"{clocks.failures} {rows} failed: the wait {grows} with each, up to {longest:g} days")
    if clocks.regard.kind is SiteKind.FORUM:
        said += _pace(clocks.pace, clocks.regard)
    elif clocks.last_outcome == Outcome.NOT_A_FORUM:
        said.append("it is no forum: looked at again after half a year")
    return tuple(said)


def _pace(pace: Pace, regard: Regard) -> Sequence[str]:
    bounds, days = regard.bounds, interval_days(pace.rate, regard)
    watched = f"as {pace.days:.0f} days of watching tell" if pace.days else "as is taken before it was watched"
    every = f"every {1 / pace.rate:.1f} days" if pace.rate < FASTEST else f"{pace.rate:.1f} times a day"
    weight = f"weight {regard.counted_weight:g}"
    if not regard.public:
        weight += f" (not listed: {CANDIDATE_WEIGHT:g} of {regard.weight:g})"
    return (
        f"it changes about {every}, {watched}; {weight}",
        f"so it is read about every {days:.1f} days: 1.5 / sqrt(weight x changes a day, 1 at most), "
        f"{bounds.least:g} at least and {bounds.most:g} at most",
    )


def _moment(when: datetime | None, otherwise: str) -> str:
    return f"{when:%Y-%m-%d %H:%M} UTC" if when is not None else otherwise
