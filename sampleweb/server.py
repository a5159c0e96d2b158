"""The one loopback server of the sample web: answers by Host header, quickly enough to feed benchmarks.

Pages are rendered when first asked for and kept as ready bytes for five minutes: longer, and "It is currently ..." and
"Today" would lie.
"""

import asyncio
import re
import socket
import threading
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from types import TracebackType
from typing import NamedTuple, Self

from sampleweb.catalogue import sites
from sampleweb.model import SampleSite
from sampleweb.pages import Answer, Maker, World, answers

_SESSION = re.compile(r"(?:sid|s|PHPSESSID)=")
_WORDS = re.compile(r"[&;]?[^&;]+")
_MOST_KEPT = 512 * 1024 * 1024  # bytes of ready answers; a crawler gone wild must not fill the memory
_FRESH_FOR_S = 300.0
_LONGEST_HEAD = 65_536


class Request(NamedTuple):
    """One request as it came in: host without port, path with query, Unix time in seconds, user agent."""

    host: str
    path: str
    time: float
    user_agent: str


class SampleServer:
    """The running sample web; `with serve() as web:` stops it at the end.

    `requests` is the log in order of arrival (empty when `log` is off), `sites` what the pages say, `clients` the
    connections that are open.
    """

    def __init__(self, port: int, host: str, seed: int, now: datetime | None, log: bool, copies: int) -> None:
        self._fixed_now = now
        self.sites: tuple[SampleSite, ...] = sites(seed, now or datetime.now(UTC), copies)
        self.requests: list[Request] = []
        self.log = log
        self._by_host = {site.host: site for site in self.sites}
        self._makers: dict[str, Mapping[str, Maker]] = {}
        self._ready: dict[tuple[str, str], bytes | str] = {}
        self._kept = 0
        self.clients: set[asyncio.Transport] = set()
        self._socket = socket.create_server((host, port), backlog=1024)
        self._loop = asyncio.new_event_loop()
        self.host = host
        self.port: int = self._socket.getsockname()[1]
        self._world = World(self.port, self._today(), {site.name: site for site in self.sites})
        self._answering = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sampleweb", daemon=True)
        self._thread.start()
        self._answering.wait()

    def address(self, name: str) -> str:
        """The address of a site's front page; KeyError for a name that no site has."""
        return self._world.address(name)

    def site(self, name: str) -> SampleSite:
        """The site of that name; KeyError for a name that no site has."""
        return self._world.sites[name]

    def answer(self, host: str, target: str) -> Answer:
        """What a request for `target` (path and query) of a host is answered with, without asking over the network."""
        site = self._by_host.get(host)
        if site is None:
            return Answer(b"No such sample site.\n", "text/plain; charset=utf-8", 404)
        if host not in self._makers:
            self._makers[host] = answers(site, self._world)
        makers = self._makers[host]
        maker = makers.get(target) or makers.get(_without_session(target)) or makers.get("*")
        return maker() if maker else Answer(b"<!DOCTYPE html><title>Not found</title><p>Not found.</p>", status=404)

    def wire(self, host: str, target: str) -> bytes | str:
        """The ready bytes of an answer, or the word of a behaviour (`close`, `hang`)."""
        ready = self._ready.get((host, target))
        if ready is None:
            answer = self.answer(host, target)
            ready = _wire(answer) if answer.behaviour == "answer" else answer.behaviour
            self._kept += len(ready) + 300
            if self._kept < _MOST_KEPT:
                self._ready[host, target] = ready
        return ready

    def close(self) -> None:
        """Stop answering and free the port; harmless when already stopped."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(self._loop.create_server(lambda: _Connection(self), sock=self._socket))
        if self._fixed_now is None:
            self._loop.call_later(self._until_stale(), self._renew)
        self._loop.call_soon(self._answering.set)
        try:
            self._loop.run_forever()
        finally:
            server.close()
            for client in tuple(self.clients):
                client.abort()
            self._loop.run_until_complete(server.wait_closed())
            self._loop.run_until_complete(asyncio.sleep(0))  # lets the aborted connections say good-bye
            self._loop.close()

    def _today(self) -> datetime:
        return self._fixed_now or datetime.now(UTC)

    def _until_stale(self) -> float:
        """Seconds until pages are due to be written anew: at midnight at the latest."""
        now = datetime.now(UTC)
        midnight = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
        return min(_FRESH_FOR_S, (midnight - now).total_seconds() + 1)

    def _renew(self) -> None:
        self._world = World(self.port, self._today(), self._world.sites)
        self._makers.clear()
        self._ready.clear()
        self._kept = 0
        self._loop.call_later(self._until_stale(), self._renew)


def serve(
    port: int = 0,
    host: str = "127.0.0.1",
    *,
    seed: int = 1,
    now: datetime | None = None,
    log: bool = True,
    copies: int = 0,
) -> SampleServer:
    """Start the sample web in a thread of its own; port 0 takes a free one.

    Ages of posts count back from `now` (aware; the present when None). `log=False` keeps no requests. `copies` more
    of every forum are served, for benchmarks that want many hosts. Raises OSError when the port is taken.
    """
    return SampleServer(port, host, seed, now, log, copies)


class _Connection(asyncio.Protocol):
    """One client: HTTP/1.1 with keep-alive and pipelining; GET and HEAD only."""

    def __init__(self, web: SampleServer) -> None:
        self._web = web
        self._rest = b""
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - TCP transports always are
        self._transport = transport
        self._web.clients.add(transport)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's words
        self._web.clients.discard(self._transport)

    def data_received(self, data: bytes) -> None:
        self._rest += data
        while b"\r\n\r\n" in self._rest and not self._transport.is_closing():
            head, _, self._rest = self._rest.partition(b"\r\n\r\n")
            self._answer(head)
        if len(self._rest) > _LONGEST_HEAD:
            self._transport.close()

    def _answer(self, head: bytes) -> None:
        first, *lines = head.decode("latin-1").split("\r\n")
        method, _, rest = first.partition(" ")
        target, _, version = rest.partition(" ")
        fields = {key.lower(): value.strip() for key, _, value in (line.partition(":") for line in lines)}
        host = fields.get("host", "").partition(":")[0].lower()
        if self._web.log:
            self._web.requests.append(Request(host, target, time.time(), fields.get("user-agent", "")))
        if method not in ("GET", "HEAD"):
            self._transport.write(_wire(Answer(b"Only GET and HEAD.\n", "text/plain", 405)))
            self._transport.close()
            return
        ready = self._web.wire(host, target)
        if isinstance(ready, str):
            if ready == "close":
                self._transport.close()
            return
        self._transport.write(ready if method == "GET" else ready.partition(b"\r\n\r\n")[0] + b"\r\n\r\n")
        if version == "HTTP/1.0" or fields.get("connection", "").lower() == "close":
            self._transport.close()


def _wire(answer: Answer) -> bytes:
    lines = [
        f"HTTP/1.1 {answer.status} {HTTPStatus(answer.status).phrase}",
        f"Content-Type: {answer.content_type}",
        f"Content-Length: {len(answer.body)}",
        *(f"{name}: {value}" for name, value in answer.headers),
    ]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + answer.body


def _without_session(target: str) -> str:
    """The target without session ids, whatever separates the words of its query."""
    path, _, query = target.partition("?")
    kept = [word for word in _WORDS.findall(query) if not _SESSION.match(word.lstrip("&;"))]
    return f"{path}?{''.join(kept).lstrip('&;')}" if kept else path
