"""Forums that are known."""

from typing import ClassVar

from crawler.frontier_spider import FrontierSpider
from registry.vocabulary import Purpose


class ProfileSpider(FrontierSpider):
    """Visits known forums again when they are due, and keeps their figures fresh."""

    name = "profile"
    purposes: ClassVar = (Purpose.PROFILE,)
