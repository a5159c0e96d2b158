"""What each organisation is told of forums that could not be reached: as feeds, and as JSON."""

from collections.abc import Iterable
from typing import Any

import orjson
from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from registry.catalogue.notices import OutOfReach, Told, notices, out_of_reach
from registry.catalogue.text import fit
from registry_api.permissions import permission
from registry_api.public import Public, of
from registry_api.routes.answers import Problem
from registry_api.routes.answers_notices import NoticeList
from registry_api.routes.lists import CACHE_CONTROL, PROBLEMS
from registry_api.views.entries import Entry
from registry_api.views.items import licence, licence_note
from registry_api.views.json_feed import item
from registry_api.views.syndication import Atom, Channel, written

NOTE = (
    "A forum is named here when visits on four days over three weeks did not reach it: 14 days at least before it is "
    "marked dormant, 30 days before it is marked closed, and when it answers again. What keeps our crawler out, such "
    "as robots.txt or a challenge, is no reason to be named."
)

feeds = APIRouter(include_in_schema=False)
router = APIRouter(prefix="/api/v1", tags=["topics, places, organisations"])


@feeds.get("/organisations/{slug}/notices.atom", name="notices_atom")
@permission("public")
def as_atom(request: Request, slug: str) -> Response:
    """The newest notices for one organisation, as an Atom feed."""
    public, told, path = _asked(request, slug)
    channel = Channel(
        title=_title(public, slug),
        description=NOTE,
        page_url=f"{public.site.base_url}/organisations/{slug}",
        feed_url=f"{public.site.base_url}{path}.atom",
        id=public.site.tag("notices", slug),
        around={},
        items=_entries(public, told),
    )
    return _answer(written(Atom, public.site, channel), "application/atom+xml; charset=utf-8")


@feeds.get("/organisations/{slug}/notices.feed.json", name="notices_json_feed")
@permission("public")
def as_json_feed(request: Request, slug: str) -> Response:
    """The newest notices for one organisation, as a JSON Feed."""
    public, told, path = _asked(request, slug)
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(public, slug),
        "home_page_url": f"{public.site.base_url}/organisations/{slug}",
        "feed_url": f"{public.site.base_url}{path}.feed.json",
        "description": f"{NOTE} {public.site.rights()}",
        "language": "en-GB",
        "authors": [{"name": public.site.name, "url": public.site.base_url}],
        "_licence": licence_note(public.site),
        "items": [item(entry) for entry in _entries(public, told)],
    }
    return _answer(orjson.dumps(feed), "application/feed+json")


@router.get(
    "/organisations/{slug}/notices",
    name="get_notices",
    operation_id="get_notices",
    summary="Forums of one organisation's area that could not be reached, and what it was told of them",
    responses={
        200: {"model": NoticeList},
        404: {"model": Problem, "description": "There is no such"},
        503: PROBLEMS[503],
    },
    response_class=Response,
)
@permission("public")
def get_notices(request: Request, slug: str) -> Response:
    """At most 100 of each: forums out of reach, the soonest to be marked first; notices, newest first."""
    public, told, _ = _asked(request, slug)
    with public.sessions.read() as session:
        absent, count = out_of_reach(session, slug)
    document = {
        "organisation": slug,
        "out_of_reach": [_absent(public, one) for one in absent],
        "out_of_reach_count": count,
        "notices": [_told(public, one) for one in told],
        "licence": licence(public.site),
        "attribution": public.site.attribution,
        "note": NOTE,
    }
    return _answer(orjson.dumps(document), "application/json")


def _asked(request: Request, slug: str) -> tuple[Public, list[Told], str]:
    """The service, the notices for that organisation, and where its feeds stand. Raises 404 for no organisation."""
    public = of(request)
    terms = public.index().terms
    if slug not in terms.bodies and slug not in terms.organisations:
        raise HTTPException(404)
    with public.sessions.read() as session:
        return public, notices(session, slug), f"/organisations/{slug}/notices"


def _title(public: Public, slug: str) -> str:
    terms = public.index().terms
    name = terms.bodies[slug].name if slug in terms.bodies else terms.organisations[slug]
    return f"{public.site.name}: forums out of reach, for {name}"


def _entries(public: Public, told: Iterable[Told]) -> Iterable[Entry]:
    for one in told:
        words, name = one.words, fit(one.name)
        yield Entry(
            id=public.site.tag("notice", str(one.id)),
            title=f"{name}: {_TITLES[one.kind]}",
            url=public.site.forum_url(one.public_id),
            forum_address=None,
            text=words,
            html=f"<p>{words}</p>",
            added=one.told_at,
            updated=one.told_at,
            categories=(_TITLES[one.kind],),
        )


_TITLES = {
    "unreachable": "out of reach",
    "dormant": "marked dormant",
    "closing": "out of reach, to be marked closed",
    "closed": "marked closed",
    "back": "answers again",
}


def _told(public: Public, one: Told) -> dict[str, Any]:
    return {
        "id": one.id,
        "forum": one.public_id,
        "name": fit(one.name),
        "url": public.site.forum_url(one.public_id),
        "kind": one.kind,
        "since": one.since,
        "told_at": one.told_at,
        "day": one.due_at.date() if one.due_at else None,
        "words": one.words,
    }


def _absent(public: Public, one: OutOfReach) -> dict[str, Any]:
    return {
        "forum": one.public_id,
        "name": fit(one.name),
        "url": public.site.forum_url(one.public_id),
        "standing": one.standing,
        "since": one.since,
        "last_tried_at": one.last_at,
        "outcome": one.why,
        "next_standing": one.next_standing,
        "next_standing_on": one.named_at.date() if one.named_at else None,
    }


def _answer(body: bytes, media_type: str) -> Response:
    return Response(body, media_type=media_type, headers={"Cache-Control": CACHE_CONTROL})
