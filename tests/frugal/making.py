"""Visits as the crawler reports them, taken in through the one door: at any address, at any time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.catalogue.model import Doubt, Forum
from registry.db import Sessions
from registry.frontier import lease_hosts, release
from registry.frontier.model import Site, SiteAlias
from registry.frontier.queue import schedule_site
from registry.frontier.sighting import sighting
from registry.identity import site_key
from registry.ingest import Ingested, ingest
from registry.profile import Board, Finding, ForumProfile, Link
from registry.vocabulary import Outcome, Purpose
from tests.store.making import HOSTS, Told, report_for

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
HENS = ("Keeping hens", "Ducks and geese", "Coops and runs", "Feed and health", "The allotment")
PAGE = 4611686018427387904 + 12345


def a_forum(
    boards: tuple[str, ...] = HENS, members: int = 1200, threads: int = 3400, posts: int = 56_000, **more: Any
) -> ForumProfile:
    """The profile of one page of a forum."""
    figures = {"name": "Poultry Talk", "members": members, "threads": threads, "posts": posts}
    return ForumProfile(
        is_forum=True, confidence=0.95, platform="phpbb", clues=("body#phpbb",),
        findings={name: Finding(value, str(value), "#figures") for name, value in figures.items()},
        boards=tuple(Board(name) for name in boards), parser_version="1", **more,
    )  # fmt: skip


def a_page(*links: str, printed: int | None = PAGE, confidence: float = 0.0) -> ForumProfile:
    """The profile of a page that is no forum's."""
    return ForumProfile(confidence=confidence, links=tuple(Link(url) for url in links), page_print=printed)


def look(
    sessions: Sessions, address: str, when: datetime = NOW, outcome: Outcome = Outcome.PROFILED, **more: Any
) -> Ingested:
    """Have an address visited, due or not; what became of the visit."""
    with sessions.write() as session:
        seen = sighting(session, address, source="link", now=when, hosts=HOSTS)
        key = site_key(address, HOSTS)
        site_id = session.scalar(select(Site.id).where(Site.key == key.key)) or seen.site_id
        purpose = session.scalar(select(Site.purpose).where(Site.id == site_id))
        schedule_site(session, site_id, purpose=Purpose(more.pop("purpose", purpose)), when=when - DAY)
        lease = None
        for one in lease_hosts(
            session, worker="w", limit=500, purposes=list(Purpose), now=when, lease_s=60, hosts_at_once=500
        ):
            if one.host_key == key.host_key:
                lease = replace(one, sites=tuple(site for site in one.sites if site.site_id == site_id))
            else:
                release(session, one, when)
        assert lease is not None
    with sessions.write() as session:
        report = report_for(lease, when, outcome, **more)
        return ingest(session, report, assessor=Told(), hosts=HOSTS, now=when)


def site_of(session: Session, address: str) -> Any:
    return session.execute(select(Site.__table__).where(Site.key == site_key(address, HOSTS).key)).one()


def forums(sessions: Sessions) -> list[tuple[str, str]]:
    """The address and standing of every forum."""
    with sessions.read() as session:
        rows = session.execute(select(Site.key, Forum.standing).join(Site, Site.id == Forum.site_id).order_by(Site.key))
        return [tuple(row) for row in rows]


def held_by(sessions: Sessions, address: str) -> str:
    """The first key of the site that an address leads to."""
    with sessions.read() as session:
        key = site_key(address, HOSTS).key
        return session.scalars(
            select(Site.key).join(SiteAlias, SiteAlias.site_id == Site.id).where(SiteAlias.key == key)
        ).one()


def open_doubts(sessions: Sessions) -> list[str]:
    with sessions.read() as session:
        return list(session.scalars(select(Doubt.kind).where(Doubt.decided_at.is_(None)).order_by(Doubt.id)))
