"""What keeps robots, floods and strangers out, and what is said when nothing can be taken in."""

import asyncio
import re
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, text

from registry.db import Sessions
from registry.stewardship.model import Letter, RateWindow
from registry_api.forms import LATEST_S, SOONEST_S, seal, slow_down, why_not
from tests.conftest import Template
from tests.letters.conftest import SETTINGS, client_of
from tests.letters.reading import errors, form_of, main_text, send

WISH = {"q": "carers", "words": "in Powys"}


def _count(sessions: Sessions, model: type = Letter) -> int:
    with sessions.read() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_a_form_that_was_filled_in_by_no_person_is_shown_again(client: Any, filled: Sessions, patient: None) -> None:
    form = {**form_of(client.get("/ask")), **WISH}
    for bad in ("", "1.aa", "x", f"{int(time.time()) - 60}.{'0' * 64}", "9" * 40 + ".aa", "١.aa"):
        stale = client.post("/ask", data={**form, "form": bad})
        assert stale.status_code == 422
        assert "open for too long" in main_text(stale)
        assert form_of(stale)["q"] == "carers"
        assert form_of(stale)["form"] != bad
    trapped = client.post("/ask", data={**form, "website": "https://spam.example/"})
    assert "to stay empty" in main_text(trapped)
    assert form_of(trapped)["form"] == form["form"], "the time that has passed is not lost"
    assert set(errors(client.post("/ask", data={**form, "q": ""}))) == {"q"}, "what a person can mend comes first"
    assert _count(filled) == 0
    assert _count(filled, RateWindow) == 0, "what is not taken in is not counted"


def test_whoever_sends_faster_than_a_person_waits(one: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        if seconds >= 1:  # the service that runs beside the test sleeps as well, for much shorter
            waited.append(seconds)

    with monkeypatch.context() as patched:
        patched.setattr(asyncio, "sleep", sleep)
        for age in (0.0, 0.5, SOONEST_S, 60.0, -10.0):
            asyncio.run(slow_down({"form": seal(b"k", "ask", 1000.0)}, 1000.0 + age))
        asyncio.run(slow_down({"form": "x.y"}, 1000.0))
        asyncio.run(slow_down({}, 1000.0))
    assert waited == [SOONEST_S, SOONEST_S - 0.5]

    async def ask(fields: dict[str, str], now_s: float) -> None:
        waited.append(now_s - int(fields["form"].partition(".")[0]))

    monkeypatch.setattr("registry_api.routes.letters.slow_down", ask)
    assert one.post("/ask", data={**form_of(one.get("/ask")), "q": ""}).status_code == 422
    assert len(waited) == 3


def test_the_time_of_a_form_cannot_be_made_up() -> None:
    key = b"k" * 32
    fresh = {"form": seal(key, "ask", 1000.0)}
    assert why_not(fresh, key, "ask", 1003.0) is None
    assert why_not(fresh, key, "ask", 997.0) is not None
    assert why_not(fresh, key, "ask", 1000.0 + LATEST_S) is None
    assert why_not(fresh, key, "ask", 1002.0 + LATEST_S) is not None
    assert why_not(fresh, key, "wrong", 1003.0) is not None, "each form has its own"
    assert why_not(fresh, b"o" * 32, "ask", 1003.0) is not None
    assert why_not({"form": fresh["form"].replace("1000.", "0900.")}, key, "ask", 1003.0) is not None
    assert why_not({**fresh, "website": "x"}, key, "ask", 1003.0) is not None


def test_forms_hold_in_all_processes_and_with_a_secret_of_the_operator(patient: None, filled: Sessions) -> None:
    with client_of(filled) as one, client_of(filled) as other:
        assert other.post("/ask", data={**form_of(one.get("/ask")), **WISH}).status_code == 303
        with client_of(filled, replace(SETTINGS, secret="s" * 32)) as third:
            assert third.post("/ask", data={**form_of(one.get("/ask")), **WISH}).status_code == 422
            assert send(third, "/ask", **WISH).status_code == 303


def test_forms_of_other_sites_are_refused(client: Any, patient: None, filled: Sessions) -> None:
    form = {**form_of(client.get("/ask")), **WISH}
    for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
        assert client.post("/ask", data=form, headers=headers).status_code == 403
    assert _count(filled) == 0


def test_large_and_odd_bodies(one: Any, patient: None) -> None:
    form = form_of(one.get("/ask"))
    assert one.post("/ask", data={**form, "words": "x" * 70_000}).status_code == 413
    assert one.post("/api/v1/suggestions", json={"address": "x" * 70_000}).status_code == 413

    def endless() -> Any:
        for _ in range(10_000):
            yield b"x" * 1024

    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    assert one.post("/ask", content=endless(), headers=kind).status_code == 413
    assert one.post("/ask", files={"q": b"x"}).status_code == 415
    assert one.post("/ask", content=b"&".join(b"a=1" for _ in range(100)), headers=kind).status_code == 400
    odd = one.post("/ask", content=b"q=%ff%00%ed%a0%80&words=%e2%80%ae", headers=kind)
    assert odd.status_code == 422


def test_too_many_are_told_to_come_back(patient: None, filled: Sessions) -> None:
    with client_of(filled, replace(SETTINGS, letters_an_hour=2)) as client:
        for number in range(2):
            assert send(client, "/ask", q=f"question {number}").status_code == 303
        refused = send(client, "/ask", q="one more", words="kept words")
        assert refused.status_code == 429
        assert 0 < int(refused.headers["retry-after"]) <= 3600
        assert "Too many letters have come from your network address" in main_text(refused)
        assert "registry@example.org" in main_text(refused)
        assert form_of(refused)["words"] == "kept words"
        by_program = client.post("/api/v1/suggestions", json={"address": "https://a.example/"})
        assert by_program.status_code == 429
        assert by_program.headers["content-type"] == "application/problem+json"
        assert send(client, "/ask", q="question 0").status_code == 303, "what stands already may be sent again"


def test_a_full_queue_is_told_as_such(patient: None, filled: Sessions) -> None:
    with client_of(filled, replace(SETTINGS, letters_open=1)) as client:
        assert send(client, "/ask", q="one").status_code == 303
        refused = send(client, "/ask", q="two")
        assert (refused.status_code, "retry-after" in refused.headers) == (503, True)
        assert "More letters are waiting than we can answer" in main_text(refused)
        assert send(client, "/wrong", kind="removal", about="https://a.example/").status_code == 303


def test_whoever_floods_us_takes_no_write_lock(patient: None, filled: Sessions, monkeypatch: Any) -> None:
    few, full = replace(SETTINGS, letters_an_hour=1), replace(SETTINGS, letters_open=1)
    with client_of(filled, few) as sender, client_of(filled, full) as queue:
        assert send(sender, "/ask", q="one").status_code == 303
        form = {**form_of(sender.get("/ask")), "q": "two"}
        monkeypatch.setattr(type(filled), "write", lambda self: pytest.fail("a writer was asked for"))
        assert sender.post("/ask", data=form).status_code == 429
        assert queue.post("/ask", data=form).status_code == 503


def test_64_posts_at_once_are_one_letter(patient: None, filled: Sessions) -> None:
    with client_of(filled, replace(SETTINGS, letters_an_hour=1)) as client:
        spellings = ["https://New.example.org/", "new.example.org", "http://www.new.example.org/index.php"]
        bodies = [{"address": spellings[number % 3]} for number in range(64)]
        with ThreadPoolExecutor(16) as pool:
            answers = list(pool.map(lambda body: client.post("/api/v1/suggestions", json=body), bodies))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["reference"] for answer in answers}) == 1
    assert _count(filled) == 1


def test_without_the_database_what_was_written_is_kept(
    patient: None, sqlite_template: Template, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    from registry.db import make_sessions
    from tests.api.forums import keep, keep_lists, sample_cards

    file = tmp_path / "registry.db"
    sessions = make_sessions(sqlite_template.copy(file))
    keep_lists(sessions)
    keep(sessions, sample_cards())
    with client_of(sessions) as client:
        form, own = form_of(client.get("/ask")), form_of(client.get("/forums/f0001/wrong"))
        with sessions.write() as session:
            for table in ("letter", "card"):
                session.execute(text(f"ALTER TABLE {table} RENAME TO {table}_away"))
        for path, given in (
            ("/ask", {**form, **WISH}),
            ("/forums/f0001/wrong", {**own, "words": "Ann Oaks", "kind": "other"}),
        ):
            refused = client.post(path, data=given)
            assert refused.status_code == 503
            assert refused.headers["retry-after"] == "60"
            assert "our database does not answer" in main_text(refused)
            assert form_of(refused)["words"] == given["words"]
        by_program = client.post("/api/v1/suggestions", json={"address": "https://a.example/", "words": "Ann Oaks"})
        assert (by_program.status_code, by_program.headers["retry-after"]) == (503, "60")
        assert client.get("/letters/" + "a" * 28).status_code == 503
    sessions.dispose()
    assert "Ann Oaks" not in caplog.text
    assert "Powys" not in caplog.text


def test_no_page_of_a_letter_is_kept_by_anybody(client: Any, patient: None) -> None:
    sent = send(client, "/ask", **WISH)
    for answer in (client.get("/ask"), sent, client.get(sent.headers["location"]), send(client, "/ask", q="")):
        assert answer.headers["cache-control"] == "no-store"
        assert "etag" not in answer.headers
        assert "set-cookie" not in answer.headers
    assert re.fullmatch(r"/letters/([a-z0-9]{4}-){6}[a-z0-9]{4}", sent.headers["location"])
    assert errors(send(client, "/ask", q=""))["q"]
