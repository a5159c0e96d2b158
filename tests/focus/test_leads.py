"""What a site may lead to: learnt of its like, bounded, told apart from its own chance, and nothing for farms."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from registry.db import Sessions
from registry.focus import Evidence, Tally, leads_as, signs_of, worth_of
from registry.focus.leads import LEADS, MOST_ADDED, leading_part, rate_of
from registry.focus.signs import SIGNS
from registry.focus.telling import words_of
from registry.frontier import Found, lease_hosts, sightings
from registry.frontier.fruit import Fruits
from registry.frontier.model import Host, Site
from registry.frontier.seeking import Domain, Fruit
from registry.ingest import ingest_all
from registry.vocabulary import Outcome, Purpose
from tests.store.making import HOSTS, NOW, Told, forum_profile, link, report_for

TALLIES = st.builds(Tally, st.integers(0, 10**6), st.integers(0, 10**6))


def worth(address: str, words: str = "", **more: object) -> float:
    return worth_of(Evidence(signs_of(address, words), **more)).value  # type: ignore[arg-type]


def test_lists_and_charities_go_before_pages_of_which_nothing_is_known() -> None:
    neutral = worth("https://hens.example.org/")
    assert worth("https://hens.example.org/links.html") > 2 * neutral
    assert worth("https://hen-keepers-trust.example.org/") > neutral
    assert worth("https://forum.example.org/") > worth("https://hens.example.org/links.html")
    assert worth("https://facebook.com/useful-links") < neutral


def test_the_two_parts_are_told_apart() -> None:
    found = worth_of(Evidence(signs_of("https://hens.example.org/links.html")))
    assert found.leads > 0
    assert found.value > worth_of(Evidence(("source:link",))).value
    assert all(not part.name.startswith("leads:") for part in found.parts)
    assert words_of("leads:path:list") == "what others led to like it: its address says links, resources or directory"


@given(st.sampled_from(sorted({*SIGNS})), TALLIES, TALLIES, st.floats(0, 1), TALLIES)
def test_what_is_added_is_bounded_whatever_is_counted(
    sign: str, own: Tally, naming: Tally, chance: float, domain: Tally
) -> None:
    name = leads_as([sign])
    assert 0 <= leading_part(chance, name, [(name, own), ("from:3", naming)], domain) <= MOST_ADDED


def test_every_sign_that_leads_is_one_of_the_list() -> None:
    assert set(LEADS) <= set(SIGNS)
    assert leads_as(["words:list", "topic:page"]) == "leads:words:list"
    assert leads_as([]) == "leads:source:link"


def test_what_came_of_its_like_is_learnt_both_ways_and_slowly() -> None:
    name = leads_as(["words:help"])
    first = rate_of(name, Tally())
    assert rate_of(name, Tally(2, 1)) < 2 * first + 0.1, "one find teaches little"
    assert rate_of(name, Tally(60, 30)) > 2 * first, "30 visits in vain were the first to name 30 forums"
    assert rate_of(name, Tally(60, 0)) < first / 2


def test_who_named_nothing_of_use_and_a_domain_looked_at_in_vain_lower_it() -> None:
    name = leads_as(["words:list"])
    full = leading_part(0.1, name, [])
    assert leading_part(0.1, name, [("from:9", Tally(30, 0))]) < full / 2
    assert leading_part(0.1, name, [("from:9", Tally(30, 25))]) == full, "its own chance rises by that already"
    assert leading_part(0.1, name, [], Tally(40, 0)) < full / 4
    assert leading_part(0.1, name, [], Tally(40, 9)) == full
    assert worth_of(Evidence(("words:list",), barred=True)) == (0.0, worth_of(Evidence((), barred=True)).parts, 0.0)


def crawled(sessions: Sessions, *, barred: bool = False, domain: str = "other.org") -> dict[str, Tally]:
    """A list of links that is no forum names a forum; both are visited: what was counted."""
    fruits = Fruits()
    profile = forum_profile(name="Hens")
    pages = {
        "https://useful-links.own.org": replace(
            profile, is_forum=False, links=(link(f"https://hens.{domain}/", "here"),)
        ),
        f"https://hens.{domain}": profile,
    }
    with sessions.write() as session:
        sightings(session, [Found("https://useful-links.own.org/", "link")], now=NOW, hosts=HOSTS)
    for number in range(2):
        with sessions.write() as session:
            leases = lease_hosts(
                session, worker="one", limit=1, purposes=[Purpose.DISCOVER], now=NOW, lease_s=600, fruits=fruits
            )
            page = pages[f"https://{leases[0].host_key}"]
            outcome = Outcome.PROFILED if page.is_forum else Outcome.NOT_A_FORUM
            report = report_for(leases[0], NOW, outcome, profile=page)
            ingest_all(session, [report], assessor=Told(), hosts=HOSTS, now=NOW, fruits=fruits)
            if barred and number == 0:
                of_list = select(Host.domain).join(Site, Site.host_id == Host.id).where(Site.key.startswith("useful"))
                session.execute(
                    update(Domain).where(Domain.name == session.scalar(of_list)).values(barred_at=NOW, barred_why="x")
                )
    with sessions.write() as session:
        fruits.flush(session)
    with sessions.read() as session:
        rows = session.execute(select(Fruit.sign, Fruit.tried, Fruit.forums).where(Fruit.sign.startswith("leads:")))
        return {sign: Tally(tried, forums) for sign, tried, forums in rows}


def test_a_forum_is_credited_to_the_page_that_named_it_first(sessions: Sessions) -> None:
    assert crawled(sessions) == {"leads:host:list": Tally(2, 1)}


@pytest.mark.parametrize("more", [{"barred": True}, {"domain": "own.org"}], ids=["barred", "own"])
def test_a_barred_domain_and_ones_own_forum_are_no_credit(sessions: Sessions, more: dict[str, object]) -> None:
    assert crawled(sessions, **more) == {"leads:host:list": Tally(1, 0)}  # type: ignore[arg-type]
