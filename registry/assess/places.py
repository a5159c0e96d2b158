"""From the phrases of a forum to the place it is about. Pure. Null when not known; a name alone can be a trap.

A place in the name or the address decides; one in the description needs company; boards and titles only support,
because national forums have boards for every part of the country. The formula is `PLACE_FORMULA`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from registry.assess.assessment import PlaceMatch, squash
from registry.assess.gazetteer import NATIONS, Gazetteer, Place
from registry.assess.misnomers import misnamed
from registry.assess.phrases import Evidence, Hit, Read, most_telling
from registry.vocabulary import RegionKind

IN_NAME, IN_ADDRESS, IN_DESCRIPTION, IN_BOARD, IN_TITLE = 5.0, 4.0, 3.0, 1.0, 0.5
MOST_LINES = 4
"""What a place weighs by where it is named; boards and titles each count `MOST_LINES` times at most."""

BY_LANGUAGE = 4.0
"""What a language of one nation weighs for that nation."""

ENOUGH = 4.0
"""Weight that a place and its neighbours need; a trap, or one seen in boards and titles only, needs company besides."""

ENOUGH_UNNAMED = 2.5
"""Weight that they need together when boards and titles alone name them."""

COMPANY = 1.0
"""Weight that other places of the same area, or talk of local affairs, must add to a place that needs company."""

DOMINANCE = 0.6
"""Share of the weight of all places that the best one's area must hold, and that one place must hold of its area."""

A_TRAP_AS_COMPANY, A_TRAP_IN_PASSING = 0.5, 0.3
"""Share of its weight at which a trap keeps others company, and competes where only boards or titles say it."""

HALF = 4.0
"""Weight at which a place's score is one half."""

PLACE_FORMULA = (
    f"A place weighs {IN_NAME:g} in the name or {IN_ADDRESS:g} in the address, {IN_DESCRIPTION:g} in the description, "
    f"{IN_BOARD:g} for each board and {IN_TITLE:g} for each thread title that names it ({MOST_LINES} of each at most); "
    f"a language of one nation (Welsh, Gaelic) weighs {BY_LANGUAGE:g} for the nation. "
    "Company = the weight of other places of the same council area or county, or of the same region where one has "
    "neither; "
    f"a name with another meaning counts {A_TRAP_AS_COMPANY:g} of its weight. "
    f"A place is given when weight + company is {ENOUGH:g} or more, and {DOMINANCE:.0%} of the weight of all places "
    "named; talk of local affairs adds up to 1. "
    f"A name that is also an everyday word, and one that is only run into another word, needs {COMPANY:g} of company "
    "or local talk besides; one that is also a place abroad needs that or signs of its own country. "
    f"Where only boards and titles name places, {ENOUGH_UNNAMED:g} is enough and {COMPANY:g} of company is needed; "
    f"where no place holds {DOMINANCE:.0%} of its council area, that is given, and the county where that does not hold "
    f"{DOMINANCE:.0%} of it. "
    f"score = weight / (weight + {HALF:g})."
)
"""The published formula."""

_NATION_BY_LANGUAGE = {"cy": (NATIONS["Wales"], "Welsh"), "gd": (NATIONS["Scotland"], "Gaelic")}
_NEAR = {"GB": frozenset({"GB", "IM", "JE", "GG"})}
"""Countries whose signs do not speak against each other's places."""


class Told(NamedTuple):
    """What is known of a forum besides its phrases.

    `local_talk` is how strongly it talks of local affairs (0 when it does not), `country` what its signs say.
    """

    name: str = ""
    language: str | None = None
    local_talk: float = 0.0
    country: str | None = None


@dataclass(slots=True)
class PlaceWeight:
    """What speaks for one place.

    `fronted` says that name, address, description or language told it, `doubtful` that only part of its name was said.
    """

    weight: float = 0.0
    fronted: bool = False
    doubtful: bool = False
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
    """The same without the names of places that are those of breeds, clubs and the like there."""
    meant = [hit for hit in read.placed if not misnamed(hit.phrase.pattern, read.text)]
    return read if len(meant) == len(read.placed) else read._replace(placed=meant)


def weigh_places(read: Read, gazetteer: Gazetteer, told: Told) -> dict[str, PlaceWeight]:
    """How much is said of each place."""
    weights: dict[str, PlaceWeight] = {}
    named = False
    for hit in read.placed:
        pull, front = _pull(hit), bool(hit.name or hit.address or hit.description)
        named = named or bool(hit.name)
        for key in hit.phrase.places:
            weights.setdefault(key, PlaceWeight()).take(pull, hit, fronted=front)
    if not named and (blend := gazetteer.blends.within(told.name)):
        held = weights.setdefault(blend.key, PlaceWeight(doubtful=not blend.sure))
        held.take(IN_NAME, f"{blend.said}: in the name", fronted=True)
    if told.language in _NATION_BY_LANGUAGE:
        nation, language = _NATION_BY_LANGUAGE[told.language]
        weights.setdefault(nation, PlaceWeight()).take(BY_LANGUAGE, f"the language: {language}", fronted=True)
    return weights


def choose_places(read: Read, gazetteer: Gazetteer, told: Told) -> tuple[PlaceMatch, ...]:
    """The place and those around it, nearest first; empty when no place is sure."""
    weights = weigh_places(read, gazetteer, told)
    if not weights:
        return ()
    total = sum(_distinct(weights, gazetteer).values())
    best: tuple[tuple[float, bool, float, bool, str], Place] | None = None
    for key, held in weights.items():
        place = gazetteer.places[key]
        company = _company(place, weights, gazetteer)
        if held.weight + company >= DOMINANCE * total and _stands(place, held, company, told):
            rank = (held.weight + _narrow(place), not place.trap, company, key == place.code, key)
            best = max(best, (rank, place), key=lambda one: one[0]) if best else (rank, place)
    if best is None:
        return ()
    place = best[1] if weights[best[1].key].fronted else _lifted(best[1], weights, gazetteer)
    return tuple(_matches(place, weights, gazetteer))


def _stands(place: Place, held: PlaceWeight, company: float, told: Told) -> bool:
    """Whether enough is said of it (see `PLACE_FORMULA`)."""
    backed = company + told.local_talk
    if not held.fronted:
        local = place.kind == RegionKind.LOCAL and not place.trap
        return local and held.weight + company >= ENOUGH_UNNAMED and backed >= COMPANY
    at_home = told.country in _NEAR.get(place.country, (place.country,))
    if told.country and not at_home and (place.trap or held.doubtful) and company < ENOUGH_UNNAMED:
        return False
    if held.doubtful or (place.trap and not (place.abroad and at_home)):
        return held.weight + company >= ENOUGH and backed >= COMPANY
    return held.weight + company + min(told.local_talk, COMPANY) >= ENOUGH


def _narrow(place: Place) -> float:
    return {RegionKind.LOCAL: 0.5, RegionKind.REGION: 0.2}.get(place.kind, 0.0)


def _lifted(place: Place, weights: Weights, gazetteer: Gazetteer) -> Place:
    """The wider area instead of the place, where boards name several parts of it and none of them leads."""

    def told_of(inside: Callable[[Place, Place], bool]) -> float:
        others = ((gazetteer.places[key], held.weight) for key, held in weights.items())
        return sum({other.name: weight for other, weight in others if inside(place, other)}.values())

    in_area, county = told_of(_of_area), gazetteer.county_of(place)
    if county and in_area < DOMINANCE * told_of(_of_county):
        return county
    leads = not place.area or weights[place.key].weight >= DOMINANCE * in_area
    return place if leads else gazetteer.places[place.area]


def _of_area(place: Place, other: Place) -> bool:
    return bool(place.area) and place.area == other.area


def _of_county(place: Place, other: Place) -> bool:
    return bool(place.county) and place.county == other.county


def _holds(place: Place, other: Place) -> bool:
    return _of_area(place, other) or other.county == place.name


def _same_area(place: Place, other: Place) -> bool:
    if place.country != other.country:
        return False
    if not place.nation:
        return place.code == other.code
    if place.area and other.area:
        return place.area == other.area or _of_county(place, other)
    if place.region and other.region:
        return place.region == other.region
    return place.nation == other.nation and (not place.region or not other.region)


def _others(place: Place, weights: Weights, gazetteer: Gazetteer) -> Iterator[tuple[Place, float]]:
    """The other names that point to the same part of the country."""
    for key, held in weights.items():
        other = gazetteer.places[key]
        if key != place.key and other.name.lower() != place.name.lower() and _same_area(place, other):
            yield other, held.weight


def _company(place: Place, weights: Weights, gazetteer: Gazetteer) -> float:
    others = _others(place, weights, gazetteer)
    return sum(weight * (A_TRAP_AS_COMPANY if other.trap else 1.0) for other, weight in others)


def _distinct(weights: Weights, gazetteer: Gazetteer) -> dict[str, float]:
    """Weights by name: one name that may mean two places is counted once, and a bare trap lightly."""
    names: dict[str, float] = {}
    for key, held in weights.items():
        place = gazetteer.places[key]
        light = held.weight if held.fronted or not place.trap else held.weight * A_TRAP_IN_PASSING
        names[place.name.lower()] = max(names.get(place.name.lower(), 0.0), light)
    return names


def _matches(place: Place, weights: Weights, gazetteer: Gazetteer) -> Iterator[PlaceMatch]:
    own = weights.get(place.key)
    if own is None:  # a wider area told by its parts
        parts = (held for key, held in weights.items() if _holds(place, gazetteer.places[key]))
        proofs = [proof for held in parts for proof in held.evidence]
        own = PlaceWeight(sum(weight for weight, _ in proofs), evidence=proofs)
    shown = most_telling(own.evidence)
    yield PlaceMatch(place.code, place.name, place.kind, place.country, squash(own.weight, HALF), shown)
    for wider in gazetteer.around(place):
        held = weights.get(wider.key, PlaceWeight())
        proof = most_telling(held.evidence) or (f"{place.name} lies in {wider.name}",)
        score = squash(own.weight + held.weight, HALF)
        yield PlaceMatch(wider.code, wider.name, wider.kind, wider.country, score, proof)
