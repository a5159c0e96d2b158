"""The one door of addresses: seeds, links, directories, registrations and redirects all come in here.

Removed addresses stop here; a known address gets another line in its record; a new one becomes a site, due at once.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import Insert, bindparam
from sqlalchemy.orm import Session

from registry.frontier.deep import KIND as PAGE
from registry.frontier.deep import deep_address
from registry.frontier.fruit import Fruits
from registry.frontier.known import KnownSite, make_sites
from registry.frontier.model import PrivateText, Sighting
from registry.frontier.promise import ON_FORUM, Naming, Promise, Said, host_name, naming_sites, promises
from registry.frontier.queue import due_no_later, lock_due
from registry.frontier.ranking import Ranked, rank
from registry.frontier.ripening import rise
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

    `topic` is the path of the topic the source speaks for, if it is about one. `signs` are what else speaks for it, in
    words of `registry.focus`: `on:forum` for a link on a forum, `list:17` for the page that is gathering 17.
    """

    address: str
    source: str
    from_site: int | None = None
    words: str = ""
    topic: str | None = None
    signs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sighted:
    """What became of an address: its site, or why there is none (`refused`).

    `new`: a site was made for it; `due`: and it is to be visited at once, since its host did not tell us to leave.
    `removed`: a tombstone stands for it, which is told to nobody. `ranked`: what it promises, where it is new or has
    risen: its host is to stand at least as high in the queue.
    """

    address: str
    site_id: int | None = None
    host_id: int | None = None
    key: str | None = None
    new: bool = False
    due: bool = False
    refused: str | None = None
    removed: bool = False
    ranked: Ranked | None = None


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
    fruits: Fruits | None = None,
) -> list[Sighted]:
    """Take in addresses, each once however it is spelt; one answer each, in their order. Never raises for an address.

    `queue=False` leaves telling the due queue to the caller, who locks several hosts at once. `heard` gives the topic
    that the words of a link speak for: asked of sites nobody looked at only. `fruits` is what was learnt so far.
    """
    keys, answers = _keys(found, hosts)
    removed = tombstoned(session, {key.key for key in keys.values()})
    wanted = {key.key: key for key in keys.values() if key.key not in removed}
    told = _Told(session, [(found[place], key) for place, key in keys.items() if key.key in wanted], hosts, heard)
    sites = make_sites(session, wanted, now, told.of, fruits)
    risen = told.risen(sites, fruits or Fruits())
    for place, key in keys.items():
        address, site = found[place].address, sites.get(key.key)
        if key.key in removed:
            answers[place] = Sighted(address, key=key.key, refused="removed", removed=True)
        elif site is None:
            answers[place] = Sighted(address, key=key.key, refused="this host has too many sites already")
        else:
            ranked = told.ranked(key.key, site) if site.due else risen.get(key.key)
            answers[place] = Sighted(address, site.site_id, site.host_id, key.key, site.new, site.due, ranked=ranked)
    made = [answers[place] for place in range(len(found))]
    _record(session, found, made, now, private_days, told)
    if queue:
        tell_queue(session, made, now)
    return made


def tell_queue(session: Session, answers: Iterable[Sighted], now: datetime, besides: Iterable[int] = ()) -> None:
    """Let the hosts of new and risen sites be due and stand as high as these promise.

    Their queue rows are locked all at once, with those of the hosts in `besides`.
    """
    told = [one for one in answers if one.host_id is not None and (one.due or one.ranked is not None)]
    fresh = {one.host_id for one in told if one.due and one.host_id is not None}
    ranked = [one.ranked for one in told if one.ranked is not None]
    held = {*fresh, *(one.host_id for one in ranked), *besides}
    if not held:
        return
    lock_due(session, held)
    if fresh:
        due_no_later(session, fresh, Purpose.DISCOVER, now)
    rank(session, ranked)


def _said(one: Found, key: SiteKey) -> Said:
    return Said(
        key.key, one.address, one.source, one.from_site, one.words, one.topic, one.signs, host_name(key.host_key)
    )


class _Told:
    """What a batch of namings says of each site: worked out for those only that nobody looked at."""

    def __init__(
        self,
        session: Session,
        named: Sequence[tuple[Found, SiteKey]],
        hosts: SharedHosts,
        heard: Callable[[str], str | None] | None,
    ) -> None:
        self._session, self._named, self._hosts, self._heard = session, named, hosts, heard or _deaf
        self._naming: dict[int, Naming] | None = None
        self.promises: dict[str, Promise] = {}

    def naming(self) -> dict[int, Naming]:
        """The sites that name others, read once and only if somebody asks."""
        if self._naming is None:
            self._naming = naming_sites(self._session, {one.from_site for one, _ in self._named if one.from_site})
        return self._naming

    def of(self, keys: Collection[str]) -> Mapping[str, Promise]:
        """What speaks for these sites, by key."""
        wanted = set(keys)
        said = [_said(one, key) for one, key in self._named if key.key in wanted]
        self.promises |= promises(said, self.naming(), self._hosts, self._heard)
        return self.promises

    def ranked(self, key: str, site: KnownSite) -> Ranked:
        """What a new site promises."""
        promise = self.promises[key]
        return Ranked(site.host_id, site.value, promise.topic, promise.by_words)

    def risen(self, sites: Mapping[str, KnownSite], fruits: Fruits) -> dict[str, Ranked]:
        """Sites that wait and that a further place names: what they promise now."""
        waiting = {key for key, site in sites.items() if site.waiting and not site.new}
        if not waiting:
            return {}
        naming = self.naming()
        pages = {site_id for site_id, one in naming.items() if not one.trusted}
        said = [
            _said(one, key)
            for one, key in self._named
            if key.key in waiting and (one.from_site not in pages or ON_FORUM in one.signs)
        ]
        if not said:
            return {}
        return rise(self._session, said, sites, self.naming(), hosts=self._hosts, heard=self._heard, fruits=fruits)


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
    told: _Told,
) -> None:
    """Note who named each site; keep the words around a new link for as long as they may be kept."""
    rows: dict[tuple[int, str, int], dict[str, object]] = {}
    words: dict[tuple[int, str], dict[str, object]] = {}
    pages: dict[int, dict[str, object]] = {}
    expires, long_ago = now + timedelta(days=min(private_days, PRIVATE_DAYS)), now - RECORD_TO
    for one, answer in zip(found, answers, strict=True):
        if answer.site_id is None or answer.site_id == one.from_site:
            continue
        name = (answer.site_id, line(one.source, 40), one.from_site or 0)
        rows[name] = {
            "site_id": name[0], "source": name[1], "from_site_id": name[2], "first_seen_at": now, "last_seen_at": now,
            "signs": None, "topic": one.topic, "long_ago": long_ago,
        }  # fmt: skip
        promise = told.promises.get(answer.key or "")
        if promise is not None:
            rows[name]["signs"], rows[name]["topic"] = promise.spoken.get((one.source, name[2]), (None, one.topic))
        if answer.new and (said := line(one.words, 300)):
            words[answer.site_id, said] = {
                "site_id": answer.site_id, "from_site_id": name[2], "kind": "link_words", "words": said,
                "expires_at": expires,
            }  # fmt: skip
        if answer.new and (page := deep_address(one.address, answer.key or "")) is not None:
            own = {"site_id": answer.site_id, "from_site_id": name[2], "kind": PAGE, "expires_at": expires}
            pages.setdefault(answer.site_id, {**own, "words": page})
    upsert = _upsert(session.get_bind().dialect.name)
    for batch in batches([rows[name] for name in sorted(rows)]):
        session.execute(upsert, list(batch))
    insert_all(session, PrivateText, [*words.values(), *pages.values()])


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
