"""Addresses for programs that look around: robots.txt, the site map, security.txt, the search description."""

import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from registry.catalogue.text import one_line
from registry_api import sitemap
from registry_api.changefeeds import PATH as CHANGES
from registry_api.language import PREFIXES
from registry_api.permissions import permission
from registry_api.problems import for_people, problem
from registry_api.public import of
from registry_api.routes.lists import CACHE_CONTROL
from registry_api.views import views

FOR_A_DAY = "public, max-age=86400"

SINGLE = ("topic", "region", "department")
"""Filters that may be the only one of a question that search engines read; there are finitely many of these."""

LONGEST_SHORT_NAME = 16
"""Characters of a search engine's name in a browser, by OpenSearch 1.1."""

router = APIRouter(include_in_schema=False)


@router.get("/robots.txt", name="robots")
@permission("public")
async def robots(request: Request) -> Response:
    """Robots are welcome, but searches are for people: their number has no end. Questions for one topic are not."""
    rules = "\n".join(["User-agent: *", *_rules(), f"Sitemap: {of(request).site.base_url}/sitemap.xml", ""])
    return Response(rules, media_type="text/plain; charset=utf-8", headers={"Cache-Control": FOR_A_DAY})


def _rules() -> Iterator[str]:
    """The longest rule that fits counts (RFC 9309), so that the order here is for readers."""
    for prefix in PREFIXES.values():
        yield f"Disallow: {prefix}/forums?"
        yield f"Disallow: {prefix}/forums/*?"
        for field in SINGLE:
            yield f"Allow: {prefix}/forums?{field}="
            yield f"Disallow: {prefix}/forums?{field}=*&"
        yield f"Disallow: {prefix}{CHANGES}?"
    for view in views():
        if not view.is_page and not view.follows:  # feeds are for programs that people send
            yield f"Disallow: /forums{view.suffix}?"
    yield "Disallow: /api/"
    yield "Allow: /"


@router.get("/sitemap.xml", name="sitemap_index")
@permission("public")
def sitemap_index(request: Request) -> Response:
    """The index of the site map."""
    public = of(request)
    return _xml(sitemap.sitemap_index(public.site, public.index()))


@router.get("/sitemap/{name}.xml", name="sitemap_part")
@permission("public")
def sitemap_part(request: Request, name: str) -> Response:
    """One part of the site map."""
    public = of(request)
    if name == "pages":
        return _xml(sitemap.pages_part(public.site, public.index(), fixed_pages(request.app.routes)))
    number = re.fullmatch("forums-([1-9][0-9]{0,5})", name)
    body = sitemap.forums_part(public.site, public.index(), int(number[1])) if number else None
    if body is None:
        raise HTTPException(404)
    return _xml(body)


def is_kept(path: str) -> bool:
    """Whether the answer at a path is kept until the list changes: parts of the site map take a while to make."""
    return path == "/sitemap.xml" or path.startswith("/sitemap/")


def fixed_pages(routes: Iterable[BaseRoute]) -> list[str]:
    """The addresses of all pages for people that stand at one path."""
    found = []
    for route in routes:
        inner = getattr(route, "original_router", None)  # FastAPI keeps an included router as one route
        if inner is not None:
            found += fixed_pages(inner.routes)
        elif isinstance(route, Route) and not route.include_in_schema and _is_fixed_page(route):
            found.append(route.path)
    return found


def _is_fixed_page(route: Route) -> bool:
    """Below `/forums/` stand other ways to show the list, such as in print, which is in the map already.

    A search is asked for from a topic's page; without a topic there is no form to show.
    """
    own = for_people(route.path) and not route.path.startswith("/forums/") and route.name != "ask_search"
    return own and "{" not in route.path and "GET" in (route.methods or ())


@router.get("/.well-known/security.txt", name="security_txt")
@router.get("/security.txt", name="security_txt_of_old")
@permission("public")
async def security_txt(request: Request) -> Response:
    """Where weaknesses are reported (RFC 9116): the operator's own file, by a setting."""
    there = of(request).settings.security_txt_url
    if not there:
        said = "The operator of this service has not said where weaknesses are reported."
        answer = problem(request, 404, said)
        answer.headers["Cache-Control"] = "no-store"
        return answer
    return RedirectResponse(there, 302, headers={"Cache-Control": FOR_A_DAY})


@router.get("/opensearch.xml", name="search_description")
@permission("public")
async def search_description(request: Request) -> Response:
    """How a browser searches the list from its address bar, and other programs through the feeds (OpenSearch 1.1)."""
    public = of(request)
    site = public.site
    asked = [view for view in views() if view.is_page or view.follows]
    urls = [
        f"<Url type={quoteattr(view.media_type)} template="
        f"{quoteattr(f'{site.base_url}/forums{view.suffix}?q={{searchTerms}}&page={{startPage?}}')}/>"
        for view in asked
    ]
    itself = quoteattr(f"{site.base_url}/opensearch.xml")
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        f"<ShortName>{escape(one_line(site.name, LONGEST_SHORT_NAME))}</ShortName>\n"
        f"<Description>{escape(one_line(f'Search the forums of {site.name}', 1024))}</Description>\n"
        "<InputEncoding>UTF-8</InputEncoding>\n" + "\n".join(urls) + "\n"
        f'<Url type="application/opensearchdescription+xml" rel="self" template={itself}/>\n'
        "</OpenSearchDescription>\n"
    )
    return Response(
        body, media_type="application/opensearchdescription+xml; charset=utf-8", headers={"Cache-Control": FOR_A_DAY}
    )


def _xml(body: bytes) -> Response:
    return Response(body, media_type="application/xml; charset=utf-8", headers={"Cache-Control": CACHE_CONTROL})
