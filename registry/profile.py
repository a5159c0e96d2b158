"""The contract between crawling and keeping: what one visit found out about a site.

Pure data: no database, no network. A `ForumProfile` is made from one page by `crawler.reader.read` and
from several pages of one visit by `crawler.visit`; `registry.ingest` takes it in; `registry.assess` judges it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from registry.gathered import Lead

RAW_LIMIT = 80
"""Longest evidence kept, in characters: the matched span only, never an element's whole text."""

FACTS = (
    "name",
    "description",
    "language",
    "members",
    "threads",
    "posts",
    "online",
    "last_post_at",
    "rules_url",
    "contact_url",
    "registration_url",
    "login_wall",
    "active_7_days",
    "active_30_days",
)
"""The fields a profile may hold findings for, in the order they are shown."""

COUNTS = ("members", "threads", "posts", "online", "active_7_days", "active_30_days")
"""The facts that are whole numbers, 0 to 10^12."""

Value = str | int | float | bool | datetime


@dataclass(frozen=True, slots=True)
class Finding:
    """One fact read from a page, with its evidence.

    `value` is clean (times are aware UTC), `raw` the matched span (at most RAW_LIMIT characters), `rule` the
    selector or pattern that read it, `page` the address it stood on, `precision` a `vocabulary.Precision`
    for times, else None.
    """

    value: Value
    raw: str
    rule: str
    page: str = ""
    precision: str | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """One section of a forum. Counts are those the page states, else None."""

    name: str
    url: str | None = None
    threads: int | None = None
    posts: int | None = None
    last_post_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A link to another site. `words` may have been written by a member: private, kept 30 days."""

    url: str
    words: str = ""


MOST_THREADS_SEEN = 60
"""Threads of one visit that are looked at for their replies, at most."""


@dataclass(frozen=True, slots=True)
class ThreadSeen:
    """One thread as a list of threads showed it, in flight only: numbers and times, no row of it is ever kept.

    `replies` leaves out the opening post. `started_at` and `last_post_at` are the times of its first and its newest
    post, aware UTC; a list tells one of them at least. `first_reply_at` is None wherever nothing states it. `slack_s`:
    by how many seconds more than those times tell two of them may lie apart, for they were told to the minute, or to
    the day. `mark` tells threads apart within one process, and means nothing in another.
    """

    replies: int
    last_post_at: datetime | None
    started_at: datetime | None = None
    first_reply_at: datetime | None = None
    slack_s: int = 0
    mark: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ForumProfile:
    """All that one page, or one visit, found out about a site.

     `confidence` is 0 to 1 that this is a forum; `clues` say what convinced the reader. `derived` holds sums
     and estimates by the field they estimate (`{"posts": Finding(...)}`): never mixed with `findings`.
     `thread_titles` (newest 30) are private. `thread_times` are the times of the newest threads' last posts
    , newest first, aware UTC. `threads_seen` (at most MOST_THREADS_SEEN) are threads with their replies: either all
    that began in the time that a list shows whole, or, where lists do not tell beginnings, all that a list shows (see
    `crawler.replies`). `blocked` and `login_wall` name the sign.
    """

    is_forum: bool = False
    confidence: float = 0.0
    platform: str | None = None
    platform_version: str | None = None
    clues: tuple[str, ...] = ()
    findings: Mapping[str, Finding] = field(default_factory=dict)
    derived: Mapping[str, Finding] = field(default_factory=dict)
    boards: tuple[Board, ...] = ()
    thread_titles: tuple[str, ...] = ()
    thread_times: tuple[datetime, ...] = ()
    threads_seen: tuple[ThreadSeen, ...] = ()
    feeds: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    also: tuple[str, ...] = ()
    """Further addresses on the same site that would tell more, best first. Extraction never fetches."""
    front_page: str | None = None
    """The community's front page as far as this page tells, absolute."""
    canonical: str | None = None
    blocked: str | None = None
    """Why the page is no evidence either way: challenge, closed board, ban. None when it is not blocked."""
    opt_out: str | None = None
    """The meta tag naming our agent, as it stands."""
    parser_version: str = ""
    page_print: int | None = None
    """`registry.prints.page_print` of the front page's words; None where none was taken."""

    def value(self, fact: str) -> Value | None:
        """The clean value of a fact, or None when no page showed it."""
        found = self.findings.get(fact)
        return None if found is None else found.value


@dataclass(frozen=True, slots=True)
class RobotsReading:
    """What a host's robots.txt said. `state`: `rules`, `allow_all` (4xx), `unreachable` (5xx, time-out, reset).

    `text` is at most 512 KiB; `crawl_delay` in seconds as asked, unclamped; `fetched_at` aware UTC.
    """

    state: str
    text: str
    fetched_at: datetime
    crawl_delay: float | None = None


@dataclass(frozen=True, slots=True)
class VisitReport:
    """How one visit ended, and all it brought home: what the crawler hands to `registry.ingest`.

    `outcome` is a `vocabulary.Outcome`, `purpose` a `vocabulary.Purpose`; `detail` says it in words for
    operators (at most 300 characters, no page text). `lease_token` fences off a worker whose lease was lost.
    `release_host` ends the host's lease with this visit. `retry_after_s` is what the server asked for. `doubtful`: our
    own side may have been the trouble, so that a failure says nothing of the site.
    `discovery_id` is the search it was made for, if any; `lists` are pages met on the way that may name forums.
    """

    site_id: int
    host_id: int
    worker: str
    lease_token: int
    purpose: str
    outcome: str
    started_at: datetime
    ended_at: datetime
    detail: str = ""
    pages: int = 0
    bytes_read: int = 0
    profile: ForumProfile | None = None
    moved_to: str | None = None
    moved_for_good: bool = False
    """Whether every redirect that led to `moved_to` was a permanent one, from front page to front page."""
    robots: RobotsReading | None = None
    retry_after_s: float | None = None
    last_response_at: datetime | None = None
    release_host: bool = True
    doubtful: bool = False
    discovery_id: int | None = None
    lists: "tuple[Lead, ...]" = ()
