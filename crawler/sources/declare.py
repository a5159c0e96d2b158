"""The words that sources of addresses are declared in. Pure: a fetched page in, addresses out; nothing here fetches."""

from collections.abc import Callable
from dataclasses import dataclass, field

from crawler.page import Page
from registry.gathered import MOST_NAMED, Lead, Named
from registry.identity import SharedHosts
from registry.vocabulary import Outcome

__all__ = ["Asked", "Gathered", "Lead", "Named", "Page", "Source"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a source is told beside the page.

    `address` is the one the reading began with; `depth` how many steps from there this page is; `hosts` tells
    communities of hosting places apart; `most` addresses of a list are taken.
    """

    address: str
    depth: int = 0
    hosts: SharedHosts = field(default_factory=SharedHosts)
    most: int = MOST_NAMED


@dataclass(frozen=True, slots=True)
class Gathered:
    """What one page brought home.

    `found` are addresses of others, with words that are private; `next` further pages of the same list, `below` pages
    that its entries lead to: those of the same host belong to this reading, the others become readings of their own.
    `refused` names why the page is none that this source reads, with words for operators.
    """

    found: tuple[Named, ...] = ()
    next: tuple[Lead, ...] = ()
    below: tuple[Lead, ...] = ()
    refused: tuple[Outcome, str] | None = None


def _itself(address: str, robots: str) -> tuple[str, ...]:  # noqa: ARG001 (the form of all starts)
    return (address,)


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of page that names forums. The slug is the module's name.

    `speaks` is who names an address, in the words of registry.focus; `read` takes a page apart and never raises;
    `pages` are asked for in one reading at most; `start` gives the first addresses from the one known and from the
    text of robots.txt; `cut_at`: no more bytes of a page are read than these, and a part of it will do; `deepest`: so
    many steps below the list are gone. `first`: of its `pages` so many are read whatever they name, and `more` further
    ones for each address that those behind the first page name; its pages are read by their rank, and what was read is
    remembered, not what waits. 0: all of `pages`, in their turn.
    """

    title: str
    speaks: str
    read: Callable[[Page, Asked], Gathered]
    pages: int = 1
    start: Callable[[str, str], tuple[str, ...]] = _itself
    cut_at: int | None = None
    deepest: int = 0
    first: int = 0
    more: int = 0
