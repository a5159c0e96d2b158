"""Whether all of an answer came. Scrapy unpacks as much of a broken body as it can, and says nothing of the rest."""

import sys
import zlib

import brotli  # type: ignore[import-untyped]

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_STEP = 65536
_MEMBERS = 20
"""A gzip body may be several, one behind the other; no honest server sends more."""

CUT_PACKED = "its packing broke off: what stands further down the page is not known"
CUT_MARKUP = "it broke off within its markup: what stands further down the page is not known"


def broke_off(packed: bytes, encoding: str) -> bool:
    """Whether a body packed in one encoding ends before its packing does. False for encodings not known.

    To be asked only of bodies that were unpacked within the limits: it unpacks once more, keeping nothing.
    """
    name = encoding.strip().lower()
    try:
        if name in ("gzip", "x-gzip"):
            return not _gzip_ends(packed)
        if name == "deflate":
            return not (_ends(packed, zlib.MAX_WBITS)[0] or _ends(packed, -zlib.MAX_WBITS)[0])
        if name == "br":
            return not _brotli_ends(packed)
        if name == "zstd":
            decompressor = zstd.ZstdDecompressor()
            decompressor.decompress(packed)
            return not decompressor.eof
    except (zlib.error, brotli.error, zstd.ZstdError):
        return True
    return False


def within_a_tag(body: bytes) -> bool:
    """Whether a page of HTML ends in the middle of a tag: no server means to send that."""
    opened = body.rfind(b"<")
    return opened > body.rfind(b">") and body[opened + 1 : opened + 2] not in (b" ", b"=")


def _gzip_ends(packed: bytes) -> bool:
    rest = packed
    for _ in range(_MEMBERS):
        ended, rest = _ends(rest, zlib.MAX_WBITS | 16)
        if not ended or not rest.startswith(b"\x1f\x8b"):
            return ended  # what is no further member is padding
    return True


def _ends(packed: bytes, bits: int) -> tuple[bool, bytes]:
    """Whether one compressed stream comes to its end, and what stands behind it."""
    decompressor = zlib.decompressobj(bits)
    try:
        decompressor.decompress(packed, _STEP)
        while not decompressor.eof and decompressor.unconsumed_tail:
            decompressor.decompress(decompressor.unconsumed_tail, _STEP)
    except zlib.error:
        return False, b""
    return decompressor.eof, decompressor.unused_data


def _brotli_ends(packed: bytes) -> bool:
    decompressor = brotli.Decompressor()
    made = decompressor.process(packed, output_buffer_limit=_STEP)
    while made and not decompressor.is_finished():
        made = decompressor.process(b"", output_buffer_limit=_STEP)
    return bool(decompressor.is_finished())
