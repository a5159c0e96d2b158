"""Organisations: departments, agencies and councils with the forums in their area."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from registry.catalogue.areas import Area, BodyCount, BodySummary
from registry.catalogue.codes import countries
from registry.catalogue.major import MajorForum
from registry.catalogue.notices import notices, out_of_reach
from registry.catalogue.query import ForumQuery
from registry.vocabulary import Sort
from registry_api.areas import as_words, moved, page, slug, sounding_like, understood, unknown
from registry_api.permissions import permission
from registry_api.public import of
from registry_api.views import views

KINDS = (
    "department", "non-ministerial department", "devolved government", "agency", "public body", "office", "council",
)  # fmt: skip
"""Kinds of organisations in the order they are shown; others come after them."""

pages = APIRouter(include_in_schema=False)


@pages.get("/organisations", name="organisations")
@permission("public")
def organisations(request: Request) -> Response:
    """All organisations by kind; those without a forum stand back."""
    by_kind: dict[str, list[BodyCount]] = {}
    for one in of(request).index().areas.organisations():
        by_kind.setdefault(one.body.kind, []).append(one)
    order = sorted(by_kind, key=lambda kind: (KINDS.index(kind) if kind in KINDS else len(KINDS), kind))
    groups = [
        (kind, [one for one in by_kind[kind] if one.forums], [one for one in by_kind[kind] if not one.forums])
        for kind in order
    ]
    return page(request, "organisations.html", here="/organisations", groups=groups)


@pages.get("/organisations/{code:path}", name="organisation")
@permission("public")
def organisation(request: Request, code: str) -> Response:
    """One organisation: what it answers for, and the forums there."""
    summary = of(request).index().areas.organisation(code)
    if summary is None:
        return unknown_organisation(request, code)
    slug = summary.count.body.slug
    own = ForumQuery(department=(slug,))
    with of(request).sessions.read() as session:
        absent, absent_count = out_of_reach(session, slug)
        told = bool(absent) or bool(notices(session, slug, 1))
    return page(
        request,
        "organisation.html",
        here="/organisations",
        summary=summary,
        major=_major(summary),
        countries=_countries(summary),
        whole=own.sorted_by(Sort.ACTIVITY),
        newest_first=own.sorted_by(Sort.NEWEST),
        views=views(),
        absent=absent,
        absent_count=absent_count,
        told=told,
    )


def _major(summary: BodySummary) -> list[tuple[Area, list[MajorForum]]]:
    """Of the major forums of its topics and places those that stand in its area: a topic may end at its border."""
    slug, hits = summary.count.body.slug, summary.hits
    own = {public_id for public_id, hit in hits.items() if slug in hit.forum["departments"]}
    found = [(area, [one for one in some if one.public_id in own]) for area, some in summary.major]
    return [(area, some) for area, some in found if some]


def _countries(summary: BodySummary) -> list[str]:
    """Names of the countries it serves: they are no places of the list."""
    return [countries()[code] for code in summary.count.body.regions if code in countries()]


def unknown_organisation(request: Request, asked: str, room: str = "") -> Response:
    """What answers at the address of no organisation: the way to the one meant. `room`: what stands after its slug."""
    if not asked.strip("/"):
        return moved(request, "/organisations")
    terms = of(request).index().terms
    found, near = understood("department", asked.strip("/"), terms)
    if found is not None:
        return moved(request, f"/organisations/{found}{room}")
    wanted = slug(asked)
    named = [
        code
        for code, body in sorted(terms.bodies.items())
        if wanted and wanted in (slug(body.name), slug(body.abbreviation or ""))
    ]
    if len(named) == 1:
        return moved(request, f"/organisations/{named[0]}{room}")
    near = near or sounding_like(asked, terms.organisations)
    return unknown(
        request,
        [(f"/organisations/{code}", terms.organisations.get(code, code)) for code in dict.fromkeys((*named, *near))],
        title="There is no such organisation",
        detail="Organisations go by their GOV.UK address, such as /organisations/cabinet-office.",
        words=as_words(asked),
        up="/organisations",
        up_label="See all organisations",
    )
