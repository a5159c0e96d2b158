"""One WARC 1.1 record: what it says and how it is written, a gzip member of its own. Pure."""

import base64
import gzip
import hashlib
import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

VERSION = "WARC/1.1"
PACKED = 6
"""zlib's own middle: a tenth larger than its best, in a third of the time."""

_BREAKS = re.compile(r"[\r\n\x00]+")

Named = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Record:
    """A record's type, its named fields (type and length left out) and its block."""

    kind: str
    fields: Named
    block: bytes

    def field(self, name: str) -> str | None:
        """The first value of a named field, or None."""
        wanted = name.lower()
        return next((value for key, value in self.fields if key.lower() == wanted), None)


def new_id() -> str:
    """A record id that no other record has."""
    return f"<urn:uuid:{uuid.uuid4()}>"


def stamp(at: datetime) -> str:
    """A WARC-Date: UTC, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def moment(text: str) -> datetime:
    """The time of a WARC-Date, aware UTC. Raises ValueError for what is none."""
    at = datetime.fromisoformat(text.strip())
    if at.tzinfo is None:
        raise ValueError(f"{text[:40]!r} names no zone")
    return at.astimezone(UTC)


def digest(block: bytes) -> str:
    """A block's digest in the notation that other tools check: SHA-1 in base 32."""
    return "sha1:" + base64.b32encode(hashlib.sha1(block, usedforsecurity=False).digest()).decode()


def packed(record: Record) -> bytes:
    """The record as it stands in a file. No value of a field can add a line."""
    lines = [VERSION, f"WARC-Type: {record.kind}"]
    lines += [f"{name}: {_BREAKS.sub(' ', value)}" for name, value in record.fields]
    lines += [f"WARC-Block-Digest: {digest(record.block)}", f"Content-Length: {len(record.block)}"]
    head = ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "replace")
    return gzip.compress(head + record.block + b"\r\n\r\n", PACKED, mtime=0)


def head_of(first: str, headers: Iterable[tuple[str, str]]) -> bytes:
    """The head of an HTTP message: its first line and headers as they were, byte for byte where they hold no break."""
    lines = [first, *(f"{_BREAKS.sub(' ', name)}: {_BREAKS.sub(' ', value)}" for name, value in headers)]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1", "replace")


def split_message(block: bytes) -> tuple[str, Named, bytes]:
    """First line, headers and body of an HTTP message. Raises ValueError where there is no head.

    Lines of a folded header are joined, as servers meant them.
    """
    for end in (b"\r\n\r\n", b"\n\n"):
        head, found, body = block.partition(end)
        if found:
            break
    else:
        head, body = block.rstrip(b"\r\n"), b""
    lines = head.decode("latin-1").replace("\r\n", "\n").split("\n")
    if not lines[0].startswith(("HTTP/", "GET ")):
        raise ValueError("a message of HTTP was expected")
    headers: list[tuple[str, str]] = []
    for line in lines[1:]:
        name, colon, value = line.partition(":")
        if line[:1] in (" ", "\t") and headers:
            headers[-1] = (headers[-1][0], f"{headers[-1][1]} {line.strip()}")
        elif colon:
            headers.append((name.strip(), value.strip(" \t")))
    return lines[0], tuple(headers), body
