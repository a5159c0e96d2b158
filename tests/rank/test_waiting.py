"""The number of forums that wait for a decision is public; what they are is not."""

import time

import pytest
from starlette.testclient import TestClient

from registry.catalogue.placing import Placement, list_seed
from registry.catalogue.waiting import COUNTED_EVERY_S, CandidateCount
from registry.db import Sessions
from registry.identity import SharedHosts
from tests.api.conftest import client_of
from tests.store.making import NOW


def hold(sessions: Sessions, *names: str) -> None:
    """Propose sensitive forums that no second person has agreed to."""
    with sessions.write() as session:
        for name in names:
            held = Placement(f"https://{name}.example.org/", name.title(), sensitive="addiction")
            assert list_seed(session, held, now=NOW, hosts=SharedHosts()).result == "held"


def test_candidates_are_counted_now_and_then(sessions: Sessions) -> None:
    seconds = [0.0]
    count = CandidateCount(sessions, clock=lambda: seconds[0])
    assert count.number is None
    count.refresh()
    assert count.number == 0
    with sessions.write() as session:
        list_seed(session, Placement("https://hens.example.org/", "Hens"), now=NOW, hosts=SharedHosts())
    hold(sessions, "dayone", "again")
    seconds[0] = COUNTED_EVERY_S - 1
    count.refresh()
    assert count.number == 0, "a count is good for a while"
    seconds[0] = COUNTED_EVERY_S
    count.refresh()
    assert count.number == 2, "the listed one does not wait"
    seconds[0] *= 3
    count.refresh()
    assert count.changes == 2, "from unknown to none, and to two: pages that say it are made anew"


def _once_it_says(client: TestClient, word: str) -> str:
    """The first page, as soon as it holds the word: the count is made anew by the service itself."""
    end = time.monotonic() + 10
    while word not in (shown := client.get("/").text):
        assert time.monotonic() < end, shown
        time.sleep(0.05)
    return shown


def test_the_first_page_says_how_many_wait_and_nothing_else_of_them(
    filled: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("registry.catalogue.waiting.COUNTED_EVERY_S", 0.1)
    with client_of(filled) as client:
        assert "candidate" not in client.get("/").text
        hold(filled, "dayone")
        shown = _once_it_says(client, "candidate")
    assert "1 candidate waits for a decision" in shown
    assert "Dayone" not in shown
