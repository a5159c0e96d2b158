"""How much is said of each place: where it is named, by what language and address, in what company. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from registry.assess.blends import Blend
from registry.assess.domains import suffix_of
from registry.assess.gazetteer import NATIONS, REGIONS, Gazetteer, Place
from registry.assess.misnomers import misnamed
from registry.assess.phrases import Evidence, Hit, Read

IN_NAME, IN_ADDRESS, IN_DESCRIPTION, IN_BOARD, IN_TITLE = 5.0, 4.0, 3.5, 1.0, 0.5
MOST_LINES = 4
"""What a place weighs by where it is named; boards and titles each count `MOST_LINES` times at most."""

AT_LARGE = 4.0
"""What a language of one nation, or a suffix such as `.scot`, weighs for its area, where no place within is given."""

COMPANY = 1.0
"""Weight that other places of the same area, or talk of local affairs, must add to a place that needs company."""

A_TRAP_AS_COMPANY = 0.5
"""Share of its weight at which a trap keeps others company; alone, it competes with none."""

_NATION_BY_LANGUAGE = {"cy": (NATIONS["Wales"], "Welsh"), "gd": (NATIONS["Scotland"], "Gaelic")}
_BY_SUFFIX = {
    "scot": NATIONS["Scotland"],
    "wales": NATIONS["Wales"],
    "cymru": NATIONS["Wales"],
    "london": REGIONS["London"],
}


class Told(NamedTuple):
    """What is known of a forum besides its phrases.

    `local_talk` is how strongly it talks of local affairs (0 when it does not), `country` what its signs say.
    """

    name: str = ""
    url: str = ""
    language: str | None = None
    local_talk: float = 0.0
    country: str | None = None


@dataclass(slots=True)
class PlaceWeight:
    """What speaks for one place.

    `fronted` says that name, address or description told it, `named` that one of the first two did, `doubtful` that
    only part of its name was said. `at_large` is what the language and suffix of the whole site weigh for it.
    """

    weight: float = 0.0
    fronted: bool = False
    named: bool = False
    doubtful: bool = False
    at_large: float = 0.0
    evidence: list[Evidence] = field(default_factory=list)

    def take(self, weight: float, proof: Hit | str, *, fronted: bool) -> None:
        """Note one sign."""
        self.weight += weight
        self.fronted = self.fronted or fronted
        self.evidence.append((weight, proof))


Weights = Mapping[str, PlaceWeight]
"""By the key of a place."""


def _pull(hit: Hit) -> float:
    pull = IN_NAME if hit.name else IN_ADDRESS if hit.address else 0.0
    pull += IN_DESCRIPTION if hit.description else 0.0
    return pull + min(hit.boards, MOST_LINES) * IN_BOARD + min(hit.titles, MOST_LINES) * IN_TITLE


def places_meant(read: Read) -> Read:
    """The same without the names of places that are those of breeds, clubs and the like there.

    They are no hits either, unless they say something else: where titles are gone, what they said must stay said.
    """
    gone = {hit.number for hit in read.placed if misnamed(hit.phrase.pattern, read.text)}
    if not gone:
        return read
    hits = [hit for hit in read.hits if hit.number not in gone or hit.phrase.subjects or hit.phrase.signs]
    return read._replace(hits=hits, placed=[hit for hit in read.placed if hit.number not in gone])


def weigh_places(read: Read, gazetteer: Gazetteer, told: Told) -> dict[str, PlaceWeight]:
    """How much is said of each place."""
    weights: dict[str, PlaceWeight] = {}
    named, suffix = False, _BY_SUFFIX.get(suffix_of(told.url))
    for hit in read.placed:
        pull, front = _pull(hit), bool(hit.name or hit.address or hit.description)
        named = named or bool(hit.name)
        for key in hit.phrase.places:
            if key == suffix and hit.address and not hit.name:  # the suffix itself, which weighs at large
                continue
            held = weights.setdefault(key, PlaceWeight())
            held.take(pull, hit, fronted=front)
            held.named = held.named or bool(hit.name or hit.address)
    for blend, weight, where in _blends(gazetteer, told, named):
        held = weights.setdefault(blend.key, PlaceWeight(doubtful=not blend.sure))
        held.take(weight, f"{blend.said}: in the {where}", fronted=True)
        held.named = True
    for key, said in _at_large(told):
        held = weights.setdefault(key, PlaceWeight())
        held.at_large += AT_LARGE
        held.evidence.append((AT_LARGE, said))
    return _inside(weights, gazetteer)


def _inside(weights: dict[str, PlaceWeight], gazetteer: Gazetteer) -> dict[str, PlaceWeight]:
    """Without what boards and titles say of places outside the area that the whole site stands for, if it does."""
    wide = [gazetteer.places[key] for key, held in weights.items() if held.at_large]
    if not wide:
        return weights

    def lies(place: Place) -> bool:
        return any(place.nation == one.nation and one.region in ("", place.region) for one in wide)

    return {key: held for key, held in weights.items() if held.fronted or lies(gazetteer.places[key])}


def _blends(gazetteer: Gazetteer, told: Told, named: bool) -> Iterator[tuple[Blend, float, str]]:
    """Places run together with other words in the name, else in the name of the host."""
    if named:
        return
    if found := gazetteer.blends.within(told.name):
        yield found, IN_NAME, "name"
    elif found := gazetteer.blends.within_host(told.url):
        yield found, IN_ADDRESS, "address"


def _at_large(told: Told) -> Iterator[tuple[str, str]]:
    """The nation or region that language and suffix stand for."""
    if told.language in _NATION_BY_LANGUAGE:
        nation, language = _NATION_BY_LANGUAGE[told.language]
        yield nation, f"the language: {language}"
    suffix = suffix_of(told.url)
    if suffix in _BY_SUFFIX:
        yield _BY_SUFFIX[suffix], f"the address ends in .{suffix}"


def of_area(place: Place, other: Place) -> bool:
    """Whether they share a council area."""
    return bool(place.area) and place.area == other.area


def of_county(place: Place, other: Place) -> bool:
    """Whether their council areas share a county or conurbation."""
    return bool(place.county) and place.county == other.county


def holds(place: Place, other: Place) -> bool:
    """Whether a wider place holds the other, or is its council area."""
    return of_area(place, other) or place.name in (other.county, other.region)


def _same_area(place: Place, other: Place) -> bool:
    if place.country != other.country:
        return False
    if not place.nation:
        return place.code == other.code
    if place.area and other.area:
        return place.area == other.area or of_county(place, other)
    if place.region and other.region:
        return place.region == other.region
    return place.nation == other.nation and (not place.region or not other.region)


def _others(place: Place, weights: Weights, gazetteer: Gazetteer) -> Iterator[tuple[Place, float]]:
    """The other names that point to the same part of the country."""
    for key, held in weights.items():
        other = gazetteer.places[key]
        if key != place.key and other.name.lower() != place.name.lower() and _same_area(place, other):
            yield other, held.weight + (held.at_large if weights[place.key].fronted else 0.0)


def company_of(place: Place, weights: Weights, gazetteer: Gazetteer) -> float:
    """What the other names of its area weigh, traps by half."""
    others = _others(place, weights, gazetteer)
    return sum(weight * (A_TRAP_AS_COMPANY if other.trap else 1.0) for other, weight in others)


def total_of(weights: Weights, companies: Mapping[str, float], gazetteer: Gazetteer) -> float:
    """The weight of all names: one that may mean two places is counted once, and a trap without company not at all."""
    names: dict[str, float] = {}
    for key, held in weights.items():
        place = gazetteer.places[key]
        if not place.trap or place.abroad or companies[key] >= COMPANY:
            names[place.name.lower()] = max(names.get(place.name.lower(), 0.0), held.weight)
    return sum(names.values())
