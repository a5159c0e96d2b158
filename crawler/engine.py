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
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace

from crawler.archive.recording import Recording
from crawler.archive.writer import Archive
from crawler.events import CrawlSummary, Event, SiteEnded, SiteStarted
from crawler.fetching import Fetch
from crawler.holdings import Holdings
from crawler.keeping import Keeper
from crawler.limits import UNINTRODUCED_PAGES, UNINTRODUCED_SEEDS
from crawler.options import CrawlOptions
from crawler.outages import DatabaseAway, in_words, is_away
from crawler.robots import RobotsAnswer
from crawler.search_watch import watch
from crawler.telling import Teller
from crawler.visiting import Errand, Visit
from registry.frontier import DueSite, HostLease
from registry.frontier.schedule import HOST_FAILURES
from registry.frontier.workers import WorkerState
from registry.profile import VisitReport
from registry.vocabulary import DiscoveryState, Outcome, Purpose

log = logging.getLogger(__name__)

LEASES_AT_ONCE = 32
"""Hosts asked for in one transaction; those that find no room yet wait here, under lease."""

POLL_S = 0.5
"""How often a crawler that waits looks whether it shall stop, or something more has become due."""

IDLE_POLLS = 4
"""An idle crawler asks the database less often: each question takes its write lock for a moment."""

TIDY_EVERY_S = 3600.0

MOST_FAILURES = 5
"""Reports of a crawl that the database refused, even bare of what was brought home: more, and the crawl ends."""


class KeepingFailed(RuntimeError):
    """The database takes no reports any more."""


def worker_name() -> str:
    """A name no other crawler has, telling people where it runs."""
    return f"{socket.gethostname()[:60]}-{os.getpid()}-{secrets.token_hex(3)}"


class CrawlEngine:
    """One crawl. `run` until nothing is due (or for ever); `ended` gives each visit that was kept."""

    def __init__(
        self,
        options: CrawlOptions,
        keeper: Keeper,
        fetch: Fetch,
        *,
        on_event: Callable[[Event], None] | None = None,
        should_stop: Callable[[], bool] = lambda: False,
        archive: Archive | None = None,
    ) -> None:
        self._options = options
        self._archive = archive
        self._keeper = keeper
        self._fetch = fetch
        self._should_stop = should_stop
        self._limits = options.limits.unintroduced() if options.unintroduced else options.limits
        self._quota = UNINTRODUCED_SEEDS if options.unintroduced else None
        self._waiting: deque[HostLease] = deque()
        self._hosts: set[asyncio.Task[None]] = set()
        self._visits: dict[asyncio.Task[VisitReport], int] = {}
        self._holdings = Holdings(options.limits.lease_s, options.limits.max_delay_s)
        self._began_at = keeper.clock()
        self._teller = Teller(keeper, 2 * options.limits.workers, on_event)
        self._stopping = False
        self._failures = 0
        self._error: Exception | None = None

    @property
    def summary(self) -> CrawlSummary:
        """What was done so far."""
        return self._teller.summary

    # The crawl

    async def run(self) -> None:
        """Crawl. Raises KeepingFailed, or what the database raised, when it cannot go on."""
        self._introduce()
        beside = [asyncio.ensure_future(self._beat()), asyncio.ensure_future(self._tidy())]
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
            for visit in self._visits:
                visit.cancel()

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
        room = self._options.limits.workers - len(self._hosts)
        if room > 0 and not self._waiting and self._quota != 0:
            self._waiting.extend(await self._keeper.patience.through(lambda: self._lease(max(room, LEASES_AT_ONCE))))
        while self._waiting and room > 0 and not self._stopping:
            lease = self._waiting.popleft()
            if self._holdings.seconds_left(lease) <= 0:  # it waited while the database was away
                await self._give_back(lease)
                continue
            if self._quota is not None:
                lease = replace(lease, sites=lease.sites[: self._quota])
                self._quota -= len(lease.sites)
            task = asyncio.ensure_future(self._visit_host(lease))
            self._hosts.add(task)
            task.add_done_callback(self._hosts.discard)
            room -= 1

    async def _lease(self, most: int) -> list[HostLease]:
        asked_at = self._holdings.steady()
        return [lease for lease in await self._keeper.lease(most) if self._holdings.given(lease, asked_at)]

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
        # What is due and cannot be leased is in another crawler's hands, or in those of one that died: wait for it.
        return ours == 0 or due.leased_hosts == 0

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

    async def _beat(self) -> None:
        """One heartbeat for all leases, and what is known of this process with it."""
        lease_s = self._options.limits.lease_s
        while True:
            try:
                await self._renew()
            except Exception as error:
                if not is_away(error):
                    log.exception("the leases could not be renewed")
                else:
                    log.warning("the leases could not be renewed: %s", in_words(error))
                await asyncio.sleep(min(lease_s / 10, 2.0))
            else:
                await asyncio.sleep(lease_s / 3)

    async def _renew(self) -> None:
        asked_at = self._holdings.steady()
        tokens = await self._keeper.renew(self._state())
        lost = self._holdings.renewed(tokens, asked_at)
        for visit, host_id in list(self._visits.items()):
            if host_id in lost:
                visit.cancel()
        if lost:
            log.warning("%d leases were lost: another worker may have the hosts", len(lost))
        for host_id, token in self._holdings.strangers(tokens).items():
            # Leased by a transaction whose answer never came: nobody here visits it, and we would keep it for ever.
            log.warning("the lease of host %d is given back: nobody here was told of it", host_id)
            await self._keeper.give_back(_stranger(host_id, self._keeper.worker, token, self._keeper.clock()))

    def _state(self) -> WorkerState:
        """What this process says of itself."""
        summary, spent = self.summary, spendings()
        return WorkerState(
            name=self._keeper.worker,
            version=program_version(),
            purposes=",".join(self._options.purposes),
            started_at=self._began_at,
            visits=summary.done,
            pages=summary.pages,
            bytes_read=summary.bytes_read,
            forums=summary.forums,
            hosts_held=self._holdings.count,
            cpu_s=spent.cpu_s,
            rss_bytes=spent.rss_bytes,
            descriptors=spent.descriptors,
        )

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
        for visit in self._visits:
            visit.cancel()
        while self._hosts:
            await asyncio.wait(self._hosts)
        while self._waiting:
            await self._give_back(self._waiting.popleft())
        try:
            await self._keeper.farewell(self._state())
        except Exception as error:
            log.warning("the end of this worker could not be noted: %s", in_words(error))
        self._teller.close()

    # One host

    async def _visit_host(self, lease: HostLease) -> None:
        robots: dict[str, RobotsAnswer] = {}
        last_response_at, delay_s = lease.last_response_at, lease.crawl_delay_s
        held = True
        try:
            for number, site in enumerate(lease.sites, start=1):
                if self._stopping or self._holdings.seconds_left(lease) <= 0:
                    break
                errand = Errand(
                    address=site.address,
                    purpose=Purpose(site.purpose),
                    site_id=site.site_id,
                    host_id=lease.host_id,
                    worker=lease.worker,
                    lease_token=lease.token,
                    sensitive=site.front_page_only,
                    last_response_at=last_response_at,
                    crawl_delay_s=delay_s,
                    lease_left=lambda: self._holdings.seconds_left(lease),
                    release_host=number == len(lease.sites),
                    discovery_id=lease.discovery_id,
                    robots=robots,
                )
                with self._recorded(site, errand) as recording:
                    report = await self._visit(site, errand, recording)
                    if report is None or not await self._take_in(site, report, recording):
                        break
                last_response_at = report.last_response_at or last_response_at
                held = not report.release_host
        except Exception as error:
            log.exception("the visits to %s ended by our own mistake", lease.host_key)
            self._error = self._error or error
            self.stop()
        finally:
            if held:
                await self._give_back(lease)

    def _recorded(self, site: DueSite, errand: Errand) -> AbstractContextManager[Recording | None]:
        """What notes this visit, where pages are kept."""
        if self._archive is None:
            return nullcontext()
        return self._archive.around(errand, self._limits, site.key)

    async def _visit(self, site: DueSite, errand: Errand, recording: Recording | None) -> VisitReport | None:
        """The report of one visit; None when it was stopped before it began."""
        self._teller.tell(SiteStarted(site.key))
        visit = Visit(
            errand,
            self._fetch if recording is None else recording.around(self._fetch),
            self._limits,
            self._keeper.hosts,
            clock=self._keeper.clock,
            policy=self._options.policy,
        )
        task = asyncio.ensure_future(visit.run())
        self._visits.add(task)
        try:
            return await task
        except asyncio.CancelledError:
            return None
        finally:
            self._visits.discard(task)

    async def _take_in(self, site: DueSite, report: VisitReport, recording: Recording | None) -> bool:
        """Keep a report; False when the lease is not ours any more, or the report could not be kept."""
        kept = await self._kept(report if self._archive is None else self._archive.told(recording, report))
        if kept is None:
            return False
        if recording is not None:
            recording.report = kept
        await self._teller.site_ended(
            SiteEnded(
                site_key=site.key,
                outcome=str(kept.outcome),
                pages=kept.pages,
                is_forum=kept.profile is not None and kept.profile.is_forum,
                name=_name(kept),
                detail=kept.detail,
            )
        )
        return True

    async def _kept(self, report: VisitReport) -> VisitReport | None:
        """The report as it now stands in the database; None when another worker held the lease meanwhile."""
        for attempt in (report, _as_our_failure(report)):
            try:
                return None if (await self._keeper.keep(attempt)).lost_lease else attempt
            except Exception:
                log.exception("the visit to site %d could not be kept", report.site_id)
        self._failures += 1
        if self._failures >= MOST_FAILURES and not self._stopping:
            self._error = KeepingFailed(f"the database refused {self._failures} reports; the last is in the log")
            self.stop()
        return None

    async def _give_back(self, lease: HostLease) -> None:
        try:
            await self._keeper.give_back(lease)
        except Exception:
            # The lease ends by itself in time; the crawl must not.
            log.exception("the lease of %s could not be given back", lease.host_key)


def _as_our_failure(report: VisitReport) -> VisitReport:
    """The same visit without what it brought home: something in it cannot be kept."""
    detail = "what it brought home could not be kept; see the log"
    return replace(report, outcome=Outcome.FAILED, detail=detail, profile=None, moved_to=None, robots=None)


def _name(report: VisitReport) -> str:
    name = report.profile.value("name") if report.profile is not None else None
    return name if isinstance(name, str) else ""
