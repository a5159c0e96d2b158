"""One request, and what its failure is called. The only place that asks Scrapy's engine for anything.

Redirects are not followed, errors of the server are not errors here: the visit decides about both.
"""

import asyncio
import errno
import logging
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

import brotli  # type: ignore[import-untyped]
from OpenSSL import SSL
from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    StopDownload,
)
from scrapy.http import Response
from scrapy.utils._compression import zstd  # type: ignore[attr-defined]  # which of two packages, Scrapy decides
from service_identity.exceptions import CertificateError, VerificationError
from twisted.internet.error import ConnectError, ConnectionClosed, DNSLookupError, TCPTimedOutError
from twisted.internet.error import TimeoutError as ConnectTimeoutError

from crawler.downloads import HeadTooLarge
from crawler.egress import EgressRefused, Policy
from crawler.page.wholeness import broke_off
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
    """`Fetch` through Scrapy's downloader, behind the guard."""

    def __init__(self, crawler: Crawler, policy: Policy, user_agent: str, *, endpoints: bool = False) -> None:
        """`endpoints`: asks the operator's own endpoints, and nobody else."""
        self._crawler = crawler
        self._policy = policy
        self._check = policy.check_endpoint if endpoints else policy.check_url
        self._headers = asked_with(user_agent)
        # No language is asked for: forums that follow their visitor's would answer in ours, not in their members'.
        crawler.signals.connect(self._cut, signal=signals.bytes_received)

    async def __call__(
        self, url: str, *, timeout: float, cut_at: int | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """The answer; raises FetchFailed with the name of what went wrong, whatever it was."""
        meta: dict[str, Any] = {"download_timeout": max(timeout, 0.05)}
        if cut_at is not None:
            meta |= {"cut_at": cut_at, "download_maxsize": 0}
        try:
            _, host, _ = self._check(url)
        except EgressRefused as refused:
            raise FetchFailed(Outcome.EGRESS_REFUSED, refused.reason, reached=False) from None
        request = Request(url, headers={**self._headers, **(headers or {})}, meta=meta)
        try:
            response = await self._crawler.engine.download_async(request)
        except asyncio.CancelledError:
            raise
        except Exception as error:
            raise self._named(error, host) from error
        packed = request.meta.pop("packed", None)
        return _answer(response, broken=packed is not None and cut_at is None and broke_off(*packed))

    def _named(self, error: Exception, host: str) -> FetchFailed:
        if isinstance(error, CannotResolveHostError) and (reason := self._policy.refusal(host)) is not None:
            return FetchFailed(Outcome.EGRESS_REFUSED, f"{host}: {reason}", reached=False)
        return name_failure(error)

    @staticmethod
    def _cut(data: bytes, request: Request, spider: object) -> None:  # noqa: ARG004 (the signal's signature)
        cut_at = request.meta.get("cut_at")
        if cut_at is None:
            return
        request.meta["read"] = request.meta.get("read", 0) + len(data)
        if request.meta["read"] >= cut_at:
            raise StopDownload(fail=False)


def _answer(response: Response, *, broken: bool) -> Answer:
    encoding = response.headers.get("Content-Encoding")
    if encoding is not None and encoding.strip().lower() not in (b"", b"identity"):
        raise FetchFailed(
            Outcome.UNREADABLE, f"packed as {encoding[:40].decode('latin-1')!r}, which we did not ask for"
        )
    headers = tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
    )
    cut = "download_stopped" in response.flags
    return Answer(response.url, response.status, headers, response.body, datetime.now(UTC), cut, broken)


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
