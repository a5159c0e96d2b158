"""What the assessor promises, whatever the words."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from registry.assess import Assessor, Subject
from tests.assess.conftest import SEEDS

ASSESSOR = Assessor.load(SEEDS)
WORDS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(["PIP appeal", "Reading", "football", "tenancy deposit", "ME", "\x01", "İ ß ﬁ"]),
)
SUBJECTS = st.builds(
    Subject,
    name=WORDS,
    description=WORDS,
    boards=st.lists(WORDS, max_size=6).map(tuple),
    thread_titles=st.lists(WORDS, max_size=6).map(tuple),
    language=st.none() | WORDS,
    url=WORDS,
    country=st.none() | st.sampled_from(["GB", "IE"]),
)


@settings(max_examples=300, deadline=None)
@given(SUBJECTS)
def test_never_raises_gives_three_topics_at_most_and_always_the_same(subject: Subject) -> None:
    first, again = ASSESSOR.assess(subject), ASSESSOR.assess(subject)
    assert first == again
    assert len(first.topics) <= 3
    assert all(0 < topic.score <= 1 and topic.evidence for topic in first.topics)
    assert 0 <= first.peer_support.score <= 1
    first.as_json()


def test_nothing_known_is_nothing_said(assessor: Assessor) -> None:
    judged = assessor.assess(Subject())
    assert (judged.topics, judged.regions, judged.country, judged.language) == ((), (), None, None)
    assert not judged.peer_support.is_
    assert judged.sensitive is None


def test_evidence_says_phrase_and_where_and_never_a_title(assessor: Assessor) -> None:
    title = "My landlord Zebedee served a section 21 last night"
    judged = assessor.assess(Subject(name="Tenants together", thread_titles=(title, "section 21 again", "Section 21!")))
    evidence = [line for topic in judged.topics for line in topic.evidence]
    assert "section 21: in 3 thread titles" in evidence
    assert "Zebedee" not in str(judged)
    assert title not in str(judged)


def test_boards_weigh_more_than_titles(assessor: Assessor) -> None:
    boards = assessor.assess(Subject(name="x", boards=("Bailiffs", "Bankruptcy", "General")))
    titles = assessor.assess(Subject(name="x", thread_titles=("Bailiffs", "Bankruptcy", "General")))
    assert boards.topics[0].topic == titles.topics[0].topic == "/money/court-claims-debt-bankruptcy"
    assert boards.topics[0].score > titles.topics[0].score


def test_furniture_weighs_nothing(assessor: Assessor) -> None:
    bare = Subject(name="Kestrel", boards=("Off topic: gardening and cars", "Classifieds: tractors, horses", "Jokes"))
    assert assessor.assess(bare).topics == ()


def test_acronyms_count_in_capitals_only(assessor: Assessor) -> None:
    assert assessor.assess(Subject(name="x", boards=("ME and fatigue", "New to ME"))).topics
    assert assessor.assess(Subject(name="x", boards=("tell me", "help me"))).topics == ()


def test_none_is_a_proper_answer(assessor: Assessor) -> None:
    fans = Subject(
        name="Rovers till I die",
        description="The forum for supporters",
        boards=("Match day", "Transfer rumours", "Away days", "Off topic"),
        thread_titles=("new striker signing?", "council fined us over parking", "cup draw"),
    )
    gamers = Subject(
        name="Pixel Lounge", boards=("PC gaming", "Nintendo Switch", "Mods"), thread_titles=("best farm build",)
    )
    assert assessor.assess(fans).topics == ()
    assert assessor.assess(gamers).topics == ()


def test_welsh_is_understood(assessor: Assessor) -> None:
    judged = assessor.assess(Subject(name="Fforwm Cymraeg", boards=("Newyddion", "Addysg", "Iechyd"), language="cy"))
    assert judged.language == "cy"
    assert judged.country == "GB"
    assert "/regional-and-local-government/wales" in [topic.topic for topic in judged.topics]


def test_under_18s_and_abuse_are_sensitive(assessor: Assessor) -> None:
    young = Subject(name="Teen talk", description="A place for teenagers, for under 18s only")
    abuse = Subject(
        name="Safe harbour", description="For people leaving an abusive relationship", boards=("Domestic abuse",)
    )
    assert assessor.assess(young).sensitive == "for under-18s"
    assert assessor.assess(abuse).sensitive == "abuse"
    assert assessor.assess(replace(abuse, description="", boards=("Woodland walks",))).sensitive is None


def test_topics_and_synonyms_for_the_search(assessor: Assessor) -> None:
    topics, synonyms = assessor.topics(), assessor.synonyms()
    assert topics["/welfare/universal-credit"].parent == "/welfare"
    assert topics["/welfare/universal-credit"].organisations == ("department-for-work-pensions",)
    assert "noisy neighbours" in synonyms["/environment/pollution-and-environmental-quality"]
    assert set(synonyms) <= set(topics)
    assert len(assessor.subjects()) >= 150
    tops = {path.split("/")[1] for path in topics if path.count("/") == 1}
    assert {path.split("/")[1] for path in synonyms} == tops - {"corporate-information"}
