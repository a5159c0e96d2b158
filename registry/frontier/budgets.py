"""What a search's budget still allows, and its end when nothing more is to be had.

The budget holds exactly, with any number of workers. What is leased for a search and not charged yet counts as used: it
stands on the leased hosts (`leased_for`, `leased_sites`), so that a killed worker's part comes free with its lease.
Leases of one search are given out one after the other.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, exists, func, or_, select, update
from sqlalchemy.orm import Session

from registry.db import UtcDateTime, is_sqlite
from registry.frontier.model import Host, HostDue
from registry.frontier.searching import BUDGET_USED, NOTHING_LEFT, sites_left
from registry.frontier.seeking import Discovery, Gathering
from registry.upsert import table_of
from registry.vocabulary import DiscoveryState

_LOCKS = 0x0D15 << 32
"""Where the locks of searches begin among PostgreSQL's advisory locks."""

_DISCOVERY, _HOST = table_of(Discovery), table_of(Host)
_NOW = bindparam("now", type_=UtcDateTime)
_UNDER_WAY = (
    select(func.coalesce(func.sum(_HOST.c.leased_sites), 0))
    .where(_HOST.c.leased_for == bindparam("of_search"), _HOST.c.lease_holder.is_not(None), _HOST.c.lease_until > _NOW)
    .scalar_subquery()
)
# One statement, so that a visit that is charged at this moment is seen either as charged or as under way.
_STANDS = select(
    _DISCOVERY.c.most_sites,
    _DISCOVERY.c.sites,
    _DISCOVERY.c.most_pages,
    _DISCOVERY.c.pages,
    _UNDER_WAY.label("under_way"),
).where(_DISCOVERY.c.id == bindparam("of_search"), _DISCOVERY.c.state == str(DiscoveryState.RUNNING))


def room(session: Session, search_id: int, *, pages_each: int, now: datetime) -> int:
    """How many sites may be leased for a search now, each of at most `pages_each` pages; 0 for one that is not running.

    Until this transaction ends nobody else leases for that search. One whose budget is used, and of which nothing is
    under way, ends here.
    """
    if not is_sqlite(session):
        session.execute(select(func.pg_advisory_xact_lock(_LOCKS + search_id)))
    stands = session.execute(_STANDS, {"of_search": search_id, "now": now}).first()
    if stands is None:
        return 0
    left = sites_left(**stands._mapping, pages_each=pages_each)
    if left == 0 and stands.under_way == 0:
        _end(session, search_id, BUDGET_USED, now)
    return left


_NOTE = (
    update(_HOST)
    .where(_HOST.c.id == bindparam("of_host"))
    .values(leased_for=bindparam("of_search"), leased_sites=bindparam("counted"))
)


def note_leases(session: Session, search_id: int, counted: Sequence[tuple[int, int]]) -> None:
    """Note on hosts that were leased for a search just now how many sites of its budget each of them may use."""
    if counted:
        rows = [{"of_host": host_id, "of_search": search_id, "counted": sites} for host_id, sites in counted]
        session.execute(_NOTE, rows)


def begun(session: Session, search_id: int, now: datetime) -> bool:
    """Note that a search has begun; False where it had before."""
    first = update(_DISCOVERY).where(_DISCOVERY.c.id == search_id, _DISCOVERY.c.started_at.is_(None))
    return session.scalar(first.values(started_at=now).returning(_DISCOVERY.c.id)) is not None


def held(session: Session, search_id: int, now: datetime) -> bool:
    """Whether hosts are under lease for a search."""
    under_way = (_HOST.c.leased_for == search_id, _HOST.c.lease_holder.is_not(None), _HOST.c.lease_until > now)
    return bool(session.scalar(select(exists().where(*under_way))))


def end_for_want(session: Session, search_id: int, now: datetime, *, lists: bool = True) -> bool:
    """End a search that found nothing to lease, unless hosts are under lease for it or a list is to be read for it.

    `lists` false: its budget has too little left for one.
    """
    if held(session, search_id, now) or (lists and _list_waits(session, search_id, now)):
        return False
    return _end(session, search_id, NOTHING_LEFT, now)


def _list_waits(session: Session, search_id: int, now: datetime) -> bool:
    """Whether a list of forums that a search asked for is due on a host that may be visited, or is being read."""
    lists, due = table_of(Gathering), table_of(HostDue)
    on_host = exists().where(due.c.host_id == lists.c.host_id, due.c.gather.is_not(None), due.c.gather <= now)
    waits = (lists.c.next_due <= now) & on_host
    own = lists.c.site_id.is_(None)  # threads that promise too little are left: nothing waits for them
    asked = exists().where(lists.c.discovery_id == search_id, own, or_(waits, lists.c.lease_until > now))
    return bool(session.scalar(select(asked)))


def _end(session: Session, search_id: int, why: str, now: datetime) -> bool:
    ended = (
        update(_DISCOVERY)
        .where(_DISCOVERY.c.id == search_id, _DISCOVERY.c.state == str(DiscoveryState.RUNNING))
        .values(state=str(DiscoveryState.DONE), ended_at=now, ended_why=why)
    )
    return session.scalar(ended.returning(_DISCOVERY.c.id)) is not None
