"""Sites that somebody named and nobody has looked at."""

from typing import ClassVar

from crawler.frontier_spider import FrontierSpider
from registry.vocabulary import Purpose


class DiscoverSpider(FrontierSpider):
    """Finds out which of the sites that were sighted are forums."""

    name = "discover"
    purposes: ClassVar = (Purpose.DISCOVER,)
