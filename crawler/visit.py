"""The plan of one visit: what to ask for next, when to stop, and what the outcome is called. Pure.

The plan is told what came of each step (`answered`, `read`, `failed`, `kept_out`) and gives the next one (`next_step`).
It never fetches, waits or reads the clock; `crawler.visiting` does that for it.

Order of steps: the address itself; where it turns out to be a thread or a landing page, the front page behind it;
then the further addresses the front page's software is known to have, and a feed when no threads were seen; last, where
pages are left, one board, unless enough threads were seen with their replies.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from crawler.limits import Limits
from crawler.merge import ZONE_ASSUMED
from crawler.steps import Entry, PageSigns, Role, Step, board_in_turn, in_doubt, known_by, of_a_part, of_status
from crawler.wayfinding import (
    above,
    by_script,
    for_machines,
    is_feed,
    resolve,
    same_page,
    without_fragment,
    without_tls,
)
from registry.hygiene import line
from registry.profile import ForumProfile
from registry.vocabulary import Outcome, Precision

UNSURE_FROM = 0.3
"""Confidence from which a page that is not called a forum leaves us unsure, not convinced of the contrary."""

LANDING_TRIES = 2
"""How many forum links of a landing page are looked at."""

MOST_LED_ON = 1
"""How many addresses an answer may lead on to: NodeInfo stands behind an index of its versions."""

EXACT = (Precision.SECOND, Precision.MINUTE)

ENOUGH_THREADS = 20
"""Threads with their replies after which no board is asked for more."""

PATIENCE = 2
"""How many further pages may fail before the visit is content with what it has."""

SamePlace = Callable[[str, str], bool]
"""Whether two addresses belong to one site as far as a visit is concerned."""

RefusalOf = Callable[[str], str | None]
"""Why an address may not be asked for, or None: the guard's view of its text."""

HomeOf = Callable[[str], str | None]
"""The front page of the community that an address belongs to, as far as the address alone tells."""

NO_FACTS = (404, 410)
"""Further pages that are not there: nothing is known by it, and nobody is at fault."""

NOT_HERE = (Outcome.GONE, Outcome.ACCESS_DENIED, Outcome.PARKED)
"""Ends of a front page that say nothing of the pages behind it."""

SLOW_DOWN = (429, 503)
"""Answers of a server that has enough of us, or of everybody."""


@dataclass(slots=True)
class VisitPlan:
    """The plan, and its state between steps. `sensitive` sites are seen by their front page alone.

    `turn` is a number of its own for each visit of a site: by it boards take turns. None: no board is asked for.
    `brief`: whether this is a forum is all that is asked; what else it tells is for a later visit. `sighted` is the
    page that others named, where it is another than `address`: tried when that turns out to be no forum.
    """

    address: str
    limits: Limits
    same_place: SamePlace
    refusal_of: RefusalOf
    home_of: HomeOf = lambda _: None
    sensitive: bool = False
    turn: int | None = None
    brief: bool = False
    sighted: str | None = None
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
    _entry: Entry | None = None
    _homes_tried: bool = False
    _enough: bool = False

    def __post_init__(self) -> None:
        self._queue.append(Step(self.address, Role.ENTRY))

    # What comes next

    def next_step(self) -> Step | None:
        """The next address to ask for, or None when the visit is over."""
        while self._has_more():
            step = self._queue.pop(0)
            if self.pages >= self.limits.max_pages and step.redirects == 0:
                break
            plain = without_fragment(step.url)
            if step.redirects == 0 and (plain in self._seen or self._tells_nothing_new(step)):
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
        plain = without_tls(step.url)
        if outcome is Outcome.CONNECTION_FAILED and plain is not None and step.role is Role.ENTRY:
            self._queue.insert(0, Step(plain, step.role, step.redirects + 1, (*step.trail, step.url)))
        else:
            self.kept_out(step, outcome, detail)

    def read(self, step: Step, status: int, profile: ForumProfile, signs: PageSigns) -> None:
        """A page was read, whatever its status said."""
        if profile.opt_out is not None:
            # Nothing that was read is taken along; that a page said so tells the registry whom it concerns.
            self.front, self.further = ForumProfile(opt_out=profile.opt_out), []
            self.stop(Outcome.OPTED_OUT, "the page, or its header, names our agent and tells it to leave")
        elif step.role in (Role.FURTHER, Role.FEED, Role.BOARD):
            self._read_further(step, status, profile, signs)
        else:
            self._read_front(step, status, profile, signs)

    def stop(self, outcome: Outcome, detail: str) -> None:
        """End here, unless an end was named before."""
        if self.outcome is None:
            self.outcome, self.detail = outcome, detail

    def content(self, reason: str) -> None:
        """A budget is used up: be content with what was read, and say why."""
        self._queue.clear()
        self._enough = True
        self.detail = self.detail or reason

    # Rules

    def _needed(self, step: Step) -> bool:
        """Whether the visit stands or falls with this step."""
        return step.role is Role.ENTRY or (self.front is None and not self._queue)

    def _has_more(self) -> bool:
        """Whether a step is left. An entry whose front pages all came to nothing speaks for itself."""
        entry = self._entry
        if entry is not None and not self._queue and not self._enough and self.front is entry.profile:
            self._entry = None
            self._settle(entry.url, entry.profile)
        return bool(self._queue) and self.outcome is None

    def _tells_nothing_new(self, step: Step) -> bool:
        """Whether a feed would only say again what was read: threads, and when exactly the last post was written.

        A board would, where enough threads were seen with their replies.
        """
        if step.role is Role.BOARD:
            return sum(len(profile.threads_seen) for profile in self.profiles) >= ENOUGH_THREADS
        if step.role not in (Role.FURTHER, Role.FEED) or not is_feed(step.url):
            return False
        times = [p.findings["last_post_at"] for p in self.profiles if "last_post_at" in p.findings]
        known = any(ZONE_ASSUMED not in time.rule and time.precision in EXACT for time in times)
        return known and any(p.thread_titles for p in self.profiles)

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
        elif (unreadable := signs.unreadable or signs.cut) is not None and not profile.is_forum:
            self._end_front(step, Outcome.UNREADABLE, unreadable)
        elif signs.parked is not None and not profile.is_forum:
            self._end_front(step, Outcome.PARKED, signs.parked)
        elif signs.refresh is not None and not profile.is_forum and self._may_refresh(step):
            self.pages += 1  # what sent us on was a page too
            self.redirected(step, signs.refresh)
        elif in_doubt(profile) and not self._landing and self._leads_on(step, signs):
            self._read_other(step, profile, signs)
        elif self._landing and self.front is not None and self.front.is_forum and in_doubt(profile):
            return
        elif profile.is_forum:
            self._read_forum(step, status, profile if signs.cut is None else of_a_part(profile))
            if signs.cut is not None and self.outcome is None:
                self.detail = self.detail or signs.cut
        else:
            self._read_other(step, profile, signs)

    def _may_refresh(self, step: Step) -> bool:
        return step.redirects < self.limits.max_redirects and self.pages < self.limits.max_pages

    def _leads_on(self, step: Step, signs: PageSigns) -> bool:
        """Whether a page in doubt only leads to a forum: one that it links to, or the known one the visit came from."""
        if step.role is Role.ENTRY:
            return bool(signs.forum_links)
        return self._entry is not None and self._entry.profile.platform is not None

    def _end_front(self, step: Step, outcome: Outcome, detail: str) -> None:
        """This page is no evidence; a better one may have been read before."""
        sighted = self._sighted(step) if outcome in NOT_HERE else []
        if self.front is None and sighted:
            self._queue[:0] = [Step(url, Role.ENTRY) for url in sighted]
        elif self.front is None:
            self.stop(outcome, detail)
        else:
            self._missed(step, outcome, detail)

    def _sighted(self, step: Step) -> list[str]:
        """The page that others named, once, where the visit may go there and it is not the one at hand."""
        url, self.sighted = self.sighted, None
        if url is None or not self.same_place(step.url, url) or same_page(url, step.url):
            return []
        return [url]

    def _read_forum(self, step: Step, status: int, profile: ForumProfile) -> None:
        whole = bool(profile.boards) and self._stands(step.url)
        homes = [] if self._homes_tried or (whole and self.sensitive) else self._homes(step, profile)
        if homes:
            self._homes_tried = True
            self._entry = Entry(step.url, profile, whole)
            # A thread tells of one thread; of a sensitive site even that is not kept.
            self.front = None if self.sensitive else profile
            self._queue[:0] = [Step(url, Role.FRONT) for url in homes]
            return
        if status >= 400:
            if profile.value("login_wall") is True:
                self.front = profile
                self.stop(Outcome.LOGIN_WALL, "shows nothing to guests")
            else:
                self._end_front(step, *of_status(status))
        elif self._entry is None or self._entry.leads_to(profile):
            self._settle(step.url, profile)

    def _homes(self, step: Step, profile: ForumProfile) -> list[str]:
        """Where the front page behind a page may be: where it links to, and where its address says.

        The folder of a forum's script is surely the forum's; else the page's own link is believed first.
        """
        told, home = profile.front_page, self.home_of(step.url)
        if told is not None and same_page(told, step.url):
            return []  # the page itself says that it is the front page: `/forum.php` beside a portal
        asked = (home, told) if by_script(step.url) else (told, home)
        found = [url for url in asked if url is not None and self.same_place(step.url, url)]
        new = [url for url in dict.fromkeys(found) if without_fragment(url) not in self._seen]
        return [url for url in new if not same_page(url, step.url)]

    def _stands(self, url: str) -> bool:
        home = self.home_of(url)
        return home is not None and same_page(home, url)

    def _settle(self, url: str, profile: ForumProfile) -> None:
        """This is the front page, read at this address, whatever address its own links give it."""
        entry, self._entry = self._entry, None
        told = profile.front_page
        is_here = told is not None and same_page(told, url)
        if not is_here and (entry is not None or self._stands(url)):
            profile = replace(profile, front_page=url)
        self.front = profile
        self._queue.clear()
        if entry is not None and entry.whole and not profile.boards and not self.sensitive:
            self.further.append(entry.profile)
        if not self.sensitive and not self.brief:
            self._plan_further(url, profile)

    def _plan_further(self, front: str, profile: ForumProfile) -> None:
        also = [url for url in profile.also if self.same_place(front, url)]
        self._queue += [Step(url, Role.FURTHER) for url in also]
        # What stands outside the forum's folder is the feed of the site around it.
        own = (url for url in profile.feeds if self.same_place(front, url) and above(front, url) and url not in also)
        feed = next(own, None)
        if feed is not None and not profile.thread_titles:
            self._queue.append(Step(feed, Role.FEED))
        if self.turn is not None:
            ours = [board for board in profile.boards if board.url and self.same_place(front, board.url)]
            board = board_in_turn(ours, f"{self.turn} {self.address}")
            self._queue += [Step(board, Role.BOARD)] if board is not None else []

    def _read_further(self, step: Step, status: int, profile: ForumProfile, signs: PageSigns) -> None:
        if status in SLOW_DOWN:
            self.content("asked to slow down")
        elif status in NO_FACTS:
            return
        elif status >= 300 or signs.unreadable is not None or profile.blocked is not None:
            self._misses += 1
            if self._misses >= PATIENCE:
                self.content("further pages failed")
        elif step.role is Role.BOARD:
            if self._answers(step, profile, signs):
                # What else a board's page says is that board's: its name, its figures, its newest post.
                self.further.append(ForumProfile(threads_seen=profile.threads_seen))
        elif signs.cut is None and self._answers(step, profile, signs):
            self.further.append(profile)
            more = profile.also if signs.kind == "json" else self._feeds_of_its_own(profile)
            ours = [url for url in more if self.same_place(step.url, url)]
            self._queue[:0] = [Step(url, Role.FURTHER) for url in ours[:MOST_LED_ON]]

    def _feeds_of_its_own(self, profile: ForumProfile) -> tuple[str, ...]:
        """The feed of the newest post's thread: it dates that post where the front page tells no zone."""
        last = self.front.findings.get("last_post_at") if self.front is not None else None
        if self.front is None or last is None or ZONE_ASSUMED not in last.rule:
            return ()
        return tuple(url for url in profile.feeds if url not in self.front.feeds)[:1]

    def _answers(self, step: Step, profile: ForumProfile, signs: PageSigns) -> bool:
        """Whether a further page tells of this forum: an answer for machines does, a page of HTML must be the forum's.

        Error pages and log-in pages of status 200 stand where answers, feeds and statistics were asked for.
        """
        if signs.kind != "html":
            return True
        asked = step.trail[0] if step.trail else step.url
        if step.role is Role.FEED or for_machines(asked):
            return False
        ours = self.front is None or profile.platform == self.front.platform
        return profile.is_forum and ours and profile.value("login_wall") is not True

    def _read_other(self, step: Step, profile: ForumProfile, signs: PageSigns) -> None:
        if self.front is None:
            self.front = profile if self._entry is None else known_by(self._entry.profile)
        if self._landing:
            return
        self._landing = True
        inside = [url for url in signs.forum_links if self.same_place(step.url, url) and not same_page(url, step.url)]
        if self._entry is not None:
            # One of several forums of this host was read: only what lies above it can be its front page.
            inside = [url for url in inside if above(url, self._entry.url)]
        # A page that others took for a forum's promises more than a second link of this one.
        tried = [*inside[:1], *self._sighted(step), *inside[1:LANDING_TRIES]]
        self._queue[:0] = [Step(url, Role.FRONT) for url in tried]

    def _judge(self, profile: ForumProfile) -> Outcome:
        if profile.is_forum:
            walled = profile.value("login_wall") is True and not profile.boards and not profile.thread_titles
            return Outcome.LOGIN_WALL if walled else Outcome.PROFILED
        return Outcome.UNSURE if profile.confidence >= UNSURE_FROM else Outcome.NOT_A_FORUM
