"""The command line's search: the same answer as the web page, a line a forum."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from registry.catalogue.hits import Answer
from registry.catalogue.keeping import built
from registry.catalogue.meaning import Assesses
from registry.catalogue.query import parse
from registry.db import Sessions


@dataclass(frozen=True, slots=True)
class Searched:
    """The forums, best first (`{"id", "name", "why"}`), and where nothing or little fits, what else to try."""

    lines: tuple[dict[str, Any], ...]
    advice: tuple[str, ...]


def searched(sessions: Sessions, words: str, limit: int = 10, assessor: Assesses | None = None) -> Searched:
    """At most `limit` forums for the words.

    Raises BadQuery for words that are too long and SQLAlchemyError when the database cannot be read.
    """
    index = built(sessions, assessor)
    query = parse([("q", words)], index.terms)
    first = answer = index.answer(query)
    lines = [*_lines(answer)]
    while len(lines) < limit and answer.query.page < answer.pages:
        answer = index.answer(answer.query.on_page(answer.query.page + 1))
        lines += _lines(answer)
    return Searched(tuple(lines[:limit]), tuple(_advice(first)))


def _lines(answer: Answer) -> Iterator[dict[str, Any]]:
    return ({"id": hit.public_id, "name": hit.forum["name"], "why": list(hit.why)} for hit in answer.hits)


def _advice(answer: Answer) -> Iterator[str]:
    """Ways on, as the page shows them: topics and places that the words name, and words spelt nearly alike."""
    for way in answer.ways:
        what = "topic" if way.field == "topic" else "place"
        wider = f", or the wider one: {way.wider.name} ({way.wider.forums} listed)" if way.wider else ""
        yield f"look at the {what}: {way.spot.name} ({way.spot.forums} listed){wider}"
    if answer.nearby:
        yield f"try words of the list that are spelt nearly alike: {', '.join(answer.nearby)}"
    if not answer.total:
        yield "try fewer or plainer words, as the people concerned would say it themselves"
