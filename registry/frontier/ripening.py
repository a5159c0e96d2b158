"""Chances that change while a site waits: further places name it, its like turn out to be forums, or nothing at all.

Rows that others hold are passed over: who holds a waiting site is visiting it, or counts it at this moment.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, ScalarSelect, bindparam, func, select, update
from sqlalchemy.orm import Session

from registry.focus import another_place, leads_as, split_signs
from registry.frontier.fruit import Fruits
from registry.frontier.known import KnownSite
from registry.frontier.model import Host, HostDue, Sighting, Site
from registry.frontier.promise import Naming, Promise, Record, Said, place_of, promises
from registry.frontier.ranking import Ranked, rerank, unseen
from registry.frontier.seeking import Domain
from registry.identity import SharedHosts
from registry.upsert import batches, table_of

SIBLINGS = 100
"""Sites that one page names whose chances are looked at again when one of them turned out to be a forum."""

PAGES_LOOKED_AT = 8
"""Pages whose sites are looked at again each time something is learnt: those that bore most first."""

_FROM = "from:"

NOTICED = 0.01
"""Changes of a chance that are smaller are not written."""

_SITE, _HOST, _DUE, _DOMAIN, _SIGHTING = (
    table_of(Site), table_of(Host), table_of(HostDue), table_of(Domain), table_of(Sighting)
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """A site nobody looked at, as it stands in the queue."""

    site_id: int
    host_id: int
    value: float
    promise: Promise
    record: Record


def first_or_last_naming(end: Callable[..., ColumnElement[int]]) -> ScalarSelect[int]:
    """The first or last site that links to a site: one look into the key of the table, however many there are."""
    named = select(end(_SIGHTING.c.from_site_id)).where(_SIGHTING.c.site_id == _SITE.c.id, _SIGHTING.c.source == "link")
    return named.correlate(_SITE).scalar_subquery()


_STANDING = (
    select(
        _SITE.c.id, _SITE.c.host_id, _SITE.c.value, _SITE.c.signs, _SITE.c.topic, _SITE.c.named_by,
        first_or_last_naming(func.min).label("first"), first_or_last_naming(func.max).label("last"),
        _DOMAIN.c.tried, _DOMAIN.c.forums, _DOMAIN.c.barred_at,
    )
    .join(_HOST, _HOST.c.id == _SITE.c.host_id)
    .outerjoin(_DOMAIN, _DOMAIN.c.name == _HOST.c.domain)
    .where(_SITE.c.id.in_(bindparam("ids", expanding=True)), unseen())
    .order_by(_SITE.c.id)
    .with_for_update(of=_SITE, skip_locked=True, key_share=True)
)  # fmt: skip
_SET = (
    update(_SITE)
    .where(_SITE.c.id == bindparam("of_id"))
    .values({name: bindparam(name) for name in ("value", "signs", "topic", "named_by", "places")})
)
_SET_VALUE = update(_SITE).where(_SITE.c.id == bindparam("of_id")).values(value=bindparam("value"))
_SIBLINGS = (
    select(_SIGHTING.c.site_id)
    .join(_SITE, _SITE.c.id == _SIGHTING.c.site_id)
    .where(_SIGHTING.c.from_site_id == bindparam("of_site"), unseen())
    .limit(SIBLINGS)
)
_FREE_ROWS = (
    select(_DUE.c.host_id, _DUE.c.value)
    .where(_DUE.c.host_id.in_(bindparam("ids", expanding=True)))
    .order_by(_DUE.c.host_id)
    .with_for_update(skip_locked=True)
)


def standing(session: Session, site_ids: Collection[int]) -> list[Standing]:
    """Those of these sites that nobody looked at and nobody holds: ours until the transaction ends."""
    found = []
    for batch in batches(sorted(set(site_ids))):
        for row in session.execute(_STANDING, {"ids": list(batch)}):
            signs = dict.fromkeys(split_signs(row.signs))
            froms = dict.fromkeys(site_id for site_id in (row.first, row.last) if site_id)
            promise = Promise(signs, row.topic, "topic:words" in signs, row.named_by, froms)
            record = Record(row.tried or 0, row.forums or 0, row.barred_at is not None)
            found.append(Standing(row.id, row.host_id, row.value, promise, record))
    return found


def rescore(session: Session, site_ids: Collection[int], fruits: Fruits) -> dict[int, float]:
    """The chances of these sites as they are now, by site; what changed is written, the queue as well."""
    held = standing(session, site_ids)
    read_tallies(session, held, fruits)
    now = {one.site_id: one.promise.value(fruits, one.record) for one in held}
    changed = [one for one in held if abs(now[one.site_id] - one.value) >= NOTICED]
    if changed:
        session.execute(_SET_VALUE, [{"of_id": one.site_id, "value": now[one.site_id]} for one in changed])
    before: dict[int, float] = {}
    for batch in batches(sorted({one.host_id for one in changed})):
        before |= dict(session.execute(_FREE_ROWS, {"ids": list(batch)}).all())
    rerank(session, before)
    return now


def siblings(session: Session, from_sites: Sequence[int]) -> set[int]:
    """Sites nobody looked at that these sites name, as many as matter."""
    return {site_id for one in from_sites for site_id in session.scalars(_SIBLINGS, {"of_site": one})}


def read_tallies(session: Session, held: Sequence[Standing], fruits: Fruits) -> None:
    """Read what is not known yet of the pages that name these sites, and of the lists they stand in."""
    names = {f"from:{site_id}" for one in held for site_id in one.promise.from_sites}
    names |= {sign for one in held for sign in one.promise.signs if sign.startswith("list:")}
    names |= {leads_as(one.promise.signs) for one in held}
    fruits.read(session, fruits.unknown(names))


def rise(
    session: Session,
    said: Sequence[Said],
    known: Mapping[str, KnownSite],
    naming: Mapping[int, Naming],
    *,
    hosts: SharedHosts,
    heard: Callable[[str], str | None],
    fruits: Fruits,
) -> dict[str, Ranked]:
    """Note the further places that name sites nobody looked at: by key, what each promises now."""
    own: dict[str, str] = {}
    places: dict[str, list[str]] = {}
    for one in said:
        site = known.get(one.key)
        if site is None or site.new or not site.waiting or (place := place_of(one, naming, own)) is None:
            continue
        if another_place(site.named_by, place) != site.named_by:
            places.setdefault(one.key, []).append(place)
    if not places:
        return {}
    further = promises([one for one in said if one.key in places], naming, hosts, heard)
    keys = {known[key].site_id: key for key in places}
    held = standing(session, keys)
    read_tallies(session, held, fruits)
    written, risen = [], {}
    for waiting in held:
        key, promise = keys[waiting.site_id], waiting.promise
        promise.signs |= further[key].signs
        promise.add_topic(further[key].topic, by_words=further[key].by_words)
        for place in places[key]:
            promise.named_by = another_place(promise.named_by, place)
        value = promise.value(fruits, waiting.record)
        written.append((waiting, value))
        risen[key] = Ranked(waiting.host_id, value, promise.topic, promise.by_words)
    _write(session, written)
    return risen


def _write(session: Session, changed: Sequence[tuple[Standing, float]]) -> None:
    rows = [{"of_id": one.site_id, "value": value, **one.promise.columns()} for one, value in changed]
    if rows:
        session.execute(_SET, rows)


def learn(session: Session, fruits: Fruits) -> list[int]:
    """Write what was counted, read what others counted, and look again at what the same pages name.

    The sites that named a forum, as was found out since the last time: those with most first. The caller commits: a
    transaction of its own, for rows that all workers want are held until it ends.
    """
    counted = fruits.flush(session)
    names = sorted((name for name in counted if name.startswith(_FROM)), key=lambda name: (-counted[name], name))
    naming = {int(name.removeprefix(_FROM)): counted[name] for name in names}
    rescore(session, siblings(session, list(naming)[:PAGES_LOOKED_AT]), fruits)
    return [site_id for site_id, forums in naming.items() if forums > 0]
