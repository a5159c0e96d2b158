"""The in-memory index of the public list: words, filters and facets. Every call of tantivy stands in this
module; what the index holds, in `registry.catalogue.fields`.

Words never reach a query parser: they arrive as tokens and become queries by tantivy's query classes. The index
knows no database: `registry.catalogue.keeping` feeds it with the cards of public forums.
"""

import difflib
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from tantivy import Document, FieldType, Index, Occur, Order, Query, Searcher, SearchResult

from registry.catalogue.fields import (
    BOOSTS,
    FACETS,
    ORDERS,
    UNFILED,
    analyzer,
    fields,
    plain_analyzer,
    schema,
)
from registry.catalogue.listed import ListedForum, seconds
from registry.catalogue.meaning import Meaning
from registry.catalogue.query import FILTERS, PAGE_SIZE, ForumQuery
from registry.catalogue.terms import topic_and_wider
from registry.vocabulary import Sort

AS_WRITTEN = ("departments",)
"""Parts where other spellings and kin of a word do not count: `carers` does not ask for a department of care."""

TOPIC_LIFT, PLACE_LIFT = 0.3, 0.6
"""What being filed under a topic or place that the words name is worth, in units of a rare word in a plain field."""

SUBJECT_LIFT, SUBJECT_WORDS = 0.3, 0.5
"""What other words for the same subject are worth: standing there at all, and how rare they are."""

FEW = 10
"""With fewer hits for all the words, forums with some of the words are shown as well."""

SHORTEST_SLIP = 6
"""Letters of the shortest word that is looked for with a slip: shorter ones and acronyms are near too many others."""

SHORTEST_BEGUN = 3
"""Letters of the shortest word that may be the beginning of another."""

SHORTEST_JOINED = 5
"""Letters of the shortest name that is looked for written as one word."""

MOST_SLIPS = 3
"""Words that one is taken to be a slip of."""

MOST_TERMS = 5_000
"""Words of the list that are compared with one it does not know."""

WITHIN = frozenset({"topic", "region"})
"""The filters that forums are ranked within."""

_HEAP = 64_000_000
_MOST_VALUES = 2_000


@dataclass(frozen=True, slots=True)
class Found:
    """Numbers of the forums on the page asked for, how many there are in all, and counts of the facets."""

    numbers: tuple[int, ...]
    total: int
    facets: Mapping[str, Mapping[str, int]]
    some_words_only: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """How many forums have one value of a filter, and how many of these there are of each tier of activity."""

    forums: int
    activity: Mapping[str, int]


@dataclass(slots=True)
class _View:
    """One generation of the index, replaced whole, so that a search never sees half a change."""

    searcher: Searcher
    generation: int
    everything: dict[str, dict[str, int]] = field(default_factory=dict)
    tallies: dict[str, dict[str, Tally]] = field(default_factory=dict)


class TextIndex:
    """Numbers of forums by words and filters. One writer; any number of readers."""

    def __init__(self) -> None:
        self._schema = schema()
        self._index = Index(self._schema)
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
                self._writer.add_document(Document.from_dict(fields(number, row), self._schema))
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
        filters = {name: self._filter(query, name) for name in FILTERS if query.chosen(name)}
        since = self._since(query)
        narrowed = [*filters.values(), *since]
        words, some = self._words(view.searcher, meaning, narrowed) if meaning else (None, False)
        asked = self._all([words, *narrowed])
        facets = {} if whole else self._facets(view, words, filters, since)
        size, offset = (max(1, view.searcher.num_docs), 0) if whole else (PAGE_SIZE, (query.page - 1) * PAGE_SIZE)
        if order is not None:
            numbers = self._among(view.searcher, order, asked, plain=not (words or since or filters.keys() - WITHIN))
            return Found(tuple(numbers[offset : offset + size]), len(numbers), facets, some)
        found = view.searcher.search(asked, size, True, offset=offset, **_order(query, words is not None))
        return Found(tuple(_numbers(view.searcher, found)), _count(found), facets, some)

    def numbers(self, query: ForumQuery) -> list[int]:
        """The numbers of all forums that the filters let through."""
        filters = [self._filter(query, name) for name in FILTERS if query.chosen(name)]
        return self._every(self._view.searcher, self._all([*filters, *self._since(query)]))

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
        begin = word[: max(3, len(word) // 2)]
        searcher = self._view.searcher
        known = searcher.terms_with_prefix("plain", begin, limit=200)
        likely = (text for text, _ in sorted(known, key=lambda k: (-k[1], k[0])) if text != word)
        return list(islice((text for text in likely if self._stands(searcher, text)), limit))

    def _stands(self, searcher: Searcher, text: str) -> bool:
        """Whether a forum of the list holds this word: the index knows those of forums that left for a while longer."""
        return _count(searcher.search(Query.term_query(self._schema, "plain", text), 1, True)) > 0

    def tally(self, name: str) -> Mapping[str, Tally]:
        """Forums by the values of a filter, or of `filed` and `placed`, which leave out what lies within a value."""
        view = self._view
        if name not in view.tallies:
            view.tallies[name] = _tallied(view.searcher, name)
        return view.tallies[name]

    def _facets(
        self, view: _View, words: Query | None, filters: dict[str, Query], since: list[Query]
    ) -> dict[str, dict[str, int]]:
        """Counts per value. A filter's own values are counted as if it were not set: what choosing them would give."""
        if words is None and not filters and not since:
            return self._everything(view)
        free = tuple(name for name in FACETS if name not in filters)
        counts = _counted(view.searcher, self._all([words, *filters.values(), *since]), free)
        for name in filters:
            if len(filters) == 1 and words is None and not since:
                counts[name] = self._everything(view)[name]
                continue
            others = [query for other, query in filters.items() if other != name]
            counts |= _counted(view.searcher, self._all([words, *others, *since]), (name,))
        return counts

    @staticmethod
    def _everything(view: _View) -> dict[str, dict[str, int]]:
        """Counts over the whole list."""
        if not view.everything:
            view.everything = _counted(view.searcher, Query.all_query(), FACETS)
        return view.everything

    def _filter(self, query: ForumQuery, name: str) -> Query:
        terms = [(Occur.Should, Query.term_query(self._schema, name, v, "basic")) for v in query.chosen(name)]
        return Query.const_score_query(Query.boolean_query(terms), 0.0)

    def _since(self, query: ForumQuery) -> list[Query]:
        if not query.updated_since:
            return []
        after = Query.range_query(self._schema, "updated", FieldType.Unsigned, seconds(query.updated_since), None)
        return [Query.const_score_query(after, 0.0)]

    @staticmethod
    def _all(parts: list[Query | None]) -> Query:
        musts = [(Occur.Must, part) for part in parts if part is not None]
        return Query.boolean_query(musts) if musts else Query.all_query()

    def _words(self, searcher: Searcher, meaning: Meaning, filters: list[Query]) -> tuple[Query, bool]:
        """The query of the words, and whether it settles for some of them because few forums have all."""
        clauses = {
            word: self._word(searcher, word, meaning.spelt.get(word, ()), last=word == meaning.words[-1])
            for word in meaning.words
        }
        strong = [word for word in meaning.words if word not in meaning.weak]
        unit = math.log(2 + searcher.num_docs)
        about = self._about(meaning, unit)
        together = [*self._joined(meaning), *self._otherwise(meaning, unit)]
        every = Query.boolean_query([(Occur.Must, clauses[word]) for word in strong])
        likely = [(Occur.Should, every), *about, *together]
        lifts = [(Occur.Should, Query.boost_query(clauses[word], 0.3)) for word in meaning.weak]
        hits = _count(searcher.search(self._all([every, *filters]), 1, True))
        loose = [(Occur.Should, clauses[word]) for word in strong]
        for needed in _fewer(len(strong)) if hits < FEW else ():
            enough = Query.boolean_query(loose, minimum_number_should_match=needed)
            likely = [(Occur.Should, every), (Occur.Should, enough), *about, *together]
            if _count(searcher.search(self._all([enough, *filters]), 1, True)) >= FEW:
                break
        if (
            (meaning.wider or meaning.around)
            and not hits
            and not _count(searcher.search(Query.boolean_query(likely), 1, True))
        ):
            near = [Query.term_query(self._schema, "region", code, "basic") for code in meaning.around]
            likely = [(Occur.Should, self._filed(code)) for code in meaning.wider]
            likely += [(Occur.Should, Query.const_score_query(query, 1.0)) for query in near]
        return Query.boolean_query([(Occur.Must, Query.boolean_query(likely)), *lifts]), not hits

    def _word(self, searcher: Searcher, word: str, spellings: tuple[str, ...], *, last: bool) -> Query:
        """One word in every field: as it is or stemmed, spelt otherwise (slips too), or begun (the last word)."""
        found = [self._stemmed(word, 1.0)]
        found += [self._stemmed(other, 0.8) for other in spellings]
        if len(word) >= SHORTEST_BEGUN and (last or not self._knows(searcher, word)):
            found.append(Query.boost_query(Query.fuzzy_term_query(self._schema, "plain", word, 0, True, True), 0.8))
        return Query.disjunction_max_query(found, 0.1)

    def slips(self, word: str) -> tuple[str, ...]:
        """Words of the list that this one, which the list does not know, may be a slip of; the likeliest first."""
        searcher = self._view.searcher
        if len(word) < SHORTEST_SLIP or self._knows(searcher, word):
            return ()
        for begin in (word[:2], word[:1]):  # most slips are further in; never in the first letter
            begun = searcher.terms_with_prefix("plain", begin, limit=MOST_TERMS)
            near = {text: n for text, n in begun if abs(len(text) - len(word)) <= 2 and len(text) >= SHORTEST_SLIP - 1}
            close = difflib.get_close_matches(word, near, MOST_SLIPS, 0.8)
            if likely := [text for text in close if self._stands(searcher, text)]:
                ratio = {text: difflib.SequenceMatcher(None, word, text).ratio() for text in likely}
                return tuple(sorted(likely, key=lambda text: (-ratio[text], -near[text])))
        return ()

    def _knows(self, searcher: Searcher, word: str) -> bool:
        return searcher.doc_freq("plain", word) > 0 or any(searcher.doc_freq("said", stem) for stem in self.stems(word))

    def _stemmed(self, word: str, weight: float) -> Query:
        in_fields = [
            Query.boost_query(Query.term_query(self._schema, name, stem), boost * weight)
            for stem in self.stems(word)
            for name, boost in BOOSTS.items()
            if weight == 1.0 or name not in AS_WRITTEN
        ]
        return Query.disjunction_max_query(in_fields, 0.25) if in_fields else Query.empty_query()

    def _about(self, meaning: Meaning, unit: float) -> list[tuple[Occur, Query]]:
        """Forums filed under the topics and places that the words name, the narrower ones more."""
        named = []
        topics = ("topic", "first_topic", meaning.topics, TOPIC_LIFT)
        places = ("region", "region", meaning.places, PLACE_LIFT)
        for field_name, first, codes, worth in (topics, places):
            for code, weight in codes.items():
                here = Query.term_query(self._schema, field_name, code, "basic")
                foremost = Query.term_query(self._schema, first, code, "basic")
                lift = weight * unit * worth
                named.append((Occur.Should, Query.const_score_query(here, lift)))
                named.append((Occur.Should, Query.const_score_query(foremost, lift)))
        return named

    def _joined(self, meaning: Meaning) -> list[tuple[Occur, Query]]:
        """Names written as one word: `the student room` finds TheStudentRoom."""
        joined = "".join(meaning.words)
        if len(joined) < SHORTEST_JOINED:
            return []
        exact = Query.term_query(self._schema, "joined", joined)
        begun = Query.fuzzy_term_query(self._schema, "joined", joined, 0, True, True)
        return [(Occur.Should, Query.boost_query(exact, 3.0)), (Occur.Should, Query.boost_query(begun, 2.0))]

    def _otherwise(self, meaning: Meaning, unit: float) -> list[tuple[Occur, Query]]:
        """Forums that use other words for the same subject; one word is not enough in a forum about something else."""
        said = [Query.phrase_query(self._schema, "said", list(run)) for run in meaning.phrases if len(run) > 1]
        words = [Query.term_query(self._schema, "said", run[0]) for run in meaning.phrases if len(run) == 1]
        if words:
            said.append(self._all([Query.disjunction_max_query(words, 0.15), self._not_elsewhere(meaning)]))
        if not said:
            return []
        any_of_them = Query.disjunction_max_query(said, 0.15)
        lift = Query.const_score_query(any_of_them, SUBJECT_LIFT * unit)
        return [(Occur.Should, Query.boost_query(any_of_them, SUBJECT_WORDS)), (Occur.Should, lift)]

    def _not_elsewhere(self, meaning: Meaning) -> Query | None:
        """Forums filed in the same part of the topics as the words' own, or under none; None when they have none."""
        parts = dict.fromkeys(topic_and_wider(topic)[-1] for topic in meaning.topics)
        if not parts:
            return None
        here = [Query.term_query(self._schema, "topic", part, "basic") for part in parts]
        allowed = [(Occur.Should, query) for query in (*here, self._filed(UNFILED))]
        return Query.const_score_query(Query.boolean_query(allowed), 0.0)

    def _filed(self, topic: str) -> Query:
        """Forums filed under this very topic, not one within it."""
        return Query.const_score_query(Query.term_query(self._schema, "filed", topic, "basic"), 1.0)

    def stems(self, word: str) -> list[str]:
        """The stems of a text's words as the index holds them."""
        stems: list[str] = self.analyzer.analyze(word)
        return stems


def _order(query: ForumQuery, has_words: bool) -> dict[str, Any]:
    if query.sort == Sort.NAME:
        return {"order_by_field": "by_name", "order": Order.Asc}
    if query.sort == Sort.RELEVANCE:
        return {"weight_by_field": "weight"} if has_words else {"order_by_field": "by_rank", "order": Order.Desc}
    return {"order_by_field": ORDERS[Sort(query.sort)], "order": Order.Desc}


def _fewer(words: int) -> list[int]:
    """How many of the words will do when few forums have all: half of them, then any."""
    return sorted({max(1, words // 2), 1}, reverse=True) if words > 1 else []


def _numbers(searcher: Searcher, found: SearchResult) -> list[int]:
    """The numbers of the forums found, in their order."""
    numbers = searcher.fast_field_values("number", [address for _, address in found.hits])
    return [int(n or 0) for n in numbers]


def _count(found: SearchResult) -> int:
    """All matches, not only those of the page."""
    return int(found.count)  # type: ignore[attr-defined]  # it is there, but the package's stubs leave it out


def _counted(searcher: Searcher, asked: Query, names: Iterable[str]) -> dict[str, dict[str, int]]:
    wanted = {name: {"terms": {"field": name, "size": _MOST_VALUES}} for name in names}
    if not wanted:
        return {}
    answer = searcher.aggregate(asked, wanted)
    return {
        name: {b["key"]: b["doc_count"] for b in answer[name]["buckets"] if b["key"] and b["doc_count"]}
        for name in wanted
    }


def _tallied(searcher: Searcher, name: str) -> dict[str, Tally]:
    tiers = {"tiers": {"terms": {"field": "activity", "size": 20}}}
    asked = {name: {"terms": {"field": name, "size": _MOST_VALUES}, "aggs": tiers}}
    buckets = searcher.aggregate(Query.all_query(), asked)[name]["buckets"]
    return {
        b["key"]: Tally(b["doc_count"], {tier["key"]: tier["doc_count"] for tier in b["tiers"]["buckets"]})
        for b in buckets
        if b["key"] and b["doc_count"]
    }
