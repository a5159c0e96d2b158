"""The public page and the metrics: what they tell, to whom, how often they ask the database."""

import dataclasses
import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event
from starlette.requests import Request
from starlette.testclient import TestClient

from registry.db import Sessions, now_utc
from registry.frontier import Found, lease_hosts, sightings
from registry.frontier.workers import WorkerState, note_worker
from registry.settings import Settings
from registry.vocabulary import Outcome, Purpose
from registry_api.app import create_app
from registry_api.routes.crawlstatus import may_watch
from registry_api.statusboard import READ_EVERY_S, StatusBoard
from registry_api.statuswords import OUTCOMES, PURPOSES
from tests.store.making import HOSTS
from tests.workers.prometheus import parse

SECRET_NAME = "crawl-box-7.internal-4711-abcdef"


@pytest.fixture
def crawled(sessions: Sessions) -> Sessions:
    now = now_utc() - timedelta(minutes=10)
    with sessions.write() as session:
        found = [Found(f"https://s{number}.example/", "link") for number in range(7)]
        sightings(session, found, now=now, hosts=HOSTS)
        lease_hosts(session, worker=SECRET_NAME, limit=2, purposes=list(Purpose), now=now_utc(), lease_s=60)
        state = WorkerState(SECRET_NAME, "0.1.0", "discover", now, visits=12, pages=30, bytes_read=5000, rss_bytes=1,
                            hosts_held=2, cpu_s=1.25, descriptors=9)  # fmt: skip
        note_worker(session, state, now_utc())
    return sessions


def service(sessions: Sessions, *, caller: str = "127.0.0.1", **settings: Any) -> TestClient:
    app = create_app(dataclasses.replace(Settings(), **settings), sessions)
    return TestClient(app, base_url="http://127.0.0.1:8000", client=(caller, 5000))


def test_the_page_tells_everybody_how_the_crawl_stands_and_nobody_where(crawled: Sessions) -> None:
    with service(crawled, caller="203.0.113.9") as client:
        page = client.get("/status")
        welsh = client.get("/cy/status").text
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))
    assert page.status_code == 200
    assert "Websites that may hold a forum" in words
    assert "worker 1" in words
    assert "10 minutes" in words
    assert SECRET_NAME not in page.text
    assert "4711" not in page.text
    assert "Sut mae’r cropian yn sefyll" in welsh
    assert page.headers["cache-control"] == "public, max-age=15"


def test_every_outcome_and_purpose_has_words() -> None:
    assert set(OUTCOMES) == set(Outcome)
    assert set(PURPOSES) == set(Purpose)


def test_the_metrics_keep_to_the_format_and_name_no_machine(crawled: Sessions) -> None:
    with service(crawled) as client:
        answer = client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    told = parse(answer.text)
    due = told["forum_registry_due_hosts"].samples
    assert due[("purpose", "discover"), ("within", "now")] == 7
    assert told["forum_registry_leased_hosts"].samples[()] == 2
    assert 590 < told["forum_registry_oldest_due_seconds"].samples[()] < 700
    assert told["forum_registry_worker_visits_total"].samples == {(("worker", "1"),): 12}
    assert told["forum_registry_worker_cpu_seconds_total"].samples == {(("worker", "1"),): 1.25}
    assert {family.kind for name, family in told.items() if name.endswith("_total")} == {"counter"}
    assert all(family.help for family in told.values())
    assert SECRET_NAME not in answer.text


@pytest.mark.parametrize(
    ("caller", "headers", "token", "status"),
    [
        ("127.0.0.1", {}, "", 200),
        ("10.1.2.3", {}, "", 200),
        ("fd00::5", {}, "", 200),
        ("203.0.113.9", {}, "", 404),
        ("testclient", {}, "", 404),
        ("::ffff:10.0.0.1", {}, "", 200),
        ("::ffff:203.0.113.9", {}, "", 404),
        ("127.0.0.1", {"X-Forwarded-For": "203.0.113.9"}, "", 404),
        ("127.0.0.1", {"Forwarded": "for=203.0.113.9"}, "", 404),
        ("203.0.113.9", {"Authorization": "Bearer right"}, "right", 200),
        ("127.0.0.1", {}, "right", 404),
        ("127.0.0.1", {"Authorization": "Bearer wrong"}, "right", 404),
        ("127.0.0.1", {"Authorization": "Bearer rïght"}, "right", 404),
    ],
    ids=lambda given: str(given)[:40],
)  # fmt: skip
def test_metrics_are_for_the_operator(caller: str, headers: dict[str, str], token: str, status: int) -> None:
    raw = [(name.lower().encode(), value.encode("utf-8")) for name, value in headers.items()]
    request = Request({"type": "http", "headers": raw, "client": (caller, 5000)})
    assert may_watch(request, token) is (status == 200)


def test_others_find_no_metrics(crawled: Sessions) -> None:
    with service(crawled, caller="203.0.113.9") as client:
        assert client.get("/metrics").status_code == 404


def test_the_database_is_asked_once_for_all_who_ask_within_a_while(crawled: Sessions) -> None:
    asked: list[str] = []
    event.listen(crawled.engines[1], "before_cursor_execute", lambda *given: asked.append(given[2]))
    at = [100.0]
    board = StatusBoard(crawled, lambda: at[0])
    first = board.latest()
    once = len(asked)
    at[0] += READ_EVERY_S - 1
    assert board.latest() is first
    assert len(asked) == once
    at[0] += 2
    assert board.latest() is not first
