"""Leases for workers while searches run: half for the general queue, half for the searches, each in its own order.

A search leases first what it has begun: forums it found and that are to be read in full (their pages of links name
others), and the lists it asked for; then the sites that promise most for its topic.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, literal_column, or_, select, text
from sqlalchemy.orm import Session

from registry.catalogue.model import Forum, ForumTopic
from registry.db import UtcDateTime
from registry.frontier.budgets import end_for_want, note_leases, room
from registry.frontier.caps import HOSTS_AT_ONCE, anything_put_off
from registry.frontier.discoveries import Search, running
from registry.frontier.fruit import Fruits
from registry.frontier.leases import HostLease, anything_leased, lease_hosts, release
from registry.frontier.model import FOUND_BY_SEARCH, HostDue, Site, Visit
from registry.frontier.searching import shares, widest
from registry.frontier.seeking import Gathering
from registry.ingest.beginning import begin
from registry.upsert import table_of
from registry.vocabulary import Purpose

QUIET_FOR = timedelta(seconds=20)
"""A search that got nothing to lease for so long, while other hosts are visited, ends: these may bring it nothing."""

LATELY_FOUND = 200
"""Forums of a search, the last it found, that are looked at for being due; older ones come with the general queue."""

OF_SEARCHES = (Purpose.PROFILE, Purpose.GATHER, Purpose.DISCOVER)
"""What a search visits for. Checks that somebody waits for are the general queue's."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Who leases and for how long; `pages_...` bound the visits of sites, of found forums, and the reading of lists."""

    worker: str
    lease_s: float
    purposes: Collection[Purpose]
    hosts_at_once: int
    pages_each: int
    pages_in_full: int
    pages_of_a_list: int
    fruits: Fruits

    def counts_as(self, pages: int) -> int:
        """As how many sites something counts while it is under way that takes at most so many pages."""
        return -(-pages // self.pages_each)

    def lists_within(self, left: int) -> int:
        """How many lists may be read where a budget has so many sites left: they take no more than half of it."""
        return left // 2 // self.counts_as(self.pages_of_a_list)


@dataclass(slots=True)
class SearchTurns:
    """The turns of one worker. `only`: it works for this search alone, and not for the general queue.

    `pages_each`, `pages_in_full` and `pages_of_a_list` bound its visits of sites that are to be found out about, those
    of found forums, and the reading of one list.
    """

    only: int | None = None
    pages_each: int = 3
    pages_in_full: int = 6
    pages_of_a_list: int = 25
    hosts_at_once: int = HOSTS_AT_ONCE
    fruits: Fruits = field(default_factory=Fruits)
    _turn: int = 0
    _quiet_since: dict[int, datetime] = field(default_factory=dict)

    def lease(
        self, session: Session, *, worker: str, limit: int, purposes: Collection[Purpose], now: datetime, lease_s: float
    ) -> list[HostLease]:
        """At most `limit` hosts, for the running searches and for the general queue."""
        terms = Terms(
            worker, lease_s, purposes, self.hosts_at_once, self.pages_each, self.pages_in_full, self.pages_of_a_list,
            self.fruits,
        )  # fmt: skip
        wanted = [one for one in running(session) if self.only in (None, one.id)]
        if not wanted:
            return [] if self.only is not None else _general(session, limit, terms, now)
        self._turn += 1
        parts = shares(limit, [one.id for one in wanted], self._turn) if self.only is None else {self.only: limit}
        leases = [lease for one in wanted for lease in lease_for(session, one, parts[one.id], terms, now)]
        if self.only is None:
            leases += _general(session, limit - len(leases), terms, now)
            for one in wanted:  # what the general queue left; always in one order, for their locks
                leases += lease_for(session, one, limit - len(leases), terms, now)
        got = {lease.discovery_id for lease in leases}
        self._end_the_empty(session, [one.id for one in wanted if one.id not in got], terms, now)
        for search_id in got:
            self._quiet_since.pop(search_id or 0, None)
        return leases

    def _end_the_empty(self, session: Session, empty: Sequence[int], terms: Terms, now: datetime) -> None:
        """End searches that get nothing any more: at once where nothing at all is under way, else after a while."""
        for search_id in empty:
            since = self._quiet_since.setdefault(search_id, now)
            quiet = now - since >= QUIET_FOR or not anything_leased(session, now)
            if quiet and not anything_put_off(session, OF_SEARCHES, now):
                left = room(session, search_id, pages_each=terms.pages_each, now=now)
                end_for_want(session, search_id, now, lists=terms.lists_within(left) > 0)


def _general(session: Session, limit: int, terms: Terms, now: datetime) -> list[HostLease]:
    if limit <= 0:
        return []
    return lease_hosts(
        session, worker=terms.worker, limit=limit, hosts_at_once=terms.hosts_at_once,
        purposes=terms.purposes, now=now, lease_s=terms.lease_s,
        fruits=terms.fruits,
    )  # fmt: skip


def lease_for(session: Session, search: Search, limit: int, terms: Terms, now: datetime) -> list[HostLease]:
    """At most `limit` hosts for one search, and no more sites than its budget holds whatever they take."""
    purposes = [purpose for purpose in OF_SEARCHES if purpose in terms.purposes]
    if limit <= 0 or not purposes:
        return []
    left = room(session, search.id, pages_each=terms.pages_each, now=now)
    if left <= 0:
        return []
    begin(session, search, now)
    asked: dict[str, Any] = {"worker": terms.worker, "now": now, "lease_s": terms.lease_s, "discovery_id": search.id}
    asked["hosts_at_once"] = terms.hosts_at_once
    granted: list[HostLease] = []
    further = [purpose for purpose, fits in _FURTHER.items() if purpose in purposes and fits(terms, left)]
    if own := _begun(session, search, further, min(limit, left), now):
        leases = lease_hosts(session, limit=min(limit, left), purposes=further, only=own, **asked)
        left = _grant(session, search, leases, left, terms, now, granted)
    if Purpose.DISCOVER in purposes and (most := min(limit - len(granted), left)) > 0:
        area = widest(search.topic)
        leases = lease_hosts(session, limit=most, purposes=[Purpose.DISCOVER], topic=area, fruits=terms.fruits, **asked)
        _grant(session, search, leases, left, terms, now, granted)
    return granted


_FURTHER: dict[Purpose, Callable[[Terms, int], bool]] = {
    Purpose.PROFILE: lambda terms, left: left >= terms.counts_as(terms.pages_in_full),
    Purpose.GATHER: lambda terms, left: terms.lists_within(left) > 0,
}
"""What a search has begun, and whether what it has left holds one of them."""


def _grant(
    session: Session, search: Search, leases: Sequence[HostLease], left: int, terms: Terms, now: datetime,
    granted: list[HostLease],
) -> int:  # fmt: skip
    """Keep of these leases what the budget of a search holds, and give back the others; the sites that are left."""
    kept, counted = _within(leases, left, terms)
    held = {lease.host_id for lease in kept}
    for lease in leases:
        if lease.host_id not in held:
            release(session, lease, now)
    note_leases(session, search.id, counted)
    granted += kept
    return left - sum(sites for _, sites in counted)


def _within(leases: Iterable[HostLease], left: int, terms: Terms) -> tuple[list[HostLease], list[tuple[int, int]]]:
    """As many of these leases as a budget of `left` sites holds, the last with fewer sites; and what each counts as.

    Lists take no more than half of it: what they name is to be looked at as well.
    """
    in_full, of_a_list = terms.counts_as(terms.pages_in_full), terms.counts_as(terms.pages_of_a_list)
    lists_left = terms.lists_within(left)
    kept: list[HostLease] = []
    counted: list[tuple[int, int]] = []
    for lease in leases:
        before = left
        sites, lists = [], []
        for one in lease.gatherings:
            if one.discovery_id == lease.discovery_id and lists_left > 0 and left >= of_a_list:
                lists.append(one)
                left, lists_left = left - of_a_list, lists_left - 1
        for site in lease.sites:
            cost = in_full if site.purpose == Purpose.PROFILE else 1
            if left < cost:
                break
            sites.append(site)
            left -= cost
        if not sites and not lists:
            continue
        kept.append(replace(lease, sites=tuple(sites), gatherings=tuple(lists)))
        counted.append((lease.host_id, before - left))
    return kept, counted


_NOW = bindparam("now", type_=UtcDateTime)
_OF_SEARCH: BindParameter[int] = bindparam("of_search")
_VISIT, _SITE, _LISTS, _DUE = table_of(Visit), table_of(Site), table_of(Gathering), table_of(HostDue)
_FORUM, _FILED = table_of(Forum), table_of(ForumTopic)


def _in_area() -> ColumnElement[bool]:
    """Whether the forum of a site is filed under a widest topic, or within it: the others name fewer of that area."""
    topic = _FILED.c.topic
    area = or_(topic == bindparam("area"), topic.startswith(bindparam("within_area")))
    filed = select(_FILED.c.forum_id).join(_FORUM, _FORUM.c.id == _FILED.c.forum_id)
    return filed.where(_FORUM.c.site_id == _SITE.c.id, area).correlate(_SITE).exists()


def _found() -> Select[Any]:
    """Hosts of forums in its area that a search found lately and that are due to be read in full."""
    lately = (
        select(_VISIT.c.site_id)
        .where(
            text(FOUND_BY_SEARCH),
            _VISIT.c.discovery_id == _OF_SEARCH,
            _VISIT.c.purpose == literal_column("'discover'"),
        )
        .order_by(_VISIT.c.id.desc())
        .limit(LATELY_FOUND)
        .subquery()
    )
    return (
        select(_SITE.c.host_id)
        .join(lately, lately.c.site_id == _SITE.c.id)
        .where(_SITE.c.purpose == str(Purpose.PROFILE), _SITE.c.next_due <= _NOW, _in_area())
        .limit(bindparam("most"))
    )


def _listed() -> Select[Any]:
    """Hosts of lists that a search asked for and that are due."""
    return (
        select(_LISTS.c.host_id)
        .join(_DUE, _DUE.c.host_id == _LISTS.c.host_id)
        .where(_LISTS.c.discovery_id == _OF_SEARCH, _LISTS.c.next_due <= _NOW, _DUE.c.gather <= _NOW)
        .distinct()
        .limit(bindparam("most"))
    )


_BEGUN = {Purpose.PROFILE: _found(), Purpose.GATHER: _listed()}


def _begun(session: Session, search: Search, purposes: Collection[Purpose], most: int, now: datetime) -> list[int]:
    """Hosts with what a search has begun: the lists it asked for, and the forums it found."""
    asked: dict[str, Any] = {"of_search": search.id, "now": now, "most": 4 * most}  # others may hold some of them
    area = {"area": widest(search.topic), "within_area": f"{widest(search.topic)}/"}
    further = {Purpose.PROFILE: asked | area, Purpose.GATHER: asked}
    found = (session.scalars(_BEGUN[purpose], further[purpose]) for purpose in _BEGUN if purpose in purposes)
    return sorted({host_id for hosts in found for host_id in hosts})
