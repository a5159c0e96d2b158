"""The one door of addresses: seeds, links, directories, registrations and redirects all come in here.

Removed addresses stop here; a known address gets another line in its record; a new one becomes a site, due at once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import Insert, bindparam
from sqlalchemy.orm import Session

from registry.frontier.known import make_sites
from registry.frontier.model import PrivateText, Sighting
from registry.frontier.queue import due_no_later, lock_due
from registry.history.tombstones import tombstoned
from registry.hygiene import line
from registry.identity import BadAddress, SharedHosts, SiteKey, site_key
from registry.upsert import batches, insert_all, insert_for, table_of
from registry.vocabulary import Purpose

PRIVATE_DAYS = 30
"""Longest life of words that members may have written, in days."""

RECORD_TO = timedelta(days=7)
"""A repeated sighting is noted to the week: the same links are seen again at each visit."""


@dataclass(frozen=True, slots=True)
class Found:
    """An address somebody named. `words` may be a member's: private, kept 30 days at most.

    `topic` is the path of the topic the source speaks for, if it is about one.
    """

    address: str
    source: str
    from_site: int | None = None
    words: str = ""
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class Sighted:
    """What became of an address: its site, or why there is none (`refused`).

    `new`: a site was made for it; `due`: and it is to be visited at once, since its host did not tell us to leave.
    `removed`: a tombstone stands for it, which is told to nobody.
    """

    address: str
    site_id: int | None = None
    host_id: int | None = None
    key: str | None = None
    new: bool = False
    due: bool = False
    refused: str | None = None
    removed: bool = False


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
    heard: Callable[[str], str | None] | None = None,
) -> list[Sighted]:
    """Take in addresses, each once however it is spelt; one answer each, in their order. Never raises for an address.

    `queue=False` leaves telling the due queue to the caller, who locks several hosts at once. `heard` gives the topic
    that the words of a link speak for: asked of new sites only, where the source does not tell it.
    """
    keys, answers = _keys(found, hosts)
    removed = tombstoned(session, {key.key for key in keys.values()})
    sites = make_sites(session, {key.key: key for key in keys.values() if key.key not in removed}, now)
    for place, key in keys.items():
        address, site = found[place].address, sites.get(key.key)
        if key.key in removed:
            answers[place] = Sighted(address, key=key.key, refused="removed", removed=True)
        elif site is None:
            answers[place] = Sighted(address, key=key.key, refused="this host has too many sites already")
        else:
            answers[place] = Sighted(address, site.site_id, site.host_id, key.key, site.new, site.due)
    made = [answers[place] for place in range(len(found))]
    _record(session, found, made, now, private_days, heard or _deaf)
    fresh = {answer.host_id for answer in made if answer.due and answer.host_id is not None}
    if queue and fresh:
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


def _record(
    session: Session,
    found: Sequence[Found],
    answers: Sequence[Sighted],
    now: datetime,
    private_days: int,
    heard: Callable[[str], str | None],
) -> None:
    """Note who named each site; keep the words around a new link for as long as they may be kept."""
    rows: dict[tuple[int, str, int], dict[str, object]] = {}
    words: dict[tuple[int, str], dict[str, object]] = {}
    expires, long_ago = now + timedelta(days=min(private_days, PRIVATE_DAYS)), now - RECORD_TO
    for one, answer in zip(found, answers, strict=True):
        if answer.site_id is None or answer.site_id == one.from_site:
            continue
        name = (answer.site_id, line(one.source, 40), one.from_site or 0)
        rows[name] = {
            "site_id": name[0], "source": name[1], "from_site_id": name[2], "first_seen_at": now, "last_seen_at": now,
            "topic": one.topic or (heard(one.words) if answer.new and one.words else None), "long_ago": long_ago,
        }  # fmt: skip
        if answer.new and (said := line(one.words, 300)):
            words[answer.site_id, said] = {
                "site_id": answer.site_id, "from_site_id": name[2], "kind": "link_words", "words": said,
                "expires_at": expires,
            }  # fmt: skip
    upsert = _upsert(session.get_bind().dialect.name)
    for batch in batches([rows[name] for name in sorted(rows)]):
        session.execute(upsert, list(batch))
    insert_all(session, PrivateText, list(words.values()))


def _deaf(words: str) -> None:
    """No topic is heard where nobody listens."""


@cache
def _upsert(dialect: str) -> Insert:
    """A new line of the record; an old one is brought up to date when it is older than the record is exact."""
    insert = insert_for(dialect, Sighting)
    return insert.on_conflict_do_update(
        index_elements=["site_id", "source", "from_site_id"],
        set_={"last_seen_at": insert.excluded.last_seen_at},
        where=table_of(Sighting).c.last_seen_at < bindparam("long_ago"),
    )
