"""The map of the public pages for search engines (sitemaps.org): an index, one part of pages, parts of forums.

It is made of the list in memory, so that a forum that left is out of it as soon as it is out of the list.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC
from urllib.parse import quote
from xml.sax.saxutils import escape

from registry.catalogue.answer import ForumIndex
from registry.catalogue.listed import moment
from registry.catalogue.query import ForumQuery
from registry_api.language import CODES, PREFIXES
from registry_api.site import Site

PER_PART = 10_000
"""Forums in one part: some 4 MB. The protocol allows 50,000 addresses and 50 MB."""

AREAS = (("topic", "/topics"), ("region", "/places/"), ("department", "/organisations/"))
"""Filters whose values have pages, and what the addresses of these begin with."""

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_WITH_LANGUAGES = f'{_SPACE} xmlns:xhtml="http://www.w3.org/1999/xhtml"'


def parts(index: ForumIndex) -> int:
    """How many parts the forums take."""
    return -(-index.status().forums // PER_PART)


def sitemap_index(site: Site, index: ForumIndex) -> bytes:
    """The index of all parts."""
    names = ["pages", *(f"forums-{number}" for number in range(1, parts(index) + 1))]
    changed = _last_changed(index.as_of)
    lines = (f"<sitemap><loc>{escape(site.base_url)}/sitemap/{name}.xml</loc>{changed}</sitemap>\n" for name in names)
    return f"{_HEAD}<sitemapindex {_SPACE}>\n{''.join(lines)}</sitemapindex>\n".encode()


def pages_part(site: Site, index: ForumIndex, fixed: Iterable[str]) -> bytes:
    """The part of pages: those at `fixed` paths, and those of topics, places and organisations that have forums."""
    counts: Mapping[str, Mapping[str, int]] = index.answer(ForumQuery()).counts
    paths = list(fixed)
    for field, start in AREAS:
        if start.rstrip("/") in paths:
            paths += [f"{start}{code}" for code in sorted(counts.get(field, ()))]
    return _urls(_url(site, path, "") for path in paths)


def forums_part(site: Site, index: ForumIndex, number: int) -> bytes | None:
    """A part of the forums, from 1, in the order of their ids; None when there is no such part."""
    if not 1 <= number <= parts(index):
        return None
    hits = sorted(index.whole(ForumQuery()).hits, key=lambda hit: hit.public_id)
    chosen = hits[(number - 1) * PER_PART : number * PER_PART]
    return _urls(_url(site, f"/forums/{hit.public_id}", _last_changed(hit.forum["updated_at"])) for hit in chosen)


def _urls(lines: Iterator[str]) -> bytes:
    return f"{_HEAD}<urlset {_WITH_LANGUAGES}>\n{''.join(lines)}</urlset>\n".encode()


def _url(site: Site, path: str, changed: str) -> str:
    """One page with its address in every language."""
    bare = escape(quote(path, safe="/-._~"))
    base = escape(site.base_url)
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{CODES[language]}" href="{base}{_prefixed(prefix, bare)}"/>'
        for language, prefix in PREFIXES.items()
    )
    return f"<url><loc>{base}{bare}</loc>{changed}{others}</url>\n"


def _prefixed(prefix: str, path: str) -> str:
    return prefix if prefix and path == "/" else f"{prefix}{path}"


def _last_changed(text: str | None) -> str:
    """`<lastmod>` in UTC to the second; nothing where the time is not known."""
    time = moment(text)
    return f"<lastmod>{time.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}</lastmod>" if time else ""
