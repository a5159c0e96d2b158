"""One reading of a page that names forums, under the same rules, pace and budgets as a visit to a site.

Whatever a server does, `Reading.run` returns one report with one outcome; it raises nothing. What is read is taken
apart by `crawler.sources`, purely; what is fetched, and when to stop, is decided here.
"""

import asyncio
import logging
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from crawler.blocked import challenge
from crawler.egress import Policy
from crawler.fetching import Answer, FetchFailed, FetchWith
from crawler.guest import SLOW_DOWN, Guest, LeaseInDoubt
from crawler.limits import UNINTRODUCED_PAGES, Limits
from crawler.listed import Listed, Step, source_of
from crawler.page import Page
from crawler.politeness import retry_after_s
from crawler.robots import PRODUCT_TOKEN, RobotsAnswer, Verdict
from crawler.sources import sources
from crawler.sources.declare import Asked, Lead, Named, Source
from crawler.steps import of_status
from crawler.visiting import GRACE_S, SLOW_DOWN_S, named_in_header
from crawler.wayfinding import resolve, without_fragment
from registry.frontier.gatherings import DueGathering
from registry.gathered import GatheringReport
from registry.hygiene import line
from registry.identity import BadAddress, SharedHosts, host_key_of
from registry.vocabulary import Outcome

log = logging.getLogger(__name__)

PATIENCE = 3
"""How many further pages in a row may fail before the reading is content with what it has."""


@dataclass(frozen=True, slots=True)
class Errand:
    """What a reading is sent out with: the page, the lease it goes under, and what is known of the host."""

    due: DueGathering
    host_id: int
    host_key: str
    worker: str
    lease_token: int = 0
    last_response_at: datetime | None = None
    crawl_delay_s: float | None = None
    lease_left: Callable[[], float] = lambda: math.inf
    release_host: bool = True
    robots: dict[str, RobotsAnswer] = field(default_factory=dict)


class Reading:
    """One reading of one page that names forums, with its further pages. Use once."""

    def __init__(
        self,
        errand: Errand,
        fetch: FetchWith,
        limits: Limits,
        hosts: SharedHosts,
        *,
        clock: Callable[[], datetime],
        policy: Policy,
        introduced: bool = True,
    ) -> None:
        self._errand = errand
        self._limits = limits
        self._hosts = hosts
        self._clock = clock
        self._policy = policy
        self._fetch = fetch
        self._source: Source | None = sources().get(errand.due.kind)
        self._most_pages = self._source.pages if self._source is not None else 0
        if not introduced:
            self._most_pages = min(self._most_pages, UNINTRODUCED_PAGES)
        self._guest = Guest(
            self._ask, limits, errand.robots, last_response_at=errand.last_response_at, clock=clock,
            crawl_delay_s=errand.crawl_delay_s, lease_left=errand.lease_left,
        )  # fmt: skip
        self._listed = Listed(errand.due, self._is_here)
        self._sent: Mapping[str, str] = {}
        self._pages = 0
        self._misses = 0
        self._outcome: Outcome | None = None
        self._detail = ""
        self._retry_after_s: float | None = None
        self._started_at = clock()

    async def run(self) -> GatheringReport:
        """The report. A cancelled reading ends `interrupted`."""
        self._guest.arrive()
        try:
            async with asyncio.timeout(self._limits.max_seconds + GRACE_S):
                await self._carry_out()
        except TimeoutError:
            self._stop(Outcome.TIMED_OUT, f"nothing was read within {self._limits.max_seconds:g} s")
        except asyncio.CancelledError:
            self._stop(Outcome.INTERRUPTED, "stopped by the operator")
        except LeaseInDoubt:
            self._stop(Outcome.INTERRUPTED, "the lease could not be renewed in time")
        except Exception as error:
            log.exception("reading %s failed by our own mistake", self._errand.due.address)
            self._stop(Outcome.FAILED, f"{type(error).__name__}: {error}")
        return self._report()

    async def _carry_out(self) -> None:
        due = self._errand.due
        if self._source is None:
            self._stop(Outcome.FAILED, f"no module reads {line(due.kind, 20)!r}")
            return
        allowed = await self._allowed(Step(due.address, due.kind))
        if allowed is not None:
            self._sent = self._listed.begin(self._source.start(due.address, allowed.reading.text))
            if not self._listed.queue:
                self._stop(Outcome.MOVED, "robots.txt names lists of other hosts only")
        while self._listed.queue and self._outcome is None and self._affordable():
            await self._take_step(self._listed.next())

    # Budgets

    def _affordable(self) -> bool:
        most = 1 if self._guest.clamped else self._most_pages
        if self._pages >= most or not self._guest.has_bytes() or self._listed.is_full or not self._listed.pays():
            return False
        if self._guest.has_time():
            return True
        if not self._listed.read:
            wait = self._guest.pace.seconds_left()
            if wait > max(self._guest.time_left(), 0.0):
                self._retry_after_s = wait
                self._stop(Outcome.RATE_LIMITED, f"asked to wait {wait:.0f} s, longer than a reading lasts")
            else:
                self._stop(Outcome.TIMED_OUT, f"nothing was read within {self._limits.max_seconds:g} s")
        return False

    # One page

    async def _allowed(self, step: Step) -> RobotsAnswer | None:
        """The rules of an address's origin where we may come in at all; None when the reading was told."""
        answer = await self._guest.rules_for(step.url)
        if answer is None:
            self._miss(Outcome.TOO_MANY_REDIRECTS, "led through too many hosts")
            return None
        if (target := answer.leads(step.url)) is not None:
            self._redirected(step, target)
            return None
        if answer.stop is not None:
            self._retry_after_s = self._guest.retry_after_s
            self._miss(answer.stop, answer.detail)
            return None
        return answer

    async def _take_step(self, step: Step) -> None:
        url = without_fragment(step.url)
        if not step.redirects and self._listed.was_read(url):
            return
        self._listed.note(url)
        if (refusal := self._policy.refusal_of(url)) is not None:
            self._miss(Outcome.EGRESS_REFUSED, line(refusal, 120))
            return
        allowed = await self._allowed(replace(step, url=url))
        if allowed is None or not self._affordable():
            return
        verdict = allowed.rules.verdict(url)
        if verdict is not Verdict.ALLOWED:
            outcome = Outcome.OPTED_OUT if verdict is Verdict.OPTED_OUT else Outcome.ROBOTS_REFUSED
            self._miss(outcome, "robots.txt keeps us from this page")
            return
        try:
            answer = await self._guest.ask(url, cut_at=self._source.cut_at if self._source else None)
        except FetchFailed as failed:
            self._miss(failed.outcome, failed.detail)
            return
        self._pages += not step.redirects
        self._answered(step, answer)

    async def _ask(self, url: str, *, timeout: float, cut_at: int | None = None) -> Answer:
        """The first page is asked for with what the server told of it last time; robots.txt never is."""
        with_it = self._sent if url == self._errand.due.address else {}
        return await self._fetch(url, timeout=timeout, cut_at=cut_at, headers=with_it)

    def _answered(self, step: Step, answer: Answer) -> None:
        location = answer.header("Location")
        if answer.status in SLOW_DOWN:
            asked = retry_after_s(answer.header("Retry-After"), answer.fetched_at)
            self._retry_after_s = SLOW_DOWN_S if asked is None and self._listed.read else asked
            self._enough(*of_status(answer.status))
            return
        if answer.status == 304 and self._sent:
            self._stop(Outcome.UNCHANGED, "the server says that it is as it was")
        elif 300 <= answer.status < 400 and location:
            self._redirected(step, location)
        elif answer.status >= 300:
            self._miss(*of_status(answer.status))
        elif named_in_header(answer) is not None:
            self._stop(Outcome.OPTED_OUT, "an X-Robots-Tag names us")
        else:
            self._read_page(step, answer)

    def _redirected(self, step: Step, location: str) -> None:
        target = resolve(step.url, location)
        if target is None or self._policy.refusal_of(target) is not None:
            self._miss(Outcome.EGRESS_REFUSED, "redirected to what is no address of the public web")
        elif not self._is_here(target):
            if step.depth > 0:  # a page of the list's own that only passes visitors on to an entry
                self._listed.keep(Named(target), step)
                self._misses = 0
            elif self._listed.read:
                self._miss(Outcome.MOVED, "a further page leads elsewhere")
            else:
                self._listed.lead(Lead(step.kind, target))
                self._stop(Outcome.MOVED, f"redirected to {line(target, 200)}")
        elif step.redirects >= self._limits.max_redirects or without_fragment(target) in step.trail:
            self._miss(Outcome.TOO_MANY_REDIRECTS, f"redirect {step.redirects + 1}")
        else:
            trail = (*step.trail, without_fragment(step.url))
            self._listed.queue.appendleft(replace(step, url=target, redirects=step.redirects + 1, trail=trail))

    def _read_page(self, step: Step, answer: Answer) -> None:
        page = Page(answer.url, answer.status, answer.headers, answer.body, answer.fetched_at)
        source = sources()[step.kind]
        if page.hostile is not None:
            self._miss(Outcome.UNREADABLE, page.hostile)
            return
        if _tells_us_to_leave(page):
            self._stop(Outcome.OPTED_OUT, "a meta element of the page names us")
            return
        try:
            gathered = source.read(page, Asked(self._errand.due.address, step.depth, self._hosts))
        except Exception as error:  # a page that we cannot take apart for a mistake of ours costs no other page
            log.exception("taking %s apart failed by our own mistake", page.url)
            self._miss(Outcome.FAILED, f"{type(error).__name__} while reading")
            return
        if gathered.refused is not None:
            self._miss(*gathered.refused)
            return
        if not gathered.found and page.kind == "html" and (shield := challenge(page)) is not None:
            self._miss(Outcome.BLOCKED, shield)
            return
        self._misses = 0
        self._listed.take(step, answer, gathered)

    def _is_here(self, url: str) -> bool:
        """Whether an address is of the host that is under lease."""
        try:
            return host_key_of(url, self._hosts) == self._errand.host_key
        except BadAddress:
            return False

    # The end

    def _miss(self, outcome: Outcome, detail: str) -> None:
        """A page came to nothing: the end where it was the first, else borne a few times."""
        if not self._listed.read and not self._listed.queue:
            self._stop(outcome, detail)
            return
        self._misses += 1
        if self._misses >= PATIENCE or outcome in (Outcome.RATE_LIMITED, Outcome.OPTED_OUT):
            self._enough(outcome, detail)

    def _enough(self, outcome: Outcome, detail: str) -> None:
        """The host wants no further request for now: the reading is content with what it has."""
        self._listed.queue.clear()
        if not self._listed.read:
            self._stop(outcome, detail)

    def _stop(self, outcome: Outcome, detail: str) -> None:
        if self._outcome is None:
            self._outcome, self._detail = outcome, detail

    def _report(self) -> GatheringReport:
        errand, due = self._errand, self._errand.due
        outcome, detail = self._outcome, self._detail
        if self._listed.read and outcome in (None, Outcome.TIMED_OUT):
            outcome = Outcome.GATHERED
        if outcome is None:
            outcome, detail = Outcome.FAILED, "the reading came to no page"
        told, goes_on = self._listed.validators(whole=outcome is Outcome.GATHERED)
        found = self._listed.found() if outcome in (Outcome.GATHERED, Outcome.INTERRUPTED) else ()
        if outcome is Outcome.GATHERED:
            detail = f"{len(found)} addresses on {self._listed.read} pages"
        return GatheringReport(
            gathering_id=due.gathering_id,
            kind=due.kind,
            source=source_of(due, errand.host_key),
            host_id=errand.host_id,
            worker=errand.worker,
            lease_token=errand.lease_token,
            outcome=outcome,
            started_at=self._started_at,
            ended_at=self._clock(),
            topic=due.topic,
            region=due.region,
            discovery_id=due.discovery_id,
            detail=line(detail, 300),
            pages=self._pages,
            bytes_read=self._guest.bytes_read,
            found=found,
            leads=self._listed.leads(),
            goes_on=goes_on,
            validators=told,
            robots=self._guest.first_robots,
            retry_after_s=self._retry_after_s,
            last_response_at=self._guest.pace.last_response_at,
            release_host=errand.release_host,
        )


def _tells_us_to_leave(page: Page) -> bool:
    """Whether a meta element that names our agent tells it to leave."""
    if page.kind != "html":
        return False
    said = page.harvest.meta.get(PRODUCT_TOKEN, "")
    return not _LEAVE.isdisjoint(said.lower().replace(",", " ").split())


_LEAVE = frozenset({"noindex", "none", "no", "off", "disallow"})
