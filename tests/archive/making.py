"""Visits to the sample web without a network, recorded and written as the crawler would."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from crawler.archive.contents import contents
from crawler.archive.place import own_files
from crawler.archive.visits import RecordedVisit
from crawler.archive.writer import Archive, Sender
from crawler.egress import Policy
from crawler.fetching import Answer, FetchFailed, asked_with
from crawler.limits import Limits
from crawler.visiting import Errand, Visit
from registry.identity import SharedHosts
from registry.profile import VisitReport
from registry.vocabulary import Outcome, Purpose
from sampleweb import SampleServer

AGENT = "forum-registry/0 (+https://example.org/bot)"
LIMITS = Limits(default_delay_s=0.0)
HOSTS = SharedHosts()
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def plain(*_: object) -> set[str]:
    return set()


@dataclass
class Clock:
    """A clock that a test moves."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now


@dataclass
class SampleFetch:
    """`Fetch` from the sample web within this process; `more` are headers added to each answer."""

    web: SampleServer
    clock: Callable[[], datetime]
    more: tuple[tuple[str, str], ...] = ()

    async def __call__(self, url: str, *, timeout: float, cut_at: int | None = None) -> Answer:
        parts = urlsplit(url)
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        found = self.web.answer(parts.hostname or "", target or "/")
        if found.behaviour != "answer":
            raise FetchFailed(Outcome.CONNECTION_FAILED, "closed without a word")
        headers = (("Content-Type", found.content_type), *found.headers, *self.more, ("Content-Encoding", "gzip"))
        return Answer(url, found.status, headers, found.body, self.clock())


@dataclass
class Kept:
    """An archive under test."""

    folder: Path
    clock: Clock = field(default_factory=Clock)
    withheld: Callable[[set[str]], set[str]] = plain
    notices: list[str] = field(default_factory=list)
    file_bytes: int = 1 << 30

    def open(self, worker: str = "tests") -> Archive:
        sender = Sender(worker, list(asked_with(AGENT).items()))
        return Archive(
            self.folder, sender, HOSTS, Policy(public=False, allow=frozenset({("127.0.0.1", 80)})), clock=self.clock,
            withheld=self.withheld, on_notice=self.notices.append, file_bytes=self.file_bytes,
        )  # fmt: skip

    def visit(self, archive: Archive, fetch: SampleFetch, address: str, **errand: object) -> VisitReport:
        """Make one visit and have it kept."""
        return make_visit(archive, fetch, Errand(address, **errand), self.clock)  # type: ignore[arg-type]

    def read(self) -> list[object]:
        return [one for file in own_files(self.folder) for one in contents(file)]

    def visits(self) -> list[RecordedVisit]:
        found = self.read()
        assert all(isinstance(one, RecordedVisit) for one in found), found
        return [one for one in found if isinstance(one, RecordedVisit)]


def make_visit(archive: Archive, fetch: SampleFetch, errand: Errand, clock: Clock) -> VisitReport:
    async def carry_out() -> VisitReport:
        with archive.around(errand, LIMITS) as recording:
            asked = fetch if recording is None else recording.around(fetch)
            visit = Visit(errand, asked, LIMITS, HOSTS, clock=clock, policy=archive._policy)
            report = archive.told(recording, await visit.run())
            if recording is not None:
                recording.report = report
        return report

    return asyncio.run(carry_out())


def address_of(web: SampleServer, name: str) -> str:
    """The address of a sample site at the port that the policy of these tests allows."""
    return f"http://{urlsplit(web.address(name)).hostname}/"


PURPOSES = (Purpose.PROFILE, Purpose.DISCOVER)
