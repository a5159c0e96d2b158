"""A listed forum that cannot be reached: how it comes to be dormant, closed, and back. Pure: rules, no database.

    listed: visits fail on 4 days, over 21 days -> its owner and departments are told that it will be marked dormant
        on a day at least 14 days ahead -> on that day, still out of reach -> dormant, told with the day that is next
    dormant: 30 days before that day told again that it will be marked closed -> on that day (180 days after) -> closed
    read again, at whatever stage -> listed at once, and told

Only what means that nobody reaches it counts. An answer that keeps our crawler out (robots.txt, a challenge, a limit
of requests) ends the count, for the server is there; it is no proof either that a dormant forum is back, whose clock
then stops. A visit that failed while our own side was in doubt is no visit. No step is taken on old evidence: a visit
must have failed shortly before, and after people were told.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from registry.catalogue.listing import is_closed, is_dormant, is_in_use
from registry.vocabulary import AbsenceStage, NoticeKind, Outcome, Standing

UNREACHABLE = frozenset(
    {
        Outcome.DNS_FAILED,
        Outcome.CONNECTION_FAILED,
        Outcome.TLS_FAILED,
        Outcome.TIMED_OUT,
        Outcome.SERVER_ERROR,
        Outcome.ROBOTS_UNREACHABLE,
        Outcome.GONE,
        Outcome.PARKED,
        Outcome.MOVED,
    }
)
"""Outcomes that mean that nobody finds the forum at its address."""

READ = frozenset({Outcome.PROFILED, Outcome.LOGIN_WALL})
"""Outcomes that show that the forum is there."""

NO_ANSWER = frozenset({Outcome.INTERRUPTED, Outcome.FAILED, Outcome.EGRESS_REFUSED, Outcome.REMOVED})
"""Outcomes that say nothing of the forum. All others are answers of its server."""

COUNTED_FOR, LEAST_DAYS_TRIED = timedelta(days=21), 4
"""It is told of when visits have failed for so long, and on so many different days (UTC)."""

NOTICE_OF_DORMANT, NOTICE_OF_CLOSED = timedelta(days=14), timedelta(days=30)
"""Time at least between being told and being marked."""

DORMANT_FOR = timedelta(days=180)
"""Time at least from dormant to closed."""

FRESH_WHILE_LISTED, FRESH_WHILE_DORMANT = timedelta(days=9), timedelta(days=35)
"""How old the last failed visit may be when a step is taken: visits come weekly, and monthly once it is dormant."""

Stage = AbsenceStage


@dataclass(frozen=True, slots=True)
class Absent:
    """An absence as it stands. `since` is its first failed visit, `named_at` the start of the day people were told."""

    since: datetime
    attempts: int
    days: int
    last_at: datetime
    why: Outcome
    stage: Stage = Stage.COUNTED
    told_at: datetime | None = None
    named_at: datetime | None = None
    next_at: datetime | None = None

    @property
    def is_told(self) -> bool:
        """Whether anybody was told of it, so that the public may see it."""
        return self.stage is not Stage.COUNTED


class Step(NamedTuple):
    """What follows: the absence from now on (None: it is over), what is told, and where the forum is moved."""

    absent: Absent | None
    notice: NoticeKind | None = None
    to: Standing | None = None


def fits(stage: str, standing: str) -> bool:
    """Whether a forum of this standing can be at this stage; else people moved it, and the absence is void."""
    if stage in (Stage.COUNTED, Stage.TOLD):
        return is_in_use(standing)
    return is_closed(standing) if stage == Stage.CLOSED else is_dormant(standing)


def next_standing(stage: str) -> Standing | None:
    """What the forum will be marked as on the day that was named."""
    return {Stage.TOLD: Standing.DORMANT, Stage.DORMANT: Standing.CLOSED, Stage.CLOSING: Standing.CLOSED}.get(
        Stage(stage)
    )


def failed(before: Absent | None, why: Outcome, at: datetime) -> Absent:
    """After one more visit that did not reach it."""
    if before is None:
        return Absent(at, 1, 1, at, why, next_at=at + COUNTED_FOR)
    if before.stage is Stage.DORMANT and before.next_at is None:  # it had answered meanwhile, unread
        named = day_after(at + DORMANT_FOR)
        return Absent(at, 1, 1, at, why, Stage.DORMANT, named_at=named, next_at=named - NOTICE_OF_CLOSED)
    another_day = at.date() > before.last_at.date()
    return replace(before, attempts=before.attempts + 1, days=before.days + another_day, last_at=at, why=why)


def answered(before: Absent, outcome: Outcome) -> Step:
    """After a visit that its server answered."""
    back = NoticeKind.BACK if before.is_told else None
    if before.stage in (Stage.COUNTED, Stage.TOLD):
        return Step(None, back)
    if outcome in READ:
        return Step(None, back, Standing.LISTED)
    if before.stage is Stage.CLOSED:
        return Step(before)
    return Step(replace(before, stage=Stage.DORMANT, named_at=None, next_at=None))


def step(absent: Absent, now: datetime) -> Step | None:
    """The step that is due, None while there is none. One step at a time: each is told before the next."""
    due = absent.next_at is not None and now >= absent.next_at
    match absent.stage:
        case Stage.COUNTED if due and absent.days >= LEAST_DAYS_TRIED and _fresh(absent, now, FRESH_WHILE_LISTED):
            named = day_after(now + NOTICE_OF_DORMANT)
            told = replace(absent, stage=Stage.TOLD, told_at=now, named_at=named, next_at=named)
            return Step(told, NoticeKind.UNREACHABLE)
        case Stage.TOLD if due and _fresh(absent, now, FRESH_WHILE_LISTED):
            named = day_after(now + DORMANT_FOR)
            dormant = replace(
                absent, stage=Stage.DORMANT, told_at=now, named_at=named, next_at=named - NOTICE_OF_CLOSED
            )
            return Step(dormant, NoticeKind.DORMANT, Standing.DORMANT)
        case Stage.DORMANT if due and _fresh(absent, now, FRESH_WHILE_DORMANT):
            named = max(absent.named_at or now, day_after(now + NOTICE_OF_CLOSED))
            closing = replace(absent, stage=Stage.CLOSING, told_at=now, named_at=named, next_at=named)
            return Step(closing, NoticeKind.CLOSING)
        case Stage.CLOSING if due and _fresh(absent, now, FRESH_WHILE_DORMANT):
            closed = replace(absent, stage=Stage.CLOSED, told_at=now, named_at=None, next_at=None)
            return Step(closed, NoticeKind.CLOSED, Standing.CLOSED)
    return None


def _fresh(absent: Absent, now: datetime, longest: timedelta) -> bool:
    """Whether it was tried in vain shortly before, and since people were told."""
    return now - absent.last_at <= longest and (absent.told_at is None or absent.last_at > absent.told_at)


def day_after(when: datetime) -> datetime:
    """The start of the first day, by UTC, that begins at `when` or later."""
    start = when.replace(hour=0, minute=0, second=0, microsecond=0)
    return start if start == when else start + timedelta(days=1)
