"""Making what the tests of the store need: an assessor that is told its answer, profiles and reports."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from registry.assess import Assessment, Subject
from registry.db import Sessions
from registry.frontier import HostLease, lease_hosts
from registry.identity import SharedHost, SharedHosts
from registry.ingest import Ingested, ingest
from registry.profile import Board, Finding, ForumProfile, Link, VisitReport
from registry.vocabulary import Outcome, Purpose

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
HOSTS = SharedHosts(
    [
        SharedHost("reddit.com", ("old.reddit.com",), (("r", "*"),)),
        SharedHost("proboards.com", subdomains=True),
        SharedHost("groups.io", paths=(("g", "*"),), subdomains=True),
        SharedHost("bravenet.com", query="usernum"),
    ]
)


class Told:
    """An assessor that gives the answer it was told, and remembers what it was asked."""

    def __init__(self, answer: Assessment | None = None) -> None:
        self.answer = answer or Assessment()
        self.asked: list[Subject] = []

    def assess(self, subject: Subject) -> Assessment:
        self.asked.append(subject)
        return self.answer


def finding(value: Any, raw: str = "", **more: Any) -> Finding:
    return Finding(value, raw or str(value)[:80], "#figures strong", page="https://example.org/", **more)


def forum_profile(**facts: Any) -> ForumProfile:
    """The profile of a small forum; `facts` replace its findings, None takes one out."""
    stated = {
        "name": "Poultry Talk", "description": "Hens, ducks and geese", "members": 1200, "threads": 3400,
        "posts": 56000, "last_post_at": NOW - timedelta(hours=2), **facts,
    }  # fmt: skip
    return ForumProfile(
        is_forum=True,
        confidence=0.95,
        platform="phpbb",
        platform_version="3.3",
        clues=("body#phpbb", "cookie phpbb3_"),
        findings={name: finding(value) for name, value in stated.items() if value is not None},
        boards=(Board("Keeping hens", "https://example.org/viewforum.php?f=1", 1200, 20000), Board("Ducks")),
        thread_titles=("Hen off lay", "Which coop?"),
        thread_times=(NOW - timedelta(hours=2), NOW - timedelta(days=1)),
        feeds=("https://example.org/app.php/feed",),
        parser_version="1",
    )


def lease_one(session: Session, now: datetime, worker: str = "worker-1") -> HostLease:
    """Lease the one host that is due."""
    (lease,) = lease_hosts(session, worker=worker, limit=1, purposes=list(Purpose), now=now, lease_s=60)
    return lease


def report_for(lease: HostLease, now: datetime, outcome: Outcome = Outcome.PROFILED, **more: Any) -> VisitReport:
    """A report on the first site of a lease."""
    return replace(
        VisitReport(
            site_id=lease.sites[0].site_id, host_id=lease.host_id, worker=lease.worker, lease_token=lease.token,
            purpose=lease.sites[0].purpose, outcome=str(outcome), started_at=now, ended_at=now, pages=2,
            bytes_read=1000, last_response_at=now,
        ),
        **more,
    )  # fmt: skip


def visit(
    sessions: Sessions,
    now: datetime,
    outcome: Outcome = Outcome.PROFILED,
    *,
    assessor: Told | None = None,
    only: str | None = None,
    **more: Any,
) -> Ingested:
    """Lease the one host that is due (or the one of several with the key `only`) and take in a report on a site."""
    with sessions.write() as session:
        leases = lease_hosts(session, worker="worker-1", limit=9, purposes=list(Purpose), now=now, lease_s=60)
        (lease,) = [lease for lease in leases if only in {None, lease.host_key}]
    with sessions.write() as session:
        report = report_for(lease, now, outcome, **more)
        return ingest(session, report, assessor=assessor or Told(), hosts=HOSTS, now=now)


def link(url: str, words: str = "") -> Link:
    return Link(url, words)
