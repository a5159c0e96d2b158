"""Boards and threads of known forums: which of them are read on, when that is worth more than looking at a new site.

Each forum has one row among the pages that name forums (`gathering.site_id`), which stands in a queue of its own: what
a page of it is expected to name decides, not how long it waits. Nothing is read on beside a sensitive community, nor
of a site that is not visited any more.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, exists, func, literal_column, or_, select
from sqlalchemy.orm import Session

from registry.db import UtcDateTime
from registry.focus.depth import WORTH_IT
from registry.frontier.gatherings import COLUMNS, FOUND, DueGathering, due_gathering, key_of
from registry.frontier.model import Host, Site
from registry.frontier.seeking import Domain, Gathering
from registry.hygiene import web_address
from registry.upsert import batches, insert_into, table_of

THREADS = "threads"
"""The kind whose readings are of a known forum's own pages."""

LOOKED_AT = 400
"""Of those due the longest, so many are looked at for what they promise."""

PAGES_OF_A_LOOK = 2.0
"""Pages that looking at an unknown site costs, robots.txt with it."""


class Deep(NamedTuple):
    """A forum whose boards and threads may be read, and what they may be expected to name."""

    site_id: int
    host_id: int
    address: str
    topic: str | None
    value: float
    discovery_id: int | None = None


_GATHERING, _HOST, _SITE, _DOMAIN = table_of(Gathering), table_of(Host), table_of(Site), table_of(Domain)
_NOW = bindparam("now", type_=UtcDateTime)


def note_deep(session: Session, found: Iterable[Deep], now: datetime) -> int:
    """Have the boards and threads of these forums read, each forum once; how many are new. No queue row changes."""
    rows = {
        one.site_id: {
            "key": key_of(THREADS, one.address), "kind": THREADS, "address": one.address, "host_id": one.host_id,
            "origin": FOUND, "topic": one.topic, "region": None, "discovery_id": one.discovery_id, "next_due": now,
            "site_id": one.site_id, "value": one.value,
        }
        for one in found
        if web_address(one.address) == one.address
    }  # fmt: skip
    new = 0
    for batch in batches(sorted(rows)):
        known = set(session.scalars(select(_GATHERING.c.site_id).where(_GATHERING.c.site_id.in_(batch))))
        made = [rows[site_id] for site_id in batch if site_id not in known]
        if made:
            session.execute(insert_into(session, Gathering).on_conflict_do_nothing(), made)
        new += len(made)
    return new


def _due(*where: Any) -> Select[Any]:
    """Those that are due the longest and may be read: no sensitive site on their host, no barred domain."""
    beside = _SITE.alias("beside")
    closed = exists().where(
        beside.c.host_id == _GATHERING.c.host_id,
        or_(literal_column("beside.front_page_only"), beside.c.opted_out_at.is_not(None)),
    )
    barred = exists().where(_DOMAIN.c.name == _HOST.c.domain, _DOMAIN.c.barred_at.is_not(None))
    return (
        select(_GATHERING.c.host_id, _GATHERING.c.value)
        .join(_HOST, _HOST.c.id == _GATHERING.c.host_id)
        .join(_SITE, _SITE.c.id == _GATHERING.c.site_id)
        .where(
            _GATHERING.c.next_due <= _NOW,
            _GATHERING.c.value >= bindparam("least"),
            or_(_HOST.c.lease_until.is_(None), _HOST.c.lease_until <= _NOW),
            _HOST.c.opted_out_at.is_(None),
            or_(_HOST.c.not_before.is_(None), _HOST.c.not_before <= _NOW),
            _SITE.c.next_due.is_not(None),
            ~closed,
            ~barred,
            *where,
        )
        .order_by(_GATHERING.c.next_due)
        .limit(bindparam("most"))
    )


_DUE = _due(_HOST.c.id.not_in(bindparam("but", expanding=True)))
_OF_SEARCH = _due(_HOST.c.id.not_in(bindparam("but", expanding=True)), _GATHERING.c.discovery_id == bindparam("search"))
_COUNTED = select(func.count()).select_from(_due().subquery())
_HOLD = (
    select(_HOST.c.id)
    .where(_HOST.c.id.in_(bindparam("ids", expanding=True)))
    .where(or_(_HOST.c.lease_until.is_(None), _HOST.c.lease_until <= _NOW))
    .with_for_update(skip_locked=True)
)  # fmt: skip


def pick_deep(
    session: Session, but: Sequence[int], limit: int, now: datetime, *, least: float, discovery_id: int | None = None
) -> list[int]:
    """At most `limit` hosts, but those, whose forums are worth reading on: the most promising first.

    `least`: forums a page that they must be expected to name. Of a search: those that it found or asked for.
    """
    if limit <= 0:
        return []
    asked = {"now": now, "but": list(but), "least": max(least, WORTH_IT), "most": LOOKED_AT, "search": discovery_id}
    rows = session.execute(_DUE if discovery_id is None else _OF_SEARCH, asked).all()
    best: dict[int, float] = {}
    for host_id, value in rows:
        best[host_id] = max(value, best.get(host_id, 0.0))
    ids = sorted(best, key=lambda host_id: (-best[host_id], host_id))[:limit]
    held = set(session.scalars(_HOLD, {"ids": ids, "now": now})) if ids else set()
    return [host_id for host_id in ids if host_id in held]


def deep_of_hosts(
    session: Session, host_ids: Collection[int], now: datetime, discovery_id: int | None
) -> dict[int, tuple[DueGathering, ...]]:
    """The most promising due reading of each of these hosts, to be charged to the search they are leased for."""
    found: dict[int, tuple[DueGathering, ...]] = {}
    if not host_ids:
        return found
    rows = session.execute(
        select(_GATHERING.c.host_id, *(_GATHERING.c[name] for name in COLUMNS))
        .join(_SITE, _SITE.c.id == _GATHERING.c.site_id)
        .where(
            _GATHERING.c.host_id.in_(sorted(host_ids)), _GATHERING.c.next_due <= now,
            _GATHERING.c.value >= WORTH_IT, _SITE.c.next_due.is_not(None),
        )
        .order_by(_GATHERING.c.value.desc(), _GATHERING.c.id)
    )  # fmt: skip
    for row in rows:
        due = replace(due_gathering(row[1:]), discovery_id=discovery_id)
        found.setdefault(row.host_id, (due,))
    return found


def count_deep(session: Session, now: datetime) -> int:
    """How many readings wait that are worth it, LOOKED_AT at most."""
    return session.scalar(_COUNTED, {"now": now, "least": WORTH_IT, "most": LOOKED_AT}) or 0
