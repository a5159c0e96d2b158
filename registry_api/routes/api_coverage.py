"""`/api/v1`: what the list covers and lacks, by topic, by organisation and as a whole; and the same as a table."""

from typing import Any
from urllib.parse import quote

import orjson
from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from registry.catalogue.coverage import FORMULA, Coverage
from registry.catalogue.coverage_gaps import Gap
from registry.catalogue.coverage_places import Councils
from registry.catalogue.coverage_sizes import Sizes
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
    """One coverage whole; what waits for a decision is not public, and stands in none."""
    return {
        **_in_numbers(public, found),
        "withheld": found.withheld,
        "not_known": {str(kind): reason for kind, reason in found.not_known.items()},
        "gaps": [gap_document(one) for one in found.gaps],
        "councils": None if found.councils is None else _councils(found.councils),
    }


def _in_numbers(public: Public, found: Coverage) -> dict[str, Any]:
    return {**numbers_document(found), "url": f"{public.site.base_url}/api/v1{quote(_path(found))}"}


def _path(found: Coverage) -> str:
    scope = found.scope
    starts = {"list": "/coverage", "topic": f"/topics{scope.code}/coverage"}
    return starts.get(scope.kind, f"/organisations/{scope.code}/coverage")


def numbers_document(found: Coverage) -> dict[str, Any]:
    """Whose coverage it is, and its numbers."""
    scope = found.scope
    return {
        "scope": scope.kind,
        "code": scope.code or None,
        "name": scope.name,
        "looked_at": found.looked_at,
        "in_use": found.in_use,
        "sensitive": found.sensitive,
        "unfiled": found.unfiled,
        "states": {str(kind): _by_word(states) for kind, states in found.states.items()},
        "talked_about": _by_word(found.talked),
        "left_out": _by_word(found.left_out),
        "sizes": sizes_document(found.sizes),
    }


def gap_document(one: Gap) -> dict[str, Any]:
    """One gap."""
    return {
        "kind": str(one.kind),
        "code": one.code,
        "name": one.name,
        "state": str(one.state),
        "forums": one.forums,
        "in_use": one.in_use,
        "wider": one.wider,
        "subjects": one.subjects,
        "rests_on": one.rests_on,
    }


def sizes_document(sizes: Sizes) -> dict[str, Any]:
    """Whether only the biggest were chosen."""
    return {
        "verdict": sizes.verdict and str(sizes.verdict),
        "reason": sizes.reason,
        "words": sizes.words,
        "known": sizes.known,
        "unknown": sizes.unknown,
        "sensitive": sizes.left_out,
        "by_class": _by_word(sizes.by_class),
        "local": sizes.local,
        "median": sizes.median,
        "largest": sizes.largest,
        "largest_share": sizes.largest_share,
    }


def _councils(councils: Councils) -> dict[str, Any]:
    return {
        "councils": councils.councils,
        "covered": councils.covered,
        "within": [
            {"code": one.code, "name": one.name, "councils": one.councils, "covered": one.covered}
            for one in councils.within
        ],
        "without": [{"code": code, "name": name} for code, name in councils.without],
    }


def _by_word(numbers: Any) -> dict[str, int]:
    return {str(word): number for word, number in numbers.items()}


def _answer(public: Public, document: dict[str, Any]) -> Response:
    licence = {"name": public.site.licence, "url": public.site.licence_url}
    said = {"formula": FORMULA, "licence": licence, "attribution": public.site.attribution, "note": NOTE}
    body = orjson.dumps({"as_of": public.index().as_of, **document, **said})
    return Response(body, media_type="application/json", headers={"Cache-Control": CACHE_CONTROL})
