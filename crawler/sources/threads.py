"""Boards and threads of a known forum, for the other places that its people name: a few pages, read on while it pays.

Addresses of other hosts are taken, one a community; no title, no post, nobody's page.
"""

from crawler.hygiene import is_members_page
from crawler.listing.inward import inward
from crawler.listing.outward import outward
from crawler.sources.declare import Asked, Gathered, Lead, Named, Page, Source
from registry.identity import BadAddress, site_key

DEEPEST = 2
"""Steps from the front page: a board, then a thread."""


def read(page: Page, asked: Asked) -> Gathered:
    """Where the page leads to, and from the front page and from boards the pages behind them."""
    found: dict[str, Named] = {}
    for named in outward(page, asked.hosts):
        if is_members_page(named.address):
            continue
        try:
            found.setdefault(site_key(named.address, asked.hosts).key, named)
        except BadAddress:
            continue
    if asked.depth >= DEEPEST:
        return Gathered(tuple(found.values()))
    pages = inward(page, asked.address, asked.hosts, first=asked.depth == 0, board=asked.depth == 1)
    return Gathered(tuple(found.values()), below=tuple([Lead("threads", url, rank) for url, rank in pages]))


SOURCE = Source(
    title="boards and threads of a forum", speaks="link", read=read, pages=16, deepest=DEEPEST, first=6, more=2
)
