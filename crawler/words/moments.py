"""Times as forums write them, resolved to aware UTC with the precision that was stated.

Machine forms first (ISO 8601, epochs, RFC 822), then absolute dates with month names, numeric ones, spans ("5 minutes
ago"), days near today. Dates and spans are found by their digits and known words; the time of day is looked for
beside them. The order of day and month in a numeric date comes from the page's other dates; where nothing tells, such
a date is not read at all. `dateparser` is not asked: it cannot say which characters of a text were the date, so that
a member's name beside it would be kept as evidence; dates in languages whose words are not known stay unknown.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from email.utils import parsedate_to_datetime
from functools import cache
from typing import NamedTuple

from crawler.words import date_forms, spans
from crawler.words.calendar_words import DAY, MONTH, NEAR, NOW, SIGNS, SPAN, UNSURE, WEEKDAYS, WORD, fold, meaning
from crawler.words.time_of_day import TIME, TimeOfDay, beside, read
from crawler.words.zones import zone_named
from registry.vocabulary import Precision

_EARLIEST = 1985
_RAW = 80
_SLACK = timedelta(hours=2)
"""How far ahead of the fetch a time may lie: servers' clocks run fast, and forget summer time."""
_ZONES = timedelta(hours=15)
"""The same where the page's zone is unknown."""
_EXACT = (Precision.SECOND, Precision.MINUTE)


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
    zone: tzinfo = UTC
    order: str | Callable[[], str | None] | None = None
    latest: datetime | None = None
    """The last moment that can have been stated, where it is not `now`: when the page was fetched."""
    zone_known: bool = True
    """False where `zone` is UTC only because nothing tells the page's zone."""
    language: str = ""
    """The page's language, two letters, where it states one: some words mean different things in different ones."""


class _Said(NamedTuple):
    """A text being read: as it stands, folded (of the same length), with its clock, and what can stand in it."""

    text: str
    folded: str
    clock: Clock
    words: int = 0
    """What its words are signs of, as bits."""
    digits: bool = True
    marked: bool = True
    """Whether two numbers stand with a mark between them."""
    script: bool = True
    """Whether it may hold dates of scripts without blanks."""

    @property
    def may_be_exact(self) -> bool:
        """Whether anything in it can tell more than a day."""
        return self.script or bool(self.words & (SPAN | NOW)) or _HOUR.search(self.folded) is not None

    def raw(self, start: int, end: int) -> str:
        return self.text[start:end].strip(" \t\n\r\xa0,|·•@(–—-")[:_RAW]


def machine(value: str, clock: Clock) -> Moment | None:
    """A time from an attribute made for machines: ISO 8601, RFC 822, seconds or milliseconds since 1970."""
    epoch = _EPOCH.fullmatch(value)
    if epoch:
        seconds = int(epoch["seconds"] or 0) or int(epoch["ms"]) / 1000
        return _sane(datetime.fromtimestamp(seconds, UTC), Precision.SECOND, value.strip(), clock, zoned=True)
    iso = _ISO.search(fold(value)) if len(value) < 200 else None
    if iso:
        return _iso(iso, _Said(value, fold(value), clock))
    if len(value) < 60 and _YEAR_NAUGHT.search(value) is None:
        if "," in value:
            try:
                stated = parsedate_to_datetime(value)
                at = (stated if stated.tzinfo else stated.replace(tzinfo=clock.zone)).astimezone(UTC)
            except (ValueError, TypeError, IndexError, OverflowError):
                return None
            return _sane(at, Precision.SECOND, value.strip()[:_RAW], clock, zoned=stated.tzinfo is not None)
        said = moment(value, clock) if ":" in value else None
        return said if said is not None and said.precision in _EXACT else None
    return None


def moment(text: str, clock: Clock) -> Moment | None:
    """The time stated in `text`: the first form that tells a time of day, else the first that tells a day; or None."""
    first: Moment | None = None
    said = _look(text, clock)
    if said is not None:
        for found in _stated(said):
            if found.precision in _EXACT or not said.may_be_exact:
                return found
            first = first or found
    return first


def moments(text: str, clock: Clock) -> Iterator[Moment]:
    """Times stated in `text`, one a form at most, absolute forms first."""
    said = _look(text, clock)
    return iter(()) if said is None else _stated(said)


def _look(text: str, clock: Clock) -> _Said | None:
    """A text with its signs; None where nothing in it can be a time."""
    if not text:
        return None
    folded = fold(text)
    words, script = _signs(text, folded)
    digits = _DIGIT.search(folded) is not None
    marked = digits and _MARKED.search(folded) is not None
    if not (words or marked or script):
        return None
    return _Said(text, folded, clock, words, digits, marked, script)


def _stated(said: _Said) -> Iterator[Moment]:
    _, folded, clock, signs, digits, marked, script = said
    dated = False
    if digits:
        ahead = marked and _YEAR_AHEAD.search(folded) is not None
        for form in _forms(bool(signs & MONTH) or script, marked, ahead, ahead and "t" in folded):
            found = form(said)
            if found is not None:
                dated = True
                yield found
    if signs & (SPAN | NOW) or script:
        span = spans.ago(folded, clock.language)
        if span is not None and (resolved := _ago(span, said)) is not None:
            yield resolved
    if signs & DAY or script:
        yield from _near(said, weekdays=not dated)
    if digits and (signs & MONTH or script):
        found = _first(date_forms.without_year(folded, clock.language), said)
        if found is not None:
            yield found


def _signs(text: str, folded: str) -> tuple[int, bool]:
    """What the words of a text are signs of, as bits; whether it may hold dates of scripts without blanks."""
    signs = 0
    if text.isascii():
        told = folded.encode().translate(_PARTED).split()
        if not _ASCII_SIGNS.keys().isdisjoint(told):
            for word in told:
                signs |= _ASCII_SIGNS.get(word, 0)
        return signs, False
    words = _WORD.findall(folded)
    if not SIGNS.keys().isdisjoint(words):
        for one in words:
            signs |= SIGNS.get(one, 0)
    return signs, _SCRIPT.search(folded) is not None


def short_span(text: str, clock: Clock) -> Moment | None:
    """A bare span such as `5m`, `2h`, `3d`: only for elements known to hold a time, never within running text."""
    said = _Said(text, fold(text), clock)
    found = spans.bare(said.folded, clock.language)
    return _ago(found, said) if found else None


@cache
def _forms(months: bool, marked: bool, ahead: bool, iso: bool) -> tuple[Callable[[_Said], Moment | None], ...]:
    """The forms of whole dates that a text with these signs can hold."""
    stamps = (_stamp,) if iso else ()
    ordered = (_year_first,) if ahead else ()
    named = (_with_month, _ctime, _with_signs) if months else ()
    return (*stamps, *ordered, *named, *((_numeric,) if marked else ()))


def _stamp(said: _Said) -> Moment | None:
    for match in _ISO.finditer(said.folded):
        found = _iso(match, said)
        if found is not None:
            return found
    return None


def _year_first(said: _Said) -> Moment | None:
    return _first(date_forms.year_first(said.folded), said)


def _with_month(said: _Said) -> Moment | None:
    return _first(date_forms.with_month(said.folded, said.clock.language, said.clock.now.year), said)


def _with_signs(said: _Said) -> Moment | None:
    return None if _SIGNED.search(said.folded) is None else _first(date_forms.with_signs(said.folded), said)


def _numeric(said: _Said) -> Moment | None:
    """Numeric dates in the page's order; where none is known, those of which only one reading is possible."""
    clock = said.clock
    latest = ((clock.latest or clock.now) + _ZONES).date()
    return _first(date_forms.numeric(said.folded, clock.order, clock.now.year, latest), said)


def _first(found: Iterator[date_forms.Dated], said: _Said) -> Moment | None:
    """The first date that is one, with the time of day beside it."""
    for dated in found:
        time = beside(said.folded, dated.start, dated.end, said.clock.language)
        if dated.unsure and time is None:
            continue
        resolved = _at(dated, time, said)
        if resolved is not None:
            return resolved
    return None


def _at(dated: date_forms.Dated, time: TimeOfDay | None, said: _Said) -> Moment | None:
    clock = said.clock
    for day in dated.days if dated.days else _newest(dated, clock):
        start, end = dated.start, dated.end
        if time is not None:
            start, end = min(start, time.start), max(end, time.end)
        found = _on(day, time, said.raw(start, end), clock)
        if found is not None:
            return found
    return None


def _newest(dated: date_forms.Dated, clock: Clock) -> Iterator[date]:
    """For a date without its year: this year's, or the last one's where this year's is still to come."""
    ahead = timedelta(0) if clock.zone_known else timedelta(hours=14)
    today = (clock.now.astimezone(clock.zone) + ahead).date()
    for year in (today.year, today.year - 1):
        day = dated.in_year(year)
        if day is not None and day <= today:
            yield day
            return


def _on(day: date, time: TimeOfDay | None, raw: str, clock: Clock) -> Moment | None:
    hour, minute, second = time.clock if time else (0, 0, 0)
    zone = (time.zone if time else None) or clock.zone
    try:
        at = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=zone)
        at = at if zone is UTC else at.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return _sane(at, time.precision if time else Precision.DAY, raw, clock, zoned=bool(time and time.zone))


def _iso(match: re.Match[str], said: _Said) -> Moment | None:
    zone: tzinfo | None = said.clock.zone
    if match["zone"]:
        zone = zone_named(match["zone"] if len(match["zone"]) != 3 else match["zone"] + "00")
    if zone is None:
        return None
    hour, minute, second = int(match["hour"] or 0), int(match["minute"] or 0), int(match["second"] or 0)
    exact = Precision.SECOND if match["second"] else Precision.MINUTE if match["hour"] else Precision.DAY
    day = date_forms.calendar_day(int(match["year"]), int(match["month"]), int(match["day"]))
    if day is None:
        return None
    try:
        at = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return _sane(at, exact, said.raw(*match.span()), said.clock, zoned=bool(match["zone"]))


def _ctime(said: _Said) -> Moment | None:
    """`Nov 20 22:42:11 2026`, with or without a zone before the year."""
    for match in _CTIME.finditer(said.folded):
        month = date_forms.month_of(match["month"], said.clock.language)
        day = date_forms.calendar_day(int(match["year"]), month, int(match["day"])) if month else None
        if day is not None:
            found = _on(day, read(match, said.clock.language), said.raw(*match.span()), said.clock)
            if found is not None:
                return found
    return None


def _near(said: _Said, *, weekdays: bool) -> Iterator[Moment]:
    """Today, yesterday, the last Monday, at a time of day; today and yesterday also by themselves.

    A weekday beside a whole date says nothing more: `weekdays` is False there.
    """
    words = list(_WORD.finditer(said.folded))
    bare: Moment | None = None
    for place, last in enumerate(words):
        if not SIGNS.get(last[0], 0) & DAY:
            continue
        for first in range(max(0, place - 2), place + 1):
            phrase = said.folded[words[first].start() : words[place].end()]
            days = _days_back(phrase, said.clock)
            named = phrase in NEAR
            if days is None or not (named or weekdays):
                continue
            start, end = words[first].start(), words[place].end()
            if not named and date_forms.A_YEAR.search(said.folded[max(0, start - 40) : start]):
                break
            time = beside(said.folded, start, end, said.clock.language) if said.digits else None
            if time is not None:
                yield _back(days, time, said.raw(min(start, time.start), max(end, time.end)), said.clock)
                return
            alone = place == len(words) - 1 and named
            if alone and (phrase not in UNSURE or said.clock.language in UNSURE[phrase]):
                bare = bare or _back(days, None, said.raw(start, end), said.clock)
            break
    if bare is not None:
        yield bare


def _days_back(phrase: str, clock: Clock) -> int | None:
    days = meaning(NEAR.get(phrase), (clock.language,))
    if days is None and (weekday := meaning(WEEKDAYS.get(phrase), (clock.language,))) is not None:
        days = (clock.now.astimezone(clock.zone).weekday() - weekday) % 7 or 7
    return days


def _back(days: int, time: TimeOfDay | None, raw: str, clock: Clock) -> Moment:
    zone = (time.zone if time else None) or clock.zone
    day = clock.now.astimezone(zone) - timedelta(days=days)
    hour, minute, second = time.clock if time else (0, 0, 0)
    at = day.replace(hour=hour, minute=minute, second=second, microsecond=0).astimezone(UTC)
    precision = time.precision if time else Precision.DAY
    if at > clock.now:
        # The page's zone is not ours: it was this day, and before now, is all that can be said.
        at, precision = clock.now.astimezone(UTC).replace(microsecond=0), Precision.DAY
    return Moment(at, precision, raw[:_RAW])


def _ago(found: spans.Span, said: _Said) -> Moment | None:
    now = said.clock.now.astimezone(UTC).replace(microsecond=0)
    try:
        at = now - timedelta(seconds=found.seconds)
    except OverflowError:
        return None
    return _sane(at, found.precision, said.raw(found.start, found.end), said.clock, zoned=True)


def _sane(at: datetime, precision: Precision, raw: str, clock: Clock, *, zoned: bool) -> Moment | None:
    """None for times before forums were, and for times to come, with some grace for clocks and for unknown zones."""
    grace = _SLACK if zoned or clock.zone_known else _ZONES
    if at.year < _EARLIEST or at > (clock.latest or clock.now) + grace:
        return None
    return Moment(at, precision, raw[:_RAW])


_EPOCH = re.compile(r"\s*(?P<seconds>1\d{9}|[2-9]\d{8})(?:\.\d+)?\s*|\s*(?P<ms>1\d{12})\s*")
_ISO = re.compile(
    r"(?<!\d)(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?:(?:t|\s{1,2})(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d{1,9})?)?"
    r"\s?(?P<zone>z|utc|[+-]\d\d(?::?\d\d)?)?)?(?!\d)"
)
_YEAR_NAUGHT = re.compile(r"\s00\d\d\s")
"""The first century, by which some software means "never"; the mail parser would take it for the present one."""
_CTIME = re.compile(
    rf"(?<!\w)(?P<month>[^\W\d_]{{3,12}})\.?\s{{1,2}}(?P<day>[0-3]?\d)\s{TIME}\s(?P<year>(?:19[89]|20\d)\d)(?!\d)"
)
_MARKED = re.compile(r"\d\.?\s?[./-]\s?\d")
_WORD = re.compile(WORD)
_PARTED = bytes(code if chr(code).isalpha() or code == 0x27 else 0x20 for code in range(128)) + bytes(128)
_ASCII_SIGNS = {word.encode(): kinds for word, kinds in SIGNS.items() if word.isascii()}
_SIGNED = re.compile(r"[年년月월]|th(?:ang|g)?\.?\s?\d")
_DIGIT = re.compile(r"\d")
_YEAR_AHEAD = re.compile(r"\d\d\d\d[./-]")
"""Without which no date begins with its year."""
_HOUR = re.compile(r"\d(?:\s?[h時时시点點]\s?|[:.u]|::)\d")
"""Without which there is no time of day; see `time_of_day.TIME`."""
_SCRIPT = re.compile("[年月日前年월일전天昨今週周ก-๛刚剛금방]")
"""Letters of scripts that write without spaces, of which one stands in every date they write."""
