"""Scrapy's own downloader and HTTP handler for Twisted, with the three limits it lacks, and without what we never use.

- Idle connections are closed after 5 s; Twisted's default of 240 s left 1,513 descriptors open in one crawl.
- The head of an answer is limited: Twisted limits a header line but not their number, so that an endless head
  filled the memory until the request timed out.
- Bodies packed more than twice are refused: each layer costs a full unpacking, and a header line has room for 2,000.
"""

from functools import lru_cache
from typing import Any

from scrapy import Request
from scrapy.core.downloader import Downloader
from scrapy.core.downloader.handlers import http11
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.logformatter import LogFormatter
from twisted.internet import endpoints
from twisted.internet.defer import Deferred
from twisted.web._newclient import HTTP11ClientProtocol
from twisted.web._newclient import Request as WireRequest

from crawler.limits import Limits

IDLE_SOCKET_S = 5.0
"""How long a connection waits for the visit's next request before it is closed."""

MOST_ENCODINGS = 2
HEADER_BYTES = Limits().header_bytes


class HeadTooLarge(Exception):
    """The head of an answer is longer than any honest server's."""


class Overpackaged(IgnoreRequest):
    """A body wrapped in more encodings than any honest server's."""


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
        answered = super().request(request)
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


def _remember_names() -> None:
    """Have Twisted keep the wire's form of the names it asked lately: it works it out anew for each request."""
    known = endpoints._idnaBytes  # type: ignore[attr-defined]
    if not hasattr(known, "cache_info"):
        endpoints._idnaBytes = lru_cache(maxsize=1024)(known)  # type: ignore[attr-defined]


class GuestDownloader(Downloader):
    """Scrapy's downloader without its queues by host and the signals they send, which nobody here listens to.

    A visit asks for one page at a time and keeps its host's pace itself; how many visits there are, the engine bounds.
    """

    async def _enqueue_request(self, request: Request) -> Response:
        return await self.handlers.download_request_async(request)


class PackagingMiddleware:
    """Stands between the network and Scrapy's unpacking."""

    def __init__(self, largest: int) -> None:
        self._largest = largest

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "PackagingMiddleware":
        """For Scrapy."""
        return cls(crawler.settings.getint("DOWNLOAD_MAXSIZE"))

    def process_response(self, request: Request, response: Response) -> Response:
        """Hand the answer on; raises Overpackaged when it is wrapped too often."""
        # A reading that is cut on the wire has no limit of size there; unpacked it has the usual one.
        request.meta["download_maxsize"] = self._largest
        named = b",".join(response.headers.getlist("Content-Encoding"))
        if named.count(b",") >= MOST_ENCODINGS:
            raise Overpackaged(f"{named.count(b',') + 1} encodings around the body of {request.url}")
        if named.strip().lower() not in (b"", b"identity"):
            # Scrapy unpacks what it can of a body that broke off; whether it did shows only here.
            request.meta["packed"] = (response.body, named.rpartition(b",")[2].decode("latin-1"))
        return response


class QuietLog(LogFormatter):
    """One line a visit is written by the engine; a line a page and an item would be noise, and cost time."""

    def crawled(self, *_: Any, **__: Any) -> Any:
        """Nothing."""
        return None

    def scraped(self, *_: Any, **__: Any) -> Any:
        """Nothing."""
        return None
