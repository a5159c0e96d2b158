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
    (only,) = ForumIndex.build([forum("a", score=20, topics=["/housing", "/health"])], TERMS).major(topic="/housing")
    assert only.points == 17.0, "7 for activity, 10 for being the only one"
    assert "size not stated" in only.reasons
    assert only.inputs["members"] is None
    (silent,) = ForumIndex.build([forum("b", members=90, topics=["/housing"])], TERMS).major(topic="/housing")
    assert "activity not known" in silent.reasons


def test_a_forum_of_which_nothing_is_known_yet_has_no_rank_but_is_there() -> None:
    cards = [forum("new", topics=["/housing"]), forum("a", members=90, topics=["/housing"])]
    index = ForumIndex.build(cards, TERMS)
    (first,) = index.major(topic="/housing")
    assert first.public_id == "a"
    assert not first.is_the_only_one, "another in use is listed beside it"
    assert not first.tells
    assert index.rank("new", topic="/housing") is None
    last = index.answer(parse_string("topic=/housing&sort=major", index.terms)).hits[-1]
    assert last.why[0] == "neither its size nor its activity is known yet: no rank"
    hidden = forum("kept", members=9_000, topics=["/housing"], sensitive="suicide")
    assert ForumIndex.build([hidden], TERMS).major(topic="/housing") == (), "its size does not count"


def test_in_a_local_area_size_counts_by_residents_in_a_wider_place_by_members() -> None:
    """Leeds has eight times the people of Whitby, which cannot be compared with those of the whole region."""
    cards = [
        forum("leeds", members=8_000, score=10, regions=["L2"]),
        forum("whitby", members=4_000, score=10, regions=["L3"]),
        forum("all", members=9_000, score=10, regions=["R1"]),
    ]
    assert ranked(cards, region="R1") == ["all", "leeds", "whitby"]
    index = ForumIndex.build(cards, TERMS)
    assert index.major(region="R1")[0].inputs["members_per_1000_residents"] is None
    assert "2nd largest of 3 in Yorkshire: states 8,000 members" in index.major(region="R1")[1].reasons
    whitby = index.major(region="L3")[0]
    assert whitby.inputs["members_per_1000_residents"] == 40.0
    assert "states 4,000 members, 40 per 1,000 residents of Whitby" in whitby.reasons
    beside = ForumIndex.build([*cards, forum("two", members=50, regions=["L3"])], TERMS).major(region="L3")
    assert any(reason.startswith("2nd largest for its place of 2 in Whitby") for reason in beside[1].reasons)
    hull = ForumIndex.build([forum("hull", members=900, regions=["L4"])], TERMS).major(region="L4")[0]
    assert hull.inputs["residents_of"] is None, "a share of the region's residents says nothing of Hull"
    assert hull.inputs["size_points"] == 0
    assert any("number of residents is not known" in reason for reason in hull.reasons)


def test_a_local_board_does_not_pass_a_busy_forum_of_the_whole_nation() -> None:
    cards = [
        forum("allotments", members=3_412, score=40, regions=["GB", "L2"]),
        forum("families", members=21_450, score=80, regions=["N1"]),
        forum("homes", members=20, score=1, regions=["L1"]),
    ]
    index = ForumIndex.build(cards, TERMS)
    assert [one.public_id for one in index.major(region="N1")] == ["families", "allotments", "homes"]
    assert not any("only" in reason for one in index.major(region="N1") for reason in one.reasons)
    assert "for one locality" in index.major(region="N1")[1].reasons, "though its country is known as well"
    assert index.major(region="L2")[0].reasons[0] == "the only forum listed for Leeds"


def test_to_be_the_only_one_counts_in_the_topic_itself_alone() -> None:
    """A quiet small forum that is alone in a narrower topic does not pass a steady large one in the wider topic."""
    cards = [
        forum("quiet", members=2_006, score=20, topics=["/housing/owning"]),
        forum("steady", members=64_210, score=50, topics=["/housing/renting"]),
        forum("gone", topics=["/housing/owning"], standing="closed"),
    ]
    index = ForumIndex.build(cards, TERMS)
    assert ranked(cards, topic="/housing") == ["steady", "quiet"]
    assert {one.inputs["only_points"] for one in index.major(topic="/housing")} == {0.0}
    owning = index.major(topic="/housing/owning")[0]
    assert owning.reasons[:2] == ("the only forum in use of 2 listed for Owning a home", "states 2,006 members")
    assert owning.inputs["only_points"] == 10.0


def test_no_forum_is_the_largest_of_one() -> None:
    cards = [forum("a", members=10, topics=["/health"]), forum("b", score=9, topics=["/health"])]
    reasons = {one.public_id: one.reasons for one in ForumIndex.build(cards, TERMS).major(topic="/health")}
    assert reasons["a"][0] == "the only one of 2 in Health whose size counts: states 10 members"
    cards.append(forum("c", members=1, topics=["/health"], organisations=("homes",)))
    reasons = {one.public_id: one.reasons for one in ForumIndex.build(cards, TERMS).major(topic="/health")}
    assert reasons["c"][0] == "2nd largest of the 2 whose size counts in Health: states 1 member"
    assert "in the area of one public body" in reasons["c"]


def test_a_rank_tells_something_among_the_first_of_several_or_alone() -> None:
    cards = [forum(f"f{n:02}", members=n, topics=["/health"]) for n in range(1, 13)]
    told = [one.tells for one in ForumIndex.build(cards, TERMS).major(topic="/health", most=12)]
    assert told == [True] * 10 + [False] * 2
    for few, tells in ((3, True), (2, False), (1, True)):
        assert ForumIndex.build(cards[:few], TERMS).major(topic="/health")[0].tells is tells


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


def test_what_was_odd_about_an_earlier_visit_does_not_take_the_size_away() -> None:
    once = CardActivity("steady", 20, 1.0, {}, "", "", None, None, ("members: 2026-11-13: grew by more than it can",))
    cards = [
        forum("once", members=900, topics=["/health"], activity=once),
        forum("true", members=90, score=20, topics=["/health"]),
    ]
    assert ranked(cards, topic="/health") == ["once", "true"]


@pytest.mark.parametrize("more", [{"standing": "closed"}, {"standing": "dormant"}, {"tier": "dormant", "score": 0}])
def test_forums_not_in_use_have_no_rank_and_come_last(more: dict[str, Any]) -> None:
    cards = [forum("old", members=10**6, topics=["/health"], **more), forum("new", members=5, topics=["/health"])]
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
    assert index.answer(both).hits[0].why[0].startswith("largest of 120 in Health, Yorkshire")


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
