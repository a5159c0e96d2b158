"""What may enter the database from outside: text of one kind, whole numbers of a size, web addresses."""

import re
from datetime import datetime

LARGEST_COUNT = 10**12
"""No forum holds more of anything; what claims to is no figure."""

LONGEST_ADDRESS = 2000

_UNWANTED = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff"
    r"\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
"""Controls, lone surrogates, invisible characters, and those that turn the reading direction."""

_ADDRESS = re.compile(r"https?://[^\s<>\"'`\\{}|^]+\Z", re.IGNORECASE)


def line(text: object, longest: int) -> str:
    """The text on one line, without unwanted characters, cut to `longest` characters; "" for what is no text."""
    if not isinstance(text, str):
        return ""
    text = text[: longest * 4]
    clean = text if text.isprintable() else _UNWANTED.sub("", text)  # nothing unwanted is printable
    return " ".join(clean.split())[:longest].rstrip()


def paragraphs(text: str) -> str:
    """The text with its lines and spaces as they are, without unwanted characters, and nothing around it."""
    return _UNWANTED.sub("", text).strip()


def web_address(text: object) -> str | None:
    """The address when it is one of the web and short enough to keep, else None."""
    if not isinstance(text, str) or len(text) > LONGEST_ADDRESS or _UNWANTED.search(text):
        return None
    return text if _ADDRESS.match(text) else None


def count(value: object) -> int | None:
    """The whole number when it can be a count: 0 to 10^12, no truth value, no fraction; else None."""
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if 0 <= value <= LARGEST_COUNT else None


def moment(value: object) -> datetime | None:
    """The time when it is aware and of the age of the web (1985 to 2100), else None."""
    if not isinstance(value, datetime) or value.tzinfo is None:
        return None
    return value if 1985 <= value.year <= 2100 else None
