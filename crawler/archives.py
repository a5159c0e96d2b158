"""Archives of mailing lists by month: what their folders' addresses tell of the newest message."""

import re
from datetime import UTC, datetime

from crawler.finders import Finder
from crawler.reading import Found, Reading
from registry.vocabulary import Precision

_ENGLISH = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_END = 200
"""Characters from the end of a link's address that are looked at."""


def newest_month(pattern: str) -> Finder:
    """The newest month that the archive has a folder for, to the month: the page states no day.

    `pattern` has the groups `raw`, `year` (of four figures, or of two since 1985) and `month` (a number or an English
    name), and is searched in each link's address. Mails with wrong clocks open folders of the future: those are passed
    over.
    """
    compiled = re.compile(pattern)

    def find(reading: Reading) -> Found | None:
        latest = reading.clock.latest or reading.clock.now
        best: tuple[datetime, str] | None = None
        for href, _ in reading.page.links:
            match = compiled.search(href[-_END:])
            at = _first_of(match["year"], match["month"]) if match else None
            if match is not None and at is not None and at <= latest and (best is None or at > best[0]):
                best = (at, match["raw"])
        return Found(best[0], best[1], "newest folder of the archive", Precision.MONTH) if best else None

    return find


def _first_of(year: str, month: str) -> datetime | None:
    """The first moment of a month, or None where there is no such month."""
    folded = month.lower()
    number = int(month) if month.isdecimal() else _ENGLISH.index(folded) + 1 if folded in _ENGLISH else 0
    full = int(year) if len(year) == 4 else int(year) + (1900 if int(year) >= 85 else 2000)
    return datetime(full, number, 1, tzinfo=UTC) if 1 <= number <= 12 else None
