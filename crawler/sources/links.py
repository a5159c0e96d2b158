"""Link lists of forums and organisations: links, friends, resources, other forums. Links of visits come by visits."""

from urllib.parse import urlsplit

from crawler.hygiene import is_members_page
from crawler.listing.outward import anchors, host_of, outward
from crawler.listing.paging import next_pages
from crawler.sources.declare import Asked, Gathered, Lead, Page, Source

FEW = 3
"""Other places below which a page is no list itself, but may lead to some that are: help by subject, by place."""

MOST_BELOW = 4


def read(page: Page, asked: Asked) -> Gathered:
    """Where the page leads to, and its further pages; those that lie below it where it names hardly anything itself."""
    found = outward(page, asked.hosts)
    onward = tuple([Lead("links", url) for url in next_pages(page)])
    below = _below(page) if asked.depth == 0 and len(found) < FEW else []
    return Gathered(tuple(found), onward, tuple([Lead("links", url) for url in below]))


def _below(page: Page) -> list[str]:
    """The pages of the same site whose addresses lie in the folder that this page's address names."""
    folder = urlsplit(page.url).path.rstrip("/").rpartition(".")[0] or urlsplit(page.url).path.rstrip("/")
    if not folder:
        return []
    found = {
        anchor.url: None for anchor in anchors(page)
        if host_of(anchor.url) == host_of(page.url) and urlsplit(anchor.url).path.startswith(f"{folder}/")
        and not is_members_page(anchor.url)
    }  # fmt: skip
    return list(found)[:MOST_BELOW]


SOURCE = Source(title="link list", speaks="list", read=read, pages=4, deepest=1)
