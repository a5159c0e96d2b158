"""Domains that lead in circles are barred by where their links go; places with people on them never."""

import pytest
from sqlalchemy import select, update

from registry.db import Sessions
from registry.frontier.model import Site
from registry.frontier.seeking import Domain
from registry.ingest.circles import FEWEST_LINKS, PAGES
from registry.ingest.domains import FRUITLESS
from registry.vocabulary import Outcome
from tests.frugal.making import NOW, a_page, look

FARMS = ("bait.org", "lure.org")


def links(number: int, outside: int, domain: str) -> tuple[str, ...]:
    """What a page names: hosts of both farms, so many others among them."""
    own = [f"https://h{number + n}.{domain}/" for n in range(5)] + [
        f"https://h{number + n}.lure.org/" for n in range(5)
    ]
    return (*(f"https://shop{number}-{n}.example.net/" for n in range(outside)), *own[outside:])


def web(sessions: Sessions, outside: int = 0, of: int = PAGES, domain: str = "bait.org") -> None:
    """So many pages of a domain, `outside` links of each of `of` of them lead elsewhere; then all was in vain."""
    for number in range(PAGES):
        named = links(number, outside if number < of else 0, domain)
        look(sessions, f"https://h{number}.{domain}/", NOW, Outcome.NOT_A_FORUM, profile=a_page(*named, printed=None))
    with sessions.write() as session:
        session.execute(update(Domain).where(Domain.name.in_([*FARMS, domain])).values(tried=FRUITLESS, forums=0))


def barred(sessions: Sessions, *named: str, domain: str = "bait.org") -> str | None:
    """Why the domain is barred after one more of its pages was looked at."""
    page = a_page(*(named or links(90, 0, domain)), printed=None)
    look(sessions, f"https://h99.{domain}/", NOW, Outcome.NOT_A_FORUM, profile=page)
    with sessions.read() as session:
        return session.scalar(select(Domain.barred_why).where(Domain.name == domain))


def test_a_domain_that_leads_in_circles_is_barred_whatever_its_pages_say(sessions: Sessions) -> None:
    web(sessions)
    assert barred(sessions) == f"{FRUITLESS} sites looked at without a forum, and 16 of 16 lead only to others such"


def test_it_is_not_before_so_much_was_looked_at_in_vain(sessions: Sessions) -> None:
    web(sessions)
    with sessions.write() as session:
        session.execute(update(Domain).where(Domain.name == "bait.org").values(tried=FRUITLESS - 1))
    assert barred(sessions) is None


def test_nor_where_the_domains_it_leads_to_are_not_known_to_be_in_vain(sessions: Sessions) -> None:
    web(sessions)
    with sessions.write() as session:
        session.execute(update(Domain).where(Domain.name == "lure.org").values(forums=1))
    assert barred(sessions) is None


def test_nor_for_one_page_where_others_of_its_domain_lead_elsewhere(sessions: Sessions) -> None:
    web(sessions, outside=2, of=2)
    assert barred(sessions) is None, "a place that gives its pages to people"


def test_nor_for_a_page_that_leads_elsewhere_or_nowhere(sessions: Sessions) -> None:
    web(sessions)
    assert barred(sessions, *links(90, 2, "bait.org")) is None
    assert barred(sessions, *links(90, 0, "bait.org")[: FEWEST_LINKS - 1]) is None


def test_nor_where_forums_name_one_of_its_sites(sessions: Sessions) -> None:
    web(sessions)
    with sessions.write() as session:
        session.execute(update(Site).where(Site.key == "h3.bait.org").values(places=2))
    assert barred(sessions) is None


@pytest.mark.parametrize("domain", ["proboards.com"])
def test_nor_a_place_that_hosts_communities(sessions: Sessions, domain: str) -> None:
    web(sessions, domain=domain)
    assert barred(sessions, domain=domain) is None
