"""The web service: makes the application from settings and a database. Nothing happens on import."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import orjson
from fastapi import FastAPI
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp

from registry.catalogue.keeping import IndexKeeper
from registry.catalogue.meaning import Assesses
from registry.catalogue.query import BadQuery, parse_string
from registry.db import Sessions
from registry.identity import SharedHosts
from registry.settings import Settings
from registry_api import areas, problems
from registry_api.cache import Cache
from registry_api.description import describe
from registry_api.headers import Headers
from registry_api.language import ENGLISH, Language, split
from registry_api.permissions import permission, require_permissions
from registry_api.public import Public, subjects_of
from registry_api.routes import (
    about,
    api,
    api_areas,
    api_coverage,
    api_letters,
    api_searches,
    changes,
    coverage,
    crawlstatus,
    deltas,
    discovery,
    forum,
    home,
    letters,
    linked,
    lists,
    machinery,
    notices,
    organisations,
    pack,
    places,
    searches,
    topics,
)
from registry_api.routes import statics as static_files
from registry_api.routes.downloads import asks_for_whole
from registry_api.site import Site
from registry_api.statics import Statics
from registry_api.views import views

log = logging.getLogger(__name__)


def create_app(
    settings: Settings,
    sessions: Sessions,
    assessor: Assesses | None = None,
    *,
    hosts: SharedHosts | None = None,
    platforms: Iterable[str] = (),
    demo: bool = False,
) -> ASGIApp:
    """The service as an ASGI application: cache, headers, routes.

    `assessor` helps searches to understand words, `hosts` look-ups to know shared hosts (read from the seeds folder
    when not given), `platforms` are the slugs that the crawler can recognise, `demo` shows the banner (the database's
    own mark does so too). Raises UndeclaredRoute when a route has no permission. The database is first asked when the
    application starts.
    """
    keeper = IndexKeeper(sessions, assessor, platforms)
    site = Site.of(settings, demo=demo)
    statics = Statics(brand=settings.govuk_brand)
    public = Public(settings, sessions, keeper, site, statics, hosts or _shared_hosts(settings), subjects_of(assessor))
    app = FastAPI(
        title=settings.service_name,
        version=version("forum-registry"),
        description=DESCRIPTION,
        license_info={"name": site.licence, **({"url": site.licence_url} if site.licence_url else {})},
        servers=[{"url": site.base_url}],
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=_lifespan,
        redirect_slashes=False,
    )
    app.state.public = public
    for router in _routers():
        app.include_router(router)
    app.add_api_route("/openapi.json", _openapi, methods=["GET"], include_in_schema=False, name="openapi")
    problems.install(app)
    require_permissions(app.routes)
    return Cache(
        Headers(Language(app, problems.for_people), problems.for_programs),
        most_bytes=settings.cache_bytes,
        generation=lambda: public.generation,
        key=_cache_key(public),
    )


DESCRIPTION = """The public list of online forums where people help each other, with the evidence behind every figure.

Listing is not endorsement. What is not known is null, with a reason. A stance that is unknown is not consent.
"""


def _routers() -> list[Any]:
    return [
        home.pages,
        lists.router(),
        api.router,
        api_coverage.router,
        api_areas.router,
        notices.router,
        linked.router,
        pack.pages,
        forum.pages,
        changes.router(),
        deltas.router,
        coverage.pages,
        topics.pages,
        places.pages,
        notices.feeds,
        organisations.pages,
        about.router(),
        letters.pages,
        api_letters.router,
        searches.pages,
        api_searches.router,
        crawlstatus.pages,
        machinery.router,
        discovery.router,
        static_files.router,
    ]


@permission("public")
async def _openapi(request: Request) -> Response:
    """The description of the API."""
    document = describe(request.app)
    headers = {"Cache-Control": "public, max-age=300"}
    return Response(orjson.dumps(document), media_type="application/json", headers=headers)


def _shared_hosts(settings: Settings) -> SharedHosts:
    path = Path(settings.seeds) / "hosts.toml"
    return SharedHosts.load(path) if path.exists() else SharedHosts()


_GENERATIONAL = ("/", "/openapi.json")


def _cache_key(public: Public) -> Callable[[str, str], str | None]:
    """What is kept until the list changes: views of questions, pages of forums, pages about the service."""
    listing = frozenset({lists.API, *(f"/forums{view.suffix}" for view in views())})
    downloads = {f"/forums{view.suffix}": view for view in views() if view.is_download}

    def key(asked: str, query_string: str) -> str | None:
        language, path = split(asked)
        if language != ENGLISH and not problems.for_people(path):
            return None
        if path in listing:
            if public.keeper.index is None:
                return None
            try:
                question = parse_string(query_string, public.keeper.index.terms)
            except BadQuery:
                return None
            whole = path in downloads and asks_for_whole(downloads[path], query_string)
            return f"{asked}?{question.canonical()}{'' if whole else '#'}"
        if path in changes.ADDRESSES:
            canonical = changes.cache_key(public, query_string)
            return None if canonical is None else f"{asked}?{canonical}"
        if query_string:
            return None
        kept = path in _GENERATIONAL or any(room.is_kept(path) for room in (areas, api_areas, discovery))
        return asked if kept else None

    return key


@contextlib.asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Build the list, then keep it in step with the database until the application ends."""
    public: Public = app.state.public
    await asyncio.to_thread(_look, public)
    task = asyncio.create_task(_keep_up(public))
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def _keep_up(public: Public) -> None:
    while True:
        await asyncio.sleep(public.settings.refresh_s)
        await asyncio.to_thread(_look, public)


def _look(public: Public) -> None:
    """One look at the database. The last good list stays when it cannot be read."""
    was_well = public.keeper.last_error is None
    try:
        public.refresh()
    except SQLAlchemyError as error:
        if was_well:
            log.warning("the database cannot be read; the last good list is shown: %s", type(error).__name__)
    except Exception:
        if was_well:
            log.exception("the list could not be brought up to date; the last good one is shown")
