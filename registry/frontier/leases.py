"""Leases: one visitor a host, whatever the number of workers. A dead worker loses its lease, never a fact.

A lease is the host's row with a holder, an end and a fencing token that grows with each lease: what comes home with
an old token is not written. On PostgreSQL a lease takes rows by FOR UPDATE SKIP LOCKED; SQLite has one writer.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, bindparam, case, func, or_, select, update
from sqlalchemy.orm import Session

from registry.db import UtcDateTime
from registry.focus import area_of
from registry.frontier.caps import HOSTS_AT_ONCE, within_caps
from registry.frontier.deep import deep_addresses
from registry.frontier.delving import PAGES_OF_A_LOOK, count_deep, deep_of_hosts, pick_deep
from registry.frontier.fruit import Fruits
from registry.frontier.gatherings import DueGathering, count_due, due_of_hosts
from registry.frontier.model import Host, HostDue, Site, SiteAlias
from registry.frontier.picking import best_promise, pick
from registry.frontier.queue import DUE, lock_due, recompute_due
from registry.frontier.schedule import ROBOTS_LIFE
from registry.history.tombstones import tombstoned
from registry.profile import RobotsReading
from registry.upsert import batches, table_of
from registry.vocabulary import Outcome, Purpose

SITES_OF_A_LEASE, DISCOVERIES_OF_A_LEASE = 20, 5
"""Sites of one host visited under one lease, and those of them that nobody knows: the others come with the next one,
when other hosts have had their turn.
"""

URGENCY = (Purpose.VERIFY, Purpose.PROFILE, Purpose.GATHER, Purpose.DISCOVER)
"""Somebody waits for a check; a listed forum grows old; a page names many forums; a new address can wait."""


@dataclass(frozen=True, slots=True)
class DueSite:
    """One site to visit. `front_page_only`: nothing but its front page may be read (sensitive).

    `sighted` is the page of it that somebody linked to, of sites nobody looked at yet.
    """

    site_id: int
    key: str
    address: str
    purpose: str
    kind: str
    front_page_only: bool
    failures: int
    last_success_at: datetime | None
    sighted: str | None = None


@dataclass(frozen=True, slots=True)
class HostLease:
    """A host one worker may visit until `until`, with what is known of it.

    `robots` is None when it has to be read again; `crawl_delay_s` is as asked; `last_response_at` starts the delay.
    `discovery_id` is the search it was taken for: its visits are charged to it.
    """

    host_id: int
    host_key: str
    worker: str
    token: int
    until: datetime
    sites: tuple[DueSite, ...]
    robots: RobotsReading | None
    crawl_delay_s: float | None
    last_response_at: datetime | None
    discovery_id: int | None = None
    gatherings: tuple[DueGathering, ...] = ()


@dataclass(frozen=True, slots=True)
class Due:
    """The queue at one moment: sites due by purpose, and hosts under lease."""

    sites: dict[str, int]
    leased_hosts: int

    @property
    def total(self) -> int:
        """Sites that are due, whatever the purpose."""
        return sum(self.sites.values())


def lease_hosts(
    session: Session,
    *,
    worker: str,
    limit: int,
    purposes: Collection[Purpose],
    now: datetime,
    lease_s: float,
    topic: str | None = None,
    discovery_id: int | None = None,
    only: Collection[int] | None = None,
    fruits: Fruits | None = None,
    hosts_at_once: int = HOSTS_AT_ONCE,
    reads_on: bool | None = None,
) -> list[HostLease]:
    """Lease at most `limit` hosts that have sites due for these purposes: most urgent and longest due first, and those
    that nobody looked at by what they promise (see `picking`), with what was learnt so far.

    `topic` and `discovery_id`: for a search of forums of that topic, which the visits are charged to. `only`: none but
    these hosts. `hosts_at_once`: of one registered domain, over all workers (see `caps`). `reads_on`: whether boards
    and threads of known forums are read where they promise more than the best of the unknown sites; None: where pages
    that name forums are read.
    """
    until = now + timedelta(seconds=lease_s)
    picked: list[int] = []
    deep: list[int] = []
    reads_on = only is None and (reads_on if reads_on is not None else Purpose.GATHER in purposes)
    for purpose in URGENCY:
        if purpose in purposes and len(picked) < limit:
            left = limit - len(picked)
            # Pages that name forums take no more than half, so that what they name is looked at as well.
            most = (left + 1) // 2 if purpose is Purpose.GATHER else left
            if purpose is Purpose.DISCOVER and only is None:
                if reads_on:
                    deep = _worth_more(session, picked, left, now, discovery_id)
                    picked += deep
                    most -= len(deep)
                picked += pick(session, picked, most, now, topic=area_of(topic), fruits=fruits or Fruits())
            else:
                picked += _free_hosts(session, purpose, picked, most, now, only)
    spare = discovery_id is None or not purposes  # a search says itself when nothing else is left for it
    if reads_on and spare and not picked and not _under_way(session, discovery_id, now):
        deep = picked = pick_deep(session, (), limit, now, least=0.0, discovery_id=discovery_id)
    allowed = within_caps(session, picked, now, hosts_at_once)
    picked = allowed.hosts
    if not picked:
        return []
    taken = session.execute(_TAKE, {"ids": picked, "now": now, "worker": worker, "until": until}).all()
    sites = _due_sites(session, [row.id for row in taken], purposes, now)
    gatherings = due_of_hosts(session, [row.id for row in taken], now) if Purpose.GATHER in purposes else {}
    further_in = deep_of_hosts(session, set(deep) & {row.id for row in taken}, now, discovery_id)
    by_id = {row.id: row for row in taken}
    leases = []
    for host_id in picked:
        row = by_id.get(host_id)
        if row is None:
            continue
        lease = HostLease(
            host_id, row.key, worker, row.lease_token, until, tuple(sites.get(host_id, ())),
            _robots(row, now), row.crawl_delay_s, now if host_id in allowed.slow else row.last_response_at,
            discovery_id, (*gatherings.get(host_id, ()), *further_in.get(host_id, ())),
        )  # fmt: skip
        if lease.sites or lease.gatherings:
            leases.append(lease)
        else:
            release(session, lease, now)
    return leases


def _worth_more(session: Session, but: Sequence[int], left: int, now: datetime, discovery_id: int | None) -> list[int]:
    """Hosts of forums of which a page promises more than a page of the best of the unknown sites.

    Half of the slots at most: what they name is to be looked at as well.
    """
    instead = best_promise(session, but, now)
    if instead <= 0.0:
        return []
    most = (left + 1) // 2
    return pick_deep(session, but, most, now, least=instead / PAGES_OF_A_LOOK, discovery_id=discovery_id)


def _under_way(session: Session, discovery_id: int | None, now: datetime) -> bool:
    """Whether anything is visited that may yet name unknown sites: of a search, for it."""
    leased = select(Host.id).where(Host.lease_holder.is_not(None), Host.lease_until > now)
    if discovery_id is not None:
        leased = leased.where(Host.leased_for == discovery_id)
    return session.scalar(leased.limit(1)) is not None


_HOST, _SITE, _ALIAS = table_of(Host), table_of(Site), table_of(SiteAlias)
_NOW = bindparam("now", type_=UtcDateTime)
_UNHELD = or_(_HOST.c.lease_until.is_(None), _HOST.c.lease_until <= _NOW)
# Who died under a lease may have asked until its last moment: the host's peace counts from there.
_PEACE = case(
    (
        and_(
            _HOST.c.lease_holder.is_not(None),
            _HOST.c.lease_until.is_not(None),
            or_(_HOST.c.last_response_at.is_(None), _HOST.c.last_response_at < _HOST.c.lease_until),
        ),
        _HOST.c.lease_until,
    ),
    else_=_HOST.c.last_response_at,
)
_TAKE = (
    update(_HOST)
    .where(_HOST.c.id.in_(bindparam("ids", expanding=True)), _UNHELD)
    .values(
        lease_holder=bindparam("worker"), lease_until=bindparam("until"), lease_token=_HOST.c.lease_token + 1,
        leased_for=None, leased_sites=0, last_response_at=_PEACE,
    )
    .returning(
        _HOST.c.id, _HOST.c.key, _HOST.c.lease_token, _HOST.c.robots_state, _HOST.c.robots_text, _HOST.c.robots_at,
        _HOST.c.crawl_delay_s, _HOST.c.last_response_at,
    )
)  # fmt: skip


def _free(purpose: Purpose) -> Select[Any]:
    due = DUE[purpose]
    return (
        select(_HOST.c.id)
        .join(table_of(HostDue), table_of(HostDue).c.host_id == _HOST.c.id)
        .where(
            due.is_not(None),
            due <= _NOW,
            _UNHELD,
            _HOST.c.opted_out_at.is_(None),
            or_(_HOST.c.not_before.is_(None), _HOST.c.not_before <= _NOW),
            _HOST.c.id.not_in(bindparam("but", expanding=True)),
        )
        .order_by(due)
        .limit(bindparam("most"))
        .with_for_update(of=_HOST, skip_locked=True)
    )


_FREE = {purpose: _free(purpose) for purpose in URGENCY}


_FREE_OF = {purpose: asked.where(_HOST.c.id.in_(bindparam("only", expanding=True))) for purpose, asked in _FREE.items()}


def _free_hosts(
    session: Session, purpose: Purpose, but: Sequence[int], limit: int, now: datetime, only: Collection[int] | None
) -> list[int]:
    asked = {"now": now, "but": list(but), "most": limit}
    if only is None:
        return list(session.scalars(_FREE[purpose], asked))
    return list(session.scalars(_FREE_OF[purpose], {**asked, "only": list(only)}))


_FIELDS = tuple(name for name in DueSite.__dataclass_fields__ if name != "sighted")
"""What a site's row says of it; where somebody linked to is kept elsewhere."""


def _due() -> Select[Any]:
    """The due sites of some hosts, a few each: those with most chance of a forum first, then the longest due."""
    unknown = case((_SITE.c.purpose == str(Purpose.DISCOVER), 1), else_=0)
    promised = case((_SITE.c.purpose == str(Purpose.DISCOVER), _SITE.c.value), else_=0.0)
    place = (
        func.row_number()
        .over(partition_by=(_SITE.c.host_id, unknown), order_by=(promised.desc(), _SITE.c.next_due))
        .label("place")
    )
    due = (
        select(_SITE.c.host_id, *(_SITE.c[_COLUMNS.get(name, name)] for name in _FIELDS), place)
        .where(
            _SITE.c.host_id.in_(bindparam("host_ids", expanding=True)),
            _SITE.c.purpose.in_(bindparam("purposes", expanding=True)),
            _SITE.c.next_due.is_not(None),
            _SITE.c.next_due <= _NOW,
        )
        .subquery()
    )
    most = case((due.c.purpose == str(Purpose.DISCOVER), DISCOVERIES_OF_A_LEASE), else_=SITES_OF_A_LEASE)
    return (
        select(due)
        .where(due.c.place <= most)
        .order_by(case((due.c.purpose == str(Purpose.DISCOVER), 1), else_=0), due.c.place)
    )


_COLUMNS = {"site_id": "id"}
_DUE_SITES = _due()
_KEYS = select(_ALIAS.c.site_id, _ALIAS.c.key).where(_ALIAS.c.site_id.in_(bindparam("site_ids", expanding=True)))


def _due_sites(
    session: Session, host_ids: Sequence[int], purposes: Collection[Purpose], now: datetime
) -> dict[int, list[DueSite]]:
    """The due sites of these hosts, a few each; those under a tombstone are taken out of the queue instead."""
    asked = {"host_ids": list(host_ids), "purposes": [str(p) for p in purposes], "now": now}
    rows = session.execute(_DUE_SITES, asked).all()
    removed = _removed(session, [row.id for row in rows])
    pages = deep_addresses(session, [row.id for row in rows if row.purpose == str(Purpose.DISCOVER)])
    found: dict[int, list[DueSite]] = {}
    for row in rows:
        if row.id not in removed:
            found.setdefault(row.host_id, []).append(replace(DueSite(*row[1:-1]), sighted=pages.get(row.id)))
    return found


def _removed(session: Session, site_ids: Sequence[int]) -> set[int]:
    """Those sites that a tombstone stands for: a removal that met a sighting on its way in."""
    aliases = session.execute(_KEYS, {"site_ids": list(site_ids)}).all()
    keys = tombstoned(session, {alias.key for alias in aliases})
    removed = {alias.site_id for alias in aliases if alias.key in keys}
    if removed:
        session.execute(
            update(table_of(Site)).where(Site.id.in_(removed)).values(next_due=None, last_outcome=str(Outcome.REMOVED))
        )
    return removed


def _robots(row: Any, now: datetime) -> RobotsReading | None:
    if row.robots_state is None or row.robots_at is None or row.robots_at <= now - ROBOTS_LIFE:
        return None
    return RobotsReading(row.robots_state, row.robots_text or "", row.robots_at, row.crawl_delay_s)


def heartbeat(session: Session, worker: str, now: datetime, lease_s: float) -> int:
    """Renew all leases of this worker; how many it holds. A lease somebody else took meanwhile is not renewed."""
    return len(renew(session, worker, now, lease_s))


def renew(session: Session, worker: str, now: datetime, lease_s: float) -> dict[int, int]:
    """Renew all leases of this worker that have not run out: the token of each by its host. Other leases are lost.

    One that ran out is not brought back to life, even where nobody took the host: others count it as free.
    """
    # One order of locks for all who hold several hosts at once: by their ids.
    held = (
        select(Host.id, Host.lease_token)
        .where(Host.lease_holder == worker, Host.lease_until > now)
        .order_by(Host.id)
        .with_for_update(key_share=True)
    )
    tokens: dict[int, int] = dict(session.execute(held).all())
    for batch in batches(list(tokens)):
        session.execute(
            update(table_of(Host)).where(Host.id.in_(batch)).values(lease_until=now + timedelta(seconds=lease_s))
        )
    return tokens


def release(session: Session, lease: HostLease, now: datetime) -> bool:  # noqa: ARG001  # one form with the others
    """Give a lease back; False when it was lost before. Sites not visited stay due.

    The lease's `last_response_at` is kept where it is later than what is known: a visit that came to nothing asked too.
    """
    host, last = table_of(Host), lease.last_response_at
    values: dict[str, Any] = {"lease_holder": None, "lease_until": None}
    if last is not None:
        known = host.c.last_response_at
        values["last_response_at"] = case((or_(known.is_(None), known < last), last), else_=known)
    given = session.scalar(
        update(host)
        .where(host.c.id == lease.host_id, host.c.lease_token == lease.token, host.c.lease_holder == lease.worker)
        .values(values)
        .returning(host.c.id)
    )
    if given is None:
        return False
    lock_due(session, [lease.host_id])
    recompute_due(session, [lease.host_id])
    return True


def anything_leased(session: Session, now: datetime) -> bool:
    """Whether any host is under lease at all."""
    return _under_way(session, None, now)


HOSTS_COUNTED = 1000
"""Hosts whose due sites are counted: a queue of millions is not walked over for a line of progress."""


def _count(purpose: Purpose) -> Select[Any]:
    column = DUE[purpose]
    hosts = (
        select(table_of(HostDue).c.host_id)
        .join(_HOST, _HOST.c.id == table_of(HostDue).c.host_id)
        .where(column.is_not(None), column <= _NOW, _HOST.c.opted_out_at.is_(None))
        .where(or_(_HOST.c.not_before.is_(None), _HOST.c.not_before <= _NOW))
        .limit(HOSTS_COUNTED)
    )
    return (
        select(func.count())
        .select_from(_SITE)
        .where(_SITE.c.host_id.in_(hosts), _SITE.c.purpose == str(purpose), _SITE.c.next_due <= _NOW)
    )


_COUNTED = {purpose: _count(purpose) for purpose in URGENCY if purpose is not Purpose.GATHER}


def due(session: Session, now: datetime) -> Due:
    """How much is due now, on the first `HOSTS_COUNTED` hosts of each purpose: for progress, not for deciding."""
    sites = {str(purpose): session.scalar(_COUNTED[purpose], {"now": now}) or 0 for purpose in _COUNTED}
    sites[str(Purpose.GATHER)] = count_due(session, now) + count_deep(session, now)
    leased = session.scalar(
        select(func.count()).select_from(Host).where(Host.lease_holder.is_not(None), Host.lease_until > now)
    )
    return Due(sites, leased or 0)
