"""The whole answer as lines of JSON, for bulk use: a head, then one forum a line."""

from collections.abc import Iterator
from itertools import islice

import orjson

from registry.catalogue.query import PAGE_SIZE
from registry_api.views.declare import ListPage, View, joined
from registry_api.views.items import item_writer, licence

SCHEMA_VERSION = "1.1"
"""Of the lines. The second number grows when fields are added, the first when a reader has to change."""

LINES = 80
"""Forums in one part: about 64 KB."""


def parts(page: ListPage, view: View) -> Iterator[bytes]:
    """The head with the number of lines that follow it, then the forums; a copy with fewer lines is not whole."""
    hits = page.answer.hits
    yield orjson.dumps(head(page, view)) + b"\n"
    written, rest = item_writer(page.site), iter(hits)
    while lines := [written(hit) for hit in islice(rest, LINES)]:
        lines.append(b"")
        yield b"\n".join(lines)


def head(page: ListPage, view: View) -> dict[str, object]:
    """What the first line says of those that follow."""
    answer, site = page.answer, page.site
    paged = {} if page.whole else {"page": page.query.page, "pages": answer.pages, "page_size": PAGE_SIZE}
    return {
        "type": "forum-list",
        "schema_version": SCHEMA_VERSION,
        "title": page.title(),
        "query": page.query.canonical(),
        "as_of": answer.as_of,
        "count": len(answer.hits),
        "total": answer.total,
        **paged,
        "some_words_only": answer.some_words_only,
        "licence": licence(site),
        "attribution": site.attribution,
        "note": "Each further line is one forum, count lines in all. Listing is not endorsement. Unknown is null. "
        "A stance that is unknown is not consent. Removals have to be honoured: read the list anew, or follow changes.",
        "links": {
            "self": page.own_url(view),
            "changes": f"{site.base_url}/api/v1/changes",
            "schema": f"{site.base_url}/openapi.json#/components/schemas/ForumHit",
        },
    }


VIEW = View(
    suffix=".ndjson",
    media_type="application/x-ndjson",
    label="NDJSON",
    order=70,
    render=joined,
    parts=parts,
    description="The whole answer, one forum a line, for programs.",
)
