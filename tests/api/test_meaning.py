"""What searchers' words mean: spellings, other words for the same subject, topics and places they name."""

from dataclasses import replace
from typing import Any

import pytest

from registry.assess.assessment import Assessment, PlaceMatch, Subject, TopicMatch
from registry.assess.gazetteer import Place
from registry.assess.subjects import FAIR, STRONG, PolicySubject, TopicInfo
from registry.catalogue.answer import ForumIndex
from registry.catalogue.card import Card, CardTopic
from registry.catalogue.kindred import kindred
from registry.catalogue.named import Named
from registry.catalogue.naming import Claim
from registry.catalogue.query import ForumQuery
from registry.catalogue.terms import Body, Terms
from registry.catalogue.terms import Place as TermsPlace
from registry.catalogue.words import MOST_TOKENS, telling, tokens, variants
from registry.vocabulary import RegionKind
from tests.api.forums import card


class Seeds:
    """An assessor with three subjects and one place."""

    def assess(self, subject: Subject) -> Assessment:
        return Assessment()

    def subjects(self) -> list[PolicySubject]:
        debt = {"bailiffs": STRONG, "arrears": STRONG, "letters": FAIR, "red letters": FAIR}
        return [
            _subject("Debt", "/money/debt", debt, ("owing money",)),
            _subject(
                "Bees", "/environment/bees", {"hives": STRONG, "swarm": STRONG, "goat": STRONG, "queen": STRONG}, ()
            ),
            _subject("Kings", "/culture/kings", {"queen": FAIR}, ()),
        ]

    def topics(self) -> dict[str, TopicInfo]:
        return {"/money/debt": TopicInfo("/money/debt", "Court claims and debt", "/money")}

    def places(self) -> list[Place]:
        return [Place("X1", "Wharfedale", RegionKind.LOCAL, "X1", "", "", "", trap=False, also=("the dale",))]


def _subject(name: str, topic: str, phrases: dict[str, float], synonyms: tuple[str, ...]) -> PolicySubject:
    return PolicySubject(name, topic, (), (), (), None, True, None, phrases, synonyms)


def found(words: str) -> list[str]:
    cards = [
        card(1, "Arrears Anonymous", description="We have all had them"),
        card(2, "Skint", description="No names", topics=()),
        card(3, "Hive Mind", description="Keepers of bees"),
        card(4, "Up the Dale", description="News of Wharfedale"),
        card(5, "Letters to Nobody", description="Penfriends"),
    ]
    answer = ForumIndex.build(cards, assessor=Seeds()).answer(ForumQuery(q=words))
    assert all(hit.why for hit in answer.hits)
    return [hit.forum["name"] for hit in answer.hits]


def test_other_words_for_the_same_subject_find_a_forum() -> None:
    assert found("bailiffs") == ["Arrears Anonymous"]
    assert found("owing money") == ["Arrears Anonymous"]
    assert found("swarms") == ["Hive Mind"]


def test_a_fair_phrase_leads_to_the_subject_but_does_not_speak_for_it() -> None:
    assert set(found("red letters")) == {"Letters to Nobody", "Arrears Anonymous"}
    assert found("letters") == ["Letters to Nobody"], "one word that may be said of anything leads nowhere else"
    assert "Letters to Nobody" not in found("bailiffs")


def test_what_says_the_word_itself_comes_first() -> None:
    assert found("arrears")[0] == "Arrears Anonymous"
    assert found("wharfedale") == ["Up the Dale"]


def test_one_other_word_is_not_enough_in_a_forum_about_something_else() -> None:
    cards = [
        card(1, "E-Goat", topics=("/transport",)),
        card(2, "Goat Talk", topics=("/environment/farming",)),
        card(3, "Goats"),
        card(4, "Swarm in May", topics=("/transport",)),
    ]
    answer = ForumIndex.build(cards, assessor=Seeds()).answer(ForumQuery(q="swarm"))
    assert answer.hits[0].forum["name"] == "Swarm in May", "the word itself counts wherever it stands"
    assert {h.forum["name"]: h.why for h in answer.hits[1:]} == {
        "Goat Talk": ("same subject in the name: Goat Talk",), "Goats": ("same subject in the name: Goats",),
    }  # fmt: skip


def test_where_nothing_is_found_the_wider_topic_of_the_words_is_shown() -> None:
    terms = Terms(topics={"/money": "Money", "/money/debt": "Debt", "/money/tax": "Tax"})
    savers, taxed = (CardTopic(path, title, 0.9, ()) for path, title in (("/money", "Money"), ("/money/tax", "Tax")))
    cards = [card(1, "Savers", topics=()), card(2, "Taxed", topics=())]
    cards = [replace(one, topics=(topic,)) for one, topic in zip(cards, (savers, taxed), strict=True)]
    index = ForumIndex.build(cards, terms, Seeds())
    answer = index.answer(ForumQuery(q="bailiffs"))
    assert [(h.forum["name"], h.why) for h in answer.hits] == [("Savers", ("wider topic: Money",))]
    assert answer.some_words_only
    assert sum(o.count for f in answer.facets if f.field == "topic" for o in f.options if o.value == "/money") == 1
    index.apply([card(3, "Bailiffs Beware")])
    assert [h.forum["name"] for h in index.answer(ForumQuery(q="bailiffs")).hits] == ["Bailiffs Beware"]


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("organisation", "organization"), ("organizing", "organising"), ("colour", "color"),
        ("neighbours", "neighbors"), ("centre", "center"), ("paediatric", "pediatric"), ("anemia", "anaemia"),
        ("mums", "moms"), ("dads", "fathers"),
        ("farmers", "farming"), ("caring", "carers"), ("travellers", "travelers"), ("oestrogen", "estrogen"),
    ],
)  # fmt: skip
def test_spellings_of_both_sides_of_the_atlantic(word: str, other: str) -> None:
    assert other in variants(word)
    assert word not in variants(word)


def test_tokens_are_plain_and_few() -> None:
    assert tokens("Children’s  CAFÉ, don't-know: x_y") == ["childrens", "cafe", "dont", "know", "x", "y"]
    assert tokens("") == tokens("…!? \x00") == []
    assert len(tokens(" ".join(f"w{n}" for n in range(99)))) == MOST_TOKENS


def test_words_that_tell_nothing_apart_are_left_out_unless_they_are_all() -> None:
    assert telling(["how", "to", "rent"]) == ["rent"]
    assert telling(["to", "be"]) == ["to", "be"]


class Country(Seeds):
    """An assessor that takes whatever is named after a place for its community, in its region and nation too."""

    def assess(self, subject: Subject) -> Assessment:
        where = [
            PlaceMatch("L2", "Leeds", "local", "GB", 0.9, ("Leeds",)),
            PlaceMatch("R1", "Yorkshire", "region", "GB", 0.5, ("Leeds",)),
        ]
        return Assessment(topics=(TopicMatch("/society", 0.4, ("Leeds",)),), regions=tuple(where))

    def subjects(self) -> list[PolicySubject]:
        return [
            _subject("Pensions", "/work/pensions", {"annuity": STRONG}, ()),
            _subject("Divorce", "/life/divorce", {"pensions": FAIR, "decree": STRONG}, ()),
        ]

    def places(self) -> list[Place]:
        return [Place("L2", "Leeds", RegionKind.LOCAL, "R1", "", "", "", trap=False, also=())]


def named_after_a_place(words: str, *, with_leeds: bool) -> list[tuple[str, str]]:
    terms = Terms(
        topics={"/society": "Community"},
        places={
            "L1": TermsPlace("Sheffield", "local", ("R1",)),
            "L2": TermsPlace("Leeds", "local", ("R1",)),
            "R1": TermsPlace("Yorkshire", "region"),
        },
    )
    cards = [
        card(1, "Steel City Talk", regions=("L1",)),
        card(2, "Village Green", topics=(), description="Anywhere"),
    ]
    cards[1] = replace(cards[1], topics=(CardTopic("/society", "Community", 0.9),))
    cards += [card(3, "Roundhay Residents", regions=("L2",))] if with_leeds else []
    answer = ForumIndex.build(cards, terms, Country()).answer(ForumQuery(q=words))
    return [(hit.forum["name"], hit.why[0]) for hit in answer.hits]


def test_a_place_s_name_asks_for_what_is_there_and_for_no_topic() -> None:
    assert named_after_a_place("leeds", with_leeds=True) == [("Roundhay Residents", "place: Leeds")]


def test_where_nothing_is_listed_for_a_place_the_place_around_it_is_shown_and_said() -> None:
    assert named_after_a_place("leeds", with_leeds=False) == [("Steel City Talk", "wider place: Yorkshire")]


def test_the_name_of_a_subject_means_it_before_what_mentions_it_by_the_way() -> None:
    cards = [card(1, "Decree Absolute"), card(2, "Annuity Answers")]
    answer = ForumIndex.build(cards, assessor=Country()).answer(ForumQuery(q="pensions"))
    assert [hit.forum["name"] for hit in answer.hits] == ["Annuity Answers"]


def _names(cards: list[Card], words: str) -> list[str]:
    answer = ForumIndex.build(cards, assessor=Seeds()).answer(ForumQuery(q=words))
    return [hit.forum["name"] for hit in answer.hits]


def test_words_that_only_share_a_stem_are_not_one_word() -> None:
    cards = [card(1, "Wills and Probate"), card(2, "On Probation")]
    assert _names(cards, "probation") == ["On Probation"]
    assert _names(cards, "probate") == ["Wills and Probate"]
    assert _names(cards[:1], "probation") == []


def test_a_subject_is_meant_by_its_words_as_they_are_written() -> None:
    cards = [card(1, "Hive Mind")]
    assert _names(cards, "swarm") == ["Hive Mind"]
    assert _names(cards, "swarmed") == [], "a stem is not enough"


def test_a_sensitive_forum_is_never_found_by_other_words_for_its_subject() -> None:
    hidden = replace(card(1, "Hive Mind"), sensitive="abuse")
    assert _names([hidden], "swarm") == []
    assert _names([replace(hidden, sensitive=None)], "swarm") == ["Hive Mind"]
    assert _names([hidden], "hive") == ["Hive Mind"], "by what it says, it is"


def test_synonyms_lead_searchers_and_do_not_speak_for_forums() -> None:
    cards = [card(1, "People Owing Money"), card(2, "Arrears Anonymous")]
    assert _names(cards, "bailiffs") == ["Arrears Anonymous"]
    assert _names(cards[1:], "owing money") == ["Arrears Anonymous"]


def test_one_word_that_several_topics_claim_brings_no_forum() -> None:
    cards = [card(1, "Queen of the Night", description="Cats")]
    assert _names(cards, "swarm") == []


def test_a_slip_is_looked_for_in_names_and_boards_only() -> None:
    cards = [card(1, "Trombonists"), card(2, "Songs", description="for all trombonists")]
    assert _names(cards, "trombonsts") == ["Trombonists"]
    assert _names(cards[1:], "trombonsts") == []


class Bodies(Seeds):
    """An assessor with subjects that share a topic, and an organisation."""

    def subjects(self) -> list[PolicySubject]:
        ears = _subject("Ears", "/health/conditions", {"tinnitus": STRONG, "ringing": FAIR}, ("hearing trouble",))
        hearts = _subject("Hearts", "/health/conditions", {"angina": STRONG, "beats": FAIR}, ("bad heart",))
        debt = _subject("Debt", "/money/debt", {"bailiffs": STRONG}, ("money worries",))
        return [ears, hearts, replace(debt, organisations=("office-for-debtors",))]

    def topics(self) -> dict[str, TopicInfo]:
        return {}


def _filed(number: int, name: str, path: str, *evidence: str, score: float = 0.8, **more: Any) -> Card:
    lines = tuple(f"{phrase}: in 2 board names" for phrase in evidence)
    return replace(card(number, name, **more), topics=(CardTopic(path, path.rsplit("/", 1)[-1], score, lines),))


def _asked(cards: list[Card], words: str, terms: Terms | None = None) -> list[str]:
    answer = ForumIndex.build(cards, terms, assessor=Bodies()).answer(ForumQuery(q=words))
    assert all(hit.why for hit in answer.hits)
    return [hit.forum["name"] for hit in answer.hits]


PLACED = Terms(places={"L2": TermsPlace("Leeds", "local")})
HISS = _filed(1, "Hiss and Hum", "/health/conditions", "ringing")
TICK = _filed(2, "Tick Tock", "/health/conditions", "beats")


def test_forums_of_a_wide_topic_are_told_apart_by_the_subject_their_phrases_are_of() -> None:
    assert _asked([HISS, TICK], "hearing trouble") == ["Hiss and Hum", "Tick Tock"]
    assert _asked([HISS, TICK], "bad heart") == ["Tick Tock", "Hiss and Hum"]


def test_a_forum_that_is_surely_about_a_topic_comes_before_one_that_may_be() -> None:
    for one, other in ((1, 2), (2, 1)):
        sure = _filed(one, "Hut", "/money/debt", score=0.9)
        perhaps = _filed(other, "Hat", "/money/debt", score=0.3)
        assert _asked([perhaps, sure], "money worries") == ["Hut", "Hat"]


def test_a_word_is_answered_by_what_it_names_so_that_all_words_are() -> None:
    cards = [_filed(1, "Owing", "/money/debt", regions=("L2",)), card(2, "Bad money"), card(3, "Worries of Leeds")]
    answer = ForumIndex.build(cards, PLACED, assessor=Bodies()).answer(ForumQuery(q="money worries in Leeds"))
    assert answer.hits[0].forum["name"] == "Owing"
    assert answer.hits[0].why == ("topic: debt", "place: Leeds")
    assert not answer.some_words_only


def test_two_subjects_at_once_find_the_forums_of_both() -> None:
    cards = [_filed(1, "Deafened", "/health/conditions", "tinnitus"), _filed(2, "Owing", "/money/debt")]
    assert set(_asked(cards, "hearing trouble and money worries")) == {"Deafened", "Owing"}


def test_a_longer_name_takes_the_say_from_the_words_within_it() -> None:
    class Nested(Bodies):
        def subjects(self) -> list[PolicySubject]:
            tax = _subject("Tax", "/money/tax", {"taxman": STRONG}, ("tax",))
            return [tax, _subject("Credits", "/welfare/credits", {"tc846": STRONG}, ("tax credits",))]

    cards = [_filed(1, "Returns", "/money/tax"), _filed(2, "Letters", "/welfare/credits")]
    index = ForumIndex.build(cards, assessor=Nested())
    assert [hit.forum["name"] for hit in index.answer(ForumQuery(q="tax credits")).hits] == ["Letters", "Returns"]
    assert [hit.forum["name"] for hit in index.answer(ForumQuery(q="tax")).hits] == ["Returns"]


def test_what_a_short_run_names_within_a_long_one_says_less_by_word_and_in_all() -> None:
    named = Named()
    named.add(("tax",), [Claim("topic", "/money/tax", 0.6)], {})
    named.add(("tax", "credits"), [Claim("topic", "/welfare/credits", 0.6)], {})
    weights = {claim.code: claim.weight for claim in named.by_word()["tax"]}
    assert weights == named.total("topic")
    assert 0 < weights["/money/tax"] < weights["/welfare/credits"] / 2


def test_an_organisation_s_name_or_shorthand_asks_for_what_it_answers_for() -> None:
    cards = [_filed(1, "Owing", "/money/debt"), card(2, "Choir")]
    assert _asked(cards, "office for debtors") == ["Owing"]
    body = Body("office-for-debtors", "Office for Debtors", "OFD", topics=("/money/debt",))
    known = Terms(bodies={body.slug: body}, organisations={body.slug: body.name})
    assert _asked(cards, "OFD", known) == ["Owing"]
    assert _asked([replace(cards[1], organisations=(body.slug,))], "OFD", known) == ["Choir"]


def test_a_slip_of_a_word_that_only_the_seeds_know_is_understood_and_told() -> None:
    answer = ForumIndex.build([HISS, TICK], assessor=Bodies()).answer(ForumQuery(q="tinitus"))
    assert answer.hits[0].forum["name"] == "Hiss and Hum"
    assert answer.hits[0].why == ("topic: conditions", "read as: tinnitus")
    said = card(3, "Ringing", description="Tinnitus and how to sleep with it")
    assert _asked([said], "tinitus") == ["Ringing"], "wherever it stands"


def test_a_word_that_the_seeds_know_is_no_slip_of_one_in_the_list() -> None:
    assert _asked([card(1, "Regina")], "angina") == []


def test_narrower_words_answer_a_wide_one_but_not_for_sensitive_forums() -> None:
    fits = card(1, "Seize the Day", description="Epilepsy and driving")
    assert _asked([fits, card(2, "Choir")], "neurological") == ["Seize the Day"]
    assert _asked([replace(fits, sensitive="for under-18s")], "neurological") == []
    hit = ForumIndex.build([fits]).answer(ForumQuery(q="neurological")).hits[0]
    assert hit.why == ("same subject in the description: Epilepsy and driving",)


@pytest.mark.parametrize(("asked", "written"), [("dyslexia", "Being Dyslexic"), ("epileptic", "Living with Epilepsy")])
def test_a_condition_and_who_has_it_are_one_subject(asked: str, written: str) -> None:
    assert _asked([card(1, written), card(2, "Choir")], asked) == [written]


@pytest.mark.parametrize("words", ["forums for carers", "support group for people who are carers", "carers' groups"])
def test_words_that_every_forum_uses_hardly_count(words: str) -> None:
    cards = [card(1, "Forum Support Group for People"), card(2, "Looking After Mum", description="for carers")]
    assert _asked(cards, words)[0] == "Looking After Mum"


def test_carers_do_not_ask_for_care_nor_wills_for_what_will_be() -> None:
    assert _asked([card(1, "Car Care"), card(2, "It Will Be")], "carers wills") == []


def test_whom_a_forum_is_for_is_searched_and_told() -> None:
    cards = [replace(card(1, "The Bench"), audience=("over_50s",)), card(2, "Choir")]
    answer = ForumIndex.build(cards).answer(ForumQuery(q="over 50s"))
    assert [(hit.forum["name"], hit.why) for hit in answer.hits] == [("The Bench", ("audience: over 50s",))]


def test_a_country_s_name_asks_for_its_forums() -> None:
    abroad = Assessment(regions=(PlaceMatch("IE", "Ireland", "country", "IE", 0.6, ("irish: in the name",)),))

    class Named(Seeds):
        def assess(self, subject: Subject) -> Assessment:
            return abroad if "irish" in subject.name else Assessment()

    cards = [replace(card(1, "Mammies"), country="IE"), card(2, "Mummies")]
    answer = ForumIndex.build(cards, assessor=Named()).answer(ForumQuery(q="irish"))
    assert [(hit.forum["name"], hit.why) for hit in answer.hits] == [("Mammies", ("country: Ireland",))]


def test_other_words_are_whole_phrases_of_the_table_and_name_no_word_itself() -> None:
    table = kindred()
    assert len(table) > 300
    for run, others in table.items():
        assert run
        assert all(other and other.strip() == other for other in others), run
        assert " ".join(run) not in others, run
