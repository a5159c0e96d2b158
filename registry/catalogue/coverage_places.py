"""Places that a list could cover: nations and regions, and councils, which are too many to be told one by one. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from registry.catalogue.coverage_counts import Counts
from registry.catalogue.terms import Terms
from registry.vocabulary import RegionKind

WIDE = (RegionKind.NATION, RegionKind.REGION)


@dataclass(frozen=True, slots=True)
class CouncilsIn:
    """The councils of a nation or region: how many, and how many of them have a forum in use."""

    code: str
    name: str
    councils: int
    covered: int


@dataclass(frozen=True, slots=True)
class Councils:
    """Council areas: how many there are, how many have a forum in use, and codes and names of those that have none.

    `within` counts them by the region they lie in, or by the nation where that has no regions.
    """

    councils: int
    covered: int
    within: tuple[CouncilsIn, ...]
    without: tuple[tuple[str, str], ...]


def places_of(served: Sequence[str], terms: Terms, *, within: bool) -> Iterator[str]:
    """Nations and regions that are served (all, where no place is given), and with `within` localities in them too.

    A place that is served as a whole is looked for only beside others: of one alone, its forums are those looked at.
    """
    chosen = {code for code in served if code in terms.places}
    for code, place in terms.places.items():
        if place.kind not in WIDE and not within:
            continue
        inside = not chosen.isdisjoint(terms.place_and_wider(code)) if served else True
        if inside and not (within and code in chosen):
            yield code


def councils(served: Sequence[str], counts: Counts, terms: Terms) -> Councils | None:
    """The localities that are served, by region; None where there are none."""
    local = [
        code for code in terms.places if terms.places[code].kind == RegionKind.LOCAL and _is_served(code, served, terms)
    ]
    if not local:
        return None
    used = counts.places.in_use
    groups: dict[str, list[str]] = {}
    for code in local:
        groups.setdefault(_region(code, terms), []).append(code)
    within = [
        CouncilsIn(region, terms.places[region].name, len(codes), sum(1 for code in codes if used[code]))
        for region, codes in groups.items()
        if region
    ]
    without = sorted(
        ((code, terms.places[code].name) for code in local if not used[code]), key=lambda one: (one[1], one[0])
    )
    return Councils(
        councils=len(local),
        covered=len(local) - len(without),
        within=tuple(sorted(within, key=lambda one: (one.name.casefold(), one.code))),
        without=tuple(without),
    )


def _is_served(code: str, served: Sequence[str], terms: Terms) -> bool:
    known = {one for one in served if one in terms.places}
    return not served or not known.isdisjoint(terms.place_and_wider(code))


def _region(code: str, terms: Terms) -> str:
    """The nearest region or nation around a place; empty where there is none."""
    wide = (above for above in terms.place_and_wider(code)[1:] if above in terms.places)
    return next((above for above in wide if terms.places[above].kind in WIDE), "")
