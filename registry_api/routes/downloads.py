"""Whole answers: short ones are made at once and kept by the cache, long ones are sent as they are made."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Iterator
from functools import cache
from importlib.metadata import version
from urllib.parse import parse_qsl
from weakref import WeakKeyDictionary

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from registry.catalogue.query import ForumQuery, parse_string
from registry_api.cache import HEAD_ASKED, matches
from registry_api.public import Public
from registry_api.routes.listheaders import CACHE_CONTROL, headers, media_type
from registry_api.site import Site
from registry_api.views import ListPage, View, views

SHORT = 1_000
"""Forums of an answer that is made in memory; more are streamed."""


def asks_for_whole(view: View, query_string: str) -> bool:
    """Whether this view holds the whole answer to a query string: a download of which no page is named."""
    if not view.is_download:
        return False
    try:
        pairs = parse_qsl(query_string, max_num_fields=200)
    except ValueError:
        return True
    return all(name != "page" or not value.strip() for name, value in pairs)


async def download(request: Request, public: Public, view: View, query_string: str) -> Response:
    """The whole answer. BadQuery, NotReady. All of it is of one generation of the list, whatever changes meanwhile."""
    index = public.index()
    query = parse_string(query_string, index.terms)
    tag = _tag(view, query, index.fingerprint, public.site)  # before the answer: never newer than what it names
    if (known := request.headers.get("if-none-match")) and matches(known.encode(), tag.encode()):
        return Response(status_code=304, headers={"ETag": f"W/{tag}", "Cache-Control": CACHE_CONTROL})
    async with turn():
        answer = await asyncio.to_thread(index.whole, query)
    page = ListPage(answer, public.site, views(), public.pages_for(request), index.status(), whole=True)
    told = headers(page, view)
    if len(answer.hits) <= SHORT or view.parts is None:
        return Response(view.render(page, view), media_type=media_type(view), headers=told)
    told["ETag"] = f"W/{tag}"
    parts = iter(()) if request.scope.get(HEAD_ASKED) else view.parts(page, view)
    return StreamingResponse(paced(parts), media_type=media_type(view), headers=told)


async def paced(parts: Iterator[bytes]) -> AsyncIterator[bytes]:
    """The parts. However many downloads there are, one part at a time is made, and other requests come in between."""
    mine = turn()
    while True:
        async with mine:
            part = next(parts, None)
            await asyncio.sleep(0)
        if part is None:
            return
        yield part


_turns: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Lock] = WeakKeyDictionary()


def turn() -> asyncio.Lock:
    """What downloads of this process wait for before they use its processor: pages are not to wait for them."""
    return _turns.setdefault(asyncio.get_running_loop(), asyncio.Lock())


@cache
def _version() -> str:
    return version("forum-registry")


def _tag(view: View, query: ForumQuery, fingerprint: str, site: Site) -> str:
    """Names a long answer without making it: by the question, all that the list holds, and who publishes it."""
    told = (_version(), view.suffix, query.canonical(), fingerprint, repr(site))
    return f'"{hashlib.sha256(repr(told).encode()).hexdigest()[:32]}"'
