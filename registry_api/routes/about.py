"""Pages about the service itself."""

from collections.abc import Callable
from importlib.metadata import version

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from registry.assess.activity import FORMULA
from registry.catalogue.query import PAGE_SIZE
from registry_api.permissions import permission
from registry_api.public import of
from registry_api.routes.lists import CACHE_CONTROL
from registry_api.routes.parameters import query_parameters
from registry_api.views import views

ENDPOINTS = (
    ("/api/v1/forums", "the list, as above"),
    ("/api/v1/forums/{id}", "one forum with the evidence of every figure; a merged one answers 301"),
    ("/api/v1/changes?since=CURSOR", "what was added, changed, merged and removed, in order"),
    ("/api/v1/lookup?url=ADDRESS", "whether an address, however written, belongs to a listed forum"),
    ("/healthz, /readyz", "whether the process runs; whether it can show the list"),
)

NAMELESS_PAGES = 3
"""Pages of a site that the crawler reads while no contact is set; it keeps the figure itself, a test holds both."""

TEMPLATES = ("crawler", "scoring", "criteria", "api")


def router() -> APIRouter:
    """One route a page."""
    made = APIRouter(include_in_schema=False)
    for name in TEMPLATES:
        made.add_api_route(f"/about/{name}", _endpoint(name), methods=["GET"], name=f"about_{name}")
    return made


def _endpoint(name: str) -> Callable[[Request], Response]:
    @permission("public")
    def about(request: Request) -> Response:
        public = of(request)
        body = public.pages_for(request).render(
            f"about/{name}.html",
            here={"api": "/about/api", "criteria": "/about/criteria"}.get(name, ""),
            settings=public.settings,
            version=version("forum-registry"),
            views=views(),
            fields=query_parameters(),
            endpoints=ENDPOINTS,
            page_size=PAGE_SIZE,
            formula=FORMULA,
            nameless_pages=NAMELESS_PAGES,
        )
        return Response(body, media_type="text/html; charset=utf-8", headers={"Cache-Control": CACHE_CONTROL})

    return about
