"""Addresses out of records: the rows of a table, the objects of a JSON document. Pure; nothing here raises.

A record's address is what stands under a name that means one; what a record says besides is its words, and a topic
where it gives a path of the taxonomy.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from registry.gathered import Named
from registry.hygiene import line, web_address

ADDRESS_NAMES = (
    "address", "external_url", "forum_url", "forum address", "url", "homepage", "home_page_url", "website", "web site",
    "web address", "site", "link", "href", "uri", "htmlurl", "domain", "actor_id", "adresse", "lien", "enlace",
    "direccion", "sitio", "dolen", "cyfeiriad", "gwefan", "indirizzo", "webseite",
)  # fmt: skip
"""Names that mean an address, the surest first."""

NAME_NAMES = ("name", "title", "forum", "label", "text", "nom", "nombre", "titel", "enw", "nome")
_MORE_NAMES = ("description", "summary", "subject", "category", "about")
_TOPIC_NAMES = ("topic", "topics")
_TOPIC = re.compile(r"/[a-z0-9][a-z0-9-]*(?:/[a-z0-9][a-z0-9-]*){0,5}")
_BARE = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}(?::\d{1,5})?(?:/\S*)?", re.IGNORECASE)
MOST_RECORDS = 50_000
DEEPEST = 6


def plain(name: object) -> str:
    """A column's name as it is compared."""
    return " ".join(str(name).strip().strip('"').lower().replace("_", " ").split())[:60]


_ADDRESS_ORDER = {plain(name): place for place, name in enumerate(ADDRESS_NAMES)}


def address_of(text: object) -> str | None:
    """The web address that a cell holds, or None; `forum.example.org/x` without a scheme is one too."""
    if not isinstance(text, str):
        return None
    given = text.strip().strip("<>")
    found = web_address(given)
    if found is None and "://" not in given and len(given) < 300 and _BARE.fullmatch(given):
        return web_address(f"https://{given}")
    return found


def named(record: Mapping[str, Any]) -> Named | None:
    """What a record names, or None where it holds no address."""
    cells = {plain(name): value for name, value in record.items()}
    for name in sorted(_ADDRESS_ORDER.keys() & cells.keys(), key=_ADDRESS_ORDER.__getitem__):
        if (address := address_of(cells[name])) is not None:
            return Named(address, _words(cells), _topic(cells))
    return None


def _words(cells: Mapping[str, Any]) -> str:
    said = [line(cells[name], 120) for name in (*NAME_NAMES, *_MORE_NAMES) if isinstance(cells.get(name), str)]
    return line(" · ".join(dict.fromkeys(text for text in said if text)), 200)


def _topic(cells: Mapping[str, Any]) -> str | None:
    for name in _TOPIC_NAMES:
        value = cells.get(name)
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, dict):
            value = value.get("topic") or value.get("path")
        if isinstance(value, str) and _TOPIC.fullmatch(first := value.partition("|")[0].strip()):
            return first[:200]
    return None


def records(document: Any) -> Iterator[Mapping[str, Any]]:
    """The objects of a JSON document in its order, those within others too; at most MOST_RECORDS."""
    waiting: list[tuple[Any, int]] = [(document, 0)]
    seen = 0
    while waiting and seen < MOST_RECORDS:
        one, depth = waiting.pop()
        seen += 1
        if isinstance(one, dict):
            yield one
            if depth < DEEPEST:
                waiting.extend((value, depth + 1) for value in reversed(one.values()) if isinstance(value, dict | list))
        elif isinstance(one, list) and depth <= DEEPEST:
            waiting.extend((value, depth + 1) for value in reversed(one[:MOST_RECORDS]))
