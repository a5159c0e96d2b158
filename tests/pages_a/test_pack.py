"""A list pack: any answer as a document to print and attach."""

import re

import pytest
from starlette.testclient import TestClient

from registry.db import Sessions
from registry_api.routes import pack
from tests.api.conftest import client_of
from tests.api.forums import card, keep, keep_lists, withdraw
from tests.pages_a.test_forum import words


def test_it_says_what_was_asked_when_and_under_which_licence(shown: TestClient) -> None:
    said = words(shown.get("/forums/pack?q=eviction&topic=/housing").text)
    for told in ("Forums: “eviction”, Housing", "Made on", "Forums found 3", "Best match",
                 "Open Government Licence v3.0", "https://registry.example/forums?q=eviction&amp;topic=/housing",
                 "Being listed is not endorsement", "that is not consent", "It is not zero"):  # fmt: skip
        assert told in said, told


def test_each_forum_has_why_facts_with_dates_and_wishes(shown: TestClient) -> None:
    said = words(shown.get("/forums/pack?q=eviction").text)
    for told in ("1. Tenants Together", "https://forum1.example/", "Why it is here", "Members 100 19 November 2026",
                 "Officials taking part not known", "Was the forum told? Not yet",
                 "https://registry.example/forums/f0001", "Not known: posts."):  # fmt: skip
        assert told in said, told


def test_it_has_all_forums_and_not_only_one_page_of_them(sessions: Sessions) -> None:
    keep_lists(sessions)
    keep(sessions, [card(n, f"Forum {n}") for n in range(100, 180)])
    withdraw(sessions, "f0150")
    with client_of(sessions) as client:
        text = client.get("/forums/pack?sort=name&page=2").text
    assert len(re.findall(r'id="forum-\d+"', text)) == 79
    assert "Forum 150" not in text


def test_a_pack_that_was_cut_says_so(sessions: Sessions, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pack, "MOST_FORUMS", 3)
    keep_lists(sessions)
    keep(sessions, [card(n, f"Forum {n}") for n in range(1, 6)])
    with client_of(sessions) as client:
        text = client.get("/forums/pack").text
    assert len(re.findall(r'id="forum-\d+"', text)) == 3
    assert "Forums found 5 . This pack has the first 3 only." in words(text).replace("5.", "5 .")


def test_sensitive_forums_bring_their_own_caveat(shown: TestClient) -> None:
    caveat = "do not pass their names on without need"
    assert caveat in shown.get("/forums/pack?q=harm").text
    assert caveat not in shown.get("/forums/pack?q=eviction").text


def test_nothing_in_it_has_to_be_opened_or_filled_in(shown: TestClient) -> None:
    main = shown.get("/forums/pack").text.split("<main", 1)[1].split("</main>")[0]
    assert not re.search(r"<(details|form|button|input|select|a)\b", main)


def test_a_bad_question_is_refused_as_on_the_list(shown: TestClient) -> None:
    assert shown.get("/forums/pack?topic=/nonsense").status_code == 400


def test_no_forum_found_makes_an_empty_pack(shown: TestClient) -> None:
    assert "No forum in the list fits." in shown.get("/forums/pack?q=zzzz").text


def test_ranks_are_told_where_one_topic_or_place_was_asked_for(shown: TestClient) -> None:
    assert "How major it is Number 1 of" in words(shown.get("/forums/pack?topic=/housing").text)
    assert "How major it is" not in words(shown.get("/forums/pack?q=tenants").text)
    assert "How major it is" not in words(shown.get("/forums/pack").text)
