"""One visitor a host: leases, their end, their loss, and who gets what."""

import threading
from datetime import timedelta

from sqlalchemy import select, update

from registry.catalogue.placing import Placement, list_seed
from registry.db import Sessions, make_sessions
from registry.frontier import (
    Found,
    due,
    heartbeat,
    lease_hosts,
    release,
    schedule_site,
    sighting,
    sightings,
    status,
)  # fmt: skip
from registry.frontier.known import MOST_SITES_OF_A_HOST
from registry.frontier.model import Host, HostDue, Site
from registry.frontier.status import Count
from registry.history.tombstones import bury
from registry.ingest import ingest
from registry.profile import RobotsReading
from registry.vocabulary import Outcome, Purpose
from tests.store.making import HOSTS, NOW, Told, forum_profile, lease_one, report_for, visit

ALL = list(Purpose)


def sight(sessions: Sessions, *addresses: str) -> None:
    with sessions.write() as session:
        sightings(session, [Found(address, "link") for address in addresses], now=NOW, hosts=HOSTS)


def test_a_host_is_leased_once_until_its_lease_ends(sessions: Sessions) -> None:
    sight(sessions, "https://a.example/", "https://b.example/forum", "https://b.example/other/forum")
    with sessions.write() as session:
        first = lease_hosts(session, worker="one", limit=1, purposes=ALL, now=NOW, lease_s=60)
        second = lease_hosts(session, worker="two", limit=9, purposes=ALL, now=NOW, lease_s=60)
        assert lease_hosts(session, worker="three", limit=9, purposes=ALL, now=NOW, lease_s=60) == []
    assert {lease.host_key for lease in (*first, *second)} == {"a.example", "b.example"}
    assert sum(len(lease.sites) for lease in (*first, *second)) == 3
    late = NOW + timedelta(seconds=61)
    with sessions.write() as session:
        again = lease_hosts(session, worker="three", limit=9, purposes=ALL, now=late, lease_s=60)
    assert {lease.token for lease in again} == {2}


def test_a_heartbeat_keeps_leases_and_tells_how_many(sessions: Sessions) -> None:
    sight(sessions, "https://a.example/", "https://b.example/")
    with sessions.write() as session:
        lease_hosts(session, worker="one", limit=9, purposes=ALL, now=NOW, lease_s=60)
    later = NOW + timedelta(seconds=50)
    with sessions.write() as session:
        assert heartbeat(session, "one", later, 60) == 2
        assert heartbeat(session, "nobody", later, 60) == 0
    with sessions.write() as session:
        at = NOW + timedelta(seconds=100)
        assert lease_hosts(session, worker="two", limit=9, purposes=ALL, now=at, lease_s=60) == []


def test_a_released_host_is_free_and_its_sites_are_still_due(sessions: Sessions) -> None:
    sight(sessions, "https://a.example/")
    with sessions.write() as session:
        lease = lease_one(session, NOW)
        assert release(session, lease, NOW)
        assert not release(session, lease, NOW)
        assert due(session, NOW).total == 1
        assert lease_one(session, NOW, "two").token == lease.token + 1


def test_a_lease_kept_for_more_sites_ends_with_the_last_visit(sessions: Sessions) -> None:
    sight(sessions, "https://a.example/one/forum", "https://a.example/two/forum")
    with sessions.write() as session:
        lease = lease_one(session, NOW)
    assert len(lease.sites) == 2
    for site, last in zip(lease.sites, (False, True), strict=True):
        report = report_for(lease, NOW, Outcome.UNSURE, site_id=site.site_id, release_host=last)
        with sessions.write() as session:
            ingest(session, report, assessor=Told(), hosts=HOSTS, now=NOW)
            holder = session.scalar(select(Host.lease_holder))
        assert (holder is None) == last


def test_purposes_are_kept_apart_and_the_urgent_comes_first(sessions: Sessions) -> None:
    sight(sessions, "https://new.example/")
    with sessions.write() as session:
        list_seed(session, Placement("https://listed.example/", "Listed"), now=NOW, hosts=HOSTS)
        asked = sighting(session, "https://asked.example/", source="registration", now=NOW, hosts=HOSTS)
        schedule_site(session, asked.site_id, purpose=Purpose.VERIFY, when=NOW)
    with sessions.write() as session:
        assert due(session, NOW).sites == {"discover": 1, "gather": 0, "profile": 1, "verify": 1}
        order = []
        for _ in range(3):
            order += [lease.host_key for lease in lease_hosts(
                session, worker="w", limit=1, purposes=ALL, now=NOW, lease_s=60)]  # fmt: skip
    assert order == ["asked.example", "listed.example", "new.example"]
    with sessions.write() as session:
        later = NOW + timedelta(hours=1)
        only = lease_hosts(session, worker="w", limit=9, purposes=[Purpose.DISCOVER], now=later, lease_s=60)
    assert [lease.host_key for lease in only] == ["new.example"]


def test_what_is_known_of_a_host_goes_out_with_its_lease(sessions: Sessions) -> None:
    sight(sessions, "https://a.example/")
    robots = RobotsReading("rules", "User-agent: *\nCrawl-delay: 7\n", NOW, 7.0)
    visit(sessions, NOW, Outcome.INTERRUPTED, robots=robots)
    with sessions.write() as session:
        lease = lease_one(session, NOW + timedelta(hours=23))
        assert (lease.robots, lease.crawl_delay_s, lease.last_response_at) == (robots, 7.0, NOW)
        release(session, lease, NOW)
        assert lease_one(session, NOW + timedelta(hours=25)).robots is None


def test_a_failing_host_is_left_alone_longer_each_time(sessions: Sessions) -> None:
    sight(sessions, "https://a.example/", "https://a.example/two/forum")
    now, waits = NOW, []
    with sessions.write() as session:
        schedule_site(session, 2, purpose=Purpose.DISCOVER, when=NOW + timedelta(minutes=1))
    for _ in range(6):
        visit(sessions, now, Outcome.SERVER_ERROR)
        with sessions.read() as session:
            free = session.scalar(select(HostDue.discover))
            assert session.scalar(select(Host.not_before)) <= free
        waits.append(free - now)
        now = free
    assert waits[0] == timedelta(minutes=15), "the other site of the host waits with it"
    assert waits[-1] > timedelta(hours=8)


def test_a_site_under_a_tombstone_is_never_handed_out(sessions: Sessions) -> None:
    """A removal that met a sighting on its way in: the lease is the second wall."""
    sight(sessions, "https://a.example/forum/")
    with sessions.write() as session:
        bury(session, ["a.example"], NOW)
    with sessions.write() as session:
        assert lease_hosts(session, worker="w", limit=9, purposes=ALL, now=NOW, lease_s=60) == []
    with sessions.read() as session:
        site = session.execute(select(Site.__table__)).one()
        assert (site.last_outcome, site.next_due) == ("removed", None)
        assert session.scalar(select(Host.lease_holder)) is None
        assert due(session, NOW).total == 0


def test_a_trap_cannot_fill_the_frontier(sessions: Sessions) -> None:
    addresses = [f"https://trap.example/{number}/forum" for number in range(MOST_SITES_OF_A_HOST + 100)]
    many = [f"https://reddit.com/r/c{number}" for number in range(MOST_SITES_OF_A_HOST + 100)]
    for start in range(0, len(addresses), 300):
        sight(sessions, *addresses[start : start + 300], *many[start : start + 300])
    with sessions.read() as session:
        kept = list(session.scalars(select(Site.key)))
    assert sum(key.startswith("reddit.com") for key in kept) == len(many)
    assert sum(key.startswith("trap.example") for key in kept) == MOST_SITES_OF_A_HOST


def test_the_status_counts(sessions: Sessions) -> None:
    sight(sessions, "https://a.example/", "https://b.example/")
    with sessions.write() as session:
        lease_one(session, NOW, "w")
    with sessions.read() as session:
        found = status(session, NOW)
    assert (found.hosts, found.sites, found.holders) == (Count(2), Count(2), {"w": 1})
    assert {one.purpose: one.now for one in found.queue}["discover"] == Count(2)


def test_many_workers_on_postgresql_never_share_a_host(postgres_url: str) -> None:
    opened = make_sessions(postgres_url)
    sight(opened, *(f"https://site{number}.example/" for number in range(60)))
    taken: list[int] = []
    lock = threading.Lock()

    def work(name: str) -> None:
        while True:
            with opened.write() as session:
                leases = lease_hosts(session, worker=name, limit=2, purposes=ALL, now=NOW, lease_s=600)
            if not leases:
                return
            with lock:
                taken.extend(lease.host_id for lease in leases)

    threads = [threading.Thread(target=work, args=(f"w{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    opened.dispose()
    assert len(taken) == len(set(taken)) == 60


def test_two_visits_that_link_to_each_other_do_not_wait_for_each_other(postgres_url: str) -> None:
    """Each names new sites of the other's host, again and again: no deadlock, nothing lost."""
    opened = make_sessions(postgres_url)
    sight(opened, "https://a.example/", "https://b.example/")
    with opened.write() as session:
        leases = lease_hosts(session, worker="w", limit=2, purposes=ALL, now=NOW, lease_s=600)
    problems: list[Exception] = []

    def work(lease, other: str) -> None:
        from dataclasses import replace

        from tests.store.making import link

        try:
            for number in range(15):
                links = tuple(link(f"https://{host}/s{number}/forum") for host in (other, lease.host_key, "c.example"))
                profile = replace(forum_profile(), links=links)
                with opened.write() as session:
                    report = report_for(lease, NOW, profile=profile, release_host=False)
                    ingest(session, report, assessor=Told(), hosts=HOSTS, now=NOW)
        except Exception as problem:  # noqa: BLE001  # whatever it is, the test must see it
            problems.append(problem)

    threads = [threading.Thread(target=work, args=(one, two.host_key)) for one, two in (leases, leases[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert problems == []
    with opened.write() as session:
        assert session.scalar(select(HostDue.discover).join(Host).where(Host.key == "c.example")) == NOW
        session.execute(update(Host).values(lease_holder=None, lease_until=None))
        found = lease_hosts(session, worker="w", limit=9, purposes=[Purpose.DISCOVER], now=NOW, lease_s=60)
    opened.dispose()
    assert {lease.host_key for lease in found} == {"a.example", "b.example", "c.example"}
