"""`/changes` in every view: a loop over the views makes the routes."""

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from registry.catalogue.query import FILTERS, MOST_VALUES, BadQuery
from registry_api.changefeeds import VIEWS, ChangePage, ChangeView, parse_changes
from registry_api.changefeeds.form import ChangeFeed
from registry_api.changefeeds.question import WITH_CONTENT
from registry_api.changefeeds.reading import SHOWN, read_changes
from registry_api.permissions import permission
from registry_api.public import Public, of, query_string
from registry_api.routes.lists import CACHE_CONTROL, PROBLEMS
from registry_api.routes.parameters import query_parameters

NAMES = {"": "page", ".feed.json": "json_feed"}

ADDRESSES = frozenset(view.path for view in VIEWS)


def router() -> APIRouter:
    """The routes of all views."""
    made = APIRouter(tags=["changes"])
    for view in VIEWS:
        name = f"changes_{NAMES.get(view.suffix, view.suffix.strip('.'))}"
        content: dict[str, Any] = {"description": f"At most {SHOWN} changes", "content": {view.media_type: {}}}
        if view.media_type == "application/json":
            content["model"] = ChangeFeed
        made.add_api_route(
            view.path,
            _endpoint(view),
            methods=["GET"],
            name=name,
            operation_id=name,
            summary=f"What changed, newest first, as {view.label}",
            description=view.description,
            response_class=Response,
            responses={200: content, **PROBLEMS},
            openapi_extra={"parameters": parameters()},
            include_in_schema=not view.is_page,
        )
    return made


def _endpoint(view: ChangeView) -> Callable[[Request], Response]:
    @permission("public")
    def changes(request: Request) -> Response:
        page = change_page(of(request), request)
        charset = "" if "json" in view.media_type else "; charset=utf-8"
        headers = {"Cache-Control": CACHE_CONTROL, "Link": link_header(page, view)}
        return Response(view.render(page, view), media_type=view.media_type + charset, headers=headers)

    return changes


def change_page(public: Public, request: Request) -> ChangePage:
    """The page of changes that a request asks for. Raises BadQuery, NotReady."""
    index, newest = public.index(), public.keeper.shown.seq
    query = parse_changes(query_string(request), index.terms)
    told, around = read_changes(public.sessions, index, newest, query)
    pages = public.pages_for(request)
    return ChangePage(query, told, newest, around, index.terms, pages.site, VIEWS, pages)


def link_header(page: ChangePage, view: ChangeView) -> str:
    """Pages around this one, and the other views of it (RFC 8288)."""
    links = [f'<{page.url(view, query)}>; rel="{relation}"' for relation, query in page.around.items()]
    others = (other for other in page.views if other is not view)
    links += [f'<{page.url(other)}>; rel="alternate"; type="{other.media_type}"' for other in others]
    return ", ".join(links)


def cache_key(public: Public, question: str) -> str | None:
    """The canonical form of a query string, under which its answer is kept until the list changes; None: not kept."""
    if public.keeper.index is None:
        return None
    try:
        return parse_changes(question, public.keeper.index.terms).canonical()
    except BadQuery:
        return None


def parameters() -> list[dict[str, Any]]:
    """Every field of a question to the changes, as OpenAPI describes it."""
    kinds = {"type": "array", "items": {"type": "string", "enum": list(WITH_CONTENT)}, "maxItems": MOST_VALUES}
    cursor = {"type": "integer", "minimum": 0, "maximum": 10**18 - 1}
    own = [
        {"name": "kind", "in": "query", "required": False, "schema": kinds, "style": "form", "explode": True,
         "description": "What happened. May be given several times; none means all. removed, which goes with no "
         "filter, is left out of the values below: a removal carries no content to go by."},
        {"name": "since", "in": "query", "required": False, "schema": cursor,
         "description": f"The first {SHOWN} changes after this one."},
        {"name": "before", "in": "query", "required": False, "schema": cursor,
         "description": f"The last {SHOWN} changes before this one."},
    ]  # fmt: skip
    return [*own, *(one for one in query_parameters() if one["name"] in FILTERS)]
