"""What people and programs see of a forum out of reach: its page, the organisation's page, feeds, JSON, the command."""

import json
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from forum_registry.command import main
from registry.catalogue.model import Organisation
from registry.catalogue.removal import forget
from registry.db import Sessions
from registry.settings import Settings
from registry.vocabulary import Outcome
from registry_api.app import create_app
from tests.returning.world import Clock, list_forum
from tests.store.making import HOSTS

HEN = "ministry-of-hens"


@pytest.fixture
def clock(sessions: Sessions) -> Clock:
    """A forum that was read once, then not reached for a month."""
    with sessions.write() as session:
        session.add(Organisation(slug=HEN, name="Ministry of Hens", kind="department", details={}))
    clock = Clock(sessions)
    list_forum(sessions, name="<b>Hens & co</b>")
    clock.visit()
    clock.days(30, Outcome.DNS_FAILED)
    return clock


@pytest.fixture
def reader(clock: Clock) -> Iterator[TestClient]:
    settings = Settings(base_url="https://registry.example", refresh_s=0.05, contact="registry@example.org")
    with TestClient(create_app(settings, clock.sessions), base_url=settings.base_url) as client:
        yield client


def day(clock: Clock) -> str:
    due = clock.told(HEN)[0].due_at
    return f"{due.day} {due:%B} {due.year}"


def test_the_forums_page_says_since_when_and_what_comes(reader: TestClient, clock: Clock) -> None:
    public_id = clock.told(HEN)[0].public_id
    page = reader.get(f"/forums/{public_id}").text
    assert "We have not been able to reach it since 23 November 2026" in page
    assert f"it will be marked dormant on {day(clock)} unless it answers." in page
    assert "Last read:" in page
    assert "Last tried:" in page
    welsh = reader.get(f"/cy/forums/{public_id}").text
    assert "Nid ydym wedi gallu ei gyrraedd ers 23 Tachwedd 2026; caiff ei nodi’n segur" in welsh
    card = reader.get(f"/api/v1/forums/{public_id}").json()
    assert (card["next_standing"], card["next_standing_on"]) == (
        "dormant",
        clock.told(HEN)[0].due_at.date().isoformat(),
    )


def test_the_organisations_page_lists_it_and_leads_to_the_feeds(reader: TestClient, clock: Clock) -> None:
    page = reader.get(f"/organisations/{HEN}").text
    assert "Forums we could not reach" in page
    assert "&lt;b&gt;Hens &amp; co&lt;/b&gt;" in page
    assert f"marked dormant on {day(clock)}" in page
    for view in ("atom", "feed.json"):
        assert f"/organisations/{HEN}/notices.{view}" in page


def test_feeds_and_json_say_the_same(reader: TestClient, clock: Clock) -> None:
    (told,) = clock.told(HEN)
    atom = reader.get(f"/organisations/{HEN}/notices.atom")
    assert atom.headers["content-type"].startswith("application/atom+xml")
    space = "{http://www.w3.org/2005/Atom}"
    (entry,) = ElementTree.fromstring(atom.content).findall(f"{space}entry")  # noqa: S314 - our own feed
    assert entry.findtext(f"{space}title") == "<b>Hens & co</b>: out of reach"
    (item,) = reader.get(f"/organisations/{HEN}/notices.feed.json").json()["items"]
    assert item["content_text"] == told.words
    assert item["id"] == entry.findtext(f"{space}id")
    document = reader.get(f"/api/v1/organisations/{HEN}/notices").json()
    (notice,), (absent,) = document["notices"], document["out_of_reach"]
    assert (notice["kind"], notice["words"], notice["forum"]) == ("unreachable", told.words, told.public_id)
    assert (absent["standing"], absent["next_standing"], absent["outcome"]) == ("listed", "dormant", "dns_failed")
    assert document["out_of_reach_count"] == 1


def test_a_notice_shows_at_once_though_the_page_was_kept(reader: TestClient, clock: Clock) -> None:
    path = f"/organisations/{HEN}/notices.feed.json"
    assert len(reader.get(path).json()["items"]) == 1
    clock.visit()
    assert reader.get(path).json()["items"][0]["title"].endswith("answers again")


def test_there_are_no_notices_of_nobody(reader: TestClient) -> None:
    for path in ("/organisations/nobody/notices.atom", "/api/v1/organisations/nobody/notices"):
        assert reader.get(path).status_code == 404


def test_what_was_removed_is_told_no_longer(reader: TestClient, clock: Clock) -> None:
    with clock.sessions.write() as session:
        forget(session, "https://example.org/", actor="op", reason="asked", now=clock.now, hosts=HOSTS)
    assert reader.get(f"/organisations/{HEN}/notices.feed.json").json()["items"] == []


def test_the_command_tells_it(clock: Clock, database_url: str, monkeypatch, capsys, tmp_path: Path) -> None:
    monkeypatch.setenv("FORUM_REGISTRY_DATABASE_URL", database_url)
    assert main(["notices", "--organisation", HEN, "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(line["kind"], line["recipient"]) for line in lines] == [("unreachable", f"organisation:{HEN}")]
    assert main(["notices"]) == 0
    shown = capsys.readouterr().out
    assert "owner" in shown
    assert clock.told(HEN)[0].words in shown
