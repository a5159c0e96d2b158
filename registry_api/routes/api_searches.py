"""`/api/v1/searches`: the searches for forums that nobody listed, as the pages tell them."""

from typing import Any

import orjson
from fastapi import APIRouter, Query
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from registry.frontier.discoveries import NoSuchSearch
from registry_api.permissions import permission
from registry_api.public import Public, of
from registry_api.routes.answers import Problem
from registry_api.routes.answers_searches import SearchEntry, SearchList
from registry_api.routes.asking import FRESH, number, only
from registry_api.routes.lists import PROBLEMS
from registry_api.routes.searches import number_of
from registry_api.searchbox import Told, told, told_list
from registry_api.searchwords import ENDS, STATES

NOTE = "Forums that were found are counted. They are named once a person has decided to list them."
PATH = "/api/v1/searches"

_BEFORE: dict[str, Any] = {"type": "integer", "minimum": 1}
_NOT_THERE: dict[int | str, dict[str, Any]] = {404: {"model": Problem, "description": "There is no such search"}}

router = APIRouter(tags=["searches"])


@router.get(
    PATH,
    name="list_searches",
    operation_id="list_searches",
    summary="Searches for forums, the newest first",
    responses={200: {"model": SearchList}, **PROBLEMS},
    response_class=Response,
)
@permission("public")
def list_searches(
    request: Request,
    before: str | None = Query(None, description="Only those older than this one.", json_schema_extra=_BEFORE),
) -> Response:
    """Fifty searches, with their budgets and how many forums each has found so far."""
    public = of(request)
    only(request, ("before",))
    shown, following = told_list(public, number("before", before, 1) if before is not None else None)
    following_at = f"{public.site.base_url}{PATH}?before={following}" if following is not None else None
    return _answer(public, {"searches": [document(public, one) for one in shown], "next": following_at})


@router.get(
    f"{PATH}/{{search_id}}",
    name="get_search",
    operation_id="get_search",
    summary="How one search for forums stands",
    responses={200: {"model": SearchEntry}, **_NOT_THERE, 503: PROBLEMS[503]},
    response_class=Response,
)
@permission("public")
def get_search(request: Request, search_id: str) -> Response:
    """One search, with the forums it found that are on the list by now."""
    public = of(request)
    try:
        found = told(public, number_of(search_id))
    except NoSuchSearch:
        raise HTTPException(404) from None
    listed = [{"id": one, "name": name, "url": public.site.forum_url(one)} for one, name in found.listed]
    return _answer(public, {"search": {**document(public, found), "listed": listed}})


def document(public: Public, one: Told) -> dict[str, Any]:
    """A search as the API tells it."""
    return {
        "id": one.id, "topic": one.topic, "title": one.title, "state": str(one.state), "said": STATES[one.state],
        "asked_by": "a visitor" if one.by_visitor else "an operator", "asked_at": one.asked_at,
        "started_at": one.started_at, "ended_at": one.ended_at,
        "reason": one.reason or (ENDS.get(one.end) if one.end else None),
        "budget": {"sites": one.most_sites, "sites_used": one.sites, "pages": one.most_pages, "pages_used": one.pages},
        "forums": one.forums, "of_topic": one.of_topic, "url": f"{public.site.base_url}/searches/{one.id}",
    }  # fmt: skip


def _answer(public: Public, found: dict[str, Any]) -> Response:
    licence = {"name": public.site.licence, "url": public.site.licence_url}
    said = {"licence": licence, "attribution": public.site.attribution, "note": NOTE}
    body = orjson.dumps({"as_of": public.index().as_of, **found, **said})
    return Response(body, media_type="application/json", headers={"Cache-Control": FRESH})
