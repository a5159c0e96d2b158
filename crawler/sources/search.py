"""Answers of search engines: whichever engine the operator set, by the form of its answer.

Questions are put by `crawler.questions`; an answer that was kept can be read here like any other page.
"""

import json

from crawler.engines import engines
from crawler.engines.declare import Results
from crawler.sources.declare import Asked, Gathered, Page, Source
from registry.vocabulary import Outcome


def read(page: Page, asked: Asked) -> Gathered:  # noqa: ARG001 (the form of all sources)
    """What was found, by the first engine whose documented form the answer has."""
    try:
        document = json.loads(page.text)
    except (ValueError, RecursionError):
        return Gathered(refused=(Outcome.UNREADABLE, "no JSON that can be read"))
    headers = {name.lower(): value for name, value in page.headers}
    for engine in engines().values():
        answer = engine.read(page.status, headers, document)
        if isinstance(answer, Results):
            return Gathered(answer.found)
    return Gathered(refused=(Outcome.UNREADABLE, "no answer of a search engine that we know"))


SOURCE = Source(title="question to a search engine", speaks="search", read=read, pages=2)
