"""Checks that a person waits for."""

from typing import ClassVar

from crawler.frontier_spider import FrontierSpider
from registry.vocabulary import Purpose


class VerifySpider(FrontierSpider):
    """Visits sites somebody asked to have looked at: a registration, a proof of control, a correction."""

    name = "verify"
    purposes: ClassVar = (Purpose.VERIFY,)
