"""The closed lists that a question to the public list may name: topics, places, organisations, platforms.

A question that names anything else is refused with the list of what it may name, so the lists have to be stable:
they come from the seeds, and from what stands on cards for words the seeds do not know.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from registry.catalogue.text import fit
from registry.vocabulary import RegionKind

PLATFORM_NAMES = {
    "phpbb": "phpBB",
    "smf": "SMF",
    "mybb": "MyBB",
    "xenforo": "XenForo",
    "vbulletin": "vBulletin",
    "nodebb": "NodeBB",
    "fluxbb": "FluxBB",
    "punbb": "PunBB",
    "ipb": "Invision Community",
    "bbpress": "bbPress",
    "wpforo": "wpForo",
    "woltlab": "WoltLab Suite",
    "yabb": "YaBB",
}
"""Platforms whose makers write them otherwise than with one capital."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place by its name, kind (`vocabulary.RegionKind`) and the codes of the places it lies in, nearest first.

    `residents` as the seeds' source states them; `residents_derived`: summed over the councils within it.
    """

    name: str
    kind: str
    within: tuple[str, ...] = ()
    residents: int | None = None
    residents_derived: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation: what it is, where it stands, and what it answers for (paths of topics, codes of places)."""

    slug: str
    name: str
    abbreviation: str | None = None
    kind: str = ""
    parent: str | None = None
    website: str | None = None
    topics: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """What may be named, by code, with the words shown for it."""

    topics: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    organisations: Mapping[str, str] = field(default_factory=dict)
    platforms: Mapping[str, str] = field(default_factory=dict)
    bodies: Mapping[str, Body] = field(default_factory=dict)
    """More of those organisations that the seeds know."""

    def with_card(self, card: Mapping[str, Any]) -> "Terms":
        """These terms and those that only the card with this document knows; itself when there are none."""
        if self._knows(card):
            return self
        titles = {fit(topic["path"]): fit(topic["title"]) for topic in card.get("topics") or ()}
        strange = titles.keys() - self.topics.keys()
        topics = {wider for path in strange for wider in topic_and_wider(path)} - self.topics.keys()
        regions = [r for r in card.get("regions") or () if r["kind"] != RegionKind.COUNTRY]
        places = {
            fit(r["code"]): Place(fit(r["name"]), r["kind"]) for r in regions if fit(r["code"]) not in self.places
        }
        slugs = {fit(slug) for slug in card.get("organisations") or ()} - self.organisations.keys()
        platforms = {fit(card["platform"])} - self.platforms.keys() if card.get("platform") else set()
        if not (topics or places or slugs or platforms):
            return self
        return Terms(
            {**self.topics, **{path: titles.get(path) or in_words(path.rsplit("/", 1)[-1]) for path in topics}},
            {**self.places, **places},
            {**self.organisations, **{slug: in_words(slug) for slug in slugs}},
            {**self.platforms, **{slug: platform_name(slug) for slug in platforms}},
            self.bodies,
        )

    def _knows(self, card: Mapping[str, Any]) -> bool:
        """Whether all that the card names stands here."""
        for topic in card.get("topics") or ():
            if topic["path"] not in self.topics:
                return False
        for region in card.get("regions") or ():
            if region["code"] not in self.places and region["kind"] != RegionKind.COUNTRY:
                return False
        for slug in card.get("organisations") or ():
            if slug not in self.organisations:
                return False
        platform = card.get("platform")
        return not platform or platform in self.platforms

    def over(self, older: "Terms") -> "Terms":
        """These terms, and of older ones those that only they know: what may be named once, may be named on."""
        return Terms(
            {**older.topics, **self.topics},
            {**older.places, **self.places},
            {**older.organisations, **self.organisations},
            {**older.platforms, **self.platforms},
            {**older.bodies, **self.bodies},
        )

    def topic_and_wider(self, path: str) -> tuple[str, ...]:
        """The topic and the wider ones that may be named: a path need not have a topic at each of its steps."""
        return tuple(wider for wider in topic_and_wider(path) if wider == path or wider in self.topics)

    def topic_title(self, path: str) -> str:
        """The title of a topic, or its slug in words."""
        return self.topics.get(path) or in_words(path.rsplit("/", 1)[-1])

    def platform_name(self, slug: str) -> str:
        """What a platform is called, whether or not it is in these lists; empty for none."""
        return self.platforms.get(slug) or platform_name(slug)

    def place_and_wider(self, code: str) -> tuple[str, ...]:
        """The place and all places it lies in."""
        place = self.places.get(code)
        return (code, *place.within) if place else (code,)


@lru_cache(maxsize=8192)
def topic_and_wider(path: str) -> tuple[str, ...]:
    """`/a/b/c` gives `/a/b/c`, `/a/b`, `/a`, whether or not there are such topics."""
    parts = [part for part in path.split("/") if part]
    return tuple("/" + "/".join(parts[:end]) for end in range(len(parts), 0, -1))


def in_words(slug: str) -> str:
    """A slug as words: `rural-and-countryside` gives `Rural and countryside`."""
    words = slug.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def platform_name(slug: str) -> str:
    """A platform as its makers write it, else its slug as words; empty for none."""
    return PLATFORM_NAMES.get(slug, in_words(slug))
