"""One host after the other: its sites visited one by one under its lease, each report kept before the next begins."""

import asyncio
import logging
from collections.abc import Callable, Collection
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from functools import partial

from crawler.archive.recording import Recording
from crawler.archive.writer import Archive
from crawler.events import SiteEnded, SiteStarted
from crawler.fetching import FetchWith
from crawler.gathering import Errand as ListErrand
from crawler.holdings import Holdings
from crawler.keeping import Keeper
from crawler.limits import Limits
from crawler.options import CrawlOptions
from crawler.outages import DatabaseAway, in_words
from crawler.own_side import OwnSide
from crawler.readings import Readings
from crawler.robots import RobotsAnswer
from crawler.telling import Teller
from crawler.visiting import Errand, Visit
from registry.frontier import DueSite, HostLease
from registry.frontier.schedule import HOST_FAILURES
from registry.gathered import GatheringReport
from registry.profile import VisitReport
from registry.vocabulary import Outcome, Purpose

log = logging.getLogger(__name__)

MOST_FAILURES = 5
"""Reports of a crawl that the database refused, even bare of what was brought home: more, and the crawl ends."""


class KeepingFailed(RuntimeError):
    """The database takes no reports any more."""


@dataclass(slots=True)
class _Round:
    """What the visits of one lease tell each other: the host's rules, its pace, whether the lease is still held."""

    lease: HostLease
    robots: dict[str, RobotsAnswer] = field(default_factory=dict)
    held: bool = True

    def learn(self, report: VisitReport | GatheringReport) -> None:
        """A visit ended: the next one keeps the pace from its last answer, by the longest delay asked for."""
        asked = report.robots.crawl_delay if report.robots is not None else None
        delays = [delay for delay in (self.lease.crawl_delay_s, asked) if delay is not None]
        last = report.last_response_at or self.lease.last_response_at
        self.lease = replace(self.lease, last_response_at=last, crawl_delay_s=max(delays, default=None))


class Calls:
    """Carries out leases. `on_failure` hears what must end the crawl."""

    def __init__(
        self,
        options: CrawlOptions,
        limits: Limits,
        keeper: Keeper,
        fetch: FetchWith,
        holdings: Holdings,
        teller: Teller,
        *,
        on_failure: Callable[[Exception], None],
        archive: Archive | None = None,
    ) -> None:
        self._options = options
        self._limits = limits
        self._keeper = keeper
        self._fetch = fetch
        self._holdings = holdings
        self._teller = teller
        self._on_failure = on_failure
        self._archive = archive
        self._readings = Readings(options, limits, keeper, fetch, teller)
        self._visits: dict[asyncio.Task[VisitReport], int] = {}
        self._own_side = OwnSide()
        self._failures = 0
        self._stopping = False

    def stop(self) -> None:
        """No further visit begins; those under way end `interrupted`."""
        self._stopping = True
        self.interrupt(set(self._visits.values()))

    def interrupt(self, host_ids: Collection[int]) -> int:
        """End the visits to these hosts; how many were under way."""
        under_way = [visit for visit, host_id in self._visits.items() if host_id in host_ids]
        for visit in under_way:
            visit.cancel()
        self._readings.interrupt(None if self._stopping else host_ids)
        return len(under_way)

    async def visit_host(self, lease: HostLease) -> None:
        """Visit the sites of a lease, and end it. Raises nothing."""
        around = _Round(lease)
        try:
            for site in lease.sites:
                if self._stopping or self._holdings.seconds_left(lease) <= 0:
                    break
                last = site is lease.sites[-1] and not lease.gatherings
                if not await self._visit_site(around, site, last=last):
                    break
            else:
                await self._read_lists(around)
        except DatabaseAway as away:
            self._on_failure(away)
        except Exception as error:
            log.exception("the visits to %s ended by our own mistake", lease.host_key)
            self._on_failure(error)
        finally:
            if around.held:
                await self.give_back(around.lease)
            self._holdings.ended(lease)

    async def _read_lists(self, around: _Round) -> None:
        """Read the pages of this host that name forums."""
        for due in around.lease.gatherings:
            lease = around.lease
            if self._stopping or self._holdings.seconds_left(lease) <= 0:
                return
            report = await self._readings.read(
                ListErrand(
                    due,
                    lease.host_id,
                    lease.host_key,
                    lease.worker,
                    lease.token,
                    last_response_at=lease.last_response_at,
                    crawl_delay_s=lease.crawl_delay_s,
                    lease_left=partial(self._holdings.seconds_left, lease),
                    release_host=due is lease.gatherings[-1],
                    robots=around.robots,
                )
            )
            if report is None:
                return
            around.learn(report)
            around.held = not report.release_host
            if report.outcome in HOST_FAILURES or report.retry_after_s:
                return

    async def give_back(self, lease: HostLease) -> None:
        """End a lease early; its unvisited sites stay due."""
        try:
            await self._keeper.give_back(lease)
        except Exception as error:  # noqa: BLE001 (the lease ends by itself in time; the crawl must not)
            log.warning("the lease of %s could not be given back: %s", lease.host_key, in_words(error))
        self._holdings.ended(lease)

    # One site

    async def _visit_site(self, around: _Round, site: DueSite, *, last: bool) -> bool:
        """Visit one site and keep the report; whether the next one may follow."""
        lease = around.lease
        errand = Errand(
            address=site.address,
            purpose=Purpose(site.purpose),
            site_id=site.site_id,
            host_id=lease.host_id,
            worker=lease.worker,
            lease_token=lease.token,
            sensitive=site.front_page_only,
            sighted=site.sighted,
            last_response_at=lease.last_response_at,
            crawl_delay_s=lease.crawl_delay_s,
            lease_left=lambda: self._holdings.seconds_left(lease),
            release_host=last,
            discovery_id=lease.discovery_id,
            robots=around.robots,
        )
        with self._recorded(site, errand) as recording:
            report = await self._visit(site, errand, recording)
            if report is None:
                return False
            report = self._own_side.judged(site, report)
            around.learn(report)
            if not await self._take_in(site, report, recording):
                return False
        around.held = not report.release_host
        # A host that does not answer, or asks to be left alone, is left alone: its other sites wait with it.
        return report.outcome not in HOST_FAILURES and not report.retry_after_s

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
        self._visits[task] = errand.host_id
        try:
            return await task
        except asyncio.CancelledError:
            return None
        finally:
            del self._visits[task]

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
                bytes_read=kept.bytes_read,
                looked=kept.purpose == Purpose.DISCOVER,
            )
        )
        return True

    async def _kept(self, report: VisitReport) -> VisitReport | None:
        """The report as it now stands in the database; None when another worker held the lease meanwhile."""
        for attempt in (report, _as_our_failure(report)):
            try:
                return None if (await self._keeper.keep(attempt)).lost_lease else attempt
            except DatabaseAway:
                raise
            except Exception:
                log.exception("the visit to site %d could not be kept", report.site_id)
        self._failures += 1
        if self._failures >= MOST_FAILURES and not self._stopping:
            told = f"the database refused {self._failures} reports; the last is in the log"
            self._on_failure(KeepingFailed(told))
        return None


def _as_our_failure(report: VisitReport) -> VisitReport:
    """The same visit without what it brought home: something in it cannot be kept."""
    detail = "what it brought home could not be kept; see the log"
    return replace(report, outcome=Outcome.FAILED, detail=detail, profile=None, moved_to=None, robots=None)


def _name(report: VisitReport) -> str:
    name = report.profile.value("name") if report.profile is not None else None
    return name if isinstance(name, str) else ""
