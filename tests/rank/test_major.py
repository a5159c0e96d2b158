"""Major: a rank within one topic or place, each point of it explained."""

import random
from dataclasses import replace
from typing import Any

import pytest

from registry.catalogue.answer import ForumIndex
from registry.catalogue.card import Card, CardActivity, CardRegion, CardTopic, Fact
from registry.catalogue.major import CRITERIA, FORMULA
from registry.catalogue.query import BadQuery, ForumQuery, parse_string
from registry.vocabulary import Sort
from tests.rank.places import TERMS


def forum(public_id: str, *, members: int | None = None, score: int | None = None, **more: Any) -> Card:
    """A listed forum; `topics` are paths, `regions` codes."""
    topics = tuple(CardTopic(path, TERMS.topics[path], 0.9) for path in more.pop("topics", ()))
    regions = tuple(
        CardRegion(
            c,
            TERMS.places[c].name if c in TERMS.places else c,
            TERMS.places[c].kind if c in TERMS.places else "country",
            0.9,
        )
        for c in more.pop("regions", ())
    )
    tier = more.pop("tier", "unknown" if score is None else "steady")
    activity = more.pop("activity", CardActivity(tier, score, 1.0, {}, "", "", None))
    facts = (
        (Fact("members", members, "observed", str(members), "b", "https://x.example/"),) if members is not None else ()
    )
    made = Card(
        public_id, f"Forum {public_id}", f"https://{public_id}.example/", "listed", topics=topics, regions=regions,
        activity=activity, facts=facts, state="visited", listed_at="2026-11-01T00:00:00+00:00",
    )  # fmt: skip
    return replace(made, **more)


def ranked(cards: list[Card], **within: str) -> list[str]:
    return [one.public_id for one in ForumIndex.build(cards, TERMS).major(**within)]


def test_size_activity_and_reach_put_forums_in_order_each_with_its_points() -> None:
    cards = [
        forum("small", members=50, score=40, topics=["/housing/renting"]),
        forum("large", members=44_041, score=40, topics=["/housing/renting"]),
        forum("busy", members=50, score=90, topics=["/housing/renting"]),
    ]
    first, second, third = ForumIndex.build(cards, TERMS).major(topic="/housing")
    assert [first.public_id, second.public_id, third.public_id] == ["large", "busy", "small"]
    assert (first.rank, first.of) == (1, 3)
    assert first.reasons[:2] == ("largest of 3 in Housing: states 44,041 members", "steady: activity score 40 of 100")
    parts = [first.inputs[name] for name in ("size_points", "activity_points", "reach_points", "only_points")]
    assert first.points == pytest.approx(sum(parts), abs=0.11)
    assert 0 <= third.points < second.points < first.points <= 100
    assert "40 x min(1, log(1 + members)" in FORMULA
    assert CRITERIA


def test_what_is_not_known_contributes_nothing_and_is_said() -> None:
    (only,) = ForumIndex.build([forum("a", topics=["/housing", "/health"])], TERMS).major(topic="/housing")
    assert only.points == 10.0, "for being the only one"
    assert "size not stated" in only.reasons
    assert "activity not known" in only.reasons
    assert only.inputs["members"] is None


def test_in_a_place_size_counts_by_residents() -> None:
    """Leeds has eight times the people of Whitby: its larger forum is the smaller one for its place."""
    cards = [
        forum("leeds", members=8_000, score=10, regions=["L2"]),
        forum("whitby", members=4_000, score=10, regions=["L3"]),
    ]
    assert ranked(cards, region="R1") == ["whitby", "leeds"]
    first = ForumIndex.build(cards, TERMS).major(region="R1")[0]
    assert first.inputs["members_per_1000_residents"] == 40.0
    assert (
        "largest for its place of 2 in Yorkshire: states 4,000 members, 40 per 1,000 residents of Whitby"
        in first.reasons
    )
    hull = ForumIndex.build([forum("hull", members=900, regions=["L4"])], TERMS).major(region="L4")[0]
    assert hull.inputs["residents_of"] == "Yorkshire", "the nearest place around it whose residents are known"
    wales = ForumIndex.build([forum("wales", members=900, regions=["N2"])], TERMS).major(region="N2")[0]
    assert wales.inputs["size_points"] == 0
    assert any("number of residents is not known" in reason for reason in wales.reasons)


def test_the_only_forum_there_is_major_for_it_and_a_silent_one_beside_it_is_told() -> None:
    cards = [
        forum("a", topics=["/housing/renting"]), forum("b", topics=["/housing/renting"]),
        forum("alone", topics=["/housing/owning"]), forum("gone", topics=["/housing/owning"], standing="closed"),
    ]  # fmt: skip
    assert ranked(cards, topic="/housing")[0] == "alone"
    assert ForumIndex.build(cards, TERMS).major(topic="/housing")[0].reasons[0] == (
        "the only forum in use of 2 listed for Owning a home"
    )
    alone = ForumIndex.build(cards[:3], TERMS).major(topic="/housing")[0]
    assert alone.reasons[0] == "the only forum listed for Owning a home"


def test_a_forum_below_is_no_reason_to_call_the_one_above_the_only_one() -> None:
    index = ForumIndex.build([forum("a", regions=["R1"]), forum("b", regions=["L1"])], TERMS)
    reasons = {one.public_id: one.reasons[0] for one in index.major(region="R1")}
    assert reasons["b"] == "the only forum listed for Sheffield"
    assert not reasons["a"].startswith("the only")


def test_sensitive_forums_are_never_ranked_by_size() -> None:
    cards = [
        forum("large", members=900_000, score=10, topics=["/health"], sensitive="suicide"),
        forum("small", members=10, score=12, topics=["/health"], sensitive="suicide"),
    ]
    assert ranked(cards, topic="/health") == ["small", "large"]
    large = ForumIndex.build(cards, TERMS).major(topic="/health")[1]
    assert large.inputs["members"] is None
    assert any("never ranked by size" in reason for reason in large.reasons)


def test_members_that_cannot_be_true_do_not_count() -> None:
    odd = CardActivity("steady", 20, 1.0, {}, "", "", None, None, ("members: more than 100,000,000,000",))
    cards = [
        forum("odd", members=10**12, topics=["/health"], activity=odd),
        forum("true", members=90, score=20, topics=["/health"]),
    ]
    assert ranked(cards, topic="/health") == ["true", "odd"]
    reasons = ForumIndex.build(cards, TERMS).major(topic="/health")[1].reasons
    assert "size does not count: the members stated cannot be true (more than 100,000,000,000)" in reasons


@pytest.mark.parametrize("more", [{"standing": "closed"}, {"standing": "dormant"}, {"tier": "dormant", "score": 0}])
def test_forums_not_in_use_have_no_rank_and_come_last(more: dict[str, Any]) -> None:
    cards = [forum("old", members=10**6, topics=["/health"], **more), forum("new", topics=["/health"])]
    index = ForumIndex.build(cards, TERMS)
    assert [one.public_id for one in index.major(topic="/health")] == ["new"]
    assert index.rank("old", topic="/health") is None
    answer = index.answer(parse_string("topic=/health&sort=major", index.terms))
    assert [hit.public_id for hit in answer.hits] == ["new", "old"]
    assert "no rank among the forums in use" in answer.hits[1].why[0]


def test_the_order_does_not_hang_on_the_order_forums_came_in() -> None:
    chance = random.Random(5)  # noqa: S311  # made-up forums
    cards = [
        forum(f"f{n}", members=chance.choice([None, 5, 500]), score=chance.choice([None, 3]), topics=["/health"])
        for n in range(60)
    ]
    first = ForumIndex.build(cards, TERMS).major(topic="/health", most=60)
    chance.shuffle(cards)
    assert ForumIndex.build(cards, TERMS).major(topic="/health", most=60) == first


def test_the_list_can_be_put_in_this_order_within_one_topic_or_place_only() -> None:
    cards = [forum(f"f{n:03d}", members=n, score=50, topics=["/health"], regions=["L1"]) for n in range(1, 121)]
    index = ForumIndex.build(cards, TERMS)
    order = [one.public_id for one in index.major(topic="/health", most=200)]
    pages = [index.answer(parse_string(f"topic=/health&sort=major&page={n}", index.terms)) for n in (1, 2, 3)]
    assert [hit.public_id for page in pages for hit in page.hits] == order
    assert pages[0].total == 120
    assert pages[0].hits[0].why[0].startswith("largest of 120 in Health")
    assert [hit.public_id for hit in index.whole(parse_string("topic=/health&sort=major", index.terms)).hits] == order
    narrowed = index.answer(parse_string("topic=/health&q=f119&sort=major", index.terms)).hits
    assert [hit.public_id for hit in narrowed] == ["f119"]
    assert "2nd largest of 120 in Health" in narrowed[0].why[0], "its rank in the topic, not among the hits"
    for refused in (
        "sort=major",
        "sort=major&topic=/health&topic=/housing",
        "sort=major&region=L1&region=L2&topic=/health",
    ):
        with pytest.raises(BadQuery, match="Choose exactly one topic, or exactly one region"):
            parse_string(refused, index.terms)
    both = parse_string("sort=major&topic=/health&region=R1", index.terms)
    assert index.answer(both).hits[0].why[0].startswith("largest for its place of 120 in Health, Yorkshire")


def test_taking_the_topic_out_takes_the_order_out() -> None:
    query = ForumQuery(topic=("/health",), region=("L1",), sort=Sort.MAJOR.value)
    assert query.without("topic").sort == Sort.MAJOR
    assert query.without("topic").without("region").sort == Sort.RELEVANCE
    assert query.without("topic", "/health").without("region", "L1").sort == Sort.RELEVANCE


def test_a_change_of_the_list_is_a_change_of_the_rank() -> None:
    index = ForumIndex.build(
        [forum("a", members=10, topics=["/health"]), forum("b", members=20, topics=["/health"])], TERMS
    )
    assert index.major(topic="/health")[0].public_id == "b"
    index.apply([forum("a", members=30, topics=["/health"])])
    assert index.major(topic="/health")[0].public_id == "a"
    index.apply([], gone=["a"])
    assert [one.public_id for one in index.major(topic="/health")] == ["b"]


def test_a_topic_or_a_place_must_be_named() -> None:
    with pytest.raises(ValueError, match="within a topic or a place"):
        ForumIndex().major()
    assert ForumIndex.build([], TERMS).major(topic="/health") == ()
