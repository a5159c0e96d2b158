"""Farms are barred by figures, others never, and every bar can be taken back."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import func, select, update

from forum_registry.command import main
from registry.db import Sessions, make_sessions
from registry.frontier import lease_hosts
from registry.frontier.model import Host, Site
from registry.frontier.seeking import Domain
from registry.frontier.sighting import sighting
from registry.ingest.barring import LINKS_OUT, SAME_PAGES, STILL_TRIED, bar
from registry.ingest.domains import FRUITLESS
from registry.vocabulary import Outcome, Purpose
from tests.frugal.making import DAY, NOW, PAGE, a_forum, a_page, look
from tests.store.making import HOSTS

AWAY = tuple(f"https://shop{number}.example.com/" for number in range(LINKS_OUT))


def farm(sessions: Sessions, hosts: int, name: str = "https://bait{}.farm.org/", **more: Any) -> None:
    """So many hosts with the same page, one after the other."""
    for number in range(hosts):
        links = more.get("links", AWAY)
        look(sessions, name.format(number), NOW, Outcome.NOT_A_FORUM, profile=a_page(*links, printed=PAGE))


def why(sessions: Sessions, domain: str = "farm.org") -> str | None:
    with sessions.read() as session:
        return session.scalar(select(Domain.barred_why).where(Domain.name == domain))


def waiting(sessions: Sessions, domain: str = "farm.org") -> int:
    with sessions.read() as session:
        asked = select(func.count()).select_from(Site).join(Host, Host.id == Site.host_id)
        due = (Site.next_due <= NOW + DAY, Site.last_attempt_at.is_(None))
        return session.scalar(asked.where(Host.domain == domain, *due)) or 0


def name_more(sessions: Sessions, hosts: int, domain: str = "farm.org", when: datetime = NOW) -> None:
    with sessions.write() as session:
        for number in range(hosts):
            sighting(session, f"https://more{number}.{domain}/", source="link", now=when, hosts=HOSTS)


def test_the_same_page_on_many_hosts_bars_its_domain_and_empties_its_queue(sessions: Sessions) -> None:
    name_more(sessions, 10)
    farm(sessions, SAME_PAGES)
    assert why(sessions) is None
    farm(sessions, SAME_PAGES + 1)
    assert why(sessions) == "the same page on 9 hosts at least, with 5 links, and no forum among them"
    assert waiting(sessions) == STILL_TRIED
    name_more(sessions, 20)
    assert waiting(sessions) == STILL_TRIED, "what is named later does not come in"


def test_hosts_without_sites_in_the_queue_are_leased_by_nobody(sessions: Sessions) -> None:
    name_more(sessions, 10)
    farm(sessions, SAME_PAGES + 1)
    with sessions.write() as session:
        asked = {"purposes": list(Purpose), "now": NOW, "lease_s": 60}
        leases = lease_hosts(session, worker="w", limit=500, hosts_at_once=500, **asked)
    assert sum(lease.host_key.startswith("more") for lease in leases) == STILL_TRIED


def test_links_of_a_farm_count_nothing(sessions: Sessions) -> None:
    farm(sessions, SAME_PAGES)
    late = ("https://new.example.com/", *AWAY)
    look(sessions, "https://last.farm.org/", NOW, Outcome.NOT_A_FORUM, profile=a_page(*late))
    assert why(sessions) is not None
    look(sessions, "https://last.farm.org/", NOW + DAY, Outcome.NOT_A_FORUM, profile=a_page(*late, printed=3))
    with sessions.read() as session:
        assert session.scalar(select(Site.id).where(Site.key == "new.example.com")) is None


def test_a_farm_of_many_domains_is_barred_domain_by_domain(sessions: Sessions) -> None:
    farm(sessions, SAME_PAGES + 2, "https://www.bait{}.org/")
    barred = [why(sessions, f"bait{number}.org") is not None for number in range(SAME_PAGES + 2)]
    assert barred == [False] * SAME_PAGES + [True, True]


@pytest.mark.parametrize(
    ("name", "domain", "more"),
    [
        ("https://u{}.proboards.com/", "proboards.com", {}),
        ("https://u{}.farm.org/", "farm.org", {"links": AWAY[:-1]}),
    ],
    ids=["a hosting place that is known", "a wall of consent: few links"],
)
def test_others_are_never_barred(sessions: Sessions, name: str, domain: str, more: dict[str, Any]) -> None:
    farm(sessions, 2 * SAME_PAGES, name, **more)
    assert why(sessions, domain) is None


def test_a_hosting_place_nobody_knows_is_not_barred_while_its_sites_say_different_things(sessions: Sessions) -> None:
    for number in range(3 * SAME_PAGES):
        page = a_page(*AWAY, printed=1000 + number)
        look(sessions, f"https://u{number}.host.org/", NOW, Outcome.NOT_A_FORUM, profile=page)
    assert why(sessions, "host.org") is None


def test_a_hosting_place_with_a_forum_is_not_barred_whatever_else_stands_there(sessions: Sessions) -> None:
    look(sessions, "https://carers.farm.org/", profile=a_forum())
    farm(sessions, 2 * SAME_PAGES)
    assert why(sessions) is None


def test_a_domain_that_independent_places_name_is_not_barred(sessions: Sessions) -> None:
    name_more(sessions, 1)
    with sessions.write() as session:
        session.execute(update(Site).where(Site.key == "more0.farm.org").values(places=2))
    farm(sessions, 2 * SAME_PAGES)
    assert why(sessions) is None


def test_whoever_copies_a_page_many_times_does_not_bar_where_it_stood_first(sessions: Sessions) -> None:
    victim = "https://parents.example.org/"
    look(sessions, victim, NOW, Outcome.NOT_A_FORUM, profile=a_page(*AWAY))
    farm(sessions, 2 * SAME_PAGES, "https://www.bait{}.org/")
    look(sessions, victim, NOW + DAY, Outcome.NOT_A_FORUM, profile=a_page(*AWAY))
    assert why(sessions, "example.org") is None


def test_pages_without_a_print_bar_nobody(sessions: Sessions) -> None:
    for number in range(2 * SAME_PAGES):
        page = a_page(*AWAY, printed=None)
        look(sessions, f"https://u{number}.farm.org/", NOW, Outcome.NOT_A_FORUM, profile=page)
    assert why(sessions) is None


def test_a_forum_that_is_found_there_takes_the_bar_back(sessions: Sessions) -> None:
    name_more(sessions, 10)
    farm(sessions, SAME_PAGES + 1)
    look(sessions, "https://more3.farm.org/", NOW + DAY, profile=a_forum())
    assert why(sessions) is None
    assert waiting(sessions) == 9
    with sessions.write() as session:
        leases = lease_hosts(session, worker="w", limit=500, purposes=list(Purpose), now=NOW + DAY, lease_s=60)
    assert sum(lease.host_key.startswith("more") for lease in leases) > STILL_TRIED


def test_an_operators_word_takes_a_bar_back_for_good(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    name_more(sessions, 10)
    farm(sessions, SAME_PAGES + 1)
    url = sessions.engine.url.render_as_string(hide_password=False)
    monkeypatch.setenv("FORUM_REGISTRY_DATABASE_URL", url)
    assert main(["doubts", "domains"]) == 0
    assert "farm.org: barred on 2026-11-20, the same page on 9 hosts" in capsys.readouterr().out
    assert main(["doubts", "unbar", "farm.org"]) == 2
    assert main(["doubts", "unbar", "farm.org", "--by", "A. Keeper", "--reason", "a hosting place"]) == 0
    with sessions.read() as session:
        assert session.scalar(select(Domain.barred_at).where(Domain.name == "farm.org")) is None
    farm(sessions, SAME_PAGES + 3)
    with sessions.read() as session:
        assert session.scalar(select(Domain.barred_at).where(Domain.name == "farm.org")) is None
    assert main(["doubts", "unbar", "farm.org", "--by", "A. Keeper", "--reason", "again"]) == 2


@pytest.mark.parametrize(("tried", "forums", "new"), [(FRUITLESS, 0, 0), (FRUITLESS, 1, 1), (FRUITLESS - 1, 0, 1)])
def test_a_name_server_that_answers_to_every_name_does_not_feed_itself_for_ever(
    sessions: Sessions, tried: int, forums: int, new: int
) -> None:
    look(sessions, "https://a.wild.org/", NOW, Outcome.NOT_A_FORUM, profile=a_page())
    with sessions.write() as session:
        session.execute(update(Domain).where(Domain.name == "wild.org").values(tried=tried, forums=forums))
    links = ("https://b.wild.org/", "https://elsewhere.example/")
    answer = look(sessions, "https://a.wild.org/", NOW + DAY, Outcome.NOT_A_FORUM, profile=a_page(*links))
    assert answer.new_sites == 1 + new
    with sessions.write() as session:
        assert sighting(session, "https://c.wild.org/", source="link", now=NOW, hosts=HOSTS).due, "others may"


def test_barring_waits_for_nobody(postgres_url: str) -> None:
    """Whoever holds a domain's row, or one of its sites, is not waited for: the next visit bars it."""
    sessions = make_sessions(postgres_url)
    name_more(sessions, 10)
    with sessions.engine.begin() as holder, sessions.write() as session:
        holder.execute(select(Domain.name).where(Domain.name == "farm.org").with_for_update())
        assert not bar(session, "farm.org", "a test", NOW)
    with sessions.engine.begin() as holder, sessions.write() as session:
        held = holder.scalars(select(Site.id).where(Site.key.startswith("more")).with_for_update()).all()
        assert bar(session, "farm.org", "a test", NOW)
    assert len(held) == waiting(sessions) == 10
    sessions.dispose()
