"""Where a list goes on: its next pages, and the pages of its own that its entries and headings lead to. Pure."""

import re
from collections import defaultdict
from collections.abc import Sequence
from urllib.parse import parse_qsl, urlsplit

from crawler.hygiene import clean, clean_url, is_members_page
from crawler.listing.outward import Anchor, anchors, base_of, host_of
from crawler.page import Page

MOST_PAGES = 200
"""Further pages that one page names, at most."""

MOST_ENTRIES = 200
"""Pages of its own that a page of a list leads to, at most."""

FEWEST_ENTRIES = 4
"""So many links of one form make a list of entries."""

_NEXT = re.compile(
    r"\W*(?:next(?: page| \d+)?|older(?: entries| posts)?|more results|load more|show more|weiter|nächste(?: seite)?|"
    r"suivante?|page suivante|siguiente|próxim[oa]|successiv[oa]|volgende|następna|nästa|neste|nesaf|tudalen nesaf|"
    r"далее|следующая|"
    r"次へ|下一页|›|»|>|>>|→)\W*",
    re.IGNORECASE,
)
_SYMBOLS = frozenset({"›", "»", ">", ">>", "→"})
_NUMBER = re.compile(r"\d{1,4}")
_PAGED = re.compile(r"^(.*?)/(?:page|p|seite|pagina|tudalen)[/-]?\d{1,5}/?$", re.IGNORECASE)
_PAGE_WORDS = frozenset(
    {"page", "p", "pg", "pagenum", "page_no", "paged", "start", "offset", "from", "seite", "pagina", "tudalen", "begin"}
)
_OWN = re.compile(
    r"/(?:log-?in|log-?out|sign-?in|sign-?up|register|account|my|user|users|member|members|profile|author|privacy|cookies?|"
    r"terms|legal|accessibility|contact|contact-us|about|about-us|help|faq|press|jobs|careers|donate|shop|basket|cart|checkout|"
    r"advertise|submit|add|add-[\w-]+|suggest|report|vote|rate|rating|review|share|print|feed|rss|tag|tags|search|news|blog|"
    r"wp-admin|wp-login\.php|cdn-cgi|events?|calendar|newsletter|subscribe|sitemap)(?:[/?.]|$)",
    re.IGNORECASE,
)
"""Pages of a site that are no entries of its lists."""
_FURNITURE = frozenset({"nav", "header", "footer", "aside"})


def next_pages(page: Page) -> list[str]:
    """The addresses of the list's further pages: what is marked as next first, then by their numbers."""
    found: dict[str, None] = {}
    for node in page.tree.css('link[rel~="next"], a[rel~="next"]')[:4]:
        url = clean_url(base_of(page), node.attributes.get("href"))
        if url is not None and _is_ours(page, url):
            found[url] = None
    numbered: dict[int, str] = {}
    for anchor in anchors(page):
        if not _is_ours(page, anchor.url):
            continue
        text = anchor.node.text(deep=True)[:40].strip()
        if _NUMBER.fullmatch(text) and _is_page_of(page.url, anchor.url):
            numbered.setdefault(int(text), anchor.url)
        elif _NEXT.fullmatch(text) and (text not in _SYMBOLS or _is_page_of(page.url, anchor.url)):
            found[anchor.url] = None
    for number in sorted(numbered):
        found[numbered[number]] = None
    return [url for url in found if url != page.url][:MOST_PAGES]


def entries(page: Page) -> list[str]:
    """The pages of the site's own that its lists lead to: links of one form in the middle of the page, in its order."""
    groups: dict[str, dict[str, None]] = defaultdict(dict)
    order: dict[str, int] = {}
    for number, anchor in enumerate(anchors(page)):
        if not _is_entry(page, anchor):
            continue
        groups[_form(anchor.url)][anchor.url] = None
        order.setdefault(anchor.url, number)
    listed = [url for urls in groups.values() if len(urls) >= FEWEST_ENTRIES for url in urls]
    return sorted(listed, key=order.__getitem__)[:MOST_ENTRIES]


def _is_entry(page: Page, anchor: Anchor) -> bool:
    if not _is_ours(page, anchor.url) or anchor.url == page.url or _OWN.search(urlsplit(anchor.url).path):
        return False
    if is_members_page(anchor.url) or _is_page_of(page.url, anchor.url):
        return False
    said = clean(anchor.node.text(deep=True)[:200], 100)
    return len(said) > 1 and not _NEXT.fullmatch(said) and not _in_furniture(anchor)


def _in_furniture(anchor: Anchor) -> bool:
    above = anchor.node.parent
    for _ in range(12):
        if above is None:
            return False
        if above.tag in _FURNITURE or above.attributes.get("role") == "navigation":
            return True
        above = above.parent
    return False


def _form(url: str) -> str:
    """An address without what tells one entry from another: the last part of its path, the values of its query."""
    parts = urlsplit(url)
    folder, _, _ = parts.path.rstrip("/").rpartition("/")
    words = ",".join(sorted({part.partition("=")[0] for part in parts.query.split("&")})) if parts.query else ""
    return f"{parts.path}?{words}" if words else f"{folder}/*"


def _is_ours(page: Page, url: str) -> bool:
    return host_of(url) == host_of(page.url)


def _is_page_of(base: str, url: str) -> bool:
    """Whether two addresses are one list's but for the number of the page."""
    first, second = urlsplit(base), urlsplit(url)
    one, other = _stem(first.path), _stem(second.path)
    if one != other:
        return False
    told, asked = _rest(first.query), _rest(second.query)
    return told == asked and (first.path, first.query) != (second.path, second.query)


def _stem(path: str) -> str:
    found = _PAGED.match(path)
    return (found[1] if found else path).rstrip("/")


def _rest(query: str) -> Sequence[tuple[str, str]]:
    if query.count("&") > 20:
        return [("", query)]
    return sorted(pair for pair in parse_qsl(query[:2000]) if pair[0].lower() not in _PAGE_WORDS)
