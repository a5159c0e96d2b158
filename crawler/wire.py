"""One answer over the wire: asked of Twisted's client straight away, read up to its limits, and unpacked.

Scrapy's own way makes a request, two sets of headers and a typed response of each page and sends three signals about
it, which took a sixth of a crawl's time and which nobody here looks at. Its guards are here: the limit of size before
and after unpacking, the time-out, bodies that break off. Its connections and its certificates are Scrapy's still.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from scrapy.core.downloader.handlers import http11
from scrapy.downloadermiddlewares.httpcompression import ACCEPTED_ENCODINGS, HttpCompressionMiddleware
from scrapy.exceptions import DownloadCancelledError, DownloadTimeoutError, IgnoreRequest, ResponseDataLossError
from scrapy.utils._compression import _DecompressionMaxSizeExceeded
from scrapy.utils._download_handlers import wrap_twisted_exceptions
from scrapy.utils.defer import deferred_to_future
from twisted.internet.defer import Deferred
from twisted.internet.protocol import Protocol, connectionDone
from twisted.python.failure import Failure
from twisted.web._newclient import ResponseDone
from twisted.web.http import PotentialDataLoss
from twisted.web.http_headers import Headers
from twisted.web.iweb import UNKNOWN_LENGTH

MOST_ENCODINGS = 2


class Overpackaged(IgnoreRequest):
    """A body wrapped in more encodings than any honest server's."""


@dataclass(slots=True)
class Wired:
    """What came: the body as it was sent, or its beginning where it was `cut` at our wish."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes
    cut: bool = False


@lru_cache(maxsize=8)
def headers_of(asked_with: tuple[tuple[str, str], ...]) -> Headers:
    """The headers of a request, with the encodings we unpack. Shared by all that are asked alike: not to be changed."""
    made = Headers({name: [value] for name, value in asked_with})
    made.addRawHeader(b"Accept-Encoding", b", ".join(ACCEPTED_ENCODINGS))
    return made


class _Endpoint:
    """Where to connect to, worked out only when no open connection serves."""

    def __init__(self, agent: "_Agent", uri: Any) -> None:
        self._agent, self._uri = agent, uri

    def connect(self, factory: Any) -> Any:
        """A connection, as Twisted's own endpoint makes it."""
        return self._agent.real_endpoint(self._uri).connect(factory)


class _Agent(http11._BindAddressAgent):
    def _getEndpoint(self, uri: Any) -> _Endpoint:  # noqa: N802 (Twisted's name)
        return _Endpoint(self, uri)

    def real_endpoint(self, uri: Any) -> Any:
        """The endpoint that Twisted would have made for each request."""
        return super()._getEndpoint(uri)  # type: ignore[no-untyped-call]


class _Body(Protocol):
    """Reads a body: to its end, to the limit beyond which it is refused, or to where it is cut at our wish."""

    def __init__(self, done: "Deferred[bool]", most: int, cut_at: int | None) -> None:
        self.parts: list[bytes] = []
        self._done, self._most, self._cut_at = done, most, cut_at
        self._size = 0

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 (Twisted's name)
        """For Twisted; it may go on after the end was declared, with what it still holds."""
        if self._done.called:
            return
        self.parts.append(data)
        self._size += len(data)
        if self._cut_at is not None:
            if self._size >= self._cut_at:
                transport = cast(Any, self.transport)
                transport.stopProducing()
                transport.loseConnection()
                self._done.callback(True)
        elif self._size > self._most:
            self.parts.clear()
            self._done.cancel()

    def connectionLost(self, reason: Failure = connectionDone) -> None:  # noqa: N802 (Twisted's name)
        """For Twisted: the body is over, or broke off before its promised end."""
        if self._done.called:
            return
        if isinstance(reason.value, (ResponseDone, PotentialDataLoss)):
            self._done.callback(False)
            return
        lost = ResponseDataLossError()
        lost.__cause__ = reason.value
        self._done.errback(Failure(lost))  # type: ignore[no-untyped-call]


async def ask(
    pool: Any, certificates: Any, url: bytes, headers: Headers, *, timeout: float, most: int, cut_at: int | None
) -> Wired:
    """Ask for one address. Raises what Scrapy's own handler raises."""
    from twisted.internet import reactor as installed

    reactor: Any = installed
    agent = _Agent(reactor, certificates, timeout, None, pool)
    answered: Deferred[Wired] = agent.request(b"GET", url, headers).addCallback(_read, most, cut_at)
    late = False

    def give_up() -> None:
        nonlocal late
        late = True
        answered.cancel()

    timer = reactor.callLater(timeout, give_up)
    try:
        with wrap_twisted_exceptions():
            return await deferred_to_future(answered)
    except Exception:
        if late:  # which tells all: that we broke off the connection is none of its causes
            raise DownloadTimeoutError(f"no answer within {timeout:g} seconds") from None
        raise
    finally:
        if timer.active():
            timer.cancel()


def _read(response: Any, most: int, cut_at: int | None) -> "Wired | Deferred[Wired]":
    length = response.length
    raw = response.headers.getAllRawHeaders()
    headers = [(name.title().decode("latin-1"), value.decode("latin-1")) for name, values in raw for value in values]
    if length != UNKNOWN_LENGTH:
        headers.insert(0, ("Content-Length", str(length)))
    came = Wired(int(response.code), headers, b"")
    if length == 0:
        return came  # an answer without a body would keep us waiting for one
    if cut_at is None and length != UNKNOWN_LENGTH and length > most:
        response._transport._producer.abortConnection()
        raise DownloadCancelledError(f"{length} bytes are more than {most}")
    done: Deferred[bool] = Deferred(lambda _: response._transport._producer.abortConnection())
    body = _Body(done, most, cut_at)
    response.deliverBody(body)

    def whole(cut: bool) -> Wired:
        came.body, came.cut = b"".join(body.parts), cut
        return came

    return done.addCallback(whole)


def refuse_overpackaged(named: bytes) -> None:
    """Raise Overpackaged for the encodings of a body that is wrapped too often: each layer costs a full unpacking."""
    if named.count(b",") >= MOST_ENCODINGS:
        raise Overpackaged(f"{named.count(b',') + 1} encodings around a body")


def unpacked(body: bytes, encodings: Sequence[str], most: int) -> tuple[bytes, list[str]]:
    """A body without its encodings, and those of them that nobody here knows, which stay around it.

    Raises Overpackaged, IgnoreRequest for a body larger than `most`, and what the unpacking libraries raise.
    """
    named = [encoding.encode("latin-1") for encoding in encodings]
    refuse_overpackaged(b",".join(named))
    layers, left = HttpCompressionMiddleware._split_encodings(named)
    for layer in layers:
        try:
            body = HttpCompressionMiddleware._decode(body, layer, most)
        except _DecompressionMaxSizeExceeded as larger:
            raise IgnoreRequest(f"unpacked a body is more than {most} bytes") from larger
    return body, [one.decode("latin-1") for one in left]


def with_more(headers: Mapping[str, str], more: Mapping[str, str] | None) -> tuple[tuple[str, str], ...]:
    """The headers of every request and those of this one, in a form that can be looked up."""
    return tuple({**headers, **(more or {})}.items())
