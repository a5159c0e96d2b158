"""One request, and what its failure is called. The only place that asks Scrapy's download handlers for anything.

Redirects are not followed, errors of the server are not errors here: the visit decides about both.
"""

import asyncio
import errno
import logging
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol
from urllib.parse import urldefrag

import brotli  # type: ignore[import-untyped]
from OpenSSL import SSL
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.utils._compression import zstd  # type: ignore[attr-defined]  # which of two packages, Scrapy decides
from service_identity.exceptions import CertificateError, VerificationError
from twisted.internet.error import ConnectError, ConnectionClosed, DNSLookupError, TCPTimedOutError
from twisted.internet.error import TimeoutError as ConnectTimeoutError

from crawler.downloads import GuestDownloadHandler, HeadTooLarge
from crawler.egress import EgressRefused, Policy
from crawler.page.wholeness import broke_off
from crawler.wire import Wired, headers_of, unpacked, with_more
from registry.vocabulary import Outcome

log = logging.getLogger(__name__)

# Which exception means which outcome, the first row that fits; False where no connection came about. Twisted's own
# errors stand behind Scrapy's and say more, so that the innermost exception is asked first.
_NAMES: tuple[tuple[tuple[type[BaseException], ...], Outcome, bool], ...] = (
    ((EgressRefused,), Outcome.EGRESS_REFUSED, False),
    ((HeadTooLarge, IgnoreRequest), Outcome.TOO_LARGE, True),
    ((SSL.SysCallError, SSL.ZeroReturnError), Outcome.CONNECTION_FAILED, True),
    ((SSL.Error, VerificationError, CertificateError), Outcome.TLS_FAILED, True),
    ((DNSLookupError, CannotResolveHostError), Outcome.DNS_FAILED, False),
    ((ConnectTimeoutError, TCPTimedOutError), Outcome.TIMED_OUT, False),
    ((DownloadTimeoutError,), Outcome.TIMED_OUT, True),
    ((ConnectError,), Outcome.CONNECTION_FAILED, False),
    ((DownloadCancelledError,), Outcome.TOO_LARGE, True),  # Scrapy cancels for size alone; its time-outs say so
    ((ResponseDataLossError, DownloadFailedError, ConnectionClosed), Outcome.CONNECTION_FAILED, True),
    ((zlib.error, brotli.error, zstd.ZstdError, EOFError, OSError), Outcome.UNREADABLE, True),
)


_PLAIN = re.compile(
    r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::[1-9][0-9]{0,4})?/[A-Za-z0-9._/~-]*(?:\?[A-Za-z0-9._/~=&%+,;:-]+)?"
)
"""Addresses in which nothing is to be escaped: nearly all; to look for what is costs more than all else here."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered, unpacked. `cut` says that only the beginning of the body was read.

    `broke_off`: the server sent no more than the beginning, and not by our wish.
    """

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    fetched_at: datetime
    cut: bool = False
    broke_off: bool = False

    def header(self, name: str) -> str | None:
        """The first value of a header, or None."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)


class FetchFailed(Exception):
    """There is no answer. `outcome` is how a visit that needed it ends; `detail` says what happened."""

    def __init__(self, outcome: Outcome, detail: str, *, reached: bool = True) -> None:
        super().__init__(detail)
        self.outcome = outcome
        self.detail = detail
        self.reached = reached
        """False when no connection was made at all: the host refuses, or there is none."""


class Fetch(Protocol):
    """Ask for one address. `cut_at` ends the reading, without a failure, after so many bytes on the wire."""

    async def __call__(self, url: str, *, timeout: float, cut_at: int | None = None) -> Answer:
        """The answer; raises FetchFailed."""


class FetchWith(Protocol):
    """The same, with headers of this one request: what was told last time, or a key of the operator's."""

    async def __call__(
        self, url: str, *, timeout: float, cut_at: int | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """The answer; raises FetchFailed."""


def asked_with(user_agent: str) -> dict[str, str]:
    """The headers that our requests are sent with, besides those of the connection."""
    return {
        "User-Agent": user_agent,
        "Accept": "text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.8",
    }


class ScrapyFetch:
    """`Fetch` over the connections of Scrapy's download handler, behind the guard."""

    def __init__(self, crawler: Crawler, policy: Policy, user_agent: str, *, endpoints: bool = False) -> None:
        """`endpoints`: asks the operator's own endpoints, and nobody else."""
        self._crawler = crawler
        self._policy = policy
        self._check = policy.check_endpoint if endpoints else policy.check_url
        # No language is asked for: forums that follow their visitor's would answer in ours, not in their members'.
        self._headers = asked_with(user_agent)
        self._most = crawler.settings.getint("DOWNLOAD_MAXSIZE")

    async def __call__(
        self, url: str, *, timeout: float, cut_at: int | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """The answer; raises FetchFailed with the name of what went wrong, whatever it was."""
        try:
            _, host, _ = self._check(url)
        except EgressRefused as refused:
            raise FetchFailed(Outcome.EGRESS_REFUSED, refused.reason, reached=False) from None
        try:
            address = as_asked(url)
            handler = self._handler(address)
            asked = headers_of(with_more(self._headers, headers))
            came = await handler.ask(address, asked, timeout=max(timeout, 0.05), most=self._most, cut_at=cut_at)
            return _answer(address, came, self._most, whole=cut_at is None)
        except (asyncio.CancelledError, FetchFailed):
            raise
        except Exception as error:
            raise self._named(error, host) from error

    def _handler(self, url: str) -> GuestDownloadHandler:
        handlers = self._crawler.engine.downloader.handlers if self._crawler.engine is not None else None
        handler = None if handlers is None else handlers._get_handler(url.partition(":")[0])
        if not isinstance(handler, GuestDownloadHandler):
            raise TypeError("no address is asked for but by the guarded handler")
        return handler

    def _named(self, error: Exception, host: str) -> FetchFailed:
        if isinstance(error, CannotResolveHostError) and (reason := self._policy.refusal(host)) is not None:
            return FetchFailed(Outcome.EGRESS_REFUSED, f"{host}: {reason}", reached=False)
        return name_failure(error)


def as_asked(url: str) -> str:
    """An address as it goes over the wire: in ASCII, its other characters escaped, without its fragment."""
    return url if _PLAIN.fullmatch(url) else urldefrag(Request(url).url)[0]


def _answer(url: str, came: Wired, most: int, *, whole: bool) -> Answer:
    """The answer, unpacked. `whole`: nothing was to be cut off."""
    packings = [value for name, value in came.headers if name == "Content-Encoding"]
    body, headers, broken = came.body, came.headers, False
    if packings:
        named = ",".join(packings)
        body, left = unpacked(came.body, packings, most)
        if left not in ([], [""], ["identity"]):
            raise FetchFailed(Outcome.UNREADABLE, f"packed as {left[0][:40]!r}, which we did not ask for")
        # What can be unpacked of a body that broke off was; whether it did shows only here.
        broken = whole and broke_off(came.body, named.rpartition(",")[2])
        headers = [one for one in headers if one[0] != "Content-Encoding"]
    return Answer(url, came.status, tuple(headers), body, datetime.now(UTC), came.cut, broken)


def name_failure(error: Exception) -> FetchFailed:
    """Which outcome an exception of Scrapy, Twisted or an unpacking library means."""
    chain = list(_causes(error))
    names = ", ".join(dict.fromkeys(type(link).__name__ for link in chain))
    words = next((text for link in chain if (text := _words(link))), "no details")
    detail = f"{words[:160]} ({names})"[:300]
    for link in chain:
        for kinds, outcome, reached in _NAMES:
            if isinstance(link, kinds):
                if isinstance(link, ConnectError) and link.osError == errno.EACCES:
                    return FetchFailed(Outcome.EGRESS_REFUSED, detail, reached=False)
                return FetchFailed(outcome, detail, reached=reached)
    if isinstance(error, ValueError):  # Twisted's word for a name that no name service can know
        return FetchFailed(Outcome.DNS_FAILED, detail, reached=False)
    log.error("no name for %s", names, exc_info=error)
    return FetchFailed(Outcome.FAILED, detail)


def _words(error: BaseException) -> str:
    """What an exception says, without the bytes of the site that parsers put into theirs."""
    if len(error.args) > 1:
        return str(error.args[0]) if isinstance(error.args[0], str) else ""
    text = str(error)
    return "" if text.startswith("[<") else text


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The exception and what stands behind it, innermost first: Twisted packs reasons in reasons."""
    for failure in getattr(error, "reasons", None) or ():
        yield from _causes(failure.value)
    if error.__cause__ is not None:
        yield from _causes(error.__cause__)
    yield error
