"""Labelled figures: "Total posts 18,339", "1270 messages - 560 sujets", in whatever language and order.

A figure is believed only beside its own label; what stands near words of presence (online, guests) or of a part
(today, newest, average) is no total. The raw span runs from the label to its number, never beyond.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from crawler.words.calendar_words import fold
from crawler.words.label_words import ACCENTED
from crawler.words.labels import ACTING, FIELD_OF, GUESTS, HEADS_PRESENT, OTHER_WORDS, PARTS, PRESENCE, SECOND_WORDS
from crawler.words.numbers import ROUNDED, Number, numbers_in, parse

_SEPARATORS = re.compile(r"[\t•·|»*]|\s[-–—]\s|\.\s|::")
_LABEL = re.compile(r"[^\W\d_][^\s\d!-&(-,.-@\[-`{-~·•–—«»“”„…|]*")
_WORD = re.compile(r"[^\W\d_][^\s\d!-&(-@\[-`{-~·•–—«»“”„…]*(?:-[^\W\d_]+)*")
_BRACKETS = re.compile(r"\([^()]{0,40}\)*")
_ASIDE = re.compile(r"\s*\([^()\d]*\d")
_APART = re.compile(r"[,()]")
_COMMAS = re.compile(r"[,(]")
_DIGITS = re.compile(r"\d+")
_OTHER = "other"
_REACH = 24
"""Most characters between a label and its number."""
_NEAR = 40
_SENTENCE = 200
_HEADED = 3
"""Lines under a heading over those online that count them."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts; `raw` is label and number as they stand, at most 80 characters.

    `bracketed` marks a detail: "101770 (5281 discussions, 96489 replies)". `exact` is False for "12.3K".
    """

    field: str
    value: int
    raw: str
    position: int
    bracketed: bool = False
    exact: bool = True

    def rule(self, rule: str) -> str:
        """The rule that read it, which says so where the number is not exact."""
        return rule if self.exact else f"{rule}, {ROUNDED}"


@dataclass(frozen=True, slots=True)
class _Token:
    """A label with its field, `_OTHER` where it counts something else, or a number with none."""

    field: str | None
    start: int
    end: int


def figures(text: str) -> list[Figure]:
    """Every labelled figure of a text, in order. Lines and bullets part the text; none reaches across."""
    found: list[Figure] = []
    offset = under = 0
    for line in text.split("\n"):
        if _DIGITS.search(line):
            here = _of_line(line, offset)
            found.extend(here if under <= 0 else [figure for figure in here if figure.field != "members"])
            under -= 1
        elif 3 < len(line) < 60 and line.strip():
            under = _HEADED if HEADS_PRESENT.among(_WORD.findall(fold(line))) else 0
        offset += len(line) + 1
    return _without_present(found, text) if found and "\n" in text else found


def _without_present(found: list[Figure], text: str) -> list[Figure]:
    """The figures but members counted beside guests: "Members: 3" over or under "Guests: 31", and nothing else told."""
    kept = []
    for place, figure in enumerate(found):
        beside = [*found[max(0, place - 1) : place], *found[place + 1 : place + 2]]
        alone = not any(abs(other.position - figure.position) < 2 * _NEAR for other in beside)
        if figure.field != "members" or not alone or not _beside_guests(text, figure.position):
            kept.append(figure)
    return kept


def _beside_guests(text: str, position: int) -> bool:
    start, end = text.rfind("\n", 0, position) + 1, text.find("\n", position)
    line = text[start : end if end >= 0 else len(text)]
    if " ".join(_WORD.findall(fold(line))) not in FIELD_OF:
        return False  # "Total members", "Registered members" say that they are no guests' fellows
    before = text[max(0, start - 1 - _SENTENCE) : max(0, start - 1)].split("\n")[-1]
    after = text[end + 1 : end + 1 + _SENTENCE].split("\n")[0] if end >= 0 else ""
    return any(
        len(said) < _NEAR and _DIGITS.search(said) is not None and GUESTS.among(_WORD.findall(fold(said)))
        for said in (before, after)
    )


def _of_line(line: str, offset: int) -> list[Figure]:
    folded = fold(line)
    labels = _labels(line, folded)
    if all(label.field == _OTHER for label in labels):
        return []
    numbers = [_Token(None, *match.span()) for match in numbers_in(line)]
    if not numbers:
        return []
    tokens = sorted([*labels, *numbers], key=lambda token: token.start)
    made = [_figure(label, number, (line, folded), labels, offset) for label, number in _pairs(tokens, folded)]
    return [figure for figure in made if figure is not None]


def _labels(line: str, folded: str) -> list[_Token]:
    found: list[_Token] = []
    last: re.Match[str] | None = None
    for match in _LABEL.finditer(folded):
        word = match[0]
        field = FIELD_OF.get(word)
        start = match.start()
        if field is None and word in OTHER_WORDS:
            field = _OTHER
        elif word in ACCENTED:
            field = FIELD_OF.get(line[start : match.end()].lower())
        elif field is None and "-" in word:
            field = next((FIELD_OF[part] for part in word.split("-") if part in FIELD_OF), None)
        if word in SECOND_WORDS and last is not None and match.start() - last.end() == 1:
            joined = FIELD_OF.get(f"{last[0]} {word}")
            if joined is not None:
                field, start = joined, last.start()
        if field is not None:
            found.append(_Token(field, start, match.end()))
        last = match
    return found


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
            if not (torn and after is not None and _close(two, after, text)) and not _counts_other(tokens, index, text):
                pairs.append((label, number))
                index += 2
                continue
        index += 1
    return pairs


def _counts_other(tokens: list[_Token], index: int, text: str) -> bool:
    """Whether a number behind a label counts what stands right behind it: "Members: 47 votes" is a poll's answer."""
    if tokens[index].field is None or index + 2 >= len(tokens):
        return False
    number, after = tokens[index + 1], tokens[index + 2]
    if after.field != _OTHER or text[number.end : after.start].strip() or not text[number.end : after.start]:
        return False
    following = tokens[index + 3] if index + 3 < len(tokens) else None
    return following is None or following.field is not None or not _close(after, following, text)


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
    return not _SEPARATORS.search(between) and not _partial(between)


def _partial(folded: str) -> bool:
    return bool(folded) and not folded.isspace() and PARTS.among(_WORD.findall(folded))


def _figure(label: _Token, number: _Token, texts: tuple[str, str], labels: list[_Token], offset: int) -> Figure | None:
    line, text = texts
    value: Number | None = parse(line[number.start : number.end])
    if value is None or label.field is None or label.field == _OTHER:
        return None
    first, second = (label, number) if label.start < number.start else (number, label)
    start, end = first.start, second.end
    within = text[first.end : second.start]
    left, right = _around(text, start, end, labels)
    if _ASIDE.match(right) or (first is label and _heads_next(text, number.end, labels, label.field)):
        right = ""  # "(average 3.1 a day)" speaks of its own number, "active" in "active members: 12" of the next
    near = _DIGITS.split(left)[-1] + " " + _DIGITS.split(right)[0]
    if _partial(_COMMAS.split(near)[0] if "," in near else near) or ("(" in within and _partial(within)):
        return None
    if label.field == "members":
        if _about_presence(text, (start, end), (left, within, right), number_first=first is number):
            return None
        if ACTING.among(_WORD.findall(within + " " + right)):
            return None
    bracketed = "(" in text and text.rfind("(", max(0, start - 80), start) > text.rfind(")", max(0, start - 80), start)
    raw = " ".join(line[start:end].split())[:80]
    return Figure(label.field, value.value, raw, offset + start, bracketed, value.exact)


def _heads_next(text: str, end: int, labels: list[_Token], field: str) -> bool:
    """Whether what stands behind a number belongs to a further label of its kind: "Members: 895 Active members: 12"."""
    place = bisect_left(labels, end, key=lambda label: label.start)
    if place == len(labels) or labels[place].field != field:
        return False
    following = labels[place]
    return text[following.end : following.end + 2].lstrip()[:1] == ":" and not _APART.search(
        text[end : following.start]
    )


def _around(text: str, start: int, end: int, labels: list[_Token]) -> tuple[str, str]:
    """What stands beside a figure and belongs to it: nothing beyond the next label, or beyond a separator."""
    left = right = ""
    if start:
        place = bisect_right(labels, start, key=lambda label: label.end)
        left = _SEPARATORS.split(text[max(labels[place - 1].end if place else 0, start - _NEAR) : start])[-1]
    if end < len(text):
        place = bisect_left(labels, end, key=lambda label: label.start)
        after = labels[place].start if place < len(labels) else len(text)
        right = _SEPARATORS.split(text[end : min(after, end + 30)])[0]
    return left, right


def _about_presence(text: str, span: tuple[int, int], beside: tuple[str, str, str], *, number_first: bool) -> bool:
    """Whether members counted here are those online: by the words beside them, by brackets, or by the sentence."""
    if any(said and PRESENCE.among(_WORD.findall(said)) for said in beside):
        return True
    start, end = span
    if not number_first and beside[0].count("(") <= beside[0].count(")"):
        return False
    before = _SEPARATORS.split(text[max(0, start - _SENTENCE) : start])[-1]
    after = _SEPARATORS.split(text[end : end + _SENTENCE])[0]
    return any(PRESENCE.among(_WORD.findall(said)) for said in (before, after))
