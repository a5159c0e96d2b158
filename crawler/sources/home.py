"""Home pages of organisations in a policy area, with up to two pages of their own that name other places."""

from crawler.listing.outward import outward
from crawler.listing.wayside import wayside_pages
from crawler.sources.declare import Asked, Gathered, Lead, Page, Source


def read(page: Page, asked: Asked) -> Gathered:
    """Where the page leads to; from the home page also its "online communities", "support groups", "useful links"."""
    below = wayside_pages(page) if asked.depth == 0 else []
    return Gathered(tuple(outward(page, asked.hosts)), below=tuple([Lead("home", url) for url in below]))


SOURCE = Source(title="home page of an organisation", speaks="organisation", read=read, pages=3, deepest=1)
