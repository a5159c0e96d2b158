"""The first page."""

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from registry.catalogue.answer import ForumIndex
from registry.catalogue.facets import Option
from registry.catalogue.query import ForumQuery
from registry.vocabulary import Sort
from registry_api.permissions import permission
from registry_api.public import of
from registry_api.routes.lists import CACHE_CONTROL
from registry_api.views import views

TOPICS_SHOWN = 10
PLACES_SHOWN = 10
FORUMS_SHOWN = 6

pages = APIRouter(include_in_schema=False)


@pages.get("/", name="home")
@permission("public")
async def home(request: Request) -> Response:
    """Search first, then the list in figures."""
    public = of(request)
    body = public.pages_for(request).render("home.html", **_words(public.index()))
    return Response(body, media_type="text/html; charset=utf-8", headers={"Cache-Control": CACHE_CONTROL})


def _words(index: ForumIndex) -> dict[str, Any]:
    updated = index.answer(ForumQuery(sort=Sort.UPDATED))
    facets = {facet.field: facet.options for facet in updated.facets}
    return {
        "status": index.status(),
        "views": views(),
        "topic_count": len(facets["topic"]),
        "place_count": len(facets["region"]),
        "topics": [option for option in facets["topic"] if option.level == 0][:TOPICS_SHOWN],
        "places": sorted(facets["region"], key=lambda option: -option.count)[:PLACES_SHOWN],
        "updated": updated.hits[:FORUMS_SHOWN],
        "newest": index.answer(ForumQuery(sort=Sort.NEWEST)).hits[:FORUMS_SHOWN],
        "examples": _examples(facets["topic"], facets["region"]),
    }


def _examples(topics: tuple[Option, ...], places: tuple[Option, ...]) -> list[str]:
    """Searches that find something: narrow topics and places of the list itself."""
    narrow = sorted((o for o in topics if o.level > 0 and len(o.label) < 30), key=lambda o: (-o.count, o.label))
    local = sorted((o for o in places if len(o.label) < 24), key=lambda o: (-o.level, -o.count, o.label))
    return [o.label.lower() for o in narrow[:2]] + [o.label for o in local[:1]]
