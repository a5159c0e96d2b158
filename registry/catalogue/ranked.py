"""The ranking of a topic, a place, or both, over the rows of the index."""

from collections.abc import Mapping
from dataclasses import dataclass

from registry.catalogue.listed import Kept
from registry.catalogue.major import Ranking, Within
from registry.catalogue.measures import Measures, Shelf
from registry.catalogue.query import ForumQuery
from registry.catalogue.search import TextIndex
from registry.catalogue.terms import Terms

MOST_RANKINGS = 200
"""Rankings of topics and places that are kept at a time."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A ranking, and the place of each forum by its number in the index."""

    ranking: Ranking
    numbers: Mapping[int, int]

    @classmethod
    def made(cls, rows: Mapping[int, Measures], terms: Terms, topic: str | None, region: str | None) -> "Ranked":
        """The ranking of these forums; one of `topic` and `region` is given, or both."""
        ranking = Ranking(rows.values(), within(terms, topic, region))
        places = ranking.places
        return cls(ranking, {n: places[row.public_id] for n, row in rows.items() if row.public_id in places})

    def why(self, row: Measures) -> tuple[str, ...]:
        """Why the forum stands where it does."""
        found = self.ranking.of(row.public_id)
        return (row.not_major,) if found is None else found.reasons


def within(terms: Terms, topic: str | None, region: str | None) -> Within:
    """What forums are ranked in; where a place is named, size counts by residents."""
    place = terms.places.get(region or "")
    names = [terms.topic_title(topic)] if topic else []
    names += [place.name if place else region] if region else []

    def title(code: str) -> str:
        named = terms.places.get(code) if region else None
        return named.name if named else code if region else terms.topic_title(code)

    def around(code: str) -> tuple[str, ...]:
        wider = terms.place_and_wider(code) if region else terms.topic_and_wider(code)
        scope = region or topic
        return wider[: wider.index(scope) + 1] if scope in wider else ()

    return Within(", ".join(names), by_place=region is not None, around=around, title=title)


class Rankings:
    """The rankings that were asked for, each made once while the list stays as it is."""

    def __init__(self, index: TextIndex, rows: Mapping[int, Kept], shelf: Shelf) -> None:
        self._index, self._rows, self._shelf = index, rows, shelf
        self._made: tuple[int, dict[tuple[str | None, str | None], Ranked]] = (-1, {})

    def of(self, topic: str | None, region: str | None, terms: Terms) -> Ranked:
        """The ranking of one topic, one place, or of the forums of both."""
        generation = self._index.generation
        made_for, made = self._made
        if made_for != generation:
            made = {}
            self._made = (generation, made)
        found = made.get((topic, region))
        if found is None:
            numbers = self._index.numbers(ForumQuery(topic=_chosen(topic), region=_chosen(region)))
            rows = {n: row.measures(self._shelf) for n in numbers if (row := self._rows.get(n)) is not None}
            found = Ranked.made(rows, terms, topic, region)
            while len(made) >= MOST_RANKINGS:
                made.pop(next(iter(made), (None, None)), None)
            made[topic, region] = found
        return found


def _chosen(code: str | None) -> tuple[str, ...]:
    return (code,) if code else ()
