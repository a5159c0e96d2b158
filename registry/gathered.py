"""The contract between reading pages that name forums and keeping what they name. Pure data.

Made by `crawler.gathering`, taken in by `registry.ingest.gathering`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from registry.profile import RobotsReading

MOST_NAMED = 2000
"""Addresses of one reading that are taken in, at most."""

MOST_LEADS = 20
"""Further pages of one reading that become readings of their own, at most."""

MOST_REST = 200
"""Pages of a long list that wait for the next reading, at most."""


@dataclass(frozen=True, slots=True)
class Named:
    """An address that a page names. `words` are others' (of the link, of its heading): private, kept 30 days.

    `topic` is a path that the page itself gives, as lists made for machines do; None where it gives none.
    """

    address: str
    words: str = ""
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class Lead:
    """A further page that may name forums: of which kind, and where.

    `rank` orders the pages of a site that are read on by what they promise: the least first. Others are read in turn.
    """

    kind: str
    address: str
    rank: int = 0


@dataclass(frozen=True, slots=True)
class GatheringReport:
    """How one reading ended, and all it brought home.

    `outcome` is a `vocabulary.Outcome`; `detail` says it in words for operators (at most 300 characters, no page
    text). `host_id` None: a question to a search engine, under a lease of its own. `leads` become readings of their
    own. `validators` are what the next reading of the page is told: what to ask with, which pages of a long list wait
    (`goes_on`), which were read.
    """

    gathering_id: int
    kind: str
    source: str
    host_id: int | None
    worker: str
    lease_token: int
    outcome: str
    started_at: datetime
    ended_at: datetime
    topic: str | None = None
    region: str | None = None
    discovery_id: int | None = None
    detail: str = ""
    pages: int = 0
    bytes_read: int = 0
    found: tuple[Named, ...] = ()
    leads: tuple[Lead, ...] = ()
    goes_on: bool = False
    validators: Mapping[str, Any] = field(default_factory=dict)
    robots: RobotsReading | None = None
    retry_after_s: float | None = None
    last_response_at: datetime | None = None
    release_host: bool = True
