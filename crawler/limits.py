"""The budgets of a visit and of the crawler. Sizes in bytes, times in seconds; every one is a ceiling."""

from dataclasses import dataclass, replace

from registry.settings import Settings

UNINTRODUCED_SEEDS = 25
UNINTRODUCED_PAGES = 3
"""While webmasters have no address to write to, a live crawl stays this small."""


DISCOVER_PAGES = 3
"""Pages that may be asked for to learn whether a site is a forum: its front page, and what that leads to."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one visit may take, and how many visits there are at once."""

    max_pages: int = 6
    max_bytes: int = 8 * 1024 * 1024
    max_seconds: float = 120.0
    max_redirects: int = 5  # in a row, pages and robots.txt alike
    max_links: int = 2000  # links to other sites brought home
    page_bytes: int = 2 * 1024 * 1024  # of one answer, unpacked
    robots_bytes: int = 512 * 1024
    header_bytes: int = 64 * 1024
    request_s: float = 20.0
    default_delay_s: float = 1.0  # from the end of one answer to the next request of the same host
    max_delay_s: float = 30.0  # a longer crawl delay is clamped to this, and the visit to its front page
    workers: int = 64  # visits under way at once
    hosts_at_once: int = 4  # of one registered domain, over all workers
    database_wait_s: float = 300.0  # how long a database that is away is waited for
    lease_s: float = 120.0  # a host whose crawler died is free again after this; renewed at a third of it

    @classmethod
    def from_settings(cls, settings: Settings) -> "Limits":
        """The operator's limits."""
        return cls(
            max_pages=settings.max_pages,
            max_bytes=settings.max_bytes,
            max_seconds=settings.max_seconds,
            max_redirects=settings.max_redirects,
            max_links=settings.max_links,
            default_delay_s=settings.default_delay_s,
            max_delay_s=settings.max_delay_s,
            workers=settings.workers,
            hosts_at_once=settings.hosts_at_once,
            database_wait_s=settings.database_wait_s,
        )

    def brief(self) -> "Limits":
        """The same, for a visit that only asks whether a site is a forum."""
        return replace(self, max_pages=min(self.max_pages, DISCOVER_PAGES))

    def unintroduced(self) -> "Limits":
        """The same, for a crawler without a contact."""
        return replace(self, max_pages=min(self.max_pages, UNINTRODUCED_PAGES))
