"""How the crawl stands: counted to a bound, never by a walk over sites; no names of machines in public."""

import sys
from datetime import timedelta

import pytest
from sqlalchemy import event, text

from registry.db import Sessions
from registry.frontier import Found, lease_hosts, sightings, status
from registry.frontier.status import Count, Rates
from registry.frontier.workers import WorkerState, note_worker
from registry.ingest import ingest
from registry.vocabulary import Outcome, Purpose
from tests.store.making import HOSTS, NOW, Told, lease_one, report_for

S = timedelta(seconds=1)


def fill(sessions: Sessions, hosts: int = 5) -> None:
    with sessions.write() as session:
        found = [Found(f"https://s{number}.example/", "link") for number in range(hosts)]
        sightings(session, found, now=NOW, hosts=HOSTS)


def look(sessions: Sessions, outcome: Outcome) -> None:
    """Visit the one that is due first."""
    with sessions.write() as session:
        report = report_for(lease_one(session, NOW), NOW, outcome)
        ingest(session, report, assessor=Told(), hosts=HOSTS, now=NOW)


def test_the_queue_the_rates_and_the_workers_are_told(sessions: Sessions) -> None:
    fill(sessions)
    look(sessions, Outcome.ROBOTS_REFUSED)
    look(sessions, Outcome.SERVER_ERROR)
    with sessions.write() as session:
        lease_hosts(session, worker="w1", limit=2, purposes=list(Purpose), now=NOW + S, lease_s=60)
        note_worker(session, WorkerState("w1", "0.1.0", "discover", NOW, visits=2, hosts_held=2), NOW + S)
    with sessions.read() as session:
        found = status(session, NOW + S)
    discover = next(one for one in found.queue if one.purpose == "discover")
    assert (discover.now, discover.day, discover.later, discover.oldest) == (Count(3), Count(1), Count(1), NOW)
    assert (found.hosts, found.leased_hosts, found.oldest_due, found.refusals) == (Count(5), 2, NOW, 1)
    assert found.hour == Rates(2, 4, 60.0)
    assert found.outcomes == {"robots_refused": 1, "server_error": 1}
    assert [one.state.name for one in found.workers] == ["w1"]


def test_beyond_the_bound_numbers_are_said_to_be_estimates(sessions: Sessions, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["registry.frontier.status"], "MOST_COUNTED", 3)
    fill(sessions, 40)
    for _turn in range(5):
        look(sessions, Outcome.UNSURE)
    if sessions.engine.dialect.name == "postgresql":
        with sessions.write() as session:
            session.execute(text("ANALYZE"))
    with sessions.read() as session:
        found = status(session, NOW + 60 * S)
    discover = next(one for one in found.queue if one.purpose == "discover")
    assert (found.hosts.exact, found.sites.exact, discover.now.exact, found.hour.exact) == (False,) * 4
    assert found.sites.number >= 40
    assert discover.now.number >= 3
    assert found.hour.visits == 3
    assert found.hour.minutes == pytest.approx(1.0), "the three were made within this minute"


def test_no_statement_of_it_walks_over_the_sites(postgres_url: str) -> None:
    """At 60,000 sites: each plan keeps to indexes, or stops at its bound."""
    from registry.db import make_sessions

    opened = make_sessions(postgres_url)
    with opened.write() as session:
        for statement in (
            "INSERT INTO host (key, domain) SELECT 'h' || n || '.example', 'example' FROM generate_series(1, 60000) n",
            "INSERT INTO host_due (host_id, discover) SELECT id, timestamptz '2026-11-20 08:00+00' FROM host",
            "INSERT INTO site (host_id, key, address, first_seen_at, next_due) SELECT id, key, key, "
            "timestamptz '2026-11-20 08:00+00', timestamptz '2026-11-20 08:00+00' FROM host",
            "ANALYZE",
        ):
            session.execute(text(statement))
    asked: list[str] = []
    event.listen(opened.engines[1], "before_cursor_execute", lambda *given: asked.append(given[2]))
    with opened.read() as session:
        found = status(session, NOW)
    assert (found.hosts.exact, found.sites.exact) == (False, False)
    assert 50_000 <= found.sites.number <= 61_000
    assert 50_000 <= found.queue[0].now.number + found.queue[1].now.number + found.queue[2].now.number <= 70_000
    assert [one for one in asked if "FROM site" in one and not {"LIMIT", "EXPLAIN"} & set(one.split())] == []
    opened.dispose()
