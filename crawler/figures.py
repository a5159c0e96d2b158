"""Labelled figures: "Total posts 18,339", "1270 messages - 560 sujets", in whatever language and order.

A figure is believed only beside its own label; what stands near words of presence (online, guests) or of a part
(today, newest, average) is no total. The raw span runs from the label to its number, never beyond.
"""

import re
from dataclasses import dataclass

from crawler.labels import FIELDS, NOT_TOTALS, ONLINE
from crawler.numbers import NUMBER, parse

_SEPARATORS = re.compile(r"[\n\t•·|»*]|\s[-–—]\s|\.\s|::")
_LABELS = "|".join(rf"(?P<{field}>{words})" for field, words in FIELDS.items())
_TOKENS = re.compile(rf"(?P<number>{NUMBER})|(?<!\w)(?:{_LABELS})(?!\w)", re.IGNORECASE)
_PRESENCE = re.compile(rf"(?<!\w)(?:{ONLINE})(?!\w)", re.IGNORECASE)
_PARTIAL = re.compile(rf"(?<!\w)(?:{NOT_TOTALS})(?!\w)", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]{0,40}\)*")
_APART = re.compile(r"[,()]")
_REACH = 24
"""Most characters between a label and its number."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts; `raw` is label and number as they stand, at most 80 characters."""

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
    tokens = [_token(match) for match in _TOKENS.finditer(text)]
    found: list[Figure] = []
    for label, number in _pairs(tokens, text):
        figure = _figure(label, number, text, tokens)
        if figure is not None:
            found.append(figure)
    return found


def _token(match: re.Match[str]) -> _Token:
    field = None if match["number"] else match.lastgroup
    if field == "number":
        field = None
    return _Token(field, match.start(), match.end(), match[0])


def _pairs(tokens: list[_Token], text: str) -> list[tuple[_Token, _Token]]:
    """Labels with their numbers. The first token says which comes first on this page."""
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
            before += 2 if ":" in text[token.end : following.start] else 1
        if preceding is not None and preceding.field is None and _close(preceding, token, text):
            after += 1
    return before > after or (before == after and bool(tokens) and tokens[0].field is not None)


def _close(one: _Token, two: _Token, text: str) -> bool:
    between = _BRACKETS.sub("", text[one.end : two.start])
    if _APART.search(between):
        return False
    return len(between) <= _REACH and not _SEPARATORS.search(between) and not _PARTIAL.search(between)


def _about_presence(text: str, start: int, end: int, left: str, right: str, *, number_first: bool) -> bool:
    """Whether members counted here are those online: by the words beside them, by brackets, or by the sentence."""
    if _PRESENCE.search(left) or _PRESENCE.search(right) or _PRESENCE.search(text[start:end]):
        return True
    if not number_first and left.count("(") <= left.count(")"):
        return False
    before = _SEPARATORS.split(text[max(0, start - 200) : start])[-1]
    after = _SEPARATORS.split(text[end : end + 200])[0]
    return bool(_PRESENCE.search(before) or _PRESENCE.search(after))


def _figure(label: _Token, number: _Token, text: str, tokens: list[_Token]) -> Figure | None:
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
    if label.field == "members" and _about_presence(
        text, start, end, left, right, number_first=number.start < label.start
    ):
        return None
    bracketed = text.rfind("(", max(0, start - 80), start) > text.rfind(")", max(0, start - 80), start)
    return Figure(label.field, value.value, " ".join(text[start:end].split())[:80], start, bracketed)
