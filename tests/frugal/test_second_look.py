"""What is no forum is left alone for months, unless forums of several places link to it as to one: then once."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from registry.db import Sessions
from registry.frontier.model import Host, PrivateText, Site
from registry.frontier.seeking import Domain
from registry.profile import Link
from registry.vocabulary import Outcome
from tests.frugal.making import DAY, NOW, a_forum, a_page, look, site_of

MISSED = "https://missed.org/"
THREAD = "https://missed.org/viewtopic.php?t=17"
LATER = NOW + 40 * DAY
BOARDS = ("Cars", "Vans", "Lorries", "Trams")


def named_by(sessions: Sessions, forums: list[str], link: str = THREAD, when: object = LATER) -> bool:
    """Whether the site that was no forum is due again once these forums link there."""
    look(sessions, MISSED, NOW, Outcome.NOT_A_FORUM, profile=a_page())
    for number, forum in enumerate(forums):
        boards = tuple(f"{name} {'x' * number}" for name in BOARDS)
        look(sessions, forum, when, profile=a_forum(boards, links=(Link(link),)))  # type: ignore[arg-type]
    with sessions.read() as session:
        due: bool = site_of(session, MISSED).next_due == when
    return due


def places(count: int) -> list[str]:
    return [f"https://forum.place{number}.org/" for number in range(count)]


def test_three_places_bring_it_back_with_the_page_they_named(sessions: Sessions) -> None:
    assert named_by(sessions, places(3))
    with sessions.read() as session:
        kept = session.execute(select(PrivateText.words, PrivateText.expires_at)).all()
    assert (THREAD, LATER + timedelta(days=30)) in [tuple(row) for row in kept]


def test_it_happens_once(sessions: Sessions) -> None:
    assert named_by(sessions, places(3))
    look(sessions, MISSED, LATER, Outcome.NOT_A_FORUM, profile=a_page())
    again = LATER + 40 * DAY
    for number in range(3, 7):
        link = (Link(THREAD),)
        look(
            sessions, f"https://forum.place{number}.org/", again, profile=a_forum(HENS, members=9 + number, links=link)
        )
    with sessions.read() as session:
        assert site_of(session, MISSED).next_due > again + 100 * DAY


HENS = ("Hens", "Ducks", "Geese", "Coops")


@pytest.mark.parametrize(
    ("forums", "link", "when"),
    [
        (places(2), THREAD, LATER), (["https://a.one.org/", "https://b.one.org/", "https://c.one.org/"], THREAD, LATER),
        (places(3), MISSED, LATER), (places(3), THREAD, NOW + 20 * DAY),
    ],
    ids=["two places", "three hosts of one domain", "links to its front page", "too soon"],
)  # fmt: skip
def test_less_does_not(sessions: Sessions, forums: list[str], link: str, when: object) -> None:
    assert not named_by(sessions, forums, link, when)


def test_neither_do_barred_domains_nor_pages_that_are_no_forums(sessions: Sessions) -> None:
    named_by(sessions, places(2))
    with sessions.write() as session:
        session.execute(update(Domain).where(Domain.name == "place0.org").values(barred_at=NOW))
        assert session.scalar(select(Host.domain).where(Host.key == "forum.place0.org")) == "place0.org"
    look(sessions, "https://shop.org/", LATER, Outcome.NOT_A_FORUM, profile=a_page(THREAD))
    look(sessions, "https://forum.place2.org/", LATER, profile=a_forum(HENS, links=(Link(THREAD),)))
    with sessions.read() as session:
        assert session.scalar(select(Site.next_due).where(Site.key == "missed.org")) > LATER + 90 * DAY
