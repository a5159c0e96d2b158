"""Watching one search while its visits are made: how far it is, for whoever looks on."""

import asyncio
import logging
from collections.abc import Callable

from crawler.events import Event, Searched
from crawler.keeping import Keeper
from registry.frontier.discoveries import Search

log = logging.getLogger(__name__)

LOOK_EVERY_S = 1.0


async def watch(keeper: Keeper, search_id: int, tell: Callable[[Event], None]) -> None:
    """Tell how the search stands, until cancelled."""
    while True:
        try:
            tell(told(await keeper.standing(search_id)))
        except Exception:
            log.exception("how search %d stands could not be read", search_id)
        await asyncio.sleep(LOOK_EVERY_S)


def told(search: Search) -> Searched:
    """How a search stands, as an event."""
    return Searched(
        search.sites, search.most_sites, search.pages, search.most_pages, search.forums, search.of_topic, search.state
    )
