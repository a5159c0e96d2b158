"""Gatherings in the database, on both kinds: leases, fences, clocks, allowances, removal. No network."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, text, update

from registry.catalogue.removal import forget
from registry.db import Sessions, make_sessions
from registry.frontier import HostLease, due, lease_hosts, release
from registry.frontier.discoveries import ask, search
from registry.frontier.gatherings import (
    MOST_OF_A_HOST,
    DueGathering,
    Wanted,
    add_gatherings,
    asked_within,
    lease_questions,
    make_due,
)
from registry.frontier.model import Host, HostDue, PrivateText, Sighting, Site
from registry.frontier.rereading import LONGEST, next_reading
from registry.frontier.seeking import Fruit, Gathering
from registry.gathered import GatheringReport, Lead, Named
from registry.ingest.gathering import Gathered, ingest_gathering
from registry.profile import RobotsReading
from registry.vocabulary import Outcome, Purpose
from tests.store.making import HOSTS, NOW

LIST = "https://lists.example/forums"
HOUR = timedelta(hours=1)


def add(sessions: Sessions, *addresses: str, kind: str = "directory", **more: Any) -> list[Any]:
    wanted = [
        Wanted(kind, address, more.get("origin", "operator"), more.get("topic"), due=NOW) for address in addresses
    ]
    with sessions.write() as session:
        return add_gatherings(session, wanted, hosts=HOSTS)


def lease(sessions: Sessions, worker: str = "one", **more: Any) -> list[HostLease]:
    with sessions.write() as session:
        asked = {"limit": 9, "purposes": list(Purpose), "now": NOW, "lease_s": 60, **more}
        return lease_hosts(session, worker=worker, **asked)


def report(held: HostLease, due_one: DueGathering, *found: str, **more: Any) -> GatheringReport:
    made = GatheringReport(
        due_one.gathering_id, due_one.kind, f"{due_one.kind}:{due_one.gathering_id}", held.host_id, held.worker,
        held.token, str(Outcome.GATHERED), NOW, NOW, due_one.topic, None, due_one.discovery_id, pages=2,
        found=tuple(Named(address, "Hens and geese forum") for address in found), last_response_at=NOW,
    )  # fmt: skip
    return replace(made, **more)


def take(sessions: Sessions, one: GatheringReport) -> Gathered:
    with sessions.write() as session:
        return ingest_gathering(session, one, hosts=HOSTS, now=NOW)


def row_of(sessions: Sessions, number: int = 1) -> Any:
    with sessions.read() as session:
        return session.execute(select(*Gathering.__table__.columns).where(Gathering.id == number)).one()


def test_a_page_is_leased_with_its_host_and_its_harvest_kept_in_one_go(sessions: Sessions) -> None:
    add(sessions, LIST, topic="/environment")
    (held,) = lease(sessions)
    assert (held.sites, [one.address for one in held.gatherings]) == ((), [LIST])
    assert lease(sessions, "two") == []
    robots = RobotsReading("rules", "User-agent: *\nDisallow: /x\n", NOW, 3.0)
    done = take(
        sessions,
        report(held, held.gatherings[0], "https://a.example/forum/", "https://b.example/", "mailto:x", robots=robots),
    )
    assert done == Gathered(named=3, added=2, refused=1)
    row = row_of(sessions)
    assert (row.named, row.added, row.refused, row.failures, row.unchanged) == (3, 2, 1, 0, 0)
    with sessions.read() as session:
        host = session.execute(
            select(Host.lease_holder, Host.crawl_delay_s, Host.robots_state).where(Host.id == held.host_id)
        )
        assert tuple(host.one()) == (None, 3.0, "rules")
        assert set(session.scalars(select(Sighting.topic))) == {"/environment"}
        assert set(session.scalars(select(Sighting.signs))) <= {
            signs for signs in session.scalars(select(Sighting.signs)) if "list:1" in (signs or "").split()
        }
        assert "geese" not in " ".join(session.scalars(select(Sighting.signs)))
        assert set(session.scalars(select(PrivateText.words))) == {"Hens and geese forum"}
        assert session.scalar(select(HostDue.gather).where(HostDue.host_id == held.host_id)) == row.next_due
    assert {one.host_key for one in lease(sessions)} == {"a.example", "b.example"}


def test_what_comes_home_with_a_lost_lease_is_not_written(sessions: Sessions) -> None:
    add(sessions, LIST)
    (held,) = lease(sessions)
    (taken,) = lease(sessions, "two", now=NOW + HOUR)
    assert take(sessions, report(held, held.gatherings[0], "https://a.example/")).lost_lease
    with sessions.read() as session:
        assert session.scalar(select(func.count()).select_from(Site)) == 0
        assert session.scalar(select(Host.lease_holder)) == "two"
    assert not take(sessions, report(taken, taken.gatherings[0], "https://a.example/")).lost_lease


def test_a_reading_whose_commit_was_cut_off_counts_once(sessions: Sessions) -> None:
    add(sessions, LIST)
    with sessions.write() as session:
        asked = ask(session, topic="/environment", by="test", most_sites=10, most_pages=100, now=NOW)
        make_due(session, [1], NOW, asked.id)
    (held,) = lease(sessions)
    one = report(held, held.gatherings[0], "https://a.example/", release_host=False, discovery_id=asked.id)
    assert take(sessions, one).added == 1
    assert take(sessions, one) == Gathered()
    with sessions.read() as session:
        assert search(session, asked.id).pages == 2
    assert row_of(sessions).discovery_id is None


def test_a_worker_that_died_loses_nothing(sessions: Sessions) -> None:
    add(sessions, LIST)
    lease(sessions)
    (again,) = lease(sessions, "two", now=NOW + HOUR)
    assert [one.address for one in again.gatherings] == [LIST]


def test_a_lease_given_back_leaves_its_pages_due(sessions: Sessions) -> None:
    add(sessions, LIST)
    (held,) = lease(sessions)
    with sessions.write() as session:
        release(session, held, NOW)
        assert due(session, NOW).sites["gather"] == 1
    assert len(lease(sessions)) == 1


def test_half_of_the_slots_at_most_go_to_lists(sessions: Sessions) -> None:
    add(sessions, *(f"https://l{n}.example/forums" for n in range(8)))
    with sessions.write() as session:
        from registry.frontier import Found, sightings

        sightings(session, [Found(f"https://f{n}.example/", "seeds") for n in range(8)], now=NOW, hosts=HOSTS)
    leases = lease(sessions, limit=8)
    assert sum(bool(one.gatherings) for one in leases) == 4
    assert len(leases) == 8


def test_a_host_that_told_us_to_leave_is_asked_for_no_page(sessions: Sessions) -> None:
    add(sessions, LIST)
    with sessions.write() as session:
        session.execute(update(Host).values(opted_out_at=NOW))
        make_due(session, [1], NOW - HOUR)
    assert lease(sessions) == []


def test_a_host_that_backs_off_is_left_alone(sessions: Sessions) -> None:
    add(sessions, LIST)
    (held,) = lease(sessions)
    take(sessions, report(held, held.gatherings[0], outcome=str(Outcome.RATE_LIMITED), retry_after_s=7200.0))
    with sessions.write() as session:
        make_due(session, [1], NOW)
    assert lease(sessions, now=NOW + HOUR) == []
    assert len(lease(sessions, now=NOW + 3 * HOUR)) == 1


def test_leads_become_readings_that_lead_no_further(sessions: Sessions) -> None:
    add(sessions, LIST)
    (held,) = lease(sessions)
    leads = tuple(Lead("links", f"https://o{n}.example/links") for n in range(30))
    assert take(sessions, report(held, held.gatherings[0], leads=leads)).leads == 20
    first = lease(sessions)[0]
    assert first.gatherings[0].kind == "links"
    assert take(sessions, report(first, first.gatherings[0], leads=(Lead("links", "https://x.example/l"),))).leads == 0


def test_a_page_that_moves_for_ever_is_followed_a_few_times(sessions: Sessions) -> None:
    add(sessions, "https://m0.example/list")
    for number in range(1, 10):
        for held in lease(sessions):
            (page,) = held.gatherings
            lead = Lead("directory", f"https://m{number}.example/list")
            moved = replace(report(held, page), outcome=str(Outcome.MOVED), found=(), leads=(lead,))
            take(sessions, moved)
    with sessions.read() as session:
        assert session.scalar(select(func.count()).select_from(Gathering)) == 4


def test_a_host_has_so_many_pages_of_our_own_finding_and_no_more(sessions: Sessions) -> None:
    found = add(sessions, *(f"{LIST}/{n}" for n in range(MOST_OF_A_HOST + 5)), origin="found")
    assert sum(one.new for one in found) == MOST_OF_A_HOST
    assert add(sessions, f"{LIST}/another")[0].new  # an operator may


def question(sessions: Sessions, *words: str) -> None:
    add(sessions, *words, kind="search", origin="topics")


def asked(
    sessions: Sessions, worker: str = "one", *, now: Any = NOW, a_day: int = 6, limit: int = 9
) -> list[DueGathering]:
    with sessions.write() as session:
        return lease_questions(session, worker=worker, limit=limit, now=now, lease_s=300, a_day=a_day)


def answer(sessions: Sessions, one: DueGathering, worker: str = "one", requests: int = 1, **more: Any) -> Gathered:
    made = GatheringReport(
        one.gathering_id, "search", f"search:{one.gathering_id}", None, worker, 0, str(Outcome.GATHERED), NOW, NOW,
        found=(Named("https://a.example/"),), validators={"asked": requests},
    )  # fmt: skip
    return take(sessions, replace(made, **more))


def test_questions_are_leased_by_themselves_within_a_days_allowance(sessions: Sessions) -> None:
    question(sessions, *(f"forum {n}" for n in range(9)))
    assert len({one.address for one in asked(sessions)}) == 3
    assert asked(sessions, "two") == []  # those under lease count as asked
    assert lease(sessions) == []


def test_workers_that_ask_at_once_keep_to_one_allowance(postgres_url: str) -> None:
    opened = make_sessions(postgres_url)
    try:
        question(opened, *(f"forum {n}" for n in range(40)))
        with ThreadPoolExecutor(8) as threads:
            leased = list(threads.map(lambda n: asked(opened, f"w{n}", a_day=14, limit=4), range(16)))
        ids = [one.gathering_id for some in leased for one in some]
        assert len(ids) == len(set(ids)) == 7
    finally:
        opened.dispose()


def test_requests_that_were_made_count_for_a_day(sessions: Sessions) -> None:
    question(sessions, *(f"forum {n}" for n in range(9)))
    (first,) = asked(sessions, limit=1)
    assert answer(sessions, first, requests=2).added == 1
    assert len(asked(sessions)) == 2
    with sessions.read() as session:
        assert asked_within(session, NOW - timedelta(days=1), NOW) == 6
    assert asked(sessions, a_day=7) == []  # one request is left, and a question may cost two
    assert len(asked(sessions, now=NOW + timedelta(hours=25), limit=3)) == 3


def test_a_question_whose_asker_died_is_put_again(sessions: Sessions) -> None:
    question(sessions, "forum")
    (held,) = asked(sessions)
    (again,) = asked(sessions, "two", now=NOW + HOUR)
    assert answer(sessions, held).lost_lease
    assert not answer(sessions, again, "two").lost_lease


def test_what_a_search_asked_for_is_put_first(sessions: Sessions) -> None:
    question(sessions, "one", "two", "three")
    with sessions.write() as session:
        make_due(session, [3], NOW, 7)
    assert [one.address for one in asked(sessions, limit=1)] == ["three"]


def test_forgetting_a_site_takes_its_pages_along_and_keeps_them_out(sessions: Sessions) -> None:
    add(sessions, LIST, "https://lists.example/other", "https://lists.example/forumsnot", "https://kept.example/l")
    with sessions.write() as session:
        session.add(Fruit(sign="list:1", tried=3, forums=1))
        forget(session, LIST, actor="test", reason="asked by its owner", now=NOW, hosts=HOSTS)
    with sessions.read() as session:
        left = set(session.scalars(select(Gathering.address)))
        assert left == {"https://lists.example/other", "https://lists.example/forumsnot", "https://kept.example/l"}
        assert session.scalars(select(Fruit.sign)).all() == []
    assert add(sessions, LIST)[0].refused == "removed"
    assert add(sessions, f"{LIST}/page/2")[0].refused == "removed"


def test_forgetting_a_whole_site_leaves_no_trace_of_its_lists(sessions: Sessions) -> None:
    add(sessions, "https://reg.example/forums.json", kind="registry")
    (held,) = lease(sessions)
    take(sessions, report(held, held.gatherings[0], "https://a.example/", source="registry:reg.example"))
    with sessions.write() as session:
        forget(session, "https://reg.example/", actor="test", reason="asked by its owner", now=NOW, hosts=HOSTS)
    with sessions.read() as session:
        assert session.scalars(select(Gathering.address)).all() == []
        assert session.scalars(select(Sighting.source)).all() == []
        assert session.scalars(select(Site.key)).all() == ["a.example"]


def test_forgetting_a_place_that_is_only_read_leaves_no_host_behind(sessions: Sessions) -> None:
    address = "https://lists-of-jane.example/"
    with sessions.write() as session:
        add_gatherings(session, [Wanted("directory", address, "operator", due=NOW)], hosts=HOSTS)
        forget(session, address, actor="o", reason="asked", now=NOW, hosts=HOSTS)
    with sessions.read() as session:
        for table in ("host", "host_due", "gathering", "domain"):
            assert session.scalar(text(f"SELECT count(*) FROM {table}")) == 0, table


def test_what_a_removed_page_names_counts_for_nothing_but_is_told_to_nobody(sessions: Sessions) -> None:
    with sessions.write() as session:
        forget(session, "https://gone.example/", actor="test", reason="asked by its owner", now=NOW, hosts=HOSTS)
    add(sessions, LIST)
    (held,) = lease(sessions)
    done = take(sessions, report(held, held.gatherings[0], "https://gone.example/forum/"))
    assert (done.named, done.added, done.refused) == (1, 0, 0)
    with sessions.read() as session:
        assert session.scalar(select(func.count()).select_from(Site)) == 0


@pytest.mark.parametrize("kind", ["directory", "registry", "search", "sitemap"])
def test_readings_come_back_by_their_yield_and_failures_back_off(kind: str) -> None:
    def wait(outcome: Outcome, **more: int) -> timedelta:
        when = next_reading(kind, outcome, NOW, **more)
        assert when is not None
        return when - NOW

    fruitful, barren = wait(Outcome.GATHERED), [wait(Outcome.GATHERED, unchanged=n) for n in range(12)]
    assert barren == sorted(barren)
    assert fruitful < barren[-1] <= LONGEST
    failing = [wait(Outcome.SERVER_ERROR, failures=n) for n in range(1, 14)]
    assert failing == sorted(failing)
    assert failing[-1] <= LONGEST
    assert next_reading(kind, Outcome.OPTED_OUT, NOW) is None
    assert wait(Outcome.INTERRUPTED) == timedelta(0)
    assert wait(Outcome.GATHERED, goes_on=True) < timedelta(hours=2)
    assert wait(Outcome.QUOTA_USED, retry_after_s=9 * 86_400) == timedelta(days=9)
