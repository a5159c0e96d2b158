"""The pre-scan: refuses markup made to stall a parser, before the parser sees it.

Lexbor compares each attribute of a tag with all before it (150,000 attributes: 36 s), merges the attributes of all
`html` and `body` tags into one element, and walks the stack of open elements for each block (400,000 nested `div`:
minutes). All three are bounded here, in time linear in the page. A tag is judged as a parser reads it: `<` and `>`
inside quoted values do not end it.
"""

import re

SMALL = 64 * 1024
"""Pages up to this many bytes cannot hold enough attributes or depth to stall (worst measured: 0.5 s)."""
WORK_LIMIT = 300_000_000
"""Most comparisons of attributes that a page may cost the parser (some 0.5 s)."""
ROOT_BYTES = 16 * 1024
"""Most bytes of attributes of all `html` and `body` tags together."""
DEPTH_LIMIT = 1_000
"""Deepest nesting passed on to the parser."""
_MANY_TAGS = 25_000
_SEGMENT_WORK = 4_000_000_000
"""Bytes of a page times bytes of a segment: tags shorter than a segment cannot add up to WORK_LIMIT in one page."""

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
_ROOT = re.compile(rb"<[hHbB][tToO][mMdD][lLyY](?=[ \t\n\f\r/])")
_NOT_NESTING = frozenset(
    b"br hr img input meta link area base col embed param source track wbr p li td th tr tbody thead option dt dd".split()
)
_PLAIN_LEVELS = 64


def hostile(body: bytes) -> str | None:
    """Why this markup must not be parsed, or None. Linear in the length of `body`."""
    if len(body) <= SMALL:
        return None
    if _root_bytes(body) > ROOT_BYTES or _suspected_work(body) > WORK_LIMIT or body.count(b"<") > _MANY_TAGS:
        return _scan(body)
    return None


def _suspected_work(body: bytes) -> int:
    """An upper bound for the comparisons of attributes in long tags, which may well hold none.

    A segment is innocent when a parser, whatever its state within a tag at the start, has left the tag before the
    end; most do within a tag or two, so that a page costs a few short matches. A long tag covers two segments in a
    row; only where two are not innocent are attributes counted.
    """
    size = max(1024, min(16 * 1024, _SEGMENT_WORK // len(body)))
    work = 0
    run_start: int | None = None
    for start in range(0, len(body), size):
        segment = body[start : start + size]
        if len(segment) == size and not all(_LEAVES_TAG.match(state + segment) for state in _STATES):
            run_start = start if run_start is None else run_start
            continue
        if run_start is not None and start - run_start >= 2 * size:
            work += _most_attributes(body[run_start:start]) ** 2
            if work > WORK_LIMIT:
                break
        run_start = None
    return work


def _most_attributes(stretch: bytes) -> int:
    """At least as many as the attributes a parser would find here: each needs a space, slash or quote before it."""
    return len(stretch.split()) + stretch.count(b"/") + stretch.count(b'"') // 2 + stretch.count(b"'") // 2


def _root_bytes(body: bytes) -> int:
    """The bytes of attributes of all `html` and `body` tags, wherever they stand."""
    total = 0
    for root in _ROOT.finditer(body):
        leaves = _LEAVES_TAG.match(body, root.end())
        total += (leaves.end() if leaves else len(body)) - root.end()
        if total > ROOT_BYTES:
            break
    return total


def _scan(body: bytes) -> str | None:
    roots = work = 0
    depth: list[bytes] = []
    for token in _TOKEN.finditer(body):
        attributes = token[2] or token[5] or b""
        if len(attributes) > 4_000:
            work += sum(1 for _ in _ONE.finditer(attributes)) ** 2
            if work > WORK_LIMIT:
                return "tags of very many attributes"
        name = (token[4] or b"").lower()
        if not name:
            continue
        if name in (b"html", b"body") and not token[3]:
            roots += len(attributes)
            if roots > ROOT_BYTES:
                return "html or body tags of very many attributes"
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
