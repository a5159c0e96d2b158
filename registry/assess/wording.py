"""Words as they are compared: one plain form for what forums write and for what the seeds say.

A text becomes words that each begin with a capital and end with a space: `"child benefit!"` is `"Child Benefit "`. The
capital shows where a word begins and the space where it ends, so that phrases are matched whole-word without sharing
a character with their neighbours, which a search for the longest match that does not overlap needs.
"""

import re
import unicodedata
from functools import cache

BREAK = "\x01"
"""Stands between the fields of a forum, so that no phrase reaches from one into the next."""

_PUNCTUATION = '!"#%()*,-./:;<=>?@[\\]^_`{|}~+\t\r\n\x0b\x0c'
_TO_SPACE = str.maketrans(_PUNCTUATION, " " * len(_PUNCTUATION))
_SIGNS = (
    ("'", ""),
    ("\u2019", ""),
    ("\u2018", ""),
    ("&", " and "),
    ("£", " poundsign "),
    ("€", " eurosign "),
    ("$", " dollarsign "),
)
MONEY = {"poundsign": "£", "eurosign": "€", "dollarsign": "$"}
"""The signs of money by the words that stand for them: evidence shows the sign."""

SHORTEST_PLURAL = 4
"""A word in -s must be longer than this to be taken for a plural: `etcs` is none."""

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NOT_WORD = re.compile(rf"[^\w\s{BREAK}]|_")


@cache
def _is_mark(char: str) -> bool:
    return unicodedata.combining(char) != 0


def tokens(text: str) -> list[str]:
    """The words of a text in their own case, accents and punctuation gone; `BREAK` stays a word of its own."""
    for sign, word in _SIGNS:
        if sign in text:
            text = text.replace(sign, word)
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not _is_mark(c))
        text = _NOT_WORD.sub(" ", text)
    return text.translate(_TO_SPACE).split()


def joined(words: list[str]) -> str:
    """Words in their own case, each with a space behind it."""
    return " ".join(words) + " "


def spread(text: str) -> str:
    """Joined words in the form they are searched in (see the module), of exactly the same length."""
    capital = text.title()
    if len(capital) == len(text):
        return capital
    return joined([w.title() if len(w.title()) == len(w) else w for w in text.split()])


def humps(name: str) -> str:
    """`NursingUK` and `LandlordZONE` with their words apart."""
    return _HUMP.sub(" ", name)


def inflected(words: list[str]) -> list[list[str]]:
    """The phrase with its last word in the plural, or in the singular when it stands in the plural.

    Only for one or two words that end in one of four letters or more which can be a noun; longer phrases are written
    as people write them, and British spellings are the seeds' own business.
    """
    last = words[-1]
    if len(words) > 2 or len(last) < 4 or not last.isalpha() or not last.isascii() or last.endswith(("ing", "ed")):
        return []
    if last.endswith(("ss", "us", "is")):
        others = [last + "es"]
    elif last.endswith("ies"):
        others = [last[:-3] + "y"]
    elif last.endswith("s"):
        others = [last[:-1]] if len(last) > SHORTEST_PLURAL else []
    elif last.endswith("y") and last[-2] not in "aeiou":
        others = [last[:-1] + "ies"]
    elif last.endswith(("x", "ch", "sh", "z")):
        others = [last + "es"]
    else:
        others = [last + "s"]
    return [[*words[:-1], other] for other in others]
