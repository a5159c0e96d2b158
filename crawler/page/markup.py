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
ROOT_ATTRIBUTES = 4_000
"""Most attributes of all `html` and `body` tags together."""
DEPTH_LIMIT = 1_000
"""Deepest nesting passed on to the parser."""
_MANY_TAGS = 25_000
_GLANCE = 1024
"""Bytes within which a parser leaves nearly every tag of a real page."""
_SEGMENT_WORK = 4_000_000_000
"""Bytes of a page times bytes of a segment: tags shorter than a segment cannot add up to WORK_LIMIT in one page."""

_SHORT_NAMES = 256
"""Most attributes of one tag whose names are one byte."""

_SPACE = rb"[ \t\n\f\r]"
_ATTRIBUTE = (
    rb"[ \t\n\f\r/]*+[^ \t\n\f\r/>][^ \t\n\f\r/>=]*+"
    rb"(?:" + _SPACE + rb"*+=" + _SPACE + rb"*+"
    rb"(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^ \t\n\f\r>\"'][^ \t\n\f\r>]*+)?+)?+"
)
_ONE = re.compile(_ATTRIBUTE)
LEAVES_TAG = re.compile(rb"(?:" + _ATTRIBUTE + rb")*+[ \t\n\f\r/]*+>")
# The states a parser can be in within a tag, quoted values aside: before a name, in one, before a value, in one.
_STATES = (b"", b"x", b"x=", b"x=x")
TOKEN = re.compile(
    rb"<!--.*?(?:-->|\Z)"
    rb"|<(script|style|textarea|title|noscript|xmp|iframe)\b((?:" + _ATTRIBUTE + rb")*+)[^>]*+(?:>|\Z)"
    rb".*?(?:</\1\b|\Z)"
    rb"|<(/?)([a-z][^ \t\n\f\r/>]*+)((?:" + _ATTRIBUTE + rb")*+)[^>]*+(?:>|\Z)",
    re.IGNORECASE | re.DOTALL,
)
"""Comments, elements of raw text, and tags with slash, name and attributes (groups 3 to 5), as a parser ends them."""
_ROOT = re.compile(rb"<[hHbB][tToO][mMdD][lLyY](?=[ \t\n\f\r/])")
_NOT_NESTING = frozenset(
    b"br hr img input meta link area base col embed param source track wbr p li "
    b"td th tr tbody thead option dt dd".split()
)
_NO_DEEPER = (b"</", b"<p ", b"<p>", b"<br>", b"<td ", b"<td>", b"<tr>", b"<li ", b"<li>")
"""How most tags begin that leave a page no deeper than it was: to count them is quicker than to read all tags."""
_PLAIN_LEVELS = 64
_NO_SEPARATORS = bytes(set(range(256)).difference(b" \t\n\x0b\f\r/="))


def hostile(body: bytes) -> str | None:
    """Why this markup must not be parsed, or None. Linear in the length of `body`."""
    if len(body) <= SMALL:
        return None
    suspect = (
        (len(body) > 3 * _MANY_TAGS and body.count(b"<") > _MANY_TAGS and _most_open(body) > DEPTH_LIMIT)
        or _root_attributes(body) > ROOT_ATTRIBUTES
        # What a glance finds innocent is innocent; a closer look is for the rest.
        or (_suspected_work(body, _GLANCE) > WORK_LIMIT and _suspected_work(body, len(body)) > WORK_LIMIT)
    )
    return _scan(body) if suspect else None


def _most_open(body: bytes) -> int:
    """At least as many as the elements that can be open at once: tags that end one, or go no deeper, are left out."""
    return body.count(b"<") - sum(body.count(start) for start in _NO_DEEPER)


def _suspected_work(body: bytes, look: int) -> int:
    """An upper bound for the comparisons of attributes in long tags, which may well hold none.

    A segment is innocent when a parser, whatever its state within a tag at the start, has left the tag before the
    end; most do within a tag or two, so that a page costs a few short matches. One that may lie wholly within a
    quoted value adds no attribute, but goes on with the tag. Only `look` bytes of each segment are followed: a tag not
    left by then counts as never left.
    """
    size = max(1024, min(16 * 1024, _SEGMENT_WORK // len(body)))
    runs: list[list[bytes]] = [[]]
    for start in range(0, len(body) - size + 1, size):
        segment = body[start : start + size]
        open_quote, stays = _stays_in_tag(segment, look)
        if stays:
            runs[-1].append(segment)
        elif not open_quote:
            runs.append([])
    # A new attribute takes three bytes (there are few names of one letter), and one that repeats another costs no more
    # than a new one: that alone acquits most pages, and costs no look at them.
    if sum((len(run) * size // 3 + _SHORT_NAMES) ** 2 for run in runs if run) <= WORK_LIMIT:
        return 0
    work = sum(sum([_separators(segment) for segment in run]) ** 2 for run in runs)
    if work <= WORK_LIMIT:
        return work
    return sum(sum([_most_attributes(segment) for segment in run]) ** 2 for run in runs)


def _stays_in_tag(segment: bytes, look: int) -> tuple[bool, bool]:
    """Whether a segment may be one quoted value's, and whether it may lie in a tag with attributes of its own."""
    open_quote = stays = False
    first = look
    for quote in (b'"', b"'"):
        end = segment.find(quote)
        first = min(first, end if end >= 0 else first)
        if end < 0:
            open_quote = True
        elif not stays and not LEAVES_TAG.match(segment, end + 1, end + 1 + look):
            stays = True
    if stays:
        return open_quote, True
    if segment.find(b">", 0, first) >= 0:
        # Before any quote: whatever the state, the tag is left here.
        return open_quote, False
    start = segment[:look]
    return open_quote, not all(LEAVES_TAG.match(state + start) for state in _STATES)


def _separators(stretch: bytes) -> int:
    """At least as many as the attributes a parser would find here, counted without taking the stretch apart.

    Each begins behind a space, a slash or a quoted value, and a value stands behind an equals sign: quotes elsewhere,
    as in the data that scripts hold, begin none.
    """
    return len(stretch.translate(None, _NO_SEPARATORS)) + 1


def _most_attributes(stretch: bytes) -> int:
    """The same, with blanks that stand together counted once."""
    return len(stretch.split()) + stretch.count(b"/") + stretch.count(b"=") + 1


def _root_attributes(body: bytes) -> int:
    """The attributes of all `html` and `body` tags, wherever they stand."""
    total = 0
    for root in _ROOT.finditer(body):
        leaves = LEAVES_TAG.match(body, root.end())
        end = leaves.end() if leaves else len(body)
        long = end - root.end() > 500
        # Of a short one every other byte may begin an attribute.
        total += sum(1 for _ in _ONE.finditer(body, root.end(), end)) if long else (end - root.end()) // 2
        if total > ROOT_ATTRIBUTES:
            break
    return total


def _scan(body: bytes) -> str | None:
    roots = work = 0
    depth: list[bytes] = []
    for token in TOKEN.finditer(body):
        attributes = token[2] or token[5] or b""
        if len(attributes) > 4_000:
            work += sum(1 for _ in _ONE.finditer(attributes)) ** 2
            if work > WORK_LIMIT:
                return "tags of very many attributes"
        name = (token[4] or b"").lower()
        if not name:
            continue
        if name in (b"html", b"body") and not token[3]:
            roots += sum(1 for _ in _ONE.finditer(attributes))
            if roots > ROOT_ATTRIBUTES:
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
