"""Asking for a search on a page of the service, without an account: bounded so that nobody can do harm by it.

One search of a topic is open at a time; a topic that was searched is not searched again within a week; each search has
the same small budget, and all of a day together have one: what goes beyond waits for an operator. Senders are counted
as those of letters are, and together with these.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from registry.frontier.discoveries import OPEN, OpenAlready, Search, ask, search
from registry.frontier.seeking import Discovery
from registry.stewardship.keys import own_key
from registry.stewardship.limits import DAY, Limit, TooMany, count, demand_room, limits_of
from registry.stewardship.posting import FULL_FOR_S
from registry.upsert import table_of
from registry.vocabulary import DiscoveryState

FROM_A_PAGE = "a page of the service"
"""Who asked, of a search that was asked for without an account: nothing more is kept of them."""

NOT_AGAIN_FOR = timedelta(days=7)

MOST_WAITING = 50
"""Searches that may wait for an operator at once."""

_DISCOVERY = table_of(Discovery)
_NOT_BEGUN = (str(DiscoveryState.ASKED), str(DiscoveryState.REFUSED))


@dataclass(frozen=True, slots=True)
class Bounds:
    """What may be asked for: by a sender an hour, by all a day; pages of a search, and of all that begin in a day."""

    an_hour: int = 20
    a_day: int = 500
    pages: int = 300
    pages_a_day: int = 3_000


@dataclass(frozen=True, slots=True)
class Asked:
    """The search that stands for what was asked; `new`: it was made for it."""

    search: Search
    new: bool


def searched_lately(session: Session, topic: str, now: datetime) -> Search | None:
    """The search of this very topic that is open, or was asked for or ended within NOT_AGAIN_FOR; else None."""
    since = now - NOT_AGAIN_FOR
    lately = or_(
        _DISCOVERY.c.state.in_([str(state) for state in OPEN]),
        _DISCOVERY.c.asked_at > since,
        _DISCOVERY.c.ended_at > since,
    )
    found = session.scalar(select(func.max(_DISCOVERY.c.id)).where(_DISCOVERY.c.topic == topic, lately))
    return search(session, found) if found is not None else None


def demand_room_for(session: Session, client: str, bounds: Bounds, secret: str, now: datetime) -> None:
    """Raise TooMany as `ask_from_page` would. Only reads: whoever sends too many keeps no writer waiting."""
    demand_room(session, _limits(client, bounds), own_key(session, secret, "senders"), now)
    if _used_of_the_day(session, now) + bounds.pages > bounds.pages_a_day:
        _demand_room_in_queue(session)


def ask_from_page(
    session: Session, topic: str, *, client: str, bounds: Bounds, secret: str, now: datetime
) -> Asked:  # fmt: skip
    """Ask for a search of a topic from the network address `client`; the one that stands already, where there is one.

    It begins at once, or waits for an operator when the pages of the day are given out. Raises TooMany; the
    transaction has to be rolled back then.
    """
    if (lately := searched_lately(session, topic, now)) is not None:
        return Asked(lately, new=False)
    # This holds the row of the day's count until the end: what follows is decided by one asker at a time.
    count(session, _limits(client, bounds), own_key(session, secret, "senders"), now)
    waits = _used_of_the_day(session, now) + bounds.pages > bounds.pages_a_day
    if waits:
        _demand_room_in_queue(session)
    state = DiscoveryState.ASKED if waits else DiscoveryState.RUNNING
    try:
        made = ask(
            session,
            topic=topic,
            by=FROM_A_PAGE,
            most_sites=bounds.pages,
            most_pages=bounds.pages,
            now=now,
            state=state,
        )
    except OpenAlready as already:
        return Asked(already.search, new=False)
    return Asked(made, new=True)


def _limits(client: str, bounds: Bounds) -> list[Limit]:
    return [*limits_of(client, an_hour=bounds.an_hour, a_day=None), Limit("searches", "", bounds.a_day, DAY)]


def _used_of_the_day(session: Session, now: datetime) -> int:
    """Pages that searches asked for on pages today (UTC) may take in all."""
    today = datetime.combine(now.astimezone(UTC).date(), datetime.min.time(), UTC)
    begun = (
        _DISCOVERY.c.asked_by == FROM_A_PAGE,
        _DISCOVERY.c.asked_at >= today,
        _DISCOVERY.c.state.not_in(_NOT_BEGUN),
    )
    return session.scalar(select(func.coalesce(func.sum(_DISCOVERY.c.most_pages), 0)).where(*begun)) or 0


def _demand_room_in_queue(session: Session) -> None:
    waiting = select(func.count()).where(_DISCOVERY.c.state == str(DiscoveryState.ASKED))
    if (session.scalar(waiting) or 0) >= MOST_WAITING:
        raise TooMany("queue", FULL_FOR_S)
