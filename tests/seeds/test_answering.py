"""What visits tell of the rows: judged by the outcome alone, and remembered by the registry."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from registry.catalogue.removal import forget
from registry.db import Sessions
from registry.frontier.model import Host, Site, SiteAlias, Visit
from registry.identity import SharedHosts
from registry.seeding import load_seeds
from registry.seeding.answering import Seen, Verdict, problem_of
from registry.seeding.folder import read_seeds
from registry.seeding.forums import ForumSeed
from registry.seeding.problem import Kind
from registry.seeding.visits import last_visits, left_in_peace
from registry.vocabulary import Outcome, Purpose
from tests.seeds.folder import make_seeds

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
BUSES = "buses.example.org/forum"


@pytest.fixture
def hosts(tmp_path: Path) -> SharedHosts:
    return SharedHosts.load(make_seeds(tmp_path / "seeds") / "hosts.toml")


@pytest.fixture
def seeds(tmp_path: Path, hosts: SharedHosts) -> tuple[ForumSeed, ...]:
    return read_seeds(tmp_path / "seeds", hosts).forums


def test_every_outcome_is_judged(seeds: tuple[ForumSeed, ...]) -> None:
    unvisited = {outcome for outcome in Outcome if Seen(seeds[0], outcome).verdict is Verdict.UNVISITED}
    of_lists = {Outcome.GATHERED, Outcome.UNCHANGED, Outcome.QUOTA_USED, Outcome.KEY_REFUSED}  # never of a site
    assert unvisited == {Outcome.INTERRUPTED, Outcome.FAILED} | of_lists
    assert Seen(seeds[0]).verdict is Verdict.UNVISITED


@pytest.mark.parametrize(
    ("outcome", "kind"),
    [
        (Outcome.DNS_FAILED, Kind.DEAD), (Outcome.GONE, Kind.DEAD), (Outcome.CONNECTION_FAILED, Kind.DEAD),
        (Outcome.NOT_A_FORUM, Kind.NO_FORUM), (Outcome.LOGIN_WALL, Kind.LOGIN_WALL), (Outcome.MOVED, Kind.MOVED),
        (Outcome.PROFILED, None), (Outcome.ROBOTS_REFUSED, None), (Outcome.TIMED_OUT, None),
        (Outcome.SERVER_ERROR, None), (Outcome.RATE_LIMITED, None), (Outcome.OPTED_OUT, None),
    ],
)  # fmt: skip
def test_what_lasts_is_a_problem_and_a_bad_day_is_none(
    seeds: tuple[ForumSeed, ...], hosts: SharedHosts, outcome: Outcome, kind: Kind | None
) -> None:
    problem = problem_of(Seen(seeds[1], outcome, "in words"), hosts, {})
    assert (None if problem is None else problem.kind) == kind
    if problem is not None:
        assert (problem.file, problem.line, problem.column) == ("forums.csv", 3, "address")
        assert "Bus Talk" in problem.reason
        assert problem.advice


def test_a_forum_that_moved_is_told_its_new_address(seeds: tuple[ForumSeed, ...], hosts: SharedHosts) -> None:
    seen = Seen(seeds[1], Outcome.MOVED, "redirected", "https://new.example.net/board/")
    problem = problem_of(seen, hosts, {BUSES: 3})
    assert problem is not None
    assert "https://new.example.net/board/" in problem.reason
    doubled = problem_of(replace(seen, moved_to="http://www.students.example.org"), hosts, {"students.example.org": 2})
    assert doubled is not None
    assert (doubled.kind, "line 2" in doubled.reason) == (Kind.DOUBLED, True)
    odd = problem_of(replace(seen, moved_to="http://[bad/"), hosts, {})
    assert odd is not None


def test_the_newest_visit_to_any_address_of_a_site_counts(
    sessions: Sessions, tmp_path: Path, seeds: tuple[ForumSeed, ...], hosts: SharedHosts
) -> None:
    with sessions.write() as session:
        host = Host(key="students.example.org")
        session.add(host)
        session.flush()
        site = Site(
            host_id=host.id, key="students.example.org", address="https://students.example.org/", first_seen_at=NOW
        )
        session.add(site)
        session.flush()
        session.add(SiteAlias(key="students.example.org", site_id=site.id, reason="canonical"))
        for outcome, detail in ((Outcome.PROFILED, ""), (Outcome.MOVED, "redirected to https://new.example.net/")):
            session.add(
                Visit(site_id=site.id, purpose=Purpose.PROFILE, outcome=outcome, detail=detail, started_at=NOW,
                      ended_at=NOW, pages=1, bytes_read=1)
            )  # fmt: skip
            session.flush()
    with sessions.read() as session:
        seen = last_visits(session, seeds)
    assert [one.outcome for one in seen] == [Outcome.MOVED, "", ""]
    assert seen[0].moved_to == "https://new.example.net/"
    assert seen[0].at == NOW


def test_forums_that_left_are_left_in_peace(
    sessions: Sessions, tmp_path: Path, seeds: tuple[ForumSeed, ...], hosts: SharedHosts
) -> None:
    load_seeds(sessions, tmp_path / "seeds", now=NOW, hosts=hosts)
    with sessions.write() as session:
        forget(session, "https://buses.example.org/forum/", actor="x", reason="asked", now=NOW, hosts=hosts)
        session.query(Host).filter(Host.key == "students.example.org").update({"opted_out_at": NOW})
    with sessions.read() as session:
        assert set(left_in_peace(session, seeds)) == {BUSES, "students.example.org"}
