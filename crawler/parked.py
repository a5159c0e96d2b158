"""Names that nobody uses: pages that offer the name for sale or show advertisements on it, and what servers show before
anybody has put a site there. Pure; asked only of pages that were not taken for a forum's.

One sign is never enough: an article on the trade in names says the same words, a young site is as thin, and many pages
link to a seller of names. Signs of two different kinds are, of which one is about the name itself.
"""

import re
from urllib.parse import urlsplit

from crawler.page import Page
from crawler.parked_words import ADVERTISED, BROKERS, DEFAULT_SAYINGS, DEFAULT_TITLES, FOR_SALE, MARKS

LONGEST = 200_000
"""Bytes of a page beyond which it says too much to be one of these."""
THIN = 1_800
"""Characters of text up to which a page says little else."""
FEW_PAGES = 4
"""Pages of its own that such a page links to, at most: a way to write to the seller, and what the law asks for."""
_LOOKED_AT = 4_000
_HEADINGS = 6
_BUILT_IN = "script[src], iframe[src], frame[src], form[action], link[href], meta[content]"
_INSIDE = re.compile(r"(?!#|mailto:|tel:|javascript:|https?:|//)\S")


def parked(page: Page) -> str | None:
    """Why nobody seems to use the name this page stands under, in our words; None where the page is of a site."""
    if page.kind != "html" or len(page.body) > LONGEST or (body := page.tree.body) is None:
        return None
    text = " ".join(body.text(separator=" ")[: 4 * _LOOKED_AT].split())
    titles = _titles(page)
    in_title = any(phrase in title for title in titles for phrase in FOR_SALE)
    thin = len(text) <= THIN and _own_pages(page) <= FEW_PAGES
    if not (thin or in_title):
        return None
    said = text[:_LOOKED_AT].lower()
    return _for_sale(page, titles, said, thin=thin, in_title=in_title) or (_default(titles, said) if thin else None)


def _for_sale(page: Page, titles: list[str], said: str, *, thin: bool, in_title: bool) -> str | None:
    """Signs: it says so; it says little else; a seller of names stands behind it; it bears the name as its heading."""
    says = in_title or (thin and any(phrase in said for phrase in FOR_SALE))
    # A link to a seller of names may be a word of thanks to whoever registered it.
    sold = _sold_by(page, _BUILT_IN) or (says and _sold_by(page, "a[href]"))
    named = _bears_its_name(page, titles)
    shown = thin and any(phrase in said for phrase in ADVERTISED)
    signs = {
        "says that the name is for sale or has run out": says,
        "stands with a seller of names": sold,
        "has nothing but advertisements": shown,
        "bears the name as its heading": named and thin,
    }
    told = [sign for sign, stands in signs.items() if stands]
    return f"parked: {', '.join(told)}" if (says or sold) and len(told) >= 2 else None


def _default(titles: list[str], said: str) -> str | None:
    """Signs: a title that servers and providers come with, and words to whoever is to put a site there."""
    title = next((known for known in DEFAULT_TITLES if any(one.startswith(known) for one in titles)), None)
    if title is None or not any(phrase in said for phrase in DEFAULT_SAYINGS):
        return None
    return "a server's own page: its title, and words to whoever is to put a site there"


def _titles(page: Page) -> list[str]:
    found = [page.harvest.title, *(node.text() for node in page.tree.css("h1, h2")[:_HEADINGS])]
    found.append(page.harvest.meta.get("description", ""))
    return [title for title in (" ".join(one[:300].lower().split()) for one in found) if title]


def _sold_by(page: Page, selector: str) -> bool:
    """Whether a seller of names, other than the one whose own site this is, stands in these elements or the source."""
    host = f".{(urlsplit(page.url).hostname or '').lower()}"
    if any(mark in page.body for mark in MARKS):
        return True
    for node in page.tree.css(selector)[:200]:
        told = node.attributes
        where = (told.get("src") or told.get("action") or told.get("href") or told.get("content") or "").lower()
        for broker in BROKERS:
            if (
                broker in where
                and f".{broker}".replace("/", ".") in f".{where}".replace("/", ".")
                and not host.endswith(f".{broker}")
            ):
                return True
    return False


def _bears_its_name(page: Page, titles: list[str]) -> bool:
    host = (urlsplit(page.url).hostname or "").lower().removeprefix("www.")
    return bool(host) and any(title.removeprefix("www.").startswith(host) for title in titles)


def _own_pages(page: Page) -> int:
    host = (urlsplit(page.url).hostname or "").lower()
    pages = set()
    for href, _ in page.links[:200]:
        plain = href.partition("#")[0].partition("?")[0].strip()
        if _INSIDE.match(plain) or (urlsplit(plain).hostname if _fits(plain) else None) == host:
            pages.add(plain.rstrip("/"))
    return len(pages)


def _fits(address: str) -> bool:
    try:
        return bool(urlsplit(address).hostname)
    except ValueError:
        return False
