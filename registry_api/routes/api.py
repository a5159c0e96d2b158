"""`/api/v1`: one forum, changes, and whether an address is listed. The list itself is a view (`routes.lists`)."""

import re
from typing import Any

import orjson
from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from registry.catalogue.listed import listed
from registry.catalogue.query import BadQuery, once_only
from registry.catalogue.reading import public_at, public_card, public_card_batch
from registry.catalogue.text import fit, fit_all
from registry.history.changes import changes_since, newest_change
from registry.identity import BadAddress
from registry.vocabulary import ChangeKind
from registry_api.permissions import permission
from registry_api.public import of
from registry_api.routes.answers import ChangeList, ForumEntry, Lookup, Problem
from registry_api.routes.forum import card_or_redirect
from registry_api.routes.lists import CACHE_CONTROL, PROBLEMS

NOTE = "Listing is not endorsement. Unknown is null with a reason. A stance that is unknown is not consent."
MOST_CHANGES = 500
FRESH = "public, no-cache"
"""Answers that follow the database rather than the index: they may be kept, but hold for this moment only."""

AN_ADDRESS = "an address, such as https://forum.example.org/"

_WHOLE: dict[str, Any] = {"pattern": "^[0-9]+$"}
"""Described, not enforced: what is wrong with a number is said in our own words, by `_number`."""

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
    licence = {"name": public.site.licence, "url": public.site.licence_url}
    return _json({**head, **card, "licence": licence, "attribution": public.site.attribution, "note": NOTE}, CACHE_CONTROL)


@router.get(
    "/changes",
    name="list_changes",
    operation_id="list_changes",
    summary="What changed since a cursor",
    responses={200: {"model": ChangeList}, **PROBLEMS},
    response_class=Response,
)
@permission("public")
def list_changes(
    request: Request,
    since: str = Query("0", description="The `next` of the answer before; 0 starts.", json_schema_extra=_WHOLE),
    limit: str = Query("100", description=f"Changes in one answer, 1 to {MOST_CHANGES}.", json_schema_extra=_WHOLE),
) -> Response:
    """Added, changed, merged and removed, oldest first. A removal carries no content: delete what you hold.

    A cursor beyond the newest change is refused: the registry was restored from an older copy, so read it anew.
    """
    public = of(request)
    _only(request, ("since", "limit"))
    most = _number("limit", limit, 1, MOST_CHANGES)
    cursor = _number("since", since, 0)
    with public.sessions.read() as session:
        rows = changes_since(session, cursor, most + 1)
        if not rows:
            _not_beyond(cursor, newest_change(session))
        told = rows[:most]
        wanted = {row.public_id for row in told if row.kind in (ChangeKind.ADDED, ChangeKind.CHANGED)}
        cards = public_card_batch(session, sorted(wanted))
    forums = {i: orjson.loads(listed(card, public.index().terms).document) for i, card in cards.items()}
    items = [
        {
            "seq": row.seq,
            "at": row.at,
            "kind": row.kind,
            "id": row.public_id,
            "url": public.site.forum_url(row.public_id) if row.public_id in forums else None,
            "into": row.into,
            "forum": forums.get(row.public_id) if row.kind in (ChangeKind.ADDED, ChangeKind.CHANGED) else None,
        }
        for row in told
    ]
    after = told[-1].seq if told else cursor
    more = len(rows) > most
    response = _json({"since": cursor, "next": after, "more": more, "items": items}, FRESH)
    if more:
        size = "" if most == 100 else f"&limit={most}"
        response.headers["Link"] = f'<{public.site.base_url}/api/v1/changes?since={after}{size}>; rel="next"'
    return response


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
    request: Request, url: str = Query(description="An address, however written.", examples=["forum.example.org"])
) -> Response:
    """Any address of a forum will do: its front page, a thread, with or without www. Nothing is fetched.

    An address that is not listed gets the same answer whether it left, was refused, or was never seen.
    """
    public = of(request)
    _only(request, ("url",))
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


def _only(request: Request, fields: tuple[str, ...]) -> None:
    for name, value in request.query_params.multi_items():
        if name not in fields:
            raise BadQuery(name, value, fields)
    for name in fields:
        once_only(name, request.query_params.getlist(name))


def _number(field: str, text: str, least: int, most: int | None = None) -> int:
    if not re.fullmatch("[0-9]{1,18}", text) or int(text) < least or (most is not None and int(text) > most):
        allowed = f"a whole number from {least}" + (f" to {most}" if most is not None else "")
        raise BadQuery(field, text, (allowed,), detail=f"{field}: “{text[:40]}” is not {allowed}.")
    return int(text)


def _not_beyond(cursor: int, newest: int) -> None:
    """Raise BadQuery for a cursor that this registry never gave: its holder would wait for ever, and miss changes."""
    if cursor > newest:
        detail = (
            f"since: {cursor} is beyond the newest change, which is {newest}. The registry was restored from an older "
            "copy: read the list anew, and go on from the newest."
        )
        raise BadQuery("since", str(cursor), (f"a whole number from 0 to {newest}",), (str(newest),), detail)


def _json(document: dict[str, Any], cache_control: str) -> Response:
    return Response(orjson.dumps(document), media_type="application/json", headers={"Cache-Control": cache_control})
