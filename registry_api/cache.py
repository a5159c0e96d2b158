"""The cache in front of the application. Pure ASGI: a hit touches neither FastAPI nor the index.

Bodies are kept under the canonical question and the index's generation, the least recently used going first when
they are more than the bytes allowed; a new generation empties it. ETags are strong, hashes of the body; a request that
knows the body is answered 304, one for the head without body. A session cookie goes round it, both ways. An answer
with an ETag of its own is passed on as it comes: long ones are never held here.
"""

import gzip
import hashlib
import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

SESSION_COOKIE = "forum_registry_session"
"""Name of the cookie of people who are signed in: what they see is never kept nor answered from here."""

HEAD_ASKED = "forum_registry.head"
"""Set in the scope of a request for the head, which the application answers as one for the whole."""

RawHeaders = list[tuple[bytes, bytes]]

_ENTRY_COST = 1024
"""What an entry takes beside its body, in bytes, by estimate."""

_ZIPPED_SHARE = 4
"""A compressed answer takes at most about a quarter of the whole one, which its cost allows for."""

_WORTH_ZIPPING = 1024
"""Bytes from which on compressing an answer is worth it."""

_ZIP_LEVEL = 5
_MOST_ALIASES = 20_000
_NOT_IN_304 = (b"content-length", b"content-type", b"content-encoding")


@dataclass(slots=True)
class Kept:
    """An answer that can be given again; `zipped` is the same one compressed, made when it is first asked for."""

    etag: bytes
    headers: RawHeaders
    short_headers: RawHeaders
    body: bytes
    zips: bool = False
    zipped: "Kept | None" = None


class Cache:
    """Keeps the public answers of an application."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        most_bytes: int,
        generation: Callable[[], int],
        key: Callable[[str, str], str | None],
    ) -> None:
        """`key` gives the canonical form of a path and query string, None for what is never kept."""
        self._app, self._most_bytes, self._generation, self._key = app, most_bytes, generation, key
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._aliases: dict[tuple[str, bytes], str] = {}
        self._bytes = self._of = 0

    @property
    def size(self) -> int:
        """Bytes kept at the moment."""
        return self._bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        known, signed_in, zips = _asked(scope["headers"])
        if signed_in:
            await self._app({**scope, "method": "GET"} if scope["method"] == "HEAD" else scope, receive, send)
            return
        generation = self._generation()
        if generation != self._of:
            self._empty(generation)
        asked = (scope["path"], scope["query_string"])
        key = self._aliases.get(asked)
        kept = self._kept.get(key) if key is not None else None
        if kept is not None and key is not None:
            self._kept.move_to_end(key)
        else:
            kept = await self._fetch(asked, generation, scope, receive, send)
        if kept is not None:
            await _answer(_zipped(kept) if zips and kept.zips else kept, known, scope["method"] == "HEAD", send)

    async def _fetch(
        self, asked: tuple[str, bytes], generation: int, scope: Scope, receive: Receive, send: Send
    ) -> Kept | None:
        """Ask the application; what may not be kept is passed on at once and gives None."""
        key = self._key(asked[0], asked[1].decode("ascii", "replace"))
        if key is not None and (kept := self._kept.get(key)) is not None:
            self._remember(asked, key)
            return kept
        inner = _Recorder(send, head=scope["method"] == "HEAD")
        await self._app({**scope, "method": "GET", HEAD_ASKED: scope["method"] == "HEAD"}, receive, inner.take)
        kept = inner.kept()
        if kept is not None and key is not None and generation == self._of:
            self._keep(asked, key, kept)
        return kept

    def _keep(self, asked: tuple[str, bytes], key: str, kept: Kept) -> None:
        cost = _cost(kept)
        if cost > self._most_bytes // 4:
            return
        if key not in self._kept:
            self._kept[key] = kept
            self._bytes += cost
        self._remember(asked, key)
        while self._bytes > self._most_bytes:
            _, gone = self._kept.popitem(last=False)
            self._bytes -= _cost(gone)

    def _remember(self, asked: tuple[str, bytes], key: str) -> None:
        if len(self._aliases) >= _MOST_ALIASES:
            self._aliases.clear()
        self._aliases[asked] = key

    def _empty(self, generation: int) -> None:
        self._kept.clear()
        self._aliases.clear()
        self._bytes, self._of = 0, generation


def _cost(kept: Kept) -> int:
    return len(kept.body) + _ENTRY_COST + (len(kept.body) // _ZIPPED_SHARE if kept.zips else 0)


class _Recorder:
    """Holds back a public answer until it is whole; passes any other on as it comes."""

    def __init__(self, send: Send, *, head: bool) -> None:
        self._send, self._head = send, head
        self._start: Message | None = None
        self._parts: list[bytes] = []
        self._passing = False

    async def take(self, message: Message) -> None:
        """One message of the application."""
        if message["type"] == "http.response.start":
            control = next((v for k, v in message["headers"] if k.lower() == b"cache-control"), b"")
            own = any(k.lower() == b"etag" for k, _ in message["headers"])
            self._passing = message["status"] != 200 or own or not control.startswith(b"public")
            self._start = message
            if self._passing:
                await self._send(message)
        elif self._passing:
            await self._send({**message, "body": b""} if self._head else message)
        else:
            self._parts.append(message.get("body", b""))

    def kept(self) -> Kept | None:
        """The answer, whole, with its ETag."""
        if self._passing or self._start is None:
            return None
        body = b"".join(self._parts)
        etag = b'"' + hashlib.sha256(body).hexdigest()[:32].encode() + b'"'
        headers = [(k, v) for k, v in self._start["headers"] if k.lower() != b"etag"] + [(b"etag", etag)]
        zips = len(body) >= _WORTH_ZIPPING and not any(k.lower() == b"content-encoding" for k, _ in headers)
        if zips:
            headers.append((b"vary", b"Accept-Encoding"))
        return Kept(etag, headers, _short(headers), body, zips)


def _short(headers: RawHeaders) -> RawHeaders:
    """The headers of a 304."""
    return [(k, v) for k, v in headers if k.lower() not in _NOT_IN_304]


def _zipped(kept: Kept) -> Kept:
    """The same answer compressed: another representation, hence another ETag (RFC 9110, 8.8.3.3)."""
    if kept.zipped is None:
        body = gzip.compress(kept.body, _ZIP_LEVEL, mtime=0)
        etag = kept.etag[:-1] + b'-gzip"'
        others = [(k, v) for k, v in kept.headers if k.lower() not in (b"etag", b"content-length")]
        length = [(b"content-length", str(len(body)).encode())]
        headers = [*others, (b"etag", etag), (b"content-encoding", b"gzip"), *length]
        kept.zipped = Kept(etag, headers, _short(headers), body)
    return kept.zipped


async def _answer(kept: Kept, known: bytes, head: bool, send: Send) -> None:
    if known and matches(known, kept.etag):
        await send({"type": "http.response.start", "status": 304, "headers": kept.short_headers})
        await send({"type": "http.response.body", "body": b""})
        return
    await send({"type": "http.response.start", "status": 200, "headers": kept.headers})
    await send({"type": "http.response.body", "body": b"" if head else kept.body})


def _asked(headers: RawHeaders) -> tuple[bytes, bool, bool]:
    """The If-None-Match header, whether a session cookie came along, and whether gzip is understood."""
    known, signed_in, zips = b"", False, False
    for name, value in headers:
        if name == b"if-none-match":
            known = value
        elif name == b"accept-encoding":
            zips = b"gzip" in value and re.search(rb"gzip\s*;\s*q=0(\.0*)?\s*(,|$)", value) is None
        elif name == b"cookie" and SESSION_COOKIE.encode() in value:
            signed_in = True
    return known, signed_in, zips


def matches(known: bytes, etag: bytes) -> bool:
    """Weak comparison, as RFC 9110 asks for If-None-Match."""
    if known.strip() == b"*":
        return True
    return any(tag.strip().removeprefix(b"W/") == etag for tag in known.split(b","))
