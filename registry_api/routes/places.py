"""Places: nations, regions and councils with their counts, and a page for each."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from registry.catalogue.answer import ForumIndex
from registry.catalogue.areas import AreaSummary
from registry.catalogue.listed import HOME
from registry.catalogue.query import ForumQuery
from registry.catalogue.terms import Terms
from registry.vocabulary import RegionKind, Sort
from registry_api.areas import as_words, below, moved, page, slug, sounding_like, understood, unknown
from registry_api.permissions import permission
from registry_api.public import of
from registry_api.views import views

MOST_HOME_TOPICS = 8
"""Topics of a place that are shown with the forums the whole country has for them."""

pages = APIRouter(include_in_schema=False)


@pages.get("/places", name="places")
@permission("public")
def places(request: Request) -> Response:
    """All places by nation and region, and the other countries that forums are for."""
    index = of(request).index()
    within = below(index.areas.places())
    facets = {facet.field: facet.options for facet in index.answer(ForumQuery()).facets}
    nations = []
    for nation in within.get(None, []):
        inside = within.get(nation.code, [])
        regions = [(area, within.get(area.code, [])) for area in inside if area.kind == RegionKind.REGION]
        nations.append((nation, regions, [area for area in inside if area.kind != RegionKind.REGION]))
    abroad = [option for option in facets["country"] if option.value != HOME and option.count]
    return page(request, "places.html", here="/places", nations=nations, countries=abroad)


@pages.get("/places/{code:path}", name="place")
@permission("public")
def place(request: Request, code: str) -> Response:
    """One place by its code; its name leads there."""
    summary = of(request).index().areas.place(code)
    if summary is None:
        return _unknown(request, code)
    own, say = ForumQuery(region=(summary.area.code,)), of(request).pages_for(request).pages.speech
    topics = [option for option in summary.facets["topic"] if option.count and option.level == 0]
    return page(
        request,
        "place.html",
        here="/places",
        summary=summary,
        steps=[(f"/places/{area.code}", say.name("region", area.code, area.name)) for area in summary.wider],
        whole=own.sorted_by(Sort.MAJOR),
        newest_first=own.sorted_by(Sort.NEWEST),
        views=views(),
        sizes=_sizes(summary),
        topics=topics,
        **_home(of(request).index(), {option.value: option.count for option in topics}),
    )


def _home(index: ForumIndex, topics: Mapping[str, int]) -> dict[str, Any]:
    """What the list has for the whole country beside a place: `topics` are those of the place, with its own counts.

    `home_topics` are the topics that have more forums for the country than for the place, each with the country's.
    """
    answer = index.answer(ForumQuery(country=(HOME,)))
    facets = {facet.field: facet.options for facet in answer.facets}
    wider = [option for option in facets["topic"] if option.value in topics and option.count > topics[option.value]]
    return {"home": HOME, "home_forums": answer.total, "home_topics": wider[:MOST_HOME_TOPICS]}


def _sizes(summary: AreaSummary) -> list[dict[str, Any]]:
    """Members for each 1,000 residents, of the major forums that state their members; none where nobody does."""
    rows = [
        {
            "name": summary.hits[one.public_id].forum["name"],
            "members": one.inputs["members"],
            "share": _share(one.inputs["members_per_1000_residents"]),
            "of": one.inputs["residents_of"],
        }
        for one in summary.major
        if one.public_id in summary.hits
    ]
    return rows if any(row["share"] is not None for row in rows) else []


def _share(share: float | None) -> str | None:
    """Members per 1,000 residents for reading: whole numbers from ten upwards, else two figures that tell."""
    if share is None:
        return None
    return f"{share:,.0f}" if share >= 10 else f"{share:.2g}"


def _unknown(request: Request, asked: str) -> Response:
    if not asked.strip("/"):
        return moved(request, "/places")
    terms = of(request).index().terms
    found, near = understood("region", asked.strip("/"), terms)
    if found is not None:
        return moved(request, f"/places/{found}")
    named = _named(asked, terms)
    near = near or sounding_like(asked, {code: held.name for code, held in terms.places.items()})
    if len(named) == 1:
        return moved(request, f"/places/{named[0]}")
    return unknown(
        request,
        [(f"/places/{code}", terms.places[code].name) for code in dict.fromkeys((*named, *near))],
        title="There is no such place",
        detail="Places are the nations, regions and councils of the United Kingdom, by their code or name.",
        words=as_words(asked),
        up="/places",
        up_label="See all places",
    )


def _named(asked: str, terms: Terms) -> list[str]:
    """The codes of the places that have this name."""
    wanted = slug(asked)
    return sorted(code for code, held in terms.places.items() if wanted and slug(held.name) == wanted)
