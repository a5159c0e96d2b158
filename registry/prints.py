"""Prints: numbers of 64 bits by which two pages, or two lists of boards, are known to say nearly the same.

A print is a similarity hash (M. Charikar, 2002): each bit is the vote of all words on it, so that a small change flips
few bits. It cannot be turned back: which words were there, and whether a person's name was among them, is lost in the
votes. Order, repetition, letter case, digits and punctuation make no difference. Pure.
"""

import re
import zlib
from collections.abc import Collection, Iterable
from functools import lru_cache

BITS = 64
FEWEST_WORDS = 20
"""Distinct words of a page below which its print would say nothing: half the web says "enable JavaScript"."""
FEWEST_BOARDS = 4
"""Boards of different names below which they are no mark of one community."""
LONGEST_TEXT = 4_000
"""Characters of a page's text that are looked at."""
NEAR = 6
"""Bits in which two prints may differ and still be called near: unrelated ones differ in 32, give or take 4."""

_DIGITS = re.compile(r"\d+")
_MIX = 0x9E3779B97F4A7C15  # 2^64 by the golden ratio: spreads a checksum of 32 bits over 64
_ALL = (1 << BITS) - 1


def page_print(text: str) -> int | None:
    """The print of a page's visible words, as the database keeps it (signed); None where it says too little."""
    words = {word for word in text[:LONGEST_TEXT].lower().split() if word.isalpha()}
    return _print(words) if len(words) >= FEWEST_WORDS else None


def boards_print(names: Iterable[str]) -> int | None:
    """The print of the names of a forum's boards, signed; None for fewer than FEWEST_BOARDS different ones."""
    words = {" ".join(_DIGITS.sub("", name.lower()).split()) for name in names}
    words.discard("")
    return _print(words) if len(words) >= FEWEST_BOARDS else None


def apart(one: int, other: int) -> int:
    """In how many bits two prints differ, 0 to 64."""
    return ((one ^ other) & _ALL).bit_count()


def near(one: int | None, other: int | None) -> bool:
    """Whether two prints are of nearly the same words; never where one is missing."""
    return one is not None and other is not None and apart(one, other) <= NEAR


def _print(words: Collection[str]) -> int:
    votes = b"".join([_hashed(word) for word in words])
    lowest = int.from_bytes(b"\x01" * len(words), "little")
    least, found = len(words) // 2, 0
    for place in range(8):
        column = int.from_bytes(votes[place::8], "little")
        for bit in range(8):
            if (column >> bit & lowest).bit_count() > least:
                found |= 1 << (8 * place + bit)
    return found - (1 << BITS) if found >> (BITS - 1) else found


@lru_cache(maxsize=8_192)  # the same few thousand words are on most pages
def _hashed(word: str) -> bytes:
    mixed = zlib.crc32(word.encode("utf-8", "replace")) * _MIX & _ALL
    return ((mixed ^ mixed >> 29) * _MIX & _ALL).to_bytes(8, "little")
