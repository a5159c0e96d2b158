"""Lists that a visit took in whole: read as lists only once one of what they name turned out to be a forum."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from crawler.learning import Learner
from registry.db import Sessions
from registry.frontier import Found, lease_hosts, sightings
from registry.frontier.fruit import Fruits
from registry.frontier.leases import release
from registry.frontier.model import Site
from registry.frontier.seeking import Domain, Gathering
from registry.gathered import Lead
from registry.ingest import ingest_all
from registry.vocabulary import Outcome, Purpose
from tests.store.making import HOSTS, NOW, Told, forum_profile, link, report_for

PAGE = "https://forums-of-hens.org/"


def visited(sessions: Sessions, fruits: Fruits, only: str, *leads: str, is_forum: bool = False, links: int = 8) -> None:
    """One visit to this host, which names further hosts and came across these lists."""
    with sessions.write() as session:
        leases = lease_hosts(
            session, worker="one", limit=20, purposes=[Purpose.DISCOVER], now=NOW, lease_s=600, fruits=fruits
        )
        lease = next(one for one in leases if one.host_key == only)
        named = tuple(link(f"https://hens{n}.net/", "forum") for n in range(links))
        profile = replace(forum_profile(name="Hens"), is_forum=is_forum, links=named)
        outcome = Outcome.PROFILED if is_forum else Outcome.NOT_A_FORUM
        lists = tuple(Lead("directory", address) for address in leads)
        report = report_for(lease, NOW, outcome, profile=profile, lists=lists)
        ingest_all(session, [report], assessor=Told(), hosts=HOSTS, now=NOW, fruits=fruits)
        session.execute(update(Site).where(Site.last_attempt_at.is_(None)).values(next_due=NOW))
        for one in leases:
            if one is not lease:
                release(session, one, NOW)


def begun(sessions: Sessions, address: str = PAGE) -> Fruits:
    with sessions.write() as session:
        sightings(session, [Found(address, "seeds")], now=NOW, hosts=HOSTS)
    return Fruits()


def kept(sessions: Sessions) -> dict[str, bool]:
    """The lists that were kept: whether they are due."""
    with sessions.read() as session:
        rows = session.execute(select(Gathering.address, Gathering.next_due).where(Gathering.kind == "directory"))
        return {address: due is not None for address, due in rows}


def learnt(sessions: Sessions, fruits: Fruits, when: str = "now_and_then") -> None:
    async def write(work: Callable[[Session], None]) -> None:
        with sessions.write() as session:
            work(session)

    learner = Learner(fruits, seconds=lambda: 1e9 if when == "now_and_then" else 0.0, clock=lambda: NOW)
    if when == "at_last":
        learner.at_last(sessions)
    else:
        asyncio.run(getattr(learner, when)(write))


@pytest.mark.parametrize("address", [PAGE, PAGE.rstrip("/")], ids=["slash", "none"])
def test_a_page_that_was_read_is_no_list_to_read_until_it_named_a_forum(sessions: Sessions, address: str) -> None:
    fruits = begun(sessions)
    visited(sessions, fruits, "forums-of-hens.org", address)
    assert kept(sessions) == {PAGE: False}
    learnt(sessions, fruits)
    visited(sessions, fruits, "hens1.net", links=0)
    learnt(sessions, fruits)
    assert kept(sessions) == {PAGE: False}, "what it named was none"
    visited(sessions, fruits, "hens2.net", is_forum=True, links=0)
    learnt(sessions, fruits)
    assert kept(sessions) == {PAGE: True}


@pytest.mark.parametrize("when", ["at_rest", "at_last"])
def test_a_list_that_proved_itself_is_due_before_the_crawl_that_read_it_ends(sessions: Sessions, when: str) -> None:
    fruits = begun(sessions)
    visited(sessions, fruits, "forums-of-hens.org", PAGE)
    visited(sessions, fruits, "hens2.net", is_forum=True, links=0)
    learnt(sessions, fruits, when)
    assert kept(sessions) == {PAGE: True}


def test_a_directory_whose_front_page_leads_to_pages_of_its_own_is_read_at_once(sessions: Sessions) -> None:
    visited(sessions, begun(sessions), "forums-of-hens.org", PAGE, links=7)
    assert kept(sessions) == {PAGE: True}


def test_another_page_of_the_site_and_a_forums_own_are_read_at_once(sessions: Sessions) -> None:
    fruits = begun(sessions)
    visited(sessions, fruits, "forums-of-hens.org", f"{PAGE}directory")
    visited(sessions, fruits, "hens2.net", "https://hens2.net/", is_forum=True)
    assert kept(sessions) == {f"{PAGE}directory": True, "https://hens2.net/": True}


@pytest.mark.parametrize(("tried", "barred"), [(0, True), (40, False)], ids=["barred", "in-vain"])
def test_lists_of_farms_are_not_kept(sessions: Sessions, tried: int, barred: bool) -> None:
    fruits = begun(sessions)
    with sessions.write() as session:
        session.execute(update(Domain).values(tried=tried, barred_at=NOW if barred else None))
    visited(sessions, fruits, "forums-of-hens.org", f"{PAGE}directory")
    assert kept(sessions) == {}
