"""A web of forums on one port, each in a place or a state that real ones are found in: the first label of the Host
header names the site. Run as a program it prints its port and serves until its standard input closes.

A site is a table of its paths; what stands in none of them is not found. `hits.localhost` tells what was asked for.
"""

import asyncio
import gzip
import json
import zlib
from collections.abc import Mapping

import brotli

from tests.engine import badweb, pages
from tests.engine.badweb import Site, Writer, answer, redirect

JSON = "application/json; charset=utf-8"
HTML = "text/html; charset=utf-8"
Table = Mapping[str, bytes]

ABOUT = json.dumps(
    {"about": {"title": "Hedgehog Friends", "stats": {"users_count": 5120, "topics_count": 840, "posts_count": 9001}}}
).encode()
SITE = json.dumps(
    {"default_archetype": "regular", "categories": [{"id": 3, "name": "Feeding", "slug": "feeding", "topic_count": 61}]}
).encode()
LATEST = json.dumps(
    {"topic_list": {"topics": [{"title": "Out in daylight", "last_posted_at": "2026-11-19T07:00:00.000Z"}]}}
).encode()
ELSEWHERE = "https://community.elsewhere.example/"


def html(body: bytes, status: str = "200 OK") -> bytes:
    """A page."""
    return answer(body, status, HTML)


def said(body: bytes, status: str = "200 OK") -> bytes:
    """An answer for machines."""
    return answer(body, status, JSON)


def _discourse(base: str, **answers: bytes) -> dict[str, bytes]:
    table = {"about.json": said(ABOUT), "site.json": said(SITE), "latest.json": said(LATEST), **answers}
    return {f"{base}/": html(pages.with_further_pages(base))} | {f"{base}/{path}": table[path] for path in table}


def _packed(body: bytes, encoding: str) -> bytes:
    return answer(body, "200 OK", HTML, f"Content-Encoding: {encoding}")


def _half(body: bytes) -> bytes:
    """A front page broken off behind its boards, before its figures."""
    return body[: body.index(b'<div class="stat-block')]


def _gzip_without_end(body: bytes) -> bytes:
    """All of the body and nothing of what would stand behind it: neither the rest nor the end of the packing."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return packer.compress(body) + packer.flush(zlib.Z_SYNC_FLUSH)


def _brotli_without_end(body: bytes) -> bytes:
    packer = brotli.Compressor()
    return bytes(packer.process(body) + packer.flush())


_BROTLI = brotli.compress(pages.forum())
_LOGIN = html(pages.thread(login=True))
_MISSING = html(b"<p>Nothing here</p>", "404 Not Found")
_ANSWERS = ("about.json", "site.json", "latest.json", "latest.rss")

SITES: dict[str, Table] = {
    "below": {"/forum/": html(pages.forum()), "/forum/index.php": html(pages.forum()),
              "/forum/viewtopic.php?t=5": html(pages.thread()),
              "/forum/ucp.php?mode=login": html(pages.thread(login=True), "403 Forbidden"),
              "/forum/search.php": html(pages.thread(login=True))},
    "two-boards": {"/": html(pages.forum("Grown-ups", board="Wine", href="./viewforum.php?f=1")),
                   "/kids/": html(pages.forum("Kids", logo="/", board="Tadpoles")),
                   "/kids/viewtopic.php?t=5": html(pages.thread("Kids", "/"))},
    "two-links": {"/": html(pages.landing("/forum-a/").replace(b"</nav>", b'<a href="/forum-b/">Forum</a></nav>')),
                  "/forum-a/": html(pages.forum("Forum A", logo="/", board="Ants")),
                  "/forum-b/": html(pages.forum("Forum B", logo="/", board="Bees"))},
    "portal": {"/": html(pages.portal("The Allotment Gate")), "/forums/": html(pages.forum(logo="/"))},
    "turned": {"/": redirect("/forum/"), "/forum/": html(pages.forum(logo="/"))},
    "turned-away": {"/": redirect("/forum/"), "/forum/": html(pages.forum(logo=ELSEWHERE))},
    "company": {"/": html(pages.shop()), "/support/": html(pages.forum("Spade Support", logo="/"))},
    "elsewhere": {"/": html(pages.landing(ELSEWHERE))},
    "discourse": _discourse(""),
    "discourse-below": _discourse("/community"),
    "discourse-poor": _discourse("", **dict.fromkeys(_ANSWERS[:2], _MISSING)),
    "discourse-walled": _discourse("", **dict.fromkeys(_ANSWERS, html(pages.with_further_pages()))),
    "discourse-login": _discourse("", **dict.fromkeys(_ANSWERS, _LOGIN)),
    "discourse-busy": _discourse("", **{"site.json": said(b"{}", "429 Too Many Requests")}),
    "discourse-overloaded": _discourse("", **{"site.json": said(b"{}", "503 Service Unavailable")}),
    "discourse-broken": _discourse("", **{"about.json": said(b"{}", "500 Internal Server Error")}),
    "discourse-asks": {"/robots.txt": answer(b"User-agent: *\nDisallow: /site.json\n", "200 OK", "text/plain"),
                       **_discourse("")},
    "statistics": {"/": html(pages.fluxbb()), "/extern.php?action=stats": html(pages.statistics())},
    "statistics-lost": {"/": html(pages.fluxbb()), "/extern.php?action=stats": _LOGIN},
    "cut-gzip": {"/": _packed(_gzip_without_end(_half(pages.forum())), "gzip")},
    "cut-brotli": {"/": _packed(_brotli_without_end(_half(pages.forum())), "br")},
    "cut-markup": {"/": html(_half(pages.forum()) + b'<div class="stat-bl')},
    "cut-early": {"/": html(b'<!DOCTYPE html><html><head><title>The Allotment Gate - Index page</title><link hr')},
    "whole-gzip": {"/": _packed(gzip.compress(pages.forum()), "gzip")},
    "whole-brotli": {"/": _packed(_BROTLI, "br")},
    "two-members": {"/": _packed(gzip.compress(pages.forum()[:900]) + gzip.compress(pages.forum()[900:]), "gzip")},
}  # fmt: skip


HANGS = "/hangs.json"
SITES["discourse-hangs"] = {**_discourse(""), "/about.json": redirect(HANGS)}


def _serve(table: Table) -> Site:
    async def serve(path: str, writer: Writer) -> None:
        if path == HANGS:
            await asyncio.sleep(60)
        writer.write(table.get(path, badweb.NO_RULES))

    return serve


if __name__ == "__main__":
    badweb.SITES.update({name: _serve(table) for name, table in SITES.items()})
    asyncio.run(badweb.main())
