"""`/forums` in every view: a loop over the views makes the routes."""

from asyncio import to_thread
from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from registry.vocabulary import Sort
from registry_api.permissions import permission
from registry_api.public import of, query_string
from registry_api.routes.answers import ForumList, Problem
from registry_api.routes.downloads import asks_for_whole, download
from registry_api.routes.listheaders import CACHE_CONTROL, headers, media_type
from registry_api.routes.parameters import query_parameters
from registry_api.views import View, views

PROBLEMS: dict[int | str, dict[str, Any]] = {
    400: {
        "model": Problem,
        "description": "A field or value is not known",
        "content": {"application/problem+json": {}},
    },
    503: {"model": Problem, "description": "The list is not there for the moment"},
}

API = "/api/v1/forums"
"""The API's own name for the JSON view."""

NAMES = {"": "page", ".json": "json", ".feed.json": "json_feed"}


NO_SUCH_PAGE: dict[str, Any] = {"model": Problem, "description": "The answer has no such page"}

__all__ = ["API", "CACHE_CONTROL", "PROBLEMS", "router"]


def router() -> APIRouter:
    """The routes of all views, and the API's own name for the JSON view."""
    made = APIRouter(tags=["forums"])
    for view in views():
        name = NAMES.get(view.suffix, view.suffix.strip("."))
        _add(made, f"/forums{view.suffix}", view, f"forums_{name}")
        if view.suffix == ".json":
            _add(made, API, view, "list_forums")
    return made


def _add(made: APIRouter, path: str, view: View, name: str) -> None:
    is_json = view.media_type == "application/json"
    told = "The whole answer, or the page asked for" if view.is_download else "One page of the answer"
    content = {"description": told, "content": {view.media_type: {}}}
    made.add_api_route(
        path,
        _endpoint(view),
        methods=["GET"],
        name=name,
        operation_id=name,
        summary=f"The list of forums as {view.label}",
        description=view.description,
        response_class=Response,
        responses={200: {**content, "model": ForumList} if is_json else content, 404: NO_SUCH_PAGE, **PROBLEMS},
        openapi_extra={"parameters": query_parameters(whole=view.is_download)},
        include_in_schema=not view.is_page,
        deprecated=True if view.deprecated else None,
    )


_RANKED = f"sort={Sort.MAJOR}"


def _answer(request: Request, view: View, asked: str, asked_at: dict[View, str]) -> Response:
    public = of(request)
    page = public.list_page(asked, asked_at, public.pages_for(request))
    return Response(view.render(page, view), media_type=media_type(view), headers=headers(page, view))


def _endpoint(view: View) -> Callable[[Request], Awaitable[Response]]:
    @permission("public")
    async def forums(request: Request) -> Response:
        public, asked = of(request), query_string(request)
        if asks_for_whole(view, asked):
            return await download(request, public, view, asked)
        asked_at = {view: API} if request.url.path == API else {}
        if _RANKED in asked:  # ranks of a wide area take long to reckon: others are answered meanwhile
            return await to_thread(_answer, request, view, asked, asked_at)
        return _answer(request, view, asked, asked_at)

    return forums
