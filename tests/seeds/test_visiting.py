"""`seeds check --visit` on the sample web, by the crawler itself, in a demonstration's folder."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import sampleweb
from crawler.egress import Policy
from crawler.limits import Limits
from crawler.several import SeveralVisits
from forum_registry import checking
from forum_registry.demonstration import prepare_demo
from registry.catalogue.removal import forget
from registry.db import make_sessions
from registry.identity import SharedHosts
from registry.seeding.folder import read_seeds
from registry.settings import PREFIX, PROJECT, Settings

Told = list[dict[str, object]]
Visited = tuple[subprocess.CompletedProcess[str], list[tuple[str, str]]]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[dict[str, str], sampleweb.SampleServer]]:
    """The environment of a demonstration made anew, and its web."""
    folder = tmp_path_factory.mktemp("demo") / "room"
    url, seeds = f"sqlite:///{folder}/registry.db", str(folder / "seeds")
    with sampleweb.serve() as web:
        settings = Settings.from_environment({PREFIX + "DATABASE_URL": url, PREFIX + "SEEDS": seeds})
        prepare_demo(settings, PROJECT / "seeds", web, datetime.now(UTC))
        with (folder / "seeds" / "forums.csv").open("a", encoding="utf-8") as rows:
            rows.write(_moved(web.port))
        yield {"DATABASE_URL": url, "SEEDS": seeds, "DEFAULT_DELAY_S": "0.05"}, web


def _moved(port: int) -> str:
    """The row of a forum that has moved: the demonstration took it off its list, and somebody still has it."""
    address, source = f"http://old-chatterbox.localhost:{port}/", "sampleweb/data/others/old-chatterbox.toml"
    return f"{address},The Old Chatterbox,,GB,en,,,,{source},\n"


def check(given: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    return subprocess.run(
        [sys.executable, "-m", "forum_registry.command", "seeds", "check", *words],
        env={**plain, **{PREFIX + name: value for name, value in given.items()}},
        cwd=PROJECT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def told(ended: subprocess.CompletedProcess[str]) -> Told:
    return [json.loads(line) for line in ended.stdout.splitlines()]


def test_a_demonstration_s_folder_is_sound(demo: tuple[dict[str, str], object]) -> None:
    ended = check(demo[0])
    assert (ended.returncode, ended.stdout) == (0, "The seeds are sound.\n")


@pytest.fixture(scope="module")
def visited(demo: tuple[dict[str, str], sampleweb.SampleServer]) -> Visited:
    """One check that visited the sample web, and what was asked of it meanwhile."""
    given, web = demo
    before = len(web.requests)
    ended = check(given, "--visit", "--json")
    return ended, [(request.host, request.path) for request in web.requests[before:]]


def test_visits_find_the_dead_the_moved_and_the_closed(visited: Visited) -> None:
    ended, _asked = visited
    assert ended.returncode == 1
    *found, summary = told(ended)
    verdicts = {str(one["name"]): one["verdict"] for one in found if one["found"] == "visit"}
    assert verdicts["Farewell Forum"] == "dead"
    assert verdicts["The Locked Room"] == "login wall"
    assert verdicts["The Old Chatterbox"] == "moved"
    assert verdicts["Steel City Talk"] == "answers"
    assert "asks not to be visited" in verdicts.values()
    moved = next(one for one in found if one["found"] == "visit" and one["verdict"] == "moved")
    assert "steel-city-talk" in str(moved["moved_to"])
    assert {str(one["kind"]) for one in found if one["found"] == "problem"} >= {"dead", "login wall", "doubled"}
    assert summary["found"] == "summary"
    assert summary["problems"] == sum(one["found"] == "problem" for one in found)
    assert "Farewell Forum" in ended.stderr


def test_robots_are_asked_first_and_honoured_and_one_page_is_read(visited: Visited) -> None:
    ended, asked = visited
    kept_out = {
        urlsplit(str(one["address"])).hostname
        for one in told(ended)
        if one["found"] == "visit" and one["verdict"] == "asks not to be visited"
    }
    assert asked
    for name in {host for host, _ in asked}:
        paths = [path for host, path in asked if host == name]
        assert paths[0] == "/robots.txt", name
        if name in kept_out:
            assert set(paths) == {"/robots.txt"}, name
    steel = [path for host, path in asked if host == "plot-and-spade.localhost"]
    assert len(steel) == 2


def test_what_was_visited_is_told_without_a_request(demo: tuple[dict[str, str], sampleweb.SampleServer]) -> None:
    given, web = demo
    before = len(web.requests)
    ended = check(given, "--from-visits")
    assert ended.returncode == 0
    assert "forum not visited" in ended.stdout.partition("The seeds are sound.\n")[2]
    assert len(web.requests) == before


def test_a_forum_that_left_is_not_visited(demo: tuple[dict[str, str], sampleweb.SampleServer]) -> None:
    given, web = demo
    hosts = SharedHosts.load(Path(given["SEEDS"]) / "hosts.toml")
    sessions = make_sessions(given["DATABASE_URL"])
    address = f"http://plot-and-spade.localhost:{web.port}/"
    with sessions.write() as session:
        forget(session, address, actor="x", reason="asked", now=datetime.now(UTC), hosts=hosts)
    sessions.dispose()
    before = len(web.requests)
    ended = check(given, "--visit")
    assert "Plot and Spade: not visited, it was removed" in ended.stderr
    assert "plot-and-spade.localhost" not in {request.host for request in web.requests[before:]}
    assert "forum not visited" in ended.stdout.partition("problems.\n")[2]


def test_without_a_contact_no_more_than_25_forums_are_visited(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seeds = read_seeds(PROJECT / "seeds", SharedHosts.load(PROJECT / "seeds" / "hosts.toml")).forums
    nobody = {PREFIX + "DATABASE_URL": f"sqlite:///{tmp_path}/none.db"}
    known = Settings.from_environment({**nobody, PREFIX + "CONTACT": "webmaster@example.org"})
    assert len(checking._asked(seeds, Settings.from_environment(nobody), sample=False)) == 25
    assert "FORUM_REGISTRY_CONTACT" in capsys.readouterr().err
    assert len(checking._asked(seeds, known, sample=False)) == len(seeds)


def test_only_a_demonstration_may_visit_the_sample_web(
    demo: tuple[dict[str, str], sampleweb.SampleServer], tmp_path: Path
) -> None:
    given, web = demo
    before = len(web.requests)
    elsewhere = check({**given, "DATABASE_URL": f"sqlite:///{tmp_path}/none.db"}, "--visit")
    assert elsewhere.returncode == 1
    assert "demonstration" in elsewhere.stderr
    assert len(web.requests) == before
    assert "Traceback" not in elsewhere.stderr


def test_sites_of_one_host_are_visited_one_after_another() -> None:
    hosts = SharedHosts.load(PROJECT / "seeds" / "hosts.toml")
    addresses = ("https://healthunlocked.com/bhf", "https://a.example.org/", "https://www.healthunlocked.com/lupusuk")
    visits = SeveralVisits(
        addresses, Policy(), Limits(), hosts, "agent", clock=lambda: datetime.now(UTC), on_report=lambda *_: None
    )
    assert visits.by_host() == [[addresses[0], addresses[2]], [addresses[1]]]
