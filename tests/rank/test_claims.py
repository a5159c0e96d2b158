"""Nothing is claimed beyond the evidence: lower bounds are marked, figures that cannot be true are not published."""

from dataclasses import replace
from typing import Any

import pytest

from registry.catalogue.card import CardActivity, fingerprint, from_document
from registry.catalogue.odd import CANNOT_BE_TRUE, odd_figures, without_odd
from registry_api.views.entries import activity_in_words
from registry_api.wording import ACTIVITY_SENTENCES, KINDS_OF_ACTIVITY, activity_kind, activity_sentence
from tests.api.forums import card


def facts(**values: Any) -> dict[str, Any]:
    return {"facts": [{"name": name, "value": value} for name, value in values.items()]}


def by_name(told: dict[str, Any]) -> dict[str, Any]:
    return {fact["name"]: fact for fact in told["facts"]}


@pytest.mark.parametrize(
    ("told", "odd"),
    [
        (facts(members=5 * 10**11), ["members"]),
        (facts(posts=-1, members=4), ["posts"]),
        (facts(posts=0, threads=3), ["posts"]),
        (facts(members=None, posts=12, threads=3), []),
        ({**facts(members=10), "activity": {"implausible": ["members: hundreds of members and no post"]}}, ["members"]),
        ({**facts(last_post_at="2199-01-01"), "activity": {"implausible": ["last_post_at: in the future"]}},
         ["last_post_at"]),
        ({**facts(threads=11, posts=10), "platform": "phpbb"}, ["threads"]),
        ({**facts(threads=11, posts=10), "platform": "lemmy"}, []),
        ({**facts(posts=10), "activity": {"implausible": ["posts: 2026-01-02: fewer than at the visit before"]}}, []),
    ],
)  # fmt: skip
def test_a_figure_that_cannot_be_true_is_null_with_its_words_as_evidence(told: dict[str, Any], odd: list[str]) -> None:
    before = by_name(told)
    after = by_name(without_odd(told))
    assert odd_figures(after) == odd
    for name in odd:
        assert after[name]["value"] is None
        assert after[name]["raw"] == str(before[name]["value"])
        assert after[name]["reason"].startswith(CANNOT_BE_TRUE)
    assert all(after[name] == before[name] for name in after.keys() - set(odd))


def listed(tier: str, score: int | None, *, at_least: bool = False, state: str = "visited") -> dict[str, Any]:
    return {"activity": {"tier": tier, "score": score, "at_least": at_least}, "state": state, "state_reason": None}


@pytest.mark.parametrize(
    ("forum", "kind", "fed"),
    [
        (listed("steady", 40), "steady", "steady (40 of 100)"),
        (listed("steady", 40, at_least=True), "at_least_steady", "at least steady (40 of 100)"),
        (listed("quiet", 20, at_least=True), "at_least_quiet", "quiet or busier (20 of 100)"),
        (listed("quiet", 20), "quiet", "quiet (20 of 100)"),
        (listed("busy", 90, at_least=True), "busy", "busy (90 of 100)"),
        (listed("unknown", None, at_least=True), "in_use", "in use, how busy is not known"),
        (listed("unknown", None), "unknown", "not known"),
        (listed("unknown", None, state="not_visited_yet"), "waiting", "not known: not visited yet"),
    ],
)
def test_a_lower_bound_is_marked_wherever_it_is_said(forum: dict[str, Any], kind: str, fed: str) -> None:
    assert activity_kind(forum) == kind
    assert kind in KINDS_OF_ACTIVITY
    assert activity_sentence(forum) == ACTIVITY_SENTENCES[kind]
    assert activity_in_words(forum) == fed


def test_what_was_not_read_is_not_told_by_its_pages() -> None:
    forum = {**listed("unknown", None, state="figures_not_available"), "state_reason": "it asks us to stay away"}
    assert "pages" not in activity_sentence(forum)
    assert activity_in_words(forum) == "not known: it asks us to stay away"


def test_older_cards_load_and_keep_their_digest() -> None:
    made = card(1, "Tenants Together")
    document = made.document()
    older = {**document, "activity": {k: v for k, v in document["activity"].items() if k != "at_least"}}
    assert from_document(older) == made
    assert fingerprint(older) == made.digest()
    marked = replace(made, activity=replace(made.activity, at_least=True))
    assert marked.digest() != made.digest()
    assert from_document(marked.document()) == marked
    assert CardActivity().at_least is False
