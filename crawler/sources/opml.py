"""Lists of forums as OPML: outlines with an address each, under headings."""

from crawler.listing.elements import Element, Refused, elements
from crawler.sources.declare import Asked, Gathered, Named, Page, Source
from registry.hygiene import line, web_address
from registry.vocabulary import Outcome

_ADDRESSES = ("htmlurl", "url", "xmlurl")
"""The address of an outline: of the site itself before that of its feed."""


def read(page: Page, asked: Asked) -> Gathered:
    """Every outline with an address of the web."""
    found: dict[str, Named] = {}
    seen = 0
    try:
        for element in elements(page.text):
            if element.name != "outline":
                continue
            seen += 1
            if (named := _named(element)) is not None:
                found.setdefault(named.address, named)
            if len(found) >= asked.most:
                break
    except Refused as refused:
        return Gathered(refused=(Outcome.UNREADABLE, f"no OPML that can be read: {refused}"))
    if not seen:
        return Gathered(refused=(Outcome.UNREADABLE, "no OPML: it holds no outline"))
    return Gathered(tuple(found.values()))


def _named(element: Element) -> Named | None:
    for name in _ADDRESSES:
        if (address := web_address(element.attributes.get(name, "").strip())) is not None:
            said = element.attributes.get("title") or element.attributes.get("text") or ""
            more = element.attributes.get("description", "")
            return Named(address, line(f"{said} · {more}" if more else said, 200))
    return None


SOURCE = Source(title="OPML list", speaks="opml", read=read)
