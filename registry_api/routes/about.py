"""Pages about the service itself: what it does, why, by which rules, and what may be done with its data."""

from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from importlib.metadata import version
from types import SimpleNamespace
from typing import Any

from fastapi import APIRouter
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import Response

from registry.assess import activity, country, places, replies, support, topics
from registry.catalogue import coverage, major
from registry.catalogue.fields import BOOSTS
from registry.catalogue.measures import NAMED_POINTS
from registry.catalogue.query import PAGE_SIZE
from registry.evidence.retention import ALL_KEPT
from registry.frontier.retention import VISITS_KEPT
from registry.profile import RAW_LIMIT
from registry.settings import PROJECT
from registry.stewardship.answering import held
from registry.stewardship.retention import LONGEST_DAYS
from registry_api.areas import page
from registry_api.changefeeds import VIEWS
from registry_api.deprecation import SHORTEST_NOTICE
from registry_api.description import describe
from registry_api.pages import PagesOf
from registry_api.permissions import permission
from registry_api.public import of
from registry_api.recipes import recipes
from registry_api.routes.parameters import query_parameters
from registry_api.seedlist import Seed, SeedFile, as_csv, seed_file, seeds_shown
from registry_api.views import views
from registry_api.wording import SEARCHED_PARTS, STANCES, STANCES_MEAN
from registry_api.worked import examples

NAMELESS_PAGES = 3
"""Pages of a site that the crawler reads while no contact is set; it keeps the figure itself, a test holds both."""

OGL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"

SEEDS = PROJECT / "seeds"
"""The real seeds, also where the list is a demonstration's."""

NOT_KEPT = "no-cache"
"""The seed list follows the database: whoever keeps it asks each time whether it still holds."""


def _crawler(_request: Request) -> dict[str, Any]:
    return {"nameless_pages": NAMELESS_PAGES}


def _criteria(_request: Request) -> dict[str, Any]:
    return {"stances_explained": [(key, label, STANCES_MEAN[key]) for key, label in STANCES.items()]}


def _scoring(_request: Request) -> dict[str, Any]:
    return {
        "activity_formula": activity.FORMULA,
        "spread_formula": activity.SPREAD_FORMULA,
        "topic_formula": topics.TOPIC_FORMULA,
        "place_formula": places.PLACE_FORMULA,
        "country_formula": country.COUNTRY_FORMULA,
        "peer_formula": support.PEER_FORMULA,
        "replies_formula": replies.REPLIES_FORMULA,
        "major_formula": major.FORMULA,
        "major_criteria": major.CRITERIA,
        "coverage_formula": coverage.FORMULA,
        "words_for": SimpleNamespace(
            busy=activity.BUSY_FROM,
            fresh=activity.FRESH_DAYS,
            steady=activity.STEADY_DAYS,
            dormant=activity.DORMANT_DAYS,
        ),
        "worked_out": examples(),
        "named_points": NAMED_POINTS,
        "search_weights": [(SEARCHED_PARTS[part], weight) for part, weight in BOOSTS.items()],
    }


def _privacy(_request: Request) -> dict[str, Any]:
    return {
        "longest_letter_days": LONGEST_DAYS,
        "most_raw": RAW_LIMIT,
        "visits_days": VISITS_KEPT.days,
        "figures_years": ALL_KEPT.days // 365,
    }


def _reuse(request: Request) -> dict[str, Any]:
    listed = of(request).list_page("", pages=of(request).pages_for(request))
    return {
        "views": views(),
        "change_views": VIEWS,
        "recipes": recipes(listed),
        "notice_days": SHORTEST_NOTICE.days,
    }


def _api(request: Request) -> dict[str, Any]:
    return {
        "views": views(),
        "fields": query_parameters(),
        "endpoints": _endpoints(request),
        "page_size": PAGE_SIZE,
        "notice_days": SHORTEST_NOTICE.days,
        "deprecated": [view for view in views() if view.deprecated],
    }


def _endpoints(request: Request) -> list[tuple[str, str, str]]:
    """Method, path and purpose of everything that the API's description names beside the views of the list."""
    paths = describe(request.app)["paths"]
    own = {f"/forums{view.suffix}" for view in views()}
    return [
        (method.upper(), path, operation.get("summary", ""))
        for path, operations in paths.items()
        if path not in own
        for method, operation in operations.items()
    ]


def _nothing(_request: Request) -> dict[str, Any]:
    return {}


PAGES: dict[str, Callable[[Request], dict[str, Any]]] = {
    "crawler": _crawler,
    "criteria": _criteria,
    "scoring": _scoring,
    "privacy": _privacy,
    "accessibility": _nothing,
    "cookies": _nothing,
    "licence": lambda _request: {"ogl": OGL},
    "reuse": _reuse,
    "api": _api,
}
"""The pages by name, with what each shows of the code."""


def router() -> APIRouter:
    """One route a page, and the seed list."""
    made = APIRouter(include_in_schema=False)
    made.add_api_route("/about", _endpoint("index", _nothing), methods=["GET"], name="about")
    made.add_api_route("/about/letters", letters_counted, methods=["GET"], name="about_letters")
    for name, words in PAGES.items():
        made.add_api_route(f"/about/{name}", _endpoint(name, words), methods=["GET"], name=f"about_{name}")
    made.add_api_route("/about/seeds", seeds, methods=["GET"], name="about_seeds")
    made.add_api_route("/about/seeds.csv", seeds_table, methods=["GET"], name="about_seeds_csv")
    return made


@permission("public")
def letters_counted(request: Request) -> Response:
    """How many letters came and were answered: counted now, so the page is not kept."""
    public = of(request)
    try:
        with public.sessions.read() as session:
            letters = held(session)
    except SQLAlchemyError:  # the rest of the page needs no database
        letters = None
    words = {"settings": public.settings, "letters": letters}
    body = public.pages_for(request).render("about/letters.html", here="/about", **words)
    return Response(body, media_type="text/html; charset=utf-8", headers={"Cache-Control": NOT_KEPT})


def _endpoint(name: str, words: Callable[[Request], dict[str, Any]]) -> Callable[[Request], Response]:
    @permission("public")
    def about(request: Request) -> Response:
        own = {"settings": of(request).settings, "version": version("forum-registry"), **words(request)}
        return page(request, f"about/{name}.html", here="/about", **own)

    return about


@permission("public")
def seeds(request: Request) -> Response:
    """The real seed list, by policy area."""
    public = of(request)
    files, shown = _seeds(request)
    known = public.index().terms.topics
    linked = frozenset(path for seed in shown for path, _ in seed.topics if path in known)
    body = _seeds_page(public.pages_for(request), files, shown, linked)
    return Response(body, media_type="text/html; charset=utf-8", headers={"Cache-Control": NOT_KEPT})


@lru_cache(maxsize=4)
def _seeds_page(pages: PagesOf, files: SeedFile, shown: tuple[Seed, ...], linked: frozenset[str]) -> bytes:
    """The page of these seeds, written once while they stay the same. `linked` are the topics that have a page."""
    by_area: dict[str, list[Seed]] = {}
    for seed in shown:
        by_area.setdefault(seed.area, []).append(seed)
    groups = [
        {"title": files.titles.get(area, area), "seeds": by_area[area]}
        for area in sorted(by_area, key=lambda area: (not area, files.titles.get(area, area)))
    ]
    nations = sorted(Counter(seed.nation for seed in shown).items(), key=lambda one: (not one[0], -one[1], one[0]))
    return pages.render(
        "about/seeds.html",
        here="/about",
        total=len(shown),
        groups=groups,
        nations=nations,
        without=[title for path, title in files.titles.items() if path.count("/") == 1 and path not in by_area],
        own_file=files.own,
        files=files.files,
        topics=linked,
    )


@permission("public")
def seeds_table(request: Request) -> Response:
    """The same as a table for spreadsheets."""
    _, shown = _seeds(request)
    headers = {"Cache-Control": NOT_KEPT, "Content-Disposition": 'attachment; filename="seeds.csv"'}
    return Response(as_csv(shown), media_type="text/csv; charset=utf-8", headers=headers)


def _seeds(request: Request) -> tuple[SeedFile, tuple[Seed, ...]]:
    files = seed_file(SEEDS)
    with of(request).sessions.read() as session:
        return files, seeds_shown(session, files.seeds)
