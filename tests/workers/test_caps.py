"""No more than so many hosts of one domain at once, over all workers, and what a delay asks of their machines."""

import threading
import time
from collections import Counter
from datetime import datetime, timedelta

import pytest
from sqlalchemy import event, func, select, update

from registry.db import Sessions, make_sessions
from registry.frontier import Found, lease_hosts, release, sightings
from registry.frontier.caps import LONGEST_PUT_OFF, anything_put_off
from registry.frontier.model import Host, HostDue
from registry.frontier.queue import lock_due
from registry.vocabulary import Purpose
from tests.store.making import HOSTS, NOW

ALL = list(Purpose)


def provide(sessions: Sessions, count: int, domain: str = "provider.example", now: datetime = NOW) -> None:
    """Hosts of one provider, all due."""
    with sessions.write() as session:
        found = [Found(f"https://h{number}.{domain}/", "link") for number in range(count)]
        sightings(session, found, now=now, hosts=HOSTS)
        session.execute(update(Host).where(Host.key.endswith(domain)).values(domain=domain))


def lease(sessions: Sessions, worker: str = "w", now: datetime = NOW, limit: int = 50, **more: int | bool) -> list:
    with sessions.write() as session:
        return lease_hosts(session, worker=worker, limit=limit, purposes=ALL, now=now, lease_s=60, **more)


def test_a_provider_has_four_visitors_at_once_and_others_any_number(sessions: Sessions) -> None:
    provide(sessions, 9)
    with sessions.write() as session:
        sightings(session, [Found(f"https://own{n}.test/", "link") for n in range(9)], now=NOW, hosts=HOSTS)
    first = lease(sessions)
    taken = Counter(one.host_key.split(".", 1)[1] for one in first)
    assert taken["provider.example"] == 4
    assert len(first) == 4 + 9
    assert [one for one in lease(sessions, "other", NOW + timedelta(seconds=30)) if "provider" in one.host_key] == []
    with sessions.write() as session:
        release(session, next(one for one in first if "provider" in one.host_key), NOW)
    assert len(lease(sessions, "other", NOW + timedelta(seconds=30))) == 1
    late = lease(sessions, "heir", NOW + timedelta(seconds=61), hosts_at_once=2)
    assert len([one for one in late if "provider" in one.host_key]) == 1, "one is held still"


def test_what_stands_back_comes_later_and_is_not_forgotten(sessions: Sessions) -> None:
    provide(sessions, 40)
    assert len(lease(sessions, limit=40)) == 4
    with sessions.read() as session:
        soon = select(func.count()).select_from(HostDue).where(HostDue.discover > NOW)
        assert session.scalar(soon) == 36
        assert session.scalar(select(func.max(HostDue.discover))) <= NOW + LONGEST_PUT_OFF
        assert anything_put_off(session, [Purpose.DISCOVER], NOW)
        assert not anything_put_off(session, [Purpose.PROFILE], NOW)
        assert not anything_put_off(session, [Purpose.DISCOVER], NOW + LONGEST_PUT_OFF)


def test_hosts_that_ask_for_a_delay_are_visited_one_at_a_time_and_after_it(sessions: Sessions) -> None:
    provide(sessions, 6)
    with sessions.write() as session:
        session.execute(update(Host).where(Host.id.in_([1, 2, 3])).values(crawl_delay_s=10.0))
    leases = lease(sessions)
    slow = [one for one in leases if one.host_id in (1, 2, 3)]
    assert (len(slow), len(leases)) == (1, 4)
    assert slow[0].last_response_at == NOW, "it begins with a whole delay"
    assert {one.last_response_at for one in leases if one not in slow} == {None}


def test_hosts_with_a_domain_of_their_own_ask_for_no_row_of_it(sessions: Sessions) -> None:
    with sessions.write() as session:
        sightings(session, [Found(f"https://own{n}.test/", "link") for n in range(5)], now=NOW, hosts=HOSTS)
        for number in range(1, 6):
            session.execute(update(Host).where(Host.id == number).values(domain=f"own{number}.test"))
    asked: list[str] = []
    event.listen(sessions.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    assert len(lease(sessions, reads_on=False)) == 5  # reading on asks which domains are barred
    assert [statement for statement in asked if "FROM domain" in statement] == []


@pytest.mark.parametrize("seen", [4, 1])
def test_eight_workers_on_postgresql_never_exceed_it(postgres_url: str, seen: int) -> None:
    """They lease and give back as fast as they can, while another connection counts the live leases."""
    opened = make_sessions(postgres_url)
    provide(opened, 60)
    most: Counter[str] = Counter()
    done: list[int] = []
    end = time.monotonic() + 3.0

    def work(name: str) -> None:
        while time.monotonic() < end:
            with opened.write() as session:
                lock_due(session, range(1, 61))
                session.execute(update(HostDue).values(discover=NOW))
            with opened.write() as session:
                leases = lease_hosts(
                    session, worker=name, limit=3, purposes=ALL, now=NOW, lease_s=60, hosts_at_once=seen
                )
                time.sleep(0.005)  # between the leases and their commit
            done.extend(one.host_id for one in leases)
            time.sleep(0.005)
            for one in leases:
                with opened.write() as session:
                    release(session, one, NOW)

    threads = [threading.Thread(target=work, args=(str(n),)) for n in range(8)]
    for thread in threads:
        thread.start()
    held = select(func.count()).select_from(Host).where(Host.lease_holder.is_not(None))
    while any(thread.is_alive() for thread in threads):
        with opened.read() as session:
            most[str(session.scalar(held))] += 1
    for thread in threads:
        thread.join(30)
    opened.dispose()
    assert max(int(count) for count in most) <= seen
    assert len(done) > 30, "the cap does not stop the work"
