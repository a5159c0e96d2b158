"""How many independent places name a site: one bit for each registered domain, so that counting costs nothing.

A hub that a million pages name takes no more room and no more time than one that three name. Two domains may share a
bit: what is counted is "at least", and stops where further ones would say nothing more.
"""

from zlib import crc32

BITS = 60
MOST_PLACES = 24
"""Places beyond which none is counted."""


def another_place(seen: int, domain: str) -> int:
    """The places in `seen` and this one; the same number when it was among them or enough are counted."""
    if seen.bit_count() >= MOST_PLACES:
        return seen
    return seen | 1 << crc32(domain.encode("utf-8", "replace")) % BITS


def places_in(seen: int) -> int:
    """How many there are at least, 0 to MOST_PLACES."""
    return seen.bit_count()
