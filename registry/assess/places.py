"""From the phrases of a forum to the place it is about. Pure. Null when not known; a name alone can be a trap.

A place in the name or the address decides; one in the description needs company; boards and titles only support,
because national forums have boards for every part of the country.
"""

from collections.abc import Sequence

from registry.assess.assessment import PlaceMatch, squash
from registry.assess.gazetteer import Gazetteer, Place
from registry.assess.phrases import Evidence, Hit, most_telling
from registry.vocabulary import RegionKind

ENOUGH = 4.0
"""Weight a place needs (see `_pull`); a trap, or a place seen in boards and titles only, needs company besides."""

ENOUGH_UNNAMED = 2.5
"""Weight that a place and its neighbours need together when boards and titles alone name them."""

COMPANY = 1.0
"""Weight that other places of the same area, or talk of local affairs, must add to a place that needs company."""

DOMINANCE = 0.6
"""Share of the weight of all places that the best one's area must hold."""

HALF = 4.0


Weights = dict[str, tuple[float, bool, list[Evidence]]]
"""By the key of a place: weight, whether it was named in name, address or description, and evidence."""


def _pull(hit: Hit) -> float:
    pull = 5.0 if hit.name else 4.0 if hit.address else 0.0
    pull += 3.0 if hit.description else 0.0
    return pull + min(hit.boards, 4) * 1.0 + min(hit.titles, 4) * 0.5


def weigh_places(hits: Sequence[Hit]) -> Weights:
    """How much is said of each place."""
    weights: Weights = {}
    for hit in hits:
        for key in hit.phrase.places:
            pull = _pull(hit)
            before, fronted, evidence = weights.get(key, (0.0, False, []))
            front = bool(hit.name or hit.address or hit.description)
            weights[key] = (before + pull, fronted or front, [*evidence, (pull, hit)])
    return weights


def choose_places(hits: Sequence[Hit], gazetteer: Gazetteer, local_talk: float) -> tuple[PlaceMatch, ...]:
    """The place and those around it, nearest first; empty when no place is sure.

    `local_talk` is how strongly the forum talks of local affairs (0 when it does not).
    """
    weights = weigh_places(hits)
    if not weights:
        return ()
    total = sum(_distinct(weights, gazetteer).values())
    best: tuple[float, float, Place] | None = None
    for key, (weight, fronted, _) in weights.items():
        place = gazetteer.places[key]
        company = _company(place, weights, gazetteer)
        enough = weight + company >= (ENOUGH if fronted else ENOUGH_UNNAMED) and weight + company >= DOMINANCE * total
        if place.trap:
            enough = enough and fronted and company + local_talk >= COMPANY
        elif not fronted:
            enough = enough and place.kind == RegionKind.LOCAL and company + local_talk >= COMPANY
        rank = (weight + _narrow(place), company)
        if enough and (best is None or (rank[0], rank[1], place.key) > (best[0], best[1], best[2].key)):
            best = (*rank, place)
    if best is None:
        return ()
    return tuple(_matches(best[2], weights, gazetteer))


def _narrow(place: Place) -> float:
    return {RegionKind.LOCAL: 0.5, RegionKind.REGION: 0.2}.get(place.kind, 0.0)


def _same_area(place: Place, other: Place) -> bool:
    if place.country != other.country:
        return False
    if not place.nation:
        return place.code == other.code
    if place.area and other.area:
        return place.area == other.area
    if place.region and other.region:
        return place.region == other.region
    return place.nation == other.nation and (not place.region or not other.region)


def _company(place: Place, weights: Weights, gazetteer: Gazetteer) -> float:
    """Weight of the other names that point to the same part of the country, traps at half their weight."""
    company = 0.0
    for key, (weight, _, _) in weights.items():
        other = gazetteer.places[key]
        if other.key == place.key or other.name.lower() == place.name.lower():
            continue
        if _same_area(place, other):
            company += weight * (0.5 if other.trap else 1.0)
    return company


def _distinct(weights: Weights, gazetteer: Gazetteer) -> dict[str, float]:
    """Weights by name: one name that may mean two places is counted once, and a bare trap lightly."""
    names: dict[str, float] = {}
    for key, (weight, fronted, _) in weights.items():
        place = gazetteer.places[key]
        light = weight if fronted or not place.trap else weight * 0.3
        names[place.name.lower()] = max(names.get(place.name.lower(), 0.0), light)
    return names


def _matches(place: Place, weights: Weights, gazetteer: Gazetteer) -> list[PlaceMatch]:
    weight, _, evidence = weights[place.key]
    shown = most_telling(evidence)
    matches = [PlaceMatch(place.code, place.name, place.kind, place.country, squash(weight, HALF), shown)]
    for wider in gazetteer.around(place):
        own = weights.get(wider.key, (0.0, False, []))
        proof = most_telling(own[2]) or (f"{place.name} lies in {wider.name}",)
        score = squash(weight + own[0], HALF)
        matches.append(PlaceMatch(wider.code, wider.name, wider.kind, wider.country, score, proof))
    return matches
