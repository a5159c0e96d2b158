"""One clock of politeness a host: it survives every way a lease ends, and what asks for peace is known to all."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from registry.db import Sessions, database_now
from registry.frontier import Found, heartbeat, lease_hosts, release, sightings
from registry.frontier.leases import renew
from registry.frontier.model import Host, HostDue
from registry.ingest import ingest
from registry.vocabulary import Outcome, Purpose
from tests.store.making import HOSTS, NOW, Told, forum_profile, lease_one, link, report_for, visit

S = timedelta(seconds=1)


def sight(sessions: Sessions, *addresses: str, now: datetime = NOW) -> None:
    with sessions.write() as session:
        sightings(session, [Found(address, "link") for address in addresses], now=now, hosts=HOSTS)


def last_response(sessions: Sessions) -> datetime | None:
    with sessions.read() as session:
        return session.scalar(select(Host.last_response_at).where(Host.key == "a.example"))


def test_who_follows_a_dead_worker_waits_from_the_last_moment_it_could_have_asked(sessions: Sessions) -> None:
    sight(sessions, "https://a.example/")
    with sessions.write() as session:
        dead = lease_one(session, NOW)
        assert heartbeat(session, dead.worker, NOW + 30 * S, 60) == 1
    with sessions.write() as session:
        heir = lease_one(session, NOW + 91 * S, "heir")
    assert heir.last_response_at == NOW + 90 * S, "the end of the lease as its last heartbeat left it"
    assert heir.token == dead.token + 1


def test_a_lease_that_was_given_back_leaves_no_trace_of_a_visit(sessions: Sessions) -> None:
    sight(sessions, "https://a.example/")
    with sessions.write() as session:
        release(session, lease_one(session, NOW), NOW)
        assert lease_one(session, NOW, "next").last_response_at is None


def test_a_visit_whose_report_was_lost_still_counts_for_the_hosts_peace(sessions: Sessions) -> None:
    sight(sessions, "https://a.example/")
    with sessions.write() as session:
        lease = lease_one(session, NOW)
        release(session, replace(lease, last_response_at=NOW + 5 * S), NOW + 6 * S)
    assert last_response(sessions) == NOW + 5 * S
    with sessions.write() as session:
        later = lease_one(session, NOW + 7 * S, "next")
        release(session, replace(later, last_response_at=NOW - 9 * S), NOW + 8 * S)
    assert last_response(sessions) == NOW + 5 * S, "it never goes back"


def test_an_interrupted_visit_hands_its_last_answer_on(sessions: Sessions) -> None:
    sight(sessions, "https://a.example/")
    visit(sessions, NOW, Outcome.INTERRUPTED, last_response_at=NOW + 2 * S)
    with sessions.write() as session:
        assert lease_one(session, NOW + 3 * S).last_response_at == NOW + 2 * S


def test_a_lease_that_ran_out_is_lost_even_where_nobody_took_it(sessions: Sessions) -> None:
    sight(sessions, "https://a.example/", "https://b.example/")
    with sessions.write() as session:
        leases = lease_hosts(session, worker="w", limit=9, purposes=list(Purpose), now=NOW, lease_s=60)
        tokens = {lease.host_id: lease.token for lease in leases}
        assert renew(session, "w", NOW + 30 * S, 60) == tokens
        assert renew(session, "w", NOW + 91 * S, 60) == {}


@pytest.mark.parametrize("outcome", [Outcome.PROFILED, Outcome.INTERRUPTED, Outcome.RATE_LIMITED])
def test_what_a_server_asked_for_holds_for_its_whole_host(sessions: Sessions, outcome: Outcome) -> None:
    """Also when the visit ended well, and when another site names something new of it meanwhile."""
    sight(sessions, "https://a.example/forum/", "https://a.example/other/forum/")
    visit(sessions, NOW, outcome, retry_after_s=3600.0)
    sight(sessions, "https://a.example/third/forum/", now=NOW + 60 * S)
    with sessions.write() as session:
        assert lease_hosts(session, worker="w", limit=9, purposes=list(Purpose), now=NOW + 3599 * S, lease_s=60) == []
        later = lease_hosts(session, worker="w", limit=9, purposes=list(Purpose), now=NOW + 3601 * S, lease_s=60)
    assert len(later) == 1


def test_links_to_a_host_that_is_left_alone_do_not_make_it_due(sessions: Sessions) -> None:
    sight(sessions, "https://a.example/")
    visit(sessions, NOW, Outcome.RATE_LIMITED, retry_after_s=3600.0)
    sight(sessions, "https://b.example/")
    with sessions.write() as session:
        lease = lease_one(session, NOW + S)
        profile = replace(forum_profile(), links=(link("https://a.example/new/forum"),))
        ingest(session, report_for(lease, NOW + S, profile=profile), assessor=Told(), hosts=HOSTS, now=NOW + S)
    with sessions.read() as session:
        due = session.scalar(select(HostDue.discover).join(Host).where(Host.key == "a.example"))
        assert due == NOW + 3600 * S
    with sessions.write() as session:  # the second wall: a queue that is out of step hands nothing out either
        session.execute(update(HostDue).values(discover=NOW, profile=None))
        taken = lease_hosts(session, worker="w", limit=9, purposes=list(Purpose), now=NOW + 60 * S, lease_s=60)
    assert "a.example" not in {one.host_key for one in taken}


def test_the_databases_clock_is_told_on_postgresql_and_the_machines_is_used_on_sqlite(sessions: Sessions) -> None:
    with sessions.read() as session:
        told = database_now(session)
        assert (told is None) == (session.get_bind().dialect.name == "sqlite")
        if told is not None:
            assert told.tzinfo is not None
            assert database_now(session) > told, "not the time at which the transaction began"
