"""Brave's Web Search API, a commercial one: https://api-dashboard.search.brave.com/documentation

Limits are told by pairs, of the second and of the month: `X-RateLimit-Limit: 1, 15000`.
"""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from crawler.engines.declare import Account, Engine, Refusal, Request, Results, results, whole
from registry.vocabulary import Outcome

ADDRESS = "https://api.search.brave.com/res/v1/web/search"
COUNT = 20
LAST_OFFSET = 9
"""Most results of one page, and the last page there is."""

_MARK = re.compile(r"</?strong>")
_BAD_KEY = frozenset({"SUBSCRIPTION_TOKEN_INVALID", "SUBSCRIPTION_NOT_FOUND", "SUBSCRIPTION_TOKEN_MISSING"})
_SECOND_S = 1.0


def ask(account: Account, words: str, page: int) -> Request:
    """One page of results of the web only."""
    query = {"q": words[:400], "count": COUNT, "offset": min(page, LAST_OFFSET), "result_filter": "web"}
    query |= {"text_decorations": "false", "spellcheck": "false"}
    headers = {"Accept": "application/json", "X-Subscription-Token": account.key}
    return Request(f"{account.url}?{urlencode(query)}", headers)


def read(status: int, headers: Mapping[str, str], document: Any) -> Results | Refusal:
    """The results, or the name of what the API says is wrong."""
    if status != 200:
        return _refusal(status, headers, document)
    web = document.get("web") if isinstance(document, dict) else None
    if web is None and isinstance(document, dict) and document.get("type") == "search":
        return Results()  # nothing was found
    if not isinstance(web, dict) or not isinstance(web.get("results"), list):
        return Refusal(Outcome.UNREADABLE, "the answer is not of its documented form")
    items = [
        {**item, "description": _plain(item.get("description"))} for item in web["results"] if isinstance(item, dict)
    ]
    found = results(items, words=("title", "description"))
    query = document.get("query")
    more = bool(isinstance(query, dict) and query.get("more_results_available"))
    return Results(found, more=more and not _used_up(headers))


def _plain(text: Any) -> Any:
    return _MARK.sub("", text) if isinstance(text, str) else ""


def _refusal(status: int, headers: Mapping[str, str], document: Any) -> Refusal:
    error = document.get("error") if isinstance(document, dict) else None
    error = error if isinstance(error, dict) else {}
    meta = error.get("meta")
    code = str(error.get("code", ""))
    if code in _BAD_KEY or status in (401, 403):
        return Refusal(Outcome.KEY_REFUSED, "it does not know the key, or the key's plan does not hold this search")
    if status == 402 or code == "QUOTA_LIMITED" or (status == 429 and (_used_up(headers) or _spent(meta))):
        return Refusal(Outcome.QUOTA_USED, "the month's searches are used up", _reset(headers, 1))
    if status == 429:
        return Refusal(Outcome.RATE_LIMITED, "one request a second at most, or as the plan says", _reset(headers, 0))
    if status == 422:
        return Refusal(Outcome.UNREADABLE, "it does not take this question")
    return Refusal(Outcome.SERVER_ERROR if status >= 500 else Outcome.ACCESS_DENIED, f"answered {status}")


def _spent(meta: Any) -> bool:
    if not isinstance(meta, dict):
        return False
    limit, current = whole(meta.get("quota_limit")), whole(meta.get("quota_current"))
    return limit is not None and current is not None and 0 < limit <= current


def _pair(headers: Mapping[str, str], name: str) -> list[int | None]:
    return [whole(part.strip()) for part in headers.get(name, "").split(",")[:4]]


def _used_up(headers: Mapping[str, str]) -> bool:
    """Whether nothing is left of the month: a limit of 0 means that there is none."""
    remaining, limits = _pair(headers, "x-ratelimit-remaining"), _pair(headers, "x-ratelimit-limit")
    return len(remaining) > 1 and len(limits) > 1 and remaining[1] == 0 and bool(limits[1])


def _reset(headers: Mapping[str, str], place: int) -> float | None:
    resets = _pair(headers, "x-ratelimit-reset")
    seconds = resets[place] if place < len(resets) else None
    return None if seconds is None else max(float(seconds), _SECOND_S)


ENGINE = Engine(title="Brave", ask=ask, read=read)
