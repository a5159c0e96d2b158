"""What counts as a move, and how it is told: pure."""

from dataclasses import replace

import pytest

from registry.catalogue.card import Card, CardActivity, CardPeerSupport, CardRegion, CardTopic
from registry.ingest.reassess.moves import move_of

DEBT, HOMES, PARENTS = "/money/debt", "/housing/renting", "/childcare-parenting"
LEEDS = CardRegion("E08000035", "Leeds", "local", 0.9)
CARD = Card(
    "abc", "Board", "https://example.org/", "listed",
    topics=(CardTopic(DEBT, "Debt", 0.8, ("bailiffs: in the name",)),),
    regions=(LEEDS,), country="GB", language="en", audience=("tenants", "students"),
    peer_support=CardPeerSupport(True, 0.9), activity=CardActivity("busy", 90, 60.0),
)  # fmt: skip


@pytest.mark.parametrize(
    ("change", "moves"),
    [
        ({"topics": ()}, [("first topic", DEBT, ""), ("topic lost", DEBT, "")]),
        ({"topics": (*CARD.topics, CardTopic(HOMES, "", 0.5))}, [("topic gained", "", HOMES)]),
        (
            {"topics": (CardTopic(HOMES, "", 0.9), *CARD.topics)},
            [("first topic", DEBT, HOMES), ("topic gained", "", HOMES)],
        ),
        ({"topics": (CardTopic(DEBT, "Debt", 0.3, ("bailiffs: in 1 board name",)),)}, []),
        ({"regions": ()}, [("places", "Leeds (E08000035)", "")]),
        ({"regions": (replace(LEEDS, score=0.2),)}, []),
        ({"country": None}, [("country", "GB", "")]),
        ({"language": "cy"}, [("language", "en", "cy")]),
        ({"peer_support": CardPeerSupport(None, 0.4)}, [("peer support", "yes", "not known")]),
        ({"peer_support": CardPeerSupport(True, 0.6)}, []),
        ({"kind": "group"}, [("kind", "forum", "group")]),
        ({"audience": ("students", "tenants")}, []),
        ({"audience": ("students",)}, [("audience", "tenants, students", "students")]),
        ({"activity": CardActivity("busy", 89)}, [("activity", "busy, 90", "busy, 89")]),
        ({"activity": CardActivity("unknown", None)}, [("activity", "busy, 90", "unknown")]),
        ({"sensitive": "abuse"}, [("sensitive", "", "abuse")]),
    ],
)
def test_what_readers_of_the_list_would_see_moves_and_nothing_else(change: dict, moves: list) -> None:
    found = move_of(1, CARD, replace(CARD, **change))
    assert [(part.kind, part.before, part.after) for part in found.parts] == moves


def test_the_new_evidence_is_that_of_topics_that_are_new_or_first() -> None:
    homes = CardTopic(HOMES, "", 0.9, ("section 21: in 2 thread titles",))
    assert move_of(1, CARD, replace(CARD, topics=(*CARD.topics, homes))).why == (
        f"{HOMES}: section 21: in 2 thread titles",
    )
    assert move_of(1, CARD, replace(CARD, topics=CARD.topics)).why == ()


@pytest.mark.parametrize(
    ("path", "concerned"),
    [("/money", True), (DEBT, True), ("/mon", False), (PARENTS, False), ("/money/debt/more", False)],
)
def test_a_topic_and_those_below_it_are_concerned(path: str, concerned: bool) -> None:
    assert move_of(1, CARD, replace(CARD, topics=())).concerns(path) is concerned
