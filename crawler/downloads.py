"""Scrapy's own downloader and HTTP handler for Twisted, with the three limits it lacks, and without what we never use.

- Idle connections are closed after 5 s; Twisted's default of 240 s left 1,513 descriptors open in one crawl.
- The head of an answer is limited: Twisted limits a header line but not their number, so that an endless head
  filled the memory until the request timed out.
- Bodies packed more than twice are refused: each layer costs a full unpacking, and a header line has room for 2,000.

Visits ask the handler straight away (`ask`); what Scrapy's own commands ask for comes by its downloader.
"""

from functools import lru_cache
from typing import Any

from scrapy import Request
from scrapy.core.downloader import Downloader
from scrapy.core.downloader.handlers import http11
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.logformatter import LogFormatter
from twisted.internet import endpoints
from twisted.internet.defer import Deferred
from twisted.web._newclient import HTTP11ClientProtocol
from twisted.web._newclient import Request as WireRequest
from twisted.web.http_headers import Headers

from crawler import wire
from crawler.limits import Limits

IDLE_SOCKET_S = 5.0
"""How long a connection waits for the visit's next request before it is closed."""

HEADER_BYTES = Limits().header_bytes


class HeadTooLarge(Exception):
    """The head of an answer is longer than any honest server's."""


class _BoundedParser(http11._LenientHTTPClientParser):
    """Gives up on an answer whose status lines and headers (interim answers included) exceed the limit."""

    MAX_LENGTH = HEADER_BYTES
    _head_bytes = 0

    def lineReceived(self, line: bytes) -> None:  # noqa: N802 (Twisted's name)
        self._head_bytes += len(line) + 1
        if self._head_bytes > HEADER_BYTES:
            raise HeadTooLarge(f"a head of more than {HEADER_BYTES} bytes")
        super().lineReceived(line)


class _BoundedProtocol(http11._LenientHTTP11ClientProtocol):
    def request(self, request: WireRequest) -> "Deferred[Any]":
        # Past the class above, which has the certificate read and packed into an object for each answer.
        answered: Deferred[Any] = HTTP11ClientProtocol.request(self, request)
        # The protocol makes its parser itself; the class above adds no state that a constructor would have to set.
        if self._parser is not None:
            self._parser.__class__ = _BoundedParser
        return answered


class _BoundedFactory(http11._LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: Any) -> HTTP11ClientProtocol:  # noqa: ARG002, N802 (Twisted's)
        return _BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


class GuestDownloadHandler(http11.HTTP11DownloadHandler):
    """The handler of http and https."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool.cachedConnectionTimeout = IDLE_SOCKET_S  # type: ignore[assignment]
        self._pool._factory = _BoundedFactory
        _remember_names()

    async def ask(self, url: str, headers: Headers, *, timeout: float, most: int, cut_at: int | None) -> wire.Wired:
        """One answer past Scrapy's requests and responses, over the same connections; see `crawler.wire.ask`."""
        address = url.encode("ascii")
        return await wire.ask(
            self._pool, self._contextFactory, address, headers, timeout=timeout, most=most, cut_at=cut_at
        )


def _remember_names() -> None:
    """Have Twisted keep the wire's form of the names it asked lately: it works it out anew for each request."""
    known = endpoints._idnaBytes  # type: ignore[attr-defined]
    if not hasattr(known, "cache_info"):
        endpoints._idnaBytes = lru_cache(maxsize=1024)(known)  # type: ignore[attr-defined]


class GuestDownloader(Downloader):
    """Scrapy's downloader without its queues by host and the signals they send, which nobody here listens to."""

    async def _enqueue_request(self, request: Request) -> Response:
        return await self.handlers.download_request_async(request)


class PackagingMiddleware:
    """Stands between the network and Scrapy's unpacking, for what Scrapy's own commands ask for."""

    def process_response(self, request: Request, response: Response) -> Response:  # noqa: ARG002 (Scrapy's signature)
        """Hand the answer on; raises Overpackaged when it is wrapped too often."""
        wire.refuse_overpackaged(b",".join(response.headers.getlist("Content-Encoding")))
        return response


class QuietLog(LogFormatter):
    """One line a visit is written by the engine; a line a page and an item would be noise, and cost time."""

    def crawled(self, *_: Any, **__: Any) -> Any:
        """Nothing."""
        return None

    def scraped(self, *_: Any, **__: Any) -> Any:
        """Nothing."""
        return None
