"""The one door of addresses: seeds, links, directories, registrations and redirects all come in here.

Removed addresses stop here; a known address gets another line in its record; a new one becomes a site, due at once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry.frontier.model import Host, HostDue, PrivateText, Sighting, Site, SiteAlias
from registry.frontier.queue import due_no_later, lock_due
from registry.history.tombstones import tombstoned
from registry.hygiene import line
from registry.identity import BadAddress, SharedHosts, SiteKey, site_key
from registry.upsert import batches, insert_all, insert_into, table_of
from registry.vocabulary import Purpose

MOST_SITES_OF_A_HOST = 500
"""A host that is no hosting place and has more sites than this is a trap or a farm: no further ones."""

PRIVATE_DAYS = 30
"""Longest life of words that members may have written, in days."""

RECORD_TO = timedelta(days=7)
"""A repeated sighting is noted to the week: the same links are seen again at each visit."""


@dataclass(frozen=True, slots=True)
class Found:
    """An address somebody named. `words` may be a member's: private, kept 30 days at most."""

    address: str
    source: str
    from_site: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Sighted:
    """What became of an address: its site, or why there is none (`refused`)."""

    address: str
    site_id: int | None = None
    host_id: int | None = None
    key: str | None = None
    new: bool = False
    due: bool = False
    """It is new, and due at once: its host did not tell us to leave."""
    refused: str | None = None
    removed: bool = False
    """A tombstone stands for this address; never told to the public."""


def sighting(
    session: Session,
    address: str,
    *,
    source: str,
    from_site: int | None = None,
    words: str = "",
    now: datetime,
    hosts: SharedHosts,
) -> Sighted:
    """Take in one address; see `sightings`."""
    return sightings(session, [Found(address, source, from_site, words)], now=now, hosts=hosts)[0]


def sightings(
    session: Session,
    found: Sequence[Found],
    *,
    now: datetime,
    hosts: SharedHosts,
    private_days: int = PRIVATE_DAYS,
    queue: bool = True,
) -> list[Sighted]:
    """Take in addresses, each once however it is spelt; one answer each, in their order. Never raises for an address.

    `queue=False` leaves telling the due queue to the caller, who locks several hosts at once.
    """
    keys, answers = _keys(found, hosts)
    removed = tombstoned(session, {key.key for key in keys.values()})
    wanted = {key.key: key for key in keys.values() if key.key not in removed}
    host_ids = _host_ids(session, wanted.values())
    sites, new = _site_ids(session, wanted, host_ids, now)
    for place, key in keys.items():
        if key.key in removed:
            answers[place] = Sighted(found[place].address, key=key.key, refused="removed", removed=True)
        elif key.key not in sites:
            answers[place] = Sighted(found[place].address, key=key.key, refused="this host has too many sites already")
        else:
            site_id, host_id = sites[key.key]
            is_new, opted_out = key.key in new, host_ids[key.host_key][1]
            answers[place] = Sighted(
                found[place].address, site_id, host_id, key.key, new=is_new, due=is_new and not opted_out
            )
    made = [answers[place] for place in range(len(found))]
    _record(session, found, made, now, private_days)
    if queue and new:
        fresh = {answer.host_id for answer in made if answer.due and answer.host_id is not None}
        lock_due(session, fresh)
        due_no_later(session, fresh, Purpose.DISCOVER, now)
    return made


def _keys(found: Sequence[Found], hosts: SharedHosts) -> tuple[dict[int, SiteKey], dict[int, Sighted]]:
    keys, answers = {}, {}
    for place, one in enumerate(found):
        try:
            keys[place] = site_key(one.address, hosts)
        except BadAddress as problem:
            answers[place] = Sighted(one.address, refused=str(problem))
    return keys, answers


def _host_ids(session: Session, keys: Iterable[SiteKey]) -> dict[str, tuple[int, bool]]:
    """The id of each host, made where it is new, and whether it told our agent to leave.

    Only unknown hosts are inserted: on PostgreSQL an insert waits for whoever is updating the row it meets, and two
    visits that name each other's hosts would wait for each other.
    """
    wanted = sorted({key.host_key for key in keys})
    made: dict[str, tuple[int, bool]] = {}
    for batch in batches(wanted):
        known = _known_hosts(session, batch)
        if unknown := [key for key in batch if key not in known]:
            insert = insert_into(session, Host).on_conflict_do_nothing(index_elements=["key"]).returning(Host.id)
            new = list(session.scalars(insert, [{"key": key} for key in unknown]))
            insert_all(session, HostDue, [{"host_id": host_id} for host_id in new])
            known |= _known_hosts(session, unknown)
        made |= known
    return made


def _known_hosts(session: Session, keys: Sequence[str]) -> dict[str, tuple[int, bool]]:
    rows = session.execute(select(Host.key, Host.id, Host.opted_out_at).where(Host.key.in_(keys)))
    return {key: (host_id, opted is not None) for key, host_id, opted in rows}


def _site_ids(
    session: Session, wanted: dict[str, SiteKey], host_ids: dict[str, tuple[int, bool]], now: datetime
) -> tuple[dict[str, tuple[int, int]], set[str]]:
    """Site and host of each key, made where it is new; and the keys that are new."""
    known = known_sites(session, sorted(wanted))
    unknown = sorted(set(wanted) - set(known))
    room = _room(session, {host_ids[wanted[k].host_key][0] for k in unknown if not wanted[k].shared})
    rows = []
    for key in unknown:
        host_id, opted_out = host_ids[wanted[key].host_key]
        if not wanted[key].shared:
            room[host_id] -= 1
            if room[host_id] < 0:
                continue
        due = None if opted_out else now
        rows.append(
            {"host_id": host_id, "key": key, "address": wanted[key].address, "first_seen_at": now, "next_due": due}
        )
    new: set[str] = set()
    for batch in batches(rows):
        insert = insert_into(session, Site).on_conflict_do_nothing(index_elements=["key"])
        new.update(session.scalars(insert.returning(Site.key), list(batch)))
        made = session.execute(select(Site.key, Site.id).where(Site.key.in_([str(row["key"]) for row in batch])))
        aliases = [
            {"key": key, "site_id": site_id, "reason": "canonical"} for key, site_id in sorted(tuple(m) for m in made)
        ]
        session.execute(insert_into(session, SiteAlias).on_conflict_do_nothing(), aliases)
    known.update(known_sites(session, [str(row["key"]) for row in rows]))
    return known, new


def known_sites(session: Session, keys: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Site id and host id of each canonical key that is known."""
    found: dict[str, tuple[int, int]] = {}
    for batch in batches(keys):
        rows = session.execute(
            select(SiteAlias.key, Site.id, Site.host_id).join(Site, Site.id == SiteAlias.site_id)
            .where(SiteAlias.key.in_(batch))
        )  # fmt: skip
        found.update({key: (site_id, host_id) for key, site_id, host_id in rows})
    return found


def _room(session: Session, host_ids: set[int]) -> dict[int, int]:
    """How many more sites each of these hosts may have."""
    room = dict.fromkeys(host_ids, MOST_SITES_OF_A_HOST)
    for batch in batches(sorted(host_ids)):
        counted = select(Site.host_id, func.count()).where(Site.host_id.in_(batch)).group_by(Site.host_id)
        for host_id, count in session.execute(counted):
            room[host_id] -= count
    return room


def _record(
    session: Session, found: Sequence[Found], answers: Sequence[Sighted], now: datetime, private_days: int
) -> None:
    """Note who named each site; keep the words around a new link for as long as they may be kept."""
    rows: dict[tuple[int, str, int], dict[str, object]] = {}
    words: dict[tuple[int, str], dict[str, object]] = {}
    expires = now + timedelta(days=min(private_days, PRIVATE_DAYS))
    for one, answer in zip(found, answers, strict=True):
        if answer.site_id is None or answer.site_id == one.from_site:
            continue
        name = (answer.site_id, line(one.source, 40), one.from_site or 0)
        rows[name] = {
            "site_id": name[0], "source": name[1], "from_site_id": name[2], "first_seen_at": now, "last_seen_at": now,
        }  # fmt: skip
        if answer.new and (said := line(one.words, 300)):
            words[answer.site_id, said] = {
                "site_id": answer.site_id, "from_site_id": name[2], "kind": "link_words", "words": said,
                "expires_at": expires,
            }  # fmt: skip
    insert = insert_into(session, Sighting)
    upsert = insert.on_conflict_do_update(
        index_elements=["site_id", "source", "from_site_id"],
        set_={"last_seen_at": insert.excluded.last_seen_at},
        where=table_of(Sighting).c.last_seen_at < now - RECORD_TO,
    )
    ordered = [rows[name] for name in sorted(rows)]
    for batch in batches(ordered):
        session.execute(upsert, list(batch))
    insert_all(session, PrivateText, list(words.values()))
