"""Reading WARC files that anybody may have made: bounded in memory, and clear about what is wrong where.

A record that cannot be read costs itself only: reading goes on with the next member of the file. Files packed record
by record, packed as a whole and not packed are read alike.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from crawler.archive.records import Record

CHUNK = 64 * 1024
HEAD_BYTES = 64 * 1024
"""Longest head of a record."""

BLOCK_BYTES = 16 * 1024 * 1024
"""Longest block that is given out; longer ones are named and passed over."""

MEMBER_BYTES = 8 * 1024 * 1024 * 1024
"""Most bytes that one member of a file may unpack to: a file packed as a whole is large, a bomb larger."""

PASSED_BYTES = 64 * 1024 * 1024
"""Most bytes of a block that are passed over; with more to come the rest of the member is given up."""

_MAGIC = b"\x1f\x8b\x08"
LONGEST_MARK = len(b"WARC/1.")
_VERSION = re.compile(r"WARC/\d\.\d+\s*\Z")
_LENGTH = re.compile(r"\d{1,18}\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Placed:
    """A record and where it lies in its file: `start` and `end` of the member that holds it, in bytes."""

    record: Record
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Damage:
    """What could not be read, from where. `torn`: the file ends within it, as one does whose writer was killed."""

    start: int
    reason: str
    torn: bool = False


class _Broken(ValueError):
    """The rest of this member cannot be read."""

    def __init__(self, reason: str, *, torn: bool = False) -> None:
        super().__init__(reason)
        self.torn = torn


def read_records(file: BinaryIO) -> Iterator[Placed | Damage]:
    """Every record of a file, in order, and every place that holds none. Raises OSError where the file cannot be read.

    A run of damaged places is told once.
    """
    source = _Source(file)
    good = True
    while source.more():
        start = source.place
        member = _Packed(source) if source.peek(3) == _MAGIC else _Plain(source)
        try:
            for record in _records(member):
                good = True
                yield Placed(record, start, source.place)
        except _Broken as broken:
            if good or broken.torn:
                yield Damage(start, str(broken), broken.torn)
            good = False
            source.skip_to(member.mark, max(member.settled, start + 1))


class _Source:
    """A file read forwards in chunks; `place` is where the next byte comes from."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._ahead = b""
        self.place = 0

    def more(self) -> bool:
        return bool(self.peek(1))

    def peek(self, size: int) -> bytes:
        while len(self._ahead) < size and (more := self._file.read(CHUNK)):
            self._ahead += more
        return self._ahead[:size]

    def take(self) -> bytes:
        data, self._ahead = self._ahead or self._file.read(CHUNK), b""
        self.place += len(data)
        return data

    def give_back(self, data: bytes) -> None:
        self._ahead = data + self._ahead
        self.place -= len(data)

    def skip_to(self, mark: re.Pattern[bytes], start: int) -> None:
        """To the next place from `start` on where this mark stands, or the end."""
        self._file.seek(start)
        self._ahead, self.place = b"", start
        while data := self.peek(CHUNK):
            found = mark.search(data)
            gone = found.start() if found is not None else max(len(data) - LONGEST_MARK + 1, 1)
            self._ahead = self._ahead[gone:]
            self.place += gone
            if found is not None:
                return


class _Bytes:
    """The bytes of one member, read forwards. A base of two: packed ones and plain ones."""

    mark = re.compile(rb"\x1f\x8b\x08")
    """What the next member begins with."""
    ends_with_file = False
    """Whether its end can only be the file's."""

    def __init__(self, source: _Source) -> None:
        self._source = source
        self._ready = b""
        self.ended = False
        self.settled = 0

    def _more(self) -> bytes:
        """Some bytes more; none at the end."""
        raise NotImplementedError

    def settle(self) -> None:
        """A record was read whole: where the file's bytes are its own, nothing up to here is looked at again."""

    def _fill(self, size: int) -> bool:
        while len(self._ready) < size and not self.ended:
            more = self._more()
            self.ended = not more
            self._ready += more
        return len(self._ready) >= size

    def line(self, longest: int) -> bytes | None:
        """The next line without its end; None at the end of the member."""
        looked = 0
        while (at := self._ready.find(b"\n", looked)) < 0:
            looked = len(self._ready)
            if looked > longest:
                raise _Broken("a line too long for a record's head")
            if not self._fill(looked + 1):
                if self._ready.strip(b"\r\n"):
                    raise _Broken("no whole record's head", torn=self.ends_with_file)
                return None
        line, self._ready = self._ready[:at], self._ready[at + 1 :]
        return line.rstrip(b"\r")

    def block(self, size: int) -> bytes:
        """So many bytes. Raises _Broken where there are fewer."""
        parts = []
        while size:
            if not self._ready and not self._fill(1):
                raise _Broken("the record is shorter than its Content-Length", torn=self.ends_with_file)
            part, self._ready = self._ready[:size], self._ready[size:]
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def pass_over(self, size: int) -> None:
        """Leave out so many bytes."""
        if size > PASSED_BYTES:
            raise _Broken(f"a block of {size} bytes, more than is passed over")
        while size:
            size -= len(self.block(min(size, CHUNK)))


class _Plain(_Bytes):
    """What is not packed: the rest of the file."""

    mark = re.compile(rb"\x1f\x8b\x08|WARC/1\.")
    ends_with_file = True

    def _more(self) -> bytes:
        return self._source.take()

    def settle(self) -> None:
        self.settled = self._source.place - len(self._ready)


class _Packed(_Bytes):
    """One gzip member."""

    def __init__(self, source: _Source) -> None:
        super().__init__(source)
        self._zip = zlib.decompressobj(31)
        self._unpacked = 0

    def _more(self) -> bytes:
        data = b""
        while not data and not self._zip.eof:
            packed = self._zip.unconsumed_tail or self._source.take()
            if not packed:
                raise _Broken("the file ends within a record", torn=True)
            try:
                data = self._zip.decompress(packed, CHUNK)
            except zlib.error as error:
                raise _Broken(f"packed data that cannot be unpacked ({error})") from None
            self._unpacked += len(data)
            if self._unpacked > MEMBER_BYTES:
                raise _Broken(f"packed data of more than {MEMBER_BYTES} bytes")
            if self._zip.eof:
                self._source.give_back(self._zip.unused_data)
        return data


def _records(member: _Bytes) -> Iterator[Record]:
    """The records of one member. What follows the last one's block up to the member's end is read with it, so that
    its end in the file is known.
    """
    head = _head(member)
    while head is not None:
        kind, fields, length = head
        if length > BLOCK_BYTES:
            member.pass_over(length)
            raise _Broken(f"a block of {length} bytes, more than is read")
        block = member.block(length)
        if member.block(2) != b"\r\n" or member.block(2) != b"\r\n":
            raise _Broken("the record is longer than its Content-Length")
        member.settle()
        broken: _Broken | None = None
        try:
            head = _head(member)
        except _Broken as problem:  # of the next one: this one is whole
            broken = problem
        yield Record(kind, fields, block)
        if broken is not None:
            raise broken


def _head(member: _Bytes) -> tuple[str, tuple[tuple[str, str], ...], int] | None:
    """Type, fields and length of the next record; None at the end of the member."""
    first = member.line(HEAD_BYTES)
    while first == b"":
        first = member.line(HEAD_BYTES)
    if first is None:
        return None
    if not _VERSION.match(first[:40].decode("latin-1")):
        raise _Broken("no WARC record begins here")
    fields: list[tuple[str, str]] = []
    used = 0
    while line := member.line(HEAD_BYTES):
        used += len(line) + 2
        if used > HEAD_BYTES:
            raise _Broken(f"a record's head of more than {HEAD_BYTES} bytes")
        name, colon, value = line.decode("utf-8", "replace").partition(":")
        if line[:1] in (b" ", b"\t") and fields:
            fields[-1] = (fields[-1][0], f"{fields[-1][1]} {name.strip()}{colon}{value}".rstrip())
        elif colon:
            fields.append((name.strip(), value.strip()))
    said = {name.lower(): value for name, value in reversed(fields)}
    length = said.get("content-length", "")
    if not _LENGTH.match(length):
        raise _Broken("a record without a Content-Length that can be read")
    kept = [(name, value) for name, value in fields if name.lower() not in ("content-length", "warc-type")]
    return said.get("warc-type", "").lower(), tuple(kept), int(length)
