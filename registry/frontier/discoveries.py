"""Searches for the forums of one topic: asked for, allowed, charged for what they take, and ended with a reason.

The charge is one statement, and the last of its transaction: whoever charges holds the search's row no longer than a
commit takes. What is leased and not charged yet: see `budgets`.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, case, func, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from registry.db import UtcDateTime
from registry.frontier.searching import BUDGET_USED, LONGEST_WHY, stopped_by
from registry.frontier.seeking import Discovery
from registry.hygiene import line
from registry.upsert import insert_into, table_of
from registry.vocabulary import DiscoveryState

OPEN = (DiscoveryState.ASKED, DiscoveryState.RUNNING)
"""States of searches that are not over. A topic has one such search at a time."""

MOST_SITES = 10_000_000
MOST_PAGES = 100_000_000
"""Bounds of a budget."""

_DISCOVERY = table_of(Discovery)


@dataclass(frozen=True, slots=True)
class Search:
    """A search as it stands: its topic, its budget (`most_...`) and what it has used and found."""

    id: int
    topic: str
    asked_by: str
    asked_at: datetime
    state: DiscoveryState
    most_sites: int
    most_pages: int
    sites: int
    pages: int
    forums: int
    of_topic: int
    started_at: datetime | None
    ended_at: datetime | None
    ended_why: str | None

    @property
    def is_open(self) -> bool:
        """Whether it is not over."""
        return self.state in OPEN

    @property
    def pages_a_forum(self) -> float | None:
        """Pages asked for to find one forum; None while none was found."""
        return self.pages / self.forums if self.forums else None


class NoSuchSearch(LookupError):
    """No search has this number."""


class OpenAlready(ValueError):
    """A search of that topic is open: `search`."""

    def __init__(self, search: Search) -> None:
        self.search = search
        super().__init__(f"search {search.id} looks for forums of {search.topic} already; it is {search.state}")


class NotSo(ValueError):
    """A search does not stand where it would have to stand for this: says so in words."""


_COLUMNS = [_DISCOVERY.c[name] for name in Search.__dataclass_fields__]


def _made(row: Iterable[object]) -> Search:
    values = dict(zip(Search.__dataclass_fields__, row, strict=True))
    return Search(**{**values, "state": DiscoveryState(str(values["state"]))})  # type: ignore[arg-type]  # its columns


def ask(
    session: Session,
    *,
    topic: str,
    by: str,
    most_sites: int,
    most_pages: int,
    now: datetime,
    state: DiscoveryState = DiscoveryState.RUNNING,
) -> Search:
    """Write a new search down: workers take part in it as soon as it is `running`; one that is `asked` waits.

    Raises OpenAlready where one of that topic is open, ValueError for a budget of nothing or beyond the bounds.
    """
    if not (0 < most_sites <= MOST_SITES and 0 < most_pages <= MOST_PAGES):
        raise ValueError(f"a search has 1 to {MOST_SITES:,} sites and 1 to {MOST_PAGES:,} pages")
    row = {
        "topic": topic, "asked_by": line(by, 120) or "operator", "asked_at": now, "state": str(state),
        "most_sites": most_sites, "most_pages": most_pages,
    }  # fmt: skip
    insert = insert_into(session, Discovery).values(row).on_conflict_do_nothing()
    made = session.execute(insert.returning(*_COLUMNS)).first()
    if made is None:
        raise OpenAlready(_open_of(session, topic))
    return _made(made)


def _open_of(session: Session, topic: str) -> Search:
    """The open search of a topic; where it has ended at this very moment, the newest one."""
    asked = select(*_COLUMNS).where(_DISCOVERY.c.topic == topic)
    is_over = _DISCOVERY.c.state.not_in([str(one) for one in OPEN])
    return _made(session.execute(asked.order_by(is_over, _DISCOVERY.c.id.desc()).limit(1)).one())


def search(session: Session, search_id: int) -> Search:
    """One search; raises NoSuchSearch."""
    found = session.execute(select(*_COLUMNS).where(_DISCOVERY.c.id == search_id)).first()
    if found is None:
        raise NoSuchSearch(f"there is no search {search_id}")
    return _made(found)


def searches(
    session: Session, *, states: Collection[DiscoveryState] = (), before: int | None = None, limit: int = 100
) -> list[Search]:
    """Searches, the newest first; `states`: only those; `before`: those older than the one of that number."""
    asked = select(*_COLUMNS).order_by(_DISCOVERY.c.id.desc()).limit(limit)
    if states:
        asked = asked.where(_DISCOVERY.c.state.in_([str(state) for state in states]))
    if before is not None:
        asked = asked.where(_DISCOVERY.c.id < before)
    return [_made(row) for row in session.execute(asked)]


def latest_by_topic(session: Session) -> dict[str, Search]:
    """The newest search of each topic that was ever searched, but for those that a person decided against."""
    newest = (
        select(func.max(_DISCOVERY.c.id))
        .where(_DISCOVERY.c.state != str(DiscoveryState.REFUSED))
        .group_by(_DISCOVERY.c.topic)
    )
    rows = session.execute(select(*_COLUMNS).where(_DISCOVERY.c.id.in_(newest)))
    return {found.topic: found for found in map(_made, rows)}


_RUNNING = select(*_COLUMNS).where(_DISCOVERY.c.state == str(DiscoveryState.RUNNING)).order_by(_DISCOVERY.c.id)


def running(session: Session) -> list[Search]:
    """The searches that workers take part in, the oldest first."""
    return [_made(row) for row in session.execute(_RUNNING)]


# What people decide


def stop(session: Session, search_id: int, by: str, now: datetime) -> Search:
    """End a search that is open. What is leased for it at the moment is still visited, and charged."""
    ended = {"state": str(DiscoveryState.STOPPED), "ended_at": now, "ended_why": stopped_by(line(by, 120))}
    return _moved(session, search_id, OPEN, ended, "only one that waits or runs can be stopped")


def allow(session: Session, search_id: int) -> Search:
    """Let a search begin that waits for an operator."""
    begun = {"state": str(DiscoveryState.RUNNING)}
    return _moved(session, search_id, (DiscoveryState.ASKED,), begun, "only one that waits for you can be allowed")


def refuse(session: Session, search_id: int, reason: str, now: datetime) -> Search:
    """Decide against a search that waits for an operator. The reason is published: it names nobody."""
    ended = {"state": str(DiscoveryState.REFUSED), "ended_at": now, "ended_why": line(reason, LONGEST_WHY)}
    return _moved(session, search_id, (DiscoveryState.ASKED,), ended, "only one that waits for you can be refused")


def go_on(session: Session, search_id: int, *, most_sites: int | None = None, most_pages: int | None = None) -> Search:
    """Have a search that ended or was stopped go on; greater bounds take the place of its own, smaller ones do not.

    Raises NotSo where its budget is used or a person decided against it, OpenAlready where another one of its topic
    is open, NoSuchSearch.
    """
    found = search(session, search_id)
    sites, pages = max(found.most_sites, most_sites or 0), max(found.most_pages, most_pages or 0)
    if found.state is DiscoveryState.REFUSED:
        raise NotSo(f"search {search_id} was refused; ask for a new one")
    if found.sites >= sites or found.pages >= pages:
        raise NotSo(f"search {search_id} has used {found.sites:,} of {sites:,} sites and {found.pages:,} of {pages:,} "
                    "pages; give it more of both to go on")  # fmt: skip
    again = {
        "state": str(DiscoveryState.RUNNING), "most_sites": sites, "most_pages": pages, "ended_at": None,
        "ended_why": None,
    }  # fmt: skip
    try:
        with session.begin_nested():
            return _moved(session, search_id, tuple(DiscoveryState), again, "")
    except IntegrityError:
        raise OpenAlready(_open_of(session, found.topic)) from None


def _moved(
    session: Session, search_id: int, states: Collection[DiscoveryState], values: Mapping[str, object], otherwise: str
) -> Search:
    moved = session.execute(
        update(_DISCOVERY)
        .where(_DISCOVERY.c.id == search_id, _DISCOVERY.c.state.in_([str(state) for state in states]))
        .values(values)
        .returning(*_COLUMNS)
    ).first()
    if moved is None:
        raise NotSo(f"search {search_id} is {search(session, search_id).state}: {otherwise}")
    return _made(moved)


# What workers do

_NOW = bindparam("now", type_=UtcDateTime)
_USED = or_(
    _DISCOVERY.c.sites + bindparam("more_sites") >= _DISCOVERY.c.most_sites,
    _DISCOVERY.c.pages + bindparam("more_pages") >= _DISCOVERY.c.most_pages,
)
_ENDS = (_DISCOVERY.c.state == str(DiscoveryState.RUNNING)) & _USED
_CHARGE = (
    update(_DISCOVERY)
    .where(_DISCOVERY.c.id == bindparam("of_search"))
    .values(
        sites=_DISCOVERY.c.sites + bindparam("more_sites"),
        pages=_DISCOVERY.c.pages + bindparam("more_pages"),
        forums=_DISCOVERY.c.forums + bindparam("more_forums"),
        of_topic=_DISCOVERY.c.of_topic + bindparam("more_of_topic"),
        started_at=func.coalesce(_DISCOVERY.c.started_at, _NOW),
        state=case((_ENDS, str(DiscoveryState.DONE)), else_=_DISCOVERY.c.state),
        ended_at=case((_ENDS, _NOW), else_=_DISCOVERY.c.ended_at),
        ended_why=case((_ENDS, BUDGET_USED), else_=_DISCOVERY.c.ended_why),
    )
)


def charge(
    session: Session,
    discovery_id: int,
    *,
    sites: int = 0,
    pages: int = 0,
    forums: int = 0,
    of_topic: int = 0,
    now: datetime,
) -> None:
    """Count what visits or lists of a search took and found; ends it when its budget is used.

    To be the last statements of a transaction; for several searches in the order of their numbers. What a search that
    was ended meanwhile has still under way is counted too.
    """
    counted = {
        "of_search": discovery_id, "more_sites": sites, "more_pages": pages, "more_forums": forums,
        "more_of_topic": of_topic, "now": now,
    }  # fmt: skip
    session.execute(_CHARGE, counted)
