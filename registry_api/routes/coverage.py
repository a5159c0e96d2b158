"""Pages of gaps: of the whole list, of a topic, of an organisation; and all gaps as a table."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from registry.catalogue.coverage import Coverage
from registry.catalogue.coverage_gaps import Gap
from registry.catalogue.coverage_index import Overview
from registry.vocabulary import GapKind
from registry_api.areas import page
from registry_api.coveragepage import areas_of, shown
from registry_api.permissions import permission
from registry_api.public import Public, of
from registry_api.routes import organisations, topics
from registry_api.routes.lists import CACHE_CONTROL
from registry_api.site import Site
from registry_api.views.cells import several, text_cell
from registry_api.wording import COVERED, NOT_LOOKED_FOR, SIZE_CLASSES, SPREADS

WORDS = {
    "words_of_states": COVERED,
    "words_of_spreads": SPREADS,
    "words_of_sizes": SIZE_CLASSES,
    "words_of_reasons": NOT_LOOKED_FOR,
}
"""Words by code that the pages take."""

pages = APIRouter(include_in_schema=False)


@pages.get("/coverage", name="coverage")
@permission("public")
def whole(request: Request) -> Response:
    """The whole list: its policy areas, then what it lacks by place, audience, language and stance."""
    public = of(request)
    index, say = public.index(), public.pages_for(request).pages.speech
    found = index.coverage.overview()
    held = shown(found.whole, say)
    held["groups"] = [group for group in held["groups"] if group.kind != GapKind.TOPIC]
    areas = areas_of(found.areas)
    bodies = [one.body for one in index.areas.organisations() if one.body.kind != "council"]
    bars = [one for _, one, _ in areas]
    return page(request, "coverage/index.html", here="", areas=areas, area_bars=bars, bodies=bodies, **held, **WORDS)


@pages.get("/topics/{path:path}/coverage", name="topic_coverage")
@permission("public")
def of_topic(request: Request, path: str) -> Response:
    """The gaps of one topic."""
    index = of(request).index()
    found = index.coverage.topic(f"/{path}")
    if found is None:
        return topics.unknown_topic(request, path, "/coverage")
    steps = [(f"/topics{area.code}", area.name) for area in _around(index.areas.topics(), found)]
    return _page(request, found, f"/topics{found.scope.code}", [("/topics", "Topics"), *steps], "/topics")


@pages.get("/organisations/{code:path}/coverage", name="organisation_coverage")
@permission("public")
def of_organisation(request: Request, code: str) -> Response:
    """The gaps in what one organisation answers for."""
    found = of(request).index().coverage.organisation(code)
    if found is None:
        return organisations.unknown_organisation(request, code, "/coverage")
    up = f"/organisations/{found.scope.code}"
    return _page(request, found, up, [("/organisations", "Organisations"), (up, found.scope.name)], "/organisations")


def _around(areas: Iterable[Any], found: Coverage) -> Iterator[Any]:
    """The topic and those it lies in, the widest first."""
    start = f"{found.scope.code}/"
    return (area for area in areas if start.startswith(f"{area.code}/"))


def _page(request: Request, found: Coverage, up: str, steps: list[tuple[str, str]], here: str) -> Response:
    public = of(request)
    say = public.pages_for(request).pages.speech
    named = [("/", say("Home")), (steps[0][0], say(steps[0][1])), *steps[1:]]
    searched = {"searchable": _searchable(public, found), "latest": public.searches.latest}
    return page(request, "coverage/page.html", here=here, up=up, steps=named, **searched, **shown(found, say), **WORDS)


def _searchable(public: Public, found: Coverage) -> list[tuple[str, str]]:
    """The topics of a scope that a search may be asked for, with their titles."""
    index = public.index()
    topics = found.scope.topics if found.scope.kind != "topic" else (found.scope.code,)
    return [(path, index.terms.topic_title(path)) for path in topics if index.coverage.may_be_searched(path)]


COLUMNS = (
    "scope", "scope_name", "kind", "code", "name", "state", "forums", "in_use", "wider", "looked_at", "subjects",
    "rests_on", "as_of", "licence", "attribution",
)  # fmt: skip
"""The columns of the table. New ones come at the end; none is renamed or taken away without the notice promised."""


@permission("public")
def table(request: Request) -> Response:
    """Every gap of the whole list and of each policy area, one a line, for spreadsheets."""
    public = of(request)
    index = public.index()
    body = as_csv(index.coverage.overview(), index.as_of, public.site)
    headers = {"Cache-Control": CACHE_CONTROL, "Content-Disposition": 'attachment; filename="coverage.csv"'}
    return Response(body, media_type="text/csv; charset=utf-8", headers=headers)


def as_csv(found: Overview, as_of: str | None, site: Site) -> bytes:
    """The table: no cell is a formula. The topics of the whole list stand with their policy areas."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    end = [as_of or "", text_cell(site.licence), text_cell(site.attribution)]
    for one in (found.whole, *found.areas):
        gaps = (gap for gap in one.gaps if one.scope.kind != "list" or gap.kind != GapKind.TOPIC)
        writer.writerows([*_cells(one, gap), *end] for gap in gaps)
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def _cells(found: Coverage, gap: Gap) -> list[str | int]:
    return [
        found.scope.code or found.scope.kind,
        text_cell(found.scope.name),
        str(gap.kind),
        text_cell(gap.code),
        text_cell(gap.name),
        str(gap.state),
        gap.forums,
        gap.in_use,
        gap.wider,
        found.looked_at,
        several(list(gap.subjects)),
        several(list(gap.rests_on)),
    ]
