"""Feeds of other registries: another copy of this very service, or any list of forums as JSON Feed, Atom or RSS.

What they list is named by them (`registry:HOST`) and looked at like any other address; what they remove removes
nothing here.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from crawler.hygiene import clean_url
from crawler.listing.elements import Refused, elements
from crawler.listing.outward import host_of
from crawler.listing.records import named, records
from crawler.sources import opml
from crawler.sources.declare import Asked, Gathered, Lead, Named, Page, Source
from registry.hygiene import line, web_address
from registry.vocabulary import Outcome

_ADDRESS = re.compile(r"https?://[^\s<>\"'`\\{}|^()]{4,500}", re.IGNORECASE)
_ITEMS = frozenset({"item", "entry"})
_GONE = frozenset({"removed", "merged"})


def read(page: Page, asked: Asked) -> Gathered:
    """The forums that a feed lists, and its next page."""
    if page.kind == "json":
        return _json(page, asked)
    if "<opml" in page.text[:2000].lower():
        listed = opml.read(page, asked)
        away = [one for one in listed.found if host_of(one.address) != host_of(page.url)]
        return replace(listed, found=tuple(away))
    return _feed(page, asked)


def _json(page: Page, asked: Asked) -> Gathered:
    try:
        document = json.loads(page.text)
    except (ValueError, RecursionError):
        return Gathered(refused=(Outcome.UNREADABLE, "no JSON that can be read"))
    items = document.get("items") if isinstance(document, dict) else document
    if not isinstance(items, list):
        return Gathered(refused=(Outcome.UNREADABLE, "no list of forums: it holds no items"))
    found: dict[str, Named] = {}
    for item in items[: asked.most]:
        if isinstance(item, dict) and str(item.get("kind")) not in _GONE:
            for one in (_outward(page, record) for record in records(_own(item))):
                if one is not None:
                    found.setdefault(one.address, one)
                    break
    return Gathered(tuple(found.values()), next=_next(page, document))


def _own(item: dict[str, Any]) -> dict[str, Any]:
    """The item as far as it speaks of the forum: of a change, what is said of the forum now."""
    return item["forum"] if isinstance(item.get("forum"), dict) else item


def _outward(page: Page, record: Any) -> Named | None:
    """What a record names, when it is another site than the registry itself."""
    one = named(record)
    return one if one is not None and host_of(one.address) != host_of(page.url) else None


def _next(page: Page, document: Any) -> tuple[Lead, ...]:
    if not isinstance(document, dict):
        return ()
    links = document.get("links")
    told = document.get("next_url") or (links.get("next") if isinstance(links, dict) else None)
    url = clean_url(page.url, told) if isinstance(told, str) else None
    return (Lead("registry", url),) if url is not None and host_of(url) == host_of(page.url) else ()


def _feed(page: Page, asked: Asked) -> Gathered:
    found: dict[str, Named] = {}
    onward: list[Lead] = []
    items = 0
    try:
        for item in _items(page, onward):
            items += 1
            if item is not None and len(found) < asked.most:
                found.setdefault(item.address, item)
    except Refused as refused:
        return Gathered(refused=(Outcome.UNREADABLE, f"no feed that can be read: {refused}"))
    if not items:
        return Gathered(refused=(Outcome.UNREADABLE, "no feed: it holds no items"))
    return Gathered(tuple(found.values()), next=tuple(onward[:1]))


def _items(page: Page, onward: list[Lead]) -> Iterator[Named | None]:
    """What each item of a feed names: its link where that leads away, else the first address in its words."""
    here = host_of(page.url)
    links: list[str] = []
    title = said = ""
    for element in elements(page.text):
        within = bool(_ITEMS.intersection(element.above))
        if element.name == "link":
            address = web_address((element.attributes.get("href") or element.text).strip())
            if within and address is not None and element.attributes.get("rel", "alternate") in _LEADING:
                links.append(address)
            elif address is not None and element.attributes.get("rel") == "next" and host_of(address) == here:
                onward.append(Lead("registry", address))
        elif within and element.name == "title":
            title = title or line(element.text, 120)
        elif within and element.name in {"description", "summary", "content", "encoded"}:
            said += f" {element.text}"
        elif element.name in _ITEMS:
            away = [url for url in (*links, *_ADDRESS.findall(said[:4000])) if host_of(url) not in {here, ""}]
            address = web_address(away[0].rstrip(".,;")) if away else None
            yield Named(address, title) if address is not None else None
            links, title, said = [], "", ""


_LEADING = frozenset({"alternate", "related", "via", ""})

SOURCE = Source(title="feed of another registry", speaks="registry", read=read, pages=25)
