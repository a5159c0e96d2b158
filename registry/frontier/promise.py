"""What whoever names a site says of it: gathered at the door for new sites, and for those that nobody looked at yet."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from registry.focus import (
    SIGNS,
    Evidence,
    Tally,
    another_place,
    credited,
    join_signs,
    leads_as,
    places_in,
    signs_of,
    worth_of,
)
from registry.frontier.fruit import Fruits
from registry.frontier.model import Host, Site
from registry.frontier.seeking import Domain
from registry.identity import SharedHosts, registrable_domain
from registry.upsert import batches, table_of
from registry.vocabulary import SiteKind

LIST_HAS, LIST_SHARE = 4, 0.4
"""A page that names so many new sites, this share of which look like forums, is a list of forums."""

ON_FORUM = "on:forum"
"""The sign of a link that stands on a forum."""

FROM_PAGES = frozenset({"link", "redirect", "front page"})
"""Sources that are pages of other sites."""

CLEAR = 2.0
"""Points of a sign from which an address looks like a forum."""

_SITE, _HOST, _DOMAIN = table_of(Site), table_of(Host), table_of(Domain)
_NAMING = (
    select(_SITE.c.id, _SITE.c.kind, _HOST.c.domain, _DOMAIN.c.barred_at)
    .join(_HOST, _HOST.c.id == _SITE.c.host_id)
    .outerjoin(_DOMAIN, _DOMAIN.c.name == _HOST.c.domain)
    .where(_SITE.c.id.in_(bindparam("ids", expanding=True)))
)


@dataclass(frozen=True, slots=True)
class Naming:
    """A site that names others: its domain, and whether its word counts as that of an independent place."""

    domain: str
    trusted: bool
    barred: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of the domain a site is of."""

    tried: int = 0
    forums: int = 0
    barred: bool = False


@dataclass(slots=True)
class Promise:
    """What speaks for one site. `named_by` holds a bit for each place (`focus.places`); `by_words`: who names it says
    the topic in the words of the link.
    """

    signs: dict[str, None] = field(default_factory=dict)
    topic: str | None = None
    by_words: bool = False
    named_by: int = 0
    from_sites: dict[int, None] = field(default_factory=dict)
    spoken: dict[tuple[str, int], tuple[str, str | None]] = field(default_factory=dict)
    """By source and site that names it: its signs as they are kept, and the topic."""

    def add_topic(self, topic: str | None, *, by_words: bool) -> None:
        """Take in what topic the site is said to be of; words of a link go before the page around them."""
        if topic is None or (self.topic is not None and (self.by_words or not by_words)):
            return
        self.topic, self.by_words = topic[:200], by_words
        self.signs.pop("topic:page", None)
        self.signs["topic:words" if by_words else "topic:page"] = None

    def value(self, fruits: Fruits, record: Record) -> float:
        """What a visit is worth: the chance that it finds a forum, and the forums that it may lead to."""
        signs = tuple(self.signs)
        learnt = tuple(fruits.of([*credited(signs, self.from_sites), leads_as(signs)]))
        domain = Tally(record.tried, record.forums)
        return worth_of(Evidence(signs, places_in(self.named_by), learnt, domain, record.barred)).value

    def columns(self) -> dict[str, object]:
        """As it stands in the site's row, but for the value."""
        return {
            "signs": join_signs(self.signs), "topic": self.topic, "named_by": self.named_by,
            "places": places_in(self.named_by),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """One naming of a site: its address, what is said of it, and by whom."""

    key: str
    address: str
    source: str
    from_site: int | None
    words: str
    topic: str | None
    signs: tuple[str, ...]
    host_name: str


def naming_sites(session: Session, site_ids: Collection[int]) -> dict[int, Naming]:
    """The sites that name others, by their ids: forums on domains that are not barred count as places."""
    found = {}
    for batch in batches(sorted(site_ids)):
        for site_id, kind, domain, barred_at in session.execute(_NAMING, {"ids": list(batch)}):
            barred = barred_at is not None
            found[site_id] = Naming(domain or "", kind == str(SiteKind.FORUM) and not barred, barred)
    return found


def promises(
    said: Sequence[Said], naming: Mapping[int, Naming], hosts: SharedHosts, heard: Callable[[str], str | None]
) -> dict[str, Promise]:
    """What these namings promise of each site, by its key."""
    made: dict[str, Promise] = {}
    looked: dict[int, list[bool]] = {}
    own: dict[str, str] = {}
    for one in said:
        promise = made.setdefault(one.key, Promise())
        source, _, place_in = one.source.partition(":")
        signs = signs_of(one.address, one.words, source, hosted=hosts.find(one.host_name) is not None)
        further = (*one.signs, f"list:{place_in}") if place_in.isdecimal() else one.signs
        promise.signs |= dict.fromkeys((*signs, *further))
        of_words = heard(one.words) if one.words else None
        # A list that is about a topic says so of all it names; a page with links is only about something itself.
        told = (one.topic or of_words) if one.source not in FROM_PAGES else (of_words or one.topic)
        promise.spoken[one.source, one.from_site or 0] = join_signs((*signs, *further)), told
        promise.add_topic(told, by_words=one.source not in FROM_PAGES or of_words is not None)
        if one.from_site:
            promise.from_sites[one.from_site] = None
            looked.setdefault(one.from_site, []).append(any(SIGNS.get(sign, 0.0) >= CLEAR for sign in signs))
        if (place := place_of(one, naming, own)) is not None:
            promise.named_by = another_place(promise.named_by, place)
    lists = {site for site, clear in looked.items() if len(clear) >= LIST_HAS and sum(clear) >= LIST_SHARE * len(clear)}
    for promise in made.values():
        if not lists.isdisjoint(promise.from_sites):
            promise.signs["on:list"] = None
    return made


def place_of(one: Said, naming: Mapping[int, Naming], own: dict[str, str]) -> str | None:
    """The independent place that names a site, if it is one: a forum of another domain, or a source that is no link.

    Pages that are no forum do not count, and all lists of one kind count once: anybody can make a thousand of them.
    """
    if one.source not in FROM_PAGES:
        return (
            f"source:{one.source}" if one.source.startswith("registry:") else f"source:{one.source.partition(':')[0]}"
        )
    known = naming.get(one.from_site or 0)
    if known is None or known.barred or not (known.trusted or ON_FORUM in one.signs):
        return None
    if one.host_name not in own:
        own[one.host_name] = registrable_domain(one.host_name)
    return None if known.domain == own[one.host_name] else known.domain


def host_name(host_key: str) -> str:
    """The name in a host key, without its port."""
    return host_key[1:].partition("]")[0] if host_key.startswith("[") else host_key.partition(":")[0]
