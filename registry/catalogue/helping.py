"""Ways on for somebody who found nothing, or little: the topics and places that their words name. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, Protocol

from registry.catalogue.meaning import Meaning
from registry.catalogue.query import ForumQuery
from registry.catalogue.words import singular, tokens

MOST_WAYS = 3
"""Topics, and as many places, that are offered."""


class Spot(Protocol):
    """A topic or place with the forums listed for it and all within."""

    @property
    def code(self) -> str:
        """Its path or code."""

    @property
    def name(self) -> str:
        """Its title or name."""

    @property
    def parent(self) -> str | None:
        """The one it lies in."""

    @property
    def forums(self) -> int:
        """Forums listed."""


class Way(NamedTuple):
    """A topic or place to look at; `wider` is the nearest one around it that has forums, where it has none itself."""

    field: str
    spot: Spot
    wider: Spot | None


def ways(
    query: ForumQuery, meaning: Meaning | None, topics: Mapping[str, Spot], places: Mapping[str, Spot]
) -> tuple[Way, ...]:
    """The topics and places that the words name, those that share most words first, then those that are chosen."""
    named = meaning or Meaning(())
    found = [
        *_ways("topic", (*_nearest(named, named.topics, topics), *query.topic), topics),
        *_ways("region", (*_nearest(named, named.places, places), *query.region), places),
    ]
    return tuple(found)


def _nearest(meaning: Meaning, weights: Mapping[str, float], spots: Mapping[str, Spot]) -> list[str]:
    asked = {singular(word) for word in meaning.words}

    def worth(code: str) -> tuple[int, float, str]:
        shared = asked & {singular(word) for word in tokens(spots[code].name)}
        return -len(shared), -weights[code], code

    return sorted((code for code in weights if code in spots), key=worth)


def _ways(field: str, codes: Iterable[str], spots: Mapping[str, Spot]) -> Iterator[Way]:
    for code in list(dict.fromkeys(code for code in codes if code in spots))[:MOST_WAYS]:
        spot = spots[code]
        yield Way(field, spot, None if spot.forums else _wider(spot, spots))


def _wider(spot: Spot, spots: Mapping[str, Spot]) -> Spot | None:
    above = spots.get(spot.parent or "")
    while above is not None and not above.forums:
        above = spots.get(above.parent or "")
    return above
