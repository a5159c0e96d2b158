"""A small HTTP server on the loopback address, in a thread of its own: many names on one port, honest bytes.

What is answered, its heir says. HTTP/1.1 with keep-alive and pipelining; GET and HEAD only.
"""

import asyncio
import socket
import threading
import time
from http import HTTPStatus
from types import TracebackType
from typing import NamedTuple, Self

from sampleweb.pages import Answer

_LONGEST_HEAD = 65_536


class Request(NamedTuple):
    """One request as it came in: host without port, path with query, Unix time in seconds, user agent."""

    host: str
    path: str
    time: float
    user_agent: str


class LoopbackServer:
    """Answers what `wire` gives. `clients` are the connections that are open. Raises OSError for a taken port."""

    def __init__(self, port: int, host: str) -> None:
        self.clients: set[asyncio.Transport] = set()
        self._socket = socket.create_server((host, port), backlog=1024)
        self._loop = asyncio.new_event_loop()
        self.host = host
        self.port: int = self._socket.getsockname()[1]
        self._answering = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sampleweb", daemon=True)

    # What an heir says

    def wire(self, host: str, target: str) -> bytes | str:
        """The ready bytes of an answer, or the word of a behaviour (`close`, `hang`)."""
        raise NotImplementedError

    def slowness(self, host: str) -> float:  # noqa: ARG002 - an heir's to use
        """Seconds that a host takes before it answers."""
        return 0.0

    def begun(self, request: Request) -> None:
        """A request has come in. Called in the server's thread."""

    def ended(self, host: str) -> None:
        """The answer to a request was handed to the network, or its connection is gone. In the server's thread."""

    # The server

    def _begin(self) -> None:
        """Start answering; returns when the server does."""
        self._thread.start()
        self._answering.wait()

    def _on_loop(self) -> None:
        """Something to start in the server's loop before it answers."""

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
        self._on_loop()
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


class _Connection(asyncio.Protocol):
    """One client."""

    def __init__(self, web: LoopbackServer) -> None:
        self._web = web
        self._rest = b""
        self._transport: asyncio.Transport
        self._unanswered: list[str] = []  # hosts of the requests under way

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - TCP transports always are
        self._transport = transport
        self._web.clients.add(transport)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's words
        self._web.clients.discard(self._transport)
        while self._unanswered:
            self._web.ended(self._unanswered.pop())

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
        self._web.begun(Request(host, target, time.time(), fields.get("user-agent", "")))
        self._unanswered.append(host)
        if method not in ("GET", "HEAD"):
            self._send(host, wired(Answer(b"Only GET and HEAD.\n", "text/plain", 405)), last=True)
            return
        ready = self._web.wire(host, target)
        if isinstance(ready, str):
            if ready == "close":
                self._transport.close()
            return
        sent = ready if method == "GET" else ready.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
        last = version == "HTTP/1.0" or fields.get("connection", "").lower() == "close"
        wait = self._web.slowness(host)
        if wait:
            asyncio.get_running_loop().call_later(wait, self._send, host, sent, last)
        else:
            self._send(host, sent, last)

    def _send(self, host: str, sent: bytes, last: bool) -> None:
        if host not in self._unanswered:
            return  # the client has gone meanwhile
        self._unanswered.remove(host)
        self._web.ended(host)  # noted first: a client may have read the answer before this thread goes on
        self._transport.write(sent)
        if last:
            self._transport.close()


def wired(answer: Answer) -> bytes:
    """An answer as it goes over the wire."""
    lines = [
        f"HTTP/1.1 {answer.status} {HTTPStatus(answer.status).phrase}",
        f"Content-Type: {answer.content_type}",
        f"Content-Length: {len(answer.body)}",
        *(f"{name}: {value}" for name, value in answer.headers),
    ]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + answer.body
