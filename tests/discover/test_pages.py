"""Searches on pages and as data: asked for without an account, told without a word too many, harmless if abused."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, text, update
from starlette.testclient import TestClient

from registry.catalogue.model import CardRow, Forum
from registry.db import Sessions, now_utc
from registry.frontier.discoveries import charge, refuse, stop
from registry.frontier.model import Visit
from registry.frontier.seeking import Discovery
from registry.ingest.search_turns import SearchTurns
from registry.stewardship.searching import FROM_A_PAGE, MOST_WAITING
from registry.vocabulary import DiscoveryState, Outcome, Purpose, Standing
from registry_api.routes.answers_searches import SearchEntry, SearchList
from registry_api.searchboard import SearchBoard
from tests.coverage.conftest import Seeds
from tests.discover.making import Worker, ask_for, sight, stands
from tests.letters.conftest import SETTINGS, client_of
from tests.letters.reading import errors, form_of, main_text, soup
from tests.store.making import NOW

pytestmark = pytest.mark.usefixtures("patient")
ASK = "/searches/ask?topic=/housing/renting"


def _ask(client: TestClient, topic: str = "/housing/renting", *, on: str | None = None) -> Any:
    form = form_of(client.get(f"/searches/ask?topic={on or topic}"))
    return client.post("/searches/ask", data={**form, "topic": topic})


def _searches(sessions: Sessions) -> list[tuple[str, str, str, int]]:
    with sessions.read() as session:
        found = select(Discovery.topic, Discovery.state, Discovery.asked_by, Discovery.most_pages).order_by(
            Discovery.id
        )
        return [tuple(row) for row in session.execute(found)]


def test_an_official_asks_for_a_search_from_the_page_of_gaps(client: TestClient, listed: Sessions) -> None:
    gaps = client.get("/topics/housing/renting/coverage")
    button = next(form for form in soup(gaps).find_all("form") if form["action"] == "/searches/ask")
    assert button["method"] == "get"
    assert button.find("input", {"name": "topic"})["value"] == "/housing/renting"
    assert "Look for more forums on this topic" in main_text(gaps)
    asked = client.get(ASK)
    assert asked.headers["cache-control"] == "no-store"
    assert "300 pages at most" in main_text(asked)
    sent = _ask(client)
    assert (sent.status_code, sent.headers["location"]) == (303, "/searches/1")
    assert _searches(listed) == [("/housing/renting", "running", FROM_A_PAGE, 300)]
    shown = main_text(client.get("/searches/1"))
    assert "It is under way." in shown
    assert "by a visitor of this site" in shown
    assert "0 of 300 pages and 0 of 300 sites (0%)" in shown
    assert "Renting a home" in main_text(client.get("/searches"))


def test_a_topic_has_one_search_and_not_again_within_a_week(client: TestClient, listed: Sessions) -> None:
    assert _ask(client).headers["location"] == "/searches/1"
    again = _ask(client, on="/health")
    assert again.headers["location"] == "/searches/1"
    assert len(_searches(listed)) == 1
    now = now_utc()
    with listed.write() as session:
        charge(session, 1, pages=300, now=now - timedelta(days=6))
        session.execute(update(Discovery).values(asked_at=now - timedelta(days=9)))
    page = client.get(ASK)
    assert not soup(page).find("form", method="post")
    assert "It is over. This topic can be searched again from" in main_text(page)
    assert _ask(client, on="/health").headers["location"] == "/searches/1"
    with listed.write() as session:
        session.execute(update(Discovery).values(ended_at=now - timedelta(days=8)))
    assert _ask(client).headers["location"] == "/searches/2"


def test_what_goes_beyond_the_pages_of_a_day_waits_for_an_operator(listed: Sessions) -> None:
    with client_of(listed, replace(SETTINGS, search_pages=100, search_pages_a_day=250), assessor=Seeds()) as client:
        for topic in ("/housing", "/housing/renting", "/health"):
            assert _ask(client, topic).status_code == 303
        assert [state for _, state, _, _ in _searches(listed)] == ["running", "running", "asked"]
        assert "waits for an operator" in main_text(client.get("/searches/3"))
        assert "A search waits for an operator." in main_text(client.get("/topics/health/coverage"))
        with listed.write() as session:
            refuse(session, 3, "searched last month", NOW)
        shown = main_text(client.get("/searches/3"))
        assert "An operator decided against it." in shown
        assert "searched last month" in shown


def test_a_full_queue_takes_no_more(listed: Sessions) -> None:
    for number in range(MOST_WAITING):
        ask_for(listed, topic=f"/t{number}", state=DiscoveryState.ASKED)
    with client_of(listed, replace(SETTINGS, search_pages_a_day=299), assessor=Seeds()) as client:
        full = _ask(client)
        assert (full.status_code, "retry-after" in full.headers) == (503, True)
        assert "More searches wait for an operator" in main_text(full)
    assert len(_searches(listed)) == MOST_WAITING


def test_senders_are_bounded_as_those_of_letters(listed: Sessions, monkeypatch: pytest.MonkeyPatch) -> None:
    with client_of(listed, replace(SETTINGS, letters_an_hour=2), assessor=Seeds()) as client:
        assert _ask(client, "/housing").status_code == 303
        letter = form_of(client.get("/ask"))
        assert client.post("/ask", data={**letter, "q": "carers"}).status_code == 303
        form = form_of(client.get("/searches/ask?topic=/health"))
        monkeypatch.setattr(type(listed), "write", lambda self: pytest.fail("a writer was asked for"))
        many = client.post("/searches/ask", data=form)
        assert many.status_code == 429
        assert 0 < int(many.headers["retry-after"]) <= 3600
        assert "Too many requests have come from your network address" in main_text(many)
        assert client.post("/searches/ask", data={**form, "topic": "/housing"}).status_code == 303, "it stands already"
    assert len(_searches(listed)) == 1


def test_all_of_a_day_together_are_bounded(listed: Sessions) -> None:
    with client_of(listed, replace(SETTINGS, letters_a_day=1), assessor=Seeds()) as client:
        assert _ask(client, "/housing").status_code == 303
        many = _ask(client, "/health")
        assert many.status_code == 429
        assert "As many searches were asked for today as we take in" in main_text(many)


def test_64_requests_at_once_are_one_search(listed: Sessions) -> None:
    with client_of(listed, replace(SETTINGS, letters_an_hour=1000), assessor=Seeds()) as client:
        form = form_of(client.get(ASK))
        with ThreadPoolExecutor(16) as pool:
            answers = list(pool.map(lambda _: client.post("/searches/ask", data=form), range(64)))
    assert {answer.headers.get("location") for answer in answers} == {"/searches/1"}
    assert len(_searches(listed)) == 1


def test_many_topics_at_once_never_take_more_than_a_day_allows(listed: Sessions) -> None:
    settings = replace(SETTINGS, letters_an_hour=1000, search_pages=100, search_pages_a_day=300)
    topics = ["/housing", "/housing/renting", "/housing/renting/eviction", "/health", "/health/cancer", "/environment"]
    with client_of(listed, settings, assessor=Seeds()) as client:
        form = form_of(client.get(ASK))
        with ThreadPoolExecutor(6) as pool:
            answers = list(pool.map(lambda one: client.post("/searches/ask", data={**form, "topic": one}), topics))
    assert {answer.status_code for answer in answers} == {303}
    states = [state for _, state, _, _ in _searches(listed)]
    assert (states.count("running"), states.count("asked")) == (3, 3)


def test_forms_that_no_person_sent_from_our_page_are_refused(client: TestClient, listed: Sessions) -> None:
    form = form_of(client.get(ASK))
    assert client.post("/searches/ask", data=form, headers={"Origin": "https://evil.example"}).status_code == 403
    assert client.post("/searches/ask", data=form, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    for bad in ({"form": ""}, {"form": "1.aa"}, {"website": "https://spam.example/"}):
        refused = client.post("/searches/ask", data={**form, **bad})
        assert refused.status_code == 422
        assert "send" in errors(refused)
    letter = form_of(client.get("/ask"))
    assert client.post("/searches/ask", data={**form, "form": letter["form"]}).status_code == 422, "another form's time"
    assert client.post("/searches/ask", data={**form, "x": "y" * 70_000}).status_code == 413
    assert _searches(listed) == []


def test_nobody_is_asked_to_look_on_a_sensitive_topic(client: TestClient, listed: Sessions) -> None:
    assert "Look for more forums" not in client.get("/topics/transport/coverage").text
    page = client.get("/searches/ask?topic=/transport")
    assert "This topic is sensitive" in main_text(page)
    assert not soup(page).find("form", method="post")
    form = form_of(client.get(ASK))
    assert client.post("/searches/ask", data={**form, "topic": "/transport"}).status_code == 422
    assert client.post("/searches/ask", data={**form, "topic": "/nothing"}).status_code == 404
    assert client.post("/searches/ask", data={**form, "topic": ""}).headers["location"] == "/searches#ask"
    assert _searches(listed) == []
    asked = ask_for(listed, topic="/transport")
    for path in (f"/searches/{asked.id}", f"/api/v1/searches/{asked.id}"):
        assert client.get(path).status_code == 404, "an operator's search there is nobody's business"
    assert "Transport" not in main_text(client.get("/searches")).partition("Ask for a search")[0]
    assert client.get("/api/v1/searches").json()["searches"] == []


def test_forums_are_counted_when_found_and_named_once_listed(client: TestClient, listed: Sessions) -> None:
    sight(listed, 2, topic="/housing")
    asked = ask_for(listed, topic="/housing", by="ann@dept.example")
    Worker(
        listed, turns=SearchTurns(only=asked.id), outcome=lambda: Outcome.PROFILED, purposes=(Purpose.DISCOVER,)
    ).work()
    paths = (
        "/searches",
        "/searches/1",
        "/api/v1/searches",
        "/api/v1/searches/1",
        "/topics/housing/coverage",
        "/cy/searches/1",
    )
    for path in paths:
        body = client.get(path).text
        for secret in ("site0000", "ann", "w1"):
            assert secret not in body.replace("/channel", "").replace("canniat", ""), (path, secret)
    told = client.get("/api/v1/searches/1").json()["search"]
    assert (told["forums"], told["listed"], told["asked_by"], told["state"]) == (2, [], "an operator", "done")
    assert "None yet. A person looks at what was found" in main_text(client.get("/searches/1"))
    with listed.write() as session:
        forum = session.scalars(
            select(Forum).where(Forum.public_id.not_like("f00%"), Forum.site_id.is_not(None))
        ).first()
        session.execute(update(Forum).where(Forum.id == forum.id).values(standing=str(Standing.LISTED)))
        name = session.scalar(select(CardRow.document).where(CardRow.forum_id == forum.id))["name"]
        public_id = forum.public_id
    assert name in main_text(client.get("/searches/1"))
    assert [one["id"] for one in client.get("/api/v1/searches/1").json()["search"]["listed"]] == [public_id]


def test_what_programs_read_has_the_form_described(client: TestClient, listed: Sessions) -> None:
    for _number in range(52):
        asked = ask_for(listed, topic="/housing")
        with listed.write() as session:
            stop(session, asked.id, "ann", NOW)
    first = client.get("/api/v1/searches")
    assert first.headers["cache-control"] == "public, no-cache"
    page = SearchList.model_validate(first.json())
    assert [one.id for one in page.searches] == list(range(52, 2, -1))
    assert page.searches[0].said == "An operator stopped it."
    following = client.get(page.next.removeprefix("https://registry.example"))
    assert [one["id"] for one in following.json()["searches"]] == [2, 1]
    assert following.json()["next"] is None
    SearchEntry.model_validate(client.get("/api/v1/searches/7").json())
    assert "Older searches" in main_text(client.get("/searches"))
    for path in (
        "/api/v1/searches/0",
        "/api/v1/searches/x",
        "/api/v1/searches/" + "9" * 30,
        "/searches/²",
        "/searches/99",
    ):
        assert client.get(path).status_code == 404
    for query in ("before=x", "before=0", "before=" + "9" * 30, "after=1"):
        assert client.get(f"/api/v1/searches?{query}").status_code == 400
    for query in ("before=x", "before=-1", "before=" + "9" * 30):
        assert client.get(f"/searches?{query}").status_code == 404


def test_pages_of_gaps_say_when_a_topic_was_searched(client: TestClient, listed: Sessions) -> None:
    assert "Last searched" not in client.get("/topics/housing/coverage").text
    asked = ask_for(listed, topic="/housing")
    with listed.write() as session:
        charge(session, asked.id, forums=3, pages=5000, now=NOW)
    board = SearchBoard(listed)
    board.refresh()
    assert (board.changes, board.latest["/housing"].forums) == (1, 3)
    _ask(client, "/health")  # the process that takes a request in looks at once
    told = main_text(client.get("/topics/housing/coverage"))
    assert "Last searched on 20 November 2026: 3 forums found that were not known before." in told
    body = client.get("/organisations/dept-homes/coverage")
    assert "Housing : Last searched on 20 November 2026" in main_text(body)
    choice = soup(body).find("select", id="topic")
    assert [option["value"] for option in choice.find_all("option")] == ["/housing"]


def test_the_board_is_read_now_and_then_and_moves_only_when_pages_would_say_something_else(listed: Sessions) -> None:
    clock = [0.0]
    board = SearchBoard(listed, lambda: clock[0])
    board.refresh()
    asked = ask_for(listed, topic="/housing")
    board.refresh()
    assert (board.changes, dict(board.latest)) == (0, {})
    clock[0] = 21.0
    board.refresh()
    assert board.changes == 1
    with listed.write() as session:
        charge(session, asked.id, pages=7, forums=1, now=NOW)
    clock[0] = 42.0
    board.refresh()
    assert board.changes == 1, "pages that are kept do not go with every page of a search"
    with listed.write() as session:
        stop(session, asked.id, "ann", NOW)
    clock[0] = 63.0
    board.refresh()
    assert board.changes == 2


def test_the_pages_stand_in_welsh(client: TestClient) -> None:
    assert _ask(client).status_code == 303
    form = form_of(client.get("/cy/searches/ask?topic=/health"))
    sent = client.post("/cy/searches/ask", data=form)
    assert sent.headers["location"] == "/cy/searches/2"
    for path in ("/cy/searches", "/cy/searches/2", "/cy/searches/ask?topic=/housing", "/cy/topics/health/coverage"):
        body = client.get(path).text
        assert 'lang="cy"' in body
        assert not re.search(r'<(?:p|h2|li|dt|button)[^>]* lang="en"[^>]*>[^<]*search', body), path


def test_without_the_database_nothing_is_promised(client: TestClient, listed: Sessions) -> None:
    form = form_of(client.get(ASK))
    with listed.write() as session:
        session.execute(text("ALTER TABLE discovery RENAME TO discovery_away"))
    assert client.post("/searches/ask", data=form).status_code == 503
    assert client.get("/searches").status_code == 503
    assert client.get("/topics/housing/coverage").status_code == 200


def test_what_is_asked_for_here_is_visited_by_the_workers(client: TestClient, listed: Sessions) -> None:
    sight(listed, 9, topic="/housing")
    assert _ask(client, "/housing").status_code == 303
    worker = Worker(listed, purposes=(Purpose.DISCOVER,), now=now_utc())
    for lease in worker.lease(8):
        worker.visit(lease)
    assert stands(listed, 1).sites == 4
    with listed.read() as session:
        assert session.scalar(select(func.count()).where(Visit.discovery_id == 1)) == 4
