"""Text that every view can carry: one cleaning at the door of the public list, so that no format meets a surprise."""

import re
import unicodedata
from typing import Any

_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
    "|[" + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17)) + "]"
)
"""Characters that XML cannot hold, that no text should (surrogates, controls) or that turn the reading direction."""


def fit(text: str) -> str:
    """The text without the characters that a feed or page cannot carry; all others stand as they were."""
    return text if text.isprintable() else _UNFIT.sub("", text)  # nothing that can be printed is unfit


def one_line(text: str, longest: int) -> str:
    """The text on one line, cut to `longest` characters at a word where that is possible."""
    line = " ".join(fit(text).split())
    if len(line) <= longest:
        return line
    cut = line[: longest - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[longest // 2 :] else cut) + "…"


def folded(text: str) -> str:
    """How names are put in order: no accents, no case, no punctuation in front."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return plain.casefold().lstrip(" '\"“‘([.-_#/")


def web_address(address: str | None) -> str | None:
    """The address when it is one of the web (http or https, no spaces), else None: nothing else is ever linked."""
    if address and re.match(r"https?://[^\s<>\"'`\\]+\Z", plain := fit(address), re.IGNORECASE):
        return plain
    return None


def fit_all(value: Any) -> Any:
    """A JSON document with every text in it made fit."""
    if isinstance(value, str):
        return fit(value)
    if isinstance(value, dict):
        return {fit(str(k)): fit_all(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [fit_all(v) for v in value]
    return value
