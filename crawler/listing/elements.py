"""XML of strangers, read element by element: no entities, nothing fetched, depth and size bounded, broken ends borne.

What comes before a mistake is kept: lists of ten thousand lines are seldom without one, and a part of a long file is
enough. Pure.
"""

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.entities import html5
from xml.parsers import expat

LARGEST = 8 * 1024 * 1024
"""Bytes of XML that are read, unpacked."""

DEEPEST = 40
MOST_ELEMENTS = 100_000
LONGEST_TEXT = 4_000

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9A-Fa-f]{1,6});)([A-Za-z][A-Za-z0-9]{1,30};)?")
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,300}\?>")


class Refused(Exception):
    """The file is made to hurt, or is no XML at all; the text says why, for operators."""


@dataclass(frozen=True, slots=True)
class Element:
    """One element that has ended: its name without a namespace, its attributes, its own text, the names around it."""

    name: str
    attributes: Mapping[str, str]
    text: str
    above: tuple[str, ...] = field(default=())


class _Stop(Exception):
    """Enough was read."""


def elements(text: str) -> Iterator[Element]:
    """The elements of a document as they end, in order; the part before a mistake. Raises Refused."""
    yield from _Walk().read(text)


class _Walk:
    """One pass over one document."""

    def __init__(self) -> None:
        self._ended: list[Element] = []
        self._open: list[tuple[str, Mapping[str, str], list[str]]] = []
        self._count = 0
        self._refused: str | None = None
        self._parser = expat.ParserCreate("utf-8")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._said
        self._parser.EntityDeclHandler = self._entity
        self._parser.ExternalEntityRefHandler = self._external

    def read(self, text: str) -> Iterator[Element]:
        clean = _AMPERSAND.sub(_mended, _CONTROLS.sub("", _DECLARATION.sub("", text[:LARGEST])))
        data = clean.lstrip("\ufeff \t\r\n").encode("utf-8", "replace")
        if not data.startswith(b"<"):
            raise Refused("not XML")
        for start in range(0, len(data), 65_536):
            broken = False
            try:
                self._parser.Parse(data[start : start + 65_536], start + 65_536 >= len(data))
            except (expat.ExpatError, _Stop):
                broken = True
            if self._refused is not None:
                raise Refused(self._refused)
            yield from self._ended
            self._ended.clear()
            if broken:
                if not self._count:
                    raise Refused("not XML")
                return

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._count += 1
        if len(self._open) >= DEEPEST:
            self._refuse(f"more than {DEEPEST} elements within each other")
        if self._count > MOST_ELEMENTS:
            raise _Stop
        self._open.append((name.rpartition(":")[2].lower(), attributes, []))

    def _end(self, name: str) -> None:
        name, attributes, said = self._open.pop()
        above = tuple([one[0] for one in self._open])
        lower = {key.rpartition(":")[2].lower(): value for key, value in attributes.items()}
        self._ended.append(Element(name, lower, "".join(said)[:LONGEST_TEXT].strip(), above))

    def _said(self, text: str) -> None:
        if self._open:
            said = self._open[-1][2]
            if sum(len(part) for part in said[-2:]) < LONGEST_TEXT and len(said) < 200:
                said.append(text[:LONGEST_TEXT])

    def _entity(self, *_: object) -> None:
        self._refuse("it declares entities")

    def _external(self, *_: object) -> int:
        self._refuse("it asks for another file")
        return 0

    def _refuse(self, reason: str) -> None:
        self._refused = self._refused or reason
        raise _Stop


def _mended(found: re.Match[str]) -> str:
    """An ampersand that stands for itself, or a name that only HTML knows, as its character."""
    name = found.group(1)
    if name is None:
        return "&amp;"
    character = html5.get(name)
    return character if character is not None and character not in "<>&\"'" else f"&amp;{name}"


def unpacked(data: bytes, most: int = LARGEST) -> bytes:
    """What is packed as gzip, unpacked up to `most` bytes, as far as it goes; anything else as it is."""
    if not data.startswith(b"\x1f\x8b"):
        return data[:most]
    try:
        return zlib.decompressobj(wbits=31).decompress(data, most)
    except zlib.error:
        return b""
