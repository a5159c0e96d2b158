"""The pre-scan: refuses markup made to stall a parser, before the parser sees it.

Lexbor compares each attribute of a tag with all before it (150,000 attributes: 36 s) and walks the stack of open
elements for each block (400,000 nested `div`: minutes). Both are bounded here, in time linear in the page.
A tag is judged as a parser reads it: `<` and `>` inside quoted values do not end it.
"""

import re

SMALL = 64 * 1024
"""Pages up to this many bytes cannot hold enough attributes or depth to stall (worst measured: 0.5 s)."""
ATTRIBUTE_LIMIT = 10_000
"""Most attributes one tag, or all `html` and `body` tags together, may have."""
DEPTH_LIMIT = 1_000
"""Deepest nesting passed on to the parser."""
_SEGMENT = 32 * 1024
_MANY_TAGS = 10_000

_SPACE = rb"[ \t\n\f\r]"
_ATTRIBUTE = (
    rb"[ \t\n\f\r/]*+[^ \t\n\f\r/>][^ \t\n\f\r/>=]*+"
    rb"(?:" + _SPACE + rb"*+=" + _SPACE + rb"*+"
    rb"(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^ \t\n\f\r>\"'][^ \t\n\f\r>]*+)?+)?+"
)
_ONE = re.compile(_ATTRIBUTE)
_LEAVES_TAG = re.compile(rb"(?:" + _ATTRIBUTE + rb")*+[ \t\n\f\r/]*+>")
# Every state a parser can be in within a tag: before a name, in one, before a value, in a value of each kind.
_STATES = (b"", b"x", b"x=", b"x=x", b'x="', b"x='")
_TOKEN = re.compile(
    rb"<!--.*?(?:-->|\Z)"
    rb"|<(script|style|textarea|title|noscript|xmp|iframe)\b((?:" + _ATTRIBUTE + rb")*+)[^>]*+(?:>|\Z)"
    rb".*?(?:</\1\b|\Z)"
    rb"|<(/?)([a-z][^ \t\n\f\r/>]*+)((?:" + _ATTRIBUTE + rb")*+)[^>]*+(?:>|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_NOT_NESTING = frozenset(
    b"br hr img input meta link area base col embed param source track wbr p li td th tr tbody thead option dt dd".split()
)
_PLAIN_LEVELS = 64


def hostile(body: bytes) -> str | None:
    """Why this markup must not be parsed, or None. Linear in the length of `body`."""
    if len(body) <= SMALL:
        return None
    if _may_hide_long_tag(body) or body.count(b"<") > _MANY_TAGS or _many_roots(body):
        return _scan(body)
    return None


def _may_hide_long_tag(body: bytes) -> bool:
    """Whether some stretch could lie wholly inside one tag of very many attributes.

    A stretch is innocent when a parser, whatever its state within a tag at the start, has left the tag before the
    end; most do within one or two tags, so that a page costs a few dozen short matches.
    """
    attributes = 0
    for start in range(0, len(body) - _SEGMENT, _SEGMENT):
        stretch = body[start : start + _SEGMENT]
        inside = [state for state in _STATES if not _LEAVES_TAG.match(state + stretch)]
        if inside:
            attributes += max(sum(1 for _ in _ONE.finditer(state + stretch)) for state in inside)
    return attributes > ATTRIBUTE_LIMIT // 2


def _many_roots(body: bytes) -> bool:
    """Whether `html` and `body` tags abound: parsers merge the attributes of all of them into one element."""
    lowered = body.lower()
    return lowered.count(b"<html") + lowered.count(b"<body") > 40


def _scan(body: bytes) -> str | None:
    roots = 0
    depth: list[bytes] = []
    for token in _TOKEN.finditer(body):
        attributes = token[2] or token[5] or b""
        if len(attributes) >= ATTRIBUTE_LIMIT and sum(1 for _ in _ONE.finditer(attributes)) > ATTRIBUTE_LIMIT:
            return f"a tag with more than {ATTRIBUTE_LIMIT} attributes"
        name = (token[4] or b"").lower()
        if not name:
            continue
        if name in (b"html", b"body") and not token[3]:
            roots += attributes.count(b" ") + attributes.count(b"/") + attributes.count(b'"') + 1
            if roots > ATTRIBUTE_LIMIT:
                return "html or body tags repeated without end"
        if name in _NOT_NESTING:
            continue
        if not token[3]:
            depth.append(name)
            if len(depth) > DEPTH_LIMIT:
                return f"elements nested more than {DEPTH_LIMIT} deep"
        elif name in depth[-_PLAIN_LEVELS:]:
            while depth.pop() != name:
                pass
    return None
