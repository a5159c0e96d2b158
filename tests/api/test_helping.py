"""Ways on where nothing was found: topics and places that the words name, the nearest wider ones with forums."""

from registry.catalogue.answer import ForumIndex
from registry.catalogue.query import ForumQuery, parse_string
from registry.catalogue.terms import Place, Terms
from tests.api.forums import card

TERMS = Terms(
    topics={"/crime": "Crime and the law", "/crime/gangs": "Gangs", "/crime/gangs/knives": "Knife crime"},
    places={
        "N1": Place("England", "nation"),
        "R1": Place("Yorkshire", "region", ("N1",)),
        "L9": Place("Hartlepool", "local", ("R1", "N1")),
        "L1": Place("Sheffield", "local", ("R1", "N1")),
    },
)


def test_words_that_name_an_empty_topic_lead_to_it_and_to_the_nearest_with_forums() -> None:
    here = card(1, "Whispers", regions=("N1",))
    index = ForumIndex.build([here], TERMS)
    (way,) = index.answer(ForumQuery(q="hartlepool")).ways
    assert (way.field, way.spot.name, way.spot.forums) == ("region", "Hartlepool", 0)
    assert way.wider is not None
    assert (way.wider.name, way.wider.forums) == ("England", 1), "Yorkshire has none either"
    (topic,) = index.answer(ForumQuery(q="knife crime")).ways
    assert (topic.spot.name, topic.wider) == ("Knife crime", None), "nothing around it has a forum"


def test_nothing_is_offered_where_forums_have_all_the_words() -> None:
    index = ForumIndex.build([card(1, "Sheffield Talk", regions=("L1",))], TERMS)
    answer = index.answer(ForumQuery(q="sheffield"))
    assert answer.total == 1
    assert answer.ways == ()
    assert answer.fewer == {}


def test_each_filter_says_what_is_left_without_it() -> None:
    index = ForumIndex.build([card(n, f"Cats {n}", regions=("L1",)) for n in range(3)], TERMS)
    answer = index.answer(parse_string("q=cats&region=L9&sort=major", index.terms))
    assert answer.total == 0
    assert answer.fewer == {("region", "L9"): 3}
    both = index.answer(parse_string("q=cats&region=L1&activity=dormant&updated_since=2020-01-01", index.terms))
    assert both.fewer[("activity", "dormant")] == 3
    assert both.fewer[("region", "L1")] == 0
    assert both.fewer[("updated_since", "2020-01-01")] == 0
