"""Times as forums write them, resolved to aware UTC with the precision that was stated.

Machine forms first (ISO 8601, epochs, RFC 822), then absolute dates with month names, relative ones, numeric ones.
The order of day and month in a numeric date comes from the page's other dates; where nothing tells, such a date is
not read at all. `dateparser` is not asked: it cannot say which characters of a text were the date, so that a member's
name beside it would be kept as evidence; dates in languages whose words are not here stay unknown.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from functools import lru_cache

from crawler import calendar_words as words
from registry.vocabulary import Precision

_EARLIEST = 1985
_NAMES = "{NAMES}"
"""Stands in a form for those names of months or days that a text holds: trying all at every letter costs too much."""
_AMPM = r"[ap]\.?m\.?"
_TIME = (
    rf"(?P<hour>[01]?\d|2[0-4])(?:[:.h](?P<minute>[0-5]\d)(?:[:.](?P<second>[0-5]\d))?)"
    rf"(?:[\s\u00a0\u202f]?(?P<half>{_AMPM})(?!\w))?"
)
_GAP = (
    r"(?:[\s\u00a0\u202f]*(?:,|-|–|—|•|·|@|\||at|um|à|a las|alle|om|o|o godz\.?|"
    r"às|в|am|den|,? ?(?:at|um))?[\s\u00a0\u202f]*)"
)
_ORD = r"(?:st|nd|rd|th|er|º|ª|ain|fed|ydd|\.)?"
_OF = r"(?:\s+de|\s+of)?"
_YEAR = r"(?P<year>(?:19[89]|20\d)\d)"

_ISO = re.compile(
    r"(?<!\d)(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?:[T\s]+(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?"
    r"\s?(?P<zone>Z|UTC|[+-]\d\d:?\d\d)?)?(?!\d)"
)
_DMY = (
    rf"(?<!\w)(?P<day>[0-3]?\d){_ORD}{_OF}[\s.-]+(?P<month>{_NAMES})\.?{_OF},?[\s-]+(?P<year>(?:19[89]|20\d)\d|'?\d\d(?!\d|:))"
    rf"(?:\s?г\.?)?(?:{_GAP}{_TIME})?"
)
_MDY = (
    rf"(?<!\w)(?P<month>{_NAMES})\.?[\s-]+(?P<day>[0-3]?\d){_ORD},?[\s-]+"
    rf"(?P<year>(?:19[89]|20\d)\d|'\d\d)(?:{_GAP}{_TIME})?"
)
_CTIME = rf"(?<!\w)(?P<month>{_NAMES})\.?\s+(?P<day>[0-3]?\d)\s+{_TIME}(?:\s+[A-Z]{{2,5}})?\s+{_YEAR}(?!\d)"
_CJK = re.compile(rf"{_YEAR}\s?[年년]\s?(?P<month>\d\d?)\s?[月월]\s?(?P<day>\d\d?)\s?[日일]?(?:{_GAP}{_TIME})?")
_NO_YEAR = (
    rf"(?<!\w)(?:(?P<day>[0-3]?\d){_ORD}{_OF}\s(?P<month>{_NAMES})|"
    rf"(?P<month2>{_NAMES})\s(?P<day2>[0-3]?\d){_ORD})\.?(?!\w|,? ?(?:19|20)\d\d)"
    rf"(?:{_GAP}{_TIME})?"
)
_NUMERIC = re.compile(
    rf"(?<![\d./-])(?P<one>\d{{1,2}})(?P<mark>[./-])(?P<two>\d{{1,2}})(?P=mark)(?P<year>\d{{4}}|\d\d)(?![\d./-]\d)(?:{_GAP}{_TIME})?",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(
    rf"(?<![\d./-]){_YEAR}(?P<mark>[./-])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}})(?!\d)(?:{_GAP}{_TIME})?",
    re.IGNORECASE,
)


_NEAR = rf"(?<!\w)(?P<near>{_NAMES})(?!\w)(?:{_GAP}{_TIME})?"
_WEEKDAY = rf"(?<!\w)(?P<near>{_NAMES})(?!\w){_GAP}{_TIME}"
_UNIT = "|".join(sorted(map(re.escape, words.UNITS), key=len, reverse=True))
_SPAN = (
    rf"(?:(?P<count>\d{{1,3}})|(?:about |etwa |circa )?(?P<one>{words.A_FEW})(?=\s))[\s\u00a0]*"
    rf"(?P<unit>{_UNIT})\.?(?!\w)(?:,?(?:\s(?:and|und|et|y|e|en|i|и))?\s\d{{1,2}}\s?\w{{1,10}})?"
)
_AGO = re.compile(rf"(?<!\w)(?:(?P<before>{words.BEFORE})\s{_SPAN}|(?P<few>{words.JUST_NOW}))(?!\w)", re.IGNORECASE)
_SPAN_AGO = re.compile(rf"(?<!\w){_SPAN}\s(?:{words.AFTER})(?!\w)", re.IGNORECASE)
_SHORT_SPAN = re.compile(r"\s*(?P<count>\d{1,3})\s?(?P<unit>s|m|min|h|hr|d|w|mo|y|yr)\s*", re.IGNORECASE)

_NEAR_DAYS = {word: days for days, group in words.DAYS.items() for word in group.split("|")}
_WEEKDAYS = {word: day for day, group in words.WEEKDAYS.items() for word in group.split("|")}
_EPOCH = re.compile(r"\s*(?P<seconds>1\d{9}|[2-9]\d{8})(?:\.\d+)?\s*|\s*(?P<ms>1\d{12})\s*")


@dataclass(frozen=True, slots=True)
class Moment:
    """A time read from a page: aware UTC, how exactly it was stated, and the characters that said so."""

    at: datetime
    precision: Precision
    raw: str


@dataclass(frozen=True, slots=True)
class Clock:
    """What is needed to resolve a page's times.

    `now` (aware) is when the page was made; `zone` the one its times are in (UTC where it states none);
    `order` is "dmy" or "mdy" where known, or finds it out when a date needs it.
    """

    now: datetime
    zone: timezone = UTC
    order: str | Callable[[], str | None] | None = None
    latest: datetime | None = None
    """The last moment that can have been stated, where it is not `now`: when the page was fetched."""
    zone_known: bool = True
    """False where `zone` is UTC only because nothing tells the page's zone."""


def machine(value: str, clock: Clock) -> Moment | None:
    """A time from an attribute made for machines: ISO 8601, RFC 822, seconds or milliseconds since 1970."""
    epoch = _EPOCH.fullmatch(value)
    if epoch:
        seconds = int(epoch["seconds"] or 0) or int(epoch["ms"]) / 1000
        return _sane(datetime.fromtimestamp(seconds, UTC), Precision.SECOND, value.strip(), clock)
    iso = _ISO.search(value)
    if iso:
        return _absolute(iso, clock)
    if "," in value and len(value) < 60 and not _YEAR_NAUGHT.search(value):
        try:
            stated = parsedate_to_datetime(value)
            at = (stated if stated.tzinfo else stated.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
        return _sane(at, Precision.SECOND, value.strip()[:80], clock)
    return None


def moment(text: str, clock: Clock) -> Moment | None:
    """The time stated in `text`: the first form that tells a time of day, else the first that tells a day; or None."""
    first: Moment | None = None
    for found in moments(text, clock):
        if found.precision in (Precision.SECOND, Precision.MINUTE):
            return found
        first = first or found
    return first


def moments(text: str, clock: Clock) -> Iterator[Moment]:
    """Times stated in `text`, one a form at most, absolute forms first."""
    if not text:
        return
    seen = _SIGNS.keys() & _WORD.findall(text.casefold())
    kinds = {kind for word in seen for kind in _SIGNS[word]}
    digits = _DIGIT.search(text) is not None
    if digits and _MARKED.search(text) is not None:
        kinds.add("marks")
    if not kinds:
        return
    for form, resolve, kind, needs_digit in _FORMS:
        if kind not in kinds or (needs_digit and not digits):
            continue
        pattern = form if isinstance(form, re.Pattern) else _with_names(form, kind, frozenset(seen & _KINDS[kind]))
        for match in pattern.finditer(text):
            found = resolve(match, clock)
            if found is not None:
                yield found
                break


@lru_cache(maxsize=1024)
def _with_names(form: str, kind: str, seen: frozenset[str]) -> re.Pattern[str]:
    """A form with the names of its kind that begin with one of the words seen."""
    names = [name for name in _NAMED[kind] if not seen.isdisjoint(_WORD.findall(name.casefold())[:1])]
    return re.compile(form.replace(_NAMES, "|".join(sorted(map(re.escape, names), key=len, reverse=True))), re.I)


def day_order(texts: Iterable[str]) -> str | None:
    """The order of day and month that a page's numeric dates prove ("dmy", "mdy"), or None."""
    votes = {"dmy": 0, "mdy": 0}
    for text in texts:
        for match in _NUMERIC.finditer(text):
            one, two = int(match["one"]), int(match["two"])
            if 12 < one <= 31 and two <= 12:
                votes["dmy"] += 1
            elif 12 < two <= 31 and one <= 12:
                votes["mdy"] += 1
    if bool(votes["dmy"]) == bool(votes["mdy"]):
        return None
    return "dmy" if votes["dmy"] else "mdy"


def _absolute(match: re.Match[str], clock: Clock) -> Moment | None:
    yearless = "year" not in match.re.groupindex
    month = match["month"] or (match["month2"] if yearless else "") or ""
    day = match["day"] or (match["day2"] if yearless else "") or ""
    number = int(month) if month.isdigit() else words.MONTHS.get(month.casefold(), 0)
    if yearless:
        return _year_left_out(match, number, int(day), clock)
    year = match["year"]
    return _dated(match, _four_digits(year), number, int(day), clock)


def _numeric(match: re.Match[str], clock: Clock) -> Moment | None:
    one, two, year = int(match["one"]), int(match["two"]), _four_digits(match["year"])
    order: str | None
    if match["mark"] == "." or one > 12 or one == two:
        order = "dmy"
    elif two > 12:
        order = "mdy"
    else:
        order = clock.order() if callable(clock.order) else clock.order
    if order is None:
        return None
    day, month = (one, two) if order == "dmy" else (two, one)
    return _dated(match, year, month, day, clock)


def _year_left_out(match: re.Match[str], month: int, day: int, clock: Clock) -> Moment | None:
    year = clock.now.astimezone(clock.zone).year
    found = _dated(match, year, month, day, clock, future_allowed=True)
    if found is None or found.at > clock.now + timedelta(days=1):
        return _dated(match, year - 1, month, day, clock)
    return found


def _dated(
    match: re.Match[str], year: int, month: int, day: int, clock: Clock, future_allowed: bool = False
) -> Moment | None:
    clock_time, precision = _time_of(match)
    zone: tzinfo | None = clock.zone
    stated = match["zone"] if match.re is _ISO else None
    if stated:
        zone = UTC if stated in ("Z", "UTC") else _offset(stated)
    if zone is None:
        return None
    try:
        at = datetime(year, month, day, *clock_time, tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):  # no such day, or beyond the years that a time can be in
        return None
    found = _sane(at, precision, match[0].strip(), clock)
    if found is None and future_allowed:
        return Moment(at, precision, match[0].strip()[:80])
    return found


def _near(match: re.Match[str], clock: Clock) -> Moment | None:
    """Today, yesterday, the last Monday, at a time of day."""
    word = match["near"].casefold()
    today = clock.now.astimezone(clock.zone)
    days = _NEAR_DAYS.get(word)
    if days is None:
        days = (today.weekday() - _WEEKDAYS[word]) % 7 or 7
    day = today - timedelta(days=days)
    clock_time, precision = _time_of(match)
    at = day.replace(hour=clock_time[0], minute=clock_time[1], second=clock_time[2], microsecond=0).astimezone(UTC)
    if at > clock.now:
        # The page's zone is not ours: it was this day, and before now, is all that can be said.
        at, precision = clock.now.astimezone(UTC).replace(microsecond=0), Precision.DAY
    return Moment(at, precision, match[0].strip()[:80])


def _ago(match: re.Match[str], clock: Clock) -> Moment | None:
    part = match.groupdict()
    now = clock.now.astimezone(UTC).replace(microsecond=0)
    unit = words.UNITS.get((part.get("unit") or "").casefold())
    if unit is None:
        return Moment(now, Precision.MINUTE, match[0].strip()[:80]) if part.get("few") else None
    count = int(part["count"]) if part.get("count") else 1
    precisions = ((60, Precision.MINUTE), (3600, Precision.HOUR), (604800, Precision.DAY), (2629800, Precision.MONTH))
    precision = next((name for limit, name in precisions if unit <= limit), Precision.YEAR)
    precision = Precision.MINUTE if unit == 1 else Precision.HOUR if unit == 3600 else precision
    return _sane(now - timedelta(seconds=unit * count), precision, match[0].strip(), clock)


def short_span(text: str, clock: Clock) -> Moment | None:
    """A bare span such as `5m`, `2h`, `3d`: only for elements known to hold a time, never within running text."""
    match = _SHORT_SPAN.fullmatch(text)
    return _ago(match, clock) if match else None


def _time_of(match: re.Match[str]) -> tuple[tuple[int, int, int], Precision]:
    stated, seconds = match["hour"], match["second"]
    if not stated:
        return (0, 0, 0), Precision.DAY
    hour, minute, second = int(stated), int(match["minute"] or 0), int(seconds or 0)
    half = "" if match.re is _ISO else (match["half"] or "").lower()[:1]
    if half == "p" and hour < 12:
        hour += 12
    elif (half == "a" and hour == 12) or hour == 24:
        hour = 0
    return (hour, minute, second), Precision.SECOND if seconds else Precision.MINUTE


def _four_digits(year: str) -> int:
    number = int(year.lstrip("'"))
    if number >= 100 or len(year) == 4:
        return number
    return number + (2000 if number < 70 else 1900)


def _offset(stated: str) -> timezone | None:
    """The zone of `+hh:mm`; None for one that is nowhere on earth."""
    hours, minutes = int(stated[1:3]), int(stated[-2:])
    if hours > 14 or minutes > 59:
        return None
    shift = timedelta(hours=hours, minutes=minutes)
    return timezone(-shift if stated[0] == "-" else shift)


def _sane(at: datetime, precision: Precision, raw: str, clock: Clock) -> Moment | None:
    """None for times before forums were, and for times to come (a day's grace for zones)."""
    if at.year < _EARLIEST or at > (clock.latest or clock.now) + timedelta(days=1):
        return None
    return Moment(at, precision, raw[:80])


_YEAR_NAUGHT = re.compile(r"\s00\d\d\s")
"""The first century, by which some software means "never"; the mail parser would take it for the present one."""
_MARKED = re.compile(r"\d[./-]\d")
_WORD = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")


def _words(groups: Iterable[str]) -> frozenset[str]:
    """The words of which one must stand in a text for a form to match: the first of each phrase."""
    return frozenset(found[0] for phrase in groups for found in [_WORD.findall(phrase.casefold())] if found)


_NAMED = {"month": tuple(words.MONTHS), "near": tuple(_NEAR_DAYS), "weekday": tuple(_WEEKDAYS)}
_KINDS = {
    "cjk": frozenset("年년"),
    "ago": _words([*words.BEFORE.split("|"), *words.JUST_NOW.split("|")]),
    "after": _words(words.AFTER.split("|")),
    **{kind: _words(names) for kind, names in _NAMED.items()},
}
_SIGNS = {
    word: tuple(kind for kind, group in _KINDS.items() if word in group)
    for word in sorted(frozenset().union(*_KINDS.values()))
}
"""For each word that some form needs, the kinds of forms that need it."""

# Each form with the kind of sign it needs ("marks": digits on both sides of a mark) and whether it needs a digit;
# absolute forms before vaguer ones.
_FORMS = (
    (_ISO, _absolute, "marks", True),
    (_YEAR_FIRST, _absolute, "marks", True),
    (_DMY, _absolute, "month", True),
    (_MDY, _absolute, "month", True),
    (_CTIME, _absolute, "month", True),
    (_CJK, _absolute, "cjk", True),
    (_NUMERIC, _numeric, "marks", True),
    (_AGO, _ago, "ago", False),
    (_SPAN_AGO, _ago, "after", False),
    (_NEAR, _near, "near", False),
    (_WEEKDAY, _near, "weekday", True),
    (_NO_YEAR, _absolute, "month", True),
)
