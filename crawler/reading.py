"""A page being read: the tree, its clock, and the small moves that platform modules are made of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, timedelta, timezone, tzinfo
from functools import cache, cached_property, lru_cache
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from crawler.hygiene import TITLE_LIMIT, clean, clean_url, is_members_page
from crawler.page import Page
from crawler.page.harvest import Harvest
from crawler.page.structured import nodes
from crawler.page.untagged import untagged
from crawler.words.calendar_words import known_language
from crawler.words.date_order import DateOrder
from crawler.words.figures import Figure
from crawler.words.moments import Clock, Moment, machine, moment, short_span
from crawler.words.spelling import spelt_in
from crawler.words.time_of_day import today_at
from crawler.words.zones import area_in, by_its_clock, drift, of_twelve_hours
from registry.profile import RAW_LIMIT, Finding, Value
from registry.vocabulary import Precision

if TYPE_CHECKING:
    from crawler.rows import BoardRow

_ZONE = re.compile(
    r"(?:GMT|UTC|WEZ|TMG|TUC)\s?(?:(?P<sign>[+−-])\s?(?P<hours>\d{1,2})"
    r"(?::?(?P<minutes>[0-5]\d)|[.,](?P<part>25|50?|75)(?!\d))?)?(?!\w)",
    re.IGNORECASE,
)
_NO_LETTERS = bytes(code if code >= 0x80 or chr(code).isalpha() else 0x20 for code in range(256))
_MARKS = "\xa0\xab\xbb\xb7\u2013\u2014\u2022\u3001\u3002\uff08\uff09\uff0c\uff1a\uff5c"
"""Marks beyond ASCII that part words."""
_DIGIT = re.compile(r"\d")
_ZONES_H = 14
"""Hours that a zone may be ahead of UTC, or behind it."""
WORDS_LIMIT = 200_000
"""Characters of a page's text that are looked at for signs."""
_TIME_ATTRIBUTES = ("datetime", "data-time", "data-timestamp", "misago-timestamp")
_TIMED_PLAINLY = "[datetime]"
_TIMED = ", ".join([f"[{name}]" for name in _TIME_ATTRIBUTES])
_AGO_CLASS = "timeago"
"""The class of jQuery's timeago and its kin: its elements state a time in their tooltips, and are shown as spans."""
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)")
_TIMED_SIGNS = (b"data-time", b"misago-timestamp=")
_EXACT = (Precision.SECOND, Precision.MINUTE)
_OF_COUNTRIES = {"ua": "uk", "cz": "cs", "jp": "ja", "cn": "zh", "gr": "el", "dk": "da"}
_SLACK = {
    Precision.SECOND: timedelta(hours=15),
    Precision.MINUTE: timedelta(hours=15),
    Precision.HOUR: timedelta(hours=15),
    Precision.DAY: timedelta(days=2),
    Precision.MONTH: timedelta(days=45),
    Precision.YEAR: timedelta(days=400),
}
"""How far an exact time may lie from what abbreviates it: its rounding, and the zone that the page may not tell."""


Titled = tuple[list[tuple[str, LexborNode]], list[tuple[str, LexborNode]]]
"""Links like threads' and like boards' that bear titles, in order."""


class Reading:
    """What finders are given. Nothing is fetched; the clock is the page's own where it states one."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.tree = page.tree
        self.harvest: Harvest = page.harvest
        self.figures: dict[str, list[list[Figure]]] = {}
        self.moments: dict[int, Moment | None] = {}
        self.titled: Titled | None = None
        self.own: dict[str, bool] = {}
        self.found: dict[str, list[LexborNode]] = {}
        self.board_rows: list[BoardRow] | None = None
        self.clock_selector: str | None = None
        self.clock_of_twelve = False
        self.date_selector = ""
        self.default_order: str | None = None

    def tell_time_by(self, clock: str, dates: frozenset[str], order: str, *, of_twelve: bool = False) -> None:
        """Where this software tells its time and prints its dates, and in which order where nothing proves another.

        `of_twelve`: its clock tells hours of twelve, and not of which half of the day.
        """
        self.clock_selector = clock or None
        self.clock_of_twelve = of_twelve
        self.date_selector = _any_of(dates)
        self.default_order = order or None

    def first(self, selector: str) -> LexborNode | None:
        """The first element that the selector finds."""
        possible = self._possible(selector)
        return self.tree.css_first(possible) if possible else None

    def all(self, selector: str) -> list[LexborNode]:
        """All elements that the selector finds, in order; looked for once a page."""
        if selector not in self.found:
            possible = self._possible(selector)
            self.found[selector] = self.tree.css(possible) if possible else []
        return self.found[selector]

    def some(self, selector: str, most: int) -> Iterator[LexborNode]:
        """The first elements that the selector finds; no more is searched than is asked for."""
        first = self.first(selector)
        if first is not None:
            yield first
            yield from self.all(selector)[1:most]

    def may_find(self, selector: str) -> bool:
        """Whether the page has the ids and classes without which a selector finds nothing."""
        return bool(self._possible(selector))

    def _possible(self, selector: str) -> str:
        """The parts of a selector list that can find anything on this page."""
        classes, ids = self.harvest.classes, self.harvest.ids
        return ",".join(
            [
                part
                for part, marks, names, pieces in _alternatives(selector)
                if marks <= classes
                and names <= ids
                and (not pieces or all(piece in self._attributes[name] for name, piece in pieces))
            ]
        )

    @cached_property
    def _attributes(self) -> dict[str, str]:
        return {
            "href": self.harvest.addresses.decode("utf-8", "replace"),
            "class": self.harvest.class_text,
            "id": " ".join(self.harvest.ids),
        }

    def url(self, href: str | None) -> str | None:
        """A link's address made absolute; None when it is not a sane http(s) address."""
        return clean_url(self.base, href)

    @cached_property
    def base(self) -> str:
        """The address that links are relative to."""
        element = head.css_first("base[href]") if (head := self.tree.head) is not None else None
        stated = element.attributes.get("href") if element is not None else None
        return clean_url(self.page.url, stated) or self.page.url

    @cached_property
    def origin(self) -> str:
        """Scheme and host of the page's address, with the slash behind."""
        return "/".join([*self.page.url.split("/", 3)[:3], ""])

    @cached_property
    def host(self) -> str:
        """The page's host, lower case; empty when its address has none."""
        try:
            return (urlsplit(self.page.url).hostname or "").lower()
        except ValueError:
            return ""

    @cached_property
    def words(self) -> str:
        """All the page says, folded: to see cheaply whether anything dearer can find what it looks for."""
        body = self.tree.body
        return body.text(separator=" ")[:WORDS_LIMIT].casefold() if body is not None else ""

    @cached_property
    def vocabulary(self) -> frozenset[bytes]:
        """The words of the page's text, each once, folded, in UTF-8."""
        return frozenset(self._spoken)

    @cached_property
    def _spoken(self) -> list[bytes]:
        return words_of(self.words)

    def says(self, words: frozenset[bytes]) -> int:
        """How often the page says any of these words."""
        return sum(self._spoken.count(word) for word in self.vocabulary & words)

    @cached_property
    def structured(self) -> list[dict[str, Any]]:
        """The objects of the page's JSON-LD."""
        told = any("ld+json" in (attributes.get("type") or "") for attributes in self.page.told["script"])
        return nodes(self.tree) if told else []

    def place(self, name: str) -> str:
        """A text by its place: `generator`, `meta NAME`, `header NAME`, `source`, or a selector."""
        if name == "source":
            return self.page.text
        if name == "generator":
            return self.harvest.meta.get("generator", "")
        kind, _, key = name.partition(" ")
        if kind == "header":
            return self.harvest.headers.get(key, "")
        if kind == "meta":
            return self.harvest.meta.get(key, "")
        node = self.first(name)
        return node.text(separator=" ")[:1000] if node is not None else ""

    @cached_property
    def language(self) -> str:
        """The page's language as `html lang` states it, first part, lower case; empty when it does not.

        Where a country's code stands that is no language's, as in packs of translations, its language is meant.
        """
        root = self.tree.root
        stated = (root.attributes.get("lang") or root.attributes.get("xml:lang") or "") if root is not None else ""
        said = clean(stated, 35).replace("_", "-").split("-")[0].lower()
        return _OF_COUNTRIES.get(said, said)

    @cached_property
    def clock(self) -> Clock:
        """When the page was made, its zone, and the order of its numeric dates."""
        bearers = self.all(self.clock_selector)[:6] if self.clock_selector else []
        stated = " | ".join([" ".join(_shown(node).split())[:300] for node in bearers])
        fetched = now = self.page.fetched_at.astimezone(UTC)
        # Holds the tree alone: what led back to the reading would keep the page alive until the collector runs.
        order = DateOrder(self.tree, self._possible(self.date_selector), stated, self._assumed_order(), fetched)
        zone: tzinfo | None = (_stated_area(bearers) or _zone(stated)) if stated else None
        language = known_language(self.language) or spelt_in(self.page.utf8)
        if stated:
            far = now + timedelta(days=3660)
            own = moment(stated, Clock(now, zone or UTC, order, far, language=language))
            if self.clock_of_twelve:
                zone = of_twelve_hours(own.at, fetched) if own is not None and own.precision in _EXACT else None
                return Clock(now, zone or UTC, order, now, zone is not None, language)
            said = own.at if own is not None and own.precision in _EXACT else today_at(stated, zone, now)
            if zone is not None and said is not None:
                summer = by_its_clock(zone, said, fetched)
                if summer is not zone and own is not None:
                    own = replace(own, at=own.at - timedelta(hours=1))
                zone = summer
            # A clock that runs ahead by more than a zone is wrong; one far behind is that of a page kept since.
            ahead = timedelta(hours=_ZONES_H + 1)
            if own is not None and own.precision in _EXACT and own.at <= fetched + ahead:
                now = own.at
                if zone is None and abs(own.at - fetched) <= timedelta(hours=_ZONES_H):
                    zone = drift(own.at, fetched)
                    now = fetched
        return Clock(now, zone or UTC, order, max(now, fetched), zone is not None, language)

    def _assumed_order(self) -> str | None:
        root = self.tree.root
        lang = (root.attributes.get("lang") or "").lower() if root is not None else ""
        if lang in ("en-us", "en_us"):
            return "mdy"
        if lang and not lang.startswith("en"):
            return "dmy"
        return "dmy" if lang in ("en-gb", "en_gb", "en-au", "en-nz", "en-ie") else self.default_order

    def moment_of(self, node: LexborNode) -> Moment | None:
        """The time an element states: in an attribute of its own or of an element within, else in its text."""
        key = node.mem_id
        if key not in self.moments:
            self.moments[key] = self._moment_of(node)
        return self.moments[key]

    def _moment_of(self, node: LexborNode) -> Moment | None:
        if self._timed:
            for bearer in node.css(self._timed)[:3]:
                for name in _TIME_ATTRIBUTES:
                    value = bearer.attrs.get(name)
                    found = machine(value, self.clock) if value and len(value) < 80 else None
                    if found is not None:
                        return found
                stamp = bearer.attrs.get("title") if _AGO_CLASS in self.harvest.classes else None
                if stamp and _STAMP.fullmatch(stamp) and (exact := machine(stamp, self.clock)) is not None:
                    return exact
        text = " ".join(node.text(separator=" ").split())[:400]
        found = moment(text, self.clock) or (short_span(text, self.clock) if len(text) < 8 else None)
        if found is not None and found.precision in _EXACT:
            return found
        # A tooltip often states exactly what the text abbreviates.
        for bearer in node.css("[title]")[:4]:
            tooltip = (bearer.attrs.get("title") or "")[:80]
            exact = moment(tooltip, self.clock) if _DIGIT.search(tooltip) else None
            # Other tooltips repeat a thread's title, which may speak of any day.
            if exact is not None and (found is None or abs(exact.at - found.at) <= _SLACK[found.precision]):
                return exact
        return found

    @cached_property
    def _timed(self) -> str:
        """A selector of the elements of this page that state a time for machines; empty where none does."""
        # To search the bytes costs a fraction of looking at each element for three attributes.
        body = self.page.utf8
        plainly = _TIMED_PLAINLY if b"datetime=" in body else ""
        timed = _TIMED if any(sign in body for sign in _TIMED_SIGNS) else plainly
        spans = f".{_AGO_CLASS}[title]" if _AGO_CLASS in self.harvest.classes else ""
        return ", ".join(filter(None, (timed, spans)))


def _shown(node: LexborNode) -> str:
    """What an element says: a meta element by its content."""
    return node.attributes.get("content") or "" if node.tag == "meta" else node.text(separator=" ")


@cache
def _any_of(selectors: frozenset[str]) -> str:
    return ", ".join(sorted(selector for selector in selectors if selector))


@lru_cache(maxsize=4096)
def _alternatives(
    selector: str,
) -> tuple[tuple[str, frozenset[str], frozenset[str], tuple[tuple[str, str], ...]], ...]:
    """Each part of a selector list with the classes, the ids and the pieces of attributes it cannot do without."""
    parts = []
    for part in _COMMA.split(selector):
        needed = _NEEDED.findall(_OPTIONAL.sub("", part))
        classes = frozenset([mark[1:] for mark in needed if mark[0] == "."])
        ids = frozenset([mark[1:] for mark in needed if mark[0] == "#"])
        pieces = tuple((name, said.strip("\"'")) for name, said in _PIECE.findall(_FUNCTION.sub("", part)))
        parts.append((part, classes, ids, pieces))
    return tuple(parts)


_COMMA = re.compile(r",(?![^(\[]*[)\]])")
_OPTIONAL = re.compile(r":\w[\w-]*\([^)]*\)|\[[^\]]*\]")
_FUNCTION = re.compile(r":\w[\w-]*\([^()]*(?:\([^()]*\)[^()]*)*\)")
_PIECE = re.compile(r"\[(href|class|id)[*^$]=([\w./?=&-]+|\"[\w./?=&-]+\"|'[\w./?=&-]+')\]")
"""A link's address, or an element's class or id, of which a part is asked for."""
_NEEDED = re.compile(r"[.#][A-Za-z_][\w-]*")


def _stated_area(bearers: list[LexborNode]) -> tzinfo | None:
    """The zone by its place, as a tooltip beside the page's clock names it: it knows when summer time begins."""
    titled = (title for node in bearers for title in node.css("span[title]")[:3])
    return next((area for title in titled if (area := area_in((title.attributes.get("title") or "")[:80]))), None)


def _zone(text: str) -> timezone | None:
    match = _ZONE.search(text)
    if match is None:
        return None
    minutes = int(match["minutes"] or 0) or round(float(f"0.{match['part'] or 0}") * 60)
    shift = timedelta(hours=min(int(match["hours"] or 0), 14), minutes=minutes)
    return timezone(-shift if match["sign"] in ("-", "−") else shift)


@dataclass(frozen=True, slots=True)
class Found:
    """What a finder brings back."""

    value: Value
    raw: str
    rule: str
    precision: str | None = None

    def on(self, page: Page) -> Finding:
        """As a finding of this page; the address of a member's page, which may bear a name, is not kept."""
        where = "" if is_members_page(page.url) else page.url[:2000]
        return Finding(self.value, clean(self.raw, RAW_LIMIT), self.rule[:200], where, self.precision)


def text_of(node: LexborNode, limit: int = TITLE_LIMIT) -> str:
    """An element's text in one clean line."""
    return clean(node.text(separator=" "), limit)


def words_of(text: str) -> list[bytes]:
    """The words of a text in UTF-8: much cheaper than by a pattern."""
    if not text.isascii():
        for mark in _MARKS:
            text = text.replace(mark, " ")
    return text.encode("utf-8", "replace").translate(_NO_LETTERS).split()


def counts_any(text: str, words: frozenset[bytes]) -> bool:
    """Whether a text holds a digit and one of the words (folded): cheaper than to read its figures."""
    return _DIGIT.search(text) is not None and not words.isdisjoint(words_of(text.casefold()))


_SILENT = re.compile(r"<(script|style|template|textarea)\b.*?(?:</\1>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL)
"""What nobody sees, or a guest may change; where it does not end, all that follows: to look on for each end is slow."""
_SILENT_SIGNS = ("<script", "<style", "<!--", "<template", "<textarea")
_WAITING = re.compile(r":[ \t\xa0]*\n\s*")
_BLANKS = re.compile(r"[^\S\n\x1f]+")


def block_text(node: LexborNode, limit: int = 6000) -> str:
    """A block's text with its lines, rows and paragraphs on lines of their own, so that no figure reaches across.

    Cells of one row are parted by colons: a term and its value. "Members:" on a line of its own keeps its number.
    """
    markup = " ".join((node.html or "")[: limit * 8].split())
    if any(sign in markup for sign in _SILENT_SIGNS):
        markup = _SILENT.sub(" ", markup)
    said = untagged(markup)
    if "&" in said:
        said = unescape(said)
    if ":" in said:
        said = _WAITING.sub(": ", _BLANKS.sub(" ", said))
    return said.replace("\x1f", " : ")[:limit]
