"""What a crawl tells while it runs, and at its end."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SiteStarted:
    """A visit has begun."""

    site_key: str


@dataclass(frozen=True, slots=True)
class SiteEnded:
    """A visit has ended and is kept. `outcome` is a `vocabulary.Outcome`; `name` is the forum's own, "" unknown.

    `looked`: it was asked only whether there is a forum, which is then read in full by a visit of its own.
    """

    site_key: str
    outcome: str
    pages: int
    is_forum: bool
    name: str = ""
    detail: str = ""
    bytes_read: int = 0
    looked: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the crawl is. `done` counts visits, `due` sites still to be visited, `eta_s` guesses the seconds left.

    `forums`: a forum that was found and then read in full counts once.
    """

    done: int
    due: int
    forums: int
    pages: int
    outcomes: Counter[str]
    eta_s: float | None = None


@dataclass(frozen=True, slots=True)
class Searched:
    """How far a search is, by all who take part in it. `state` is a `vocabulary.DiscoveryState`."""

    sites: int
    most_sites: int
    pages: int
    most_pages: int
    forums: int
    of_topic: int
    state: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the operator should read."""

    text: str


Event = SiteStarted | SiteEnded | Progress | Searched | Notice


@dataclass(slots=True)
class CrawlSummary:
    """What a crawl did, counted as in `Progress`. `interrupted`: it was stopped before nothing was due any more."""

    done: int = 0
    forums: int = 0
    pages: int = 0
    bytes_read: int = 0
    seconds: float = 0.0
    interrupted: bool = False
    outcomes: Counter[str] = field(default_factory=Counter)
    notices: list[str] = field(default_factory=list)
