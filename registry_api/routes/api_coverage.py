"""`/api/v1`: what the list covers and lacks, by topic, by organisation and as a whole; and the same as a table."""

from typing import Any
from urllib.parse import quote

import orjson
from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from registry.catalogue.coverage import FORMULA, Coverage
from registry.catalogue.coverage_document import document, in_numbers
from registry_api.permissions import permission
from registry_api.public import Public, of
from registry_api.routes import coverage as table_of
from registry_api.routes.answers import Problem
from registry_api.routes.answers_coverage import CoverageEntry, CoverageList
from registry_api.routes.lists import CACHE_CONTROL, PROBLEMS

NOTE = "A gap means that this list has no forum, not that there is none. Nobody is asked to look for sensitive forums."

router = APIRouter(tags=["coverage"])

_UNAVAILABLE: dict[int | str, dict[str, Any]] = {503: PROBLEMS[503]}
_NOT_THERE: dict[int | str, dict[str, Any]] = {404: {"model": Problem, "description": "There is no such"}}
_TABLE: dict[int | str, dict[str, Any]] = {
    200: {"description": "Every gap on a line", "content": {"text/csv": {"schema": {"type": "string"}}}}
}


@router.get(
    "/api/v1/coverage",
    name="get_coverage",
    operation_id="get_coverage",
    summary="What the list lacks as a whole, and each policy area in numbers",
    responses={200: {"model": CoverageList}, **_UNAVAILABLE},
    response_class=Response,
)
@permission("public")
def get_coverage(request: Request) -> Response:
    """Gaps of the whole list, and how well each policy area is covered."""
    public = of(request)
    found = public.index().coverage.overview()
    areas = [_in_numbers(public, one) for one in found.areas]
    return _answer(public, {"coverage": _coverage(public, found.whole), "areas": areas})


@router.get(
    "/api/v1/topics/{path:path}/coverage",
    name="get_topic_coverage",
    operation_id="get_topic_coverage",
    summary="What the list lacks on one topic, and whether only the biggest were chosen",
    responses={200: {"model": CoverageEntry}, **_NOT_THERE, **_UNAVAILABLE},
    response_class=Response,
)
@permission("public")
def get_topic_coverage(request: Request, path: str) -> Response:
    """The gaps of a topic by its path, as in /api/v1/topics/housing-local-and-community/coverage."""
    public = of(request)
    return _found(public, public.index().coverage.topic("/" + path.strip("/")))


@router.get(
    "/api/v1/organisations/{slug}/coverage",
    name="get_organisation_coverage",
    operation_id="get_organisation_coverage",
    summary="What the list lacks in the area of one organisation",
    responses={200: {"model": CoverageEntry}, **_NOT_THERE, **_UNAVAILABLE},
    response_class=Response,
)
@permission("public")
def get_organisation_coverage(request: Request, slug: str) -> Response:
    """The gaps in what a body answers for: its topics and, of councils and devolved governments, its places."""
    public = of(request)
    return _found(public, public.index().coverage.organisation(slug.casefold()))


router.add_api_route(
    "/coverage.csv",
    table_of.table,
    methods=["GET"],
    name="coverage_csv",
    operation_id="get_coverage_table",
    summary="Every gap of the whole list and of each policy area, as a table",
    responses={**_TABLE, **_UNAVAILABLE},
    response_class=Response,
)


def _found(public: Public, found: Coverage | None) -> Response:
    if found is None:
        raise HTTPException(404)
    return _answer(public, {"coverage": _coverage(public, found)})


def _coverage(public: Public, found: Coverage) -> dict[str, Any]:
    return {**document(found), "url": _url(public, found)}


def _in_numbers(public: Public, found: Coverage) -> dict[str, Any]:
    return {**in_numbers(found), "url": _url(public, found)}


def _url(public: Public, found: Coverage) -> str:
    scope = found.scope
    paths = {"list": "/coverage", "topic": f"/topics{scope.code}/coverage"}
    path = paths.get(scope.kind, f"/organisations/{scope.code}/coverage")
    return f"{public.site.base_url}/api/v1{quote(path)}"


def _answer(public: Public, found: dict[str, Any]) -> Response:
    licence = {"name": public.site.licence, "url": public.site.licence_url}
    said = {"formula": FORMULA, "licence": licence, "attribution": public.site.attribution, "note": NOTE}
    body = orjson.dumps({"as_of": public.index().as_of, **found, **said})
    return Response(body, media_type="application/json", headers={"Cache-Control": CACHE_CONTROL})
