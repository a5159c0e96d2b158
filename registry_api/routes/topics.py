"""Topics: the tree with its counts, and a page for each."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from registry.catalogue.query import ForumQuery
from registry.vocabulary import Sort
from registry_api.areas import as_words, below, moved, page, sounding_like, steps, understood, unknown
from registry_api.permissions import permission
from registry_api.public import of
from registry_api.views import views

pages = APIRouter(include_in_schema=False)


@pages.get("/topics", name="topics")
@permission("public")
def topics(request: Request) -> Response:
    """All topics of the first two levels; those without a forum stand back."""
    within = below(of(request).index().areas.topics())
    widest = [(top, within.get(top.code, [])) for top in within.get(None, [])]
    filled = [one for one in widest if one[0].forums]
    empty = [one for one in widest if not one[0].forums and one[0].code.count("/") == 1]
    return page(request, "topics.html", here="/topics", topics=widest, filled=filled, empty=empty)


@pages.get("/topics/{path:path}", name="topic")
@permission("public")
def topic(request: Request, path: str) -> Response:
    """One topic, and what is around it."""
    public = of(request)
    index = public.index()
    summary = index.areas.topic(f"/{path}")
    if summary is None:
        return unknown_topic(request, path)
    own = ForumQuery(topic=(summary.area.code,))
    regions = [option for option in summary.facets["region"] if option.count]
    bodies = sorted(summary.organisations, key=lambda body: (body.kind == "council", body.name.casefold()))
    return page(
        request,
        "topic.html",
        here="/topics",
        summary=summary,
        steps=steps(summary.wider, lambda area: f"/topics{area.code}"),
        subjects=public.subjects.get(summary.area.code, ()),
        whole=own.sorted_by(Sort.MAJOR),
        newest_first=own.sorted_by(Sort.NEWEST),
        views=views(),
        bodies=bodies,
        places=sorted(regions, key=lambda option: (-option.level, -option.count, option.label)),
    )


def unknown_topic(request: Request, path: str, room: str = "") -> Response:
    """What answers at the address of no topic: the way to the one that is meant. `room`: what stands after its path."""
    if not path.strip("/"):
        return moved(request, "/topics")
    terms = of(request).index().terms
    found, near = understood("topic", path, terms)
    if found is not None:
        return moved(request, f"/topics{found}{room}")
    return unknown(
        request,
        [(f"/topics{code}", terms.topic_title(code)) for code in near or sounding_like(path, terms.topics)],
        title="There is no such topic",
        detail="Topics are those of GOV.UK. Their addresses follow GOV.UK's, such as /topics/education.",
        words=as_words(path),
        up="/topics",
        up_label="See all topics",
    )
