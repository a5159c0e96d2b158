"""One reading of a page that names forums, under the same rules, pace and budgets as a visit to a site.

Whatever a server does, `Reading.run` returns one report with one outcome; it raises nothing. What is read is taken
apart by `crawler.sources`, purely; what is fetched, and when to stop, is decided here.
"""

import asyncio
import logging
import math
import zlib
from collections import Counter, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from crawler.blocked import challenge
from crawler.egress import Policy
from crawler.fetching import Answer, FetchFailed, FetchWith
from crawler.guest import Guest, LeaseInDoubt
from crawler.limits import UNINTRODUCED_PAGES, Limits
from crawler.page import Page
from crawler.politeness import retry_after_s
from crawler.robots import PRODUCT_TOKEN, RobotsAnswer, Verdict
from crawler.sources import sources
from crawler.sources.declare import Asked, Gathered, Lead, Named, Source
from crawler.steps import of_status
from crawler.visiting import GRACE_S, named_in_header
from crawler.wayfinding import resolve, without_fragment
from registry.frontier.gatherings import DueGathering
from registry.gathered import MOST_LEADS, MOST_NAMED, MOST_REST, GatheringReport
from registry.hygiene import line
from registry.identity import BadAddress, SharedHosts, host_key_of
from registry.vocabulary import Outcome

log = logging.getLogger(__name__)

PATIENCE = 3
"""How many further pages in a row may fail before the reading is content with what it has."""

SLOW_DOWN = (429, 503)

MOST_OF_A_LIST = 400
"""Pages of one list that are read before it is begun anew, over several readings."""

COMMON_FROM = 4
"""Pages below a list after which what more than half of them lead to is told apart as the site's own furniture."""


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


@dataclass(frozen=True, slots=True)
class _Step:
    url: str
    kind: str
    depth: int = 0
    redirects: int = 0
    trail: tuple[str, ...] = ()


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
        self._queue: deque[_Step] = deque()
        self._seen: set[str] = set()
        self._before = frozenset(errand.due.read_before)
        self._found: dict[str, Named] = {}
        self._below: Counter[str] = Counter()
        self._pages_below = 0
        self._leads: dict[Lead, None] = {}
        self._sent: Mapping[str, str] = {}
        self._told: dict[str, Any] = {name: told for name, told in errand.due.validators.items() if name in _CONDITIONS}
        self._pages = 0
        self._misses = 0
        self._read = 0
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
        allowed = await self._allowed(due.address)
        if allowed is None:
            return
        if due.rest:
            self._queue.extend(_Step(url, due.kind, depth) for depth, url in due.rest)
        else:
            starts = self._source.start(due.address, allowed.reading.text)
            self._sent = _conditions(due.validators) if starts == (due.address,) else {}
            self._queue.extend(_Step(url, due.kind) for url in starts)
        while self._queue and self._outcome is None and self._affordable():
            await self._take_step(self._queue.popleft())

    # Budgets

    def _affordable(self) -> bool:
        most = 1 if self._guest.clamped else self._most_pages
        if self._pages >= most or not self._guest.has_bytes() or len(self._found) >= MOST_NAMED:
            return False
        if self._guest.has_time():
            return True
        if not self._read:
            wait = self._guest.pace.seconds_left()
            if wait > max(self._guest.time_left(), 0.0):
                self._retry_after_s = wait
                self._stop(Outcome.RATE_LIMITED, f"asked to wait {wait:.0f} s, longer than a reading lasts")
            else:
                self._stop(Outcome.TIMED_OUT, f"nothing was read within {self._limits.max_seconds:g} s")
        return False

    # One page

    async def _allowed(self, url: str) -> RobotsAnswer | None:
        """The rules of an address's origin where we may come in at all; None when the reading was told."""
        answer = await self._guest.rules_for(url)
        if answer is None:
            self._miss(Outcome.TOO_MANY_REDIRECTS, "led through too many hosts")
            return None
        if answer.stop is not None:
            self._retry_after_s = self._guest.retry_after_s
            self._miss(answer.stop, answer.detail)
            return None
        return answer

    async def _take_step(self, step: _Step) -> None:
        url = without_fragment(step.url)
        if not step.redirects and self._was_read(url):
            return
        self._seen.add(url)
        if (refusal := self._policy.refusal_of(url)) is not None:
            self._miss(Outcome.EGRESS_REFUSED, line(refusal, 120))
            return
        allowed = await self._allowed(url)
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

    def _was_read(self, url: str) -> bool:
        """Whether a page was read by this reading, or by those before it that this one goes on from."""
        return url in self._seen or _mark(url) in self._before

    async def _ask(self, url: str, *, timeout: float, cut_at: int | None = None) -> Answer:
        """The first page is asked for with what the server told of it last time; robots.txt never is."""
        with_it = self._sent if url == self._errand.due.address else {}
        return await self._fetch(url, timeout=timeout, cut_at=cut_at, headers=with_it)

    def _answered(self, step: _Step, answer: Answer) -> None:
        location = answer.header("Location")
        if answer.status in SLOW_DOWN:
            self._retry_after_s = retry_after_s(answer.header("Retry-After"), answer.fetched_at)
        if answer.status == 304 and self._sent:
            self._stop(Outcome.UNCHANGED, "the server says that it is as it was")
        elif 300 <= answer.status < 400 and location:
            self._redirected(step, location)
        elif answer.status >= 300:
            self._miss(*of_status(answer.status))
        elif (named := named_in_header(answer)) is not None:
            self._stop(Outcome.OPTED_OUT, f"X-Robots-Tag: {named[:80]}")
        else:
            self._read_page(step, answer)

    def _redirected(self, step: _Step, location: str) -> None:
        target = resolve(step.url, location)
        if target is None or self._policy.refusal_of(target) is not None:
            self._miss(Outcome.EGRESS_REFUSED, "redirected to what is no address of the public web")
        elif not self._is_here(target):
            if step.depth > 0:  # a page of the list's own that only passes visitors on to an entry
                self._keep(Named(target), step)
                self._misses = 0
            elif self._read:
                self._miss(Outcome.MOVED, "a further page leads elsewhere")
            else:
                self._leads[Lead(step.kind, target)] = None
                self._stop(Outcome.MOVED, f"redirected to {line(target, 200)}")
        elif step.redirects >= self._limits.max_redirects or without_fragment(target) in step.trail:
            self._miss(Outcome.TOO_MANY_REDIRECTS, f"redirect {step.redirects + 1}")
        else:
            trail = (*step.trail, without_fragment(step.url))
            self._queue.appendleft(replace(step, url=target, redirects=step.redirects + 1, trail=trail))

    def _read_page(self, step: _Step, answer: Answer) -> None:
        page = Page(answer.url, answer.status, answer.headers, answer.body, answer.fetched_at)
        source = sources()[step.kind]
        if page.hostile is not None:
            self._miss(Outcome.UNREADABLE, page.hostile)
            return
        if (tag := _opt_out(page)) is not None:
            self._stop(Outcome.OPTED_OUT, f"the page says {tag!r}")
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
        self._read += 1
        if self._read == 1 and not self._errand.due.rest:
            self._told = _validators(answer)
        self._pages_below += step.depth > 0
        for named in gathered.found:
            self._keep(named, step)
        self._lead_on(step, gathered)

    def _keep(self, named: Named, step: _Step) -> None:
        if step.depth > 0:
            self._below[named.address] += 1
        self._found.setdefault(named.address, named)

    def _lead_on(self, step: _Step, gathered: Gathered) -> None:
        deepest = sources()[step.kind].deepest
        for deeper, leads in ((0, gathered.next), (1, gathered.below)):
            if step.depth + deeper > deepest and deeper:
                continue
            for lead in leads:
                url = without_fragment(lead.address)
                if self._was_read(url):
                    continue
                if not self._is_here(url):
                    self._leads[lead] = None
                elif len(self._queue) < MOST_REST:
                    self._queue.append(_Step(lead.address, lead.kind, step.depth + deeper))

    def _is_here(self, url: str) -> bool:
        """Whether an address is of the host that is under lease."""
        try:
            return host_key_of(url, self._hosts) == self._errand.host_key
        except BadAddress:
            return False

    # The end

    def _miss(self, outcome: Outcome, detail: str) -> None:
        """A page came to nothing: the end where it was the first, else borne a few times."""
        if not self._read and not self._queue:
            self._stop(outcome, detail)
            return
        self._misses += 1
        if self._misses >= PATIENCE or outcome in (Outcome.RATE_LIMITED, Outcome.OPTED_OUT):
            self._queue.clear()
            if not self._read:
                self._stop(outcome, detail)

    def _stop(self, outcome: Outcome, detail: str) -> None:
        if self._outcome is None:
            self._outcome, self._detail = outcome, detail

    def _report(self) -> GatheringReport:
        errand, due = self._errand, self._errand.due
        outcome, detail = self._outcome, self._detail
        if self._read and outcome in (None, Outcome.TIMED_OUT):
            outcome = Outcome.GATHERED
        if outcome is None:
            outcome, detail = Outcome.FAILED, "the reading came to no page"
        rest = self._rest(outcome)
        told = {**self._told, "rest": rest, "read": self._read_so_far()} if rest else self._told
        found = self._own() if outcome in (Outcome.GATHERED, Outcome.INTERRUPTED) else ()
        if outcome is Outcome.GATHERED:
            detail = f"{len(found)} addresses on {self._read} pages"
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
            leads=tuple(self._leads)[:MOST_LEADS],
            goes_on=bool(rest),
            validators=told,
            robots=self._guest.first_robots,
            retry_after_s=self._retry_after_s,
            last_response_at=self._guest.pace.last_response_at,
            release_host=errand.release_host,
        )

    def _own(self) -> tuple[Named, ...]:
        """What was found, without what nearly all pages below a list lead to: the site's own links."""
        if self._pages_below >= COMMON_FROM:
            common = {address for address, pages in self._below.items() if 2 * pages > self._pages_below}
            return tuple([named for named in self._found.values() if named.address not in common])[:MOST_NAMED]
        return tuple(self._found.values())[:MOST_NAMED]

    def _rest(self, outcome: Outcome) -> list[tuple[int, str]]:
        """Pages of this list that no budget was left for, with their depth; none once a list has taken its share."""
        if outcome is not Outcome.GATHERED or len(self._before) + len(self._seen) >= MOST_OF_A_LIST:
            return []
        ours = [step for step in self._queue if step.kind == self._errand.due.kind and not self._was_read(step.url)]
        return [(step.depth, step.url) for step in ours][:MOST_REST]

    def _read_so_far(self) -> list[int]:
        return sorted(self._before | {_mark(url) for url in self._seen})


def _mark(url: str) -> int:
    """A page that was read, told apart from others of its list."""
    return zlib.crc32(url.encode("utf-8", "replace"))


def source_of(due: DueGathering, host_key: str) -> str:
    """Who names what a reading finds, as sightings tell it: `directory:17`; of another registry its host."""
    if due.kind == "registry":
        return f"registry:{host_key}"[:40]
    source = sources().get(due.kind)
    return f"{source.speaks if source is not None else due.kind}:{due.gathering_id}"


_CONDITIONS = {"etag": "If-None-Match", "modified": "If-Modified-Since"}


def _conditions(validators: Mapping[str, object]) -> dict[str, str]:
    """The headers that ask only for what is new."""
    return {header: str(validators[name]) for name, header in _CONDITIONS.items() if validators.get(name)}


def _validators(answer: Answer) -> dict[str, str]:
    """What a server told of a page, to ask with next time; nothing that would not fit into a header."""
    told = {"etag": answer.header("ETag"), "modified": answer.header("Last-Modified")}
    return {name: value for name, value in told.items() if value and len(value) <= 200 and value.isprintable()}


def _opt_out(page: Page) -> str | None:
    """What a meta element says that tells our agent to leave, or None."""
    if page.kind != "html":
        return None
    said = page.harvest.meta.get(PRODUCT_TOKEN, "")
    leave = {"noindex", "none", "no", "off", "disallow"}
    return said[:80] if leave & set(said.lower().replace(",", " ").split()) else None
