"""Following absences in the tables: after each visit, for the site at hand, and now and then for all that is due.

Rows are locked in one order: hosts, sites, the due queue, absences, forums.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, or_, select, update
from sqlalchemy.orm import Session

from registry.catalogue.absence import (
    NO_ANSWER,
    UNREACHABLE,
    Absent,
    Stage,
    Step,
    answered,
    failed,
    fits,
    step,
)  # fmt: skip
from registry.catalogue.composing import WHY_NOT
from registry.catalogue.lifecycle import Case, MoveNotAllowed, Role, move
from registry.catalogue.listing import is_in_use, is_public
from registry.catalogue.model import Absence, Forum
from registry.catalogue.notices import Telling, tell
from registry.catalogue.writing import write_cards
from registry.db import Sessions, UtcDateTime
from registry.frontier.model import Site
from registry.frontier.queue import lock_due, recompute_due
from registry.frontier.sites import hold_sites
from registry.upsert import table_of, write_over
from registry.vocabulary import NoticeKind, Outcome, Purpose, Standing

SWEPT_AT_ONCE = 100
"""Absences of one transaction of the sweep."""

LOOK_AGAIN = timedelta(days=1)
"""A step that was due but could not be taken is looked at again after this, and the forum visited meanwhile."""

_TABLE, _SITE, _FORUM = table_of(Absence), table_of(Site), table_of(Forum)
_COLUMNS = tuple(Absent.__dataclass_fields__)
_HELD = (
    select(_TABLE.c.forum_id, *(_TABLE.c[name] for name in _COLUMNS))
    .where(_TABLE.c.forum_id.in_(bindparam("ids", expanding=True)))
    .order_by(_TABLE.c.forum_id)
    .with_for_update()
)


@dataclass(frozen=True, slots=True)
class Met:
    """A visit to the site of a forum. `troubled`: it had failed before, so that there may be an absence."""

    case: Case
    site_id: int
    outcome: Outcome
    at: datetime
    doubtful: bool = False
    troubled: bool = False

    @property
    def tells(self) -> bool:
        """Whether the visit bears on an absence. A healthy visit to a healthy forum costs no question."""
        if not is_public(self.case.standing) or self.outcome in NO_ANSWER:
            return False
        if self.outcome in UNREACHABLE:
            return not self.doubtful
        return self.troubled or not is_in_use(self.case.standing)


def follow_visits(session: Session, met: Iterable[Met], now: datetime) -> None:
    """Count what visits say of forums that could not be reached, tell and move where a step is due.

    The hosts' queue rows are locked and the sites' clocks written by the caller, who writes the cards of these forums.
    """
    telling = sorted((one for one in met if one.tells), key=lambda one: one.case.forum_id)
    if not telling:
        return
    held = _held(session, [one.case.forum_id for one in telling])
    taken: list[_Taken] = []
    for one in telling:
        before = held.get(one.case.forum_id)
        if before is not None and not fits(before.stage, one.case.standing):
            before = None
        if (after := _after(before, one, now)) is not None:
            taken.append(_Taken(one.case.forum_id, one.site_id, before, after))
    known = {one.forum_id for one in taken}
    _write(session, taken, now, void=[forum_id for forum_id in held if forum_id not in known])
    for one_taken in taken:
        _not_too_late(session, one_taken)


@dataclass(frozen=True, slots=True)
class _Taken:
    """A step of one forum, and the absence before it."""

    forum_id: int
    site_id: int
    before: Absent | None
    step: Step


def _after(before: Absent | None, one: Met, now: datetime) -> Step | None:
    """What follows of a visit; None where there is no absence, before or after."""
    if one.outcome not in UNREACHABLE:
        return None if before is None else answered(before, one.outcome)
    if before is None and not is_in_use(one.case.standing):
        return None  # people marked it, and people decide what comes next
    absent = failed(before, one.outcome, one.at)
    return step(absent, now) or Step(absent)


def _held(session: Session, forum_ids: Sequence[int]) -> dict[int, Absent]:
    """The absences of these forums, locked."""
    found = {}
    for row in session.execute(_HELD, {"ids": sorted(forum_ids)}):
        values = dict(zip(_COLUMNS, row[1:], strict=True))
        values |= {"why": Outcome(values["why"]), "stage": Stage(values["stage"])}
        found[row.forum_id] = Absent(**values)
    return found


def _write(session: Session, taken: Sequence[_Taken], now: datetime, void: Sequence[int] = ()) -> None:
    """Write absences, notices and moves, in the order of forums; `void` are those whose forum people moved."""
    over = [one.forum_id for one in taken if one.step.absent is None]
    if over or void:
        session.execute(delete(_TABLE).where(_TABLE.c.forum_id.in_([*over, *void])))
    write_over(
        session, Absence, ("forum_id",), [_row(one.forum_id, one.step.absent) for one in taken if one.step.absent]
    )
    tell(session, [telling for one in taken if (telling := _telling(one)) is not None], now)
    for one in taken:
        if one.step.to is not None:
            _move(session, one, one.step.to, now)


def _row(forum_id: int, absent: Absent) -> dict[str, Any]:
    values = {name: getattr(absent, name) for name in _COLUMNS}
    return {"forum_id": forum_id, **values, "why": str(absent.why), "stage": str(absent.stage)}


def _telling(one: _Taken) -> Telling | None:
    absent = one.step.absent or one.before
    if one.step.notice is None or absent is None:
        return None
    named = None if one.step.notice is NoticeKind.BACK else absent.named_at
    return Telling(one.forum_id, one.step.notice, absent.since, named)


def _move(session: Session, one: _Taken, to: Standing, now: datetime) -> None:
    """Move the forum, with the figures as the reason. A sensitive one nobody consented to is for people to list."""
    reason = _reason(one)
    try:
        move(session, one.forum_id, to, role=Role.CRAWLER, actor="crawler", reason=reason, now=now)
    except MoveNotAllowed:
        if one.before is not None:
            kept = replace(one.before, named_at=None, next_at=None)
            write_over(session, Absence, ("forum_id",), [_row(one.forum_id, kept)])


def _reason(one: _Taken) -> str:
    if one.step.absent is None:
        since = f" since {one.before.since.date().isoformat()}" if one.before else ""
        return f"it could be read again; it was out of reach{since}"
    absent = one.step.absent
    why = WHY_NOT.get(absent.why, "it could not be reached")
    return (
        f"not reached since {absent.since.date().isoformat()}: {absent.attempts} visits on {absent.days} days failed, "
        f"the last on {absent.last_at.date().isoformat()} ({why})"
    )


def _not_too_late(session: Session, one: _Taken) -> None:
    """Visit it on the day that was named: whoever was told of a day is told on that day what came of it."""
    absent = one.step.absent
    if absent is None or absent.next_at is None or absent.stage is Stage.COUNTED:
        return
    later = (_SITE.c.id == one.site_id, _SITE.c.next_due > absent.next_at)
    session.execute(update(_SITE).where(*later).values(next_due=absent.next_at))


def sweep_absences(sessions: Sessions, now: datetime) -> int:
    """Take the steps that are due though no visit took them; how many absences were looked at.

    Where the last failed visit is too old for a step, the forum is visited first. In short transactions, each of at
    most SWEPT_AT_ONCE; doing it twice is no harm.
    """
    looked_at = 0
    while True:
        with sessions.write() as session:
            found = _sweep(session, now)
        looked_at += found
        if found < SWEPT_AT_ONCE:
            return looked_at


_DUE = (
    select(_TABLE.c.forum_id, _FORUM.c.site_id, _FORUM.c.standing, _SITE.c.host_id)
    .join(_FORUM, _FORUM.c.id == _TABLE.c.forum_id)
    .outerjoin(_SITE, _SITE.c.id == _FORUM.c.site_id)
    .where(_TABLE.c.next_at <= bindparam("now", type_=UtcDateTime))
    .order_by(_TABLE.c.next_at)
    .limit(SWEPT_AT_ONCE)
)


def _sweep(session: Session, now: datetime) -> int:
    due = {row.forum_id: row for row in session.execute(_DUE, {"now": now})}
    if not due:
        return 0
    hosts = {row.host_id for row in due.values() if row.host_id is not None}
    hold_sites(session, sorted(row.site_id for row in due.values() if row.site_id is not None))
    lock_due(session, hosts)
    taken, void, waiting = [], [], []
    for forum_id, before in _held(session, list(due)).items():
        row = due[forum_id]
        if row.site_id is None or not fits(before.stage, row.standing):
            void.append(forum_id)
        elif (after := step(before, now)) is not None:
            taken.append(_Taken(forum_id, row.site_id, before, after))
        else:
            waiting.append(_Taken(forum_id, row.site_id, before, Step(replace(before, next_at=now + LOOK_AGAIN))))
    _write(session, [*taken, *waiting], now, void)
    for one in taken:
        _not_too_late(session, one)
    _visit_soon(session, [one.site_id for one in waiting], now)
    recompute_due(session, hosts)
    write_cards(session, [*(one.forum_id for one in taken), *void], now)
    return len(due)


def _visit_soon(session: Session, site_ids: Sequence[int], now: datetime) -> None:
    """Make these sites due, but for those that told our agent to leave."""
    if site_ids:
        late = (_SITE.c.id.in_(site_ids), _SITE.c.opted_out_at.is_(None))
        later = or_(_SITE.c.next_due.is_(None), _SITE.c.next_due > now)
        session.execute(update(_SITE).where(*late, later).values(next_due=now, purpose=str(Purpose.PROFILE)))
