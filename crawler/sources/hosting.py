"""Lists of communities by the places that host them: each community is a site of its own (`seeds/hosts.toml`)."""

from crawler.listing.outward import community_of, outward
from crawler.listing.paging import entries, next_pages
from crawler.sources.declare import Asked, Gathered, Lead, Page, Source

DEEPEST = 1
"""Steps from the list: its categories are lists as well."""


def read(page: Page, asked: Asked) -> Gathered:
    """The communities that the page lists, its further pages, and its categories where it lists few itself."""
    found = [named for named in outward(page, asked.hosts) if community_of(named.address, asked.hosts)]
    onward = next_pages(page)
    below = [] if asked.depth >= DEEPEST else [url for url in entries(page) if url not in onward]
    if len(below) <= len(found) // 2:
        below = []
    return Gathered(
        tuple(found), tuple([Lead("hosting", url) for url in onward]), tuple([Lead("hosting", url) for url in below])
    )


SOURCE = Source(title="list of a hosting place", speaks="hosting", read=read, pages=25, deepest=DEEPEST)
