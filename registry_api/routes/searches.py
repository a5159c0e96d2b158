"""Searches for forums that nobody listed: all of them, one, and the form that asks for one. No account is needed."""

import logging
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from registry.catalogue.coverage import widest
from registry.frontier.discoveries import NoSuchSearch
from registry.stewardship.keys import own_key
from registry.stewardship.limits import TooMany
from registry.stewardship.writing import Wrong
from registry_api.forms import SEAL, TRAP, demand_own_page, fields_of, resealed, slow_down, why_not
from registry_api.language import PREFIXES, of_scope
from registry_api.letterbox import client_of
from registry_api.letterwords import fault, in_time
from registry_api.permissions import permission
from registry_api.public import Public, of
from registry_api.routes import topics
from registry_api.routes.asking import FRESH
from registry_api.searchbox import lately, put, told, told_list
from registry_api.searchwords import ENDS, SHORT, STATES

log = logging.getLogger(__name__)

FORM = "search"
RETRY_S = 60

pages = APIRouter(include_in_schema=False)

_WORDS = {"words_of_states": STATES, "short_words_of_states": SHORT, "words_of_ends": ENDS}
_FRESH = {"Cache-Control": FRESH}
_NOT_KEPT = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}


@pages.get("/searches", name="searches")
@permission("public")
def all_searches(request: Request) -> Response:
    """Searches, the newest first, and where to ask for one."""
    asked = request.query_params.get("before")
    public = of(request)
    try:
        shown, following = told_list(public, number_of(asked) if asked is not None else None)
    except NoSuchSearch:
        raise HTTPException(404) from None
    words = {"searches": shown, "following": following, "areas": _areas(public), **_WORDS}
    return _page(public.pages_for(request).render("searches/index.html", **words), 200, _FRESH)


@pages.get("/searches/ask", name="ask_search")
@permission("public")
def ask_search(request: Request) -> Response:
    """What a search is, and the button that asks for it."""
    return _form(request, request.query_params.get("topic", ""), {})


@pages.post("/searches/ask", name="send_search")
@permission("letter")
async def send_search(request: Request) -> Response:
    """Ask for a search."""
    demand_own_page(request)
    fields = await fields_of(request)
    await slow_down(fields, time.time())
    return await run_in_threadpool(_send, request, fields)


@pages.get("/searches/{search_id}", name="search_page")
@permission("public")
def one_search(request: Request, search_id: str) -> Response:
    """How one search stands."""
    public = of(request)
    try:
        found = told(public, number_of(search_id))
    except NoSuchSearch:
        raise HTTPException(404) from None
    body = public.pages_for(request).render("searches/page.html", search=found, **_WORDS)
    return _page(body, 200, _FRESH)


def number_of(text: str) -> int:
    """The number of a search as it stands in an address. Raises NoSuchSearch for what is none."""
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise NoSuchSearch(text[:40])
    return int(text)


def _areas(public: Public) -> list[tuple[str, str]]:
    """The policy areas that may be searched, by name."""
    index = public.index()
    found = [path for path in widest(index.terms) if index.coverage.may_be_searched(path)]
    return sorted(((path, index.terms.topic_title(path)) for path in found), key=lambda one: one[1].casefold())


def _send(request: Request, fields: Mapping[str, str]) -> Response:
    public, topic = of(request), fields.get("topic", "")
    if not public.index().coverage.may_be_searched(topic):
        return _form(request, topic, fields)
    try:
        if (robot := why_not(fields, _key(public), FORM, time.time())) is not None:
            return _form(request, topic, fields, 422, wrong=robot)
        search_id = put(public, topic, client_of(request))
    except TooMany as many:
        status = 503 if many.whose == "queue" else 429
        return _form(request, topic, fields, status, too_many=many.whose, retry_s=many.after_s)
    except SQLAlchemyError as error:
        log.warning("a search could not be asked for: %s", type(error).__name__)
        return _form(request, topic, fields, 503, too_many="away", retry_s=RETRY_S)
    return RedirectResponse(f"{PREFIXES[of_scope(request.scope)]}/searches/{search_id}", 303, _NOT_KEPT)


def _form(
    request: Request,
    topic: str,
    fields: Mapping[str, str],
    status: int = 200,
    *,
    wrong: Wrong | None = None,
    too_many: str | None = None,
    retry_s: int = 0,
) -> Response:
    """The form for a topic; the way to one where it names none that may be searched."""
    public = of(request)
    index = public.index()
    if topic not in index.terms.topics:
        return topics.unknown_topic(request, topic, "/coverage") if topic.strip("/") else _to_list(request)
    may = index.coverage.may_be_searched(topic)
    try:
        sealed, before = resealed(fields, _key(public), FORM, time.time()), lately(public, topic) if may else None
    except SQLAlchemyError:
        sealed, before = "", None
        status, too_many, retry_s = 503, too_many or "away", retry_s or RETRY_S
    words: dict[str, Any] = {
        "address": f"/searches/ask?topic={quote(topic)}", "topic": topic, "title": index.terms.topic_title(topic),
        "may": may, "lately": before,
        "wrongs": [fault(wrong)] if wrong else [], "too_many": too_many, "after": in_time(retry_s),
        "seal": {"name": SEAL, "value": sealed}, "trap": TRAP, "most_pages": public.settings.search_pages, **_WORDS,
    }  # fmt: skip
    body = public.pages_for(request).render("searches/ask.html", **words)
    headers = {**_NOT_KEPT, **({"Retry-After": str(retry_s)} if retry_s else {})}
    return _page(body, status if may else 422 if fields else 200, headers)


def _to_list(request: Request) -> Response:
    return RedirectResponse(f"{PREFIXES[of_scope(request.scope)]}/searches#ask", 303, _NOT_KEPT)


def _key(public: Public) -> bytes:
    with public.sessions.read() as session:
        return own_key(session, public.settings.secret, "forms")


def _page(body: bytes, status: int, headers: Mapping[str, str]) -> Response:
    return Response(body, status, dict(headers), "text/html; charset=utf-8")
