"""The engine that the spiders share: leases hosts, runs their visits as coroutines, keeps what they bring home.

A host's sites are visited one after the other by one task; `workers` tasks run at once. Each visit ends in one
report, kept in one transaction by the task that made it, which also ends the lease: a killed process loses leases,
never a fact.
"""

import asyncio
import logging
import os
import secrets
import socket
from collections import deque
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import replace
from typing import Any

from crawler.archive.writer import Archive
from crawler.calls import MOST_FAILURES, Calls, KeepingFailed
from crawler.events import CrawlSummary, Event, SiteEnded
from crawler.fetching import FetchWith
from crawler.heart import Heart
from crawler.holdings import Holdings
from crawler.inquiry import Inquiry
from crawler.keeping import Keeper
from crawler.limits import UNINTRODUCED_PAGES, UNINTRODUCED_SEEDS
from crawler.options import CrawlOptions
from crawler.outages import is_away
from crawler.questions import Questions
from crawler.search_watch import watch
from crawler.telling import Teller
from registry.frontier import HostLease
from registry.vocabulary import DiscoveryState

__all__ = ["MOST_FAILURES", "CrawlEngine", "KeepingFailed", "worker_name"]

log = logging.getLogger(__name__)

LEASES_AT_ONCE = 32
"""Hosts asked for in one transaction; those that find no room yet wait here, under lease."""

POLL_S = 0.5
"""How often a crawler that waits looks whether it shall stop, or something more has become due."""

IDLE_POLLS = 4
"""An idle crawler asks the database less often: each question takes its write lock for a moment."""

SURELY_IN_VAIN = 3
"""So many empty answers in a row say that what is due cannot be leased by anybody."""

TIDY_EVERY_S = 3600.0


def worker_name() -> str:
    """A name no other crawler has, telling people where it runs."""
    return f"{socket.gethostname()[:60]}-{os.getpid()}-{secrets.token_hex(3)}"


class CrawlEngine:
    """One crawl. `run` until nothing is due (or for ever); `ended` gives each visit that was kept."""

    def __init__(
        self,
        options: CrawlOptions,
        keeper: Keeper,
        fetch: FetchWith,
        *,
        on_event: Callable[[Event], None] | None = None,
        should_stop: Callable[[], bool] = lambda: False,
        archive: Archive | None = None,
        questions: Questions | None = None,
    ) -> None:
        self._options = options
        self._archive = archive
        self._keeper = keeper
        self._should_stop = should_stop
        self._quota = UNINTRODUCED_SEEDS if options.unintroduced else None
        self._waiting: deque[HostLease] = deque()
        self._hosts: set[asyncio.Task[None]] = set()
        self._holdings = Holdings(options.limits.lease_s, options.limits.max_delay_s)
        self._teller = Teller(keeper, 2 * options.limits.workers, on_event)
        self._calls = Calls(
            options,
            options.limits.unintroduced() if options.unintroduced else options.limits,
            keeper,
            fetch,
            self._holdings,
            self._teller,
            on_failure=self._fail,
            archive=archive,
        )
        self._heart = Heart(
            keeper,
            self._holdings,
            self._teller.summary,
            lease_s=options.limits.lease_s,
            purposes=options.purposes,
            on_lost=self._calls.interrupt,
        )
        self._inquiry = None
        if questions is not None:
            self._inquiry = Inquiry(keeper, questions, self._teller, options.searches_a_day)
        self._in_vain = 0
        self._ask_again_at = 0.0
        self._stopping = False
        self._error: Exception | None = None

    @property
    def summary(self) -> CrawlSummary:
        """What was done so far."""
        return self._teller.summary

    # The crawl

    async def run(self) -> None:
        """Crawl. Raises KeepingFailed, DatabaseAway, or what the database raised, when it cannot go on."""
        self._introduce()
        beside = [asyncio.ensure_future(self._heart.beat()), asyncio.ensure_future(self._tidy())]
        if self._options.discovery_id is not None:
            beside.append(asyncio.ensure_future(watch(self._keeper, self._options.discovery_id, self._teller.tell)))
        try:
            while not self._stopping:
                await self._fill()
                if not self._hosts and await self._over():
                    break
                await self._wait()
            if self._error is not None:
                raise self._error
        finally:
            for task in beside:
                task.cancel()
            await self._finish()

    def ended(self) -> AsyncIterator[SiteEnded]:
        """Each visit as it is kept, until the crawl is over."""
        return self._teller.ended()

    def stop(self) -> None:
        """End the crawl soon: visits under way end `interrupted`, leases are given back."""
        if not self._stopping:
            self._stopping = True
            self._keeper.patience.leave()
            self._teller.interrupt()
            self._calls.stop()
            if self._inquiry is not None:
                self._inquiry.stop()

    def _fail(self, error: Exception) -> None:
        """The crawl cannot go on for this reason."""
        self._error = self._error or error
        self.stop()

    def notice(self, text: str) -> None:
        """Have the operator told something."""
        self._teller.notice(text)

    def _introduce(self) -> None:
        if self._options.unintroduced:
            self._teller.notice(
                f"No contact is set, so webmasters could not reach you: this crawl takes at most {UNINTRODUCED_SEEDS} "
                f"sites and {UNINTRODUCED_PAGES} pages of each. Set FORUM_REGISTRY_CONTACT to an address of yours."
            )

    async def _fill(self) -> None:
        """Start visits while there is room for them."""
        if self._inquiry is not None and not self._stopping and self._inquiry.is_due():
            self._begin(self._inquiry.carry_out())
        if not self._hosts and not self._waiting:
            await self._keeper.learn()  # what it makes due belongs to this crawl
        room = self._options.limits.workers - len(self._hosts)
        if room > 0 and not self._waiting and self._quota != 0 and self._holdings.steady() >= self._ask_again_at:
            self._waiting.extend(await self._keeper.patience.through(lambda: self._lease(max(room, LEASES_AT_ONCE))))
        while self._waiting and room > 0 and not self._stopping:
            lease = self._waiting.popleft()
            if self._holdings.seconds_left(lease) <= 0:  # it waited while the database was away
                await self._calls.give_back(lease)
                continue
            if self._quota is not None:
                lease = replace(lease, sites=lease.sites[: self._quota])
                self._quota -= len(lease.sites)
                lease = replace(lease, gatherings=lease.gatherings[: self._quota])
                self._quota -= len(lease.gatherings)
            self._begin(self._calls.visit_host(lease))
            room -= 1

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._hosts.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        """What has ended may have named new sites: empty answers from before it prove nothing any more."""
        self._hosts.discard(task)
        self._in_vain = 0

    async def _lease(self, most: int) -> list[HostLease]:
        asked_at = self._holdings.steady()
        leases = await self._keeper.lease(most)
        self._in_vain = 0 if leases else self._in_vain + 1
        if not leases:
            self._ask_again_at = self._holdings.steady() + POLL_S
        return [lease for lease in leases if self._holdings.given(lease, asked_at)]

    async def _over(self) -> bool:
        """Whether nothing is left to do; with nothing under way, asked of the queue."""
        if self._waiting or self._options.forever:
            return False
        if self._quota == 0:
            return True
        if (search_id := self._options.discovery_id) is not None:
            standing = await self._keeper.patience.through(lambda: self._keeper.standing(search_id))
            return standing.state is not DiscoveryState.RUNNING
        due = await self._keeper.patience.through(self._keeper.due)
        ours = sum(due.sites.get(purpose, 0) for purpose in self._options.purposes)
        # What is due and cannot be leased is in another crawler's hands, or in those of one that died: wait for it. One
        # empty answer proves nothing: another worker may just have been leasing the same hosts.
        if ours > 0 and (due.leased_hosts > 0 or self._in_vain < SURELY_IN_VAIN):
            return False
        # So is what only stands back for other hosts of its domain.
        return not await self._keeper.patience.through(self._keeper.put_off)

    async def _wait(self) -> None:
        """Until a host is done, or for a while when there is none under way."""
        for _ in range(1 if self._hosts else IDLE_POLLS):
            if self._should_stop():
                self.stop()
                return
            if self._hosts:
                await asyncio.wait(self._hosts, timeout=POLL_S, return_when=asyncio.FIRST_COMPLETED)
            else:
                await asyncio.sleep(POLL_S)

    async def _tidy(self) -> None:
        """What is kept for a time only goes, at the start of each crawl and every hour."""
        while True:
            try:
                if self._archive is not None:
                    self._archive.tidy()
                gone = await self._keeper.tidy()
                log.info("tidied: %s", gone)
            except Exception as error:
                if not is_away(error):
                    log.exception("the database could not be tidied")
            await asyncio.sleep(TIDY_EVERY_S)

    async def _finish(self) -> None:
        """Nothing is under way any more when this returns, and no lease is held."""
        self._calls.stop()
        while self._hosts:
            await asyncio.wait(self._hosts)
        while self._waiting:
            await self._calls.give_back(self._waiting.popleft())
        await self._heart.stop()
        self._teller.close()
