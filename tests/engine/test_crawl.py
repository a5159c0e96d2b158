"""Crawls in processes of their own, over real databases: leases, ends, interruptions, refusals."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from registry.db import Sessions
from registry.frontier import Found, sightings
from registry.frontier.model import Host, Site, Visit
from registry.history import mark_demo
from registry.identity import SharedHosts
from tests.engine.conftest import PROJECT, QUICK, BadWeb
from tests.engine.test_hostile_sites import EXPECTED

SOME = ["good", "shop", "moved", "gone", "hang", "robots-refused", "robots-503", "big", "self-redirect", "landing"]


def prepare(sessions: Sessions, addresses: Sequence[str], *, demo: bool = True) -> None:
    with sessions.write() as session:
        if demo:
            mark_demo(session)
        found = [Found(address, "test") for address in addresses]
        sightings(session, found, now=datetime.now(UTC), hosts=SharedHosts())


def start(order: dict[str, Any]) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.engine.crawl_program"]
    pipe = subprocess.PIPE
    child = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, cwd=PROJECT)
    assert child.stdin is not None
    child.stdin.write(json.dumps(order))
    child.stdin.close()
    child.stdin = None
    return child


def events(child: "subprocess.Popen[str]") -> list[dict[str, Any]]:
    out, err = child.communicate(timeout=60)
    assert child.returncode == 0, err[-3000:]
    assert "Traceback" not in err, err[-3000:]
    return [json.loads(line) for line in out.splitlines()]


def order(sessions: Sessions, web: BadWeb | None = None, **more: Any) -> dict[str, Any]:
    database = sessions.engine.url.render_as_string(hide_password=False)
    allow = [["127.0.0.1", web.port]] if web is not None else []
    return {"database": database, "allow": allow, **more, "limits": {**QUICK, **more.get("limits", {})}}


def visits(sessions: Sessions) -> dict[str, list[str]]:
    """The outcomes of each site's visits, by its key's first word."""
    made: dict[str, list[str]] = {}
    with sessions.read() as session:
        for key, outcome in session.execute(select(Site.key, Visit.outcome).join(Visit, Visit.site_id == Site.id)):
            made.setdefault(key.partition(".")[0], []).append(outcome)
    return made


def outcomes_of(name: str) -> list[str]:
    """How the visits of a new site end until nothing is due: a forum that was found is read in full at once."""
    return [EXPECTED[name]] * (2 if EXPECTED[name] == "profiled" else 1)


def leases(sessions: Sessions) -> int:
    with sessions.read() as session:
        return session.scalar(select(func.count()).select_from(Host).where(Host.lease_holder.is_not(None))) or 0


def test_a_crawl_visits_what_is_due_once_and_ends(sessions: Sessions, bad_web: BadWeb) -> None:
    prepare(sessions, [bad_web.address(name) for name in SOME])
    told = events(start(order(sessions, bad_web)))
    assert visits(sessions) == {name: outcomes_of(name) for name in SOME}
    assert leases(sessions) == 0
    summary = told[-1]
    made = Counter(outcome for name in SOME for outcome in outcomes_of(name))
    assert summary["event"] == "Summary"
    assert (summary["forums"], summary["interrupted"]) == (2, False)
    readings = summary["outcomes"].pop("gathered", 0)  # pages that may name forums, which the visits came across
    assert summary["outcomes"] == dict(made)
    kinds = Counter(event["event"] for event in told)
    assert kinds["SiteStarted"] == kinds["SiteEnded"] == kinds["Progress"] == made.total() + readings
    assert summary["done"] == made.total() + readings
    named = {event["site_key"].partition(".")[0]: event["name"] for event in told if event["event"] == "SiteEnded"}
    assert named["good"] == "The Allotment Gate"


@pytest.mark.parametrize("number", [signal.SIGINT, pytest.param(signal.SIGTERM, marks=pytest.mark.slow)])
def test_a_signal_ends_a_crawl_cleanly(sessions: Sessions, bad_web: BadWeb, number: signal.Signals) -> None:
    prepare(sessions, [bad_web.address(name) for name in ["good", "hang", "drip", "robots-hang"]])
    child = start(order(sessions, bad_web, limits={"request_s": 30.0, "max_seconds": 60.0}, forever=True))
    assert child.stdout is not None
    started = [json.loads(child.stdout.readline()) for _ in range(4)]
    time.sleep(0.7)
    child.send_signal(number)
    began = time.monotonic()
    told = started + events(child)
    assert time.monotonic() - began < 5
    assert told[-1]["interrupted"] is True
    assert leases(sessions) == 0
    made = visits(sessions)
    assert "profiled" in made.pop("good")
    assert made == {"hang": ["interrupted"], "drip": ["interrupted"], "robots-hang": ["interrupted"]}
    with sessions.read() as session:
        due = session.scalars(select(Site.key).where(Site.next_due <= datetime.now(UTC))).all()
    assert {key.partition(".")[0] for key in due} - {"good"} == {"hang", "drip", "robots-hang"}


def test_two_crawlers_share_the_work_and_visit_nothing_twice(sessions: Sessions, bad_web: BadWeb) -> None:
    names = ["good", "shop", "landing", "gone", "denied", "packed", "odd-charset", "refreshing", "robots-403"]
    prepare(sessions, [bad_web.address(name) for name in names])
    orders = [order(sessions, bad_web, limits={"workers": 2, "default_delay_s": 0.1})] * 2
    summaries = [events(child)[-1] for child in [start(one) for one in orders]]
    assert visits(sessions) == {name: outcomes_of(name) for name in names}
    readings = sum(summary["outcomes"].get("gathered", 0) for summary in summaries)
    assert sum(summary["done"] for summary in summaries) == sum(len(outcomes_of(name)) for name in names) + readings
    assert leases(sessions) == 0


def test_the_sites_of_a_host_are_visited_one_after_the_other_with_one_robots_txt(
    sessions: Sessions, bad_web: BadWeb
) -> None:
    paths = [f"/~user{number}/" for number in range(4)]
    prepare(sessions, [bad_web.address("shop", path) for path in paths])
    before = bad_web.hits()
    told = events(start(order(sessions, bad_web, limits={"default_delay_s": 0.2})))
    after = bad_web.hits()
    assert after["shop/robots.txt"] - before.get("shop/robots.txt", 0) == 1
    assert told[-1]["done"] == 4
    assert told[-1]["seconds"] >= 4 * 0.2
    assert leases(sessions) == 0


def test_an_allowance_is_refused_for_a_database_that_is_no_demo(sessions: Sessions, bad_web: BadWeb) -> None:
    prepare(sessions, [bad_web.address("good")], demo=False)
    child = start(order(sessions, bad_web))
    _, err = child.communicate(timeout=60)
    assert child.returncode != 0
    assert "CrawlRefused" in err
    assert visits(sessions) == {}


def _live(sessions: Sessions, contact: str) -> list[dict[str, Any]]:
    prepare(sessions, [f"https://forum-{number}.invalid/" for number in range(30)], demo=False)
    return events(start(order(sessions, contact=contact)))


def test_without_a_contact_a_live_crawl_stays_small_and_says_so(sessions: Sessions) -> None:
    told = _live(sessions, "")
    assert told[-1]["done"] == 25
    assert [event["text"] for event in told if event["event"] == "Notice"] == told[-1]["notices"]
    assert "FORUM_REGISTRY_CONTACT" in told[-1]["notices"][0]
    assert leases(sessions) == 0


@pytest.mark.slow
def test_with_a_contact_it_visits_everything(sessions: Sessions) -> None:
    told = _live(sessions, "https://example.org/bot")
    assert told[-1]["done"] == 30
    assert told[-1]["notices"] == []


def test_scrapys_own_command_crawls_by_the_settings_of_the_environment(sessions: Sessions, tmp_path: Path) -> None:
    prepare(sessions, ["https://forum.invalid/"], demo=False)
    out = tmp_path / "visits.jsonl"
    environment = {**os.environ, "FORUM_REGISTRY_DATABASE_URL": order(sessions)["database"]}
    command = [sys.executable, "-m", "scrapy", "crawl", "discover", "-O", str(out)]
    done = subprocess.run(
        command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert [json.loads(line)["outcome"] for line in out.read_text().splitlines()] == ["dns_failed"]
    assert visits(sessions) == {"forum": ["dns_failed"]}


def test_scrapys_own_command_refuses_a_database_that_is_not_ready(tmp_path: Path) -> None:
    (tmp_path / "bad.db").write_bytes(b"no database at all, only some bytes in a file")
    for name in ("none.db", "bad.db"):
        url = f"sqlite:///{tmp_path / name}"
        command = [sys.executable, "-m", "scrapy", "crawl", "profile"]
        environment = {**os.environ, "FORUM_REGISTRY_DATABASE_URL": url}
        done = subprocess.run(
            command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False, timeout=60
        )
        assert done.returncode == 3
        assert "forum-registry migrate" in done.stderr
        assert "Traceback" not in done.stderr
    assert not (tmp_path / "none.db").exists()


def test_a_database_without_tables_is_told_not_hung_on(empty_database_url: str) -> None:
    child = start({"database": empty_database_url, "limits": QUICK})
    _, err = child.communicate(timeout=60)
    assert child.returncode != 0
    assert "OperationalError" in err or "ProgrammingError" in err
