"""Letters by program: problems point at what is wrong, answers are what the description says."""

from typing import Any

import orjson
import pytest
from sqlalchemy import select

from registry.db import Sessions
from registry.stewardship.answering import answer
from registry.stewardship.kinds import Closing
from registry.stewardship.model import Letter
from tests.letters.conftest import SITE
from tests.store.making import NOW


def post(client: Any, what: str, body: Any, **more: Any) -> Any:
    return client.post(f"/api/v1/{what}", json=body, **more)


def test_a_suggestion_is_answered_with_its_address(client: Any) -> None:
    made = post(client, "suggestions", {"address": "New.example.org", "words": "hens"})
    assert made.status_code == 201
    letter = made.json()
    assert made.headers["location"] == f"{SITE}/api/v1/letters/{letter['reference']}"
    assert made.headers["cache-control"] == "no-store"
    assert (letter["state"], letter["kind"], letter["forum"], letter["answer"]) == ("waiting", "suggestion", None, None)
    again = client.get(made.headers["location"])
    assert again.json() == letter
    assert "hens" not in again.text
    assert client.get(letter["url"]).status_code == 200
    twice = post(client, "suggestions", {"address": "https://new.example.org/index.php", "words": "Hens "})
    assert (twice.status_code, twice.json()) == (201, letter)


def test_a_report_is_answered_by_a_person(client: Any, sessions: Sessions) -> None:
    body = {"forum": "f0001", "kind": "wrong_figure", "figure": "members", "words": "20"}
    letter = post(client, "reports", body).json()
    assert letter["state"] == "received"
    with sessions.write() as session:
        answer(session, letter["reference"], "Mended.", role="operator", now=NOW, close=Closing.DONE)
    told = client.get(f"/api/v1/letters/{letter['reference']}").json()
    assert told["state"] == "answered"
    assert told["answer"] == {"words": "Mended.", "at": NOW.isoformat(), "closed_as": "done"}
    assert told["forum"]["id"] == "f0001"


@pytest.mark.parametrize(
    ("what", "body", "pointers"),
    [
        ("suggestions", {}, ["#/address"]),
        ("suggestions", {"address": "http://10.0.0.1/"}, ["#/address"]),
        ("suggestions", {"address": 5, "a/b~c": 1}, ["#/address", "#/a~1b~0c"]),
        ("suggestions", {"address": "https://a.example/", "words": "x" * 2001}, ["#/words"]),
        ("suggestions", [], ["#"]),
        ("suggestions", "text", ["#"]),
        ("reports", {"kind": "rude"}, ["#/kind"]),
        ("reports", {"kind": "page"}, ["#/words"]),
        ("reports", {"kind": "page", "words": "x", "forum": "f0001"}, ["#/kind"]),
        ("reports", {"kind": "other", "words": "x", "forum": None}, ["#/forum"]),
        ("reports", {"kind": "other", "words": "x", "forum": "f0001", "about": "y"}, ["#/about"]),
        ("reports", {"kind": "other", "words": "x", "figure": "members"}, ["#/figure"]),
        ("reports", {"kind": "wrong_figure", "words": "x", "forum": "f0001"}, ["#/figure"]),
        ("reports", {"kind": "removal"}, ["#/about"]),
    ],
)
def test_a_problem_points_at_the_member(one: Any, what: str, body: Any, pointers: list[str]) -> None:
    refused = post(one, what, body)
    assert refused.status_code == 422
    assert refused.headers["content-type"] == "application/problem+json"
    assert sorted(error["pointer"] for error in refused.json()["errors"]) == sorted(pointers)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff",
        b'{"address": "https://a.example/", "address": "https://b.example/"}',
        b'{"address": "\\ud800"}',
        b"[" * 30_000 + b"]" * 30_000,
        b'{"address": NaN}',
    ],
)
def test_what_is_no_json_is_a_400(one: Any, body: bytes) -> None:
    refused = one.post("/api/v1/suggestions", content=body, headers={"Content-Type": "application/json"})
    assert refused.status_code == 400
    assert refused.headers["content-type"] == "application/problem+json"


def test_other_kinds_of_body_and_methods(one: Any) -> None:
    plain = one.post("/api/v1/suggestions", content=b"{}", headers={"Content-Type": "text/plain"})
    assert plain.status_code == 415
    assert one.post("/api/v1/suggestions", content=b"{}").status_code == 415
    for method in ("GET", "PUT", "DELETE", "PATCH"):
        refused = one.request(method, "/api/v1/suggestions")
        assert (refused.status_code, refused.headers["allow"]) == (405, "POST")
    assert one.get("/api/v1/letters/none").status_code == 404


def test_pages_of_other_sites_cannot_make_their_readers_write(client: Any, sessions: Sessions) -> None:
    body = {"address": "https://a.example/"}
    for headers in (
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": f"{SITE}.evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ):
        assert post(client, "suggestions", body, headers=headers).status_code == 403
    asked = client.options(
        "/api/v1/suggestions", headers={"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    )
    assert "POST" not in asked.headers["access-control-allow-methods"]
    assert "access-control-allow-credentials" not in asked.headers
    with sessions.read() as session:
        assert session.scalars(select(Letter)).all() == []
    assert post(client, "suggestions", body, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 201


def test_a_report_on_a_forum_that_is_not_listed_is_a_404(one: Any) -> None:
    refused = post(one, "reports", {"kind": "other", "words": "x", "forum": "nowhere"})
    assert refused.status_code == 404
    assert refused.json()["errors"][0]["pointer"] == "#/forum"


def test_the_description_names_every_answer(one: Any) -> None:
    paths = orjson.loads(one.get("/openapi.json").content)["paths"]
    for path in ("/api/v1/suggestions", "/api/v1/reports"):
        operation = paths[path]["post"]
        more = {"404"} if path.endswith("reports") else set()
        assert set(operation["responses"]) == {"201", "400", "403", "413", "415", "422", "429", "503", *more}
        for status, response in operation["responses"].items():
            media = "application/json" if status == "201" else "application/problem+json"
            assert list(response["content"]) == [media], (path, status)
        schema = operation["requestBody"]["content"]["application/json"]["schema"]
        assert all(form["additionalProperties"] is False for form in schema.get("anyOf", [schema]))
    assert set(paths["/api/v1/letters/{reference}"]["get"]["responses"]) == {"200", "404", "503"}
