"""Lists of forums as CSV, whatever parts the cells: one column holds addresses."""

from crawler.listing.records import named
from crawler.listing.table import NoTable, rows
from crawler.sources.declare import Asked, Gathered, Named, Page, Source
from registry.vocabulary import Outcome


def read(page: Page, asked: Asked) -> Gathered:
    """Every row with an address."""
    found: dict[str, Named] = {}
    try:
        for row in rows(page.text):
            if (one := named(row)) is not None:
                found.setdefault(one.address, one)
            if len(found) >= asked.most:
                break
    except NoTable:  # what it says is for whoever wrote the file: it names the columns of a stranger's page
        return Gathered(refused=(Outcome.UNREADABLE, "no list: no column holds addresses; call one 'address'"))
    return Gathered(tuple(found.values()))


SOURCE = Source(title="CSV list", speaks="list", read=read)
