"""Why a forum is in the answer: which of the searcher's words stand where, in words for people. Pure."""

from collections.abc import Callable, Iterable

from registry.catalogue.listed import Said
from registry.catalogue.meaning import Meaning
from registry.catalogue.query import ForumQuery
from registry.catalogue.terms import Terms
from registry.catalogue.text import one_line

MOST_REASONS = 6


class Reasons:
    """Explains the hits of one search; made once per search."""

    def __init__(
        self, query: ForumQuery, meaning: Meaning | None, terms: Terms, stems: Callable[[str], list[str]]
    ) -> None:
        self._query, self._meaning, self._terms, self._stems = query, meaning, terms, stems
        words = meaning.words if meaning else ()
        spelt = meaning.spelt if meaning else {}
        self._asked = {s: form for word in words for form in (*spelt.get(word, ()), word) for s in stems(form)}
        self._written = {s for word in words for s in stems(word)}
        self._begins = {stem[:4] for stem in self._asked}

    def why(self, row: Said) -> tuple[str, ...]:
        """The reasons, the most telling first; empty for a list that was not narrowed."""
        found: list[str] = []
        if self._meaning is not None:
            found += self._words(row)
            found += [f"topic: {self._terms.topic_title(t)}" for t in row.topics if t in self._meaning.topics]
            named = [p for p in row.places_and_wider if p in self._meaning.places]
            found += [f"place: {self._terms.places[p].name if p in self._terms.places else p}" for p in named]
            if not found:
                found += self._other_words(row)
        found += self._filters(row)
        return tuple(dict.fromkeys(found))[:MOST_REASONS] or (("words spelt alike",) if self._meaning else ())

    def _may_say(self, text: str) -> bool:
        """Whether it is worth taking the text to pieces: the words begin somewhere in it, or it is not plain ASCII."""
        low = text.casefold()
        return not low.isascii() or any(begin in low for begin in self._begins)

    def _words(self, row: Said) -> list[str]:
        found = []
        parts: tuple[tuple[str, Iterable[str]], ...] = (
            ("name", (row.name,)), ("description", (row.description,)), ("board", row.boards),
            ("topic", row.topic_titles), ("topic evidence", row.topic_phrases), ("place", row.place_names),
            ("address", (row.host.replace(".", " "),)), ("department", row.organisation_names),
        )  # fmt: skip
        for part, texts in parts:
            said = {
                self._asked[s]: text
                for text in texts
                if self._may_say(text)
                for s in self._stems(text)
                if s in (self._written if part == "department" else self._asked)
            }
            if said and part in ("board", "topic", "topic evidence", "place", "department"):
                found += [f"{part}: {text}" for text in list(dict.fromkeys(said.values()))[:2]]
            elif said:
                found.append(f"{part}: {', '.join(dict.fromkeys(said))}")
        return found

    def _other_words(self, row: Said) -> list[str]:
        """Other words for the same subject, as they stand in what is public of the forum."""
        runs = set(self._meaning.phrases) if self._meaning else set()
        boards = (("board", board) for board in row.boards)
        evidence = (("topic evidence", phrase) for phrase in row.topic_phrases)
        for part, text in (("name", row.name), *evidence, *boards, ("description", row.description)):
            stems = self._stems(text)
            ends = ((at, size) for size in (3, 2, 1) for at in range(len(stems) - size + 1))
            if any(tuple(stems[at : at + size]) in runs for at, size in ends):
                return [f"same subject in the {part}: {one_line(text, 80)}"]
        return []

    def _filters(self, row: Said) -> list[str]:
        terms, query = self._terms, self._query
        found = [f"topic: {terms.topic_title(t)}" for t in row.topics if _within(t, query.topic)]
        if set(query.region) & set(row.places_and_wider):
            found += [f"place: {name}" for name in row.place_names[:1]]
        found += [f"department: {terms.organisations.get(o, o)}" for o in row.organisations if o in query.department]
        return found


def _within(path: str, chosen: tuple[str, ...]) -> bool:
    return any(path == topic or path.startswith(f"{topic}/") for topic in chosen)
