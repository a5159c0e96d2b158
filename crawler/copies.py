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
_OF_TABLES = frozenset(b"table tr td th".split())
_ASTRAY = 10**9
"""The depth of what outlived the block it began in: every block may make it anew."""
_CLOSES_ITS_LIKE = frozenset(b"p li td th tr tbody thead option dt dd".split())


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
    """Count, block by block, what is made again. A table's cell takes the formatting within it along when it ends."""
    kept: list[tuple[bytes, bytes, int]] = []
    cells: list[int | None] = []
    depth = copies = size = 0
    for token in TOKEN.finditer(body):
        name, ends = (token[4] or b"").lower(), bool(token[3])
        if name in _FORMATTING:
            _note(kept, name, token[5], depth, ends=ends)
            continue
        if not name or name in _VOID:
            continue
        if name in _OF_TABLES:
            _leave_cell(kept, cells, name, ends=ends)
        if ends or name in _CLOSES_ITS_LIKE:
            depth = max(0, depth - (name not in _CLOSES_ITS_LIKE))
            inner = depth + (name not in _CLOSES_ITS_LIKE)
            again = [one for one in kept if one[2] >= inner]
            copies += len(again)
            size += sum([len(one[1]) for one in again])
            if copies > COPIES or size > COPIED_BYTES:
                return True
            if again:
                kept = [(one[0], one[1], _ASTRAY if one[2] >= inner else one[2]) for one in kept]
        else:
            depth += 1
    return False


def _leave_cell(kept: list[tuple[bytes, bytes, int]], cells: list[int | None], name: bytes, *, ends: bool) -> None:
    """Forget the formatting of the cell that ends here; remember where the one that begins does."""
    if name == b"table" and not ends:
        cells.append(None)
    elif cells:
        if (began := cells[-1]) is not None:
            del kept[began:]
        cells[-1] = len(kept) if name in (b"td", b"th") and not ends else None
        if name == b"table":
            cells.pop()


def _note(kept: list[tuple[bytes, bytes, int]], name: bytes, attributes: bytes, depth: int, *, ends: bool) -> None:
    """Keep formatting that begins, forget what ends; of those alike the last three are kept, of links the last."""
    like = [
        place for place, one in enumerate(kept) if one[0] == name and (ends or name == b"a" or one[1] == attributes)
    ]
    if like and (ends or name == b"a"):
        del kept[like[-1]]
    elif len(like) >= _ALIKE:
        del kept[like[0]]
    if not ends:
        kept.append((name, attributes, depth))
