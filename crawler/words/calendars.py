"""Dates of other calendars as Gregorian ones: the Persian solar calendar and the Buddhist era. Exact, or None.

The Persian calendar has 366 days in the years whose remainder by 33 is one of eight; this holds from 1343 to 1472
(1964 to 2094), far beyond what a forum can state. New Year of 1400 fell on 21 March 2021.
"""

from datetime import date, timedelta

from crawler.words.calendar_words import JALALI

_LEAP = frozenset((1, 5, 9, 13, 17, 22, 26, 30))
_NEW_YEAR_1400 = date(2021, 3, 21)
_JALALI_YEARS = range(1360, 1473)
_BUDDHIST_YEARS = range(2500, 2637)
_BUDDHIST = 543
ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
"""What is added to a year of a Japanese era, or of the Republic of China."""


def civil(year: int, month: int, day: int) -> date | None:
    """The Gregorian date; `month` is 1 to 12, or JALALI + 1 to 12 where its name is a Persian one. None: no such date.

    A year of 1360 to 1472 is Persian: the lunar Hijri years beside it lie ahead of any forum's time, and a
    Gregorian month's name beside such a year makes no date.
    """
    try:
        if month > JALALI:
            return _persian(year, month - JALALI, day)
        if year in _JALALI_YEARS:
            return _persian(year, month, day)
        return date(year - _BUDDHIST if year in _BUDDHIST_YEARS else year, month, day)
    except (ValueError, OverflowError):
        return None


def _persian(year: int, month: int, day: int) -> date | None:
    if year not in _JALALI_YEARS or not 1 <= month <= 12:
        return None
    length = 31 if month < 7 else 30 if month < 12 or _leap(year) else 29
    if not 1 <= day <= length:
        return None
    between = range(min(year, 1400), max(year, 1400))
    days = sum(366 if _leap(one) else 365 for one in between) * (1 if year >= 1400 else -1)
    return _NEW_YEAR_1400 + timedelta(days=days + (month - 1) * 31 - max(0, month - 7) + day - 1)


def _leap(year: int) -> bool:
    return year % 33 in _LEAP


def full_year(stated: str, month: int, thai: bool, this_year: int) -> int:
    """A year of two digits in its century; 0 for one that can be none. Thai dates may count by the Buddhist era."""
    digits = stated.strip("'")
    if len(digits) == 4:
        return int(digits)
    short = int(digits)
    if month > JALALI:
        return (1400 if short < 50 else 1300) + short
    if thai and short > this_year % 100:
        return 2500 + short
    if short <= this_year % 100 + 1:
        return 2000 + short
    return 1900 + short if short >= 85 else 0
