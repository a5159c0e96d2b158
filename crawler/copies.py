"""Formatting that is never closed: a parser makes it anew in every block that follows, attributes and all.

`<b class=1><p><b class=2><p>...`, 35 KB of it, becomes 900 MB of elements, and 100 KB fill any memory: each paragraph
closes the one before, and all the formatting that was open in it is made again. What a page could cost is bounded here,
in time linear in the page. A parser keeps at most three alike, and one link.
"""

import re

from crawler.markup import TOKEN

COPIES = 600_000
"""Most elements that a page may make a parser add (some 260 MB)."""
COPIED_BYTES = 60_000_000
"""Most bytes of tags among them."""
_ALIKE = 3
_PLAIN = 13 * _ALIKE + 1
"""Most elements without attributes that a parser keeps to be made again."""
_LONGEST = 4_096
_NAMES = rb"a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u"
_WITH_ATTRIBUTES = re.compile(rb"<(?:" + _NAMES + rb")(?=[\s/])", re.IGNORECASE)
_FORMATTING = frozenset(_NAMES.split(b"|"))
_VOID = frozenset(b"br hr img input meta link area base col embed param source track wbr".split())
_SHIELDING = frozenset(b"table caption marquee object applet template".split())
"""Elements from within which nothing outside is closed."""


def copies_too_much(body: bytes) -> bool:
    """Whether the formatting left open may become too much. Linear in the length of `body`."""
    tags = body.count(b"<")
    if tags * (_ALIKE * tags + _PLAIN) <= COPIES and tags * len(body) <= COPIED_BYTES:
        return False
    kinds: set[bytes] = set()
    longest = 0
    for start in _WITH_ATTRIBUTES.finditer(body):
        end = body.find(b">", start.end(), start.end() + _LONGEST)
        tag = body[start.start() : end]
        if end < 0 or (tag.count(b'"') % 2 and tag.count(b"'") % 2 == 0):
            longest = len(body)  # A value may hold what ends a tag: nobody knows how long this one is.
            break
        if tag[1:2] in b"aA":
            longest = max(longest, len(tag))
        else:
            kinds.add(tag)
    most = tags * (_ALIKE * len(kinds) + _PLAIN)
    if most <= COPIES and tags * (_ALIKE * sum(map(len, kinds)) + longest) <= COPIED_BYTES:
        return False
    return _made_again(body)


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
