"""Mutual help is told apart from showing, reporting, selling and campaigning, by what thread titles are for."""

from collections.abc import Sequence

import pytest

from registry.assess import Assessor, Heard, PeerSupport, Subject
from registry.assess.phrases import heard_in
from registry.assess.signs import load_signs
from tests.assess.conftest import SEEDS

RAIL = {"name": "Branch line railway forum", "boards": ("Railways", "Local lines", "Depots")}
ASKING = (
    "Ticket refused at the barrier, what do I do?",
    "Train cancelled and no refund after 6 weeks",
    "How long is the wait for a railcard?",
    "Penalty fare appeal failed, need help",
    "Can I complain about my delayed train",
)
TELLING = (
    "Photos of the last unit to be withdrawn",
    "Spotted at Crewe: new livery",
    "Trip report and pics, day out on the branch",
    "Rare workings, latest sightings",
    "WTS timetable collection",
)


def supported(assessor: Assessor, titles: Sequence[str], **known: object) -> PeerSupport:
    return assessor.assess(Subject(**{**RAIL, **known}, thread_titles=tuple(titles))).peer_support  # type: ignore[arg-type]


def test_a_topic_people_need_help_with_is_not_enough_where_titles_only_show_and_report(assessor: Assessor) -> None:
    asked, told = supported(assessor, ASKING), supported(assessor, TELLING)
    assert asked.is_ is True
    assert told.is_ is False
    assert any(said.startswith("thread titles ask or tell of a trouble: ") for said in asked.evidence)
    assert any(said.startswith("against it: thread titles show, report, sell or camp") for said in told.evidence)


@pytest.mark.parametrize("word", ["?", "refused", "how"])
def test_each_asking_title_raises_the_score(assessor: Assessor, word: str) -> None:
    plain = supported(assessor, ["The evening train"] * 4)
    assert supported(assessor, [f"The evening train {word}"] * 4).score > plain.score


def test_a_question_is_known_by_its_mark_and_shown_by_it(assessor: Assessor) -> None:
    found = supported(assessor, ["Peak fares?", "Off peak fares?"])
    assert any("“?” in 2" in said for said in found.evidence)
    assert not any("questionmark" in said for said in found.evidence)


def test_a_question_in_the_name_asks_for_no_help(assessor: Assessor) -> None:
    asked = supported(assessor, (), name="Branch line railway forum?", boards=("Railways?", "Local lines?"))
    assert asked == supported(assessor, (), boards=("Railways", "Local lines"))


def test_few_titles_say_less_than_many(assessor: Assessor) -> None:
    title = "The evening train refused"
    one, many = supported(assessor, [title]), supported(assessor, [title] * 20)
    assert many.score > one.score


def test_a_phrase_that_is_a_sign_twice_over_counts_once(assessor: Assessor) -> None:
    """`what do i` asks, and holds `what do`, which asks as well."""
    found = supported(assessor, ["What do I pay"])
    assert [said for said in found.evidence if said.count("“what do i”") == 1]


def test_titles_that_are_gone_count_as_when_they_were_read(assessor: Assessor) -> None:
    read = assessor.assess(Subject(**RAIL, thread_titles=TELLING))  # type: ignore[arg-type]
    heard = heard_in(read.hits, len(TELLING))
    assert assessor.assess(Subject(**RAIL, heard=heard)).peer_support == read.peer_support  # type: ignore[arg-type]


def test_more_titles_than_are_looked_at_do_not_thin_out_what_was_heard(assessor: Assessor) -> None:
    few = Heard(60, (("Photo ", 60),))
    many = Heard(10_000, (("Photo ", 10_000),))
    judged = [assessor.assess(Subject(**RAIL, heard=heard)).peer_support.score for heard in (few, many)]  # type: ignore[arg-type]
    assert judged[0] == judged[1] < supported(assessor, ()).score


def test_words_of_titles_count_by_their_share_and_not_again_beside_it(assessor: Assessor) -> None:
    """`need help` stands in one title of forty: it says next to nothing of the forum."""
    rest = ["The evening train"] * 39
    asked, plain = supported(assessor, ["Need help", *rest]), supported(assessor, ["The morning train", *rest])
    assert 0 < asked.score - plain.score < 0.05


def test_a_forum_of_nobody_s_policy_area_is_one_of_help_only_where_much_is_asked(assessor: Assessor) -> None:
    known = {"name": "Code and computers", "boards": ("Programming", "Laptops", "Gadgets")}
    shown = assessor.assess(Subject(**known, thread_titles=("My new build, pics", "Rare keyboard haul")))  # type: ignore[arg-type]
    asked = assessor.assess(
        Subject(**known, thread_titles=("Why won't my script run?", "Stuck, what am I doing wrong?", "Need help") * 6)  # type: ignore[arg-type]
    )
    assert shown.topics == asked.topics == ()
    assert (shown.peer_support.is_, asked.peer_support.is_) == (False, True)


def test_without_a_topic_or_a_title_there_is_no_help_to_be_seen(assessor: Assessor) -> None:
    assert assessor.assess(Subject(name="Xyzzy")).peer_support.score < 0.2


def test_whatever_is_written_the_score_is_a_share(assessor: Assessor) -> None:
    for titles in (["?" * 200] * 60, ["refused no help please how why"] * 60, ["pics review wts"] * 60, [""] * 60):
        assert 0 <= supported(assessor, titles).score <= 1


def test_words_of_titles_leave_the_same_letters_in_capitals_to_their_subject(assessor: Assessor) -> None:
    """`me` is a word of trouble, `ME` an illness."""
    assert "me" in load_signs(SEEDS / "signs.toml")["titles"]["troubles"].replace("\n", " ").split(", ")
    assert assessor.assess(Subject(name="x", boards=("ME and fatigue", "New to ME"))).topics
