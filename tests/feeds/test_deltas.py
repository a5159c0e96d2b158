"""`/api/v1/changes`: every change once and in order, whatever the cursor; by kind; and quick with many."""

import time
from datetime import UTC, datetime

import pytest
from sqlalchemy import insert, update
from starlette.testclient import TestClient

from registry.db import Sessions
from registry.history.model import Change, Head
from registry_api.app import create_app
from tests.api.conftest import SETTINGS
from tests.api.forums import keep, keep_lists, sample_cards
from tests.feeds.happening import KINDS

MANY = 100_000


def walk(client: TestClient, question: str) -> list[int]:
    """All numbers from a question on, by the links of the answers."""
    found: list[int] = []
    address = f"/api/v1/changes?{question}"
    while address:
        answer = client.get(address)
        assert answer.status_code == 200, answer.text
        found += [item["seq"] for item in answer.json()["items"]]
        address = answer.links.get("next", {}).get("url", "")
    return found


def test_every_change_is_told_once(changed: TestClient) -> None:
    everything = list(range(1, len(KINDS) + 1))
    for limit in (1, 3, 14, 15, 500):
        assert walk(changed, f"limit={limit}") == everything
        assert walk(changed, f"since=0&limit={limit}") == everything
    assert walk(changed, "since=9") == everything[9:]
    assert walk(changed, "since=14") == []


def test_kinds_are_told_apart(changed: TestClient) -> None:
    for kind in set(KINDS):
        expected = [n for n, one in enumerate(KINDS, 1) if one == kind]
        assert walk(changed, f"kind={kind}&limit=2") == expected
    assert walk(changed, "kind=removed&kind=merged&limit=1") == [12, 13]
    assert walk(changed, "kind=added&since=10") == [14]
    refused = changed.get("/api/v1/changes?kind=born").json()
    assert (refused["field"], refused["value"], refused["allowed"]) == (
        "kind", "born", ["added", "changed", "merged", "removed"],
    )  # fmt: skip


def test_the_licence_goes_with_the_changes(changed: TestClient) -> None:
    page = changed.get("/api/v1/changes?since=13").json()
    assert page["licence"]["name"] == "Open Government Licence v3.0"
    assert page["attribution"]


@pytest.fixture
def long_history(sessions: Sessions) -> TestClient:
    """Ten forums, and one hundred thousand changes: one in a thousand is a removal."""
    keep_lists(sessions)
    keep(sessions, sample_cards())
    at = datetime(2026, 11, 20, tzinfo=UTC)
    rows = [
        {"seq": n, "at": at, "forum_id": 1 + n % 10, "public_id": f"f{1 + n % 10:04d}",
         "kind": "changed" if n % 1000 else "removed", "into": None}
        for n in range(11, MANY + 1)
    ]  # fmt: skip
    with sessions.write() as session:
        for start in range(0, len(rows), 10_000):
            session.execute(insert(Change), rows[start : start + 10_000])
        session.execute(update(Head).where(Head.name == "change").values(number=MANY))
    return TestClient(create_app(SETTINGS, sessions), base_url=SETTINGS.base_url)


def test_a_page_costs_the_same_at_either_end_of_a_long_history(long_history: TestClient) -> None:
    """A rare kind is found without reading everything in between, and so is the oldest page of a feed."""
    with long_history as client:
        asked = [
            "/api/v1/changes?since=0", f"/api/v1/changes?since={MANY - 100}", "/api/v1/changes?kind=merged",
            "/api/v1/changes?since=0&limit=500", "/changes.json", "/changes.json?since=0", "/changes.json?before=200",
            "/changes.json?kind=merged", "/changes.json?kind=removed", "/changes.json?topic=/health/cancer",
        ]  # fmt: skip
        took = {}
        for path in asked:
            times = []
            for _ in range(3):
                began = time.perf_counter()
                assert client.get(path, headers={"Cookie": "forum_registry_session=uncached"}).status_code == 200
                times.append(time.perf_counter() - began)
            took[path] = min(times)
        for path, seconds in took.items():
            print(f"{1000 * seconds:7.1f} ms  {path}")  # noqa: T201  # the measure
        assert max(took.values()) < 1.0, took
        assert len(client.get("/changes.json?kind=removed").json()["items"]) == 100
