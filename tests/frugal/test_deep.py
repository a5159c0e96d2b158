"""The page of a forum that somebody linked to is remembered until its site was looked at, and privately."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from registry.catalogue.removal import forget
from registry.db import Sessions
from registry.frontier import lease_hosts
from registry.frontier.deep import deep_address
from registry.frontier.model import PrivateText
from registry.frontier.retention import delete_private
from registry.frontier.sighting import Found, sightings
from registry.vocabulary import Purpose
from tests.frugal.making import NOW
from tests.store.making import HOSTS

THREAD = "https://example.org/viewtopic.php?f=2&t=17"


def named(sessions: Sessions, *addresses: str) -> str | None:
    """Which page a visit to the one site of these addresses is given."""
    with sessions.write() as session:
        sightings(session, [Found(address, "link") for address in addresses], now=NOW, hosts=HOSTS)
        (lease,) = lease_hosts(session, worker="w", limit=9, purposes=list(Purpose), now=NOW, lease_s=60)
    (site,) = lease.sites
    return site.sighted


def test_the_visit_is_told_which_page_was_named(sessions: Sessions) -> None:
    assert named(sessions, THREAD, "https://example.org/viewtopic.php?t=18") == THREAD


def test_the_front_page_alone_names_no_page(sessions: Sessions) -> None:
    assert named(sessions, "https://example.org/") is None


def test_such_addresses_go_like_all_words_of_members(sessions: Sessions) -> None:
    named(sessions, THREAD)
    with sessions.write() as session:
        kept = session.execute(select(PrivateText.__table__)).one()
        assert (kept.kind, kept.words, kept.expires_at) == ("page", THREAD, NOW + timedelta(days=30))
        delete_private(session, NOW + timedelta(days=31))
        assert session.scalars(select(PrivateText.id)).all() == []


def test_removal_takes_them_at_once(sessions: Sessions) -> None:
    named(sessions, THREAD)
    with sessions.write() as session:
        forget(session, "https://example.org/", actor="a test", reason="asked", now=NOW, hosts=HOSTS)
        assert session.scalars(select(PrivateText.id)).all() == []


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("https://example.org/forum/viewtopic.php?t=1", "example.org/forum"),
        ("https://example.org/threads/hens.12/", "example.org"), ("https://example.org/t/hens/12", "example.org"),
        ("https://example.org/index.php?topic=12.0", "example.org"),
    ],
)  # fmt: skip
def test_pages_in_the_shape_of_a_forums_are_remembered(address: str, key: str) -> None:
    assert deep_address(f"{address}#post-3", key) == address


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/", "https://example.org/news/2026/hens", "https://example.org/members/a-name.1/",
        "https://example.org/u/a-name", "https://example.org/memberlist.php?mode=viewprofile&u=2",
        "https://example.org/index.php?action=profile;u=2", "ftp://example.org/viewtopic.php?t=1",
        "https://example.org/viewtopic.php?t=1&x=" + "a" * 300, "https://[example.org/viewtopic.php?t=1",
    ],
)  # fmt: skip
def test_others_are_not_and_no_members_own_page(address: str) -> None:
    assert deep_address(address, "example.org") is None
