"""The first page."""

from collections.abc import Iterable
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from registry.catalogue.answer import ForumIndex
from registry.catalogue.areas import Area
from registry.catalogue.query import ForumQuery
from registry.vocabulary import ActivityTier, Sort
from registry_api.changefeeds import VIEWS
from registry_api.permissions import permission
from registry_api.public import of
from registry_api.routes.lists import CACHE_CONTROL
from registry_api.views import views

TOPICS_SHOWN = 10
PLACES_SHOWN = 10
FORUMS_SHOWN = 6

LIVELY = (ActivityTier.BUSY, ActivityTier.STEADY)
"""Tiers that make a topic busy."""

pages = APIRouter(include_in_schema=False)


@pages.get("/", name="home")
@permission("public")
async def home(request: Request) -> Response:
    """Search first, then the list in figures."""
    public = of(request)
    body = public.pages_for(request).render("home.html", candidates=public.candidates.number, **_words(public.index()))
    return Response(body, media_type="text/html; charset=utf-8", headers={"Cache-Control": CACHE_CONTROL})


def _words(index: ForumIndex) -> dict[str, Any]:
    topics = [area for area in index.areas.topics() if area.forums]
    places = [area for area in index.areas.places() if area.forums]
    busiest = sorted((area for area in topics if area.level == 0), key=lambda a: (-_lively(a), -a.forums, a.name))
    return {
        "status": index.status(),
        "views": views(),
        "change_views": VIEWS,
        "topic_count": len(topics),
        "place_count": len(places),
        "topics": [_shown(area) for area in busiest[:TOPICS_SHOWN]],
        "places": [_shown(area) for area in sorted(places, key=lambda a: (-a.forums, a.name))[:PLACES_SHOWN]],
        "updated": index.answer(ForumQuery(sort=Sort.UPDATED)).hits[:FORUMS_SHOWN],
        "newest": index.answer(ForumQuery(sort=Sort.NEWEST)).hits[:FORUMS_SHOWN],
        "examples": _examples(topics, places),
    }


def _lively(area: Area) -> int:
    """How many of its forums are busy or steady."""
    return sum(area.activity.get(tier, 0) for tier in LIVELY)


def _shown(area: Area) -> dict[str, Any]:
    return {"code": area.code, "name": area.name, "forums": area.forums, "lively": _lively(area)}


def _examples(topics: Iterable[Area], places: Iterable[Area]) -> list[str]:
    """Searches that find something: narrow topics and places of the list itself."""
    narrow = sorted((a for a in topics if a.level > 0 and len(a.name) < 30), key=lambda a: (-a.forums, a.name))
    local = sorted((a for a in places if len(a.name) < 24), key=lambda a: (-a.level, -a.forums, a.name))
    return [area.name.lower() for area in narrow[:2]] + [area.name for area in local[:1]]
