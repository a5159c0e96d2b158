"""How topics are chosen from what speaks for them: rules that hold whatever the subjects say."""

import pytest

from registry.assess import Assessor, Subject
from registry.assess.phrasebook import Phrasebook
from registry.assess.phrases import Mark
from registry.assess.subjects import Claims, claims_of, subjects_of
from registry.assess.topics import SubjectWeight, choose_topics

COMMUNITY = "/society-and-culture/community-and-society"


def subjects(*rows: dict[str, object], elsewhere: tuple[str, ...] = ()) -> dict[str, object]:
    held = {"subject": list(rows), "elsewhere": [{"name": name, "strong": name} for name in elsewhere]}
    return {one.name: one for one in subjects_of("topics.toml", held)}


def weighing(weight: float) -> SubjectWeight:
    return SubjectWeight(weight, telling=True, points=9)


def test_all_that_is_nobodys_business_weighs_together() -> None:
    known = subjects({"name": "Debt", "topic": "/money", "strong": "debt"}, elsewhere=("games", "films"))
    weights = {"Debt": weighing(10.0), "elsewhere:games": weighing(6.0)}
    assert [match.topic for match in choose_topics(weights, known)] == ["/money"]
    assert choose_topics(weights | {"elsewhere:films": weighing(6.0)}, known) == ()


def test_a_second_topic_needs_most_of_the_weight_of_the_best() -> None:
    known = subjects(
        {"name": "Debt", "topic": "/money", "strong": "debt"}, {"name": "Work", "topic": "/work", "strong": "job"}
    )
    given = {
        share: len(choose_topics({"Debt": weighing(20), "Work": weighing(20 * share)}, known)) for share in (0.6, 0.8)
    }
    assert given == {0.6: 1, 0.8: 2}


def test_a_phrase_of_several_subjects_of_one_topic_counts_for_it_once() -> None:
    rows = [{"name": name, "topic": "/work", "strong": "rota"} for name in ("Nurses", "Drivers")]
    known = subjects_of("topics.toml", {"subject": rows})
    claims: Claims = claims_of(known)
    marks = [mark for one in known for mark in one.marks(claims)["rota"]]
    assert sum(mark.weight for mark in marks) == pytest.approx(3.0)


@pytest.mark.parametrize("nation", ["Northern Ireland", "Scotland"])
def test_a_forum_about_a_nation_is_one_of_its_people_first(assessor: Assessor, nation: str) -> None:
    judged = assessor.assess(Subject(name=f"{nation} chat", boards=(f"Living in {nation}", "Lounge", "Ask anything")))
    assert judged.topics[0].topic == COMMUNITY


def test_capitals_say_more_than_small_letters() -> None:
    book = Phrasebook({"SEN": [Mark("topic", "Needs", 3.0)], "sen": [Mark("topic", "Coins", 1.5)]})
    heard = {
        title: {name for hit in book.read(Subject(thread_titles=(title,))).hits for name, _ in hit.phrase.subjects}
        for title in ("SEN help", "sen help")
    }
    assert heard == {"SEN help": {"Needs", "Coins"}, "sen help": {"Coins"}}


def test_the_order_of_boards_and_titles_does_not_matter(assessor: Assessor) -> None:
    boards = ("Bailiffs and CCJs", "Budgeting", "Leeds meet ups", "Universal Credit")
    titles = ("Letter from Lowell", "DMP or IVA?", "UC advance", "anyone near Headingley")
    forwards = assessor.assess(Subject(name="Skint", boards=boards, thread_titles=titles))
    backwards = assessor.assess(Subject(name="Skint", boards=boards[::-1], thread_titles=titles[::-1]))
    assert forwards.as_json() == backwards.as_json()
