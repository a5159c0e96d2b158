"""The order of leases on both databases: by promise, by topic, with a share for those that waited longest."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from registry.assess import Assessment, Subject, TopicMatch
from registry.db import Sessions
from registry.frontier import Found, HostLease, lease_hosts, sightings
from registry.frontier.fruit import Fruits
from registry.frontier.model import Host, HostDue, Site
from registry.frontier.ripening import learn
from registry.frontier.seeking import Domain, Fruit, HostTopic
from registry.ingest import ingest
from registry.profile import Finding, ForumProfile
from registry.vocabulary import Outcome, Purpose
from tests.store.making import HOSTS, NOW, Told, forum_profile, link, report_for

TOPIC = "/childcare-parenting"


def sight(sessions: Sessions, *found: Found | str, at=NOW, fruits: Fruits | None = None) -> None:
    with sessions.write() as session:
        named = [one if isinstance(one, Found) else Found(one, "link") for one in found]
        sightings(session, named, now=at, hosts=HOSTS, fruits=fruits)


def lease(sessions: Sessions, limit: int, *, at=NOW, topic: str | None = None, fruits: Fruits | None = None, s=600.0):
    with sessions.write() as session:
        return lease_hosts(
            session, worker="w", limit=limit, purposes=[Purpose.DISCOVER], now=at, lease_s=s, topic=topic, fruits=fruits
        )


def keys(leases: list[HostLease]) -> list[str]:
    return [one.host_key for one in leases]


def take_in(sessions: Sessions, one: HostLease, outcome: Outcome, *, fruits: Fruits | None = None, told=None, **more):
    with sessions.write() as session:
        for number, site in enumerate(one.sites, start=1):
            last = number == len(one.sites)
            report = report_for(one, NOW, outcome, site_id=site.site_id, release_host=last, **more)
            ingest(session, report, assessor=told or Told(), hosts=HOSTS, now=NOW, fruits=fruits)


def no_forum(*links: str, name: str = "") -> ForumProfile:
    named = {"name": Finding(name, name, "title")} if name else {}
    return ForumProfile(findings=named, links=tuple(link(address) for address in links))


class ByWord(Told):
    """An assessor that hears one topic in one word."""

    def assess(self, subject: Subject) -> Assessment:
        heard = "mums" in f"{subject.name} {subject.description}".lower()
        return Assessment(topics=(TopicMatch(f"{TOPIC}/babies", 0.9),)) if heard else Assessment()


def test_what_promises_most_is_leased_first(sessions: Sessions) -> None:
    sight(sessions, "https://shop.plain.example/", "https://plain.example/", at=NOW - timedelta(days=1))
    sight(
        sessions,
        Found("https://hens.example/", "link", words="our forum"),
        "https://ducks.example/forum/viewtopic.php?t=1",
        Found("https://listed.example/", "registry"),
    )
    order = [key for _ in range(5) for key in keys(lease(sessions, 1))]
    explored = [key for key in order[:3] if key.endswith("plain.example")]
    wanted = ["ducks.example", "hens.example", "listed.example", "plain.example", "shop.plain.example"]
    assert sorted(order) == sorted(wanted)
    assert len(explored) <= 1
    value = {}
    with sessions.read() as session:
        value = dict(session.execute(select(Site.key, Site.value)).all())
    assert value["ducks.example/forum"] > value["hens.example"] > value["plain.example"] > value["shop.plain.example"]
    promising = [key for key in order if not key.endswith("plain.example")]
    assert promising.index("ducks.example") < promising.index("hens.example")


def test_every_eighth_slot_is_for_the_longest_waiting(sessions: Sessions) -> None:
    sight(sessions, *(f"https://old{n}.example/" for n in range(6)), at=NOW - timedelta(days=9))
    sight(sessions, *(f"https://forum.new{n}.example/" for n in range(60)))
    found = keys(lease(sessions, 32))
    assert [place for place, key in enumerate(found) if key.startswith("old")] == [7, 15, 23, 31]
    assert len(set(found)) == 32


def test_of_single_slots_the_longest_waiting_have_their_share_as_well(sessions: Sessions) -> None:
    sight(sessions, *(f"https://old{n}.example/" for n in range(80)), at=NOW - timedelta(days=9))
    sight(sessions, *(f"https://forum.new{n}.example/" for n in range(80)))
    found = [key for _ in range(80) for key in keys(lease(sessions, 1))]
    assert 2 <= sum(key.startswith("old") for key in found) <= 24


def test_nothing_is_left_behind_and_nothing_given_twice(sessions: Sessions) -> None:
    sight(sessions, *(f"https://{'forum.' * (n % 2)}site{n}.example/" for n in range(70)))
    found = []
    while some := keys(lease(sessions, 16, topic=TOPIC)):
        found += some
    assert len(found) == len(set(found)) == 70


def test_a_search_has_the_hosts_of_its_topic_first_then_the_others(sessions: Sessions) -> None:
    sight(
        sessions,
        Found("https://forum.cars.example/", "directory:1", topic="/transport"),
        Found("https://mums.example/", "directory:1", topic=f"{TOPIC}/babies"),
        Found("https://forum.mums.example/", "directory:1", topic=TOPIC),
        *(Found(f"https://forum.other{n}.example/", "directory:1") for n in range(20)),
    )
    found = keys(lease(sessions, 6, topic=f"{TOPIC}/babies"))
    # The longest waiting may have one of six slots.
    assert [key for key in found if "mums" in key] == ["forum.mums.example", "mums.example"]
    assert found[0] == "forum.mums.example"
    assert len(found) == 6


def test_a_topic_goes_when_nothing_of_it_is_left(sessions: Sessions) -> None:
    sight(sessions, Found("https://mums.example/", "directory:1", topic=TOPIC))
    with sessions.read() as session:
        assert session.scalar(select(HostTopic.value)) > 0
    (one,) = lease(sessions, 9)
    take_in(sessions, one, Outcome.NOT_A_FORUM, profile=no_forum())
    with sessions.read() as session:
        assert session.scalar(select(func.count()).select_from(HostTopic)) == 0
        assert session.scalar(select(HostDue.value)) == 0


def test_a_page_hands_its_topic_on_and_words_go_before_it(sessions: Sessions) -> None:
    sight(sessions, "https://list.example/", "https://forum.board.example/")
    leases = {one.host_key: one for one in lease(sessions, 9)}
    links = (link("https://plain.example/"), link("https://said.example/", "forum for mums"))
    take_in(sessions, leases["list.example"], Outcome.NOT_A_FORUM, told=ByWord(),
            profile=replace(no_forum(name="Links for mums"), links=links[:1]))  # fmt: skip
    take_in(sessions, leases["forum.board.example"], Outcome.PROFILED, told=ByWord(),
            profile=replace(forum_profile(name="Poultry"), links=links[1:]))  # fmt: skip
    with sessions.read() as session:
        topic = dict(session.execute(select(Site.key, Site.topic)).all())
        signs = dict(session.execute(select(Site.key, Site.signs)).all())
        queued = dict(session.execute(select(Host.key, HostTopic.value).join(HostTopic)).all())
    assert (topic["plain.example"], topic["said.example"]) == (f"{TOPIC}/babies", f"{TOPIC}/babies")
    assert "topic:page" in signs["plain.example"]
    assert "topic:words" in signs["said.example"]
    assert "on:forum" in signs["said.example"]
    assert queued["said.example"] > queued["plain.example"] > 0


def test_a_host_that_does_not_answer_falls_back_and_keeps_its_turn(sessions: Sessions) -> None:
    sight(sessions, "https://forum.dead.example/", "https://forum.dead.example/two/forum/")
    (one,) = lease(sessions, 1)
    with sessions.write() as session:
        report = report_for(one, NOW, Outcome.SERVER_ERROR)
        ingest(session, report, assessor=Told(), hosts=HOSTS, now=NOW)
    with sessions.read() as session:
        row = session.execute(select(HostDue.value, HostDue.discover)).one()
    assert row.value == 0
    sight(sessions, *(f"https://forum.new{n}.example/" for n in range(9)))
    assert "forum.dead.example" in keys(lease(sessions, 16, at=NOW + timedelta(days=2)))


def test_a_host_gives_a_few_sites_at_a_time_the_best_first(sessions: Sessions) -> None:
    sight(sessions, *(f"https://many.example/a{n}/" for n in range(20)), "https://many.example/forum/")
    (one,) = lease(sessions, 1)
    assert len(one.sites) == 5
    assert one.sites[0].key == "many.example/forum"


def test_hosts_of_one_domain_let_others_have_their_turn(sessions: Sessions) -> None:
    sight(sessions, *(f"https://forum{n}.farm.org/" for n in range(40)))
    sight(sessions, *(Found(f"https://hens{n}.example/", "link", words="community of keepers") for n in range(20)))
    counted = Counter("farm" if "farm" in key else "other" for key in keys(lease(sessions, 16)))
    assert counted["other"] >= 8


def test_a_trap_never_eats_the_budget(sessions: Sessions) -> None:
    """A domain of hosts named as forums, none of which is one, falls behind plain links."""
    fruits = Fruits()
    sight(sessions, *(f"https://forum{n}.farm.org/" for n in range(60)))
    sight(sessions, *(Found(f"https://hens{n}.example/", "link", words="community") for n in range(120)))
    visited: list[str] = []
    for _ in range(12):
        for one in lease(sessions, 8, fruits=fruits):
            visited.append(one.host_key)
            take_in(sessions, one, Outcome.NOT_A_FORUM, fruits=fruits, profile=no_forum())
        with sessions.write() as session:
            learn(session, fruits)
    farm = [place for place, key in enumerate(visited) if "farm" in key]
    assert len(visited) >= 70
    assert len(farm) <= 30
    assert sum(place >= 30 for place in farm) <= 16, "no more than the share of those that waited longest"


def test_pages_that_are_no_forum_raise_nothing_however_many(sessions: Sessions) -> None:
    """A farm: forty domains that name one site and each other."""
    farm = [f"https://farm{n}.example/" for n in range(40)]
    sight(sessions, *farm)
    for one in lease(sessions, 50):
        take_in(sessions, one, Outcome.NOT_A_FORUM, profile=no_forum("https://target.example/", *farm))
    with sessions.read() as session:
        target = session.execute(select(Site.places, Site.value).where(Site.key == "target.example")).one()
        plain = session.scalar(select(Site.value).where(Site.key == "farm1.example"))
    assert target.places == 0
    assert target.value <= plain * 1.5


def test_all_lists_of_one_kind_are_one_place(sessions: Sessions) -> None:
    for number in range(9):
        sight(sessions, Found("https://target.org/", f"directory:{number}"), Found("https://target.org/", "search:3"))
    with sessions.read() as session:
        assert session.scalar(select(Site.places)) == 2


def test_forums_of_other_domains_raise_what_they_name(sessions: Sessions) -> None:
    boards = [f"https://board{n}.example/" for n in range(4)]
    sight(sessions, *boards, "https://own.target.org/")
    values = []
    for one in lease(sessions, 9):
        profile = replace(forum_profile(name=one.host_key), links=(link("https://target.org/"),))
        take_in(sessions, one, Outcome.PROFILED, profile=profile)
        with sessions.read() as session:
            row = session.execute(
                select(Site.places, Site.value, HostDue.value)
                .join(HostDue, HostDue.host_id == Site.host_id)
                .where(Site.key == "target.org")
            ).first()
            if row is not None:
                values.append(tuple(row))
    assert values[-1][0] == 4, "its own domain is no place"
    assert [value for _, value, _ in values] == sorted(value for _, value, _ in values)
    assert values[-1][1] > values[0][1]
    assert all(value == of_host for _, value, of_host in values)


def test_a_barred_domain_is_not_a_place_and_its_new_sites_are_not_due(sessions: Sessions) -> None:
    sight(sessions, "https://one.farm.org/", "https://target.example/")
    with sessions.write() as session:
        session.execute(update(Domain).where(Domain.name == "farm.org").values(barred_at=NOW, barred_why="a test"))
        named = session.scalar(select(Site.id).where(Site.key == "one.farm.org"))
        session.execute(update(Site).where(Site.id == named).values(kind="forum"))
    sight(sessions, "https://two.farm.org/", Found("https://target.example/", "link", from_site=named))
    with sessions.read() as session:
        rows = {row.key: row for row in session.execute(select(Site.key, Site.value, Site.next_due, Site.places))}
    assert (rows["two.farm.org"].value, rows["two.farm.org"].next_due) == (0, None)
    assert rows["target.example"].places == 0


def test_what_is_learnt_orders_what_waits(sessions: Sessions) -> None:
    """Sites that one page names turn out to be forums: its others rise."""
    fruits = Fruits()
    sight(sessions, "https://good.example/", "https://bad.example/")
    for one in lease(sessions, 2, fruits=fruits):
        name = one.host_key.split(".")[0]
        links = [f"https://{name}{n}.example/" for n in range(12)]
        take_in(sessions, one, Outcome.NOT_A_FORUM, fruits=fruits, profile=no_forum(*links))
    leases = {one.host_key: one for one in lease(sessions, 30, fruits=fruits)}
    for n in range(4):
        take_in(
            sessions, leases[f"good{n}.example"], Outcome.PROFILED, fruits=fruits, profile=forum_profile(name=f"F{n}")
        )
        take_in(sessions, leases[f"bad{n}.example"], Outcome.NOT_A_FORUM, fruits=fruits, profile=no_forum())
    with sessions.write() as session:
        session.execute(update(Host).values(lease_holder=None, lease_until=None))
        learn(session, fruits)
    with sessions.read() as session:
        value = dict(session.execute(select(Site.key, Site.value)).all())
        tried = dict(session.execute(select(Fruit.sign, Fruit.tried)).all())
        counted = session.execute(select(Domain.tried, Domain.forums).where(Domain.name == "good1.example")).one()
    assert value["good11.example"] > 2 * value["bad11.example"]
    assert tuple(counted) == (1, 1)
    assert tried["source:link"] == 10
    first = keys(lease(sessions, 6, fruits=fruits))
    assert sum(key.startswith("good") for key in first) >= 5


def test_workers_share_what_they_learn_and_lose_nothing(sessions: Sessions) -> None:
    one, two = Fruits(), Fruits()
    one.count(["words:forum"], None, forum=True)
    two.count(["words:forum", "from:4"], None, forum=False)
    with sessions.write() as session:
        learn(session, one)
    with sessions.write() as session:
        learn(session, two)
    assert dict(two.of(["words:forum", "from:4"])) == {"words:forum": (2, 1), "from:4": (1, 0)}
    assert two.waiting == 0
    with sessions.read() as session:
        assert dict(session.execute(select(Fruit.sign, Fruit.forums)).all()) == {"words:forum": 1, "from:4": 0}


def test_counts_that_could_not_be_written_are_kept(sessions: Sessions, monkeypatch: pytest.MonkeyPatch) -> None:
    fruits = Fruits()
    fruits.count(["words:forum"], "hens.example", forum=True)

    def away(*_: object) -> None:
        raise RuntimeError("away")

    with monkeypatch.context() as broken, sessions.write() as session:
        broken.setattr("registry.frontier.fruit._write", away)
        with pytest.raises(RuntimeError):
            learn(session, fruits)
    with sessions.write() as session:
        learn(session, fruits)
        assert session.scalar(select(Fruit.forums).where(Fruit.sign == "words:forum")) == 1
