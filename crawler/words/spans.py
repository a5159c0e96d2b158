"""How long ago: "5 minutes ago", "vor 2 Stunden", "il y a une heure", "3 天前", "a moment ago", in folded text."""

import re
from typing import NamedTuple

from crawler.words.calendar_words import (
    AFTER,
    BEFORE,
    FEW,
    JOINERS,
    JUST_NOW,
    NAMED_SPANS,
    ONE,
    SECONDS,
    SINCE,
    UNITS,
    WORD,
    meaning,
)
from registry.vocabulary import Precision

_PRECISIONS = (
    Precision.MINUTE,
    Precision.MINUTE,
    Precision.HOUR,
    Precision.DAY,
    Precision.DAY,
    Precision.MONTH,
    Precision.YEAR,
)
"""How exactly a count of each unit tells a time."""
_COARSER = (
    Precision.MINUTE,
    Precision.HOUR,
    Precision.DAY,
    Precision.DAY,
    Precision.MONTH,
    Precision.YEAR,
    Precision.YEAR,
)
"""The same where only "some" is said."""
_FILLERS = frozenset(("o", "de"))
"""Words between count and unit: "21 de ore", "5 o flynyddoedd"."""
_COUNTED = frozenset(("en", "it", "nl", "es", "pt"))
"""Languages that do not leave the count away before one unit."""
_SOME = 3
_TOKEN = re.compile(rf"\d+|{WORD}")
_MARKERS = {**dict.fromkeys(AFTER, True), **dict.fromkeys(BEFORE, True), **dict.fromkeys(JUST_NOW, True)}
_LENGTHS = {
    last: sorted({len(phrase) for phrase in _MARKERS if phrase[-1] == last}, reverse=True)
    for last in {phrase[-1] for phrase in _MARKERS}
}
"""By its last word, how many words a marker may have."""
_ENDS = _LENGTHS.keys() | SINCE.keys()
_HAN = {
    0: "秒 秒钟 秒鐘 초 วินาที",
    1: "分 分钟 分鐘 분 นาที",
    2: "时 小时 小時 個小時 个小时 時間 시간 ชั่วโมง ชม",
    3: "天 日 일 วัน",
    4: "周 週 星期 個星期 个星期 週間 주 주일 สัปดาห์",
    5: "个月 個月 月 か月 ヶ月 カ月 ヵ月 개월 달 เดือน",
    6: "年 년 ปี",
}
_HAN_UNITS = {word: unit for unit, words in _HAN.items() for word in words.split()}
_HAN_AGO = re.compile(
    rf"(?P<count>\d{{1,3}}|半|[一两兩几幾数數])\s?(?P<unit>{'|'.join(sorted(_HAN_UNITS, key=len, reverse=True))})"
    r"\s?(?:以前|之前|前|전|ที่แล้ว|ที่ผ่านมา|ก่อน|มาแล้ว)"
)
_HAN_COUNTS = {"一": 1, "两": 2, "兩": 2}
_HAN_NOW = re.compile(r"刚刚|剛剛|刚才|剛才|たった今|방금|지금 막|เมื่อสักครู่|เมื่อครู่|just now")
_BARE = re.compile(r"\s*(?P<count>\d{1,3})\s?(?P<unit>[^\W\d_]{1,4})\.?\s*")
_BARE_UNITS = {
    "s": 0,
    "sec": 0,
    "m": 1,
    "min": 1,
    "h": 2,
    "hr": 2,
    "d": 3,
    "w": 4,
    "wk": 4,
    "mo": 5,
    "mon": 5,
    "y": 6,
    "yr": 6,
}


class Span(NamedTuple):
    """Seconds before now, how exactly that tells a time, and where it stood."""

    seconds: int
    precision: Precision
    start: int
    end: int


class _Token(NamedTuple):
    text: str
    start: int
    end: int


def ago(folded: str, language: str) -> Span | None:
    """The first span before now that a text states."""
    if not folded.isascii():
        found = _han(folded)
        if found is not None:
            return found
    found_words = list(_TOKEN.finditer(folded))
    if _ENDS.isdisjoint([match[0] for match in found_words]):
        return None
    tokens = [_Token(match[0], match.start(), match.end()) for match in found_words]
    for place, token in enumerate(tokens):
        if token.text in _ENDS:
            found = _at(tokens, place, folded, language)
            if found is not None:
                return found
    return None


def bare(folded: str, language: str) -> Span | None:
    """A count and a short unit that are all of a text: `5m`, `2 h`, `3 дн`."""
    match = _BARE.fullmatch(folded)
    if match is None:
        return None
    stated = UNITS.get(match["unit"])
    unit = meaning(stated, (language,)) if not isinstance(stated, int) or match["unit"] not in _BARE_UNITS else None
    if unit is None:
        unit = _BARE_UNITS.get(match["unit"])
    if unit is None:
        return None
    return Span(int(match["count"]) * SECONDS[unit], _PRECISIONS[unit], *match.span())


def _han(folded: str) -> Span | None:
    match = _HAN_AGO.search(folded)
    if match is None:
        now = _HAN_NOW.search(folded)
        return Span(0, Precision.MINUTE, *now.span()) if now else None
    unit = _HAN_UNITS[match["unit"]]
    count = int(match["count"]) if match["count"].isdecimal() else _HAN_COUNTS.get(match["count"], 0)
    if match["count"] == "半":
        return Span(SECONDS[unit] // 2, _COARSER[max(0, unit - 1)], *match.span())
    if not count:
        return Span(SECONDS[unit] * _SOME, _COARSER[unit], *match.span())
    return Span(SECONDS[unit] * count, _PRECISIONS[unit], *match.span())


def _at(tokens: list[_Token], place: int, folded: str, language: str) -> Span | None:
    """What the phrase that ends at a token says, whichever sort it is."""
    token = tokens[place]
    if token.text in SINCE:
        counted = _count(tokens, place - 1, folded)
        if counted is not None and counted[1] is not None:
            unit = SINCE[token.text]
            return Span(counted[1] * SECONDS[unit], _PRECISIONS[unit], tokens[counted[0]].start, token.end)
    for length in _LENGTHS.get(token.text, ()):
        first = place - length + 1
        if first < 0:
            continue
        phrase = tuple([one.text for one in tokens[first : place + 1]])
        if phrase not in _MARKERS or not _joined(tokens, first, place, folded):
            continue
        if phrase in JUST_NOW and _stands_alone(tokens, first, place):
            return Span(0, Precision.MINUTE, tokens[first].start, token.end)
        if phrase in AFTER:
            found = _behind(tokens, first, folded, (*AFTER[phrase], language))
            if found is not None:
                return Span(found.seconds, found.precision, found.start, token.end)
        if phrase in BEFORE:
            found = _ahead(tokens, place, folded, (*BEFORE[phrase], language))
            if found is not None:
                return Span(found.seconds, found.precision, tokens[first].start, found.end)
    return None


def _stands_alone(tokens: list[_Token], first: int, last: int) -> bool:
    """Phrases of several words say what they mean; one word is believed at the end, a short one only by itself."""
    if last > first:
        return True
    return last == len(tokens) - 1 and (len(tokens[first].text) > 4 or first == 0)


def _joined(tokens: list[_Token], first: int, last: int, folded: str) -> bool:
    """Whether nothing but blanks, a comma or a dot stands between tokens."""
    for place in range(first, last):
        start, end = tokens[place].end, tokens[place + 1].start
        if start != end and folded[start:end] != " " and folded[start:end].strip() not in ("", ",", ".", ".,"):
            return False
    return True


def _unit(text: str, languages: tuple[str, ...]) -> tuple[int, int | None] | None:
    """The unit that a word names, and how many of it where the word says that too."""
    if text in NAMED_SPANS:
        count, unit = NAMED_SPANS[text]
        return unit, count
    if text.startswith("un'"):
        joined = _unit(text[3:], languages)
        return (joined[0], 1) if joined else None
    found = meaning(UNITS.get(text), languages[:-1])
    if found is None:
        found = meaning(UNITS.get(text), languages[-1:])
    return None if found is None else (found, None)


def _count(tokens: list[_Token], place: int, folded: str) -> tuple[int, int | None] | None:
    """The count that stands at a place: its first token and its value, None for "some". No count: no tuple."""
    if place < 0:
        return None
    text = tokens[place].text
    if text in _FILLERS and place and tokens[place - 1].text.isdecimal():
        return _count(tokens, place - 1, folded)
    if text.isdecimal():
        before = folded[tokens[place].start - 1 : tokens[place].start] if tokens[place].start else ""
        return (place, int(text)) if len(text) <= 3 and before not in (".", ",", ":", "/", "-") else None
    if text in ONE:
        few = place and tokens[place - 1].text in FEW
        return (place - 1, None) if few else (place, 1)
    if text in FEW:
        return (place - 1 if place and tokens[place - 1].text in ONE else place), None
    return None


def _behind(tokens: list[_Token], marker: int, folded: str, languages: tuple[str, ...]) -> Span | None:
    """The span whose last token stands before the marker: `1 hour, 25 minutes | ago`."""
    place, seconds, precision = marker - 1, 0, None
    start = -1
    for _ in range(2):
        if place >= 0 and tokens[place].text in JOINERS and start >= 0:
            place -= 1
        if place < 0 or not _joined(tokens, place, place + 1, folded):
            break
        found = _unit(tokens[place].text, languages)
        if found is None:
            break
        unit, named = found
        counted = None if named else _count(tokens, place - 1, folded)
        if counted is None and named is None and (start >= 0 or not _goes_without(tokens, place, languages)):
            break
        first, count = counted if counted is not None else (place, named or 1)
        if not _joined(tokens, first, place, folded):
            if start >= 0:
                break
            first, count = place, named or 1
        if counted is None and named is None and unit == 0:
            count = None
        seconds += (
            SECONDS[unit] * (_SOME if count is None else count)
            if count != 0 and not (count is None and unit < 1)
            else 0
        )
        precision = precision or (_PRECISIONS if count is not None else _COARSER)[unit]
        start, place = tokens[first].start, first - 1
    return Span(seconds, precision, start, 0) if precision is not None else None


def _goes_without(tokens: list[_Token], place: int, languages: tuple[str, ...]) -> bool:
    """Whether a unit without a count says one: "час назад" does, "2.5 hours ago" and "hours ago" do not."""
    if place and tokens[place - 1].text.isdecimal():
        return False
    return UNITS.get(tokens[place].text) == 0 or _COUNTED.isdisjoint(languages[:-1])


def _ahead(tokens: list[_Token], marker: int, folded: str, languages: tuple[str, ...]) -> Span | None:
    """The span that follows the marker, words such as "about" between: `vor | etwa 2 Stunden`."""
    for place in range(marker + 1, min(marker + 5, len(tokens))):
        if not _joined(tokens, marker, place, folded):
            return None
        found = _unit(tokens[place].text, languages)
        if found is None:
            continue
        unit, named = found
        counted = None if named or place - 1 <= marker else _count(tokens, place - 1, folded)
        count = counted[1] if counted is not None else named or 1
        if counted is None and not named and place > marker + 1:
            return None
        seconds = SECONDS[unit] * (_SOME if count is None else count) if not (count is None and unit < 1) else 0
        precision = (_PRECISIONS if count is not None else _COARSER)[unit]
        end = tokens[place].end
        second = _second(tokens, place, folded, languages)
        if second is not None:
            seconds, precision, end = seconds + second.seconds, second.precision, second.end
        return Span(seconds, precision, 0, end)
    return None


def _second(tokens: list[_Token], place: int, folded: str, languages: tuple[str, ...]) -> Span | None:
    """A smaller span right behind one: `vor 1 Stunde | und 5 Minuten`."""
    at = place + 1
    if at < len(tokens) and tokens[at].text in JOINERS:
        at += 1
    if at + 1 >= len(tokens) or not tokens[at].text.isdecimal() or not _joined(tokens, place, at + 1, folded):
        return None
    found = _unit(tokens[at + 1].text, languages)
    if found is None or len(tokens[at].text) > 2:
        return None
    count = int(tokens[at].text)
    return Span(count * SECONDS[found[0]], _PRECISIONS[found[0]], 0, tokens[at + 1].end)
