"""Which order the day and the month of a page's numeric dates stand in."""

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser

from crawler.words import date_forms
from crawler.words.calendar_words import fold


class DateOrder:
    """The order of day and month in a page's numeric dates, found out when a date needs it: few pages' dates do."""

    def __init__(self, tree: LexborHTMLParser, dates: str, stated: str, assumed: str | None, now: datetime) -> None:
        self._tree, self._dates, self._stated, self._assumed, self._now = tree, dates, stated, assumed, now

    def __call__(self) -> str | None:
        """`dmy` or `mdy`; None where nothing tells."""
        return self._order

    @cached_property
    def _order(self) -> str | None:
        bearers = self._tree.css(self._dates)[:80] if self._dates else []
        texts = [self._stated, *[node.text() for node in bearers]]
        return day_order(texts, self._now, self._stated) or self._assumed


def day_order(texts: Iterable[str], now: datetime | None = None, clock_text: str = "") -> str | None:
    """The order of day and month that a page's numeric dates prove ("dmy", "mdy"), or None.

    With `now`, when the page was made, a date proves it too when one of its readings lies ahead; and `clock_text`,
    where the page tells its own time, does when only one reading is now.
    """
    votes = {"dmy": 0, "mdy": 0}
    today = now.date() if now else None
    for text in texts:
        for one, two, year in date_forms.numeric_parts(fold(text)):
            order = date_forms.proven_order(one, two, year, today, present=False)
            if order:
                votes[order] += 1
    if today and clock_text and not any(votes.values()):
        for one, two, year in date_forms.numeric_parts(fold(clock_text)):
            order = date_forms.proven_order(one, two, year, today, present=True)
            if order:
                votes[order] += 1
    if bool(votes["dmy"]) == bool(votes["mdy"]):
        return None
    return "dmy" if votes["dmy"] else "mdy"
