"""The shape of what the API answers on searches for forums, for its description."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from registry.vocabulary import DiscoveryState
from registry_api.routes.answers import Strict
from registry_api.routes.answers_areas import Shared


class BudgetOf(Strict):
    """What a search may take, and what it has taken."""

    sites: int = Field(description="Sites it may look at.")
    sites_used: int
    pages: int = Field(description="Pages it may ask for.")
    pages_used: int


class ListedOf(Strict):
    """A forum that was found and is on the list now."""

    id: str
    name: str
    url: str


class SearchOf(Strict):
    """A search for the forums of one topic. Forums are counted when they are found, and named once they are listed."""

    id: int
    topic: str
    title: str
    state: DiscoveryState
    said: str = Field(description="The state in words.")
    asked_by: Literal["a visitor", "an operator"]
    asked_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    reason: str | None = Field(description="Why it is over, or why an operator decided against it.")
    budget: BudgetOf
    forums: int = Field(description="Forums found that were not known before.")
    of_topic: int = Field(description="Those of them that are of the topic, as far as their pages tell.")
    url: str = Field(description="The page that tells the same.")


class SearchWithListed(SearchOf):
    """One search, with the forums it found that are listed by now."""

    listed: list[ListedOf] = Field(description="Told for as long as the visits that found them are kept.")


class SearchEntry(Shared):
    """One search."""

    search: SearchWithListed


class SearchList(Shared):
    """Searches, the newest first."""

    searches: list[SearchOf]
    next: str | None = Field(description="Address of the following ones; null: there are none.")
