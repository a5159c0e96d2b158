"""Formatting that is never closed: a parser makes it anew in every block that follows, attributes and all.

`<b class=1><p><b class=2><p>...`, 35 KB of it, becomes 900 MB of elements, and 100 KB fill any memory: each paragraph
closes the one before, and all the formatting that was open in it is made again. What a page could cost is bounded here,
in time linear in the page. A parser keeps at most three alike, and one link.
"""

import re
from collections import Counter

from crawler.page.markup import LEAVES_TAG, TOKEN

COPIES = 600_000
"""Most elements that a page may make a parser add (some 260 MB)."""
COPIED_BYTES = 60_000_000
"""Most bytes of tags among them."""
_ALIKE = 3
_PLAIN = 13 * _ALIKE + 1
"""Most elements without attributes that a parser keeps to be made again."""
_LONGEST = 4_096
_ODD = 400
"""Most tags that are followed to where a parser ends them, and how far each."""
_NAMES = rb"a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u"
_UNFOLDED = (
    rb"[abisuABISU]|[bB][iI][gG]|[cC][oO][dD][eE]|[eE][mM]|[fF][oO][nN][tT]|[nN][oO][bB][rR]|[tT][tT]"
    rb"|[sS](?:[mM][aA][lL][lL]|[tT][rR](?:[iI][kK][eE]|[oO][nN][gG]))"
)
"""The same names: a search that folds no letters takes half the time."""
_WITH_ATTRIBUTES = re.compile(rb"<(?:" + _UNFOLDED + rb")[\s/][^>]*")
_OPEN = re.compile(rb"=[ \t\n\f\r]*+(?:\"[^\">]*+|'[^'>]*+)>")
"""A value that was opened and not closed before a `>`: quotes open one only behind an equals sign."""
_FORMATTED = re.compile(rb"</?(" + _UNFOLDED + rb")[\s/>]")
_FORMATTING = frozenset(_NAMES.split(b"|"))
_VOID = frozenset(b"br hr img input meta link area base col embed param source track wbr".split())
_SHIELDING = frozenset(b"table caption marquee object applet template".split())
"""Elements from within which nothing outside is closed."""


def copies_too_much(body: bytes) -> bool:
    """Whether the formatting left open may become too much. Linear in the length of `body`."""
    tags = body.count(b"<")
    if tags * (_ALIKE * tags + _PLAIN) <= COPIES and tags * len(body) <= COPIED_BYTES:
        return False
    kept, size = _with_attributes(body)
    if tags * (kept + _PLAIN) <= COPIES and tags * size <= COPIED_BYTES:
        return False
    # What opens or closes formatting begins no block; few pages have every sort of it.
    formatting = _FORMATTED.findall(body)
    names = {name.lower() for name in formatting}
    plain = _ALIKE * len(names - {b"a"}) + (b"a" in names)
    blocks = tags - len(formatting)
    if blocks * (kept + plain) <= COPIES and blocks * size <= COPIED_BYTES:
        return False
    return _made_again(body)


def _with_attributes(body: bytes) -> tuple[int, int]:
    """How many tags of formatting with attributes a parser may keep at once, and their bytes, one link's with them."""
    found = _WITH_ATTRIBUTES.findall(body)
    # Where a value is still open at what seems to end the tag, the tag goes on.
    odd = {tag for tag in found if _OPEN.search(tag + b">")} if _OPEN.search(b">".join([*found, b""])) else set()
    if odd:
        followed = sum([tag in odd for tag in found]) <= _ODD
        whole = [_whole(body, tag, odd) for tag in _WITH_ATTRIBUTES.finditer(body)] if followed else [None]
        found = [tag for tag in whole if tag is not None]
        if len(found) < len(whole):
            return len(body), len(body)  # Nobody knows how long some are.
    longest = max([len(tag) for tag in found if tag[1:2] in b"aA"], default=0)
    kept = {tag: min(times, _ALIKE) for tag, times in Counter(found).items() if tag[1:2] not in b"aA"}
    return sum(kept.values()), sum([len(tag) * times for tag, times in kept.items()]) + longest


def _whole(body: bytes, tag: re.Match[bytes], odd: set[bytes]) -> bytes | None:
    """A tag as a parser ends it; None for one that is very long."""
    if tag[0] not in odd:
        return tag[0]
    leaves = LEAVES_TAG.match(body, tag.start() + 2, tag.start() + _LONGEST)
    return body[tag.start() : leaves.end()] if leaves is not None else None


def _made_again(body: bytes) -> bool:
    """Count what might be made again: all that is kept, for each tag that is no formatting."""
    kept: list[tuple[bytes, bytes, int]] = []
    level = copies = size = 0
    for token in TOKEN.finditer(body):
        name, ends = (token[4] or b"").lower(), bool(token[3])
        if name in _FORMATTING:
            _note(kept, name, token[5], level, ends=ends)
        elif kept and name and name not in _VOID:
            copies += len(kept)
            size += sum([len(one[1]) for one in kept])
            if copies > COPIES or size > COPIED_BYTES:
                return True
        if name in _SHIELDING:
            level = max(0, level - 1) if ends else level + 1
    return False


def _note(kept: list[tuple[bytes, bytes, int]], name: bytes, attributes: bytes, level: int, *, ends: bool) -> None:
    """Keep formatting that begins, forget what ends; of those alike the last three are kept, of links the last.

    What ends within a table closes nothing outside it.
    """
    like = [
        place
        for place, one in enumerate(kept)
        if one[0] == name and one[2] == level and (ends or name == b"a" or one[1] == attributes)
    ]
    if like and (ends or name == b"a"):
        del kept[like[-1]]
    elif len(like) >= _ALIKE:
        del kept[like[0]]
    if not ends:
        kept.append((name, attributes, level))
