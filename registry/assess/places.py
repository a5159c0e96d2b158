"""From the phrases of a forum to the place it is about. Pure. Null when not known; a name alone can be a trap.

A place in the name or the address decides; one in the description needs company; boards and titles only support,
because national forums have boards for every part of the country. The formula is `PLACE_FORMULA`.
"""

from collections.abc import Callable, Iterator

from registry.assess.assessment import PlaceMatch, squash
from registry.assess.blends import bears_name
from registry.assess.gazetteer import REGIONS, Gazetteer, Place
from registry.assess.phrases import Read, most_telling
from registry.assess.placeweights import (
    A_TRAP_AS_COMPANY,
    AT_LARGE,
    COMPANY,
    IN_ADDRESS,
    IN_BOARD,
    IN_DESCRIPTION,
    IN_NAME,
    IN_TITLE,
    MOST_LINES,
    PlaceWeight,
    Told,
    Weights,
    company_of,
    holds,
    of_area,
    of_county,
    total_of,
    weigh_places,
)
from registry.vocabulary import RegionKind

ENOUGH = 4.0
"""Weight that a place and its neighbours need; a trap, or one seen in boards and titles only, needs company besides."""

MUCH_TALK = 3.0
"""Local talk that speaks for a name that is also an everyday word where the forum's name says more than the place."""

ENOUGH_UNNAMED = 2.5
"""Weight that they need together when boards and titles alone name them."""

DOMINANCE = 0.6
"""Share of the weight of all places that the best one's area must hold, and that one place must hold of its area."""

LEADS_BY_NAME = 0.4
"""Share of its council area that a place in the name must hold where the name or description tells that area too."""

ALL_OVER, FEWEST_PARTS = 0.75, 3
"""Share of all places that those of one region must hold for it to be told by its boards, and how many they must be."""

HALF = 4.0
"""Weight at which a place's score is one half."""

PLACE_FORMULA = (
    f"A place weighs {IN_NAME:g} in the name or {IN_ADDRESS:g} in the address, {IN_DESCRIPTION:g} in the description, "
    f"{IN_BOARD:g} for each board and {IN_TITLE:g} for each thread title that names it ({MOST_LINES} of each at most); "
    f"a language of one nation (Welsh, Gaelic) and an address in .scot, .wales, .cymru or .london weigh {AT_LARGE:g} "
    "for that area, unless a place within it is given. "
    "Company = the weight of other places of the same council area or county, or of the same region where one has "
    "neither; "
    f"a name with another meaning counts {A_TRAP_AS_COMPANY:g} of its weight. "
    f"A place is given when weight + company is {ENOUGH:g} or more, and {DOMINANCE:.0%} of the weight of all places "
    "named; talk of local affairs adds up to 1. "
    f"A name that is also an everyday word, and one that is only run into another word, needs {COMPANY:g} of company, "
    f"or of local talk where the forum's name says nothing else or there is much of it ({MUCH_TALK:g}); "
    "one that is also a place abroad needs that or signs of its own country; for a council area, that no sign is of "
    "another is enough. "
    f"Where only boards and titles name places, {ENOUGH_UNNAMED:g} is enough and {COMPANY:g} of company is needed; "
    f"where no place holds {DOMINANCE:.0%} of its council area, that is given, and the county where that does not hold "
    f"{DOMINANCE:.0%} of it ({LEADS_BY_NAME:.0%} for a place in the name, and then only where the wider one is named "
    f"there or in the description too); the region where {FEWEST_PARTS} or more of its places are boards and hold "
    f"{ALL_OVER:.0%} of all. "
    f"score = weight / (weight + {HALF:g})."
)
"""The published formula."""

_NEAR = {"GB": frozenset({"GB", "IM", "JE", "GG"})}
"""Countries whose signs do not speak against each other's places."""


_NOTHING = PlaceWeight()


def choose_places(read: Read, gazetteer: Gazetteer, told: Told) -> tuple[PlaceMatch, ...]:
    """The place and those around it, nearest first; empty when no place is sure."""
    weights = weigh_places(read, gazetteer, told)
    if not weights:
        return ()
    companies = {key: company_of(gazetteer.places[key], weights, gazetteer) for key in weights}
    total = total_of(weights, companies, gazetteer)
    best: tuple[tuple[float, bool, float, bool, str], Place] | None = None
    for key, held in weights.items():
        place, company = gazetteer.places[key], companies[key]
        if held.weight + company >= DOMINANCE * total and _stands(place, held, company, told):
            rank = (held.weight + _narrow(place), not place.trap, company, key == place.code, key)
            best = max(best, (rank, place), key=lambda one: one[0]) if best else (rank, place)
    found = _lifted(best[1], weights, gazetteer) if best else _region_of_boards(weights, total, gazetteer)
    return tuple(_matches(found, weights, gazetteer)) if found else ()


def _stands(place: Place, held: PlaceWeight, company: float, told: Told) -> bool:
    """Whether enough is said of it (see `PLACE_FORMULA`)."""
    backed = company + told.local_talk
    if held.at_large:
        return True
    if not held.fronted:
        local = place.kind == RegionKind.LOCAL and not place.trap
        return local and held.weight + company >= ENOUGH_UNNAMED and backed >= COMPANY
    at_home = told.country in _NEAR.get(place.country, (place.country,))
    if told.country and not at_home and (place.trap or held.doubtful) and company < ENOUGH_UNNAMED:
        return False
    sure = place.abroad and (at_home or (told.country is None and place.key == place.code))
    if held.doubtful or (place.trap and not sure):
        sure_talk = held.doubtful or told.local_talk >= MUCH_TALK or bears_name(told.name, place)
        backed = backed if sure_talk else company
        return held.weight + company >= ENOUGH and backed >= COMPANY
    return held.weight + company + min(told.local_talk, COMPANY) >= ENOUGH


def _narrow(place: Place) -> float:
    return {RegionKind.LOCAL: 0.5, RegionKind.REGION: 0.2}.get(place.kind, 0.0)


def _lifted(place: Place, weights: Weights, gazetteer: Gazetteer) -> Place:
    """The wider area instead of the place, where several parts of it are named and none of them leads."""

    def told_of(inside: Callable[[Place, Place], bool]) -> float:
        others = ((gazetteer.places[key], held.weight) for key, held in weights.items())
        return sum({other.name: weight for other, weight in others if inside(place, other)}.values())

    own, in_area = weights[place.key], told_of(of_area)
    share = LEADS_BY_NAME if own.named else DOMINANCE
    county, council = gazetteer.county_of(place), gazetteer.places.get(place.area)
    for wider, part, whole in ((county, in_area, told_of(of_county)), (council, own.weight, in_area)):
        if wider and part < share * whole and (not own.named or weights.get(wider.key, _NOTHING).fronted):
            return wider
    return place


def _region_of_boards(weights: Weights, total: float, gazetteer: Gazetteer) -> Place | None:
    """The region of England that the boards share out among themselves; None where they reach beyond it."""
    parts: dict[str, dict[str, float]] = {}
    for key, held in weights.items():
        place = gazetteer.places[key]
        if not place.trap and place.region and held.weight >= IN_BOARD:
            parts.setdefault(place.region, {})[place.name] = held.weight
    for region, named in parts.items():
        if len(named) >= FEWEST_PARTS and sum(named.values()) >= max(ALL_OVER * total, ENOUGH_UNNAMED):
            return gazetteer.places.get(REGIONS[region])
    return None


def _matches(place: Place, weights: Weights, gazetteer: Gazetteer) -> Iterator[PlaceMatch]:
    own = weights.get(place.key)
    if own is not None:
        own.weight += own.at_large
    else:  # a wider area told by its parts
        parts = (held for key, held in weights.items() if holds(place, gazetteer.places[key]))
        proofs = [proof for held in parts for proof in held.evidence]
        own = PlaceWeight(sum(weight for weight, _ in proofs), evidence=proofs)
    shown = most_telling(own.evidence)
    yield PlaceMatch(place.code, place.name, place.kind, place.country, squash(own.weight, HALF), shown)
    for wider in gazetteer.around(place):
        held = weights.get(wider.key, PlaceWeight())
        proof = most_telling(held.evidence) or (f"{place.name} lies in {wider.name}",)
        score = squash(own.weight + held.weight, HALF)
        yield PlaceMatch(wider.code, wider.name, wider.kind, wider.country, score, proof)
