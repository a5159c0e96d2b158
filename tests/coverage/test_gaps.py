"""Which topics, places, audiences, languages and stances lack a forum: the rule, over forums of a scope."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.catalogue.coverage import SENSITIVE, Beside, Coverage, Reference, Scope, counted, coverage, how_covered
from registry.catalogue.coverage_index import WHOLE, organisation_scope
from registry.catalogue.coverage_rows import Covering
from registry.catalogue.terms import Terms
from registry.vocabulary import Covered, GapKind, Stance
from tests.coverage.world import HEALTH, HOUSING, REFERENCE, TERMS, WALES, row, the, told


def housing(*rows: Covering) -> Coverage:
    return coverage(HOUSING, rows, TERMS, REFERENCE)


def body(slug: str, *rows: Covering) -> Coverage:
    scope = organisation_scope(slug, TERMS)
    assert scope is not None
    areas = {path: [one for one in rows if path in one.topics] for path in ("/health", "/housing", "/safety")}
    beside = Beside({path: counted(some, TERMS) for path, some in areas.items()})
    return coverage(scope, rows, TERMS, REFERENCE, beside)


@pytest.mark.parametrize(
    ("forums", "in_use", "wider", "state"),
    [(0, 0, 0, "none"), (0, 0, 3, "wider_only"), (2, 0, 3, "silent_only"), (4, 1, 3, "one"), (2, 2, 0, "several")],
)
def test_how_well_something_is_covered(forums: int, in_use: int, wider: int, state: str) -> None:
    assert how_covered(forums, in_use, wider) == state


def test_topics_within_are_told_with_what_they_rest_on() -> None:
    found = housing(row("/housing"), row("/housing/renting"), row("/housing/owning", in_use=False))
    assert told(found, GapKind.TOPIC) == {
        "/housing/renting": "one", "/housing/renting/eviction": "wider_only", "/housing/owning": "silent_only",
    }  # fmt: skip
    eviction = the(found, "/housing/renting/eviction")
    assert (eviction.forums, eviction.in_use, eviction.wider) == (0, 0, 2)
    assert eviction.rests_on == (
        "none of the 3 forums looked at is filed under it or below it",
        "2 in use for a wider topic may serve it in part",
    )
    assert the(found, "/housing/renting").rests_on[-1] == "people are known to talk about: Rented homes"
    assert next(iter(told(found, GapKind.TOPIC))) == "/housing/renting", "what people talk about comes first"
    assert found.talked == {**dict.fromkeys(Covered, 0), Covered.ONE: 1}
    assert (found.looked_at, found.in_use) == (3, 2)


def test_a_forum_under_several_wider_topics_or_places_counts_once() -> None:
    found = housing(row("/housing", "/housing/renting", places=("N1", "R1")))
    assert the(found, "/housing/renting/eviction").wider == 1
    assert the(found, "R2").wider == 1


def test_places_without_a_forum_of_their_own_are_told_with_those_that_wider_ones_serve() -> None:
    found = housing(row("/housing", places=("L1",)), row("/housing", places=("N1",)), row("/housing"))
    assert told(found, GapKind.PLACE) == {"R1": "one", "R2": "wider_only", WALES: "wider_only"}
    assert the(found, "R2").wider == 2, "England's, and the whole country's"
    assert the(found, WALES).wider == 1
    abroad = housing(row("/housing", country="AU"), row("/housing", country=""))
    assert the(abroad, "N1").state == Covered.NONE, "a forum of another or an unknown country serves no place"


def test_councils_are_counted_by_region_and_named_where_they_have_none() -> None:
    found = housing(row("/housing", places=("L1",)), row("/housing", places=("L2",), in_use=False)).councils
    assert found is not None
    assert (found.councils, found.covered) == (3, 1)
    assert [(one.name, one.councils, one.covered) for one in found.within] == [("Wales", 1, 0), ("Yorkshire", 2, 1)]
    assert found.without == (("L9", "Gwynedd"), ("L2", "Leeds"))


def test_audiences_are_those_whom_the_subjects_of_the_topic_are_for() -> None:
    found = housing(row("/housing", audiences=("tenants", "farmers")))
    assert told(found, GapKind.AUDIENCE) == {
        "carers": "none", "landlords": "none", "patients": "none", "tenants": "one",
    }  # fmt: skip
    assert the(found, "carers").rests_on[-1] == "named by what people talk about: Cancer"


def test_without_subjects_nothing_is_known_of_audiences() -> None:
    found = coverage(HOUSING, [row("/housing")], TERMS, Reference())
    assert found.of(GapKind.AUDIENCE) == ()
    assert "no subjects" in found.not_known[GapKind.AUDIENCE]
    assert sum(found.talked.values()) == 3, "all topics are looked for alike"


def test_welsh_is_looked_for_where_wales_is_served_and_officials_welcome_everywhere() -> None:
    assert told(housing(row("/housing")), GapKind.LANGUAGE) == {"cy": "none"}
    assert told(housing(row("/housing", language="cy")), GapKind.LANGUAGE) == {"cy": "one"}
    assert GapKind.LANGUAGE not in body("england").states
    assert set(told(body("england"), GapKind.PLACE)) == {"N1", "R1", "R2"}
    assert GapKind.LANGUAGE in body("wales").states
    assert told(housing(row("/housing", stance="ask_first")), GapKind.STANCE) == {str(Stance.WELCOME): "none"}
    both = housing(*[row("/housing", stance="welcome", language="cy")] * 2)
    assert told(both, GapKind.STANCE) == told(both, GapKind.LANGUAGE) == {}


def test_sensitive_topics_and_audiences_are_counted_and_never_told() -> None:
    found = coverage(HEALTH, [row("/health/recovery", sensitive=True)], TERMS, REFERENCE)
    assert found.left_out == {GapKind.TOPIC: 1, GapKind.AUDIENCE: 1}
    assert found.sensitive == 1
    assert set(told(found, GapKind.AUDIENCE)) == {"carers", "patients"}, "patients come for cancer too"
    assert "recovery" not in repr(found.gaps)
    assert "Drink" not in repr(found.gaps)
    whole = coverage(WHOLE, [], TERMS, REFERENCE)
    assert not {"survivors", "people_in_recovery", "/safety", "/safety/abuse"} & {one.code for one in whole.gaps}
    assert whole.left_out == {GapKind.TOPIC: 3, GapKind.AUDIENCE: 2}


@pytest.mark.parametrize("path", ["/safety", "/safety/abuse"])
def test_of_a_sensitive_topic_no_gap_is_told_at_all(path: str) -> None:
    scope = Scope("topic", path, TERMS.topics[path], (path,))
    found = coverage(scope, [row(path, sensitive=True)], TERMS, REFERENCE)
    assert (found.withheld, found.gaps, found.states, found.councils) == (SENSITIVE, (), {}, None)
    assert found.looked_at == 1
    assert body("safety").withheld == SENSITIVE


def test_a_council_is_looked_at_by_its_place_and_each_policy_area() -> None:
    found = body("leeds", row("/housing", places=("L2",)), row("/health", places=("R1",)), row("/housing"))
    assert told(found, GapKind.POLICY_AREA) == {"/housing": "one", "/health": "wider_only"}
    assert found.left_out == {GapKind.POLICY_AREA: 1}
    assert GapKind.TOPIC not in found.states
    assert GapKind.PLACE not in found.states, "nothing lies within Leeds"
    assert "by topic" in found.not_known[GapKind.AUDIENCE]


def test_a_devolved_government_is_looked_at_by_its_topics_and_its_places() -> None:
    found = body("wales", row("/health", places=(WALES,)))
    assert told(found, GapKind.TOPIC) == {"/health": "one", "/health/cancer": "wider_only"}
    assert told(found, GapKind.PLACE) == {"L9": "wider_only"}
    assert set(told(found, GapKind.POLICY_AREA)) == {"/housing", "/health"}


def test_of_a_body_for_which_nothing_is_noted_nothing_is_said() -> None:
    found = body("idle")
    assert (found.gaps, found.looked_at, found.sizes.verdict) == ((), 0, None)
    assert set(found.not_known) == set(GapKind)


def test_an_empty_list_and_one_that_knows_nothing_have_no_wrong_word() -> None:
    empty = housing()
    assert {one.state for one in empty.gaps} == {Covered.NONE}
    assert the(empty, "R1").rests_on == ("no forum to look at",)
    bare = coverage(WHOLE, [row("/unheard/of")], Terms(), Reference())
    assert {one.kind for one in bare.gaps} == {GapKind.LANGUAGE, GapKind.STANCE}
    assert GapKind.PLACE in bare.not_known
    assert bare.councils is None


def test_forums_without_a_topic_are_counted_for_they_may_fill_gaps() -> None:
    assert coverage(WHOLE, [row(), row("/health")], TERMS, REFERENCE).unfiled == 1


ROWS = st.builds(
    Covering,
    topics=st.lists(st.sampled_from([*TERMS.topics, "/odd", "/housing/odd/deeper"]), max_size=3, unique=True).map(
        tuple
    ),
    places=st.lists(st.sampled_from([*TERMS.places, "X1"]), max_size=3, unique=True).map(tuple),
    audiences=st.lists(st.sampled_from(["tenants", "patients", "survivors"]), max_size=2, unique=True).map(tuple),
    language=st.sampled_from(["en", "cy", ""]),
    country=st.sampled_from(["GB", "AU", ""]),
    stance=st.sampled_from([str(one) for one in Stance]),
    in_use=st.booleans(),
    sensitive=st.booleans(),
    local=st.booleans(),
    size=st.none() | st.integers(0, 10**12),
)
SCOPES = st.sampled_from([WHOLE, HOUSING, HEALTH, *(organisation_scope(slug, TERMS) for slug in TERMS.bodies)])


@given(SCOPES, st.lists(ROWS, max_size=12), ROWS)
def test_a_forum_that_is_added_never_makes_a_gap(scope: Scope, rows: list[Covering], more: Covering) -> None:
    before, after = (coverage(scope, some, TERMS, REFERENCE) for some in (rows, [*rows, more]))
    assert {(one.kind, one.code) for one in after.gaps} <= {(one.kind, one.code) for one in before.gaps}
    assert before.states.keys() == after.states.keys()


@given(SCOPES, st.lists(ROWS, max_size=12).flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))))
def test_the_order_of_forums_changes_nothing(scope: Scope, both: tuple[list[Covering], list[Covering]]) -> None:
    first, second = (coverage(scope, rows, TERMS, REFERENCE) for rows in both)
    assert first == second


@given(SCOPES, st.lists(ROWS, max_size=12))
def test_numbers_agree_with_each_other(scope: Scope, rows: list[Covering]) -> None:
    found = coverage(scope, rows, TERMS, REFERENCE)
    assert found.looked_at == len(rows) >= found.in_use
    for kind, states in found.states.items():
        assert sum(states.values()) - states[Covered.SEVERAL] == len(found.of(kind))
    for one in found.gaps:
        assert 0 <= one.in_use <= 1
        assert one.in_use <= one.forums
        assert one.state == how_covered(one.forums, one.in_use, one.wider)
        assert one.rests_on
    sizes = found.sizes
    assert sum(sizes.by_class.values()) == sizes.known
    assert sizes.known + sizes.unknown + sizes.left_out == found.in_use
