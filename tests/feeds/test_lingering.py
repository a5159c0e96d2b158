"""What is kept must not outlive what it tells: not for a moment longer than the list itself."""

import time

import pytest
from starlette.testclient import TestClient

from registry.catalogue.search import TextIndex
from registry.db import Sessions
from registry_api.changefeeds import VIEWS
from tests.api.forums import card, keep, withdraw


def wait_for(client: TestClient, forums: int) -> None:
    until = time.monotonic() + 10
    while client.get("/readyz").json()["forums"] != forums:
        assert time.monotonic() < until
        time.sleep(0.02)


def test_nothing_asked_for_while_a_removal_is_put_in_is_kept_beyond_it(
    changing: TestClient, sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The index is new already, the names in memory are still the old: an answer made then must not stay."""
    paths = [*(view.path for view in VIEWS), "/", "/forums", "/forums.json"]
    asked_in_between: list[str] = []
    replace = TextIndex.replace

    def slowly(self: TextIndex, *given: object) -> None:
        replace(self, *given)  # type: ignore[arg-type]  # passed on as they come
        asked_in_between.extend(changing.get(path).text for path in paths)

    monkeypatch.setattr(TextIndex, "replace", slowly)
    withdraw(sessions, "f0001")
    wait_for(changing, 9)
    monkeypatch.undo()
    assert len(asked_in_between) == len(paths)
    for path in paths:
        assert "Tenants Together" not in changing.get(path).text, path


def test_no_word_is_suggested_that_only_a_removed_forum_held(changing: TestClient, sessions: Sessions) -> None:
    keep(sessions, [card(20, "Zebrafinch Talk"), card(21, "Zebra Crossings")])
    wait_for(changing, 12)
    asked = ("/forums?q=zebraf", "/forums?q=zebrafinhc", "/forums?q=zebroid")
    assert any("zebrafinch" in changing.get(path).text.lower() for path in asked)
    withdraw(sessions, "f0020")
    wait_for(changing, 11)
    for path in asked:
        assert "zebrafinch" not in changing.get(path).text.lower(), path
    assert "zebra" in changing.get("/forums?q=zebroid").text.lower().replace("zebroid", "")
