"""Sitemaps: from the lines of robots.txt, through index files, to the few pages that may name forums or be one.

A sitemap of an organisation lists thousands of pages. What looks like a forum is named as found; what looks like a
page of links or of online communities is read as a link list, a few of a site; nothing else is looked at.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from crawler.hygiene import clean_url, is_members_page
from crawler.listing.elements import LARGEST, Refused, elements, unpacked
from crawler.listing.outward import host_of
from crawler.listing.wayside import rank_of
from crawler.page.charsets import charset, decode
from crawler.sources.declare import Asked, Gathered, Lead, Named, Page, Source
from registry.identity import BadAddress, site_key
from registry.vocabulary import Outcome

MOST_MAPS = 12
"""Files of an index that are read, those first whose names speak for forums."""

MOST_PAGES = 5
"""Pages of one site that may name forums and are read for it."""

MOST_FORUMS = 5
"""Forums of one site: each directory of theirs once."""

ON_THE_WIRE = 1024 * 1024
"""Bytes of one file that are asked for: some 10,000 addresses, packed many more."""

_LINE = re.compile(r"^[ \t]*sitemap[ \t]*:[ \t]*(\S{1,2000})", re.IGNORECASE | re.MULTILINE)
_FORUM = re.compile(
    r"/(?:forums?|foro|foros|community|communities|online-community|message-?boards?|boards?|discussions?|fforwm|bbs|"
    r"phpbb3?|smf|mybb|vbulletin|viewtopic\.php|viewforum\.php|showthread\.php|forumdisplay\.php)(?:/|$|\?)|"
    r"/t/[\w-]+/\d+|/threads/[\w.-]+\.\d+",
    re.IGNORECASE,
)
_TELLING = re.compile(r"forum|communit|board|discuss|link|support|topic|thread", re.IGNORECASE)


def start(address: str, robots: str) -> tuple[str, ...]:
    """The sitemaps that robots.txt names, or the usual place; an address of a file itself stands for itself."""
    path = urlsplit(address).path
    if path not in {"", "/", "/robots.txt"}:
        return (address,)
    named = [url for found in _LINE.findall(robots)[:50] if (url := clean_url(address, found)) is not None]
    return tuple(dict.fromkeys(named))[:MOST_MAPS] or (clean_url(address, "/sitemap.xml") or address,)


def read(page: Page, asked: Asked) -> Gathered:
    """What of a sitemap speaks for forums: forums themselves, pages that name some, further maps."""
    forums: dict[str, Named] = {}
    pages: dict[str, int] = {}
    maps: dict[str, None] = {}
    here = host_of(page.url)
    try:
        for url, is_map in _addresses(page):
            if is_map:
                maps[url] = None
            elif host_of(url) != here or is_members_page(url):
                continue
            elif (rank := rank_of(url, "")) is not None and len(pages) < 100 * MOST_PAGES:
                pages[url] = rank
            elif len(forums) < MOST_FORUMS and _FORUM.search(url):
                _note_forum(forums, url, asked)
    except Refused as refused:
        return Gathered(refused=(Outcome.UNREADABLE, f"no sitemap that can be read: {refused}"))
    best = sorted(pages, key=lambda url: (pages[url], len(url), url))[:MOST_PAGES]
    further = sorted(maps, key=lambda url: (_TELLING.search(url) is None, url))[:MOST_MAPS]
    for url in pages:
        if _FORUM.search(url) and len(forums) < MOST_FORUMS:
            _note_forum(forums, url, asked)
    return Gathered(
        tuple(forums.values()),
        below=(*(Lead("links", url) for url in best), *(Lead("sitemap", url) for url in further)),
    )


def _addresses(page: Page) -> Iterator[tuple[str, bool]]:
    """The addresses of a map, and whether each is a map itself. Raises elements.Refused."""
    data = unpacked(page.body)
    text = decode(data[:LARGEST], charset(page.header("content-type"), data[:4096]))
    if not text.lstrip("\ufeff \t\r\n").startswith("<"):
        for said in text.splitlines()[:50_000]:
            if (url := clean_url(page.url, said.strip())) is not None and said.strip().startswith("http"):
                yield url, False
        return
    for element in elements(text):
        if element.name != "loc" or not element.above or element.above[-1] not in {"url", "sitemap"}:
            continue
        if (url := clean_url(page.url, element.text)) is not None:
            yield url, element.above[-1] == "sitemap"


def _note_forum(forums: dict[str, Named], url: str, asked: Asked) -> None:
    """The front page of the forum that an address is of, where it is not the site's own."""
    try:
        key = site_key(url, asked.hosts)
    except BadAddress:
        return
    forums.setdefault(key.key, Named(key.address))


SOURCE = Source(
    title="sitemap",
    speaks="sitemap",
    read=read,
    pages=MOST_MAPS + MOST_PAGES,
    start=start,
    cut_at=ON_THE_WIRE,
    deepest=2,
)
