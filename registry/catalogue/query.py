"""A question to the public list: one value for every view, its address canonical.

`parse` reads the fields of a query string and refuses, by name and with the allowed values, whatever it does not
know; `ForumQuery.canonical()` writes the one query string of a question, which keys caches and names feeds.
"""

import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from urllib.parse import parse_qsl, quote, urlencode

from registry.catalogue.codes import countries, country_code, language_code, languages
from registry.catalogue.terms import Terms
from registry.catalogue.text import fit
from registry.vocabulary import ActivityTier, Sort, Stance

PAGE_SIZE = 50
"""Forums on one page of every view."""

LONGEST_WORDS = 200
"""Longest search text, in characters."""

MOST_VALUES = 20
"""Most values of one filter."""

LARGEST_PAGE = 1_000_000

NOT_MAJOR = "sort: “major” ranks the forums of one topic or one place. Choose exactly one topic, or exactly one region."

FILTERS = ("topic", "department", "platform", "region", "country", "language", "activity", "stance")
"""Fields that may be given several times: any of the values will do."""

FIELDS = ("q", *FILTERS, "updated_since", "sort", "page")
"""All fields, in the order of the canonical query string."""

_TIME = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:\d\d)?)?")


class BadQuery(ValueError):
    """A question that cannot be answered: which field, what it said, and what it may say.

    `detail` is a sentence on what is wrong, for people.
    """

    def __init__(
        self, field: str, value: str, allowed: Sequence[str], nearest: Sequence[str] = (), detail: str = ""
    ) -> None:
        self.field, self.value = field, fit(value)[:LONGEST_WORDS]
        self.allowed, self.nearest = tuple(allowed), tuple(nearest)
        self.detail = fit(detail) or f"{field}: “{self.value}” is not known."
        super().__init__(self.detail)


class BeyondTheEnd(BadQuery):
    """A page that the answer does not have: nothing is wrong with the question, there is just nothing there."""


def once_only(field: str, values: Sequence[str]) -> None:
    """Raise BadQuery when a field that takes one value was given several that differ."""
    if len(set(values)) > 1:
        said = " / ".join(values)
        raise BadQuery(field, said, ("one value only",), detail=f"{field} was given more than once: one value only.")


@dataclass(frozen=True, slots=True)
class ForumQuery:
    """One question. Filters are sorted tuples; `updated_since` is an ISO 8601 date or UTC time; pages count from 1."""

    q: str = ""
    topic: tuple[str, ...] = ()
    department: tuple[str, ...] = ()
    platform: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    activity: tuple[str, ...] = ()
    stance: tuple[str, ...] = ()
    updated_since: str = ""
    sort: str = Sort.RELEVANCE.value
    page: int = 1

    def chosen(self, field: str) -> tuple[str, ...]:
        """The values of one filter."""
        values: tuple[str, ...] = getattr(self, field)
        return values

    def pairs(self) -> list[tuple[str, str]]:
        """The fields that say something, in canonical order."""
        pairs = [("q", self.q)] if self.q else []
        pairs += [(name, value) for name in FILTERS for value in self.chosen(name)]
        if self.updated_since:
            pairs.append(("updated_since", self.updated_since))
        if self.sort != Sort.RELEVANCE:
            pairs.append(("sort", self.sort))
        if self.page > 1:
            pairs.append(("page", str(self.page)))
        return pairs

    def canonical(self) -> str:
        """The one query string of this question, without the question mark; empty for the whole list."""
        return self.written(self.pairs())

    @staticmethod
    def written(pairs: Sequence[tuple[str, str]]) -> str:
        """Fields and values as they stand in an address."""
        return urlencode(pairs, quote_via=quote, safe="/")

    def on_page(self, page: int) -> "ForumQuery":
        """The same question, another page of its answer."""
        return replace(self, page=page)

    def sorted_by(self, sort: str) -> "ForumQuery":
        """The same question in another order, from its first page."""
        return replace(self, sort=sort, page=1)

    def without(self, field: str, value: str | None = None) -> "ForumQuery":
        """The question with one value of a filter, or the whole field, taken out, from its first page."""
        if field in FILTERS:
            kept = tuple(v for v in self.chosen(field) if value is not None and v != value)
            left = replace(self, page=1, **{field: kept})  # type: ignore[arg-type]  # the field holds such a tuple
            lost = left.sort == Sort.MAJOR and not left.within_one
            return left.sorted_by(Sort.RELEVANCE.value) if lost else left
        return replace(self, page=1, **{field: ""})  # type: ignore[arg-type]  # q and updated_since are text

    @property
    def within_one(self) -> bool:
        """Whether the question is about one topic, one place, or one of each: only there is a forum major."""
        return {len(self.topic), len(self.region)} <= {0, 1} and bool(self.topic or self.region)

    @property
    def narrows(self) -> bool:
        """Whether the question asks for less than the whole list."""
        return bool(self.q or self.updated_since or any(self.chosen(name) for name in FILTERS))


def parse_string(query_string: str, terms: Terms) -> ForumQuery:
    """The question of a query string (without the question mark). Raises BadQuery."""
    try:
        pairs = parse_qsl(query_string, keep_blank_values=True, errors="replace", max_num_fields=200)
    except ValueError:
        raise BadQuery("query string", "more than 200 fields", FIELDS) from None
    return parse(pairs, terms)


def parse(pairs: Iterable[tuple[str, str]], terms: Terms) -> ForumQuery:
    """The question of some fields and values; empty values count as not given. Raises BadQuery."""
    given: dict[str, list[str]] = {}
    times = Counter[str]()
    for name, value in pairs:
        if name not in FIELDS:
            raise BadQuery(fit(name)[:40] or "query string", value, FIELDS, difflib.get_close_matches(name, FIELDS, 3))
        times[name] += 1
        if name in FILTERS and times[name] > MOST_VALUES:
            raise _too_many(name)
        plain = " ".join(fit(value).split())
        if plain:
            given.setdefault(name, []).append(plain)
    for name in ("q", "updated_since", "sort", "page"):
        once_only(name, given.get(name, ()))
    filters = {name: _filter(name, given.get(name, []), terms) for name in FILTERS}
    query = ForumQuery(
        q=_words(given.get("q", [""])[0]),
        updated_since=_since(given.get("updated_since", [""])[0]),
        sort=_sort(given.get("sort", [Sort.RELEVANCE.value])[0]),
        page=_page(given.get("page", ["1"])[0]),
        **filters,
    )
    if query.sort == Sort.MAJOR and not query.within_one:
        raise BadQuery("sort", query.sort, [sort.value for sort in Sort if sort != Sort.MAJOR], detail=NOT_MAJOR)
    return query


def _too_many(name: str) -> BadQuery:
    allowed = f"at most {MOST_VALUES} values"
    return BadQuery(name, f"more than {MOST_VALUES} values", (allowed,), detail=f"{name} takes {allowed}.")


def _filter(name: str, values: list[str], terms: Terms) -> tuple[str, ...]:
    if not values:
        return ()
    plain, known = _LISTS[name]
    allowed = known(terms)
    kept: set[str] = set()
    for value in values:
        code = plain(value)
        if code is None or code not in allowed:
            raise BadQuery(name, value, tuple(allowed), _nearest(value, allowed))
        kept.add(code)
    return tuple(sorted(kept))


def values_of(name: str, terms: Terms) -> Mapping[str, str]:
    """What a filter may name: codes with the names shown for them."""
    return _LISTS[name][1](terms)


def _nearest(value: str, allowed: Mapping[str, str]) -> tuple[str, ...]:
    """The codes whose code or name comes nearest to what was written, at most five."""
    asked = value.casefold().strip("/ ")
    inside = [code for code, name in allowed.items() if len(asked) > 2 and asked in f"{code} {name}".casefold()]
    names = {text.casefold().strip("/"): code for code, name in allowed.items() for text in (name, code)}
    near = [names[n] for n in difflib.get_close_matches(asked, names, 5, 0.7)]
    return tuple(dict.fromkeys([*sorted(inside, key=len)[:5], *near]))[:5]


def _words(text: str) -> str:
    if len(text) > LONGEST_WORDS:
        allowed = f"at most {LONGEST_WORDS} characters"
        raise BadQuery("q", text[:60] + "…", (allowed,), detail=f"q takes {allowed}.")
    return text


def _since(text: str) -> str:
    """The date as it is, or the time in UTC to the second, ending in Z."""
    if not text:
        return ""
    allowed = ("a date as 2026-01-31", "a time as 2026-01-31T09:00:00Z")
    written = text.replace(" ", "+", 1) if "T" in text else text  # a plus sign that was not escaped
    detail = f"updated_since: “{text[:60]}” is neither a date nor a time."
    if not _TIME.fullmatch(written):
        raise BadQuery("updated_since", text, allowed, detail=detail)
    try:
        if "T" not in written:
            return date.fromisoformat(written).isoformat()
        time = datetime.fromisoformat(written)
        time = time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadQuery("updated_since", text, allowed, detail=detail) from None
    return time.replace(microsecond=0).isoformat().replace("+00:00", "Z")


def _sort(text: str) -> str:
    words = [sort.value for sort in Sort]
    if text.casefold() not in words:
        raise BadQuery("sort", text, words, difflib.get_close_matches(text.casefold(), words, 3))
    return text.casefold()


def _page(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,7}", text) or not 1 <= int(text) <= LARGEST_PAGE:
        allowed = "a whole number from 1"
        raise BadQuery("page", text, (allowed,), detail=f"page: “{text[:60]}” is not {allowed}.")
    return int(text)


def _path(text: str) -> str:
    return "/" + "/".join(part for part in text.casefold().split("/") if part)


def _list_of(words: Iterable[str]) -> Mapping[str, str]:
    return {word: word for word in words}


_List = tuple[Callable[[str], str | None], Callable[[Terms], Mapping[str, str]]]

_LISTS: dict[str, _List] = {
    "topic": (_path, lambda terms: terms.topics),
    "department": (str.casefold, lambda terms: terms.organisations),
    "platform": (str.casefold, lambda terms: terms.platforms),
    "region": (str.upper, lambda terms: {code: place.name for code, place in terms.places.items()}),
    "country": (country_code, lambda _: countries()),
    "language": (language_code, lambda _: languages()),
    "activity": (str.casefold, lambda _: _list_of(ActivityTier)),
    "stance": (str.casefold, lambda _: _list_of(Stance)),
}
"""For each filter: how a value is made plain, and what it may be, by code with the name shown for it."""
