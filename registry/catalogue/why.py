"""Why a forum is in the answer: which of the searcher's words stand where, in words for people. Pure."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from typing import Any

import orjson

from registry.catalogue.clauses import SHORTEST_BEGUN, SHORTEST_JOINED
from registry.catalogue.codes import countries
from registry.catalogue.listed import Kept
from registry.catalogue.meaning import Meaning
from registry.catalogue.query import ForumQuery
from registry.catalogue.said import Said
from registry.catalogue.terms import Terms
from registry.catalogue.text import folded, one_line
from registry.catalogue.words import apart

MOST_REASONS = 6

_ORDER = {part: place for place, part in enumerate(("name", "topic", "place", "country", "audience", "board"))}
"""The parts that tell most, in the order they are told; the others follow as they come."""

_WORD = re.compile(r"[^\W_]+")


class Reasons:
    """Explains the hits of one search; made once per search."""

    def __init__(
        self, query: ForumQuery, meaning: Meaning | None, terms: Terms, stems: Callable[[str], list[str]]
    ) -> None:
        self._query, self._meaning, self._terms, self._stems = query, meaning, terms, stems
        words, weak = (meaning.words, meaning.weak) if meaning else ((), frozenset())
        spelt = {w: (*meaning.spelt.get(w, ()), *meaning.slips.get(w, ())) for w in words} if meaning else {}
        self._asked = {s: form for word in words for form in (*spelt.get(word, ()), word) for s in stems(form)}
        strong = (form for word in words if word not in weak for form in (word, *spelt.get(word, ())))
        self._telling = {s for form in strong for s in stems(form)}
        self._written = {s for word in words for s in stems(word)}
        self._begins = tuple({stem[:4] for stem in self._telling})
        self._words_asked = words
        self._other_runs = _other_runs(meaning)
        self._claimed = _claimed(meaning)
        self._read_as = [near[0] for near in meaning.slips.values()] if meaning else []
        self._stems_of: dict[str, list[str]] = {}
        self._within = tuple(f"{topic}/" for topic in query.topic)

    def why(self, row: Kept) -> tuple[str, ...]:
        """The reasons, the most telling first; empty for a list that was not narrowed."""
        document = orjson.loads(row.document)
        found: list[str] = []
        if self._meaning is not None:
            said = row.said(self._terms, document)
            found += self._of_words(said, self._meaning, document)
        found += self._filters(document)
        told = dict.fromkeys(sorted(found, key=lambda reason: _ORDER.get(reason.partition(": ")[0], len(_ORDER))))
        why = tuple(told)[:MOST_REASONS] or (("words spelt alike",) if self._meaning else ())
        return (*why, *(f"read as: {word}" for word in self._read_as))

    def _of_words(self, row: Said, meaning: Meaning, document: Mapping[str, Any]) -> list[str]:
        found, terms = self._words(row), self._terms
        topics = (t for t in row.topics if any(wider in meaning.topics for wider in terms.topic_and_wider(t)))
        found += [f"topic: {terms.topic_title(topic)}" for topic in topics]
        named = [p for p in row.places_and_wider if p in meaning.places]
        found += [f"place: {terms.places[p].name if p in terms.places else p}" for p in named]
        if (country := document["country"]) in self._claimed["country"]:
            found.append(f"country: {countries()[country]}")
        bodies = (slug for slug in row.organisations if slug in self._claimed["department"])
        found += [f"department: {terms.organisations.get(slug, slug)}" for slug in bodies]
        return found or self._other_words(row) or self._begun(row) or self._wider(row)

    def _may_say(self, text: str) -> bool:
        """Whether it is worth taking the text to pieces: the words begin somewhere in it, or it is not plain ASCII."""
        low = text.casefold()
        for begin in self._begins:
            if begin in low:
                return True
        return not low.isascii()

    def _says(self, text: str, asked: Set[str]) -> bool:
        """Whether one of these stems stands in the text. Of plain ASCII only the words that may be one are stemmed."""
        if not text.isascii():
            return not asked.isdisjoint(self._stems(text))
        return any(not asked.isdisjoint(stems) for _, stems in self._likely(text))

    def _likely(self, text: str) -> Iterator[tuple[str, list[str]]]:
        """The words of the text that may be asked for, with their stems."""
        known = self._stems_of
        for word in _WORD.findall(text):
            if self._may_say(word):
                if (stems := known.get(word)) is None:
                    stems = known[word] = self._stems(word)
                yield word, stems

    def _words(self, row: Said) -> list[str]:
        found = []
        parts: tuple[tuple[str, Sequence[str]], ...] = (
            ("name", (row.name,)), ("description", (row.description,)), ("board", row.boards),
            ("topic", row.topic_titles), ("topic evidence", row.topic_phrases), ("place", row.place_names),
            ("audience", row.audience), ("address", (row.host.replace(".", " "),)),
            ("department", row.organisation_names),
        )  # fmt: skip
        for part, texts in parts:
            if not texts or not self._may_say("\n".join(texts)):
                continue
            asked = self._written if part == "department" else self._telling
            saying = [text for text in texts if self._may_say(text) and self._says(text, asked)]
            if saying and part in ("board", "topic", "topic evidence", "place", "audience", "department"):
                found += [f"{part}: {text}" for text in list(dict.fromkeys(saying))[:2]]
            elif saying:
                found.append(f"{part}: {', '.join(self._as_they_stand(saying[0]))}")
        return found

    def _as_they_stand(self, text: str) -> list[str]:
        """The words of the text that were asked for, written as there, each in one of its forms."""
        said: dict[str, str] = {}
        for word in _WORD.findall(text):
            for stem in self._stems(word):
                if stem in self._asked:
                    said.setdefault(stem, word)
        return list(dict.fromkeys(said.values())) or [one_line(text, 80)]

    def _begun(self, row: Said) -> list[str]:
        """Words that begin as one asked for does, and a name that is all of them written as one word."""
        joined = "".join(self._words_asked)
        if len(joined) >= SHORTEST_JOINED and "".join(_WORD.findall(row.name)).casefold().startswith(joined):
            return [f"name: {one_line(row.name, 80)}"]
        parts: tuple[tuple[str, Iterable[str]], ...] = (
            ("name", (row.name, apart(row.name))), ("board", row.boards), ("description", (row.description,)),
            ("topic", row.topic_titles), ("place", row.place_names), ("address", (row.host.replace(".", " "),)),
        )  # fmt: skip
        begins = tuple(word for word in self._words_asked if len(word) >= SHORTEST_BEGUN)
        for part, texts in parts:
            for text in texts:
                said = [word for word in _WORD.findall(text) if folded(word).startswith(begins)]
                if said:
                    return [f"{part}: {', '.join(dict.fromkeys(said))}"]
        return []

    def _wider(self, row: Said) -> list[str]:
        """Topics and places that those of the words lie in: what is shown when nothing else is found."""
        if self._meaning is None:
            return []
        topics = (topic for topic in row.topics if topic in self._meaning.wider)
        places = (code for code in self._meaning.around if code in row.places_and_wider)
        named = (self._terms.places[code].name for code in places if code in self._terms.places)
        return [
            *(f"wider topic: {self._terms.topic_title(topic)}" for topic in topics),
            *(f"wider place: {name}" for name in named),
        ]

    def _other_words(self, row: Said) -> list[str]:
        """Other words for the same subject, as they stand in what is public of the forum."""
        runs = self._other_runs
        boards = (("board", board) for board in row.boards)
        evidence = (("topic evidence", phrase) for phrase in row.topic_phrases)
        topics = (("topic", title) for title in row.topic_titles)
        places = (("place", name) for name in row.place_names)
        said = (("name", row.name), *evidence, *boards, ("description", row.description), *topics, *places)
        for part, text in said:
            stems = self._stems(text)
            ends = ((at, size) for size in (3, 2, 1) for at in range(len(stems) - size + 1))
            if any(tuple(stems[at : at + size]) in runs for at, size in ends):
                return [f"same subject in the {part}: {one_line(text, 80)}"]
        return []

    def _filters(self, document: Mapping[str, Any]) -> list[str]:
        terms, query, found = self._terms, self._query, []
        for topic in document["topics"] if query.topic else ():
            path = topic["topic"]
            if path in query.topic or path.startswith(self._within):
                found.append(f"topic: {terms.topic_title(path)}")
        if query.region:
            regions = document["regions"]
            if any(wider in query.region for region in regions for wider in terms.place_and_wider(region["code"])):
                found.append(f"place: {regions[0]['name']}")
        chosen = (slug for slug in document["departments"] if slug in query.department)
        return found + [f"department: {terms.organisations.get(slug, slug)}" for slug in chosen]


def _other_runs(meaning: Meaning | None) -> Set[tuple[str, ...]]:
    """Other words for the subjects of the words, and for the words themselves."""
    if meaning is None:
        return frozenset()
    return frozenset(meaning.phrases).union(*meaning.kindred.values())


def _claimed(meaning: Meaning | None) -> Mapping[str, Set[str]]:
    """The codes of countries and organisations that the words name."""
    claims = [claim for held in meaning.claims.values() for claim in held] if meaning else []
    return {field: {claim.code for claim in claims if claim.field == field} for field in ("country", "department")}
