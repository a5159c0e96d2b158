"""The answer to a question to the public list: one answer for every view, HTML and feeds alike."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import Any

import orjson

from registry.catalogue.card import VISITED, Card
from registry.catalogue.codes import countries, languages
from registry.catalogue.listed import ListedForum, listed
from registry.catalogue.meaning import Assesses, Interpreter, Meaning
from registry.catalogue.query import PAGE_SIZE, BadQuery, ForumQuery
from registry.catalogue.search import FACETS, TextIndex
from registry.catalogue.terms import Place, Terms, in_words
from registry.catalogue.why import Reasons


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


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a filter with the number of forums that choosing it gives. `level` 0 is the widest."""

    value: str
    label: str
    count: int
    chosen: bool = False
    level: int = 0


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter with its values: topics and places in the order of their tree, all others by count."""

    field: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """Forums in their order, the same for every view. `generation` counts the changes of the index.

    `some_words_only`: no forum had all the words. `nearby` are words of the list spelt like those asked for.
    """

    query: ForumQuery
    total: int
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    generation: int
    as_of: str | None = None
    some_words_only: bool = False
    nearby: tuple[str, ...] = ()

    @property
    def pages(self) -> int:
        """How many pages the answer has, at least 1."""
        return max(1, -(-self.total // PAGE_SIZE))


@dataclass(frozen=True, slots=True)
class Status:
    """How far the list is: forums in it, and how many of them a visit has profiled."""

    forums: int
    visited: int


class ForumIndex:
    """All public forums, in memory. `apply` changes it, from one thread; any thread may ask."""

    def __init__(self, terms: Terms | None = None, assessor: Assesses | None = None) -> None:
        self._index, self._assessor = TextIndex(), assessor
        self._rows: dict[int, ListedForum] = {}
        self._numbers: dict[str, int] = {}
        self._next, self._as_of, self._lock = 0, "", Lock()
        self._visited: set[str] = set()
        self.terms = terms or Terms()
        self._interpreter = Interpreter(self.terms, self._index.stems, assessor)

    @classmethod
    def build(cls, cards: Iterable[Card], terms: Terms | None = None, assessor: Assesses | None = None) -> "ForumIndex":
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

    def status(self) -> Status:
        """How many forums are listed, and how many of them were visited."""
        return Status(len(self._numbers), len(self._visited))

    def holds(self, public_id: str) -> ListedForum | None:
        """The row of a forum, None when it is not in the list."""
        number = self._numbers.get(public_id)
        return None if number is None else self._rows.get(number)

    def differs_in_figures_only(self, card: Card) -> bool:
        """Whether the list shows this card already but for its figures and times."""
        row = self.holds(card.public_id)
        if row is None:
            return False
        fresh = listed(card, self.terms)
        same = (row.boards, row.topic_phrases, row.organisations, row.description) == (
            fresh.boards, fresh.topic_phrases, fresh.organisations, fresh.description
        )  # fmt: skip
        return same and _without_figures(row.document) == _without_figures(fresh.document)

    def apply(self, cards: Iterable[Card], gone: Iterable[str] = (), terms: Terms | None = None) -> None:
        """Put cards of public forums in or in place of their older selves; take the ids of `gone` out.

        `terms` replaces the closed lists.
        """
        with self._lock:
            if terms is not None:
                self.terms = terms
                self._interpreter = Interpreter(terms, self._index.stems, self._assessor)
            dropped = {public_id: n for public_id in gone if (n := self._numbers.get(public_id)) is not None}
            fresh: dict[str, tuple[int, ListedForum]] = {}
            terms = self._take_in(cards, fresh)
            replaced = {i: self._numbers[i] for i in fresh if i in self._numbers}
            self._rows.update(dict(fresh.values()))
            old = [*replaced.values(), *dropped.values()]
            self._index.replace(fresh.values(), old)
            self._numbers.update({public_id: number for public_id, (number, _) in fresh.items()})
            for public_id in dropped.keys() - fresh.keys():
                del self._numbers[public_id]
                self._visited.discard(public_id)
            for number in old:
                self._rows.pop(number, None)
            if terms != self.terms:
                self._interpreter = Interpreter(terms, self._index.stems, self._assessor)
                self.terms = terms

    def _take_in(self, cards: Iterable[Card], fresh: dict[str, tuple[int, ListedForum]]) -> Terms:
        terms = self.terms
        for card in cards:
            terms = terms.with_card(card)
            row = listed(card, terms)
            fresh[card.public_id] = (self._next, row)
            self._next += 1
            (self._visited.add if card.state == VISITED else self._visited.discard)(card.public_id)
            self._as_of = max(self._as_of, card.updated_at or card.listed_at or card.first_seen_at or "")
        return terms

    def answer(self, query: ForumQuery) -> Answer:
        """The answer. Raises BadQuery for a page beyond the end."""
        terms = self.terms
        meaning = self._interpreter.meaning(query.q) if query.q else None
        if meaning is not None and not meaning.words:
            meaning = Meaning(("\x00",))  # signs only: nothing can match them
        generation = self._index.generation
        found = self._index.find(query, meaning)
        pages = max(1, -(-found.total // PAGE_SIZE))
        if query.page > pages:
            raise BadQuery("page", str(query.page), (f"1 to {pages}" if pages > 1 else "1",), (str(pages),))
        reasons = Reasons(query, meaning, terms, self._index.stems)
        rows = [row for n in found.numbers if (row := self._rows.get(n)) is not None]
        nearby = self._nearby(meaning) if not found.total and meaning else ()
        return Answer(
            query=query,
            total=found.total,
            hits=tuple(Hit(row.public_id, row.document, reasons.why(row) if query.narrows else ()) for row in rows),
            facets=tuple(_facet(name, found.facets[name], query, terms) for name in FACETS),
            generation=generation,
            as_of=self.as_of,
            some_words_only=found.some_words_only,
            nearby=nearby,
        )

    def counts(self, field_name: str) -> Mapping[str, int]:
        """How many forums of the whole list have each value of a filter."""
        return self._index.counts().get(field_name, {})

    def _nearby(self, meaning: Meaning) -> tuple[str, ...]:
        return tuple(dict.fromkeys(near for word in meaning.words for near in self._index.near_words(word)))[:5]


FIGURES = ("members", "threads", "posts", "last_post_at", "activity", "updated_at")
"""What of a forum may be shown a little later than everything else."""


def _without_figures(document: bytes) -> dict[str, Any]:
    read: dict[str, Any] = orjson.loads(document)
    return {name: value for name, value in read.items() if name not in FIGURES}


def _facet(name: str, counts: Mapping[str, int], query: ForumQuery, terms: Terms) -> Facet:
    chosen = query.chosen(name)
    values = {**dict.fromkeys(chosen, 0), **counts}
    label, tree = _LABELS[name]
    options = [Option(value, label(value, terms), count, value in chosen, 0) for value, count in values.items()]
    if tree is None:
        return Facet(name, tuple(sorted(options, key=lambda o: (-o.count, o.label))))
    return Facet(name, tuple(_as_tree(options, lambda value: tree(value, terms))))


def _as_tree(options: list[Option], wider: Callable[[str], str | None]) -> list[Option]:
    """Options below the one they lie in, the fullest first on each level."""
    by_value = {option.value: option for option in options}
    below: dict[str | None, list[Option]] = {}
    for option in options:
        parent = wider(option.value)
        below.setdefault(parent if parent in by_value else None, []).append(option)
    ordered: list[Option] = []

    def place(parent: str | None, level: int) -> None:
        for option in sorted(below.get(parent, ()), key=lambda o: (-o.count, o.label)):
            ordered.append(Option(option.value, option.label, option.count, option.chosen, level))
            if level < 5:
                place(option.value, level + 1)

    place(None, 0)
    return ordered


def _wider_topic(path: str, _terms: Terms) -> str | None:
    return path.rsplit("/", 1)[0] or None


def _wider_place(code: str, terms: Terms) -> str | None:
    within = terms.places.get(code, Place(code, "")).within
    return within[0] if within else None


_Label = Callable[[str, Terms], str]
_Wider = Callable[[str, Terms], str | None]

_LABELS: dict[str, tuple[_Label, _Wider | None]] = {
    "topic": (lambda value, terms: terms.topic_title(value), _wider_topic),
    "region": (lambda value, terms: terms.places[value].name if value in terms.places else value, _wider_place),
    "department": (lambda value, terms: terms.organisations.get(value) or in_words(value), None),
    "platform": (lambda value, terms: terms.platforms.get(value) or in_words(value), None),
    "country": (lambda value, _: countries().get(value, value), None),
    "language": (lambda value, _: languages().get(value, value), None),
    "activity": (lambda value, _: in_words(value), None),
    "stance": (lambda value, _: in_words(value), None),
}
"""For each filter: the words shown for a value, and the wider value it lies in where there is one."""
