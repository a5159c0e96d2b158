"""The due queue of hosts. One row a host, kept in step by whoever changes when a site is due.

Locks are taken in the order of host ids, all at once, so that two transactions that touch several hosts cannot
wait for each other.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import BindParameter, Update, bindparam, case, func, or_, select, update
from sqlalchemy.orm import Session

from registry.db import is_sqlite
from registry.frontier.model import Host, HostDue, Site
from registry.upsert import batches, table_of
from registry.vocabulary import Purpose

DUE = {
    Purpose.DISCOVER: table_of(HostDue).c.discover,
    Purpose.PROFILE: table_of(HostDue).c.profile,
    Purpose.VERIFY: table_of(HostDue).c.verify,
}


def lock_due(session: Session, host_ids: Iterable[int]) -> None:
    """Hold the queue rows of these hosts until the transaction ends. SQLite has one writer anyway."""
    if is_sqlite(session):
        return
    for batch in batches(sorted(set(host_ids))):
        session.execute(
            select(HostDue.host_id).where(HostDue.host_id.in_(batch)).order_by(HostDue.host_id).with_for_update()
        )


def due_no_later(session: Session, host_ids: Iterable[int], purpose: Purpose, when: datetime) -> None:
    """A site of each of these hosts is due at `when` for this purpose. Their queue rows are locked by the caller."""
    column = DUE[purpose]
    for batch in batches(sorted(set(host_ids))):
        session.execute(
            update(HostDue)
            .where(HostDue.host_id.in_(batch), or_(column.is_(None), column > when))
            .values({column.name: when})
        )


def _recompute() -> Update:
    site, host = table_of(Site), table_of(Host)
    asked: BindParameter[int] = bindparam("of_host")
    gone = select(host.c.id).where(host.c.id == asked, host.c.opted_out_at.is_not(None)).exists()
    waiting = select(host.c.not_before).where(host.c.id == asked).scalar_subquery()
    values = {}
    for purpose, column in DUE.items():
        earliest = (
            select(func.min(site.c.next_due))
            .where(site.c.host_id == asked, site.c.purpose == str(purpose), site.c.next_due.is_not(None))
            .scalar_subquery()
        )
        values[column.name] = case((gone, None), (waiting > earliest, waiting), else_=earliest)
    return update(table_of(HostDue)).where(table_of(HostDue).c.host_id == asked).values(values)


_RECOMPUTE = _recompute()


def recompute_due(session: Session, host_id: int) -> None:
    """Set the host's queue row by its sites, its back-off and its opt-out."""
    session.execute(_RECOMPUTE, {"of_host": host_id})


def schedule_site(session: Session, site_id: int, *, purpose: Purpose, when: datetime | None) -> None:
    """Make one site due at `when` for this purpose; None: no visit is due."""
    host_id = session.scalar(
        update(Site).where(Site.id == site_id).values(purpose=str(purpose), next_due=when).returning(Site.host_id)
    )
    if host_id is not None:
        lock_due(session, [host_id])
        recompute_due(session, host_id)
