"""The answer to a question to the public list: one answer for every view, HTML and feeds alike."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any

import orjson

from registry.catalogue.alphabetical import name_order
from registry.catalogue.areas import Areas
from registry.catalogue.card import NOT_VISITED, VISITED, Card
from registry.catalogue.counting import Tally
from registry.catalogue.coverage_index import Coverages
from registry.catalogue.coverage_reference import Reference
from registry.catalogue.coverage_rows import Covering
from registry.catalogue.helping import Way, ways
from registry.catalogue.hits import AllHits, Answer, Hit
from registry.catalogue.listed import CardDocument, Kept, ListedForum, kept, listed
from registry.catalogue.major import MajorForum
from registry.catalogue.meaning import Assesses, Interpreter, Meaning
from registry.catalogue.measures import Shelf
from registry.catalogue.memory import give_back
from registry.catalogue.query import FILTERS, PAGE_SIZE, BeyondTheEnd, ForumQuery
from registry.catalogue.ranked import Ranked, Rankings
from registry.catalogue.search import TextIndex
from registry.catalogue.spoken import Spoken
from registry.catalogue.terms import Terms
from registry.catalogue.why import Reasons
from registry.vocabulary import Sort

MOST_TAKEN_OFF = 12
"""Filters of an empty answer that are tried without."""

MANY = 5_000
"""Forums that are taken in at once from which the memory that this took is given back."""


@dataclass(frozen=True, slots=True)
class Status:
    """How far the list is: forums in it, how many of them a visit has profiled, and how many wait for their first."""

    forums: int
    visited: int
    waiting: int


class ForumIndex:
    """All public forums, in memory. `apply` changes it, from one thread; any thread may ask."""

    def __init__(self, terms: Terms | None = None, assessor: Assesses | None = None) -> None:
        spoken = Spoken(assessor.subjects() if assessor else ())
        self._index, self._assessor = TextIndex(self._name_order, spoken), assessor
        self._rows: dict[int, Kept] = {}
        self._numbers: dict[str, int] = {}
        self._next, self._as_of, self._lock = 0, "", Lock()
        self._sum, self._print = 0, (0, Terms(), "")
        self._shelf = Shelf()
        self._rankings = Rankings(self._index, self._rows, self._numbers, self._shelf)
        reference = Reference.of(assessor.subjects() if assessor else ())
        self.areas, self.coverage = Areas(self, reference.is_sensitive), Coverages(self, reference)
        self._set_terms(terms or Terms())

    @classmethod
    def build(
        cls, cards: Iterable[Card | CardDocument], terms: Terms | None = None, assessor: Assesses | None = None
    ) -> "ForumIndex":
        """An index of these cards, all of them public forums."""
        index = cls(terms, assessor)
        index.apply(cards)
        return index

    @property
    def generation(self) -> int:
        """Counts the changes that askers could see; 0 before anything was put in."""
        return self._index.generation

    @property
    def as_of(self) -> str | None:
        """When the newest change to a forum of the list was made, ISO 8601; None for an empty list."""
        return self._as_of or None

    @property
    def fingerprint(self) -> str:
        """Tells two lists apart by what they hold and how they name it, in any process: equal for equal lists."""
        total, terms, made = self._print
        if (total, terms) != (self._sum, self.terms) or not made:
            total, terms = self._sum, self.terms
            named = orjson.dumps(terms, option=orjson.OPT_SORT_KEYS)
            made = hashlib.blake2b(total.to_bytes(16) + named, digest_size=16).hexdigest()
            self._print = total, terms, made
        return made

    def status(self) -> Status:
        """How many forums are listed, were profiled, and were not visited yet."""
        states = self._index.tally("state")
        visited, waiting = (states[state].forums if state in states else 0 for state in (VISITED, NOT_VISITED))
        return Status(len(self._numbers), visited, waiting)

    def holds(self, public_id: str) -> Kept | None:
        """What the list holds of a forum, None when it is not in the list."""
        number = self._numbers.get(public_id)
        return None if number is None else self._rows.get(number)

    def differs_in_figures_only(self, card: Card | CardDocument) -> bool:
        """Whether the list shows this card already but for its figures and times."""
        fresh = kept(listed(card, self.terms), self._shelf)
        row = self.holds(fresh.public_id)
        if row is None or row.rest != fresh.rest:
            return False
        return _without_figures(row.document) == _without_figures(fresh.document)

    def apply(self, cards: Iterable[Card | CardDocument], gone: Iterable[str] = (), terms: Terms | None = None) -> None:
        """Put cards of public forums in or in place of their older selves; take the ids of `gone` out.

        Shown all at once, or not at all when `cards` raises. `terms` come before those known so far. Cards may be
        given as they are stored, which spares making them.
        """
        with self._lock:
            if terms is not None:
                self._set_terms(terms.over(self.terms))
            fresh: dict[str, int] = {}
            try:
                self._index.replace(self._rows_of(cards, fresh), lambda: self._old_numbers(fresh, gone))
            except BaseException:
                for number in fresh.values():
                    self._rows.pop(number, None)
                raise
            old = self._old_numbers(fresh, gone)
            for public_id in gone:
                if public_id not in fresh:
                    self._numbers.pop(public_id, None)
            self._numbers.update(fresh)
            more = sum(_print_of(self._rows[number]) for number in fresh.values())
            less = sum(_print_of(row) for number in old if (row := self._rows.pop(number, None)) is not None)
            self._sum = (self._sum + more - less) % _PRINTS
            if len(fresh) >= MANY:
                give_back()

    def _old_numbers(self, fresh: Mapping[str, int], gone: Iterable[str]) -> list[int]:
        return [number for public_id in (*fresh, *gone) if (number := self._numbers.get(public_id)) is not None]

    def _rows_of(
        self, cards: Iterable[Card | CardDocument], fresh: dict[str, int]
    ) -> Iterator[tuple[int, ListedForum]]:
        """The rows of the cards under new numbers, kept as they pass; each forum comes once, as it came first."""
        terms, as_of = self.terms, self._as_of
        for given in cards:
            card = given.document() if isinstance(given, Card) else given
            public_id, number = card["public_id"], self._next
            if public_id in fresh:
                continue
            terms = terms.with_card(card)
            row = listed(card, terms)
            self._next += 1
            fresh[public_id] = number
            self._rows[number] = kept(row, self._shelf)
            as_of = max(as_of, card.get("updated_at") or card.get("listed_at") or card.get("first_seen_at") or "")
            yield number, row
        self._as_of = as_of
        if terms is not self.terms:
            self._set_terms(terms)

    def _name_order(self, number: int) -> str:
        row = self._rows.get(number)
        return "" if row is None else name_order(orjson.loads(row.document)["name"], row.public_id)

    def _set_terms(self, terms: Terms) -> None:
        self.terms = terms
        self._interpreter = Interpreter(terms, self._index, self._assessor)

    def answer(self, query: ForumQuery) -> Answer:
        """The answer. Raises BeyondTheEnd for a page it does not have."""
        terms = self.terms
        meaning = self._meaning(query.q) if query.q else None
        generation = self._index.generation
        ranking = self._ranking(query)
        found = self._index.find(query, meaning, order=ranking.order if ranking else None)
        pages = max(1, -(-found.total // PAGE_SIZE))
        if query.page > pages:
            there = f"1 to {pages}" if pages > 1 else "1"
            detail = f"There is no page “{query.page}”: the pages are {there}."
            raise BeyondTheEnd("page", str(query.page), (there,), (str(pages),), detail)
        rows = [row for n in found.numbers if (row := self._rows.get(n)) is not None]
        why = self._why(query, meaning, terms, ranking)
        return Answer(
            query=query,
            terms=terms,
            total=found.total,
            hits=tuple(Hit(row.public_id, row.document, why(row)) for row in rows),
            counts=found.facets,
            made=found.made,
            generation=generation,
            as_of=self.as_of,
            some_words_only=found.some_words_only,
            nearby=self._nearby(meaning) if not found.total and meaning else (),
            ways=self._ways(query, meaning) if found.some_words_only or not found.total else (),
            fewer={} if found.total else self._fewer(query, meaning),
        )

    def _ways(self, query: ForumQuery, meaning: Meaning | None) -> tuple[Way, ...]:
        topics = {area.code: area for area in self.areas.topics()}
        return ways(query, meaning, topics, {area.code: area for area in self.areas.places()})

    def _fewer(self, query: ForumQuery, meaning: Meaning | None) -> dict[tuple[str, str], int]:
        """How many forums there are without each of the filters that are on."""
        on = [(name, value) for name in FILTERS for value in query.chosen(name)][:MOST_TAKEN_OFF]
        on += [("updated_since", query.updated_since)] if query.updated_since else []
        bare = query.on_page(1).sorted_by(Sort.RELEVANCE)
        return {(name, value): self._index.total(_without(bare, name, value), meaning) for name, value in on}

    def whole(self, query: ForumQuery) -> Answer:
        """All pages of the answer in one, in their order, whatever page the question names; without counts.

        All of it is of one generation, also when the list changes while it is read.
        """
        terms, as_of = self.terms, self.as_of
        meaning = self._meaning(query.q) if query.q else None
        rows: list[Kept] = []
        for _ in range(_TRIES):
            generation = self._index.generation
            ranking = self._ranking(query)
            found = self._index.find(query, meaning, whole=True, order=ranking.order if ranking else None)
            rows = [row for n in found.numbers if (row := self._rows.get(n)) is not None]
            if len(rows) == len(found.numbers):
                break  # else rows left while we looked: the newer list is whole
        hits = AllHits(rows, self._why(query, meaning, terms, ranking))
        return Answer(
            query.on_page(1), terms, len(rows), hits, {}, generation, as_of, some_words_only=found.some_words_only
        )

    def _meaning(self, words: str) -> Meaning:
        """What the words mean."""
        meaning = self._interpreter.meaning(words)
        return meaning if meaning.words else Meaning(("\x00",))  # signs only: nothing can match them

    def _why(
        self, query: ForumQuery, meaning: Meaning | None, terms: Terms, ranked: Ranked | None
    ) -> Callable[[Kept], tuple[str, ...]]:
        if not query.narrows:
            return lambda _: ()
        reasons = Reasons(query, meaning, terms, self._index.stems)
        if ranked is not None:
            return lambda row: (*ranked.why(row.measures(self._shelf)), *reasons.why(row))
        return reasons.why

    def major(self, *, topic: str | None = None, region: str | None = None, most: int = 10) -> tuple[MajorForum, ...]:
        """The first of the forums listed for a topic, for a place, or for both, each with its rank and why.

        Raises ValueError when neither is given; a topic or place that nothing is listed for has none.
        """
        if not topic and not region:
            raise ValueError("a forum is major within a topic or a place: give one")
        return self._rankings.of(topic, region, self.terms).ranking.first(most)

    def rank(self, public_id: str, *, topic: str | None = None, region: str | None = None) -> MajorForum | None:
        """Where one forum stands among those listed for a topic, a place, or both; None when it has no rank there."""
        if not topic and not region:
            raise ValueError("a forum is major within a topic or a place: give one")
        return self._rankings.of(topic, region, self.terms).ranking.of(public_id)

    def tally(self, field: str) -> Mapping[str, Tally]:
        """How many forums there are for each value of a filter, by tier of activity too."""
        return self._index.tally(field)

    def coverings(self, *queries: ForumQuery) -> Iterator[Covering]:
        """What the forums cover that the filters of any of these questions let through; each forum once."""
        numbers = dict.fromkeys(number for query in queries for number in self._index.numbers(query))
        rows = (self._rows.get(number) for number in numbers)
        return (row.covering(self._shelf) for row in rows if row is not None)

    def hit(self, public_id: str) -> Hit | None:
        """One forum as lists show it, None when it is not in the list."""
        row = self.holds(public_id)
        return None if row is None else Hit(row.public_id, row.document)

    def _ranking(self, query: ForumQuery) -> Ranked | None:
        """What the forums are put in order by, when the question asks for the major ones."""
        if query.sort != Sort.MAJOR:
            return None
        return self._rankings.of(next(iter(query.topic), None), next(iter(query.region), None), self.terms)

    def _nearby(self, meaning: Meaning) -> tuple[str, ...]:
        return tuple(dict.fromkeys(near for word in meaning.words for near in self._index.near_words(word)))[:5]


_PRINTS = 1 << 128

_TRIES = 5
"""How often a whole answer is looked for anew when rows leave the list meanwhile."""


def _without(query: ForumQuery, name: str, value: str) -> ForumQuery:
    return query.without(name) if name == "updated_since" else query.without(name, value)


def _print_of(row: Kept) -> int:
    """A number for what a row holds, whose sum over all rows tells lists apart whatever the order they were put in."""
    return int.from_bytes(hashlib.blake2b(row.document + b"\n" + row.rest, digest_size=16).digest())


FIGURES = (
    "members", "threads", "posts", "last_post_at", "last_post_precision", "activity", "updated_at", "visited_at",
)  # fmt: skip
"""What of a forum may be shown a little later than everything else."""


def _without_figures(document: bytes) -> dict[str, Any]:
    read: dict[str, Any] = orjson.loads(document)
    return {name: value for name, value in read.items() if name not in FIGURES}


__all__ = ["AllHits", "Answer", "ForumIndex", "Hit", "Status"]
