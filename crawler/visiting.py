"""One visit, carried out: asks for what the plan says, in the host's pace and within its rules, and reports.

Whatever a site does, `Visit.run` returns one report with one outcome; it raises nothing.
"""

import asyncio
import logging
import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import urlsplit

from crawler.egress import Policy
from crawler.fetching import Answer, Fetch, FetchFailed
from crawler.guest import Guest, LeaseInDoubt
from crawler.landing import forum_links, refresh_target
from crawler.limits import Limits
from crawler.listing.wayside import lists_beside
from crawler.merge import merge
from crawler.page import Page
from crawler.page.wholeness import CUT_MARKUP, CUT_PACKED, within_a_tag
from crawler.parked import parked
from crawler.politeness import retry_after_s
from crawler.reader import read
from crawler.robots import FOR_GOOD, PRODUCT_TOKEN, RobotsAnswer, Rules, Verdict
from crawler.steps import PageSigns, Step, in_doubt
from crawler.territory import Territory
from crawler.visit import VisitPlan
from crawler.wayfinding import same_page
from registry.gathered import Lead
from registry.hygiene import line
from registry.identity import SharedHosts
from registry.prints import page_print
from registry.profile import ForumProfile, VisitReport
from registry.vocabulary import Outcome, Purpose

log = logging.getLogger(__name__)

GRACE_S = 5.0
"""The visit's own clock stops it in order; the loop's timer behind it, so much later, cuts off what still hangs."""

SLOW_DOWN_S = 900.0
"""How long a host is left alone that says "too many requests" to a further page, without saying for how long."""

READABLE = frozenset({"html", "json", "feed"})

OnPage = Callable[[Page, ForumProfile], None]


@dataclass(frozen=True, slots=True)
class Errand:
    """What a visit is sent out with: the site, the lease it goes under, and what is known of the host."""

    address: str
    purpose: Purpose = Purpose.PROFILE
    site_id: int = 0
    host_id: int = 0
    worker: str = ""
    lease_token: int = 0
    sensitive: bool = False
    last_response_at: datetime | None = None
    crawl_delay_s: float | None = None
    """What the host's robots.txt asked for when it was read last."""
    lease_left: Callable[[], float] = lambda: math.inf
    """Seconds for which the host is surely ours; nothing is asked of it when none is left."""
    release_host: bool = True
    discovery_id: int | None = None
    """The search that the visit is charged to."""
    sighted: str | None = None
    """The page that others named, where the address is only thought to be the front page behind it."""
    robots: dict[str, RobotsAnswer] = field(default_factory=dict)
    """What was read under the same lease, by address of robots.txt: shared by the visits to the sites of one host."""


class Visit:
    """One visit to one site. Use once."""

    def __init__(
        self,
        errand: Errand,
        fetch: Fetch,
        limits: Limits,
        hosts: SharedHosts,
        *,
        clock: Callable[[], datetime],
        policy: Policy,
        on_page: OnPage | None = None,
    ) -> None:
        brief = errand.purpose is Purpose.DISCOVER
        limits = limits.brief() if brief else limits
        self.errand = errand
        self.limits = limits
        self.cancelled = False
        self._guest = Guest(
            fetch,
            limits,
            errand.robots,
            last_response_at=errand.last_response_at,
            clock=clock,
            crawl_delay_s=errand.crawl_delay_s,
            lease_left=errand.lease_left,
        )
        self._clock = clock
        self._on_page = on_page
        ground = Territory(hosts)
        self._plan = VisitPlan(
            errand.address,
            limits,
            ground.same_place,
            policy.refusal_of,
            ground.home_of,
            sensitive=errand.sensitive,
            turn=clock().toordinal() if errand.purpose is Purpose.PROFILE else None,
            brief=brief,
            sighted=errand.sighted,
        )
        self._pages = 0
        self._platform: str | None = None
        self._for_good = True
        self._retry_after_s: float | None = None
        self._lists: tuple[Lead, ...] = ()
        self._started_at = clock()

    async def run(self) -> VisitReport:
        """The report. A cancelled visit ends `interrupted` and says so in `cancelled`."""
        self._guest.arrive()
        try:
            async with asyncio.timeout(self.limits.max_seconds + GRACE_S):
                await self._carry_out()
        except TimeoutError:
            self._out_of_time()
        except asyncio.CancelledError:
            self.cancelled = True
            self._plan.stop(Outcome.INTERRUPTED, "stopped by the operator")
        except LeaseInDoubt:
            self._plan.stop(Outcome.INTERRUPTED, "the lease of the host could not be renewed")
        except Exception as error:
            log.exception("visit to %s failed by our own mistake", self.errand.address)
            self._plan.stop(Outcome.FAILED, f"{type(error).__name__}: {error}"[:300])
        return self._report()

    async def _carry_out(self) -> None:
        while (step := self._plan.next_step()) is not None:
            if not self._affordable():
                continue
            rules = await self._rules_for(step)
            if rules is None or not self._affordable():
                continue
            verdict = rules.verdict(step.url)
            if verdict is not Verdict.ALLOWED:
                outcome = Outcome.OPTED_OUT if verdict is Verdict.OPTED_OUT else Outcome.ROBOTS_REFUSED
                self._plan.kept_out(step, outcome, f"robots.txt keeps us from {urlsplit(step.url).path[:120]}")
                continue
            try:
                answer = await self._guest.ask(step.url)
            except FetchFailed as failed:
                self._plan.failed(step, failed.outcome, failed.detail)
            else:
                self._take(step, answer)

    # Budgets

    def _affordable(self) -> bool:
        """Whether bytes and seconds are left for one more request; ends the visit when not."""
        if not self._guest.has_bytes():
            self._plan.content(f"{self._guest.bytes_read} bytes are enough")
            return False
        if not self._guest.has_time():
            self._out_of_time()
            return False
        return True

    def _out_of_time(self) -> None:
        wait = self._guest.pace.seconds_left()
        if self._plan.front is None and wait > max(self._guest.time_left(), 0.0):
            self._retry_after_s = wait
            self._plan.stop(Outcome.RATE_LIMITED, f"asked to wait {wait:.0f} s, longer than a visit lasts")
        elif self._plan.front is None:
            self._plan.stop(Outcome.TIMED_OUT, f"nothing was read within {self.limits.max_seconds:g} s")
        else:
            self._plan.content(f"{self.limits.max_seconds:g} s are over")

    # The network

    async def _rules_for(self, step: Step) -> Rules | None:
        """The rules that stand over a step's address; None when the plan was told to leave it alone."""
        answer = await self._guest.rules_for(step.url)
        if answer is None:
            self._plan.failed(step, Outcome.TOO_MANY_REDIRECTS, "led through too many hosts")
            return None
        if self._guest.clamped:
            self._plan.limits = replace(self._plan.limits, max_pages=1)
        if answer.stop is None:
            return answer.rules
        if (target := answer.leads(step.url)) is not None:
            self._for_good = self._for_good and answer.for_good
            self._plan.redirected(step, target)
            return None
        self._retry_after_s = self._guest.retry_after_s
        self._plan.no_entry(step, answer.stop, answer.detail)
        return None

    # Pages

    def _take(self, step: Step, answer: Answer) -> None:
        location = answer.header("Location")
        if 300 <= answer.status < 400 and location:
            self._for_good = self._for_good and answer.status in FOR_GOOD
            self._plan.redirected(step, location)
            return
        self._pages += 1
        self._for_good = False  # what a page says beyond this is no server's word
        if answer.status in (429, 503):
            asked = retry_after_s(answer.header("Retry-After"), answer.fetched_at)
            # Of a later page: the visit ends well, but the host is to be left alone all the same.
            self._retry_after_s = SLOW_DOWN_S if asked is None and self._plan.front is not None else asked
        if (named := named_in_header(answer)) is not None:
            self._plan.read(step, answer.status, ForumProfile(opt_out=f"X-Robots-Tag: {named[:80]}"), PageSigns())
            return
        page = Page(answer.url, answer.status, answer.headers, answer.body, answer.fetched_at)
        unreadable = _unreadable(page)
        if page.hostile is not None:
            profile = ForumProfile()
        else:
            try:
                profile = read(page, platform=self._platform)
            except Exception as error:  # a page that we cannot read for a mistake of ours costs no other page's facts
                log.exception("reading %s failed by our own mistake", page.url)
                self._plan.failed(step, Outcome.FAILED, f"{type(error).__name__} while reading"[:300])
                return
            self._platform = self._platform or profile.platform
            profile = self._printed(page, profile)
            if self._plan.brief and not self._lists:
                self._lists = lists_beside(page, profile)
        if self._on_page is not None:
            self._on_page(page, profile)
        self._plan.read(step, answer.status, profile, self._signs(page, profile, unreadable, _cut(page, answer)))

    def _printed(self, page: Page, profile: ForumProfile) -> ForumProfile:
        """The profile with the print of the page's words, where it is asked whether the site is worth another visit."""
        if not self._plan.brief or page.kind != "html" or page.tree.body is None:
            return profile
        return replace(profile, page_print=page_print(page.tree.body.text(separator=" ")))

    @staticmethod
    def _signs(page: Page, profile: ForumProfile, unreadable: str | None, cut: str | None) -> PageSigns:
        if (profile.is_forum and not in_doubt(profile)) or unreadable is not None or page.kind != "html":
            return PageSigns(unreadable=unreadable, kind=page.kind, cut=cut)
        unused = None if profile.is_forum else parked(page)
        return PageSigns(forum_links(page.tree, page.url), refresh_target(page.tree, page.url), cut=cut, parked=unused)

    # The end

    def _report(self) -> VisitReport:
        outcome, detail = self._plan.end()
        errand = self.errand
        return VisitReport(
            site_id=errand.site_id,
            host_id=errand.host_id,
            worker=errand.worker,
            lease_token=errand.lease_token,
            purpose=errand.purpose,
            outcome=outcome,
            started_at=self._started_at,
            ended_at=self._clock(),
            detail=line(detail, 300),  # whatever a server said, no terminal is steered by it
            pages=self._pages,
            bytes_read=self._guest.bytes_read,
            profile=self._profile(),
            moved_to=self._plan.moved_to,
            moved_for_good=self._moved_for_good(),
            robots=self._guest.first_robots,
            retry_after_s=self._retry_after_s,
            last_response_at=self._guest.pace.last_response_at,
            release_host=errand.release_host,
            discovery_id=errand.discovery_id,
            lists=() if errand.sensitive else self._lists,
        )

    def _moved_for_good(self) -> bool:
        """Whether the front page of one site sends everybody to the front page of another, for good."""
        target = self._plan.moved_to
        home = None if target is None else self._plan.home_of(target)
        return target is not None and home is not None and self._for_good and same_page(home, target)

    def _profile(self) -> ForumProfile | None:
        profiles = self._plan.profiles
        if not profiles:
            return None
        merged = merge(profiles)
        if self.errand.sensitive:
            merged = replace(merged, thread_titles=(), threads_seen=())
        return replace(merged, links=merged.links[: self.limits.max_links])


def _unreadable(page: Page) -> str | None:
    if page.hostile is not None:
        return page.hostile
    if not page.body.strip():
        return "an empty page"
    return None if page.kind in READABLE else f"not a page of the web ({page.kind})"


def _cut(page: Page, answer: Answer) -> str | None:
    """Why only a part of a page came, or None."""
    if answer.broke_off:
        return CUT_PACKED
    return CUT_MARKUP if page.kind == "html" and within_a_tag(page.body) else None


def named_in_header(answer: Answer) -> str | None:
    """The X-Robots-Tag that names our agent, or None. One without a name is for search engines, not for us."""
    for key, value in answer.headers:
        if key.lower() == "x-robots-tag" and value.strip().lower().startswith(f"{PRODUCT_TOKEN}:"):
            return value.strip()
    return None
