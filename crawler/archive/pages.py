"""A page of another crawler's archive: unpacked as its headers say, within the limits of a fetch, and read."""

import zlib
from datetime import datetime

import brotli  # type: ignore[import-untyped]

from crawler.archive.records import Named, Record, moment, split_message
from crawler.limits import Limits
from crawler.page import Page
from crawler.reader import read
from registry.profile import ForumProfile

LARGEST = Limits().page_bytes
_PACKED = ("content-encoding", "transfer-encoding")


class UnreadablePage(ValueError):
    """A response that holds no page that can be read, and why."""


def page_of(record: Record) -> Page:
    """The page that a response record holds. Raises UnreadablePage."""
    url = (record.field("WARC-Target-URI") or "").strip("<>")
    if not url.lower().startswith(("http://", "https://")):
        raise UnreadablePage("its address is none of the web")
    try:
        at: datetime = moment(record.field("WARC-Date") or "")
        first, headers, body = split_message(record.block)
        status = int(first.split(" ", 2)[1])
    except (ValueError, IndexError):
        raise UnreadablePage("no response of HTTP with a time") from None
    body = _unpacked(headers, body)
    return Page(url, status, tuple((name, value) for name, value in headers if name.lower() not in _PACKED), body, at)


def profile_of(page: Page) -> ForumProfile:
    """What the page alone says. Raises UnreadablePage for one that may not be parsed."""
    if page.hostile is not None:
        raise UnreadablePage(page.hostile)
    return read(page)


def _unpacked(headers: Named, body: bytes) -> bytes:
    said = {name.lower(): value.strip().lower() for name, value in reversed(headers)}
    if said.get("transfer-encoding") == "chunked":
        body = _joined(body)
    encodings = [one.strip() for one in said.get("content-encoding", "").split(",") if one.strip()]
    if len(encodings) > 1:
        raise UnreadablePage("packed more than once")
    for encoding in encodings:
        body = _decoded(body, encoding)
    if len(body) > LARGEST:
        raise UnreadablePage(f"more than {LARGEST} bytes")
    return body


def _joined(body: bytes) -> bytes:
    """A body sent in chunks as one. Writers that join it themselves leave the header: then it is taken as it is."""
    parts: list[bytes] = []
    at = 0
    while True:
        end = body.find(b"\r\n", at, at + 20)
        size_text = body[at:end].split(b";", 1)[0].strip() if end >= 0 else b""
        try:
            size = int(size_text, 16) if size_text.isalnum() else -1
        except ValueError:
            size = -1
        if size < 0:
            return b"".join(parts) if parts else body
        if size == 0:
            return b"".join(parts)
        parts.append(body[end + 2 : end + 2 + size])
        at = end + 2 + size + 2


def _decoded(body: bytes, encoding: str) -> bytes:
    try:
        if encoding in ("gzip", "x-gzip"):
            return zlib.decompressobj(31).decompress(body, LARGEST + 1)
        if encoding == "deflate":
            try:
                return zlib.decompressobj().decompress(body, LARGEST + 1)
            except zlib.error:
                return zlib.decompressobj(-15).decompress(body, LARGEST + 1)
        if encoding == "br":
            return bytes(brotli.Decompressor().process(body, output_buffer_limit=LARGEST + 1))
    except (zlib.error, brotli.error) as error:
        # Many archives keep bodies unpacked and the header as it came.
        if body.lstrip()[:1] in (b"<", b"{", b"["):
            return body
        raise UnreadablePage(f"packed data that cannot be unpacked ({error})") from None
    if encoding == "identity":
        return body
    raise UnreadablePage(f"packed as {encoding[:40]!r}")
