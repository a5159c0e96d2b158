"""Searches for forums as the public sees them, and the way of a request for one into the registry.

Nothing of how a search is made is told: no address, no host, no name of whoever asked. Forums are named once they are
listed; before that they are counted.
"""

from dataclasses import dataclass
from datetime import datetime

from registry.catalogue.found import listed_by
from registry.db import now_utc
from registry.frontier.discoveries import NoSuchSearch, Search, search, searches
from registry.stewardship.searching import (
    FROM_A_PAGE,
    NOT_AGAIN_FOR,
    Bounds,
    ask_from_page,
    demand_room_for,
    searched_lately,
)
from registry.vocabulary import DiscoveryState
from registry_api.public import Public

A_PAGE = 50
"""Searches of one page."""


@dataclass(frozen=True, slots=True)
class Told:
    """One search. `reason` is an operator's, where it was refused; `listed` are ids and names of forums on the list."""

    id: int
    topic: str
    title: str
    state: DiscoveryState
    by_visitor: bool
    asked_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    sites: int
    most_sites: int
    pages: int
    most_pages: int
    forums: int
    of_topic: int
    end: str | None
    reason: str | None
    listed: tuple[tuple[str, str], ...] = ()

    @property
    def percent(self) -> int:
        """How much of its budget is used, by what there is least left of; 0 to 100."""
        return min(100, max(100 * self.pages // self.most_pages, 100 * self.sites // self.most_sites))


def told(public: Public, search_id: int) -> Told:
    """One search with the forums it found that are listed. Raises NoSuchSearch, also for one of a sensitive topic."""
    with public.sessions.read() as session:
        found = search(session, search_id)
        if not public.index().coverage.may_be_searched(found.topic):
            raise NoSuchSearch(str(search_id))
        return as_told(public, found, tuple(listed_by(session, search_id)))


def told_list(public: Public, before: int | None) -> tuple[list[Told], int | None]:
    """Searches, the newest first, and the number that the next page begins `before`; None: there is no next one."""
    with public.sessions.read() as session:
        rows = searches(session, before=before, limit=A_PAGE + 1)
    shown = [one for one in rows[:A_PAGE] if public.index().coverage.may_be_searched(one.topic)]
    return [as_told(public, one) for one in shown], rows[A_PAGE - 1].id if len(rows) > A_PAGE else None


def as_told(public: Public, found: Search, listed: tuple[tuple[str, str], ...] = ()) -> Told:
    """A search as the public sees it."""
    refused = found.state is DiscoveryState.REFUSED
    return Told(
        found.id, found.topic, public.index().terms.topic_title(found.topic), found.state,
        found.asked_by == FROM_A_PAGE, found.asked_at, found.started_at, found.ended_at, found.sites, found.most_sites,
        found.pages, found.most_pages, found.forums, found.of_topic,
        found.ended_why if found.state is DiscoveryState.DONE else None, found.ended_why if refused else None, listed,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lately:
    """The search that stands for a topic now, and from when on another one may be asked for; None: once it is over."""

    search: Told
    again_at: datetime | None


def lately(public: Public, topic: str) -> Lately | None:
    """The search of this topic that keeps it from being searched again; None where it may be."""
    with public.sessions.read() as session:
        found = searched_lately(session, topic, now_utc())
    if found is None:
        return None
    again = None if found.is_open else max(found.asked_at, found.ended_at or found.asked_at) + NOT_AGAIN_FOR
    return Lately(as_told(public, found), again)


def put(public: Public, topic: str, client: str) -> int:
    """Ask for a search; its number, or that of the one that stands. Raises limits.TooMany and SQLAlchemyError."""
    settings, now = public.settings, now_utc()
    bounds = Bounds(
        settings.letters_an_hour, settings.letters_a_day, settings.search_pages, settings.search_pages_a_day
    )
    with public.sessions.read() as session:
        if (before := searched_lately(session, topic, now)) is not None:
            return before.id
        demand_room_for(session, client, bounds, settings.secret, now)
    with public.sessions.write() as session:
        asked = ask_from_page(session, topic, client=client, bounds=bounds, secret=settings.secret, now=now)
    public.searches.refresh(at_once=True)
    return asked.search.id
