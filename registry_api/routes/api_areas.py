"""`/api/v1`: topics, places and organisations with their forums, and the history of one forum."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

import orjson
from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from registry.catalogue.areas import Area, AreaSummary, BodyCount
from registry.catalogue.hits import Hit
from registry.catalogue.major import CRITERIA, FORMULA, MajorForum
from registry.catalogue.record import Event, figures, record_history
from registry.catalogue.terms import Body
from registry.catalogue.text import fit_all
from registry.evidence.history import Point
from registry_api.permissions import permission
from registry_api.public import Public, of
from registry_api.routes.answers import Problem
from registry_api.routes.answers_areas import (
    ForumHistory,
    OrganisationEntry,
    OrganisationList,
    PlaceEntry,
    PlaceList,
    TopicEntry,
    TopicList,
)
from registry_api.routes.lists import CACHE_CONTROL, PROBLEMS

NOTE = "Listing is not endorsement, and no more is being major. Counts are those of the list at this moment."
HISTORY_NOTE = "Points are what the forum's pages stated at a visit. Nothing is filled in between; null is not stated."

router = APIRouter(prefix="/api/v1", tags=["topics, places, organisations"])

_UNAVAILABLE: dict[int | str, dict[str, Any]] = {503: PROBLEMS[503]}
_NOT_THERE: dict[int | str, dict[str, Any]] = {404: {"model": Problem, "description": "There is no such"}}


def is_kept(path: str) -> bool:
    """Whether the answer at this path holds until the list changes."""
    return any(path == start or path.startswith(f"{start}/") for start in _KEPT) and not path.endswith("/notices")


_KEPT = ("/api/v1/topics", "/api/v1/places", "/api/v1/organisations", "/api/v1/coverage")


@router.get(
    "/topics",
    name="list_topics",
    operation_id="list_topics",
    summary="All topics with their forums",
    responses={200: {"model": TopicList}, **_UNAVAILABLE},
    response_class=Response,
)
@permission("public")
async def list_topics(request: Request) -> Response:
    """Every topic a question may name, in the order of their tree, also those without a forum."""
    public = of(request)
    return _answer(public, {"items": [_topic(public, area) for area in public.index().areas.topics()]})


@router.get(
    "/topics/{path:path}",
    name="get_topic",
    operation_id="get_topic",
    summary="One topic: its forums, the major ones, what lacks",
    responses={200: {"model": TopicEntry}, **_NOT_THERE, **_UNAVAILABLE},
    response_class=Response,
)
@permission("public")
async def get_topic(request: Request, path: str) -> Response:
    """A topic by its path, as in /api/v1/topics/housing-local-and-community."""
    public = of(request)
    found = public.index().areas.topic("/" + path.strip("/"))
    if found is None:
        raise HTTPException(404)
    return _answer(public, {"topic": _topic(public, found.area), **_around(public, found, _topic)})


@router.get(
    "/places",
    name="list_places",
    operation_id="list_places",
    summary="All places with their forums",
    responses={200: {"model": PlaceList}, **_UNAVAILABLE},
    response_class=Response,
)
@permission("public")
async def list_places(request: Request) -> Response:
    """Every place a question may name but countries, in the order of their tree, also those without a forum."""
    public = of(request)
    return _answer(public, {"items": [_place(public, area) for area in public.index().areas.places()]})


@router.get(
    "/places/{code}",
    name="get_place",
    operation_id="get_place",
    summary="One place: its forums, the major ones, what lacks",
    responses={200: {"model": PlaceEntry}, **_NOT_THERE, **_UNAVAILABLE},
    response_class=Response,
)
@permission("public")
async def get_place(request: Request, code: str) -> Response:
    """A place by its code, as in /api/v1/places/E12000003."""
    public = of(request)
    found = public.index().areas.place(code.upper())
    if found is None:
        raise HTTPException(404)
    return _answer(public, {"place": _place(public, found.area), **_around(public, found, _place)})


@router.get(
    "/organisations",
    name="list_organisations",
    operation_id="list_organisations",
    summary="All organisations with the forums in their areas",
    responses={200: {"model": OrganisationList}, **_UNAVAILABLE},
    response_class=Response,
)
@permission("public")
async def list_organisations(request: Request) -> Response:
    """Departments, agencies and councils by name, also those without a forum."""
    public = of(request)
    return _answer(public, {"items": [_body(public, one) for one in public.index().areas.organisations()]})


@router.get(
    "/organisations/{slug}",
    name="get_organisation",
    operation_id="get_organisation",
    summary="One organisation: what it answers for, and the forums there",
    responses={200: {"model": OrganisationEntry}, **_NOT_THERE, **_UNAVAILABLE},
    response_class=Response,
)
@permission("public")
async def get_organisation(request: Request, slug: str) -> Response:
    """An organisation by the last part of its GOV.UK address."""
    public = of(request)
    found = public.index().areas.organisation(slug.casefold())
    if found is None:
        raise HTTPException(404)
    parent = _body(public, found.parent) if found.parent else None
    answer = {
        "organisation": _body(public, found.count),
        "parent": parent,
        "children": [_body(public, child) for child in found.children],
        "topics": [_topic(public, area) for area in found.topics],
        "places": [_place(public, area) for area in found.places],
        "without_forums": [_topic(public, area) for area in found.uncovered],
        "major": [
            {
                "topic": None if area.kind else _topic(public, area),
                "place": _place(public, area) if area.kind else None,
                "forums": _major(public, major, found.hits),
            }
            for area, major in found.major
        ],
        "newest": [hit.forum for hit in found.newest],
        "formula": FORMULA,
        "criteria": CRITERIA,
    }
    return _answer(public, answer)


@router.get(
    "/forums/{public_id}/history",
    name="get_history",
    operation_id="get_history",
    summary="A forum's figures over time, and what happened to its record",
    responses={200: {"model": ForumHistory}, **_NOT_THERE, **_UNAVAILABLE},
    response_class=Response,
)
@permission("public")
def get_history(request: Request, public_id: str) -> Response:
    """Monthly figures as the forum stated them, ten years at most; events of the record, newest first."""
    public = of(request)
    with public.sessions.read() as session:
        found = figures(session, public_id, monthly=True) if public_id.isprintable() else None
        events = record_history(session, public_id) if found is not None else ()
    if found is None:
        raise HTTPException(404)
    answer = {
        "id": public_id,
        "url": public.site.forum_url(public_id),
        "points": [_fields(point) for point in found.points],
        "reason": found.reason,
        "left_out": found.left_out,
        "sample": found.sample,
        "events": [fit_all(_fields(event)) for event in events],
        **_licence(public),
        "note": HISTORY_NOTE,
    }
    return _json(answer)


def _around(public: Public, found: AreaSummary, made: Any) -> dict[str, Any]:
    """What both topics and places have; `made` gives an area as JSON."""
    return {
        **{name: [made(public, area) for area in getattr(found, name)] for name in ("wider", "narrower", "neighbours")},
        "without_forums": [made(public, area) for area in found.uncovered],
        "organisations": [body.slug for body in found.organisations],
        "major": _major(public, found.major, found.hits),
        "newest": [hit.forum for hit in found.newest],
        "formula": FORMULA,
        "criteria": CRITERIA,
    }


def _topic(public: Public, area: Area) -> dict[str, Any]:
    return {"topic": area.code, "title": area.name, **_counts(area), "url": _url(public, f"topics{area.code}")}


def _place(public: Public, area: Area) -> dict[str, Any]:
    residents = {"residents": area.residents, "residents_derived": area.residents_derived}
    url = _url(public, f"places/{area.code}")
    return {"code": area.code, "name": area.name, "kind": area.kind, **_counts(area), **residents, "url": url}


def _counts(area: Area) -> dict[str, Any]:
    activity = {"activity": _tiers(area.activity)}
    return {"level": area.level, "parent": area.parent, "forums": area.forums, "own": area.own, **activity}


def _tiers(activity: Mapping[str, int]) -> dict[str, int]:
    return {tier: activity.get(tier, 0) for tier in ("busy", "steady", "quiet", "dormant", "unknown")}


def _body(public: Public, one: BodyCount) -> dict[str, Any]:
    body: Body = one.body
    return {
        **{name: getattr(body, name) for name in ("slug", "name", "abbreviation", "kind", "parent", "website")},
        "topics": body.topics,
        "regions": body.regions,
        "forums": one.forums,
        "activity": _tiers(one.activity),
        "url": _url(public, f"organisations/{body.slug}"),
    }


def _major(public: Public, major: Iterable[MajorForum], hits: Mapping[str, Hit]) -> list[dict[str, Any]]:
    return [
        {
            "id": one.public_id,
            "name": hits[one.public_id].forum["name"],
            "url": public.site.forum_url(one.public_id),
            "rank": one.rank,
            "of": one.of,
            "points": one.points,
            "reasons": one.reasons,
            "inputs": one.inputs,
        }
        for one in major
        if one.public_id in hits
    ]


def _url(public: Public, rest: str) -> str:
    return f"{public.site.base_url}/api/v1/{quote(rest)}"


def _fields(value: Point | Event) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__dataclass_fields__}


def _licence(public: Public) -> dict[str, Any]:
    licence = {"name": public.site.licence, "url": public.site.licence_url}
    return {"licence": licence, "attribution": public.site.attribution}


def _answer(public: Public, answer: dict[str, Any]) -> Response:
    return _json({"as_of": public.index().as_of, **answer, **_licence(public), "note": NOTE})


def _json(document: dict[str, Any]) -> Response:
    return Response(orjson.dumps(document), media_type="application/json", headers={"Cache-Control": CACHE_CONTROL})
