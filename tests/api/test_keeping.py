"""The list in memory keeps in step with the database, and outlives its absence."""

import time
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.testclient import TestClient

from registry.catalogue.answer import ForumIndex
from registry.catalogue.keeping import COUNTERS_WAIT_S, IndexKeeper
from registry.catalogue.query import ForumQuery
from registry.catalogue.searching import searched
from registry.db import Sessions
from registry.vocabulary import ChangeKind
from tests.api.forums import card, keep, merge, sample_cards, withdraw


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def ids(keeper: IndexKeeper, query: ForumQuery | None = None) -> set[str]:
    assert keeper.index is not None
    return {hit.public_id for hit in keeper.index.answer(query or ForumQuery()).hits}


def test_people_s_decisions_show_at_the_next_look(filled: Sessions) -> None:
    keeper = IndexKeeper(filled)
    keeper.refresh()
    assert len(ids(keeper)) == 10
    keep(filled, [card(11, "New")])
    withdraw(filled, "f0002")
    merge(filled, "f0003", "f0010")
    keep(filled, [replace(sample_cards()[0], taking_part="not_welcome")], kind=ChangeKind.CHANGED)
    keeper.refresh()
    assert ids(keeper) == {f"f{n:04d}" for n in (1, 4, 5, 6, 7, 8, 9, 10, 11)}
    assert ids(keeper, ForumQuery(stance=("not_welcome",))) == {"f0001"}


def test_mere_figures_wait_a_little(filled: Sessions) -> None:
    clock = Clock()
    keeper = IndexKeeper(filled, clock=clock)
    keeper.refresh()
    assert keeper.index is not None
    generation = keeper.index.generation
    keep(filled, [replace(sample_cards()[0], facts=card(1, "x", members=999).facts)], kind=ChangeKind.CHANGED)
    keeper.refresh()
    assert keeper.index.generation == generation
    clock.now = COUNTERS_WAIT_S + 1
    keeper.refresh()
    assert keeper.index.generation == generation + 1
    shown = keeper.index.answer(ForumQuery(q="tenants together")).hits[0].forum
    assert shown["members"] == 999
    keeper.refresh()
    assert keeper.index.generation == generation + 1, "nothing new, no new generation"


def test_a_removal_overtakes_waiting_figures(filled: Sessions) -> None:
    clock = Clock()
    keeper = IndexKeeper(filled, clock=clock)
    keeper.refresh()
    keep(filled, [replace(sample_cards()[0], facts=())], kind=ChangeKind.CHANGED)
    keeper.refresh()
    withdraw(filled, "f0001")
    keeper.refresh()
    clock.now = 1000
    keeper.refresh()
    assert "f0001" not in ids(keeper)


def test_more_changes_than_one_look_reads_are_all_seen(filled: Sessions, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("registry.catalogue.keeping.BATCH", 4)
    keeper = IndexKeeper(filled)
    keeper.refresh()
    assert len(ids(keeper)) == 10
    keep(filled, [card(n, f"Town {n}") for n in range(20, 31)])
    keeper.refresh()
    assert len(ids(keeper)) == 21


def test_a_removed_forum_is_gone_within_two_seconds(client: TestClient, filled: Sessions) -> None:
    assert "Tenants Together" in client.get("/forums.rss").text
    withdraw(filled, "f0001")
    started = time.monotonic()
    while "Tenants Together" in client.get("/forums.rss").text:
        assert time.monotonic() - started < 2
        time.sleep(0.02)
    assert client.get("/forums/f0001").status_code == 404


def test_the_last_good_list_stays_while_the_database_is_away(
    client: TestClient, filled: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.get("/forums")
    with filled.write() as session:
        session.execute(text("ALTER TABLE card RENAME TO card_away"))
        session.execute(text("ALTER TABLE head RENAME TO head_away"))
        session.execute(text("ALTER TABLE change RENAME TO change_away"))
    ready = wait_for_status(client, "stale")
    assert ready["database"] == "away"
    assert client.get("/readyz").status_code == 200
    assert client.get("/forums.json?q=tenants").json()["total"] == 2
    page = client.get("/forums/f0001")
    assert page.status_code == 503
    assert page.headers["retry-after"]
    with filled.write() as session:
        for table in ("card", "head", "change"):
            session.execute(text(f"ALTER TABLE {table}_away RENAME TO {table}"))
    wait_for_status(client, "ready")
    assert client.get("/forums/f0001").status_code == 200


def wait_for_status(client: TestClient, status: str) -> dict[str, str]:
    until = time.monotonic() + 5
    while (ready := client.get("/readyz").json())["status"] != status:
        assert time.monotonic() < until, ready
        time.sleep(0.02)
    return dict(ready)


def test_refresh_says_when_the_database_cannot_be_read(sessions: Sessions) -> None:
    with sessions.write() as session:
        session.execute(text("ALTER TABLE forum RENAME TO gone"))
    keeper = IndexKeeper(sessions)
    with pytest.raises(SQLAlchemyError):
        keeper.refresh()
    assert keeper.index is None
    assert keeper.last_error


def test_the_command_finds_what_the_page_finds(filled: Sessions, client: TestClient) -> None:
    for words in ("tenants", "renting cancer", "zzzz"):
        lines = list(searched(filled, words, 3).lines)
        items = client.get("/forums.json", params={"q": words}).json()["items"][:3]
        assert lines == [{"id": i["id"], "name": i["name"], "why": i["why"]} for i in items]


def test_the_command_says_what_to_do_where_nothing_fits(filled: Sessions) -> None:
    assert searched(filled, "tenants").advice == ()
    near = searched(filled, "tractography")
    assert near.lines == ()
    assert near.advice[0] == "try words of the list that are spelt nearly alike: tractors"
    assert near.advice[-1].startswith("try fewer or plainer words")


def test_only_forums_that_wait_for_their_first_visit_count_as_waiting() -> None:
    """A forum that cannot be visited (robots, a wall) was tried: nobody should wait for its figures."""
    told = [
        card(1, "Read", state="visited"),
        card(2, "Walled", state="figures_not_available", state_reason="its robots.txt asks crawlers to stay away"),
        card(3, "New", state="not_visited_yet"),
    ]
    status = ForumIndex.build(told).status()
    assert (status.forums, status.visited, status.waiting) == (3, 1, 1)
