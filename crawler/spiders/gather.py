"""Pages and questions that name forums."""

from typing import ClassVar

from crawler.frontier_spider import FrontierSpider
from registry.vocabulary import Purpose


class GatherSpider(FrontierSpider):
    """Reads what names forums, and visits nothing: directories, lists, sitemaps, other registries."""

    name = "gather"
    purposes: ClassVar = (Purpose.GATHER,)
