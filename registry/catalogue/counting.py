"""Counting the forums of a question by the values of its filters, and keeping what was counted while the list stays.

Pages, orders and formats of one question are counted once: the counts do not depend on them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from tantivy import Occur, Query, Searcher, SearchResult

from registry.catalogue.fields import counter
from registry.catalogue.query import ForumQuery
from registry.catalogue.texts import Texts

MOST_VALUES = 20_000
"""Values of a filter that are counted; there are fewer topics than that by far."""

MOST_COUNTS = 100_000
"""Counts that are kept at a time, about 10 MB."""

MOST_QUESTIONS = 1_000
"""Questions that are kept at a time."""

Counts = dict[str, dict[str, int]]
"""Forums by filter and value."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many forums have one value of a filter, and how many of these there are of each tier of activity."""

    forums: int
    activity: Mapping[str, int]


def total_of(found: SearchResult) -> int:
    """All matches, not only those of the page."""
    return int(found.count)  # type: ignore[attr-defined]  # it is there, but the package's stubs leave it out


def count(searcher: Searcher, asked: Query) -> int:
    """How many forums match."""
    return total_of(searcher.search(asked, 1, True))


def of_all(parts: Sequence[Query | None]) -> Query:
    """What matches all parts that there are; everything, when there are none."""
    musts = [(Occur.Must, part) for part in parts if part is not None]
    return Query.boolean_query(musts) if musts else Query.all_query()


def counted(searcher: Searcher, asked: Query, names: Iterable[str], texts: Texts) -> Counts:
    """Forums by each value of these filters."""
    wanted = {name: {"terms": {"field": counter(name), "size": MOST_VALUES}} for name in names}
    if not wanted:
        return {}
    answer, text = searcher.aggregate(asked, wanted), texts.text
    return {
        name: {text(bucket["key"]): bucket["doc_count"] for bucket in answer[name]["buckets"] if bucket["doc_count"]}
        for name in wanted
    }


def tallied(searcher: Searcher, name: str, texts: Texts) -> dict[str, Tally]:
    """Forums by each value of a filter, and by tier of activity within it."""
    tiers = {"tiers": {"terms": {"field": counter("activity"), "size": 20}}}
    asked = {name: {"terms": {"field": counter(name), "size": MOST_VALUES}, "aggs": tiers}}
    return {
        texts.text(b["key"]): Tally(
            b["doc_count"], {texts.text(tier["key"]): tier["doc_count"] for tier in b["tiers"]["buckets"]}
        )
        for b in searcher.aggregate(Query.all_query(), asked)[name]["buckets"]
        if b["doc_count"]
    }


@dataclass(slots=True)
class Asked:
    """A question as the index understands it, whatever its page and order.

    `ranked` are its forums with their scores, `matching` the same forums without, which is quicker. `counts` are made
    when somebody wants them; `made` is what views made of them.
    """

    ranked: Query
    matching: Query
    has_words: bool
    plain: bool
    some_words_only: bool
    words: Query | None = None
    """What of `matching` the words ask for."""
    counts: Counts | None = None
    made: dict[Any, Any] = field(default_factory=dict)


class Questions:
    """The questions that were asked of one generation of the list, the oldest going first. Fit for any threads."""

    def __init__(self) -> None:
        self._asked: dict[ForumQuery, tuple[Asked, int]] = {}
        self._counts, self._lock = 0, Lock()

    def get(self, question: ForumQuery) -> Asked | None:
        """What is kept of the question."""
        found = self._asked.get(question)
        return None if found is None else found[0]

    def keep(self, question: ForumQuery, asked: Asked, counts: int) -> None:
        """Keep it, with as many counts of its own."""
        with self._lock:
            _, before = self._asked.pop(question, (asked, 0))
            self._asked[question] = asked, counts
            self._counts += counts - before
            while len(self._asked) > MOST_QUESTIONS or (self._counts > MOST_COUNTS and len(self._asked) > 1):
                _, gone = self._asked.pop(next(iter(self._asked)))
                self._counts -= gone
