"""The forms in which a date is written, found in folded text: each finds where a date stands and which day it is.

What stands around the date, its time of day and its zone, is not looked at here. Patterns begin at digits or at one
word and have no nested repeats: their time is linear in the text.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from crawler.words.calendar_words import JALALI, MONTH_LANGUAGES, MONTHS, RISKY, meaning
from crawler.words.calendars import ERAS, civil, full_year

_NAME = (
    r"(?P<month>(?:تشرین|کانون) (?:الاول|الثانی)|[ก-๛]{1,3}\.[ก-ฮ]\.?|[^\s\d!-&(-@\[-`{-~·•–—«»“”„…]{2,20}|می|مه|دی)"
)
_ORD = r"(?:\s?(?:st|nd|rd|th|er)|º|ª|ain|fed|ydd|eg|il|af|-?an?|\.)?"
_OF = r"(?:\s(?:de|of|del|d'))?"
_YEAR = r"(?P<year>(?:1[34]|19|20|25)\d\d)"
_DAY_FIRST = re.compile(
    rf"(?<![a-z\d./:#])(?P<day>[0-3]?\d){_ORD}{_OF}[\s./-]{{1,3}}{_NAME}\.?,?(?:\s(?:de|of|del|[พค]\.ศ\.?|i|da))?"
    r"[\s./,-]{1,3}(?P<year>'?\d{4}|'\d\d|\d\d(?=\s?$|\s?(?:[|)\]·•@–—]|,(?!\s?(?:19|20)\d\d(?![\d:])))|\s-|\s(?:at|a|um|om|o|v|w|в|у|kl|lúc)\s|\s\d?\d[:.h]\d\d))(?!\d)"
)
_MONTH_FIRST = re.compile(
    rf"(?<![^\s\d!-&(-@\[-`{{-~·•–—«»“”„…]){_NAME}\.?[\s-]{{1,2}}(?P<day>[0-3]?\d)(?:\s?(?:st|nd|rd|th)(?:\s(?=,))?|\.)?"
    r"(?:,\s{0,2}|[\s-]{1,2})(?P<year>\d{4}|'\d\d|(?<=,)\d\d(?=$|\s?[,|)]|\s\d?\d[:.]))(?!\d)"
)
_YEAR_THEN_MONTH = re.compile(
    rf"(?<![a-z\d./:-]){_YEAR}\.?(?:\s?(?:m\.|gada|ko|ж\.|թ\.))?[\s.,-]{{1,3}}{_NAME}\.?[\s.-]{{1,2}}(?P<day>[0-3]?\d)(?![\d:])"
)
_YEAR_THEN_DAY = re.compile(rf"(?<![a-z\d./:-]){_YEAR}\.?(?:\s?(?:gada|ж\.))?\s(?P<day>[0-3]?\d)\.?\s{_NAME}")
_SIGNED = re.compile(
    r"(?:(?P<era>令和|平成|昭和|民國|民国)\s?(?P<count>\d{1,3}|元)|(?<!\d)(?P<year>\d{4}))\s?[年년]\s?"
    r"(?P<month>\d\d?)\s?[月월]\s?(?P<day>\d\d?)(?:\s?[日일號号])?"
)
_SIGNED_MONTH_FIRST = re.compile(
    r"(?<![\d年년])(?<![年년]\s)(?P<month>\d\d?)\s?[月월]\s?(?P<day>\d\d?)(?:\s?[日일號号])?,?\s(?P<year>\d{4})(?!\d)"
)
_SIGNED_NO_YEAR = re.compile(r"(?<![\d年년])(?<![年년]\s)(?P<month>\d\d?)\s?[月월]\s?(?P<day>\d\d?)\s?[日일號号]")
_VIETNAMESE = re.compile(
    r"(?<![\d./])(?P<day>\d\d?)\s(?:thang|thg|th)\.?\s?(?P<month>\d\d?)(?:,|\s?nam)?\s(?P<year>\d{4})(?!\d)"
    r"|(?<!\w)(?:thang|thg|th)\.?\s?(?P<month2>\d\d?)\s(?P<day2>\d\d?),?\s(?P<year2>\d{4})(?!\d)"
)
_NUMERIC = re.compile(
    r"(?<![a-z\d./-])(?P<one>\d\d?)\s?(?P<mark>[./-])\s?(?P<two>\d\d?)\s?(?P=mark)\s?(?P<year>\d{4}|\d\d)(?![\d/-]|\.\d)"
)
_YEAR_FIRST = re.compile(
    rf"(?<![a-z\d./-]){_YEAR}(?P<mark>[./-])(?P<gap>\s?)(?P<month>\d\d?)(?P=mark)\s?(?P<day>\d\d?)(?P<end>\.?)(?!\d)"
)
_DAY_MONTH = re.compile(rf"(?<![a-z\d./:,#-])(?P<day>[0-3]?\d){_ORD}{_OF}[\s.-]{{1,2}}{_NAME}\.?(?!,?\s?'?\d{{4}}|\w)")
_MONTH_DAY = re.compile(
    rf"(?<![^\s\d!-&(-@\[-`{{-~·•–—«»“”„…]){_NAME}\.?\s(?P<day>[0-3]?\d)(?:\s?(?:st|nd|rd|th)|\.)?(?![\w:%]|[.,/-]\d|,?\s?'?\d{{4}})"
)
A_YEAR = re.compile(r"(?<![\d:.,])(?:1[34]|19|20|25)\d\d(?![\d:])")
_TIME_FOLLOWS = re.compile(r"[\s,|·•@–—-]{0,4}(?:\w{1,3}\s)?\d\d?[:.h]\d\d")


class Dated(NamedTuple):
    """A date that stands from `start` to `end`: the days it can be, or its day and month where it states no year.

    `unsure` where it is to be believed only with a time of day beside it.
    """

    start: int
    end: int
    days: tuple[date, ...] = ()
    day: int = 0
    month: int = 0
    unsure: bool = False

    def in_year(self, year: int) -> date | None:
        """The day of a date without a year in this Gregorian year, of a Persian one in the year begun in it."""
        if self.month > JALALI:
            found = civil(year - 621, self.month, self.day)
            return found if found is None or found.year == year else civil(year - 622, self.month, self.day)
        return civil(year, self.month, self.day)


def calendar_day(year: int, month: int, day: int) -> date | None:
    """The Gregorian date, whichever calendar the year is of; see `calendars.civil`."""
    return civil(year, month, day)


def month_of(word: str, language: str) -> int:
    """The month that a folded word names in this language (0: none, or unclear); Persian ones from JALALI on."""
    return meaning(MONTHS.get(word.strip(".")), (language,)) or 0


def with_month(folded: str, language: str, this_year: int) -> Iterator[Dated]:
    """`20 November 2026`, `20. Nov. 26`, `November 20, 2026`, `2026. november 20.`"""
    for form in (_DAY_FIRST, _MONTH_FIRST, _YEAR_THEN_MONTH, _YEAR_THEN_DAY):
        for match in form.finditer(folded):
            month = month_of(match["month"], language)
            if not month:
                continue
            thai = "\u0e00" < match["month"][0] < "\u0e7f"
            year = full_year(match["year"], month, thai, this_year)
            if 1360 <= year < 1500 and month <= JALALI:
                continue  # a Gregorian month in a Persian or lunar year: no date at all
            day = civil(year, month, int(match["day"])) if year else None
            if day is not None:
                yield Dated(*match.span(), (day,))


def with_signs(folded: str) -> Iterator[Dated]:
    """`2026年11月20日`, `11月 20, 2026`, `令和8年11月20日`, `20 tháng 11, 2026`."""
    for match in _SIGNED.finditer(folded):
        year = int(match["year"] or 0)
        if match["era"]:
            year = ERAS[match["era"]] + (1 if match["count"] == "元" else int(match["count"]))
        day = civil(year, int(match["month"]), int(match["day"]))
        if day is not None:
            yield Dated(*match.span(), (day,))
    for match in _SIGNED_MONTH_FIRST.finditer(folded):
        day = civil(int(match["year"]), int(match["month"]), int(match["day"]))
        if day is not None:
            yield Dated(*match.span(), (day,))
    for match in _VIETNAMESE.finditer(folded):
        one = [int(match[name] or match[f"{name}2"]) for name in ("year", "month", "day")]
        day = civil(one[0], one[1], one[2])
        if day is not None:
            yield Dated(*match.span(), (day,))


def year_first(folded: str) -> Iterator[Dated]:
    """`2026-11-20`, `2026/11/20`, `2026. 11. 20.`; not a version such as 2026.1.2."""
    for match in _YEAR_FIRST.finditer(folded):
        padded = len(match["month"]) == len(match["day"]) == 2
        plain = match["mark"] != "." or match["gap"] or match["end"] or padded
        if not plain and not _TIME_FOLLOWS.match(folded, match.end()):
            continue
        day = civil(int(match["year"]), int(match["month"]), int(match["day"]))
        if day is not None:
            yield Dated(*match.span(), (day,))


def numeric_parts(folded: str) -> Iterator[tuple[int, int, str]]:
    """First number, second number and year of the numeric dates whose year stands last."""
    for match in _NUMERIC.finditer(folded):
        yield int(match["one"]), int(match["two"]), match["year"]


def proven_order(one: int, two: int, year: str, today: date | None, *, present: bool) -> str | None:
    """The order that one date proves: by a number over 12, or because the other reading lies ahead of `today`.

    With `present` the date is today's, give or take a zone: the reading that is.
    """
    if 12 < one <= 31 and 0 < two <= 12:
        return "dmy"
    if 12 < two <= 31 and 0 < one <= 12:
        return "mdy"
    if today is None or one == two:
        return None
    full = full_year(year, 1, False, today.year)
    if not 1985 <= full <= today.year + 1:
        return None
    readings = {"dmy": civil(full, two, one), "mdy": civil(full, one, two)}
    possible = [
        order
        for order, day in readings.items()
        if day is not None and (abs(day - today) <= timedelta(days=1) if present else day <= today + timedelta(days=1))
    ]
    return possible[0] if len(possible) == 1 else None


def numeric(folded: str, order: str | Callable[[], str | None] | None, this_year: int, latest: date) -> Iterator[Dated]:
    """`20.11.2026`, `11/20/26`, in the page's order of day and month; both readings where it is not known.

    Of two readings one is kept that lies ahead of neither `latest` nor the other: where both are possible, none.
    """
    for match in _NUMERIC.finditer(folded):
        one, two, stated = int(match["one"]), int(match["two"]), match["year"]
        padded = len(match["one"]) == len(match["two"]) == 2
        if len(stated) == 2 and match["mark"] != "/" and not (padded or _TIME_FOLLOWS.match(folded, match.end())):
            continue  # more likely a version: 3.2.11
        year = full_year(stated, 1, False, this_year)
        if not year:
            continue
        known: str | None
        if match["mark"] == "." or one > 12 or one == two:
            known = "dmy"
        elif two > 12:
            known = "mdy"
        else:
            known = order() if callable(order) else order
        if match["mark"] == "." and two > 12:
            known = "mdy"
        if known is None:
            possible = [day for day in (civil(year, two, one), civil(year, one, two)) if day and day <= latest]
            if len(possible) == 1:
                yield Dated(*match.span(), (possible[0],))
        elif (day := civil(year, two, one) if known == "dmy" else civil(year, one, two)) is not None:
            yield Dated(*match.span(), (day,))


def without_year(folded: str, language: str) -> Iterator[Dated]:
    """`12 Nov`, `Nov 12`, `11月12日`."""
    for form in (_DAY_MONTH, _MONTH_DAY):
        for match in form.finditer(folded):
            name = match["month"].strip(".")
            month = month_of(name, language)
            around = folded[max(0, match.start() - 12) : match.start()] + " | " + folded[match.end() : match.end() + 12]
            if month and not A_YEAR.search(around):
                unsure = name in RISKY and (language or "en") not in MONTH_LANGUAGES[name]
                yield Dated(*match.span(), (), int(match["day"]), month, unsure)
    for match in _SIGNED_NO_YEAR.finditer(folded):
        if 1 <= int(match["month"]) <= 12:
            yield Dated(*match.span(), (), int(match["day"]), int(match["month"]))
