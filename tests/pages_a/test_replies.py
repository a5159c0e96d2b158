"""The page and the API of a forum say whether people get an answer there: with the interval, or why it is not known."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from registry.assess.replies import REPLIES_FORMULA
from registry.catalogue.card import CardReplies
from registry.db import make_sessions
from tests.api.conftest import client_of
from tests.api.forums import card, keep, keep_lists
from tests.conftest import Template

KNOWN = CardReplies(
    120, "2026-10-01", "2026-11-18", 0.12, 0.077, 0.18, first_hours=3.0, first_low=2.0, first_high=24.0,
    formula=REPLIES_FORMULA,
)  # fmt: skip
FEW = "too few threads have been seen: 7 of the 20 it takes"
SHOWN = {
    "f0001": KNOWN,
    "f0002": replace(KNOWN, at_least=True, first_hours=None, first_high=None, first_reason="its lists do not tell"),
    "f0003": CardReplies(7, "2026-11-01", "2026-11-18", reason=FEW, first_reason=FEW),
    "f0004": replace(KNOWN, first_hours=0.25, first_high=None),
    "f0005": KNOWN,
}


@pytest.fixture(scope="module")
def told(sqlite_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    sessions = make_sessions(sqlite_template.copy(tmp_path_factory.mktemp("replies") / "registry.db"))
    keep_lists(sessions)
    sensitive = {"f0005": "talk of self-harm"}
    keep(
        sessions,
        [
            replace(card(int(name[1:]), f"Forum {name}", sensitive=sensitive.get(name)), replies=replies)
            for name, replies in SHOWN.items()
        ],
    )
    with client_of(sessions) as made:
        yield made
    sessions.dispose()


def section(client: TestClient, name: str, before: str = "") -> str:
    """What the part on replies says, in one line."""
    text = client.get(f"{before}/forums/{name}").text
    part = text.partition('id="replies-title"')[2].partition("</section>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", part))


def test_the_share_stands_with_its_interval_and_the_threads_it_rests_on(told: TestClient) -> None:
    said = section(told, "f0001")
    assert "Threads that got no reply 12% (between 8% and 18%, as far as so many threads can tell)" in said
    assert (
        "within 3 hours, or sooner, for half of the threads (at most 1 day, as far as so many threads can tell)" in said
    )
    assert "120 threads of 1 October 2026 to 18 November 2026" in said
    assert REPLIES_FORMULA[:60] in said


def test_a_lower_bound_says_so_and_what_is_not_told_has_its_reason(told: TestClient) -> None:
    said = section(told, "f0002")
    assert "at least 12%" in said
    assert "the true share is likely higher" in said
    assert "First reply not known (its lists do not tell)" in said


def test_too_few_threads_show_no_share(told: TestClient) -> None:
    said = section(told, "f0003")
    assert f"It is not known how many threads get a reply. Why it is not known: {FEW}." in said
    assert "%" not in said


def test_short_times_are_told_in_minutes_and_an_open_end_as_open(told: TestClient) -> None:
    said = section(told, "f0004")
    assert "within 15 minutes, or sooner" in said
    assert "it may be much longer" in said


def test_nothing_is_told_of_a_sensitive_forum(told: TestClient) -> None:
    assert section(told, "f0005") == ""


def test_it_is_told_in_welsh_as_well(told: TestClient) -> None:
    said = section(told, "f0001", "/cy")
    assert "Edefynnau na chafodd ateb" in said
    assert "o fewn 3 awr, neu'n gynt" in said.replace("&#39;", "'")


def test_the_api_gives_the_figures_and_the_formula(told: TestClient) -> None:
    entry = told.get("/api/v1/forums/f0001").json()["replies"]
    assert (entry["threads"], entry["without"], entry["low"], entry["high"]) == (120, 0.12, 0.077, 0.18)
    assert (entry["first_hours"], entry["first_low"], entry["first_high"]) == (3.0, 2.0, 24.0)
    assert entry["formula"] == REPLIES_FORMULA
    few = told.get("/api/v1/forums/f0003").json()["replies"]
    assert (few["without"], few["reason"]) == (None, FEW)
    described = told.get("/openapi.json").json()["components"]["schemas"]["RepliesOf"]["properties"]
    assert set(described) == set(entry)


def test_the_formula_is_published(told: TestClient) -> None:
    text = told.get("/about/scoring").text
    assert 'id="replies"' in text
    assert "Wilson&#39;s" in text
