"""Zones as pages state them: `+02:00`, `GMT +1`, `UTC`, `CEST`, `Europe/Berlin`."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_HOURS = {
    0: "z gmt utc wet wez",
    1: "cet mez bst west wesz",
    2: "cest mesz eet oez sast",
    3: "eest oesz msk trt",
    9: "jst kst",
    10: "aest",
    11: "aedt",
    12: "nzst",
    13: "nzdt",
    -3: "brt adt",
    -4: "edt ast",
    -5: "est cdt",
    -6: "mdt",
    -7: "pdt mst",
    -8: "pst",
}
_ABBREVIATIONS = {name: hours for hours, names in _HOURS.items() for name in names.split()}
"""Abbreviations with one meaning in practice; CST, IST and their like have several and are not read."""
_WORDS = frozenset(("est", "mst", "ast", "adt", "wet", "west", "brt", "bst", "pst"))
_OFFSET = re.compile(r"(?:gmt|utc|z)?\s?([+−-])\s?(\d{1,2})(?::?([0-5]\d))?")
_CONTINENTS = {
    **{name: name for name in ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe")},
    **{name: name for name in ("Indian", "Pacific")},
    **dict.fromkeys(("Europa", "Avrupa", "Европа", "Eurooppa", "Evropa", "Európa", "Ewrop"), "Europe"),
    **dict.fromkeys(("Amerika", "América", "Amérique", "Ameryka", "Америка", "Amerikka"), "America"),
    **dict.fromkeys(("Asien", "Asie", "Ásia", "Azië", "Azja", "Asya", "Азия", "Aasia"), "Asia"),
    **dict.fromkeys(("Australien", "Australie", "Austrália", "Australië", "Avustralya", "Австралия"), "Australia"),
    **dict.fromkeys(("Afrika", "África", "Afrique", "Afryka", "Африка"), "Africa"),
    **dict.fromkeys(("Pazifik", "Pacifique", "Pacífico", "Pacifico"), "Pacific"),
    **dict.fromkeys(("Atlantik", "Atlantique", "Atlântico", "Atlántico", "Atlantico"), "Atlantic"),
}
"""Continents as the lists of zones name them, and as translations of software do."""
_AREA = re.compile(r"(?<![\w/])([^\W\d_]{4,10})/([A-Z][A-Za-z_]{2,20}(?:/[A-Z][A-Za-z_]{2,20})?)(?![\w/])")
LARGEST = 14
"""Hours that no zone on earth goes beyond."""
_NEWFOUNDLAND = -14
"""In quarters of an hour: the one zone off the hour in the west that many live in."""
_ROUNDED_S = 120
"""How far a clock that shows minutes may be from the fetch."""


def zone_named(stated: str, language: str = "en") -> tzinfo | None:
    """The zone of an offset or a well-known abbreviation (any case); None for anything else.

    Abbreviations that are words of other languages ("est", "art") are read on pages in English only.
    """
    said = stated.strip().lower()
    if said in _ABBREVIATIONS and (language == "en" or said not in _WORDS):
        return fixed(_ABBREVIATIONS[said])
    match = _OFFSET.fullmatch(said)
    if match is None:
        return None
    hours, minutes = int(match[2]), int(match[3] or 0)
    if hours > LARGEST:
        return None
    return fixed(hours, minutes) if match[1] == "+" else fixed(-hours, -minutes)


def fixed(hours: int, minutes: int = 0) -> timezone:
    """A zone without summer time."""
    return UTC if not hours and not minutes else timezone(timedelta(hours=hours, minutes=minutes))


def area_in(text: str) -> tzinfo | None:
    """The zone of the first area such as `Europe/Berlin` that a text names, with its summer times."""
    if "/" not in text:
        return None
    match = _AREA.search(text)
    continent = _CONTINENTS.get(match[1]) if match else None
    return _area(f"{continent}/{match[2]}") if match and continent else None


@lru_cache(maxsize=512)
def _area(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def drift(own: datetime, fetched_at: datetime) -> timezone:
    """The zone of a page whose clock was read as UTC, to the quarter of an hour."""
    quarters = round((own - fetched_at.astimezone(UTC)).total_seconds() / 900)
    return timezone(timedelta(minutes=15 * max(-56, min(56, quarters))))


def of_twelve_hours(said: datetime, fetched_at: datetime) -> timezone | None:
    """The zone of a page whose clock shows twelve hours and not which half of the day; `said` is its time, read as UTC.

    The clock stands for two times of its day, twelve hours apart. Where both are in zones of the world, the zone that
    far more people live in is meant; None where many live in both, and for a page that was made some time ago.
    """
    fits: list[int] = []
    for half in (0, 12):
        ahead = (said.replace(hour=said.hour % 12 + half) - fetched_at).total_seconds()
        quarters = round(ahead / 900)
        if abs(ahead - 900 * quarters) <= _ROUNDED_S and -4 * 11 <= quarters <= 4 * LARGEST:
            fits.append(quarters)
    if len(fits) == 2:
        west = fits[0]
        if west % 4:
            fits = [west] if west == _NEWFOUNDLAND else fits[1:]
        elif 4 * -9 < west <= 4 * -3:
            return None
        else:
            fits = [west] if west >= 0 else fits[1:]
    return timezone(timedelta(minutes=15 * fits[0])) if fits else None


def by_its_clock(stated: tzinfo, said: datetime, fetched_at: datetime) -> tzinfo:
    """A zone that a page states without its summer time, put right by the time of day that the page shows.

    `said` is that time read in the stated zone. Where it runs an hour ahead of the fetch, summer time is on.
    """
    ahead = (said - fetched_at).total_seconds()
    offset = stated.utcoffset(fetched_at.replace(tzinfo=None))
    if offset is None or isinstance(stated, ZoneInfo) or not 3000 <= ahead <= 4200:
        return stated
    return timezone(offset + timedelta(hours=1)) if offset < timedelta(hours=LARGEST) else stated
