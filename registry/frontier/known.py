"""Hosts and sites by their canonical keys: found where they stand, made where they are new.

Only what is unknown is inserted: on PostgreSQL an insert waits for whoever is updating the row it meets, and two
visits that name each other's hosts would wait for each other. What another transaction made meanwhile is no clash.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import NamedTuple

from sqlalchemy import Insert, bindparam, func, select
from sqlalchemy.orm import Session

from registry.frontier.fruit import Fruits
from registry.frontier.model import Host, HostDue, Site, SiteAlias
from registry.frontier.promise import Promise, Record
from registry.frontier.seeking import Domain
from registry.identity import SiteKey, registrable_domain
from registry.upsert import batches, insert_all, insert_for, insert_into, insert_missing, table_of

MOST_SITES_OF_A_HOST = 500
"""A host that is no hosting place and has more sites than this is a trap or a farm: no further ones."""

_HOST, _SITE, _ALIAS = table_of(Host), table_of(Site), table_of(SiteAlias)
_DOMAIN = table_of(Domain)
_HOSTS = (
    select(
        _HOST.c.key, _HOST.c.id, _HOST.c.opted_out_at, _DOMAIN.c.tried, _DOMAIN.c.forums, _DOMAIN.c.barred_at
    )
    .outerjoin(_DOMAIN, _DOMAIN.c.name == _HOST.c.domain)
    .where(_HOST.c.key.in_(bindparam("keys", expanding=True)))
)  # fmt: skip
_SITES = (
    select(_ALIAS.c.key, _SITE.c.id, _SITE.c.host_id, _SITE.c.conclusion, _SITE.c.failures, _SITE.c.named_by)
    .join(_SITE, _SITE.c.id == _ALIAS.c.site_id)
    .where(_ALIAS.c.key.in_(bindparam("keys", expanding=True)))
)
_COUNTED = (
    select(_SITE.c.host_id, func.count())
    .where(_SITE.c.host_id.in_(bindparam("host_ids", expanding=True)))
    .group_by(_SITE.c.host_id)
)


@dataclass(frozen=True, slots=True)
class KnownSite:
    """A site by its key. `new`: made just now; `due`: new, and its host did not tell our agent to leave.

    `waiting`: nobody looked at it yet; `named_by` are the places that name it (`focus.places`), `value` the chance of
    a forum where it is new.
    """

    site_id: int
    host_id: int
    new: bool = False
    due: bool = False
    waiting: bool = False
    named_by: int = 0
    value: float = 0.0


class HostRow(NamedTuple):
    """A host: whether it told our agent to leave, and the record of its domain."""

    id: int
    left: bool
    record: Record


_NOTHING, _UNTAUGHT = Promise(), Fruits()


def known_sites(session: Session, keys: Sequence[str]) -> dict[str, KnownSite]:
    """The sites of those canonical keys that are known."""
    found: dict[str, KnownSite] = {}
    for batch in batches(keys):
        rows = session.execute(_SITES, {"keys": list(batch)})
        for key, site_id, host_id, conclusion, failures, named_by in rows:
            waiting = conclusion is None and not failures
            found[key] = KnownSite(site_id, host_id, waiting=waiting, named_by=named_by)
    return found


def make_sites(
    session: Session,
    wanted: Mapping[str, SiteKey],
    now: datetime,
    promised: Callable[[Sequence[str]], Mapping[str, Promise]] | None = None,
    fruits: Fruits | None = None,
) -> dict[str, KnownSite]:
    """The site of each canonical key, made where it is new, but for hosts that have too many.

    `promised` gives what speaks for the new ones: asked once, for all of them.
    """
    known = known_sites(session, sorted(wanted))
    unknown = sorted(set(wanted) - set(known))
    if not unknown:
        return known
    hosts = _hosts(session, {wanted[key].host_key for key in unknown})
    room = _room(session, {hosts[wanted[key].host_key].id for key in unknown if not wanted[key].shared})
    promises = promised(unknown) if promised is not None else {}
    rows: dict[str, dict[str, object]] = {}
    values: dict[str, float] = {}
    for key in unknown:
        host = hosts[wanted[key].host_key]
        if not wanted[key].shared:
            room[host.id] -= 1
            if room[host.id] < 0:
                continue
        promise = promises.get(key, _NOTHING)
        value = promise.value(fruits or _UNTAUGHT, host.record)
        if not host.left and not host.record.barred:
            values[key] = value
        rows[key] = {
            "host_id": host.id, "key": key, "address": wanted[key].address, "first_seen_at": now,
            "next_due": now if key in values else None, "value": value, **promise.columns(),
        }  # fmt: skip
    new = _insert_sites(session, rows)
    made = known_sites(session, list(rows))
    for key, site in made.items():
        due = key in new and key in values
        known[key] = replace(site, new=key in new, due=due, value=values[key] if due else 0.0)
    return known


def _insert_sites(session: Session, rows: Mapping[str, dict[str, object]]) -> set[str]:
    """Insert sites and their first keys; those that are new."""
    new: set[str] = set()
    for batch in batches(list(rows)):
        insert = insert_into(session, Site).on_conflict_do_nothing(index_elements=["key"])
        new.update(session.scalars(insert.returning(_SITE.c.key), [rows[key] for key in batch]))
        made = session.execute(select(_SITE.c.key, _SITE.c.id).where(_SITE.c.key.in_(batch)))
        aliases = [{"key": key, "site_id": site_id, "reason": "canonical"} for key, site_id in made]
        insert_missing(session, SiteAlias, sorted(aliases, key=lambda alias: str(alias["key"])))
    return new


def make_hosts(session: Session, keys: Iterable[str]) -> dict[str, tuple[int, bool]]:
    """The id of each host, made where it is new, and whether it told our agent to leave."""
    return {key: (host.id, host.left) for key, host in _hosts(session, keys).items()}


def _hosts(session: Session, keys: Iterable[str]) -> dict[str, HostRow]:
    made: dict[str, HostRow] = {}
    domains: list[str] = []
    for batch in batches(sorted(keys)):
        known = _known_hosts(session, batch)
        if unknown := [key for key in batch if key not in known]:
            insert = insert_into(session, Host).on_conflict_do_nothing(index_elements=["key"])
            rows = [{"key": key, "domain": registrable_domain(key)} for key in unknown]
            new = session.execute(insert.returning(_HOST.c.id, _HOST.c.domain), rows).all()
            insert_all(session, HostDue, [{"host_id": host_id} for host_id, _ in new])
            domains += [domain for _, domain in new]
            known |= _known_hosts(session, unknown)
        made |= known
    _count_domains(session, domains)
    return made


def _count_domains(session: Session, names: Iterable[str]) -> None:
    """Note one more host for each of these domains, in the order of their names."""
    counted = [{"name": name, "hosts": hosts} for name, hosts in sorted(Counter(names).items())]
    if counted:
        session.execute(_more_hosts(session.get_bind().dialect.name), counted)


@cache
def _more_hosts(dialect: str) -> Insert:
    insert, domain = insert_for(dialect, Domain), table_of(Domain)
    return insert.on_conflict_do_update(index_elements=["name"], set_={"hosts": domain.c.hosts + insert.excluded.hosts})


def _known_hosts(session: Session, keys: Sequence[str]) -> dict[str, HostRow]:
    rows = session.execute(_HOSTS, {"keys": list(keys)})
    return {
        key: HostRow(host_id, opted is not None, Record(tried or 0, forums or 0, barred is not None))
        for key, host_id, opted, tried, forums, barred in rows
    }


def _room(session: Session, host_ids: set[int]) -> dict[int, int]:
    """How many more sites each of these hosts may have."""
    room = dict.fromkeys(host_ids, MOST_SITES_OF_A_HOST)
    for batch in batches(sorted(host_ids)):
        for host_id, count in session.execute(_COUNTED, {"host_ids": list(batch)}):
            room[host_id] -= count
    return room
