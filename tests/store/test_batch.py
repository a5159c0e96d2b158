"""Many visits, one transaction: each ends as it would alone, whatever the others are."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from registry.assess import Assessment, TopicMatch
from registry.catalogue.model import CardRow, Forum
from registry.catalogue.placing import Placement, list_seed
from registry.catalogue.reading import public_card
from registry.catalogue.removal import forget
from registry.db import Sessions, make_sessions
from registry.evidence.figures import MOST_SNAPSHOTS, snapshots_of
from registry.evidence.model import Observation, Snapshot
from registry.frontier import Found, HostLease, due, heartbeat, lease_hosts, sightings
from registry.frontier.model import Host, PrivateText, Sighting, Site, Visit
from registry.history import changes_since
from registry.ingest import Ingested, ingest, ingest_all
from registry.profile import ForumProfile, VisitReport
from registry.vocabulary import Outcome, Purpose
from tests.store.making import HOSTS, NOW, Told, forum_profile, link, report_for

LATER = NOW + timedelta(days=9)


def sight(sessions: Sessions, *addresses: str) -> None:
    with sessions.write() as session:
        sightings(session, [Found(address, "link") for address in addresses], now=NOW, hosts=HOSTS)


def lease(sessions: Sessions, worker: str = "w", at=NOW, limit: int = 99) -> dict[str, HostLease]:
    with sessions.write() as session:
        leases = lease_hosts(session, worker=worker, limit=limit, purposes=list(Purpose), now=at, lease_s=60)
    return {one.host_key: one for one in leases}


def take_in(sessions: Sessions, *reports: VisitReport, at=NOW, assessor: Told | None = None) -> list[Ingested]:
    with sessions.write() as session:
        return ingest_all(session, reports, assessor=assessor or Told(), hosts=HOSTS, now=at)


def count(sessions: Sessions, model: type, *where) -> int:
    with sessions.read() as session:
        return session.scalar(select(func.count()).select_from(model).where(*where))


def test_each_visit_of_a_mixed_batch_ends_as_it_would_alone(sessions: Sessions) -> None:
    names = ("good", "gone", "late", "leaves", "removed", "shop")
    with sessions.write() as session:
        for name in ("good", "leaves"):
            list_seed(session, Placement(f"https://{name}.example/", name), now=NOW, hosts=HOSTS)
    sight(sessions, *(f"https://{name}.example/" for name in names))
    old = lease(sessions, "slow")
    two_minutes, long = NOW + timedelta(minutes=2), NOW + timedelta(hours=1)
    with sessions.write() as session:
        session.execute(update(Host).where(Host.key != "late.example").values(lease_until=long))
    assert list(lease(sessions, "quick", two_minutes)) == ["late.example"]
    with sessions.write() as session:
        forget(session, "https://removed.example/", actor="a person", reason="asked", now=NOW, hosts=HOSTS)
    outcomes = {"gone": Outcome.GONE, "leaves": Outcome.OPTED_OUT, "shop": Outcome.NOT_A_FORUM}
    reports = [
        report_for(
            old[f"{name}.example"], two_minutes, outcomes.get(name, Outcome.PROFILED),
            profile=ForumProfile() if name in outcomes else forum_profile(name=name),
        )
        for name in names
    ]  # fmt: skip
    taken = dict(zip(names, take_in(sessions, *reports, at=two_minutes), strict=True))
    assert taken["late"] == Ingested(lost_lease=True)
    assert taken["removed"].forum_id is None
    assert taken["good"].changed
    assert taken["shop"] == Ingested()
    with sessions.read() as session:
        outcome = dict(session.execute(select(Site.key, Site.last_outcome)).all())
        held = session.scalars(select(Host.key).where(Host.lease_holder.is_not(None))).all()
        shown = {name: public_card(session, taken[name].public_id) for name in ("good", "leaves")}
    assert outcome == {
        "good.example": "profiled", "gone.example": "gone", "late.example": None, "leaves.example": "opted_out",
        "shop.example": "not_a_forum",
    }  # fmt: skip
    assert held == ["late.example"]
    assert shown["good"].fact("members").value == 1200
    assert shown["leaves"] is None
    assert count(sessions, Visit) == 4
    assert count(sessions, Forum, Forum.site_id.is_not(None)) == 2


def test_a_batch_writes_what_visits_one_by_one_write(sessions: Sessions) -> None:
    """The same visits, twice each: half of the sites in batches, half one by one; new, then known, then changed."""
    pairs = [(f"https://one{n}.example/", f"https://all{n}.example/") for n in range(4)]
    with sessions.write() as session:
        for n, pair in enumerate(pairs[:3]):
            for address in pair:
                list_seed(session, Placement(address, f"Forum {n}"), now=NOW, hosts=HOSTS)
    sight(sessions, *(address for pair in pairs for address in pair))
    told = Told(Assessment(topics=(TopicMatch("/environment/poultry", 0.9, ("hens: in 2 board names",)),)))
    for round_, at in enumerate((NOW, LATER, LATER + timedelta(days=40))):
        reports = {}
        for key, one in lease(sessions, at=at).items():
            if "friends" in key:
                continue
            n = int(key[3])
            more = {"members": 1200 + n * (round_ == 2), "online": None if round_ else 5}
            links = (link(f"https://{key}.friends.example/", "a friend's"),)
            reports[key] = report_for(one, at, profile=replace(forum_profile(**more), links=links))
        for key, report in reports.items():
            if key.startswith("one"):
                with sessions.write() as session:
                    ingest(session, report, assessor=told, hosts=HOSTS, now=at)
        take_in(sessions, *(report for key, report in reports.items() if key.startswith("all")), at=at, assessor=told)
    with sessions.read() as session:
        cards = {}
        for key, card in session.execute(
            select(Site.key, CardRow.document).join(Forum, Forum.site_id == Site.id).join(CardRow)
        ):
            cards[key] = {k: v for k, v in card.items() if k not in {"public_id", "address", "name"}}
        clocks = {
            row.key: (row.kind, row.purpose, row.last_outcome, row.conclusion, row.unchanged, row.last_success_at)
            for row in session.execute(select(Site.__table__).where(Site.last_outcome.is_not(None)))
        }
        facts = {}
        for key, *row in session.execute(
            select(Site.key, Observation.fact, Observation.value, Observation.current, Observation.last_seen_at)
            .join(Forum, Forum.site_id == Site.id)
            .join(Observation)
            .order_by(Observation.fact, Observation.source, Observation.first_seen_at)
        ):
            facts.setdefault(key, []).append(row)
        changes = [(row.public_id, row.kind) for row in changes_since(session, 0)]
    assert len(cards) == len(clocks) == len(facts) == 8
    for n in range(4):
        one, together = f"one{n}.example", f"all{n}.example"
        assert cards[one] == cards[together]
        assert clocks[one] == clocks[together]
        assert facts[one] == facts[together]
    assert len(changes) % 2 == 0
    assert count(sessions, Snapshot) == 24
    assert count(sessions, PrivateText, PrivateText.kind == "link_words") == 8


def test_two_reports_on_one_host_are_refused_and_nothing_is_written(sessions: Sessions) -> None:
    sight(sessions, "https://a.example/one/forum", "https://a.example/two/forum")
    (one,) = lease(sessions).values()
    reports = [report_for(one, NOW, Outcome.UNSURE, site_id=site.site_id) for site in one.sites]
    with pytest.raises(ValueError, match="one host"):
        take_in(sessions, *reports)
    assert count(sessions, Visit) == 0
    assert take_in(sessions) == []


def test_a_site_that_two_visits_of_a_batch_name_is_made_once(sessions: Sessions) -> None:
    sight(sessions, "https://a.example/", "https://b.example/")
    links = (link("https://new.example/forum/"), link("https://b.example/"), link("https://a.example/"))
    profile = replace(forum_profile(), links=links)
    taken = take_in(sessions, *(report_for(one, NOW, profile=profile) for one in lease(sessions).values()))
    assert sorted(one.new_sites for one in taken) == [0, 1]
    with sessions.read() as session:
        site = session.execute(select(Site.__table__).where(Site.key == "new.example/forum")).one()
        assert due(session, NOW).sites["discover"] == 1
    assert count(sessions, Sighting, Sighting.site_id == site.id) == 2
    assert list(lease(sessions)) == ["a.example", "b.example", "new.example"], "forums that were found are read in full"


def test_the_newest_figures_of_many_forums_are_read_at_once(sessions: Sessions) -> None:
    sight(sessions, "https://a.example/", "https://b.example/")
    at = NOW
    for number in range(MOST_SNAPSHOTS + 3):
        visited = [
            report_for(one, at, profile=forum_profile(posts=number)) for key, one in lease(sessions, at=at).items()
            if key == "a.example" or number < 2
        ]  # fmt: skip
        taken = take_in(sessions, *visited, at=at)
        at += timedelta(days=9)
    with sessions.read() as session:
        ids = list(session.scalars(select(Forum.id).join(Site, Forum.site_id == Site.id).order_by(Site.key)))
        figures = snapshots_of(session, ids)
    assert taken[0].forum_id == ids[0]
    assert [row[1] for row in figures[ids[0]]] == list(range(MOST_SNAPSHOTS + 2, 2, -1))
    assert [row[1] for row in figures[ids[1]]] == [1, 0]


def test_batches_that_link_to_each_other_do_not_wait_for_each_other(postgres_url: str) -> None:
    """Two workers with four hosts each, and a heartbeat: no deadlock, nothing lost."""
    opened = make_sessions(postgres_url)
    names = [f"{letter}.example" for letter in "abcdefgh"]
    sight(opened, *(f"https://{name}/" for name in names))
    leases = {"one": lease(opened, "one", limit=4), "two": lease(opened, "two", limit=4)}
    problems: list[Exception] = []
    over = threading.Event()

    def work(worker: str) -> None:
        try:
            for number in range(12):
                hosts = [*names, "new.example"] if worker == "one" else ["new.example", *reversed(names)]
                links = tuple(link(f"https://{host}/s{number}/forum") for host in hosts)
                profile = replace(forum_profile(), links=links)
                own = list(leases[worker].values())
                if worker == "two":
                    own.reverse()
                reports = [report_for(one, NOW, profile=profile, release_host=False) for one in own]
                assert len(take_in(opened, *reports)) == 4
        except Exception as problem:  # noqa: BLE001  # whatever it is, the test must see it
            problems.append(problem)

    def beat() -> None:
        try:
            while not over.wait(0.002):
                for worker in leases:
                    with opened.write() as session:
                        assert heartbeat(session, worker, NOW, 60) == 4
        except Exception as problem:  # noqa: BLE001  # whatever it is, the test must see it
            problems.append(problem)

    heart = threading.Thread(target=beat)
    workers = [threading.Thread(target=work, args=(worker,)) for worker in leases]
    for thread in (heart, *workers):
        thread.start()
    for thread in workers:
        thread.join(60)
    over.set()
    heart.join(60)
    assert problems == []
    assert count(opened, Visit) == 2 * 4 * 12
    assert count(opened, Site) == 8 + 12 * 9
    opened.dispose()
