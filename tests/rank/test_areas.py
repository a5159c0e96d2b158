"""Topics, places and organisations with their forums, and what lacks."""

import time

from starlette.testclient import TestClient

from registry.catalogue.answer import ForumIndex
from registry.db import Sessions
from registry_api.routes import answers_areas as answers
from tests.api.conftest import client_of
from tests.api.forums import card, keep, withdraw
from tests.rank.places import TERMS
from tests.rank.test_major import forum


def index() -> ForumIndex:
    return ForumIndex.build(
        [
            forum(
                "a",
                members=10,
                score=80,
                tier="busy",
                topics=["/housing/renting"],
                regions=["L2"],
                organisations=("homes",),
            ),
            forum("b", score=20, tier="quiet", topics=["/housing/renting", "/housing"], regions=["R1"]),
            forum("c", topics=["/health"], organisations=("homes", "unheard-of")),
        ],
        TERMS,
    )


def test_topics_stand_in_their_tree_with_all_their_forums_also_those_without_any() -> None:
    areas = {area.code: area for area in index().areas.topics()}
    assert list(areas) == ["/health", "/health/cancer", "/housing", "/housing/owning", "/housing/renting"]
    assert (areas["/housing"].forums, areas["/housing"].own) == (2, 1)
    assert areas["/housing"].activity == {"busy": 1, "quiet": 1}
    assert (areas["/housing/owning"].forums, areas["/housing/owning"].level) == (0, 1)
    assert areas["/housing/owning"].parent == "/housing"


def test_a_topic_tells_what_is_around_it_and_what_lacks() -> None:
    found = index().areas.topic("/housing")
    assert found is not None
    assert [area.code for area in found.uncovered] == ["/housing/owning"]
    assert [area.code for area in found.narrower] == ["/housing/owning", "/housing/renting"]
    assert [area.code for area in found.neighbours] == ["/health"]
    assert [one.public_id for one in found.major] == ["a", "b"]
    assert {hit.public_id for hit in found.newest} == {"a", "b"}
    assert set(found.hits) == {"a", "b"}
    assert [body.slug for body in found.organisations] == ["homes"]
    narrow = index().areas.topic("/housing/renting")
    assert narrow is not None
    assert [body.slug for body in narrow.organisations] == ["homes", "agency"], "a wider topic's organisations too"
    assert [area.code for area in narrow.wider] == ["/housing"]
    assert index().areas.topic("/nonsense") is None


def test_a_place_counts_what_lies_within_it() -> None:
    found = index().areas.place("R1")
    assert found is not None
    assert (found.area.forums, found.area.own, found.area.residents) == (2, 1, 1_400_000)
    assert [area.code for area in found.wider] == ["N1"]
    assert [area.name for area in found.uncovered] == ["Hull", "Sheffield", "Whitby"]
    leeds = index().areas.place("L2")
    assert leeds is not None
    assert [body.slug for body in leeds.organisations] == ["leeds"]


def test_an_organisation_has_its_topics_places_parts_and_forums() -> None:
    found = index().areas.organisation("homes")
    assert found is not None
    assert (found.count.forums, found.count.activity) == (2, {"busy": 1, "unknown": 1})
    assert [child.body.slug for child in found.children] == ["agency"]
    assert [area.code for area in found.topics] == ["/housing"]
    assert [(area.code, major[0].public_id) for area, major in found.major] == [("/housing", "a")]
    agency = index().areas.organisation("agency")
    assert agency is not None
    assert agency.parent is not None
    assert agency.parent.body.name == "Department for Homes"
    strange = index().areas.organisation("unheard-of")
    assert strange is not None, "a card names it"
    assert strange.count.forums == 1
    assert index().areas.organisation("nobody") is None
    assert [one.body.slug for one in index().areas.organisations()] == ["homes", "leeds", "agency", "unheard-of"]


def test_counts_follow_the_list() -> None:
    one = index()
    assert {a.code: a.forums for a in one.areas.topics()}["/housing"] == 2
    one.apply([], gone=["b"])
    assert {a.code: a.forums for a in one.areas.topics()}["/housing"] == 1


def test_the_api_gives_them_and_forgets_what_left(client: TestClient, filled: Sessions) -> None:
    topics = client.get("/api/v1/topics").json()["items"]
    assert {t["topic"]: t["forums"] for t in topics}["/housing"] == 2
    housing = client.get("/api/v1/topics/housing").json()
    assert housing["major"][0]["id"] == "f0001"
    assert housing["major"][0]["reasons"]
    assert housing["topic"]["url"] == "https://registry.example/api/v1/topics/housing"
    place = client.get("/api/v1/places/R1").json()
    assert {p["code"] for p in place["narrower"]} == {"L1", "L2"}
    body = client.get("/api/v1/organisations/dept-homes").json()
    assert body["organisation"]["forums"] == 1
    assert len(client.get("/api/v1/places").json()["items"]) == 6
    assert len(client.get("/api/v1/organisations").json()["items"]) == 2
    for missing in ("topics/none", "places/XX", "organisations/nobody"):
        assert client.get(f"/api/v1/{missing}").status_code == 404
    withdraw(filled, "f0001")
    until = time.monotonic() + 5
    while client.get("/api/v1/topics/housing").json()["topic"]["forums"] != 1:
        assert time.monotonic() < until, "still counted"
        time.sleep(0.02)
    assert "f0001" not in client.get("/api/v1/topics/housing").text


def test_answers_are_kept_until_the_list_changes(sessions: Sessions) -> None:
    keep(sessions, [card(1, "One", topics=("/health",))])
    with client_of(sessions) as service:
        before = service.get("/api/v1/topics")
        again = service.get("/api/v1/topics", headers={"If-None-Match": before.headers["etag"]})
        assert again.status_code == 304


def test_answers_are_of_the_form_that_the_description_promises(reader: TestClient) -> None:
    forms = {
        "topics": answers.TopicList,
        "topics/housing": answers.TopicEntry,
        "places": answers.PlaceList,
        "places/R1": answers.PlaceEntry,
        "organisations": answers.OrganisationList,
        "organisations/dept-homes": answers.OrganisationEntry,
        "forums/f0001/history": answers.ForumHistory,
    }
    for path, form in forms.items():
        form.model_validate_json(reader.get(f"/api/v1/{path}").content)
    described = reader.get("/openapi.json").json()["paths"]
    for path in ("topics/{path}", "places/{code}", "organisations/{slug}", "forums/{public_id}/history"):
        responses = described[f"/api/v1/{path}"]["get"]["responses"]
        assert {"200", "404", "503"} <= responses.keys()
        assert list(responses["404"]["content"]) == ["application/problem+json"]
