"""The command line's search: the same answer as the web page, a line a forum."""

from collections.abc import Iterator
from typing import Any

from registry.catalogue.keeping import built
from registry.catalogue.meaning import Assesses
from registry.catalogue.query import PAGE_SIZE, parse
from registry.db import Sessions


def search_lines(
    sessions: Sessions, words: str, limit: int = 10, assessor: Assesses | None = None
) -> Iterator[dict[str, Any]]:
    """At most `limit` forums for the words, best first: `{"id", "name", "why"}`.

    Raises BadQuery for words that are too long and SQLAlchemyError when the database cannot be read.
    """
    index = built(sessions, assessor)
    query = parse([("q", words)], index.terms)
    shown = 0
    while shown < limit:
        answer = index.answer(query)
        for hit in answer.hits[: limit - shown]:
            yield {"id": hit.public_id, "name": hit.forum["name"], "why": list(hit.why)}
        shown += PAGE_SIZE
        if query.page >= answer.pages:
            return
        query = query.on_page(query.page + 1)
