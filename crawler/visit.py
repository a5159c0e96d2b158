"""The plan of one visit: what to ask for next, when to stop, and what the outcome is called. Pure.

The plan is told what came of each step (`answered`, `read`, `failed`, `kept_out`) and gives the next one (`next_step`).
It never fetches, waits or reads the clock; `crawler.visiting` does that for it.

Order of steps: the address itself; where it turns out to be a thread or a landing page, the front page behind it;
then the further addresses the front page's software is known to have, and a feed when no threads were seen.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

from crawler.limits import Limits
from registry.hygiene import line
from registry.profile import ForumProfile
from registry.vocabulary import Outcome

UNSURE_FROM = 0.3
"""Confidence from which a page that is not called a forum leaves us unsure, not convinced of the contrary."""

LANDING_TRIES = 2
"""How many forum links of a landing page are looked at."""

PATIENCE = 2
"""How many further pages may fail before the visit is content with what it has."""

SamePlace = Callable[[str, str], bool]
"""Whether two addresses belong to one site as far as a visit is concerned."""

RefusalOf = Callable[[str], str | None]
"""Why an address may not be asked for, or None: the guard's view of its text."""


class Role(StrEnum):
    """Why a page is asked for."""

    ENTRY = "entry"  # the address we were given
    FRONT = "front"  # the front page behind it
    FURTHER = "further"  # a page the software is known to have
    FEED = "feed"


@dataclass(frozen=True, slots=True)
class Step:
    """One address to ask for. `redirects` counts those that led here, `trail` the addresses they passed."""

    url: str
    role: Role
    redirects: int = 0
    trail: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageSigns:
    """What the plan must know of a page beside its profile: links that may lead to a forum, and a refresh."""

    forum_links: Sequence[str] = ()
    refresh: str | None = None
    unreadable: str | None = None


@dataclass(slots=True)
class VisitPlan:
    """The plan, and its state between steps. `sensitive` sites are seen by their front page alone."""

    address: str
    limits: Limits
    same_place: SamePlace
    refusal_of: RefusalOf
    sensitive: bool = False
    pages: int = 0
    moved_to: str | None = None
    outcome: Outcome | None = None
    detail: str = ""
    front: ForumProfile | None = None
    further: list[ForumProfile] = field(default_factory=list)
    _queue: list[Step] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)
    _misses: int = 0
    _landing: bool = False
    _front_tried: bool = False

    def __post_init__(self) -> None:
        self._queue.append(Step(self.address, Role.ENTRY))

    # What comes next

    def next_step(self) -> Step | None:
        """The next address to ask for, or None when the visit is over."""
        while self._queue and self.outcome is None:
            step = self._queue.pop(0)
            if self.pages >= self.limits.max_pages and step.redirects == 0:
                break
            plain = without_fragment(step.url)
            if plain in self._seen and step.redirects == 0:
                continue
            self._seen.add(plain)
            if step.redirects == 0:
                self.pages += 1
            return step
        return None

    def end(self) -> tuple[Outcome, str]:
        """The outcome as things stand, and its reason in words."""
        if self.outcome is not None:
            return self.outcome, self.detail
        if self.front is None:
            return Outcome.FAILED, "the plan came to no page"
        return self._judge(self.front), self.detail

    @property
    def profiles(self) -> list[ForumProfile]:
        """What was read, the front page first."""
        return ([self.front] if self.front is not None else []) + self.further

    # What came of a step

    def redirected(self, step: Step, location: str) -> None:
        """The server points elsewhere: follow within the site, end as `moved` at the entry, drop otherwise."""
        target = resolve(step.url, location)
        trail = (*step.trail, without_fragment(step.url))
        if target is None:
            self._missed(step, Outcome.EGRESS_REFUSED, f"redirected to {location[:80]!r}, which is no web address")
        elif (refusal := self.refusal_of(target)) is not None:
            self._missed(step, Outcome.EGRESS_REFUSED, f"redirected to {line(target, 120)}: {line(refusal, 120)}")
        elif not self.same_place(step.url, target):
            if self._needed(step):
                self.moved_to = target
                self.stop(Outcome.MOVED, f"redirected to {line(target, 200)}")
        elif step.redirects >= self.limits.max_redirects or without_fragment(target) in trail:
            told = f"redirect {step.redirects + 1} leads to {line(target, 200)}"
            self._missed(step, Outcome.TOO_MANY_REDIRECTS, told)
        else:
            self._queue.insert(0, Step(target, step.role, step.redirects + 1, trail))

    def failed(self, step: Step, outcome: Outcome, detail: str) -> None:
        """There was no answer, or none that can be read."""
        self._missed(step, outcome, detail)

    def kept_out(self, step: Step, outcome: Outcome, detail: str) -> None:
        """robots.txt stands before this address: the end where nothing was read yet, else the page is left alone."""
        if self._needed(step):
            self.stop(outcome, detail)

    def no_entry(self, step: Step, outcome: Outcome, detail: str) -> None:
        """robots.txt could not be had. A host that refuses https altogether is asked once more over http."""
        plain = _without_tls(step.url)
        if outcome is Outcome.CONNECTION_FAILED and plain is not None and step.role is Role.ENTRY:
            self._queue.insert(0, Step(plain, step.role, step.redirects + 1, (*step.trail, step.url)))
        else:
            self.kept_out(step, outcome, detail)

    def read(self, step: Step, status: int, profile: ForumProfile, signs: PageSigns) -> None:
        """A page was read, whatever its status said."""
        if profile.opt_out is not None:
            # Nothing that was read is taken along; that a page said so tells the registry whom it concerns.
            self.front, self.further = ForumProfile(opt_out=profile.opt_out), []
            self.stop(Outcome.OPTED_OUT, f"the page says {profile.opt_out[:80]!r}")
        elif step.role in (Role.FURTHER, Role.FEED):
            self._read_further(status, profile, signs)
        else:
            self._read_front(step, status, profile, signs)

    def stop(self, outcome: Outcome, detail: str) -> None:
        """End here, unless an end was named before."""
        if self.outcome is None:
            self.outcome, self.detail = outcome, detail

    def content(self, reason: str) -> None:
        """A budget is used up: be content with what was read, and say why."""
        self._queue.clear()
        self.detail = self.detail or reason

    # Rules

    def _needed(self, step: Step) -> bool:
        """Whether the visit stands or falls with this step."""
        return step.role is Role.ENTRY or (self.front is None and not self._queue)

    def _missed(self, step: Step, outcome: Outcome, detail: str) -> None:
        if self._needed(step):
            self.stop(outcome, detail)
            return
        if outcome is Outcome.RATE_LIMITED:
            self.content("asked to slow down")
        self._misses += 1
        if self._misses >= PATIENCE:
            self.content(f"further pages failed: {detail}")

    def _read_front(self, step: Step, status: int, profile: ForumProfile, signs: PageSigns) -> None:
        if profile.blocked is not None:
            self._end_front(step, Outcome.BLOCKED, profile.blocked)
        elif status >= 400 and not profile.is_forum:
            outcome, detail = of_status(status)
            self._end_front(step, outcome, detail)
        elif signs.unreadable is not None and not profile.is_forum:
            self._end_front(step, Outcome.UNREADABLE, signs.unreadable)
        elif signs.refresh is not None and not profile.is_forum and step.redirects < self.limits.max_redirects:
            self.redirected(step, signs.refresh)
        elif profile.is_forum:
            self._read_forum(step, status, profile)
        else:
            self._read_other(step, profile, signs)

    def _end_front(self, step: Step, outcome: Outcome, detail: str) -> None:
        """This page is no evidence; a better one may have been read before."""
        if self.front is None:
            self.stop(outcome, detail)
        else:
            self._missed(step, outcome, detail)

    def _read_forum(self, step: Step, status: int, profile: ForumProfile) -> None:
        behind = profile.front_page
        deep = behind is not None and not same_page(behind, step.url) and self.same_place(step.url, behind)
        if behind is not None and deep and not self._front_tried:
            self._front_tried = True
            # A thread tells of one thread; of a sensitive site even that is not kept.
            self.front = None if self.sensitive else profile
            self._queue.insert(0, Step(behind, Role.FRONT))
            return
        if status >= 400:
            if profile.value("login_wall") is True:
                self.front = profile
                self.stop(Outcome.LOGIN_WALL, "shows nothing to guests")
            else:
                self._end_front(step, *of_status(status))
            return
        self.front = profile
        self._queue.clear()
        if not self.sensitive:
            self._plan_further(step, profile)

    def _plan_further(self, step: Step, profile: ForumProfile) -> None:
        also = [url for url in profile.also if self.same_place(step.url, url)]
        self._queue += [Step(url, Role.FURTHER) for url in also]
        feed = next((url for url in profile.feeds if self.same_place(step.url, url) and url not in also), None)
        if feed is not None and not profile.thread_titles:
            self._queue.append(Step(feed, Role.FEED))

    def _read_further(self, status: int, profile: ForumProfile, signs: PageSigns) -> None:
        if status == 429:
            self.content("asked to slow down")
        elif status < 300 and signs.unreadable is None and profile.blocked is None:
            self.further.append(profile)
        else:
            self._misses += 1
            if self._misses >= PATIENCE:
                self.content("further pages failed")

    def _read_other(self, step: Step, profile: ForumProfile, signs: PageSigns) -> None:
        if self.front is None:
            self.front = profile
        if self._landing:
            return
        self._landing = True
        inside = [url for url in signs.forum_links if self.same_place(step.url, url) and not same_page(url, step.url)]
        self._queue[:0] = [Step(url, Role.FRONT) for url in inside[:LANDING_TRIES]]

    def _judge(self, profile: ForumProfile) -> Outcome:
        if profile.is_forum:
            walled = profile.value("login_wall") is True and not profile.boards and not profile.thread_titles
            return Outcome.LOGIN_WALL if walled else Outcome.PROFILED
        return Outcome.UNSURE if profile.confidence >= UNSURE_FROM else Outcome.NOT_A_FORUM


def of_status(status: int) -> tuple[Outcome, str]:
    """What an answer that is no page means."""
    detail = f"answered {status}"
    if status in (404, 410):
        return Outcome.GONE, detail
    if status == 429:
        return Outcome.RATE_LIMITED, detail
    if 400 <= status < 500:
        return Outcome.ACCESS_DENIED, detail
    if 500 <= status < 600:
        return Outcome.SERVER_ERROR, detail
    return Outcome.UNREADABLE, detail


def resolve(base: str, href: str) -> str | None:
    """`href` as an absolute http(s) address without a fragment, or None when it is none."""
    try:
        parts = urlsplit(urljoin(base, href.strip()))
        _ = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    return urlunsplit(parts._replace(fragment="", netloc=_ascii_host(parts)))


def _ascii_host(parts: SplitResult) -> str:
    if parts.netloc.isascii():
        return parts.netloc
    try:
        return parts.netloc.encode("idna").decode("ascii")
    except UnicodeError:
        return parts.netloc


def _without_tls(url: str) -> str | None:
    """The same address over http, or None where that is no other or has a port of its own."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(scheme="http")) if parts.scheme == "https" and parts.port is None else None


def without_fragment(url: str) -> str:
    """The address as it goes over the wire."""
    return url.partition("#")[0]


def same_page(one: str, other: str) -> bool:
    """Whether two addresses show one front page: case of the host, index scripts and the last slash aside."""
    return _page(one) == _page(other)


def _page(url: str) -> tuple[str, str, str]:
    parts = urlsplit(url)
    path = parts.path
    directory, _, last = path.rpartition("/")
    if last.partition(".")[0].lower() in ("index", "default", "home") and "." in last and not parts.query:
        path = directory
    return (parts.hostname or "").removeprefix("www."), path.rstrip("/"), parts.query
