"""Labelled figures: "Total posts 18,339", "1270 messages - 560 sujets", in whatever language and order.

A figure is believed only beside its own label; what stands near words of presence (online, guests) or of a part
(today, newest, average) is no total. The raw span runs from the label to its number, never beyond.
"""

import re
from dataclasses import dataclass

from crawler.labels import FIELD_OF, NOT_TOTALS, ONLINE
from crawler.numbers import NUMBER, parse

_SEPARATORS = re.compile(r"[\t•·|»*]|\s[-–—]\s|\.\s|::")
_TOKENS = re.compile(rf"(?P<number>{NUMBER})|[^\W\d_]+(?:[-\u200c][^\W\d_]+)*", re.IGNORECASE)
_PRESENCE = re.compile(rf"(?<!\w)(?:{ONLINE})(?!\w)", re.IGNORECASE)
_PARTIAL = re.compile(rf"(?<!\w)(?:{NOT_TOTALS})(?!\w)", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]{0,40}\)*")
_APART = re.compile(r"[,()]")
_DIGITS = re.compile(r"\d")
_REACH = 24
"""Most characters between a label and its number."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts; `raw` is label and number as they stand, at most 80 characters.

    `bracketed` marks a detail: "101770 (5281 discussions, 96489 replies)".
    """

    field: str
    value: int
    raw: str
    position: int
    bracketed: bool = False


@dataclass(frozen=True, slots=True)
class _Token:
    field: str | None
    start: int
    end: int
    text: str


def figures(text: str) -> list[Figure]:
    """Every labelled figure of a text, in order. Lines and bullets part the text; none reaches across."""
    found: list[Figure] = []
    offset = 0
    for line in text.split("\n"):
        if _DIGITS.search(line):
            found.extend(_of_line(line, offset))
        offset += len(line) + 1
    return found


def _of_line(line: str, offset: int) -> list[Figure]:
    tokens = _tokens(line)
    if len(tokens) < 2:
        return []
    made = [_figure(label, number, line, tokens, offset) for label, number in _pairs(tokens, line)]
    return [figure for figure in made if figure is not None]


def _tokens(line: str) -> list[_Token]:
    tokens: list[_Token] = []
    for match in _TOKENS.finditer(line):
        if match["number"]:
            tokens.append(_Token(None, match.start(), match.end(), match[0]))
        else:
            field = FIELD_OF.get(match[0].casefold())
            if field is not None:
                tokens.append(_Token(field, match.start(), match.end(), match[0]))
    return tokens


def _pairs(tokens: list[_Token], text: str) -> list[tuple[_Token, _Token]]:
    """Labels with their numbers. What most labels do says which comes first on this line."""
    label_first = _label_first(tokens, text)
    pairs = []
    index = 0
    while index + 1 < len(tokens):
        one, two = tokens[index], tokens[index + 1]
        if (one.field is None) != (two.field is None) and _close(one, two, text):
            label, number = (two, one) if one.field is None else (one, two)
            after = tokens[index + 2] if index + 2 < len(tokens) else None
            wrong_way = (one.field is not None) != label_first
            torn = wrong_way and after is not None and (after.field is None) != (two.field is None)
            if not (torn and after is not None and _close(two, after, text)):
                pairs.append((label, number))
                index += 2
                continue
        index += 1
    return pairs


def _label_first(tokens: list[_Token], text: str) -> bool:
    before = after = 0
    for index, token in enumerate(tokens):
        if token.field is None:
            continue
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        preceding = tokens[index - 1] if index else None
        if following is not None and following.field is None and _close(token, following, text):
            before += _nearness(text[token.end : following.start])
        if preceding is not None and preceding.field is None and _close(preceding, token, text):
            after += _nearness(text[preceding.end : token.start])
    return before > after or (before == after and bool(tokens) and tokens[0].field is not None)


def _nearness(between: str) -> int:
    """2 for label and number side by side, 1 with words between."""
    return 2 if ":" in between or not between.strip() else 1


def _close(one: _Token, two: _Token, text: str) -> bool:
    between = text[one.end : two.start]
    if len(between) <= 1:
        return True
    between = _BRACKETS.sub("", between)
    if len(between) > _REACH or _APART.search(between):
        return False
    return not _SEPARATORS.search(between) and not _PARTIAL.search(between)


def _figure(label: _Token, number: _Token, text: str, tokens: list[_Token], offset: int) -> Figure | None:
    value = parse(number.text)
    if value is None or label.field is None:
        return None
    start, end = min(label.start, number.start), max(label.end, number.end)
    # What stands beyond the next label belongs to the next figure.
    before = max((token.end for token in tokens if token.field is not None and token.end <= start), default=0)
    after = min((token.start for token in tokens if token.field is not None and token.start >= end), default=len(text))
    left = _SEPARATORS.split(text[max(before, start - 40) : start])[-1]
    right = _SEPARATORS.split(text[end : min(after, end + 30)])[0]
    near = re.split(r"\d", left)[-1] + " " + re.split(r"\d", right)[0]
    if _PARTIAL.search(re.split(r"[,(]", near)[0] if "," in near else near) or _PARTIAL.search(text[start:end]):
        return None
    if label.field == "members" and _about_presence(text, start, end, left, right, number.start < label.start):
        return None
    bracketed = text.rfind("(", max(0, start - 80), start) > text.rfind(")", max(0, start - 80), start)
    return Figure(label.field, value.value, " ".join(text[start:end].split())[:80], offset + start, bracketed)


def _about_presence(text: str, start: int, end: int, left: str, right: str, number_first: bool) -> bool:
    """Whether members counted here are those online: by the words beside them, by brackets, or by the sentence."""
    if _PRESENCE.search(left) or _PRESENCE.search(right) or _PRESENCE.search(text[start:end]):
        return True
    if not number_first and left.count("(") <= left.count(")"):
        return False
    before = _SEPARATORS.split(text[max(0, start - 200) : start])[-1]
    after = _SEPARATORS.split(text[end : end + 200])[0]
    return bool(_PRESENCE.search(before) or _PRESENCE.search(after))
