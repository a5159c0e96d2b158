"""Pages and questions that name forums: taken in, made due, given out with the lease of their host.

A question to a search engine has no host of the open web: it is leased by itself, within what the operator allows
a day.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session

from registry.db import UtcDateTime
from registry.frontier.known import make_hosts
from registry.frontier.model import HostDue
from registry.frontier.queue import lock_due, recompute_due
from registry.frontier.seeking import Gathering
from registry.history.tombstones import tombstoned
from registry.hygiene import web_address
from registry.identity import BadAddress, SharedHosts, host_key_of, site_key
from registry.upsert import batches, insert_into, table_of

SEARCH = "search"
"""The kind whose address is a question in words, put to the operator's search engines."""

GATHERINGS_OF_A_LEASE = 4
"""Pages of one host that name forums, read under one lease: the others come with the next one."""

MOST_OF_A_HOST = 60
"""Pages of one host that may name forums and were found by ourselves: no further ones."""

FOUND = "found"
"""The origin of pages that visits and readings came across."""

LONGEST_QUESTION = 200

REQUESTS_OF_A_QUESTION = 2
"""Requests that one question may cost: its pages, or a second engine where the first gives no answer."""

_GATHERING = table_of(Gathering)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page to read: `kind` is a module of crawler.sources; `due` None: known, but not read until somebody asks."""

    kind: str
    address: str
    origin: str
    topic: str | None = None
    region: str | None = None
    discovery_id: int | None = None
    due: datetime | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a page: its row, or why there is none. `new`: it was not known before."""

    gathering_id: int | None = None
    host_id: int | None = None
    new: bool = False
    refused: str | None = None


@dataclass(frozen=True, slots=True)
class DueGathering:
    """One page to read. `validators` is what the last reading left for this one."""

    gathering_id: int
    kind: str
    address: str
    topic: str | None
    region: str | None
    discovery_id: int | None
    validators: Mapping[str, Any]

    @property
    def rest(self) -> tuple[tuple[int, str], ...]:
        """Pages of a long list that wait, with their depth below it."""
        return tuple([(depth, url) for depth, url in self.validators.get("rest") or ()])

    @property
    def read_before(self) -> tuple[int, ...]:
        """Marks of the pages of a long list that readings before this one came to."""
        return tuple(self.validators.get("read") or ())


def key_of(kind: str, address: str) -> str:
    """What is unique of a gathering."""
    return hashlib.sha256(f"{kind}\n{address}".encode("utf-8", "replace")).hexdigest()


def add_gatherings(
    session: Session, wanted: Sequence[Wanted], *, hosts: SharedHosts, renew: bool = False, queue: bool = True
) -> list[Added]:
    """Take in pages that may name forums, each once; one answer each, in their order. Never raises for an address.

    `renew`: what is known gets the origin, topic and place given here. `queue=False` leaves telling the due queue to
    the caller, who locks several hosts at once.
    """
    answers: dict[int, Added] = {}
    places = _places(session, wanted, hosts, answers)
    host_ids = make_hosts(session, {host for _, host in places.values() if host})
    rows: dict[str, dict[str, Any]] = {}
    for number, (address, host) in places.items():
        one, host_id = wanted[number], host_ids[host][0] if host else None
        rows[key_of(one.kind, address)] = {
            "key": key_of(one.kind, address), "kind": one.kind, "address": address, "host_id": host_id,
            "origin": one.origin, "topic": one.topic, "region": one.region, "discovery_id": one.discovery_id,
            "next_due": one.due,
        }  # fmt: skip
    _leave_out_too_many(session, rows)
    new = _insert(session, rows, renew=renew)
    ids = _ids(session, list(rows))
    for number, (address, host) in places.items():
        key = key_of(wanted[number].kind, address)
        if key in ids:
            answers[number] = Added(ids[key], host_ids[host][0] if host else None, key in new)
        else:
            answers[number] = Added(refused="this host has too many such pages already")
    made = [answers[number] for number in range(len(wanted))]
    fresh = {one.host_id for one in made if one.new and one.host_id is not None}
    if queue and fresh:
        lock_due(session, fresh)
        recompute_due(session, fresh)
    return made


def _places(
    session: Session, wanted: Sequence[Wanted], hosts: SharedHosts, answers: dict[int, Added]
) -> dict[int, tuple[str, str]]:
    """The address of each page in one spelling, and the key of its host ("": a question)."""
    places: dict[int, tuple[str, str]] = {}
    sites: dict[int, str] = {}
    for number, one in enumerate(wanted):
        if one.kind == SEARCH:
            places[number] = " ".join(one.address.split())[:LONGEST_QUESTION], ""
            continue
        try:
            host = host_key_of(one.address, hosts)
        except BadAddress as problem:
            answers[number] = Added(refused=str(problem))
            continue
        address = web_address(_one_spelling(one.address))
        if address is None:
            answers[number] = Added(refused="not a web address that can be kept")
            continue
        places[number] = address, host
        sites[number] = _site_of(address, host, hosts)
    removed = tombstoned(session, sites.values())
    for number, key in sites.items():
        if key in removed:
            del places[number]
            answers[number] = Added(refused="removed")
    return places


def _site_of(address: str, host: str, hosts: SharedHosts) -> str:
    """The community that a page belongs to, with its whole path: it may lie within a removed one."""
    try:
        key = site_key(address, hosts).key
    except BadAddress:
        key = host
    path = urlsplit(address).path.strip("/").lower()
    return max(key, f"{host}/{path}" if path else host, key=len) if host == key else key


def _one_spelling(address: str) -> str:
    """Without a fragment, the host in small letters, a path where there is none; https where no scheme is given."""
    text = address.strip()
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
    except ValueError:
        return ""
    return urlunsplit(parts._replace(netloc=parts.netloc.lower(), path=parts.path or "/", fragment=""))


def _leave_out_too_many(session: Session, rows: dict[str, dict[str, Any]]) -> None:
    """Take out pages we found ourselves on hosts that have many of them."""
    found = {row["host_id"] for row in rows.values() if row["origin"] == FOUND and row["host_id"] is not None}
    if not found:
        return
    counted = select(_GATHERING.c.host_id, func.count()).where(_GATHERING.c.host_id.in_(found))
    rows_held = session.execute(counted.group_by(_GATHERING.c.host_id))
    held: dict[int, int] = dict(rows_held.all())
    for key, row in sorted(rows.items()):
        if row["origin"] == FOUND and row["host_id"] is not None:
            held[row["host_id"]] = held.get(row["host_id"], 0) + 1
            if held[row["host_id"]] > MOST_OF_A_HOST:
                del rows[key]


def _insert(session: Session, rows: Mapping[str, dict[str, Any]], *, renew: bool) -> set[str]:
    """Insert what is not known; the keys of what is new."""
    known = set(_ids(session, list(rows)))
    insert = insert_into(session, Gathering)
    if renew:
        told = ("origin", "topic", "region")
        insert = insert.on_conflict_do_update(
            index_elements=["key"], set_={name: insert.excluded[name] for name in told}
        )
    else:
        insert = insert.on_conflict_do_nothing(index_elements=["key"])
    for batch in batches([rows[key] for key in sorted(rows) if renew or key not in known]):
        session.execute(insert, list(batch))
    return set(rows) - known


def _ids(session: Session, keys: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for batch in batches(keys):
        rows = session.execute(select(_GATHERING.c.key, _GATHERING.c.id).where(_GATHERING.c.key.in_(batch)))
        found.update(dict(rows.all()))
    return found


# Given out


_NOW = bindparam("now", type_=UtcDateTime)
COLUMNS = ("id", "kind", "address", "topic", "region", "discovery_id", "validators")


def _due_of_hosts() -> Any:
    place = func.row_number().over(partition_by=_GATHERING.c.host_id, order_by=(_GATHERING.c.next_due, _GATHERING.c.id))
    due = (
        select(_GATHERING.c.host_id, *(_GATHERING.c[name] for name in COLUMNS), place.label("place"))
        .where(
            _GATHERING.c.host_id.in_(bindparam("host_ids", expanding=True)),
            _GATHERING.c.site_id.is_(None),
            _GATHERING.c.next_due.is_not(None),
            _GATHERING.c.next_due <= _NOW,
        )
        .subquery()
    )
    return select(due).where(due.c.place <= GATHERINGS_OF_A_LEASE).order_by(due.c.place)


_DUE_OF_HOSTS = _due_of_hosts()


def due_of_hosts(session: Session, host_ids: Sequence[int], now: datetime) -> dict[int, tuple[DueGathering, ...]]:
    """The due pages of these hosts, a few each, the longest due first."""
    found: dict[int, tuple[DueGathering, ...]] = {}
    if host_ids:
        for row in session.execute(_DUE_OF_HOSTS, {"host_ids": list(host_ids), "now": now}):
            found[row.host_id] = (*found.get(row.host_id, ()), due_gathering(row[1:-1]))
    return found


def count_due(session: Session, now: datetime) -> int:
    """How many pages are due on hosts that may be asked now; questions to search engines are not counted."""
    due = table_of(HostDue)
    found = (
        select(func.count())
        .select_from(_GATHERING)
        .join(due, due.c.host_id == _GATHERING.c.host_id)
        .where(_GATHERING.c.next_due <= now, _GATHERING.c.site_id.is_(None), due.c.gather <= now)
    )
    return session.scalar(found) or 0


def due_gathering(row: Any) -> DueGathering:
    """What a reader is told of a row: `COLUMNS` in their order."""
    gathering_id, kind, address, topic, region, discovery_id, validators = row
    return DueGathering(gathering_id, kind, address, topic, region, discovery_id, validators or {})


def make_due(session: Session, gathering_ids: Iterable[int], now: datetime, discovery_id: int | None = None) -> int:
    """Have these pages read now (for a search, where one is named, before others); how many were not due already."""
    hosts: set[int] = set()
    count = 0
    later = (_GATHERING.c.next_due.is_(None)) | (_GATHERING.c.next_due > now)
    for batch in batches(sorted(set(gathering_ids))):
        moved = session.execute(
            update(_GATHERING).where(_GATHERING.c.id.in_(batch), later).values(next_due=now)
            .returning(_GATHERING.c.host_id)
        ).all()  # fmt: skip
        count += len(moved)
        hosts.update(row.host_id for row in moved if row.host_id is not None)
        if discovery_id is not None:
            session.execute(update(_GATHERING).where(_GATHERING.c.id.in_(batch)).values(discovery_id=discovery_id))
    if hosts:
        lock_due(session, hosts)
        recompute_due(session, hosts)  # a host that backs off, or told us to leave, is not due by a wish of ours
    return count


def stop_gatherings(session: Session, gathering_ids: Iterable[int]) -> int:
    """Have these pages read no more; how many."""
    stopped = session.execute(
        update(_GATHERING)
        .where(_GATHERING.c.id.in_(sorted(set(gathering_ids))), _GATHERING.c.next_due.is_not(None))
        .values(next_due=None)
        .returning(_GATHERING.c.host_id)
    ).all()
    hosts = {row.host_id for row in stopped if row.host_id is not None}
    if hosts:
        lock_due(session, hosts)
        recompute_due(session, hosts)
    return len(stopped)


def lease_questions(
    session: Session, *, worker: str, limit: int, now: datetime, lease_s: float, a_day: int
) -> list[DueGathering]:
    """Lease at most `limit` due questions to search engines, so that no more than `a_day` requests fall in 24 hours.

    Exact under concurrency: those under lease count with all they may cost, and one worker at a time counts.
    """
    free = (_GATHERING.c.lease_until.is_(None)) | (_GATHERING.c.lease_until <= now)
    due = select(_GATHERING.c.id).where(_GATHERING.c.host_id.is_(None), _GATHERING.c.next_due <= now, free)
    if session.scalar(due.limit(1)) is None:
        return []
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_COUNTING)))
    left = a_day - asked_within(session, now - timedelta(days=1), now)
    room = min(limit, left // REQUESTS_OF_A_QUESTION)
    if room <= 0:
        return []
    until = now + timedelta(seconds=lease_s)
    # What a search asked for comes first; the others in the order of what they may yield.
    ordered = due.order_by(_GATHERING.c.discovery_id.is_(None), _GATHERING.c.next_due, _GATHERING.c.id)
    first = ordered.limit(room).with_for_update(skip_locked=True)
    ids = list(session.scalars(first))
    taken = session.execute(
        update(_GATHERING)
        .where(_GATHERING.c.id.in_(ids))
        .values(lease_holder=worker, lease_until=until)
        .returning(*(_GATHERING.c[name] for name in COLUMNS))
    ).all()
    return [due_gathering(tuple(row)) for row in sorted(taken, key=lambda row: ids.index(row.id))]


_COUNTING = 0x666F7275
"""The number of the lock under which questions are counted."""


def asked_within(session: Session, since: datetime, now: datetime) -> int:
    """Requests to search engines since then, and those that questions under lease may cost."""
    asked = session.scalars(
        select(_GATHERING.c.validators).where(_GATHERING.c.host_id.is_(None), _GATHERING.c.last_attempt_at > since)
    )
    held = session.scalar(select(func.count()).where(_GATHERING.c.host_id.is_(None), _GATHERING.c.lease_until > now))
    return sum(int((one or {}).get("asked", 1)) for one in asked) + REQUESTS_OF_A_QUESTION * (held or 0)


MOST_PRIMED = 400
"""Pages and questions that one search makes due: the budget of most is used up before."""


def prime(session: Session, topic: str, discovery_id: int, now: datetime) -> int:
    """Make due at once what speaks for a topic (those below it, and above it up to the widest), for a search; how many.

    What was read within a day stays as it is: it would name the same again. Pages that speak for no topic in
    particular follow where there is room.
    """
    above = ["/" + "/".join(topic.strip("/").split("/")[:end]) for end in range(1, topic.count("/") + 1)]
    serves = (_GATHERING.c.topic.in_(above)) | (_GATHERING.c.topic.startswith(f"{topic}/", autoescape=True))
    rested = (_GATHERING.c.last_attempt_at.is_(None)) | (_GATHERING.c.last_attempt_at < now - timedelta(days=1))
    may = (rested, _GATHERING.c.failures < _HOPELESS)
    nearest = (func.length(_GATHERING.c.topic).desc(), _GATHERING.c.added.desc(), _GATHERING.c.id)
    ids = list(session.scalars(select(_GATHERING.c.id).where(serves, *may).order_by(*nearest).limit(MOST_PRIMED)))
    general = (
        select(_GATHERING.c.id)
        .where(_GATHERING.c.topic.is_(None), *may)
        .order_by(_GATHERING.c.added.desc(), _GATHERING.c.id)
        .limit(MOST_PRIMED - len(ids))
    )
    ids += session.scalars(general)
    make_due(session, ids, now, discovery_id)
    return len(ids)


_HOPELESS = 6
"""Readings in a row that failed, after which a search does not ask again."""
