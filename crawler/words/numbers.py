"""Whole numbers as the world writes them: `1,234`, `1.234`, `1 234`, `12.3K`, `1,2 Mio.`, `3.2万`, Persian digits.

What only looks like a count is none: times, dates, versions, shares, numbers with a leading nought (telephones), with
a sign before them (`#12`, `+44`), decimals. Shortened figures are read and known to be inexact. A multiplier that
languages disagree about (`12 B`: billions, or thousands in Turkish) makes a number unknown.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

LARGEST = 10**12
"""Counts above this are not believed."""
ROUNDED = "rounded on the page"
"""Stands behind the rule of a figure that the page itself shortened."""

_SPACES = " \u00a0\u2007\u2008\u2009\u200a\u202f"
_GROUPING = rf"[,.'\u2019\u00b4`\u066c\u060c{_SPACES}]"
_MULTIPLIERS = {
    10**3: "k tsd tys tis тыс тис хил bin ribu rb ezer mii mila mille thousand duizend tusen тысяч nghìn "
    "천 千 ألف الف هزار אלף हज़ार",
    10**4: "万 萬 만",
    10**5: "lakh लाख",
    10**6: "m mio mln млн mi million millions millionen millones millions milioni miljoen milhões milhoes mn jt juta "
    "milion miliony milionów milj milyon миллион миллиона миллионов مليون میلیون מיליון",
    10**7: "crore करोड़",
    10**8: "亿 億 억",
    10**9: "bn mrd млрд mld mia milliard milliarden billion",
}
_FACTORS = {word: factor for factor, words in _MULTIPLIERS.items() for word in words.split()}
_FACTORS["mil"] = 10**3
_LETTERS = "[km]"  # a small letter must touch its number: "3 m ago" is no three million
_HAN = "万萬만亿億억천千"
_WORDS = "|".join(sorted((word for word in _FACTORS if len(word) > 1), key=len, reverse=True))
_LETTER = r"[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
"""A letter of a script that writes spaces between words: others stand beside numbers without any."""
_SUFFIX = rf"(?:(?:{_LETTERS}|[{_SPACES}]?(?:(?-i:[KM])|{_WORDS}))(?!{_LETTER})|[{_HAN}])"
_UNCLEAR = rf"(?:[{_SPACES}]?(?-i:[BTN])(?!{_LETTER})|[{_SPACES}]mil\.)"

_SIGNS = "年月日時时点點分秒号號页頁楼樓岁歳점시년월일초"
"""What numbers of dates, times and pages bear behind them in scripts without spaces."""

NUMBER = (
    rf"(?<![.,/#+№第-])(?<!{_LETTER})(?<!\d:)"
    rf"(?:\d{{1,3}}(?:{_GROUPING}\d{{3}})+|\d{{1,2}}(?:,\d\d)+,\d{{3}}|\d{{1,13}})(?:[.,]\d{{1,2}}(?={_SUFFIX}))?"
    rf"(?!{_UNCLEAR})(?:{_SUFFIX}\.?|(?!{_LETTER}|[\d:/%°{_SIGNS}]|[.,-]\d|[{_SPACES}]\d{{3}}(?!\d)))"
)
"""A pattern (IGNORECASE) for one number within text; digits of any script. Not times, versions, shares or dates."""

_ONE = re.compile(NUMBER, re.IGNORECASE)
_PARTS = re.compile(rf"(.*?)(?:[{_SPACES}]?({_LETTERS}|[{_HAN}]|{_WORDS})\.?)?", re.IGNORECASE | re.DOTALL)
_GROUPED = re.compile(
    rf"\d{{1,3}}(?:([,.'\u2019\u00b4`\u066c\u060c])\d{{3}}(?:\1\d{{3}})*|(?:[{_SPACES}]\d{{3}})+)|\d{{1,2}}(?:,\d\d)+,\d{{3}}"
)
_PLAIN = re.compile(r"\s*(?:[^\W\d_]+:?\s+)?([1-9][0-9]{0,2}([,.])[0-9]{3}(?:\2[0-9]{3})*|[1-9][0-9]{0,11}|0)\s*")
"""What most pages write: read without looking for anything else."""
_DECIMAL = re.compile(r"(\d{1,13})[.,](\d{1,3})")
_PHONE = re.compile(r"(?<!\w)(?:\+\d|0\d)[\d ()-]{0,20}[ )-]$")
"""What stands before the later digits of a telephone number."""
_ALIEN = re.compile(r"\D")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number as a page states it. `exact` is False for shortened ones such as `12.3K`, and for `99+`."""

    value: int
    raw: str
    exact: bool = True

    def rule(self, rule: str) -> str:
        """The rule that read it, which says so where the number is not exact."""
        return rule if self.exact else f"{rule}, {ROUNDED}"


def number(text: str) -> Number | None:
    """The first number in `text`, 0 to LARGEST, or None."""
    if len(text) < 12 and text.isascii() and text.isdecimal() and (text[0] != "0" or text == "0"):
        return Number(int(text), text)
    if len(text) < 40 and (plain := _PLAIN.fullmatch(text)) and len(plain[1]) < 16:
        return Number(int(_ALIEN.sub("", plain[1])), plain[1])
    for found in numbers_in(text):
        value = parse(found[0])
        if value is not None and not _PHONE.search(text[max(0, found.start() - 24) : found.start()]):
            more = text[found.end() : found.end() + 1] == "+"
            return Number(value.value, value.raw, exact=False) if more else value
    return None


def numbers_in(text: str) -> Iterator[re.Match[str]]:
    """Every number of a text, as NUMBER finds them; tried only where digits begin, which is much cheaper."""
    end = 0
    for digits in _DIGITS.finditer(text):
        start = digits.start()
        found = _ONE.match(text, start) if start >= end else None
        if found is not None:
            end = found.end()
            yield found


def parse(raw: str) -> Number | None:
    """The number that `raw` spells in full, or None when it is not one whole number of 0 to LARGEST."""
    raw = raw.strip()
    if raw.isdecimal():
        plain = int(raw) if len(raw) <= 13 else LARGEST + 1
        return Number(plain, raw) if plain <= LARGEST and (len(raw) == 1 or not _is_nought(raw[0])) else None
    match = _PARTS.fullmatch(raw)
    if not match:
        return None
    digits, suffix = match[1], (match[2] or "").lower()
    factor = _FACTORS.get(suffix, 1)
    if factor > 1 and (decimal := _DECIMAL.fullmatch(digits)):
        value = int(decimal[1]) * factor + int(decimal[2]) * factor // 10 ** len(decimal[2])
    elif digits.isdecimal() and not (len(digits) > 1 and _is_nought(digits[0])):
        value = int(digits) * factor
    elif _GROUPED.fullmatch(digits) and not _is_nought(digits[0]):
        value = int(_ALIEN.sub("", digits)) * factor
    else:
        return None
    return Number(value, raw, factor == 1) if value <= LARGEST else None


def _is_nought(digit: str) -> bool:
    return int(digit) == 0
