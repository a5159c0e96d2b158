"""Sessions in paths: what a server writes into every address to know a visitor again. Two visitors, one site.

Only what is surely a session goes: by the form ASP.NET gives it, or by its name with a value that nobody would choose.
A directory that only looks random stays: it may be somebody's community.
"""

import re
from collections.abc import Iterable

_NAMES = (
    r"(?:jsessionid|phpsessid|aspsessionid\w*|sessionid|session_id|session|sessid|sess|sid|zenid|oscsid|osadminid|cfid|"
    r"cftoken|viewstate)"
)
_COOKIELESS = re.compile(r"\((?:[A-Za-z]\([^()/]{0,200}\)){1,6}\)")
"""`(S(lit3py55t21z5v55vlm25s55))`, alone or with `A(...)`, `F(...)`, `X(1)`: the only thing a segment holds."""
_RANDOM = r"(?=[0-9A-Za-z]*\d)[0-9A-Za-z]{16,}"
_NAMED = re.compile(rf"{_NAMES}(?:=[0-9A-Za-z.!_-]{{8,}}|[_:~-]{_RANDOM})|s[=_-][0-9a-f]{{20,}}", re.IGNORECASE)
_APPENDED = re.compile(rf"(?:;|&(?:amp;)?|%3b)(?:{_NAMES}|s)=.*\Z|&amp\Z", re.IGNORECASE | re.DOTALL)
_WORD = re.compile(rf"{_NAMES}", re.IGNORECASE)
_VALUE = re.compile(_RANDOM)


def without_sessions(segments: Iterable[str]) -> list[str]:
    """A path's segments (as they are spelt in a key) without those, and those parts of them, that are sessions."""
    kept: list[str] = []
    for segment in segments:
        if _NAMED.fullmatch(segment) or _COOKIELESS.fullmatch(segment):
            continue
        if kept and _WORD.fullmatch(kept[-1]) and _VALUE.fullmatch(segment):
            del kept[-1]  # /sid/0123456789abcdef0123/
            continue
        if plain := _APPENDED.sub("", segment):
            kept.append(plain)
    return kept
