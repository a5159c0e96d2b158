"""One name for one thing: lists, entries, changes and look-ups; the licence in all of them."""

from starlette.testclient import TestClient

from registry_api.views import views

LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"


def test_an_entry_names_topics_and_departments_as_lists_do(reader: TestClient) -> None:
    listed = reader.get("/forums.json?q=tenants").json()["items"][0]
    entry = reader.get(f"/api/v1/forums/{listed['id']}").json()
    assert [topic["topic"] for topic in entry["topics"]] == [topic["topic"] for topic in listed["topics"]]
    assert [topic["title"] for topic in entry["topics"]] == [topic["title"] for topic in listed["topics"]]
    assert entry["departments"] == listed["departments"] == ["dept-homes"]
    for name in ("named_in", "visited_at"):
        assert entry[name] == listed[name]


def test_the_older_names_stay(reader: TestClient) -> None:
    entry = reader.get("/api/v1/forums/f0001").json()
    assert [topic["path"] for topic in entry["topics"]] == [topic["topic"] for topic in entry["topics"]]
    assert entry["organisations"] == entry["departments"]


def test_every_format_carries_licence_and_attribution(reader: TestClient) -> None:
    assert {view.suffix for view in views()} >= {".csv", ".opml", ".ndjson", ".jsonld", ".rss", ".atom", ".feed.json"}
    for view in views():
        text = reader.get(f"/forums{view.suffix}").text
        assert "Open Government Licence v3.0" in text, view.label
        assert LICENCE in text or view.suffix == ".csv", view.label
        assert "Forum registry" in text
