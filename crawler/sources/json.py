"""Lists of forums as JSON: objects that hold an address each, however they are packed."""

import json

from crawler.listing.records import named, records
from crawler.sources.declare import Asked, Gathered, Named, Page, Source
from registry.vocabulary import Outcome


def read(page: Page, asked: Asked) -> Gathered:
    """Every object with an address; a bare list of addresses, or one object a line, will do as well."""
    found: dict[str, Named] = {}
    try:
        document = parsed(page.text)
    except (ValueError, RecursionError):
        return Gathered(refused=(Outcome.UNREADABLE, "no JSON that can be read"))
    if isinstance(document, list) and all(isinstance(one, str) for one in document):
        document = [{"address": one} for one in document]
    for record in records(document):
        if (one := named(record)) is not None:
            found.setdefault(one.address, one)
        if len(found) >= asked.most:
            break
    return Gathered(tuple(found.values()))


def parsed(text: str) -> object:
    """The document, or a list of the objects of its lines. Raises ValueError, RecursionError."""
    clean = text.lstrip("\ufeff \t\r\n")
    try:
        return json.loads(clean)
    except ValueError:
        lines = [line for line in clean.splitlines() if line.strip()]
        if len(lines) < 2 or not lines[0].lstrip().startswith("{"):
            raise
        return [json.loads(line) for line in lines]


SOURCE = Source(title="JSON list", speaks="list", read=read)
