"""The ranking of a topic, a place, or both, over the rows of the index."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from registry.catalogue.listed import Kept
from registry.catalogue.major import Ranking, Within
from registry.catalogue.measures import Measures, Shelf
from registry.catalogue.query import ForumQuery
from registry.catalogue.search import TextIndex
from registry.catalogue.terms import Terms
from registry.vocabulary import RegionKind

MOST_ROWS = 1_000_000
"""Forums in all the rankings that are kept at a time: about 32 MB."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A ranking; `order` are the numbers in the index of all its forums, those without a rank last."""

    ranking: Ranking
    order: Sequence[int]

    def why(self, row: Measures) -> tuple[str, ...]:
        """Why the forum stands where it does."""
        found = self.ranking.of(row.public_id)
        return (row.not_major,) if found is None else found.reasons


def within(terms: Terms, topic: str | None, region: str | None) -> Within:
    """What forums are ranked in; in a local area, size counts by residents."""
    place = terms.places.get(region or "")
    names = [terms.topic_title(topic)] if topic else []
    names += [place.name if place else region] if region else []
    return Within(", ".join(names), per_head=place is not None and place.kind == RegionKind.LOCAL)


class Rankings:
    """The rankings that were asked for, each made once while the list stays as it is."""

    def __init__(self, index: TextIndex, rows: Mapping[int, Kept], numbers: Mapping[str, int], shelf: Shelf) -> None:
        self._index, self._rows, self._numbers, self._shelf = index, rows, numbers, shelf
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
            found = self._ranked(topic, region, terms)
            while made and sum(len(one.order) for one in list(made.values())) + len(found.order) > MOST_ROWS:
                made.pop(next(iter(made), (None, None)), None)
            made[topic, region] = found
        return found

    def _ranked(self, topic: str | None, region: str | None, terms: Terms) -> Ranked:
        numbers = self._index.numbers(ForumQuery(topic=_chosen(topic), region=_chosen(region)))
        kept = {n: row for n in numbers if (row := self._rows.get(n)) is not None}
        rows = (row.measures(self._shelf) for row in kept.values())
        ranking = Ranking(rows, within(terms, topic, region), self._row_of)
        number_of = {row.public_id: n for n, row in kept.items()}
        ranked = array("q", (number_of.pop(public_id) for public_id in ranking.ids))
        ranked.extend(number_of.values())
        return Ranked(ranking, ranked)

    def _row_of(self, public_id: str) -> Measures | None:
        row = self._rows.get(self._numbers.get(public_id, -1))
        return None if row is None else row.measures(self._shelf)


def _chosen(code: str | None) -> tuple[str, ...]:
    return (code,) if code else ()
