"""Cells of a table that a spreadsheet reads as text and never as a formula.

A cell is read as a formula when it begins with one of `= + - @`, also behind white space, quotes or signs that are
not seen, and in full width. Such cells get an apostrophe in front, as OWASP advises. Spreadsheets of countries that
write numbers with a comma part cells at semicolons, so that what follows a semicolon is looked at as well.
"""

import re

from registry.catalogue.text import fit

_UNSEEN = (
    "\\s\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_QUOTES = "\"'`´‘’‚‛“”„‟«»‹›′″＂＇"
_SIGNS = "=+\\-@＝＋－＠﹦﹢﹣﹫⁼⁺⁻₌₊₋−﬩⩴⩵⩶"
_FORMULA = re.compile(f"[{_UNSEEN}{_QUOTES}]*[{_SIGNS}]")


def is_formula(text: str) -> bool:
    """Whether a spreadsheet may read the text as a formula."""
    return _FORMULA.match(text) is not None


def text_cell(text: str) -> str:
    """The text on one line, without controls, and with an apostrophe wherever a formula would begin."""
    line = text if text.isprintable() else " ".join(fit(text).split())
    if ";" in line:
        return ";".join(f"'{part}" if is_formula(part) else part for part in line.split(";"))
    return f"'{line}" if is_formula(line) else line


def several(values: list[str]) -> str:
    """Several values in one cell."""
    return text_cell("; ".join(values))
