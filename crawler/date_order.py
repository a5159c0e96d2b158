"""Which order the day and the month of a page's numeric dates stand in."""

from datetime import datetime
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser

from crawler.moments import day_order


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
