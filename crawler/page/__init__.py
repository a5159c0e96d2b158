"""A fetched page: immutable bytes, and what is read from them once, when first asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode

from crawler.page.charsets import charset, decode
from crawler.page.copies import copies_too_much
from crawler.page.gleaning import glean
from crawler.page.harvest import Harvest, gather
from crawler.page.markup import hostile

LINK_LIMIT = 5_000
"""Most links of one page that are looked at."""
TELLING_LIMIT = 1_000
"""Most elements of one page that tell of it, which are looked at."""
BODY_LIMIT = 4 * 1024 * 1024
"""Bytes of a page that are looked at; the engine's own limit is below this."""

_PLAIN_TREE = LexborDocumentOptions.WO_EVENTS.value
"""No copy of a chosen option in its list, as browsers show it: nothing is read there, and parsing is quicker."""
_HTML_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<!--", b"<script", b"<div", b"<meta", b"<title")
_FEED_STARTS = (b"<rss", b"<feed", b"<rdf:rdf")


@dataclass(frozen=True)
class Page:
    """One answer of a server. `fetched_at` is aware; `headers` as received, in order, names in any case."""

    url: str
    status: int
    headers: Sequence[tuple[str, str]]
    body: bytes
    fetched_at: datetime

    def header(self, name: str) -> str:
        """The first header of this name, or an empty string."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), "")

    @cached_property
    def kind(self) -> str:
        """`html`, `json`, `feed`, `text` or `other`: by what the bytes are, the header being a hint."""
        start = self.body[:1024]
        if b"\0" in start and self.charset.startswith("utf-16"):
            start = decode(start, self.charset).encode("utf-8", "replace")
        start = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        kind = self.header("content-type").lower()
        if start.startswith(b"<?xml") or start.startswith(_FEED_STARTS):
            if any(mark in start for mark in _FEED_STARTS):
                return "feed"
            return "html" if b"<html" in start or b"html" in kind.encode("ascii", "ignore") else "other"
        if start.startswith(_HTML_STARTS):
            return "html"
        if start[:1] in (b"{", b"[") and "html" not in kind:
            return "json"
        if "json" in kind:
            return "json"
        if "html" in kind:
            return "html"
        if start.startswith(b"<"):
            return "html" if b"<body" in self.body[:65536].lower() or b"</" in start else "other"
        if b"\0" in start or kind.startswith(("image/", "audio/", "video/", "font/")):
            return "other"
        return "text"

    @cached_property
    def charset(self) -> str:
        """The Python codec of the body."""
        return charset(self.header("content-type"), self.body)

    @cached_property
    def text(self) -> str:
        """The body as text; never fails."""
        return decode(self.body[:BODY_LIMIT], self.charset)

    @cached_property
    def utf8(self) -> bytes:
        """What the parser is fed: UTF-8 bytes, without the copy where the page already is."""
        if self.charset in ("utf-8", "utf-8-sig"):
            return self.body[:BODY_LIMIT] if len(self.body) > BODY_LIMIT else self.body
        return self.text.encode("utf-8", "replace")

    @cached_property
    def hostile(self) -> str | None:
        """Why the markup must not be parsed, or None."""
        if self.kind != "html":
            return None
        return hostile(self.utf8) or (
            "formatting left open in very many blocks" if copies_too_much(self.utf8) else None
        )

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The parsed page; an empty one where there is nothing to parse or parsing would hurt."""
        if self.kind != "html" or self.hostile:
            return LexborHTMLParser(b"")
        return LexborHTMLParser(self.utf8, options=_PLAIN_TREE)

    @cached_property
    def harvest(self) -> Harvest:
        """What recognition rests on: from the tree where the page is parsed already, else from its bytes."""
        if "tree" in self.__dict__:
            named = [attributes["href"] or "" for attributes in self.head_links]
            return glean(self.tree, [*named, *[href for href, _ in self.links]], self.told, self.headers)
        return gather(self.utf8, self.headers)

    @cached_property
    def links(self) -> tuple[tuple[str, LexborNode], ...]:
        """Every link's address, as written, with its element, in order; at most LINK_LIMIT."""
        return tuple([(node.attrs.get("href") or "", node) for node in self.tree.css("a[href]")[:LINK_LIMIT]])

    @cached_property
    def head_links(self) -> tuple[dict[str, str | None], ...]:
        """The attributes of the `link` elements that have an address, in order."""
        return tuple([attributes for attributes in self.told["link"] if "href" in attributes])

    @cached_property
    def told(self) -> dict[str, list[dict[str, str | None]]]:
        """The attributes of the elements that tell of the page: `link`, `meta` and `script`, each in order."""
        found: dict[str, list[dict[str, str | None]]] = {"link": [], "meta": [], "script": []}
        for node in self.tree.css("link, meta, script")[:TELLING_LIMIT]:
            found.setdefault(node.tag or "", []).append(node.attributes)
        return found
