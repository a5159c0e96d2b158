"""`/changes` in every view: the same changes in the same order, and nothing of a forum that left."""

import itertools
import re
import time
from dataclasses import replace

import feedparser
import pytest
from httpx2 import Response
from sqlalchemy import update
from starlette.testclient import TestClient

from registry.catalogue.model import Forum
from registry.db import Sessions
from registry.vocabulary import ChangeKind
from registry_api.changefeeds import VIEWS, ChangeView
from registry_api.changefeeds.form import ChangeFeed
from tests.api.conftest import SETTINGS
from tests.api.forums import card, keep, sample_cards, withdraw
from tests.feeds.happening import GONE, KINDS, MERGED, REMOVED, SUCCESSOR, numbers

ALL = list(range(len(KINDS), 0, -1))
DATA = [view for view in VIEWS if not view.is_page]
each_view = pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.label)


def told(reader: TestClient, view: ChangeView, question: str = "") -> list[int]:
    answer = reader.get(f"{view.path}?{question}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].split(";")[0] == view.media_type
    return numbers(view, answer.content)


@each_view
def test_the_newest_come_first_and_kinds_are_told_apart(changed: TestClient, view: ChangeView) -> None:
    assert told(changed, view) == ALL
    for kind in ("added", "changed", "merged", "removed"):
        assert told(changed, view, f"kind={kind}") == [n for n in ALL if KINDS[n - 1] == kind]
    both = [n for n in ALL if KINDS[n - 1] in ("removed", "merged")]
    assert told(changed, view, "kind=removed&kind=merged") == both == told(changed, view, "kind=MERGED&kind=removed")


@each_view
def test_nothing_of_a_forum_that_left_is_told(changed: TestClient, view: ChangeView) -> None:
    text = changed.get(view.path).text
    assert not [word for word in GONE if word in text]
    assert "Tenants Together" in text


@pytest.mark.parametrize("suffix", [".rss", ".atom"])
def test_items_say_what_happened(changed: TestClient, suffix: str) -> None:
    feed = feedparser.parse(changed.get(f"/changes{suffix}").content)
    assert not feed.bozo
    items = {int(entry.id.rsplit("/", 1)[-1]): entry for entry in feed.entries}
    assert items[14].id == "tag:registry.example,2026:change/14"
    assert items[14].title == "Added: Newcomers & <Friends>"
    assert items[14].link == "https://registry.example/forums/f0011"
    assert [tag.term for tag in items[14].tags] == ["Added", "Renting a home"]
    assert items[11].title == "Changed: Tenants Together"
    assert items[13].title == "Merged: now part of Rural Buses"
    assert items[13].link == f"https://registry.example/forums/{SUCCESSOR}"
    assert items[12].title == "Removed from the list"
    assert REMOVED in items[12].summary
    assert items[12].link == "https://registry.example/changes?since=11&before=13"
    assert items[2].title == "Added: a forum that is no longer listed", "its addition tells nothing any more"
    assert items[3].title == "Added: a forum that is no longer listed"
    assert items[14].published.startswith(("2026-11-20T09:00:00", "Fri, 20 Nov 2026 09:00:00"))
    assert "Open Government Licence" in changed.get(f"/changes{suffix}").text


def test_the_link_of_a_removal_leads_to_that_change_alone(changed: TestClient) -> None:
    assert told(changed, VIEWS[0], "since=11&before=13") == [12]


def test_the_json_holds_what_the_description_promises(changed: TestClient) -> None:
    document = ChangeFeed.model_validate_json(changed.get("/changes.json").content)
    items = {item.seq: item for item in document.items}
    assert document.newest == 14
    assert items[12].model_dump(exclude={"at", "seq"}) == {
        "kind": "removed", "id": REMOVED, "url": None, "into": None, "changed": None, "forum": None,
    }  # fmt: skip
    assert (items[13].id, items[13].into, items[13].forum) == (MERGED, SUCCESSOR, None)
    assert items[14].forum is not None
    assert items[14].forum.name == "Newcomers & <Friends>"
    assert items[2].forum is None
    feed = changed.get("/changes.feed.json").json()
    assert feed["_licence"]["name"] == document.licence.name
    assert feed["items"][0]["id"] == "tag:registry.example,2026:change/14"


@each_view
def test_filters_tell_of_forums_that_are_public_now(changed: TestClient, view: ChangeView) -> None:
    assert told(changed, view, "topic=/housing") == [14, 11, 1], "the removed one had been in housing: not told"
    assert told(changed, view, "region=R1") == [14, 13, 11, 10, 1], "the merged one by its successor's place"
    assert told(changed, view, "topic=/housing&kind=changed") == [11]
    refused = changed.get(f"{view.path}?topic=/housing&kind=removed")
    assert refused.status_code == 400
    assert "carries no content" in refused.text


@each_view
def test_pages_are_walked_both_ways(changed: TestClient, view: ChangeView, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("registry_api.changefeeds.reading.SHOWN", 4)
    # An address of its own, so that no answer kept from another test is given.
    for narrowed in ("country=GB&country=FR", "kind=added&country=GB&country=FR", "kind=added&kind=removed"):
        expected = told(changed, view, f"{narrowed}&before=999")
        walked, address = [], f"{view.path}?{narrowed}&before=15"
        pages: list[list[int]] = []
        while address:
            answer = changed.get(address)
            pages.append(numbers(view, answer.content))
            assert len(pages[-1]) <= 4
            address = links(answer.headers["link"]).get("next", "")
        walked = list(itertools.chain(*pages))
        assert walked[:4] == expected
        assert walked == sorted(walked, reverse=True)
        back, address = [], f"{view.path}?{narrowed}&since=0"
        while address:
            answer = changed.get(address)
            back[:0] = numbers(view, answer.content)
            address = links(answer.headers["link"]).get("prev", "")
        assert back == walked


def links(header: str) -> dict[str, str]:
    found = re.findall(r'<https://registry\.example([^>]*)>; rel="(\w+)"(?!; type)', header)
    return {relation: address for address, relation in found}


def test_the_page_links_to_kinds_pages_and_feeds(changed: TestClient) -> None:
    text = changed.get("/changes?topic=/housing").text
    for view in DATA:
        assert f'<link rel="alternate" type="{view.media_type}"' in text
        assert f'href="{view.path}?topic=/housing"' in text
    assert 'href="/changes?kind=added&amp;topic=/housing"' in text
    assert "kind=removed" not in text, "a filter lets no removal through"
    assert 'href="/changes"' in text
    welsh = changed.get("/cy/changes?kind=added").text
    assert 'href="/cy/changes?kind=removed"' in welsh
    assert 'href="/cy/forums/f0001"' in welsh
    assert 'href="/changes.rss?kind=added"' in welsh, "data has no language"
    assert changed.get("/cy/changes.rss", follow_redirects=False).headers["location"] == "/changes.rss"


@each_view
@pytest.mark.parametrize(
    ("question", "field"),
    [("kind=born", "kind"), ("since=x", "since"), ("before=-1", "before"), ("since=1&since=2", "since"),
     ("since=999", "since"), ("q=tenants", "q"), ("page=2", "page"), ("topic=/nowhere", "topic")],
)  # fmt: skip
def test_what_is_not_known_is_refused_by_name(changed: TestClient, view: ChangeView, question: str, field: str) -> None:
    answer = changed.get(f"{view.path}?{question}")
    assert answer.status_code == 400
    assert field in answer.text
    if not view.is_page:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["field"] == field


@each_view
def test_a_poll_costs_nothing_until_something_changes(
    changing: TestClient, sessions: Sessions, view: ChangeView
) -> None:
    first = changing.get(view.path)
    etag = first.headers["etag"]
    again = changing.get(f"{view.path}?kind=", headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    assert "max-age=0" in first.headers["cache-control"], "nobody may keep it without asking"
    withdraw(sessions, "f0001")
    fresh = _once_fresh(changing, view.path, etag)
    assert "Tenants Together" not in fresh.text
    assert numbers(view, fresh.content)[0] == 11


@each_view
def test_polls_are_answered_without_asking_the_database(
    changing: TestClient, view: ChangeView, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = changing.get(f"{view.path}?kind=added&before=9")

    def never(*_: object) -> None:
        raise AssertionError("asked")

    monkeypatch.setattr("registry_api.routes.changes.read_changes", never)
    assert changing.get(f"{view.path}?before=09&kind=added").content == first.content


def test_a_change_is_told_when_the_list_shows_it(changing: TestClient, sessions: Sessions) -> None:
    """Mere figures wait a little before the list shows them, and so does their change."""
    first = changing.get("/changes.json")
    assert first.json()["newest"] == 10
    keep(sessions, [replace(sample_cards()[0], facts=())], kind=ChangeKind.CHANGED)
    time.sleep(10 * SETTINGS.refresh_s)
    assert changing.get("/changes.json").json()["newest"] == 10
    assert changing.get("/changes.json?since=10").json()["items"] == [], "neither to those who ask for what is newer"
    keep(sessions, [card(11, "New")])
    fresh = _once_fresh(changing, "/changes.json", first.headers["etag"]).json()
    assert [item["seq"] for item in fresh["items"]][:3] == [12, 11, 10]
    assert fresh["items"][1]["forum"]["members"] is None


def test_a_removal_stays_without_content_when_the_forum_comes_back(changing: TestClient, sessions: Sessions) -> None:
    first = changing.get("/changes.json")
    withdraw(sessions, "f0001")
    first = _once_fresh(changing, "/changes.json", first.headers["etag"])
    with sessions.write() as session:
        session.execute(update(Forum).where(Forum.public_id == "f0001").values(standing="listed"))
    keep(sessions, sample_cards()[:1])
    items = _once_fresh(changing, "/changes.json", first.headers["etag"]).json()["items"]
    assert [(item["seq"], item["kind"], item["url"]) for item in items[:2]] == [
        (12, "added", "https://registry.example/forums/f0001"), (11, "removed", None),
    ]  # fmt: skip
    entries = feedparser.parse(changing.get("/changes.rss").content).entries
    assert [entry.title for entry in entries[:2]] == ["Added: Tenants Together", "Removed from the list"]
    assert "forum1.example" not in entries[1].summary
    assert entries[1].link == "https://registry.example/changes?since=10&before=12"


def _once_fresh(client: TestClient, path: str, etag: str) -> Response:
    """The answer when it is another than that of the ETag."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        answer = client.get(path, headers={"If-None-Match": etag})
        if answer.status_code == 200:
            return answer
        time.sleep(0.01)
    raise AssertionError(f"{path} did not change")
