"""The in-memory index of the public list: words, filters and orders. All calls of tantivy stand in this module and
those it is made of: `fields` (what the index holds), `clauses` (words as queries) and `counting`.

The index knows no database: `registry.catalogue.keeping` feeds it with the cards of public forums.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from tantivy import Document, FieldType, Index, Occur, Order, Query, Searcher, SearchResult

from registry.catalogue.clauses import Clauses
from registry.catalogue.counting import Asked, Counts, Questions, Tally, count, counted, of_all, tallied, total_of
from registry.catalogue.fields import FACETS, ORDERS, analyzer, fields, plain_analyzer, schema
from registry.catalogue.listed import ListedForum, seconds
from registry.catalogue.meaning import Meaning
from registry.catalogue.query import FILTERS, PAGE_SIZE, ForumQuery
from registry.catalogue.spoken import Spoken
from registry.catalogue.texts import Texts
from registry.vocabulary import Sort

WITHIN = frozenset({"topic", "region"})
"""The filters that forums are ranked within."""

_HEAP = 64_000_000
_BESIDE = 16
"""Forums before and after a page that are looked at when many have names that begin alike."""


@dataclass(frozen=True, slots=True)
class Found:
    """Numbers of the forums on the page asked for, how many there are in all, and counts of the facets."""

    numbers: tuple[int, ...]
    total: int
    facets: Mapping[str, Mapping[str, int]]
    some_words_only: bool = False
    made: dict[Any, Any] = field(default_factory=dict)
    """Room for what is made of the counts: it stays as long as they do."""


@dataclass(slots=True)
class _View:
    """One generation of the index, replaced whole, so that a search never sees half a change."""

    searcher: Searcher
    generation: int
    everything: Counts = field(default_factory=dict)
    tallies: dict[str, dict[str, Tally]] = field(default_factory=dict)
    questions: Questions = field(default_factory=Questions)


class TextIndex:
    """Numbers of forums by words and filters. One writer; any number of readers."""

    def __init__(self, name_of: Callable[[int], str], spoken: Spoken | None = None) -> None:
        """`name_of` gives what puts the forum of a number in the order of names, `spoken` the subjects of phrases."""
        self._name_of, self._texts, self._spoken = name_of, Texts(), spoken or Spoken()
        self._schema = schema()
        self._index = Index(self._schema)
        self._clauses = Clauses(self._schema, self.stems)
        self.analyzer = analyzer()
        self._index.register_tokenizer("words", self.analyzer)
        self._index.register_tokenizer("plain", plain_analyzer())
        self._writer = self._index.writer(_HEAP, 1)
        self._view = _View(self._index.searcher(), 0)

    @property
    def generation(self) -> int:
        """Counts the changes of the index that readers could see."""
        return self._view.generation

    def replace(self, rows: Iterable[tuple[int, ListedForum]], gone: Callable[[], Iterable[int]]) -> None:
        """Take rows in under their numbers, and those that `gone` then names out; readers see both at once.

        When `rows` raises, nothing is changed.
        """
        try:
            for number, row in rows:
                self._writer.add_document(
                    Document.from_dict(fields(number, row, self._texts, self._spoken), self._schema)
                )
            for number in gone():
                self._writer.delete_documents_by_term("number", number)
        except BaseException:
            self._writer.rollback()
            raise
        self._writer.commit()
        self._index.reload()
        self._view = _View(self._index.searcher(), self._view.generation + 1)

    def find(
        self,
        query: ForumQuery,
        meaning: Meaning | None,
        *,
        whole: bool = False,
        order: Sequence[int] | None = None,
    ) -> Found:
        """The page of the answer: by relevance when there are words, else by standing and activity.

        `whole`: all pages in one, in the same order, without counts of the facets. `order`: all forums of the topic
        and place asked for by their numbers, in an order of their own.
        """
        view = self._view
        asked = self._asked(view, query, meaning)
        facets = {} if whole else self._counts(view, query, asked)
        size, offset = (max(1, view.searcher.num_docs), 0) if whole else (PAGE_SIZE, (query.page - 1) * PAGE_SIZE)
        if order is not None:
            numbers = self._among(view.searcher, order, asked.matching, plain=asked.plain)
            page, total = numbers[offset : offset + size], len(numbers)
        elif query.sort == Sort.NAME:
            page, total = self._by_name(view.searcher, asked.matching, size, offset)
        else:
            best = asked.has_words and query.sort == Sort.RELEVANCE
            by = _order(query, asked.has_words)
            found = view.searcher.search(asked.ranked if best else asked.matching, size, True, offset=offset, **by)
            page, total = _numbers(view.searcher, found), total_of(found)
        return Found(tuple(page), total, facets, asked.some_words_only, asked.made)

    def total(self, query: ForumQuery, meaning: Meaning | None) -> int:
        """How many forums answer the question."""
        view = self._view
        return count(view.searcher, self._asked(view, query, meaning).matching)

    def _asked(self, view: _View, query: ForumQuery, meaning: Meaning | None) -> Asked:
        """The question as tantivy takes it, made once for all its pages and orders."""
        question = replace(query, page=1, sort=Sort.RELEVANCE.value)
        if (known := view.questions.get(question)) is not None:
            return known
        filters = [*self._filters(query).values(), *self._since(query)]
        plain = not (meaning or query.updated_since or any(query.chosen(n) for n in FILTERS if n not in WITHIN))
        if meaning is None:
            every = of_all(filters)
            asked = Asked(every, every, has_words=False, plain=plain, some_words_only=False)
        else:
            ranked, matching, some = self._clauses.words(view.searcher, meaning, filters)
            asked = Asked(of_all([ranked, *filters]), of_all([matching, *filters]), True, plain, some)
            asked.words = matching
        view.questions.keep(question, asked, 0)
        return asked

    def _by_name(self, searcher: Searcher, asked: Query, size: int, offset: int) -> tuple[list[int], int]:
        """The page of the order of names. Numbers put most forums there; those they leave equal are told by name."""
        before = after = _BESIDE
        while True:
            start = max(0, offset - before)
            most = offset + size + after - start
            found = searcher.search(asked, most, True, offset=start, order_by_field="by_name", order=Order.Asc)
            keys = [key for key, _ in found.hits]
            first, last = offset - start, min(offset - start + size, len(keys)) - 1
            if last < first:
                return [], total_of(found)
            cut_before = start > 0 and keys[0] == keys[first]
            cut_after = len(keys) == most and keys[-1] == keys[last]
            if not (cut_before or cut_after):
                break
            before, after = before * (4 if cut_before else 1), after * (4 if cut_after else 1)
        numbers = _numbers(searcher, found)
        alike = {key for key, next_key in pairwise(keys) if key == next_key}
        names = [self._name_of(number) if key in alike else "" for key, number in zip(keys, numbers, strict=True)]
        ordered = [number for _, _, number in sorted(zip(keys, names, numbers, strict=True))]
        return ordered[first : last + 1], total_of(found)

    def numbers(self, query: ForumQuery) -> list[int]:
        """The numbers of all forums that the filters let through."""
        return self._every(self._view.searcher, of_all([*self._filters(query).values(), *self._since(query)]))

    def _among(self, searcher: Searcher, order: Sequence[int], asked: Query, *, plain: bool) -> Sequence[int]:
        """Those of `order` that are asked for; `plain`: all of them."""
        if plain:
            return order
        found = set(_numbers(searcher, searcher.search(asked, max(1, searcher.num_docs), False)))
        return [number for number in order if number in found]

    @staticmethod
    def _every(searcher: Searcher, asked: Query) -> list[int]:
        most = max(1, searcher.num_docs)
        return _numbers(searcher, searcher.search(asked, most, False, order_by_field="by_rank", order=Order.Desc))

    def near_words(self, word: str, limit: int = 3) -> list[str]:
        """Words of the list that begin as this one does, the most frequent first: help for a search without hits."""
        return self._clauses.near(self._view.searcher, word, limit)

    def knows(self, word: str) -> bool:
        """Whether a forum of the list has this word, or one of its stem."""
        return self._clauses.knows(self._view.searcher, word)

    def slips(self, word: str) -> list[str]:
        """Words of names and boards that this one, which the list does not know, may be a slip of; likeliest first."""
        return self._clauses.slips(self._view.searcher, word)

    def tally(self, name: str) -> Mapping[str, Tally]:
        """Forums by the values of a filter, or of `filed` and `placed`, which leave out what lies within a value."""
        view = self._view
        if name not in view.tallies:
            view.tallies[name] = tallied(view.searcher, name, self._texts)
        return view.tallies[name]

    def _counts(self, view: _View, query: ForumQuery, asked: Asked) -> Counts:
        """Counts per value. A filter's own values are counted as if it were not set: what choosing them would give."""
        if asked.counts is not None:
            return asked.counts
        filters, since = self._filters(query), self._since(query)
        if not (asked.has_words or filters or since):
            asked.counts = self._everything(view)
            return asked.counts
        counts = counted(view.searcher, asked.matching, [name for name in FACETS if name not in filters], self._texts)
        own = sum(map(len, counts.values()))
        for name in filters:
            if len(filters) == 1 and not asked.has_words and not since:
                counts[name] = self._everything(view)[name]
                continue
            others = [query for other, query in filters.items() if other != name]
            counts |= counted(view.searcher, of_all([asked.words, *others, *since]), (name,), self._texts)
            own += len(counts[name])
        asked.counts = counts
        view.questions.keep(replace(query, page=1, sort=Sort.RELEVANCE.value), asked, own)
        return counts

    def _everything(self, view: _View) -> Counts:
        """Counts over the whole list."""
        if not view.everything:
            view.everything = counted(view.searcher, Query.all_query(), FACETS, self._texts)
        return view.everything

    def _filters(self, query: ForumQuery) -> dict[str, Query]:
        return {name: self._filter(query, name) for name in FILTERS if query.chosen(name)}

    def _filter(self, query: ForumQuery, name: str) -> Query:
        terms = [(Occur.Should, Query.term_query(self._schema, name, v, "basic")) for v in query.chosen(name)]
        return Query.const_score_query(Query.boolean_query(terms), 0.0)

    def _since(self, query: ForumQuery) -> list[Query]:
        if not query.updated_since:
            return []
        after = Query.range_query(self._schema, "updated", FieldType.Unsigned, seconds(query.updated_since), None)
        return [Query.const_score_query(after, 0.0)]

    def stems(self, word: str) -> list[str]:
        """The stems of a text's words as the index holds them."""
        stems: list[str] = self.analyzer.analyze(word)
        return stems


def _order(query: ForumQuery, has_words: bool) -> dict[str, Any]:
    if query.sort == Sort.RELEVANCE:
        return {"weight_by_field": "weight"} if has_words else {"order_by_field": "by_rank", "order": Order.Desc}
    return {"order_by_field": ORDERS[Sort(query.sort)], "order": Order.Desc}


def _numbers(searcher: Searcher, found: SearchResult) -> list[int]:
    """The numbers of the forums found, in their order."""
    numbers = searcher.fast_field_values("number", [address for _, address in found.hits])
    return [int(n or 0) for n in numbers]
