"""A question to the list's changes: which kinds, of which forums, and from where on. One value for every view."""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl

from registry.catalogue.query import FILTERS, MOST_VALUES, BadQuery, ForumQuery, once_only, parse
from registry.catalogue.terms import Terms
from registry.catalogue.text import fit
from registry.vocabulary import ChangeKind

CURSORS = ("since", "before")

FIELDS = ("kind", *FILTERS, *CURSORS)
"""All fields, in the order of the canonical query string."""

KINDS = tuple(kind.value for kind in ChangeKind)

WITH_CONTENT = tuple(kind for kind in KINDS if kind != ChangeKind.REMOVED)
"""Kinds that may tell of what a forum is about; a removal carries no content."""


@dataclass(frozen=True, slots=True)
class ChangeQuery:
    """One question. No kind means all; `forums` holds filters only; `since` and `before` are numbers of changes."""

    kind: tuple[str, ...] = ()
    forums: ForumQuery = field(default_factory=ForumQuery)
    since: int | None = None
    before: int | None = None

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds to tell, none for all: under a filter removals are left out, which have no content to go by."""
        return self.kind or (WITH_CONTENT if self.forums.narrows else ())

    def canonical(self) -> str:
        """The one query string of this question, without the question mark; empty for the newest of everything."""
        pairs = [("kind", kind) for kind in self.kind] + self.forums.pairs()
        pairs += [(name, str(value)) for name in CURSORS if (value := getattr(self, name)) is not None]
        return ForumQuery.written(pairs)

    def at(self, *, since: int | None = None, before: int | None = None) -> "ChangeQuery":
        """The same question from another place on."""
        return replace(self, since=since, before=before)

    def of_kind(self, *kinds: str) -> "ChangeQuery":
        """The same question for these kinds, from the newest on."""
        return replace(self, kind=kinds, since=None, before=None)


def parse_changes(query_string: str, terms: Terms) -> ChangeQuery:
    """The question of a query string (without the question mark); empty values count as not given. Raises BadQuery."""
    try:
        pairs = parse_qsl(query_string, keep_blank_values=True, errors="replace", max_num_fields=200)
    except ValueError:
        raise BadQuery("query string", "more than 200 fields", FIELDS) from None
    own: dict[str, list[str]] = {"kind": [], "since": [], "before": []}
    filters: list[tuple[str, str]] = []
    for name, value in pairs:
        if name not in FIELDS:
            near = difflib.get_close_matches(name, FIELDS, 3)
            raise BadQuery(fit(name)[:40] or "query string", value, FIELDS, near)
        if name in FILTERS:
            filters.append((name, value))
        elif name == "kind" or value.strip():
            own[name].append(value.strip())
    query = ChangeQuery(kinds_of(own["kind"]), parse(filters, terms), _cursor("since", own), _cursor("before", own))
    if query.forums.narrows and ChangeKind.REMOVED in query.kind:
        said = "A removal carries no content, so it cannot be told by topic, place or any other filter."
        raise BadQuery("kind", ChangeKind.REMOVED, WITH_CONTENT, detail=said)
    return query


def kinds_of(given: Iterable[str]) -> tuple[str, ...]:
    """The kinds in the order of the vocabulary; all of them are as none. Raises BadQuery."""
    if len(given := list(given)) > MOST_VALUES:
        allowed = f"at most {MOST_VALUES} values"
        raise BadQuery("kind", f"{len(given)} values", (allowed,), detail=f"kind takes {allowed}.")
    given = [value.strip() for value in given if value.strip()]
    for value in given:
        if value.casefold() not in KINDS:
            raise BadQuery("kind", value, KINDS, difflib.get_close_matches(value.casefold(), KINDS, 3))
    wanted = {value.casefold() for value in given}
    return tuple(kind for kind in KINDS if kind in wanted) if len(wanted) < len(KINDS) else ()


def _cursor(name: str, own: dict[str, list[str]]) -> int | None:
    once_only(name, own[name])
    if not own[name]:
        return None
    text = own[name][0]
    if not re.fullmatch("[0-9]{1,18}", text):
        allowed = "a whole number from 0"
        raise BadQuery(name, text, (allowed,), detail=f"{name}: “{text[:40]}” is not {allowed}.")
    return int(text)
