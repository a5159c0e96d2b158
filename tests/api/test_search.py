"""The answer: which forums, in which order, why, and with which counts."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.catalogue.answer import Answer, ForumIndex
from registry.catalogue.meaning import MOST_LOOKED_AT
from registry.catalogue.query import PAGE_SIZE, BadQuery, ForumQuery
from registry.catalogue.search import TextIndex
from registry.catalogue.terms import Place, Terms
from tests.api.forums import ORGANISATIONS, PLACES, TOPICS, card, sample_cards


def terms() -> Terms:
    def above(code: str) -> tuple[str, ...]:
        parent = PLACES[code][2]
        return (parent, *above(parent)) if parent else ()

    places = {code: Place(name, kind, above(code)) for code, (name, kind, _) in PLACES.items()}
    return Terms(dict(TOPICS), places, dict(ORGANISATIONS), {"phpbb": "phpBB"})


@pytest.fixture(scope="module")
def index() -> ForumIndex:
    return ForumIndex.build(sample_cards(), terms())


def names(answer: Answer) -> list[str]:
    return [hit.forum["name"] for hit in answer.hits]


def counts(answer: Answer, field: str) -> dict[str, int]:
    return {o.value: o.count for facet in answer.facets if facet.field == field for o in facet.options}


def test_a_topic_includes_the_topics_within_it(index: ForumIndex) -> None:
    assert set(names(index.answer(ForumQuery(topic=("/housing",))))) == {"Tenants Together", "LandlordTalk"}
    assert names(index.answer(ForumQuery(topic=("/housing/renting/eviction",)))) == ["Tenants Together"]


def test_a_place_includes_the_places_within_it(index: ForumIndex) -> None:
    england = {"Tenants Together", "Leeds Allotments", "Rural Buses"}
    assert set(names(index.answer(ForumQuery(region=("N1",))))) == england
    assert names(index.answer(ForumQuery(region=("L2",)))) == ["Leeds Allotments"]


def test_values_of_one_filter_add_up_and_filters_narrow(index: ForumIndex) -> None:
    both = ForumQuery(topic=("/health", "/housing"))
    assert index.answer(both).total == 4
    assert names(index.answer(replace(both, department=("dept-health",)))) == ["Walking With Cancer"]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("tenants", "Tenants Together"),
        ("renter", "Tenants Together"),  # stem
        ("tenents", "Tenants Together"),  # slip
        ("pediatric ward", "The Paediatric Ward"),  # the other side of the Atlantic
        ("allotm", "Leeds Allotments"),  # beginning
        ("landlord talk", "LandlordTalk"),  # written as one word
        ("landlordtalk", "LandlordTalk"),
        ("section 21", "Tenants Together"),  # a board
        ("sheffield", "Tenants Together"),  # a place
        ("eviction", "Tenants Together"),  # a topic
        ("forum3", "Leeds Allotments"),  # the address
        ("cycling in Dundee", "Dundee Cyclists"),
        ("ENGINES", "Old Tractors"),
        ("fforwm", "Fforwm y Cwm"),
    ],
)
def test_words_find_the_forum(index: ForumIndex, words: str, first: str) -> None:
    answer = index.answer(ForumQuery(q=words))
    assert names(answer)[0] == first
    assert answer.hits[0].why


def test_every_hit_of_words_says_why(index: ForumIndex) -> None:
    for words in ("tenants", "tenents", "cancer families leeds", "renting a home"):
        assert all(hit.why for hit in index.answer(ForumQuery(q=words)).hits)
    assert index.answer(ForumQuery(q="deposits")).hits[0].why[0] == "board: Deposits"


@pytest.mark.parametrize("words", ["SEND", "send", "leed", "debt", "menders", "wending"])
def test_short_words_and_other_first_letters_are_no_slips(words: str) -> None:
    cards = [card(1, "The West End"), card(2, "Our Needs"), card(3, "A Deft Hand"), card(4, "Sands and Senders")]
    found = names(ForumIndex.build(cards).answer(ForumQuery(q=words)))
    assert found == (["Sands and Senders"] if words.casefold() == "send" else []), "only as the beginning of a word"


@pytest.mark.parametrize("words", ["tenents", "teannts", "tennants", "tnants", "allotmnets", "chemotherpay"])
def test_a_slip_in_a_long_word_is_understood_and_shown_as_the_word_stands(index: ForumIndex, words: str) -> None:
    hit = index.answer(ForumQuery(q=words)).hits[0]
    assert hit.why[0] in ("name: Tenants", "name: Allotments", "board: Chemotherapy")


def test_a_slip_is_not_looked_for_where_the_list_knows_the_word() -> None:
    index = ForumIndex.build([card(1, "Plotting"), card(2, "Plodding")])
    assert names(index.answer(ForumQuery(q="plotting"))) == ["Plotting"]


@pytest.mark.parametrize(
    ("words", "name", "why"),
    [
        ("caring", "Leukaemia Care community", "name: Care"),
        ("care communities", "Leukaemia Care community", "name: Care, community"),
        ("leukem", "Fighting Leukemia", "name: Leukemia"),
        ("landlord talk", "LandlordTalk", "name: LandlordTalk"),
        ("landlordta", "LandlordTalk", "name: LandlordTalk"),
        ("talk", "LandlordTalk", "name: Talk"),
        ("cafe", "Le Café", "name: Café"),
        ("tea", "The “Tea” Room", "name: Tea"),
    ],
)
def test_reasons_say_the_word_as_it_stands_there(words: str, name: str, why: str) -> None:
    answer = ForumIndex.build([card(1, name), card(2, "Choir")]).answer(ForumQuery(q=words))
    assert [(hit.forum["name"], hit.why[0]) for hit in answer.hits] == [(name, why)]


def test_a_name_counts_more_than_a_board_and_activity_decides_between_equals() -> None:
    cards = [
        card(1, "Chess", score=1), card(2, "Chess", score=90), card(3, "Games", boards=("Chess",), score=99),
    ]  # fmt: skip
    assert [h.public_id for h in ForumIndex.build(cards).answer(ForumQuery(q="chess")).hits] == [
        "f0002", "f0001", "f0003",
    ]  # fmt: skip


def test_without_words_the_active_come_first_and_the_dormant_last(index: ForumIndex) -> None:
    listed = names(index.answer(ForumQuery()))
    assert listed[:2] == ["Walking With Cancer", "Tenants Together"]
    assert listed[-1] == "Old Tractors"


@pytest.mark.parametrize(
    ("sort", "first", "last"),
    [
        ("name", "Dundee Cyclists", "Walking With Cancer"),
        ("size", "Rural Buses", "Nobody Has Been Here"),
        ("newest", "Tenants Together", "Rural Buses"),
        ("updated", "Tenants Together", "Rural Buses"),
    ],
)
def test_orders(index: ForumIndex, sort: str, first: str, last: str) -> None:
    listed = names(index.answer(ForumQuery(sort=sort)))
    assert (listed[0], listed[-1]) == (first, last)


def test_counts_tell_what_choosing_a_value_gives(index: ForumIndex) -> None:
    everything = index.answer(ForumQuery())
    assert counts(everything, "topic")["/housing"] == 2
    assert counts(everything, "region")["N1"] == 3
    narrowed = index.answer(ForumQuery(topic=("/housing",)))
    assert counts(narrowed, "topic")["/transport"] == 3, "a filter's own values are counted as if it were not set"
    assert counts(narrowed, "department") == {"dept-homes": 1}
    for field in ("topic", "region", "platform", "language", "activity", "department", "stance"):
        for value, count in counts(everything, field).items():
            assert index.answer(ForumQuery(**{field: (value,)})).total == count, (field, value)  # type: ignore[arg-type]


def test_topics_stand_below_the_wider_ones(index: ForumIndex) -> None:
    topics = next(f for f in index.answer(ForumQuery()).facets if f.field == "topic")
    housing = [(o.value, o.level) for o in topics.options if o.value.startswith("/housing")]
    assert housing == [("/housing", 0), ("/housing/renting", 1), ("/housing/renting/eviction", 2)]


def test_since(index: ForumIndex) -> None:
    assert names(index.answer(ForumQuery(updated_since="2026-11-19"))) == ["Tenants Together"]


def test_pages_hold_every_forum_once_in_every_order() -> None:
    index = ForumIndex.build(card(n, f"Village hall {n % 7}", score=n % 3) for n in range(1, 131))
    for query in (ForumQuery(), ForumQuery(q="village"), ForumQuery(sort="name"), ForumQuery(sort="activity")):
        pages = [index.answer(query.on_page(n)) for n in (1, 2, 3)]
        ids = [hit.public_id for page in pages for hit in page.hits]
        assert [len(page.hits) for page in pages] == [PAGE_SIZE, PAGE_SIZE, 30]
        assert len(set(ids)) == 130
        assert ids == [h.public_id for n in (1, 2, 3) for h in index.answer(query.on_page(n)).hits]
    with pytest.raises(BadQuery, match="page"):
        index.answer(ForumQuery(page=4))
    assert ForumIndex.build([]).answer(ForumQuery()).total == 0


def test_the_order_does_not_depend_on_the_order_of_arrival() -> None:
    cards = [card(n, "Twin towns", score=50, members=7) for n in range(1, 30)]
    for query in (ForumQuery(), ForumQuery(q="twin"), ForumQuery(sort="name"), ForumQuery(sort="size")):
        there, back = (ForumIndex.build(c).answer(query) for c in (cards, cards[::-1]))
        assert [h.public_id for h in there.hits] == [h.public_id for h in back.hits]


def test_few_hits_for_all_words_show_those_with_some() -> None:
    index = ForumIndex.build(sample_cards(), terms())
    answer = index.answer(ForumQuery(q="tenants of tractors"))
    assert answer.some_words_only
    assert set(names(answer)) == {"Tenants Together", "LandlordTalk", "Old Tractors"}
    assert not index.answer(ForumQuery(q="tenants deposits")).some_words_only


def test_changes_and_removals_show_at_once(index: ForumIndex) -> None:
    changing = ForumIndex.build(sample_cards(), terms())
    before = changing.generation
    changing.apply([card(1, "Lodgers Together", topics=("/housing",))], ["f0002"])
    assert changing.generation == before + 1
    assert names(changing.answer(ForumQuery(topic=("/housing",)))) == ["Lodgers Together"]
    assert changing.answer(ForumQuery()).total == 9
    assert changing.holds("f0002") is None
    assert changing.answer(ForumQuery(q="LandlordTalk")).total == 0


def test_nothing_found_names_words_spelt_alike(index: ForumIndex) -> None:
    answer = index.answer(ForumQuery(q="tractography"))
    assert answer.total == 0
    assert "tractors" in answer.nearby


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_any_words_are_answered(words: str) -> None:
    answer = _SHARED.answer(ForumQuery(q=" ".join(words.split())))
    assert len(answer.hits) == min(answer.total, PAGE_SIZE)


@pytest.mark.parametrize(
    "words", ['"', "a AND", "name:x OR", "(", "tenants -deposits", "*", "[a TO b]", "\\", "^9", "~", "+"]
)
def test_signs_of_query_languages_mean_nothing(index: ForumIndex, words: str) -> None:
    assert index.answer(ForumQuery(q=words)).total < 10


@pytest.mark.parametrize(
    "words",
    [
        "!?.,;:()[]{}" * 16, "😀🚑🏠👨‍👩‍👧" * 10, "مساعدة في السكن " * 12, "(a+)+$ ((((.*)*)*)*)x{1,9999}", "a" * 200,
        "\x00\x01\x7f", "the of and to in a is", " ".join(f"wrodx{n:02}" for n in range(25)), "tenants " * 25,
        "\u202etenants", "tenants\ud800",
    ],
    ids=["signs", "emoji", "right to left", "a bomb", "one letter", "controls", "common", "strange", "same", "turned",
         "half a character"],
)  # fmt: skip
def test_hostile_words_are_answered_like_any_other(index: ForumIndex, words: str) -> None:
    answer = index.answer(ForumQuery(q=words))
    assert answer.total <= 10
    assert all(hit.why for hit in answer.hits)


def test_most_of_many_strange_words_are_not_looked_at_for_slips(monkeypatch: pytest.MonkeyPatch) -> None:
    index, looked = ForumIndex.build(sample_cards(), terms()), []
    monkeypatch.setattr(TextIndex, "slips", lambda _self, word: looked.append(word) or [])
    index.answer(ForumQuery(q=" ".join(f"strange{chr(97 + n)}word" for n in range(15))))
    assert len(looked) <= MOST_LOOKED_AT


_SHARED = ForumIndex.build(sample_cards(), terms())
