"""Link lists of forums and organisations: links, friends, resources, other forums. Links of visits come by visits."""

from crawler.listing.outward import outward
from crawler.listing.paging import next_pages
from crawler.sources.declare import Asked, Gathered, Lead, Page, Source


def read(page: Page, asked: Asked) -> Gathered:
    """Where the page leads to, and its further pages."""
    onward = tuple([Lead("links", url) for url in next_pages(page)])
    return Gathered(tuple(outward(page, asked.hosts)), onward)


SOURCE = Source(title="link list", speaks="list", read=read, pages=3)
