"""The due queue of hosts. One row a host, kept in step by whoever changes when a site is due.

Locks are taken in the order of host ids, all at once, so that two transactions that touch several hosts cannot
wait for each other.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Update, bindparam, case, func, or_, select, update
from sqlalchemy.orm import Session

from registry.db import UtcDateTime, is_sqlite
from registry.frontier.model import Host, HostDue, Site
from registry.frontier.ranking import best_value
from registry.frontier.seeking import Gathering
from registry.upsert import batches, table_of
from registry.vocabulary import Purpose

DUE = {
    Purpose.DISCOVER: table_of(HostDue).c.discover,
    Purpose.PROFILE: table_of(HostDue).c.profile,
    Purpose.VERIFY: table_of(HostDue).c.verify,
    Purpose.GATHER: table_of(HostDue).c.gather,
}


_DUE = table_of(HostDue)
_OF_HOSTS = _DUE.c.host_id.in_(bindparam("ids", expanding=True))
_LOCK_DUE = select(_DUE.c.host_id).where(_OF_HOSTS).order_by(_DUE.c.host_id).with_for_update()
_MOMENT = bindparam("moment", type_=UtcDateTime)
_WAITING = select(table_of(Host).c.not_before).where(table_of(Host).c.id == _DUE.c.host_id).scalar_subquery()
# A host that asked to be left alone is not due before, whoever names new sites of it meanwhile.
_NO_LATER = {
    purpose: update(_DUE)
    .where(_OF_HOSTS, or_(column.is_(None), column > _MOMENT))
    .values({column.name: case((_WAITING > _MOMENT, _WAITING), else_=_MOMENT)})
    for purpose, column in DUE.items()
}


def lock_due(session: Session, host_ids: Iterable[int]) -> None:
    """Hold the queue rows of these hosts until the transaction ends. SQLite has one writer anyway."""
    if is_sqlite(session):
        return
    for batch in batches(sorted(set(host_ids))):
        session.execute(_LOCK_DUE, {"ids": list(batch)})


def due_no_later(session: Session, host_ids: Iterable[int], purpose: Purpose, when: datetime) -> None:
    """A site of each of these hosts is due at `when` for this purpose, or when its back-off ends.

    Their queue rows are locked by the caller.
    """
    for batch in batches(sorted(set(host_ids))):
        session.execute(_NO_LATER[purpose], {"ids": list(batch), "moment": when})


def _recompute() -> Update:
    site, host, gathering = table_of(Site), table_of(Host), table_of(Gathering)
    due = table_of(HostDue)
    own = due.c.host_id
    gone = select(host.c.id).where(host.c.id == own, host.c.opted_out_at.is_not(None)).correlate(due).exists()
    waiting = select(host.c.not_before).where(host.c.id == own).correlate(due).scalar_subquery()
    values: dict[str, ColumnElement[Any]] = {}
    for purpose, column in DUE.items():
        if purpose is Purpose.GATHER:
            # Boards and threads have a queue of their own, by what they promise: `registry.frontier.delving`.
            of_host = select(func.min(gathering.c.next_due)).where(
                gathering.c.host_id == own, gathering.c.site_id.is_(None)
            )
        else:
            of_purpose = (site.c.purpose == str(purpose), site.c.next_due.is_not(None))
            of_host = select(func.min(site.c.next_due)).where(site.c.host_id == own, *of_purpose)
        earliest = of_host.correlate(due).scalar_subquery()
        values[column.name] = case((gone, None), (waiting > earliest, waiting), else_=earliest)
    values["value"] = best_value()
    return update(due).where(own.in_(bindparam("ids", expanding=True))).values(values)


_RECOMPUTE = _recompute()


def recompute_due(session: Session, host_ids: Iterable[int]) -> None:
    """Set the queue rows of these hosts by their sites, their back-off and their opt-out. They are locked before."""
    for batch in batches(sorted(set(host_ids))):
        session.execute(_RECOMPUTE, {"ids": list(batch)})


def schedule_site(session: Session, site_id: int, *, purpose: Purpose, when: datetime | None) -> None:
    """Make one site due at `when` for this purpose; None: no visit is due."""
    host_id = session.scalar(
        update(Site).where(Site.id == site_id).values(purpose=str(purpose), next_due=when).returning(Site.host_id)
    )
    if host_id is not None:
        lock_due(session, [host_id])
        recompute_due(session, [host_id])
