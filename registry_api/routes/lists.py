"""`/forums` in every view: a loop over the views makes the routes."""

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from registry_api.permissions import permission
from registry_api.public import of, query_string
from registry_api.routes.answers import ForumList, Problem
from registry_api.routes.parameters import query_parameters
from registry_api.views import ListPage, View, views

CACHE_CONTROL = "public, max-age=0, must-revalidate"
"""Anybody may keep it, but has to ask whether it still holds: a forum that left must not linger."""

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
    content = {"description": "One page of the answer", "content": {view.media_type: {}}}
    made.add_api_route(
        path,
        _endpoint(view),
        methods=["GET"],
        name=name,
        operation_id=name,
        summary=f"The list of forums as {view.label}",
        description=view.description,
        response_class=Response,
        responses={200: {**content, "model": ForumList} if is_json else content, **PROBLEMS},
        openapi_extra={"parameters": query_parameters()},
        include_in_schema=not view.is_page,
    )


def _endpoint(view: View) -> Callable[[Request], Awaitable[Response]]:
    @permission("public")
    async def forums(request: Request) -> Response:
        public = of(request)
        asked_at = {view: API} if request.url.path == API else {}
        page = public.list_page(query_string(request), asked_at, public.pages_for(request))
        charset = "" if "json" in view.media_type else "; charset=utf-8"
        headers = {"Cache-Control": CACHE_CONTROL, "Link": link_header(page, view)}
        return Response(view.render(page, view), media_type=view.media_type + charset, headers=headers)

    return forums


def link_header(page: ListPage, view: View) -> str:
    """Pages around this one, and the other views of it (RFC 8288)."""
    links = [f'<{page.url(view, number)}>; rel="{relation}"' for relation, number in page.pages().items()]
    others = (other for other in page.views if other is not view)
    links += [f'<{page.url(other)}>; rel="alternate"; type="{other.media_type}"' for other in others]
    return ", ".join(links)
