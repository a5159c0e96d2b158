"""Every view of the changes says which parts of an entry changed; older changes say that it was not recorded."""

import json
from dataclasses import replace

from starlette.testclient import TestClient

from registry.db import Sessions
from registry.history import record_change
from registry.vocabulary import ChangeKind
from registry_api.app import create_app
from tests.api.conftest import SETTINGS
from tests.api.forums import NOW, keep, keep_lists, sample_cards, withdraw

SAID = "What the list says of this forum changed: activity, figures. This is what it says now."
UNSAID = "Which part is not recorded"


def note(sessions: Sessions, *parts: str) -> None:
    """A change of the first forum in these parts."""
    with sessions.write() as session:
        record_change(session, forum_id=1, public_id="f0001", kind=ChangeKind.CHANGED, now=NOW, parts=parts)


def views(sessions: Sessions) -> dict[str, str]:
    """All views of the changes, by address."""
    with TestClient(create_app(SETTINGS, sessions), base_url=SETTINGS.base_url) as client:
        paths = ["/changes", "/changes.rss", "/changes.atom", "/changes.feed.json", "/changes.json"]
        return {path: client.get(path).text for path in [*paths, "/cy/changes", "/api/v1/changes?since=0"]}


def test_the_parts_are_told_in_every_view(sessions: Sessions) -> None:
    keep_lists(sessions)
    keep(sessions, sample_cards()[:1])
    note(sessions, "activity", "figures")
    told = views(sessions)
    assert "Changed: activity, figures</td>" in told["/changes"]
    for path in ("/changes.rss", "/changes.atom", "/changes.feed.json"):
        assert SAID in told[path], path
    assert json.loads(told["/changes.json"])["items"][0]["changed"] == ["activity", "figures"]
    added, changed = json.loads(told["/api/v1/changes?since=0"])["items"]
    assert (added["changed"], changed["changed"]) == (None, ["activity", "figures"])


def test_older_changes_say_that_it_was_not_recorded(sessions: Sessions) -> None:
    keep_lists(sessions)
    keep(sessions, sample_cards()[:1])
    keep(sessions, [replace(sample_cards()[0], taking_part="welcome")], kind=ChangeKind.CHANGED)
    told = views(sessions)
    assert "which part was not recorded" in told["/changes"]
    assert UNSAID in told["/changes.rss"]
    assert json.loads(told["/changes.json"])["items"][0]["changed"] is None


def test_nothing_is_told_of_a_forum_that_left(sessions: Sessions) -> None:
    keep_lists(sessions)
    keep(sessions, sample_cards()[:1])
    note(sessions, "sensitive")
    withdraw(sessions, "f0001")
    for path, text in views(sessions).items():
        assert "sensitive" not in text.lower(), path
        assert "special care" not in text.lower(), path
        assert SAID not in text, path


def test_words_that_this_version_does_not_know_are_left_out(sessions: Sessions) -> None:
    keep_lists(sessions)
    keep(sessions, sample_cards()[:1])
    note(sessions, "figures", "<b>later</b>")
    told = views(sessions)
    assert json.loads(told["/changes.json"])["items"][0]["changed"] == ["figures"]
    assert all("later" not in text for path, text in told.items() if path != "/changes.json")
