"""How many hosts of one registered domain are visited at once: hosting providers put many on the same machines.

Exact over all workers: whoever leases a host of a domain that has others holds the domain's row while the leases of
that domain are counted; a domain whose row another worker holds just then is left for the next time. Domains with one
host, nearly all, are asked for no row. Of these, one that gets its second host while the first is being leased may for
once have one lease more.

A host whose robots.txt asks for a delay asks for the machine it shares: of such hosts of one domain one is visited at a
time, and its visitor waits that delay before its first request as well.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, case, exists, func, or_, select, update
from sqlalchemy.orm import Session

from registry.db import UtcDateTime
from registry.frontier.model import Host, HostDue, Site
from registry.frontier.queue import DUE
from registry.frontier.schedule import spread_of
from registry.frontier.seeking import Domain
from registry.upsert import batches, insert_missing, table_of
from registry.vocabulary import Purpose

HOSTS_AT_ONCE = 4
"""Hosts of one registered domain under lease at once, unless the operator sets another number."""

ONE_VISIT_S = 1.0
"""How soon a lease of a full domain may be free again, by and large: the others come back one after the other."""

LONGEST_PUT_OFF = timedelta(seconds=60)

_HOST, _OTHER, _DUE = table_of(Host), table_of(Host).alias("other"), table_of(HostDue)
_NOW = bindparam("now", type_=UtcDateTime)

_WITH_OTHERS = select(_HOST.c.id, _HOST.c.domain, func.coalesce(_HOST.c.crawl_delay_s, 0) > 0).where(
    _HOST.c.id.in_(bindparam("ids", expanding=True)),
    _HOST.c.domain.is_not(None),
    exists().where(_OTHER.c.domain == _HOST.c.domain, _OTHER.c.id != _HOST.c.id),
)
_HOLD = (
    select(table_of(Domain).c.name)
    .where(table_of(Domain).c.name.in_(bindparam("names", expanding=True)))
    .order_by(table_of(Domain).c.name)
    .with_for_update(skip_locked=True)
)
_LIVE = (
    select(_HOST.c.domain, func.count(), func.sum(case((_HOST.c.crawl_delay_s > 0, 1), else_=0)))
    .where(
        _HOST.c.lease_holder.is_not(None),
        _HOST.c.lease_until > _NOW,
        _HOST.c.domain.in_(bindparam("names", expanding=True)),
    )
    .group_by(_HOST.c.domain)
)


@dataclass(frozen=True, slots=True)
class Allowed:
    """Hosts that may be leased, in the order given; and those of them that share a machine which asked for a delay."""

    hosts: list[int]
    slow: frozenset[int] = field(default_factory=frozenset)


def within_caps(session: Session, host_ids: Sequence[int], now: datetime, most: int) -> Allowed:
    """Those of these free hosts, held by the caller, that may be leased with `most` hosts of a domain at once.

    The others of a domain that is full are due a little later, behind whatever is due now. The rows of the domains are
    held until the transaction ends.
    """
    rows = session.execute(_WITH_OTHERS, {"ids": list(host_ids)}).all() if host_ids else []
    if not rows:
        return Allowed(list(host_ids))
    shared = {host_id: (domain, bool(asks)) for host_id, domain, asks in rows}
    held = _hold(session, sorted({domain for domain, _ in shared.values()}))
    room: Counter[str] = Counter(dict.fromkeys(held, most))
    slow_room: Counter[str] = Counter(dict.fromkeys(held, 1))
    for domain, live, slow in session.execute(_LIVE, {"names": sorted(held), "now": now}) if held else ():
        room[domain] -= live
        slow_room[domain] -= slow or 0
    allowed: list[int] = []
    courteous: set[int] = set()
    full: list[int] = []
    for host_id in host_ids:
        domain, asks = shared.get(host_id, (None, False))
        if domain is None:
            allowed.append(host_id)
        elif domain in held:
            if room[domain] <= 0 or (asks and slow_room[domain] <= 0):
                full.append(host_id)
                continue
            room[domain] -= 1
            slow_room[domain] -= asks
            allowed.append(host_id)
            courteous |= {host_id} if asks else set()
    _put_off(session, full, now, most)
    return Allowed(allowed, frozenset(courteous))


def _hold(session: Session, names: Sequence[str]) -> set[str]:
    """The domains whose rows are ours now; missing ones are made."""
    held = set(session.scalars(_HOLD, {"names": list(names)}))
    if len(held) < len(names):
        known = set(session.scalars(select(Domain.name).where(Domain.name.in_(names))))
        missing = [{"name": name} for name in names if name not in known]
        insert_missing(session, Domain, missing)
        held |= set(session.scalars(_HOLD, {"names": [row["name"] for row in missing]})) if missing else set()
    return held


_FREE_ROWS = (
    select(_DUE.c.host_id)
    .where(_DUE.c.host_id.in_(bindparam("ids", expanding=True)))
    .order_by(_DUE.c.host_id)
    .with_for_update(skip_locked=True)
)
_LATER = (
    update(_DUE)
    .where(_DUE.c.host_id == bindparam("of_host"))
    .values(
        {
            column.name: case((column <= _NOW, bindparam("later", type_=UtcDateTime)), else_=column)
            for column in DUE.values()
        }
    )
)


def _put_off(session: Session, host_ids: Sequence[int], now: datetime, most: int) -> None:
    """Have these hosts come back one after the other, so that they do not stand before everybody else's.

    Rows that another transaction holds stay as they are: it may wait for a host that this one holds.
    """
    longest = min(timedelta(seconds=ONE_VISIT_S * max(len(host_ids) / most, 1.0)), LONGEST_PUT_OFF)
    for batch in batches(host_ids):
        free = list(session.scalars(_FREE_ROWS, {"ids": list(batch)}))
        rows = [{"of_host": one, "now": now, "later": now + longest * (0.2 + 0.8 * spread_of(one))} for one in free]
        if rows:
            session.connection().execute(_LATER, rows)


def anything_put_off(session: Session, purposes: Collection[Purpose], now: datetime) -> bool:
    """Whether hosts with sites that are due for these purposes only wait for others of their domain."""
    site = table_of(Site)
    for purpose in purposes:
        column = DUE[purpose]
        due: Any = exists().where(
            site.c.host_id == _DUE.c.host_id, site.c.purpose == str(purpose), site.c.next_due <= now
        )
        waiting = (
            select(_DUE.c.host_id)
            .join(_HOST, _HOST.c.id == _DUE.c.host_id)
            .where(column.is_not(None), column > now, column <= now + LONGEST_PUT_OFF, due)
            .where(_HOST.c.opted_out_at.is_(None), or_(_HOST.c.not_before.is_(None), _HOST.c.not_before <= now))
            .limit(1)
        )
        if session.scalar(waiting) is not None:
            return True
    return False
