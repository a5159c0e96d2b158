"""The turns of a worker while searches run: half of its leases are the general queue's, half the searches'.

A search leases first what it has begun: forums it found and that are to be read in full (their pages of links name
others), and the lists it asked for; then the sites that promise most for its topic.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from registry.frontier.budgets import end_for_want
from registry.frontier.caps import HOSTS_AT_ONCE, anything_put_off
from registry.frontier.discoveries import running
from registry.frontier.fruit import Fruits
from registry.frontier.leases import HostLease, anything_leased
from registry.frontier.searching import shares
from registry.ingest.search_leases import OF_SEARCHES, Round, Terms
from registry.vocabulary import Purpose

QUIET_FOR = timedelta(seconds=20)
"""A search that got nothing to lease for so long, while other hosts are visited, ends: these may bring it nothing."""


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
        now_given = Round(session, wanted, terms, now)
        if not wanted:
            return [] if self.only is not None else now_given.general(limit)
        self._turn += 1
        parts = shares(limit, [one.id for one in wanted], self._turn) if self.only is None else {self.only: limit}
        leases = [lease for one in wanted for lease in now_given.of_search(one, parts[one.id])]
        if self.only is None:
            leases += now_given.general(limit - len(leases))
            for one in wanted:  # what the general queue left
                leases += now_given.of_search(one, limit - len(leases))
        got = {lease.discovery_id for lease in leases}
        self._end_the_empty(session, [one.id for one in wanted if one.id not in got], now_given, now)
        for search_id in got:
            self._quiet_since.pop(search_id or 0, None)
        return leases

    def _end_the_empty(self, session: Session, empty: Sequence[int], given: Round, now: datetime) -> None:
        """End searches that get nothing any more: at once where nothing at all is under way, else after a while."""
        for search_id in empty:
            if given.left[search_id] <= 0:
                continue  # over, or the rest of its budget is under way
            since = self._quiet_since.setdefault(search_id, now)
            quiet = now - since >= QUIET_FOR or not anything_leased(session, now)
            if quiet and not anything_put_off(session, OF_SEARCHES, now):
                end_for_want(session, search_id, now, lists=given.holds_a_list(search_id))
