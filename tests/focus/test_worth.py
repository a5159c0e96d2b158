"""From signs, learning, places and domains to a chance: bounded, monotone, and told part by part."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.focus import MOST_PLACES, SIGNS, Evidence, Tally, another_place, credited, places_in, shift_of, worth_of
from registry.focus.leads import MOST_ADDED
from registry.focus.learning import MOST_SHIFT, MOST_SHIFT_OF_A_PLACE
from registry.focus.worth import MOST_LEARNT, MOST_OF_PLACES

TALLIES = st.builds(Tally, st.integers(0, 10**9), st.integers(0, 10**9))
NAMES = st.sampled_from(sorted(SIGNS)) | st.integers(1, 99).map("from:{}".format) | st.just("list:3")


def value(*signs: str, **more: object) -> float:
    return worth_of(Evidence(("source:link", *signs), **more)).value  # type: ignore[arg-type]


@given(st.lists(st.sampled_from(sorted(SIGNS))), st.integers(0, 10**6), st.dictionaries(NAMES, TALLIES), TALLIES)
def test_any_evidence_gives_a_chance_and_its_parts(
    signs: list[str], places: int, learnt: dict[str, Tally], domain: Tally
) -> None:
    worth = worth_of(Evidence(tuple(dict.fromkeys(signs)), places, tuple(learnt.items()), domain))
    assert 0 < worth.value < 1
    assert all(math.isfinite(part.points) for part in worth.parts)
    points = {part.name: part.points for part in worth.parts}
    assert points.get("places", 0.0) <= MOST_OF_PLACES
    assert abs(sum(p for name, p in points.items() if name.startswith("learnt "))) <= MOST_LEARNT + 0.01
    chance = 1 / (1 + math.exp(-sum(points.values())))
    assert 0 <= worth.leads <= MOST_ADDED
    assert worth.value == pytest.approx(min(max(chance + worth.leads, 0.001), 0.98), abs=0.003)


def test_what_speaks_for_a_forum_raises_and_what_speaks_against_lowers() -> None:
    assert value("shape:phpbb", "path:forum") > value("shape:phpbb") > value("words:community") > value()
    assert value("host:social") < value("path:article") < value()
    assert value("words:forum", "host:social") < value("words:forum")


def test_signs_that_say_the_same_count_less_each() -> None:
    parts = {part.name: part.points for part in worth_of(Evidence(("shape:phpbb", "path:forum", "words:forum"))).parts}
    assert parts["shape:phpbb"] == SIGNS["shape:phpbb"]
    assert parts["path:forum"] == SIGNS["path:forum"] / 2
    assert parts["words:forum"] == SIGNS["words:forum"] / 4


def test_places_raise_less_each_and_end() -> None:
    values = [value(places=n) for n in (1, 2, 4, 8, 24, 1000)]
    assert values == sorted(values)
    assert value(places=1) == value(places=0)
    assert value(places=10**9) == value(places=1000)


def test_a_barred_domain_promises_nothing() -> None:
    assert worth_of(Evidence(("shape:phpbb",), barred=True)).value == 0


def test_each_site_in_vain_lowers_its_domain_and_forums_raise_it() -> None:
    falling = [value("shape:phpbb", domain=Tally(n, 0)) for n in (0, 1, 4, 20, 60)]
    assert falling == sorted(falling, reverse=True)
    assert falling[-1] < 0.06
    assert value(domain=Tally(50, 45)) > 0.5 > value()


@given(NAMES, TALLIES)
def test_what_is_learnt_stays_within_its_range(name: str, tally: Tally) -> None:
    assert abs(shift_of(name, tally)) <= (MOST_SHIFT if name in SIGNS else MOST_SHIFT_OF_A_PLACE)


def test_learning_takes_more_than_an_accident_and_goes_with_the_forums() -> None:
    assert shift_of("words:forum", Tally(0, 0)) == 0
    assert abs(shift_of("words:forum", Tally(1, 0))) < 0.1
    assert shift_of("words:forum", Tally(1000, 0)) == -MOST_SHIFT
    assert shift_of("source:link", Tally(1000, 900)) == MOST_SHIFT
    rising = [shift_of("from:3", Tally(10, n)) for n in range(11)]
    assert rising == sorted(rising)
    assert rising[0] < 0 < rising[-1]


def test_only_the_leading_sign_and_who_names_it_count_as_learnt() -> None:
    learnt = (("words:forum", Tally(1000, 0)), ("source:link", Tally(1000, 0)), ("from:7", Tally(20, 20)))
    worth = worth_of(Evidence(("source:link", "words:forum"), 1, learnt))
    assert [part.name for part in worth.parts if part.name.startswith("learnt")] == [
        "learnt words:forum", "learnt from:7",
    ]  # fmt: skip


def test_a_visit_is_counted_under_its_sign_its_lists_and_who_names_it() -> None:
    assert credited(("words:forum", "list:9", "on:list"), [4, 4, 0, 5]) == ["words:forum", "list:9", "from:4", "from:5"]


@given(st.lists(st.text(max_size=30), max_size=200))
def test_places_are_counted_once_each_and_never_beyond_their_end(domains: list[str]) -> None:
    seen = 0
    for domain in domains:
        before, seen = places_in(seen), another_place(seen, domain)
        assert before <= places_in(seen) <= before + 1
        assert another_place(seen, domain) == seen
    assert places_in(seen) <= min(len(set(domains)), MOST_PLACES)
    assert 0 <= seen < 2**60
