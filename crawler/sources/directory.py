"""Directories of forums: pages of lists that lead to other sites, or to pages of their own that do."""

from collections.abc import Sequence

from crawler.listing.outward import outward
from crawler.listing.paging import entries, next_pages
from crawler.sources.declare import Asked, Gathered, Lead, Page, Source

DEEPEST = 2
"""Steps from the directory's page: a category, then a page about one forum."""

_FEW = 3
"""Links outward that a page about one forum has; a list has more of them than it has entries of its own."""


def read(page: Page, asked: Asked) -> Gathered:
    """Where the page leads to, its further pages, and the pages of its own that its entries stand on."""
    found = outward(page, asked.hosts)
    onward = next_pages(page)
    own = entries(page) if asked.depth < DEEPEST else []
    if len(own) <= max(len(found) // 2, _FEW):
        own = []
    below = [url for url in own if url not in onward]
    return Gathered(tuple(found), _leads(onward), _leads(below))


def _leads(urls: Sequence[str]) -> tuple[Lead, ...]:
    return tuple([Lead("directory", url) for url in urls])


SOURCE = Source(title="directory of forums", speaks="directory", read=read, pages=25, deepest=DEEPEST)
