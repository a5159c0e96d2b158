"""`/api/v1`: one forum, and whether an address is listed. The list is a view (`routes.lists`); changes: `deltas`."""

from typing import Any

import orjson
from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from registry.catalogue.listed import listed
from registry.catalogue.query import BadQuery
from registry.catalogue.reading import public_at, public_card
from registry.catalogue.text import fit, fit_all
from registry.identity import BadAddress
from registry_api.permissions import permission
from registry_api.public import of
from registry_api.routes.answers import ForumEntry, Lookup, Problem
from registry_api.routes.asking import FRESH, only
from registry_api.routes.forum import card_or_redirect
from registry_api.routes.letter_forms import ADDRESS_PATTERN
from registry_api.routes.lists import CACHE_CONTROL, PROBLEMS
from registry_api.views.items import licence

NOTE = "Listing is not endorsement. Unknown is null with a reason. A stance that is unknown is not consent."
AN_ADDRESS = "an address, such as https://forum.example.org/"

router = APIRouter(prefix="/api/v1", tags=["forums"])


@router.get(
    "/forums/{public_id}",
    name="get_forum",
    operation_id="get_forum",
    summary="One forum with the evidence of every figure",
    responses={
        200: {"model": ForumEntry},
        301: {"description": "It became part of the forum at the address given"},
        404: {"model": Problem, "description": "No such forum is listed"},
        503: PROBLEMS[503],
    },
    response_class=Response,
)
@permission("public")
def get_forum(request: Request, public_id: str) -> Response:
    """The whole card: facts, topics, places, boards, activity, stances. A forum that left is as one never known."""
    public = of(request)
    found = card_or_redirect(public, public_id, "/api/v1/forums/")
    if isinstance(found, Response):
        return found
    card = _as_lists_name_it(fit_all(found.document()))
    head = {"id": card.pop("public_id"), "url": public.site.forum_url(public_id)}
    told = {"licence": licence(public.site), "attribution": public.site.attribution, "note": NOTE}
    return _json({**head, **card, **told}, CACHE_CONTROL)


@router.get(
    "/lookup",
    name="look_up",
    operation_id="look_up",
    summary="Whether an address belongs to a listed forum",
    responses={200: {"model": Lookup}, **PROBLEMS},
    response_class=Response,
)
@permission("public")
def look_up(
    request: Request,
    url: str = Query(
        description="An address, however written, also longer than the pattern has it.",
        examples=["forum.example.org"],
        json_schema_extra={"pattern": ADDRESS_PATTERN},
    ),
) -> Response:
    """Any address of a forum will do: its front page, a thread, with or without www. Nothing is fetched.

    An address that is not listed gets the same answer whether it left, was refused, or was never seen.
    """
    public = of(request)
    only(request, ("url",))
    try:
        with public.sessions.read() as session:
            public_id = public_at(session, url, public.hosts)
            card = public_card(session, public_id) if public_id else None
    except BadAddress as problem:
        raise BadQuery("url", url, (AN_ADDRESS,), detail=f"url: {problem}.") from None
    forum = orjson.loads(listed(card, public.index().terms).document) if card else None
    page = public.site.forum_url(public_id) if card and public_id else None
    answer = {"asked": fit(url), "listed": card is not None, "id": card.public_id if card else None}
    return _json({**answer, "url": page, "forum": forum}, FRESH)


def _as_lists_name_it(card: dict[str, Any]) -> dict[str, Any]:
    """The card with the names that questions and lists use beside its own, which stay for those who rely on them."""
    topics = [{"topic": topic["path"], **topic} for topic in card["topics"]]
    return {**card, "topics": topics, "departments": card["organisations"]}


def _json(document: dict[str, Any], cache_control: str) -> Response:
    return Response(orjson.dumps(document), media_type="application/json", headers={"Cache-Control": cache_control})
