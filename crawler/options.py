"""What a crawl is started with."""

import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from crawler.egress import Policy
from crawler.engines.declare import Account
from crawler.limits import Limits
from registry.settings import Settings
from registry.vocabulary import Purpose


class StopSign(Protocol):
    """Something that says when to stop, such as threading.Event."""

    def is_set(self) -> bool:
        """Whether to stop now."""


def accounts_of(settings: Settings) -> tuple[Account, ...]:
    """The search engines that the operator has set, the operator's own first."""
    own = [Account("searxng", settings.searxng_url)] if settings.searxng_url else []
    paid = [Account("brave", settings.brave_url, settings.brave_key)] if settings.brave_key else []
    return (*own, *paid)


def endpoints_of(settings: Settings) -> frozenset[tuple[str, int]]:
    """Hosts and ports that the guard lets through by name: those the operator named, not the public one of a vendor."""
    usual = type(settings)().brave_url
    return frozenset(account.endpoint for account in accounts_of(settings) if account.url != usual)


@dataclass(frozen=True, slots=True)
class CrawlOptions:
    """Which database, which sites, for how long, and within which bounds.

    `policy` with an allowance is refused for a database without the demo mark. `stop` is looked at twice a second,
    for callers that cannot send a signal.
    """

    database_url: str
    seeds: Path
    purposes: tuple[Purpose, ...] = tuple(Purpose)
    forever: bool = False
    policy: Policy = field(default_factory=Policy)
    contact: str = ""
    limits: Limits = field(default_factory=Limits)
    private_days: int = 30
    letters_days: int = 90
    stop: StopSign | None = None
    warc: Path | None = None
    """The folder that pages are kept in for 30 days; None: they are not kept."""
    discovery_id: int | None = None
    """The search this crawl works for, and for nothing else; None: for all that is due."""
    accounts: tuple[Account, ...] = ()
    """The operator's search engines, in the order they are asked in."""
    searches_a_day: int = 60
    """Requests to them in 24 hours, by all workers together."""

    @classmethod
    def from_settings(
        cls,
        settings: Settings,
        *,
        purposes: tuple[Purpose, ...] = tuple(Purpose),
        forever: bool = False,
        policy: Policy | None = None,
        stop: StopSign | None = None,
    ) -> "CrawlOptions":
        """The operator's settings, and what the command was asked for."""
        return cls(
            settings.database_url,
            Path(settings.seeds),
            purposes,
            forever,
            replace(policy if policy is not None else Policy(), endpoints=endpoints_of(settings)),
            settings.contact,
            Limits.from_settings(settings),
            settings.private_days,
            settings.letters_days,
            stop,
            Path(settings.warc_dir) if settings.warc_dir else None,
            accounts=accounts_of(settings),
            searches_a_day=settings.searches_a_day,
        )

    @classmethod
    def from_environment(cls, *, purposes: tuple[Purpose, ...], forever: bool) -> "CrawlOptions":
        """For `scrapy crawl NAME`, which has no command of ours around it. Raises registry.settings.BadSetting."""
        return cls.from_settings(Settings.from_environment(os.environ), purposes=purposes, forever=forever)

    @property
    def unintroduced(self) -> bool:
        """Whether this is a live crawl that webmasters could not answer: such crawls stay small."""
        return not self.contact and not self.policy.allow
