"""The forums of an answer, as every view gets them."""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, overload

import orjson

from registry.catalogue.facets import Facet, facet, fullest
from registry.catalogue.fields import FACETS
from registry.catalogue.helping import Way
from registry.catalogue.listed import Kept
from registry.catalogue.query import PAGE_SIZE, ForumQuery
from registry.catalogue.terms import Terms


@dataclass(frozen=True)
class Hit:
    """One forum of an answer: `document` is its JSON object, `why` says what put it there."""

    public_id: str
    document: bytes
    why: tuple[str, ...] = ()

    @cached_property
    def forum(self) -> dict[str, Any]:
        """The document, read."""
        read: dict[str, Any] = orjson.loads(self.document)
        return read


class AllHits(Sequence[Hit]):
    """All forums of an answer, each made when it is come to: the rows stay those of one generation of the index."""

    def __init__(self, rows: Sequence[Kept], why: Callable[[Kept], tuple[str, ...]]) -> None:
        self._rows, self._why = rows, why

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Hit]:
        why = self._why
        return (Hit(row.public_id, row.document, why(row)) for row in self._rows)

    @overload
    def __getitem__(self, at: int) -> Hit: ...

    @overload
    def __getitem__(self, at: slice) -> "AllHits": ...

    def __getitem__(self, at: int | slice) -> "Hit | AllHits":
        if isinstance(at, slice):
            return AllHits(self._rows[at], self._why)
        row = self._rows[at]
        return Hit(row.public_id, row.document, self._why(row))


@dataclass(frozen=True)
class Answer:
    """Forums in their order, the same for every view. `generation` counts the changes of the index.

    `counts` are the forums per value of each filter. `some_words_only`: no forum had all the words. `nearby` are words
    of the list spelt like those asked for. `ways` are topics and places to look at where no forum has all the words;
    `fewer` says of an empty answer how many forums there are without a filter, by its field and value.
    """

    query: ForumQuery
    terms: Terms
    total: int
    hits: Sequence[Hit]
    counts: Mapping[str, Mapping[str, int]]
    generation: int
    as_of: str | None = None
    some_words_only: bool = False
    nearby: tuple[str, ...] = ()
    ways: tuple[Way, ...] = ()
    fewer: Mapping[tuple[str, str], int] = field(default_factory=dict)
    made: dict[Any, Any] = field(default_factory=dict)
    """What was made of the counts: answers that share the counts share it."""

    @property
    def facets(self) -> tuple[Facet, ...]:
        """The filters with their values, labelled and in order; none of a whole answer, which was not counted."""
        return self._once("all", lambda name: facet(name, self.counts[name], self.query, self.terms))

    def fullest(self, most: int) -> tuple[Facet, ...]:
        """The filters with the values that give most forums, `most` of each, and those chosen."""
        return self._once(most, lambda name: fullest(name, self.counts[name], self.query, self.terms, most))

    def _once(self, what: Hashable, make: Callable[[str], Facet]) -> tuple[Facet, ...]:
        found: tuple[Facet, ...] | None = self.made.get(what)
        if found is None:
            found = self.made[what] = tuple(make(name) for name in FACETS if name in self.counts)
        return found

    @property
    def pages(self) -> int:
        """How many pages the answer has, at least 1."""
        return max(1, -(-self.total // PAGE_SIZE))
