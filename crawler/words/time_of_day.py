"""The time of day that stands beside a date: 24 hours or 12, `14h05`, `下午2:05`, with the zone where one is stated."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple

from crawler.words.calendar_words import WEEKDAYS, WORD, fold
from crawler.words.zones import zone_named
from registry.vocabulary import Precision

_HALVES: Mapping[str, tuple[str, str]] = {
    "am": ("a", ""),
    "pm": ("p", ""),
    **dict.fromkeys(["上午", "午前", "오전", "凌晨", "早上", "早晨", "清晨"], ("a", "")),
    **dict.fromkeys(["下午", "午後", "오후", "晚上", "傍晚"], ("p", "")),
    **dict.fromkeys(["中午"], ("n", "")),
    "πμ": ("a", ""),
    "μμ": ("p", ""),
    "oo": ("a", "tr"),
    "os": ("p", "tr"),
    "قظ": ("a", ""),
    "بظ": ("p", ""),
    "قبل از ظهر": ("a", ""),
    "بعد از ظهر": ("p", ""),
    "صباحا": ("a", ""),
    "مساء": ("p", ""),
    "ص": ("a", "ar"),
    "م": ("p", "ar"),
    'לפנה"צ': ("a", ""),
    'אחה"צ': ("p", ""),
    "sa": ("a", "vi"),
    "ch": ("p", "vi"),
    "fm": ("a", "sv"),
    "em": ("p", "sv"),
    "de": ("a", "hu"),
    "du": ("p", "hu"),
    "pg": ("a", "ms"),
    "ptg": ("p", "ms"),
    "pd": ("a", "sq"),
    "md": ("p", "sq"),
}
"""Marks of the half of the day, dots left out: which half, and the language that a mark needs."""

_DOTTED = [
    r"[ap]\.?\s?m\b",
    r"[πμ]\.?\s?μ\b",
    r"o\.?[os]\b",
    r"[قب]\.?\s?ظ",
    r"(?:sa|ch|fm|em|de|du|pg|ptg)\b",
    r"[pm]\.?d\b",
    r"[صم](?!\w)",
]
_WORDS = sorted(
    (re.escape(fold(word)) for word in _HALVES if len(word) > 2 or not word.isalpha()), key=len, reverse=True
)
_HAN = "|".join(word for word in _HALVES if "\u3000" < word[0] < "\uff00")
_HALF = "|".join([*_WORDS, _HAN, *_DOTTED])
_ZONE = r"(?:gmt|utc)(?:\s?[+−-]\s?\d{1,2}(?::?[0-5]\d)?)?(?!\w)|z(?!\w)|[+−-]\d\d:?[0-5]\d(?!\d)|[a-z]{3,4}(?!\w)"
TIME = (
    rf"(?:(?P<early>{_HALF})\.?\s?)?(?<![\d.,:/-])(?P<hour>[01]?\d|2[0-4])"
    r"(?:\s?[h時时시点點]\s?|[:.u]|::)(?P<minute>[0-5]\d)(?!\d)(?:\s?[分분])?"
    r"(?:[:.\s]?(?P<second>(?<=[:.])[0-5]\d(?!\d)|\d\d?(?=[秒초]))(?:[.,]\d{1,6}(?!\d)|[秒초])?)?"
    rf"(?:\s?(?P<half>{_HALF})\.?)?(?:\s?\(?(?P<zone>{_ZONE}))?"
)
"""A pattern for a time of day in folded text."""
_CONNECTORS = (
    "at um à a las la les alle ore om o klo kl w v ve в у о ч la ora στις lúc vào pukul jam saat الساعة ساعت בשעה ב- "
    "den uhr klukkan г гг р год року м m d godz godzina godzinie às as en el le il der dne uur เวลา plkst kell klockan "
    "saa sa orele թ ж"
)
_BESIDE = "|".join(sorted({re.escape(fold(word)) for word in _CONNECTORS.split()}, key=len, reverse=True))
_WEEKDAY = r"[月火水木金土日](?:曜日?)?|(?:星期|周|週|礼拜).|[월화수목금토일](?:요일)?"
_GAP = rf"[\s.,|·•@(–—-]{{0,4}}(?:\(?(?:{_WEEKDAY})\)?\s?)?(?:(?:{_BESIDE})[\s.:,]{{1,3}}){{0,2}}"
_TIME = re.compile(TIME)
_BEHIND = re.compile(_GAP + TIME)
_DAY = re.compile(rf"[\s.,(]{{1,4}}({WORD})")
_AHEAD = re.compile(TIME + r"(?:\s?uhr|\s?น\.?)?[\s,|·•@)–—-]{1,4}(?:(?:on|am|del|le|il|op|den|em|w|в|no|ngay|el)\s)?$")
_PARTS = ("hour", "minute", "second", "half", "early", "zone")
_REACH = 48
_MARK = re.compile(r"[\d時时시点點][:.hu時时시点點\s]")


class TimeOfDay(NamedTuple):
    """Hours, minutes, seconds, how exactly they were stated, in which zone if any, and where they stood."""

    clock: tuple[int, int, int]
    precision: Precision
    zone: tzinfo | None
    start: int
    end: int


def beside(folded: str, start: int, end: int, language: str) -> TimeOfDay | None:
    """The time of day behind what stands from `start` to `end`, else the one ahead of it; None when there is none."""
    match = _BEHIND.match(folded, end)
    if match is None and (day := _DAY.match(folded, end)) is not None and day[1] in WEEKDAYS:
        match = _BEHIND.match(folded, day.end())
    if match is not None:
        return read(match, language)
    ahead = folded[max(0, start - _REACH) : start]
    if not _MARK.search(ahead):
        return None
    match = _AHEAD.search(ahead)
    if match is None:
        return None
    found = read(match, language)
    return TimeOfDay(found.clock, found.precision, found.zone, start - len(ahead) + match.start(), end)


def read(match: re.Match[str], language: str) -> TimeOfDay:
    """The time of a match of TIME."""
    stated_hour, stated_minute, stated_second, behind, early, stated_zone = match.group(*_PARTS)
    hour, minute, second = int(stated_hour), int(stated_minute), int(stated_second or 0)
    half = (behind and _half(behind, language)) or (early and _half(early, language))
    if (half == "p" and hour < 12) or (half == "n" and hour < 3):
        hour += 12
    elif (half == "a" and hour == 12) or hour == 24:
        hour = 0
    zone = zone_named(stated_zone, language) if stated_zone else None
    end = match.start("zone") if stated_zone and zone is None else match.end()
    precision = Precision.SECOND if stated_second else Precision.MINUTE
    return TimeOfDay((hour, minute, second), precision, zone, match.start(), end)


def today_at(text: str, zone: tzinfo | None, fetched_at: datetime) -> datetime | None:
    """The time of day that ends a text ("The time now is 10:42 PM."), on the day that lies nearest the fetch."""
    found = list(_TIME.finditer(fold(text))) if zone is not None else None
    if not found or zone is None:
        return None
    hour, minute, second = read(found[-1], "").clock
    said = fetched_at.astimezone(zone).replace(hour=hour, minute=minute, second=second, microsecond=0)
    days = round((fetched_at - said).total_seconds() / 86400)
    return said + timedelta(days=days)


def _half(stated: str, language: str) -> str:
    bare = stated if " " in stated and len(stated) > 4 else stated.replace(".", "").replace(" ", "")
    half, needed = _HALVES.get(bare, ("", ""))
    return half if not needed or needed == language else ""
