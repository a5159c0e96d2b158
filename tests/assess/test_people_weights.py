"""The weights by which audiences and care are told, one by one."""

from types import SimpleNamespace
from typing import Any

from registry.assess.people import audience_of, sensitive_of
from registry.assess.phrases import Hit, pull_of
from registry.assess.topics import SubjectWeight


def subject(*audience: str, topic: str = "/work", sensitive: str | None = None) -> Any:
    return SimpleNamespace(audience=audience, topic=topic, sensitive=sensitive)


def stood(name: int = 0, description: int = 0, boards: int = 0, titles: int = 0) -> Hit:
    return Hit((), 0, name, description, boards, titles, 0, pull_of(name, description, boards, titles, 0))


def weighed(**weights: float) -> dict[str, SubjectWeight]:
    return {name: SubjectWeight(weight, telling=True) for name, weight in weights.items()}


def test_titles_name_no_audience_however_many() -> None:
    assert audience_of({"audience": [("parents", 2.0, stood(titles=9))]}, {}, {}) == ()
    assert audience_of({"audience": [("parents", 2.0, stood(boards=6))]}, {}, {}) == ("parents",)


def test_an_audience_needs_its_share_of_the_heaviest() -> None:
    subjects = {"a": subject("farmers"), "b": subject("tenants")}
    assert audience_of({}, weighed(a=20.0, b=12.0), subjects) == ("farmers", "tenants")
    assert audience_of({}, weighed(a=20.0, b=9.0), subjects) == ("farmers",)


def test_the_later_audience_of_a_subject_counts_less() -> None:
    subjects = {"a": subject("farmers", "hobbyists"), "b": subject("tenants")}
    assert audience_of({}, weighed(a=10.0, b=8.0), subjects) == ("farmers", "tenants", "hobbyists")


def test_anyone_counts_half() -> None:
    assert audience_of({}, weighed(a=8.0), {"a": subject("consumers")}) == ()
    assert audience_of({}, weighed(a=9.0), {"a": subject("consumers")}) == ("consumers",)


def test_one_board_is_too_little_and_words_that_are_phrases_as_well_count_once() -> None:
    subjects = {"a": subject(sensitive="abuse")}
    signs = {"sensitive": [("abuse", 3.0, stood(boards=1))]}
    assert sensitive_of(signs, {}, {}) is None
    assert sensitive_of(signs, weighed(a=4.5), subjects) is None
    assert sensitive_of(signs, weighed(a=5.0), subjects) == "abuse"


def test_the_description_is_enough_beside_a_heavy_subject() -> None:
    signs = {"sensitive": [("abuse", 3.0, stood(description=1))]}
    assert sensitive_of(signs, weighed(a=90.0), {"a": subject()}) == "abuse"
