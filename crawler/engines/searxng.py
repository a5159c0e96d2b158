"""SearXNG, a search engine that an operator runs: https://docs.searxng.org/dev/search_api

Its JSON has to be switched on in its `settings.yml` (`search.formats`); without that it answers 403.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from crawler.engines.declare import Account, Engine, Refusal, Request, Results, results, whole
from registry.vocabulary import Outcome


def ask(account: Account, words: str, page: int) -> Request:
    """`/search?q=...&format=json`, with the number of the page from 1."""
    base = account.url.partition("?")[0].rstrip("/").removesuffix("/search")
    query = urlencode({"q": words, "format": "json", "categories": "general", "pageno": page + 1})
    return Request(f"{base}/search?{query}", {"Accept": "application/json"})


def read(status: int, headers: Mapping[str, str], document: Any) -> Results | Refusal:
    """The results, or why there are none: engines behind it that do not answer are told."""
    if status == 403:
        return Refusal(Outcome.ACCESS_DENIED, "it gives no JSON: switch the format on in its settings.yml")
    if status == 429:
        return Refusal(Outcome.RATE_LIMITED, "its limiter asks us to slow down", whole(headers.get("retry-after")))
    if status >= 400:
        return Refusal(Outcome.SERVER_ERROR if status >= 500 else Outcome.ACCESS_DENIED, f"answered {status}")
    if not isinstance(document, dict) or not isinstance(document.get("results"), list):
        return Refusal(Outcome.UNREADABLE, "the answer is not of its documented form")
    found = results(document["results"], words=("title", "content"))
    silent = document.get("unresponsive_engines")
    if not found and isinstance(silent, list) and silent:
        return Refusal(Outcome.SERVER_ERROR, f"{len(silent)} engines behind it did not answer")
    return Results(found, more=bool(found))


ENGINE = Engine(title="SearXNG", ask=ask, read=read, delay_s=2.0)
