"""The page of one forum: evidence, activity over time, rank, history, wishes, neighbours."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from registry.catalogue.card import CardTopic, Fact
from registry.catalogue.model import Forum
from registry.db import Sessions
from registry.evidence.history import Point, write_sample_history
from registry.history import mark_demo
from tests.api.conftest import client_of
from tests.api.forums import NOW, card, keep, keep_lists, merge, sample_cards


def words(text: str) -> str:
    """What stands on a page, without markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text.split("<main", 1)[-1]))


def test_each_figure_has_its_evidence_one_click_away(shown: TestClient) -> None:
    row = _row(shown.get("/forums/f0001").text, "Members")
    assert "as read on 19 November 2026" in row
    folded = row.split("<details", 1)[1]
    for evidence in ("<q>100</q>", "https://forum1.example/", ".stats b [0]", "read from the forum&#39;s pages"):
        assert evidence in folded


def test_activity_is_in_kind_words_with_the_formula_one_click_away(shown: TestClient) -> None:
    text = shown.get("/forums/f0001").text
    section = text.split('id="activity-title"')[1].split("</section>")[0]
    assert "Busy: 50 posts a day or more" in section
    assert "a + b" in section.split("<details", 1)[1]
    assert "Quiet is not closed" in shown.get("/forums/f0003").text


def test_figures_over_time_are_drawn_and_tabled(shown: TestClient) -> None:
    text = shown.get("/forums/f0001").text
    assert text.count('role="img"') == 2
    assert "Posts a day" in text
    assert "1 gap, where a visit did not find the figure." in text
    assert "From 900 on 24 May 2026 to 1,020 on 20 November 2026" in text
    assert text.count('class="app-chart__dot"') == 4 + 7
    assert "app-chart__dot--sample" not in text
    table = text.split('id="series-caption"')[1].split("</table>")[0]
    assert table.count("<tr") == 1 + 7
    assert "not stated" in table
    assert table.index("20 November 2026") < table.index("24 May 2026"), "the newest first"
    assert "No chart yet" in words(shown.get("/forums/f0002").text)


def test_made_up_figures_say_so(sessions: Sessions) -> None:
    keep_lists(sessions)
    keep(sessions, sample_cards())
    with sessions.write() as session:
        mark_demo(session)
        forum_id = session.scalar(select(Forum.id).where(Forum.public_id == "f0001"))
        assert forum_id is not None
        points = [Point(NOW - timedelta(days=30 * n), members=100 - n, posts=900 - 9 * n) for n in range(4)]
        write_sample_history(session, forum_id, reversed(points))
    with client_of(sessions) as client:
        text = client.get("/forums/f0001").text
    assert "app-chart__dot--sample" in text
    assert "samples, made up for this demonstration" in text
    assert "20 November 2026 (sample)" in text


def test_counters_that_cannot_be_right_are_not_drawn(sessions: Sessions) -> None:
    keep_lists(sessions)
    keep(sessions, sample_cards())
    with sessions.write() as session:
        mark_demo(session)
        forum_id = session.scalar(select(Forum.id).where(Forum.public_id == "f0001"))
        assert forum_id is not None
        stated = (100, 110, 4, 120)
        points = [Point(NOW + timedelta(days=30 * n - 120), members=m) for n, m in enumerate(stated)]
        write_sample_history(session, forum_id, points)
    with client_of(sessions) as client:
        text = client.get("/forums/f0001").text
    assert text.count("<circle") == 3
    assert "cannot be right, not drawn" in text


def test_its_wishes_are_shown_with_what_they_mean(shown: TestClient) -> None:
    unknown, asked, refused = (words(shown.get(f"/forums/{one}").text) for one in ("f0001", "f0004", "f0022"))
    assert unknown.count("That is not consent: ask the people who run it first.") == 2
    assert "ask the forum first Ask the people who run the forum before you do anything there." in asked
    assert "not welcome Officials are asked to stay away." in refused
    assert "Listing is not endorsement" in unknown


def test_whether_the_forum_was_told(shown: TestClient) -> None:
    assert "Yes, on 20 November 2026: letter to its contact page." in words(shown.get("/forums/f0023").text)
    assert "Was the forum told? Not yet:" in words(shown.get("/forums/f0001").text)


def test_sensitive_forums_are_handled_with_care(shown: TestClient) -> None:
    said = words(shown.get("/forums/f0022").text)
    assert "Do not quote anybody, and do not approach anybody." in said
    assert "talk of self-harm" in said
    assert "Do not quote anybody" not in words(shown.get("/forums/f0001").text)


def test_rank_history_and_similar_forums(shown: TestClient) -> None:
    text = shown.get("/forums/f0001").text
    said = words(text)
    assert 'href="/forums?region=L1&amp;sort=major"' in text
    assert "The only one ranked in Eviction" in said
    assert "Came to the registry&#39;s notice" in said
    assert re.search(r'<time datetime="2026-11-20T09:00:00\+00:00">20 November 2026</time>', text)
    assert "Others in the list about" in said
    peers = text.split('id="peers-title"')[1].split("</section>")[0]
    assert "/forums/f0002" in peers
    assert "/forums/f0001" not in peers
    assert 'href="/forums/f0001/wrong"' in text
    assert 'href="/api/v1/forums/f0001/history"' in text


def test_names_in_another_language_are_marked(shown: TestClient) -> None:
    assert re.search(r'<h1[^>]* lang="de">Nachbarn helfen</h1>', shown.get("/forums/f0020").text)
    assert re.search(r'<h1[^>]* lang="en">Tenants Together</h1>', shown.get("/cy/forums/f0001").text)
    assert re.search(r'<h1[^>]*l">Fforwm y Cwm</h1>', shown.get("/cy/forums/f0006").text)


@pytest.mark.parametrize("prefix", ["", "/cy"])
def test_a_merged_forum_leads_to_the_other_in_the_same_language(sessions: Sessions, prefix: str) -> None:
    keep_lists(sessions)
    keep(sessions, [card(1, "One"), card(2, "Other")])
    merge(sessions, "f0001", "f0002")
    with client_of(sessions) as client:
        answer = client.get(f"{prefix}/forums/f0001", follow_redirects=False)
        linked = client.get("/api/v1/forums/f0001/linked-data", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (301, f"{prefix}/forums/f0002")
    assert (linked.status_code, linked.headers["location"]) == (301, "/api/v1/forums/f0002/linked-data")


def _row(text: str, label: str) -> str:
    rows = text.split('<div class="govuk-summary-list__row">')[1:]
    return next(row for row in rows if re.search(rf"__key\">{label}\b", row))


def test_the_entry_is_linked_data_too(shown: TestClient) -> None:
    address = "/api/v1/forums/f0001/linked-data"
    assert f'href="{address}"' in shown.get("/forums/f0001").text
    answer = shown.get(address)
    said = answer.json()
    assert answer.headers["content-type"] == "application/ld+json"
    assert (said["@type"], said["mainEntity"]["@type"]) == ("WebPage", "WebSite")
    assert said["mainEntity"]["url"] == "https://forum1.example/"
    assert "license" in said
    assert "license" not in said["mainEntity"], "the forum is not ours to license"
    assert "<script>" not in shown.get("/api/v1/forums/f0021/linked-data").text
    assert shown.get("/api/v1/forums/nobody/linked-data").status_code == 404


def test_what_an_official_must_know_comes_before_the_figures(shown: TestClient) -> None:
    said = words(shown.get("/forums/f0001").text)
    order = ("May officials take part?", "Listing is not endorsement", "Was the forum told?", "Something wrong here?",
             "What is known, and how", "Members", "History of this entry")  # fmt: skip
    places = [said.index(one) for one in order]
    assert places == sorted(places)
    assert "To read for insight is to read what is public there" in said


def test_what_is_said_once_is_not_said_again(sessions: Sessions) -> None:
    keep_lists(sessions)
    keep(sessions, [replace(card(1, "Allotments"), platform="xenforo", language="cy")])
    with client_of(sessions) as client:
        said = words(client.get("/forums/f0001").text)
    assert said.count("Software") == 1
    assert "XenForo" in said
    assert "Xenforo" not in said


def test_a_wish_stands_with_its_day_and_its_source(sessions: Sessions) -> None:
    keep_lists(sessions)
    said = {"stance_at": NOW.isoformat(), "stance_said": "its owner wrote: <b>stay away</b>", "stance_source": "edited"}
    keep(sessions, [card(1, "Asked", taking_part="not_welcome", **said), card(2, "Never asked")])
    with client_of(sessions) as client:
        asked, never = (client.get(f"/forums/{one}").text for one in ("f0001", "f0002"))
    assert "Said on 20 November 2026: its owner wrote: &lt;b&gt;stay away&lt;/b&gt; (entered by the registry" in words(
        asked
    )
    assert (
        asked.index("not welcome") < asked.index("Said on 20 November 2026") < asked.index("Listing is not endorsement")
    )
    assert "Said on" not in never


def test_what_our_seed_list_says_is_not_said_to_be_from_another_list(sessions: Sessions) -> None:
    keep_lists(sessions)
    filed = (CardTopic("/housing/renting", "Renting", 1.0, source="imported"),)
    name = (Fact("name", "Tenants", source="imported", rule="as imported", seen_at=NOW.isoformat()),)
    cards = [replace(card(1, "Tenants"), topics=filed, facts=name)]
    cards.append(replace(card(2, "Others"), topics=filed, facts=name, named_in=None))
    keep(sessions, cards)
    with client_of(sessions) as client:
        seed, other = (client.get(f"/forums/{one}").text for one in ("f0001", "f0002"))
    assert "another list" not in words(seed)
    section = seed.split('id="topics-title"')[1].split("</section>")[0]
    assert "from the registry&#39;s seed list" in section
    assert '<a class="govuk-link app-break" href="https://news.example/list"' in section
    assert '<a class="govuk-link" href="https://news.example/list"' in _row(seed, "Name"), "where the name stands"
    assert "as imported" not in _row(seed, "Name")
    assert "imported from another list" in words(other)
    assert "seed list" not in words(other)


def test_a_score_has_its_scale(shown: TestClient) -> None:
    assert "score 0.80 of 1" in words(shown.get("/forums/f0001").text)
