"""What one lease gives out while searches run: hosts for each search within its budget, hosts for the general queue."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, literal_column, or_, select, text
from sqlalchemy.orm import Session

from registry.catalogue.model import Forum, ForumTopic
from registry.db import UtcDateTime
from registry.frontier.budgets import note_leases, room
from registry.frontier.discoveries import Search
from registry.frontier.fruit import Fruits
from registry.frontier.leases import HostLease, lease_hosts, release
from registry.frontier.model import FOUND_BY_SEARCH, HostDue, Site, Visit
from registry.frontier.searching import widest
from registry.frontier.seeking import Gathering
from registry.ingest.beginning import begin
from registry.upsert import table_of
from registry.vocabulary import Purpose

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


class Round:
    """One transaction of leases. `left` says of each running search how many further sites its budget holds.

    From the beginning to the end of it nobody else leases for these searches; their locks are taken in one order.
    """

    def __init__(self, session: Session, searches: Sequence[Search], terms: Terms, now: datetime) -> None:
        self._session, self._terms, self._now = session, terms, now
        self.left = {one.id: room(session, one.id, pages_each=terms.pages_each, now=now) for one in searches}

    def holds_a_list(self, search_id: int) -> bool:
        """Whether the budget of a search holds the reading of one more list."""
        return self._terms.lists_within(self.left[search_id]) > 0

    def of_search(self, search: Search, limit: int) -> list[HostLease]:
        """At most `limit` hosts for one search, and no more sites than its budget holds whatever they take."""
        terms, left = self._terms, self.left[search.id]
        purposes = [purpose for purpose in OF_SEARCHES if purpose in terms.purposes]
        if min(limit, left) <= 0 or not purposes:
            return []
        begin(self._session, search, self._now)
        further = [purpose for purpose, fits in _FURTHER.items() if purpose in purposes and fits(terms, left)]
        leases: list[HostLease] = []
        if own := _begun(self._session, search, further, min(limit, left), self._now):
            leases = self._leased(search.id, limit=min(limit, left), purposes=further, only=own)
        most = min(limit - len(leases), self.left[search.id])
        reads_on = Purpose.GATHER in purposes and terms.lists_within(self.left[search.id]) > 0
        if Purpose.DISCOVER in purposes and most > 0:
            area = widest(search.topic)
            leases += self._leased(search.id, limit=most, purposes=[Purpose.DISCOVER], topic=area, reads_on=reads_on)
        if not leases and Purpose.PROFILE in further:  # at last what forums of other areas name
            others = list(self._session.scalars(_ANYWHERE, _asked(search, most, self._now)))
            leases = self._leased(search.id, limit=most, purposes=[Purpose.PROFILE], only=others) if others else []
        if not leases and reads_on:  # and when nobody looks at anything for it, what its forums name further
            leases = self._leased(search.id, limit=most, purposes=[], reads_on=True)
        return leases

    def general(self, limit: int) -> list[HostLease]:
        """At most `limit` hosts for the general queue. Lists that running searches asked for count for these."""
        if limit <= 0:
            return []
        leases = self._lease(limit=limit, purposes=self._terms.purposes)
        return [lease for one in leases if (lease := self._with_lists_paid(one)) is not None]

    def _lease(self, **more: Any) -> list[HostLease]:
        terms = self._terms
        return lease_hosts(
            self._session, worker=terms.worker, now=self._now, lease_s=terms.lease_s, fruits=terms.fruits,
            hosts_at_once=terms.hosts_at_once, **more,
        )  # fmt: skip

    def _leased(self, search_id: int, **more: Any) -> list[HostLease]:
        """Lease for a search; what its budget does not hold is given back, what it holds is noted as under way."""
        leases = self._lease(discovery_id=search_id, **more)
        kept, counted = _within(leases, self.left[search_id], self._terms)
        held = {lease.host_id for lease in kept}
        for lease in leases:
            if lease.host_id not in held:
                release(self._session, lease, self._now)
        note_leases(self._session, search_id, counted)
        self.left[search_id] -= sum(sites for _, sites in counted)
        return kept

    def _with_lists_paid(self, lease: HostLease) -> HostLease | None:
        """A lease of the general queue with its lists of one running search noted as under way, those of others left.

        None for a lease with nothing left in it, which is given back.
        """
        asked = {one.discovery_id for one in lease.gatherings if one.discovery_id in self.left}
        if not asked:
            return lease
        cost, paid, lists = self._terms.counts_as(self._terms.pages_of_a_list), 0, []
        search_id = min(one for one in asked if one is not None)
        for one in lease.gatherings:
            if one.discovery_id not in self.left:
                lists.append(one)
            elif one.discovery_id == search_id and self.left[search_id] >= cost:
                lists.append(one)
                self.left[search_id] -= cost
                paid += cost
        if paid:
            note_leases(self._session, search_id, [(lease.host_id, paid)])
        if lease.sites or lists:
            return replace(lease, gatherings=tuple(lists))
        release(self._session, lease, self._now)
        return None


_FURTHER: dict[Purpose, Callable[[Terms, int], bool]] = {
    Purpose.PROFILE: lambda terms, left: left >= terms.counts_as(terms.pages_in_full),
    Purpose.GATHER: lambda terms, left: terms.lists_within(left) > 0,
}
"""What a search has begun, and whether what it has left holds one of them."""


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


def _found(*where: ColumnElement[bool]) -> Select[Any]:
    """Hosts of forums that a search found lately and that are due to be read in full."""
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
        .where(_SITE.c.purpose == str(Purpose.PROFILE), _SITE.c.next_due <= _NOW, *where)
        .limit(bindparam("most"))
    )


def _listed() -> Select[Any]:
    """Hosts of lists that a search asked for and that are due."""
    return (
        select(_LISTS.c.host_id)
        .join(_DUE, _DUE.c.host_id == _LISTS.c.host_id)
        .where(_LISTS.c.discovery_id == _OF_SEARCH, _LISTS.c.site_id.is_(None))
        .where(_LISTS.c.next_due <= _NOW, _DUE.c.gather <= _NOW)
        .distinct()
        .limit(bindparam("most"))
    )


_BEGUN = {Purpose.PROFILE: _found(_in_area()), Purpose.GATHER: _listed()}
_ANYWHERE = _found()


def _asked(search: Search, most: int, now: datetime) -> dict[str, Any]:
    return {"of_search": search.id, "now": now, "most": 4 * most}  # others may hold some of them


def _begun(session: Session, search: Search, purposes: Collection[Purpose], most: int, now: datetime) -> list[int]:
    """Hosts with what a search has begun: the lists it asked for, and the forums it found."""
    asked = _asked(search, most, now)
    area = {"area": widest(search.topic), "within_area": f"{widest(search.topic)}/"}
    further = {Purpose.PROFILE: asked | area, Purpose.GATHER: asked}
    found = (session.scalars(_BEGUN[purpose], further[purpose]) for purpose in _BEGUN if purpose in purposes)
    return sorted({host_id for hosts in found for host_id in hosts})
