"""The demo, end to end: the real crawler on the whole sample web, on both databases.

Every site ends in the outcome its file says, every forum has the figures its pages state, no member's name reaches
the database, and the crawler was a good guest: nothing forbidden asked for, no pause cut short.
"""

import json
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import MetaData, select

import sampleweb
from registry.assess.replies import OLD_ENOUGH
from registry.catalogue.model import Forum
from registry.db import Sessions, make_sessions
from registry.evidence.model import Observation, Reading, ReplyTally, Snapshot
from registry.frontier.model import Host, Site
from registry.settings import PROJECT
from sampleweb.model import SampleBoard

DELAY_S = 0.2
LIMITS = {"default_delay_s": DELAY_S, "workers": 64}
SLACK_S = 0.02
"""Between the end of an answer, which delays count from, and the server's note of the request that follows."""


@dataclass(frozen=True)
class Crawled:
    """What is left after a crawl."""

    web: sampleweb.SampleServer
    sessions: Sessions
    told: dict[str, Any]

    @property
    def visited(self) -> list[sampleweb.SampleSite]:
        return [site for site in self.web.sites if not site.alone]

    @property
    def forums(self) -> list[sampleweb.SampleSite]:
        return [site for site in self.visited if site.outcome == "profiled"]

    def host_key(self, site: sampleweb.SampleSite) -> str:
        return f"{site.host}:{self.web.port}" if site.host.endswith(".localhost") else site.host


@pytest.fixture(params=["sqlite", "postgresql"], scope="module")
def crawled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    folder = tmp_path_factory.mktemp("demo")
    if request.param == "sqlite":
        url, end = request.getfixturevalue("sqlite_template").copy(folder / "demo.db"), None
    else:
        server = request.getfixturevalue("postgres_server")
        end = server.create()
        url = server.url(end)
    seeds = shutil.copytree(PROJECT / "seeds", folder / "seeds")
    with sampleweb.serve() as web:
        sampleweb.write_seeds(seeds, web.port)
        order = {"database_url": url, "seeds": str(seeds), "port": web.port, "limits": LIMITS}
        told = subprocess.run(
            [sys.executable, "-m", "tests.sampleweb.crawling"],
            input=json.dumps(order),
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
            cwd=PROJECT,
        )
        assert told.returncode == 0, told.stderr[-3000:]
        sessions = make_sessions(url)
        yield Crawled(web, sessions, json.loads(told.stdout))
        sessions.dispose()
    if end is not None:
        server.drop(end)


def test_the_seeds_are_whole_and_the_crawl_comes_to_an_end(crawled: Crawled) -> None:
    assert crawled.told["problems"] == []
    assert not crawled.told["interrupted"]


def test_every_site_ends_in_its_outcome(crawled: Crawled) -> None:
    rows = select(Host.key, Site.last_outcome).join(Site, Site.host_id == Host.id)
    with crawled.sessions.read() as session:
        ended: dict[str, set[str | None]] = defaultdict(set)
        for key, outcome in session.execute(rows):
            ended[key].add(outcome)
    expected = {crawled.host_key(site): {site.outcome} for site in crawled.visited}
    assert {key: ended[key] for key in expected if ended[key] != expected[key]} == {}
    strangers = {key for key in ended if ".localhost:" in key} - expected.keys()
    assert not strangers


def test_every_forum_stands_there_once_with_the_figures_of_its_pages(crawled: Crawled) -> None:
    rows = (
        select(Host.key, Forum.id, Snapshot)
        .join(Site, Site.host_id == Host.id)
        .join(Forum, Forum.site_id == Site.id)
        .join(Snapshot, Snapshot.forum_id == Forum.id)
        .order_by(Snapshot.taken_at)
    )
    # Who is found by a link is looked at twice: whether it is a forum, and in full. The later figures count.
    last = {}
    with crawled.sessions.read() as session:
        for key, forum_id, seen in session.execute(rows):
            last[key, forum_id] = (seen.members, seen.threads, seen.posts, seen.last_post_at)
    found = defaultdict(list)
    for (key, _), figures in last.items():
        found[key].append(figures)
    expected = {
        crawled.host_key(site): [(site.members, site.threads, site.posts, site.last_post_at)] for site in crawled.forums
    }
    unknown = [(None, None, None, None)]  # a listed forum that shows guests nothing
    assert {key: figures for key, figures in found.items() if expected.get(key, unknown) != figures} == {}
    assert found.keys() >= expected.keys()


def test_threads_without_reply_are_counted_as_a_board_shows_them(crawled: Crawled) -> None:
    rows = (
        select(Host.key, ReplyTally)
        .join(Site, Site.host_id == Host.id)
        .join(Forum, Forum.site_id == Site.id)
        .join(ReplyTally, ReplyTally.forum_id == Forum.id)
    )
    with crawled.sessions.read() as session:
        found = {
            key: (row.threads, row.unanswered, row.taken_at - OLD_ENOUGH)
            for key, row in session.execute(rows)
            if row.started
        }
    sites = {crawled.host_key(site): site for site in crawled.forums if site.pattern in ("phpbb", "xenforo", "mybb")}
    assert len(found.keys() & sites) >= 10
    for key in found.keys() & sites:
        threads, unanswered, until = found[key]
        shown = [_shown_whole(board, until) for board in sites[key].boards]
        assert (threads, unanswered) in [(len(told), told.count(0)) for told in shown], key


def _shown_whole(board: SampleBoard, until: datetime) -> list[int]:
    """The replies of the threads begun since the oldest post of a board's list, and old enough to have got some."""
    oldest = min(thread.last_post_at for thread in board.listed)
    return [thread.replies for thread in board.listed if oldest < thread.started_at <= until]


def test_every_forum_has_its_name_platform_and_boards(crawled: Crawled) -> None:
    facts = (
        select(Host.key, Observation.fact, Observation.value)
        .join(Site, Site.host_id == Host.id)
        .join(Forum, Forum.site_id == Site.id)
        .join(Observation, Observation.forum_id == Forum.id)
        .where(Observation.current, Observation.source == "observed", Observation.fact.in_(("name", "platform")))
    )
    readings = (
        select(Host.key, Reading.boards)
        .join(Site, Site.host_id == Host.id)
        .join(Forum, Forum.site_id == Site.id)
        .join(Reading, Reading.forum_id == Forum.id)
    )
    with crawled.sessions.read() as session:
        found = {(key, fact): value for key, fact, value in session.execute(facts)}
        boards = {key: [(board["name"], board["posts"]) for board in told] for key, told in session.execute(readings)}
    for site in crawled.forums:
        key = crawled.host_key(site)
        assert found[key, "name"] == site.title
        assert found.get((key, "platform")) == site.software
        if all(board.posts is not None for board in site.boards):
            assert boards[key] == [(board.name, board.posts) for board in site.boards], key


def test_no_members_name_is_in_any_column(crawled: Crawled) -> None:
    spellings = [re.escape(name).replace("\\ ", "[ _.%+-]*(?:20)?") for name in sampleweb.PLANTED_NAMES]
    names = re.compile("|".join(spellings), re.IGNORECASE)
    assert names.search("zebulon_quartermaine")
    tables = MetaData()
    tables.reflect(crawled.sessions.engine)
    with crawled.sessions.read() as session:
        leaks = {
            (table.name, found.group())
            for table in tables.sorted_tables
            for row in session.execute(select(table))
            if (found := names.search(repr(tuple(row))))
        }
    assert len(tables.sorted_tables) > 10
    assert not leaks


def test_nothing_forbidden_was_asked_for(crawled: Crawled) -> None:
    asked = defaultdict(set)
    for request in crawled.web.requests:
        asked[request.host].add(request.path)
    for site in crawled.visited:
        forbidden = {path for path in asked[site.host] if path.startswith(site.disallow or ("\n",))}
        assert not forbidden, site.name
    for name in ("no-robots-please", "leave-us-out", "back-soon"):
        assert asked[f"{name}.localhost"] == {"/robots.txt"}
    assert not asked["holding-line.localhost"], "nobody links there"


def test_no_pause_was_cut_short(crawled: Crawled) -> None:
    """Between two requests to a host at least the delay; between pages the one that its robots.txt asks for.

    Not counted is the one repetition that HTTP allows (RFC 9112, 9.3.1): a kept connection turned out to be closed.
    """
    requests = defaultdict(list)
    for request in crawled.web.requests:
        requests[request.host].append(request)
    for site in crawled.visited:
        for before, after in pairwise(requests[site.host]):
            if site.outcome == "connection_failed" and before.path == after.path:
                continue
            to_robots = before.path == "/robots.txt"
            least = DELAY_S if to_robots or site.crawl_delay is None else max(site.crawl_delay, DELAY_S)
            assert after.time - before.time >= least - SLACK_S, (site.name, before.path, after.path)


def test_the_crawler_says_who_it_is(crawled: Crawled) -> None:
    assert {request.user_agent.partition("/")[0] for request in crawled.web.requests} == {"forum-registry"}
    assert {request.path for request in crawled.web.requests if request.host == "endless-page.localhost"} == {
        *("/robots.txt", "/")
    }


def test_endless_links_come_to_an_end(crawled: Crawled) -> None:
    calendar = [request.path for request in crawled.web.requests if request.host == "parish-diary.localhost"]
    assert len(calendar) <= 8
