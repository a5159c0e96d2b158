"""What is said when a request cannot be answered: problem documents (RFC 9457) to programs, pages to people."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

import orjson
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Match

from registry.catalogue.query import BadQuery, BeyondTheEnd
from registry.catalogue.text import fit
from registry_api.changefeeds import VIEWS
from registry_api.language import PREFIXES, of_scope
from registry_api.pages import PagesOf
from registry_api.views import views
from registry_api.views.page import ALL
from registry_api.wording import ELSEWHERE, EVERYTHING, FIELDS

MEDIA_TYPE = "application/problem+json"

TITLES = {
    400: "The question cannot be answered",
    403: "This is not accepted from there",
    404: "Not found",
    405: "This cannot be done at this address",
    413: "That is too long",
    415: "That is not the form expected here",
    422: "Something in it is not right",
    429: "That is too many for now",
    503: "The list is not available at the moment",
    500: "Something went wrong here",
}

PAGE_TITLES = {404: "Page not found"}
"""Titles of pages that say it otherwise than a problem document."""

MOST_ALLOWED = 12
"""Allowed values that a page lists; where there are more, it leads to the place where they all stand."""

OTHERWISE = "The request cannot be answered"
"""The title of any other answer that is none."""


_QUESTION = "/:@!$&'()*+,;=~?%-._"
"""Characters that stand in a query string as they are: it was sent encoded, and stays so."""


class NotReady(RuntimeError):
    """The list cannot be shown yet: why, in words for the public."""


def for_programs(path: str) -> bool:
    """Whether this address is read by programs rather than people."""
    lists = tuple(f"/forums{view.suffix}" for view in views() if not view.is_page)
    feeds = tuple(view.path for view in VIEWS if not view.is_page)
    notices = path.startswith("/organisations/") and path.endswith((".atom", ".feed.json"))
    data = ("/openapi.json", "/coverage.csv", "/metrics", *lists, *feeds)
    return notices or path.startswith("/api/") or path in data


def for_people(path: str) -> bool:
    """Whether this address is a page, which stands in all languages."""
    return not for_programs(path) and not path.startswith(("/static/", "/.well-known/")) and "." not in path


def problem(request: Request, status: int, detail: str, **more: Any) -> Response:
    """A problem document; `more` are its extension members."""
    base = request.app.state.public.site.base_url
    slug = {400: "bad-query", 404: "not-found", 405: "read-only", 503: "not-available"}.get(status, "error")
    document = {
        "type": f"{base}/about/api#{slug}",
        "title": TITLES.get(status, OTHERWISE),
        "status": status,
        "detail": detail,
        "instance": fit(request.url.path),
        **more,
    }
    return Response(orjson.dumps(document), status, media_type=MEDIA_TYPE)


def sorry(
    request: Request, status: int, detail: str, *, headers: Mapping[str, str] | None = None, **more: Any
) -> Response:
    """The answer to a request that went wrong, in the form its address calls for. Never cached."""
    if for_programs(request.url.path):
        response = problem(request, status, detail, **more)
    else:
        pages: PagesOf = request.app.state.public.pages_for(request)
        title = PAGE_TITLES.get(status) or TITLES.get(status, OTHERWISE)
        question = quote(request.url.query, safe=_QUESTION) if request.method in ("GET", "HEAD") else ""
        address = f"{pages.address}{'?' if question else ''}{question}"
        words = {**more, **_of_field(request, pages, detail, more)} if "field" in more else more
        body = pages.render("problem.html", title=title, status=status, detail=detail, address=address, **words)
        response = Response(body, status, media_type="text/html; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    response.headers.update(headers or {})
    return response


def _of_field(request: Request, pages: PagesOf, detail: str, more: Mapping[str, Any]) -> dict[str, Any]:
    """What a page says of the field that went wrong: its name in words, and the same question put right."""
    field, named = more["field"], more["field"] in FIELDS
    path = pages.address.partition("?")[0]
    corrected = [(word, f"{path}?{_put_right(request, field, word, named)}") for word in more["nearest"]]
    return {
        "known": named or not set(more["allowed"]) >= set(FIELDS),
        "names": FIELDS,
        "field_words": FIELDS.get(field, field),
        "rest": detail.removeprefix(field) if named and detail.startswith((f"{field}:", f"{field} ")) else "",
        "corrected": corrected,
        "most_allowed": MOST_ALLOWED,
        "everything": (ALL.get(field, "/forums#filters"), EVERYTHING.get(field, ELSEWHERE)),
    }


def _put_right(request: Request, field: str, word: str, named: bool) -> str:
    """The question with the nearest word in place of the value (or name of a field) that is not known."""
    pairs = parse_qsl(request.url.query, errors="replace", max_num_fields=200)
    if named:
        kept = [pair for pair in pairs if pair[0] != field]
        return urlencode([*kept, (field, word)], safe="/")
    return urlencode([(word if name == field else name, value) for name, value in pairs], safe="/")


async def _bad_query(request: Request, error: Exception) -> Response:
    assert isinstance(error, BadQuery)  # noqa: S101  # registered for this class
    more: dict[str, Any] = {
        "field": error.field,
        "value": error.value,
        "allowed": error.allowed,
        "nearest": error.nearest,
    }
    return sorry(request, 404 if isinstance(error, BeyondTheEnd) else 400, error.detail, **more)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101  # registered for this class
    if error.status_code == 404:
        if (there := _without_slash(request)) is not None:
            return there
        return sorry(request, 404, "There is nothing at this address.")
    return sorry(request, error.status_code, str(error.detail), headers=error.headers)


def _without_slash(request: Request) -> Response | None:
    """A lasting redirect from `/forums/?q=x` to `/forums?q=x`, where a page has that name; else None."""
    path = request.url.path
    bare = path.rstrip("/")
    if bare == path or not bare or bare.startswith("//") or request.method not in ("GET", "HEAD"):
        return None
    asked = {**request.scope, "path": bare}
    if all(route.matches(asked)[0] is not Match.FULL for route in request.app.router.routes):
        return None
    question = f"?{request.url.query}" if request.url.query else ""
    prefix = PREFIXES[of_scope(request.scope)]
    return RedirectResponse(prefix + quote(bare) + question, 308, headers={"Cache-Control": "public, max-age=86400"})


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101  # registered for this class
    first = error.errors()[0]
    field, missing = str(first["loc"][-1]), first["type"] == "missing"
    said = "" if missing else fit(str(first.get("input") or ""))[:200]
    detail = f"{field} has to be given." if missing else f"{field}: “{said}” cannot be read."
    return sorry(request, 400, detail, field=field, value=said, allowed=["a value"], nearest=[])


async def _not_ready(request: Request, error: Exception) -> Response:
    return sorry(request, 503, str(error), headers={"Retry-After": "10"})


async def _database(request: Request, _error: Exception) -> Response:
    return sorry(
        request, 503, "The database cannot be reached. The list itself is still shown.", headers={"Retry-After": "10"}
    )


async def _failed(request: Request, _error: Exception) -> Response:
    return sorry(request, 500, "The mistake was noted. Please try again later.")


def install(app: FastAPI) -> None:
    """Have every error answered in one of the two forms."""
    app.add_exception_handler(BadQuery, _bad_query)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(NotReady, _not_ready)
    app.add_exception_handler(SQLAlchemyError, _database)
    app.add_exception_handler(Exception, _failed)
