"""The API: documents as described, problems by name, paging, validators, other origins."""

import json
from typing import Any

import pytest
from pydantic import TypeAdapter
from sqlalchemy import update
from starlette.testclient import TestClient

from registry.catalogue.model import Forum
from registry.db import Sessions
from registry.frontier.sighting import sighting
from registry.identity import SharedHosts
from registry.vocabulary import ChangeKind
from registry_api.routes.answers import ChangeList, ForumEntry, ForumList, Health, Lookup, Problem, Readiness
from registry_api.views import views
from tests.api.forums import NOW, card, keep, merge, withdraw


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/api/v1/forums", ForumList),
        ("/api/v1/forums?q=tenants&topic=/housing", ForumList),
        ("/forums.json?q=zzzz", ForumList),
        ("/api/v1/forums/f0001", ForumEntry),
        ("/api/v1/changes?since=0", ChangeList),
        ("/api/v1/lookup?url=forum1.example", Lookup),
        ("/api/v1/lookup?url=elsewhere.example", Lookup),
        ("/api/v1/forums?topic=/nonsense", Problem),
        ("/api/v1/forums/f9999", Problem),
        ("/healthz", Health),
        ("/readyz", Readiness),
    ],
)
def test_answers_are_as_described(reader: TestClient, path: str, form: type[Any]) -> None:
    TypeAdapter(form).validate_json(reader.get(path).content)


def test_every_fact_comes_with_its_evidence(reader: TestClient) -> None:
    entry = reader.get("/api/v1/forums/f0001").json()
    members, posts, _ = entry["facts"]
    assert members == {
        "name": "members", "value": 100, "source": "observed", "raw": "100", "rule": ".stats b [0]",
        "page": "https://forum1.example/", "seen_at": "2026-11-19T09:00:00+00:00", "parser_version": "1",
        "last_seen_at": None, "precision": None, "derived": False, "reason": None,
    }  # fmt: skip
    assert posts["value"] is None
    assert posts["reason"] == "no page we read states it"
    assert entry["url"] == "https://registry.example/forums/f0001"


def test_a_page_beyond_the_end_is_not_found_and_names_those_there_are(reader: TestClient) -> None:
    answer = reader.get("/api/v1/forums?page=2")
    problem = answer.json()
    assert (answer.status_code, problem["status"], problem["field"], problem["value"]) == (404, 404, "page", "2")
    assert problem["allowed"] == ["1"]


@pytest.mark.parametrize(
    ("path", "field", "value", "allowed"),
    [
        ("/api/v1/forums?topic=/housin", "topic", "/housin", "/housing"),
        ("/forums.rss?sort=best", "sort", "best", "relevance"),
        ("/forums.atom?what=1", "what", "1", "q"),
        ("/api/v1/changes?since=-1", "since", "-1", None),
        ("/api/v1/changes?limit=900", "limit", "900", "a whole number from 1 to 500"),
        ("/api/v1/changes?sins=1", "sins", "1", "since"),
        ("/api/v1/lookup?url=", "url", "", None),
        ("/api/v1/lookup", "url", "", None),
        ("/api/v1/lookup?url=a&q=b", "q", "b", "url"),
    ],
)
def test_problems_name_the_field_and_what_is_allowed(
    reader: TestClient, path: str, field: str, value: str, allowed: str | None
) -> None:
    answer = reader.get(path)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    problem = answer.json()
    assert (problem["field"], problem["value"], problem["status"]) == (field, value, 400)
    assert problem["allowed"]
    assert allowed is None or allowed in problem["allowed"]


def test_nearest_values_are_named(reader: TestClient) -> None:
    assert reader.get("/api/v1/forums?topic=/housin").json()["nearest"][0] == "/housing"


def test_link_header_names_the_pages_around(client: TestClient, filled: Sessions) -> None:
    keep(filled, [card(n, f"Choir {n}") for n in range(100, 220)])
    wait_for(client, 130)
    first, second = (client.get(f"/api/v1/forums?q=choir&page={n}") for n in (1, 2))
    assert first.links["next"]["url"] == "https://registry.example/api/v1/forums?q=choir&page=2"
    assert "prev" not in first.links
    assert second.links["prev"]["url"] == "https://registry.example/api/v1/forums?q=choir"
    assert second.links["last"]["url"].endswith("page=3")
    assert first.json()["links"]["next"] == first.links["next"]["url"]
    everything = [i["id"] for n in (1, 2, 3) for i in client.get(f"/api/v1/forums?q=choir&page={n}").json()["items"]]
    assert len(everything) == len(set(everything)) == 120


def wait_for(client: TestClient, forums: int) -> None:
    """Until the refresh has seen them, at most two seconds."""
    import time

    until = time.monotonic() + 2
    while client.get("/readyz").json()["forums"] != forums:
        assert time.monotonic() < until, "not shown within two seconds"
        time.sleep(0.02)


def test_changes_are_told_in_order_with_a_cursor(client: TestClient, filled: Sessions) -> None:
    keep(filled, [card(1, "Tenants United")], kind=ChangeKind.CHANGED)
    merge(filled, "f0003", "f0010")
    withdraw(filled, "f0002")
    items, cursor, asked = [], 0, 0
    while True:
        answer = client.get(f"/api/v1/changes?since={cursor}&limit=4")
        page = answer.json()
        items += page["items"]
        asked += 1
        if not page["more"]:
            break
        assert answer.links["next"]["url"].endswith(f"since={page['next']}&limit=4")
        cursor = page["next"]
    assert asked == 4
    assert [item["seq"] for item in items] == list(range(1, 14))
    assert [(item["kind"], item["id"]) for item in items[10:]] == [
        ("changed", "f0001"), ("merged", "f0003"), ("removed", "f0002"),
    ]  # fmt: skip
    assert items[10]["forum"]["name"] == "Tenants United"
    assert items[11]["into"] == "f0010"
    assert items[12]["forum"] is None
    left = [item for item in items if item["id"] in ("f0002", "f0003")]
    assert all(item["forum"] is None and item["url"] is None for item in left)
    assert "LandlordTalk" not in json.dumps(items)
    end = client.get(f"/api/v1/changes?since={items[-1]['seq']}").json()
    assert [end[name] for name in ("since", "next", "more", "items")] == [13, 13, False, []]


def test_a_forum_that_left_and_one_never_known_are_told_alike(client: TestClient, filled: Sessions) -> None:
    withdraw(filled, "f0002")
    wait_for(client, 9)
    for start in ("/forums/", "/api/v1/forums/"):
        left, never = client.get(f"{start}f0002"), client.get(f"{start}f7777")
        assert left.status_code == never.status_code == 404
        assert left.text.replace("f0002", "") == never.text.replace("f7777", "")
    strange = client.get("/api/v1/forums/%00%F0%9F%90%94")
    assert strange.status_code == 404
    for view in ("", ".json", ".rss", ".atom", ".feed.json"):
        assert "LandlordTalk" not in client.get(f"/forums{view}").text
    assert "LandlordTalk" not in client.get("/").text + client.get("/changes").text


def test_a_merged_forum_answers_with_the_one_it_became(client: TestClient, filled: Sessions) -> None:
    merge(filled, "f0003", "f0010")
    for start in ("/forums/", "/api/v1/forums/"):
        answer = client.get(f"{start}f0003", follow_redirects=False)
        assert answer.status_code == 301
        assert answer.headers["location"] == f"{start}f0010"
    withdraw(filled, "f0010")
    assert client.get("/forums/f0003").status_code == 404


def test_validators_and_heads(reader: TestClient) -> None:
    for path in ("/forums?q=tenants", "/forums.rss", "/api/v1/forums", "/forums/f0001", "/api/v1/changes", "/"):
        plain = {"Accept-Encoding": "identity"}
        full = reader.get(path, headers=plain)
        etag = full.headers["etag"]
        assert not etag.startswith("W/")
        unchanged = reader.get(path, headers={**plain, "If-None-Match": f'"x", {etag}'})
        assert (unchanged.status_code, unchanged.content) == (304, b"")
        assert unchanged.headers["etag"] == etag
        head = reader.head(path, headers=plain)
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["etag"] == etag
        assert head.headers["content-length"] == str(len(full.content))
        assert full.headers["cache-control"].startswith("public")
    assert reader.head("/forums/f9999").status_code == 404


def test_a_change_makes_another_etag(client: TestClient, filled: Sessions) -> None:
    before = client.get("/forums.json").headers["etag"]
    keep(filled, [card(77, "A new one")])
    wait_for(client, 11)
    after = client.get("/forums.json", headers={"If-None-Match": before})
    assert after.status_code == 200
    assert after.headers["etag"] != before


def test_data_is_open_to_other_origins_and_pages_are_not(reader: TestClient) -> None:
    for path in ("/api/v1/forums", "/forums.feed.json", "/openapi.json", "/api/v1/forums?topic=/x"):
        assert reader.get(path).headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in reader.get("/forums").headers
    preflight = reader.options("/api/v1/forums", headers={"Access-Control-Request-Method": "GET"})
    assert preflight.status_code == 204
    assert preflight.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_nothing_can_be_written(reader: TestClient, method: str) -> None:
    answer = getattr(reader, method)("/api/v1/forums")
    assert answer.status_code == 405
    assert answer.json()["type"].endswith("#read-only")


def test_every_answer_carries_the_security_headers(reader: TestClient) -> None:
    for path in ("/", "/forums", "/forums/f0001", "/nope", "/api/v1/forums", "/static/x/site.css", "/forums?page=0"):
        headers = reader.get(path).headers
        assert "unsafe" not in headers["content-security-policy"]
        assert "script-src 'self';" in headers["content-security-policy"]
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert headers["x-content-type-options"] == "nosniff"


def test_openapi_describes_every_data_route_with_its_answers(reader: TestClient) -> None:
    document = reader.get("/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    for path in (
        "/forums.json", "/forums.rss", "/forums.atom", "/forums.feed.json", "/api/v1/forums",
        "/api/v1/forums/{public_id}", "/api/v1/changes", "/api/v1/lookup", "/readyz",
    ):  # fmt: skip
        operation = document["paths"][path]["get"]
        assert operation["summary"]
        assert operation["responses"]["200"]["content"]
    listed = document["paths"]["/api/v1/forums"]["get"]
    names = [p["name"] for p in listed["parameters"]]
    assert names == ["q", "topic", "department", "platform", "region", "country", "language", "activity", "stance",
                     "updated_since", "sort", "page"]  # fmt: skip
    assert list(listed["responses"]["400"]["content"]) == ["application/problem+json"]
    gets = [path["get"] for path in document["paths"].values() if "get" in path]
    assert all("422" not in operation["responses"] for operation in gets)
    ids = [o["operationId"] for p in document["paths"].values() for o in p.values()]
    assert len(ids) == len(set(ids))


def test_lookup_knows_an_address_however_it_is_written(reader: TestClient) -> None:
    assert reader.get("/api/v1/lookup?url=elsewhere.example").json() == {
        "asked": "elsewhere.example", "listed": False, "id": None, "url": None, "forum": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    "written", ["choir.example", "https://www.choir.example/index.php", "HTTP://CHOIR.example:80/viewtopic.php?t=5"]
)
def test_lookup_finds_the_forum_that_an_address_belongs_to(client: TestClient, filled: Sessions, written: str) -> None:
    with filled.write() as session:
        sighted = sighting(session, "https://choir.example/", source="seed", now=NOW, hosts=SharedHosts())
        session.execute(update(Forum).where(Forum.public_id == "f0001").values(site_id=sighted.site_id))
    found = client.get("/api/v1/lookup", params={"url": written}).json()
    assert (found["listed"], found["id"]) == (True, "f0001")
    assert found["forum"]["name"] == "Tenants Together"
    with filled.write() as session:
        session.execute(update(Forum).where(Forum.public_id == "f0001").values(standing="refused"))
    refused = client.get("/api/v1/lookup", params={"url": written}).json()
    never = client.get("/api/v1/lookup", params={"url": "never.example"}).json()
    assert {**refused, "asked": ""} == {**never, "asked": ""}


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("changes?limit=99999", "limit: “99999” is not a whole number from 1 to 500."),
        ("changes?limit=0", "a whole number from 1 to 500"),
        ("changes?since=abc", "since: “abc” is not a whole number from 0."),
        ("changes?since=" + "9" * 40, "is not a whole number from 0."),
        ("changes?since=1&since=2", "since was given more than once: one value only."),
        ("forums?q=a&q=b", "q was given more than once: one value only."),
        ("lookup?url=a.example&url=b.example", "url was given more than once"),
        ("lookup", "url has to be given."),
        ("lookup?url=ftp://a.example", "url: "),
        ("forums?updated_since=soon", "“soon” is neither a date nor a time"),
        ("forums?page=x", "not a whole number from 1"),
        ("forums?q=" + "x" * 300, "q takes at most 200 characters."),
    ],
)
def test_problems_say_in_words_what_is_wrong(reader: TestClient, path: str, said: str) -> None:
    answer = reader.get(f"/api/v1/{path}")
    problem = answer.json()
    assert answer.status_code == 400
    assert said in problem["detail"]
    assert "pattern" not in answer.text
    assert "String" not in answer.text


def test_the_reason_why_an_address_is_none_stands_in_the_detail(reader: TestClient) -> None:
    problem = reader.get("/api/v1/lookup", params={"url": "http://"}).json()
    assert problem["allowed"] == ["an address, such as https://forum.example.org/"]
    assert len(problem["detail"]) > len("url: ")


def test_a_cursor_beyond_the_newest_change_is_refused_with_the_newest(reader: TestClient) -> None:
    assert reader.get("/api/v1/changes?since=10").json()["items"] == []
    answer = reader.get("/api/v1/changes?since=11")
    problem = answer.json()
    assert answer.status_code == 400
    assert (problem["field"], problem["value"], problem["nearest"]) == ("since", "11", ["10"])
    assert "newest change, which is 10" in problem["detail"]


def test_the_list_names_itself_by_the_name_it_was_asked_by(reader: TestClient) -> None:
    for _ in ("fresh", "kept"):
        for path in ("/api/v1/forums", "/forums.json"):
            answer = reader.get(f"{path}?q=tenants")
            links = answer.json()["links"]
            assert links["self"] == links["first"] == f"https://registry.example{path}?q=tenants"
            assert answer.links["first"]["url"] == links["first"]
            assert sorted(other["url"] for other in links["alternates"]) == sorted(
                f"https://registry.example/forums{view.suffix}?q=tenants" for view in views() if view.suffix != ".json"
            )
