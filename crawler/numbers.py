"""Whole numbers as the world writes them: `1,234`, `1.234`, `1 234`, `12.3K`, `1,2 Mio.`, Persian digits."""

import re
from dataclasses import dataclass

LARGEST = 10**12
"""Counts above this are not believed."""

_SPACES = " \u00a0\u2007\u2008\u2009\u200a\u202f"
_GROUPING = rf"[,.'\u2019\u066c\u060c{_SPACES}]"
_MULTIPLIERS = {
    10**3: "k tsd tys tis тыс тис mil bin ribu rb",
    10**6: "m mio mln млн mi million millions millionen millones millions milioni miljoen milhões milhoes mn jt juta",
    10**9: "b bn mrd млрд mld mia milliard milliarden billion",
}
_FACTORS = {word: factor for factor, words in _MULTIPLIERS.items() for word in words.split()}
_LETTERS = "[kmb]"  # a small letter must touch its number: "3 m ago" is no three million
_WORDS = "|".join(sorted((word for word in _FACTORS if len(word) > 1), key=len, reverse=True))
_SUFFIX = rf"(?:{_LETTERS}|[{_SPACES}]?(?:(?-i:[KMB])|{_WORDS}))(?!\w)"

NUMBER = (
    rf"(?<![\w.,/#-])(?<!\d:)(?:\d{{1,3}}(?:{_GROUPING}\d{{3}})+|\d{{1,2}}(?:,\d\d)+,\d{{3}}|\d{{1,13}})"
    rf"(?:[.,]\d{{1,2}}(?={_SUFFIX}))?(?:{_SUFFIX}\.?|(?![\w:/%°]|[.,-]\d))"
)
"""A pattern (IGNORECASE) for one number within text; digits of any script. Not times, versions, shares or dates."""

_ONE = re.compile(NUMBER, re.IGNORECASE)
_PARTS = re.compile(rf"(.*?)(?:[{_SPACES}]?({_LETTERS}|{_WORDS})\.?)?", re.IGNORECASE | re.DOTALL)
_GROUPED = re.compile(
    rf"\d{{1,3}}(?:([,.'\u2019\u066c\u060c])\d{{3}}(?:\1\d{{3}})*|(?:[{_SPACES}]\d{{3}})+)|\d{{1,2}}(?:,\d\d)+,\d{{3}}"
)
_PLAIN = re.compile(r"\s*(?:[^\W\d_]+:?\s+)?([0-9]{1,3}([,.])[0-9]{3}(?:\2[0-9]{3})*|[0-9]{1,12})\s*")
"""What most pages write: read without looking for anything else."""
_DECIMAL = re.compile(r"(\d{1,13})[.,](\d{1,3})")
_ALIEN = re.compile(r"\D")


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number as a page states it. `exact` is False for shortened ones such as `12.3K`."""

    value: int
    raw: str
    exact: bool = True


def number(text: str) -> Number | None:
    """The first number in `text`, 0 to LARGEST, or None."""
    if len(text) < 12 and text.isascii() and text.isdecimal():
        return Number(int(text), text)
    if len(text) < 40 and (plain := _PLAIN.fullmatch(text)) and len(plain[1]) < 16:
        return Number(int(_ALIEN.sub("", plain[1])), plain[1])
    for found in _ONE.finditer(text):
        value = parse(found[0])
        if value is not None:
            return value
    return None


def parse(raw: str) -> Number | None:
    """The number that `raw` spells in full, or None when it is not one whole number of 0 to LARGEST."""
    raw = raw.strip()
    match = _PARTS.fullmatch(raw)
    if not match:
        return None
    digits, suffix = match[1], (match[2] or "").lower()
    factor = _FACTORS.get(suffix, 1)
    if factor > 1 and (decimal := _DECIMAL.fullmatch(digits)):
        value = int(decimal[1]) * factor + int(decimal[2]) * factor // 10 ** len(decimal[2])
    elif digits.isdecimal():
        value = int(digits) * factor
    elif _GROUPED.fullmatch(digits):
        value = int(_ALIEN.sub("", digits)) * factor
    else:
        return None
    return Number(value, raw, factor == 1) if value <= LARGEST else None
