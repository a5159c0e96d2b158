"""Questions: what is refused, by name, and that each has one address."""

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.catalogue.query import FIELDS, BadQuery, ForumQuery, parse, parse_string
from registry.catalogue.terms import Place, Terms

TERMS = Terms(
    topics={"/housing": "Housing", "/housing/renting": "Renting a home"},
    places={"E12000003": Place("Yorkshire", "region"), "E08000019": Place("Sheffield", "local", ("E12000003",))},
    organisations={"dept-homes": "Department for Homes"},
    platforms={"phpbb": "phpBB"},
)


def test_every_field_is_read_and_written_in_one_order() -> None:
    query = parse_string(
        "page=3&sort=name&updated_since=2026-01-31&stance=welcome&activity=BUSY&language=en-GB&country=uk"
        "&region=e08000019&platform=phpBB&department=dept-homes&topic=housing/&q=+damp++flat+",
        TERMS,
    )
    assert query == ForumQuery(
        "damp flat", ("/housing",), ("dept-homes",), ("phpbb",), ("E08000019",), ("GB",), ("en",), ("busy",),
        ("welcome",), "2026-01-31", "name", 3,
    )  # fmt: skip
    assert [name for name, _ in parse_qsl(query.canonical())] == list(FIELDS)
    assert parse_string(query.canonical(), TERMS) == query


def test_the_whole_list_has_no_query_string() -> None:
    assert parse_string("q=&page=1&sort=relevance&topic=", TERMS).canonical() == ""


def test_values_of_a_filter_are_put_in_order_and_counted_once() -> None:
    one = parse_string("topic=/housing/renting&topic=/housing&topic=housing", TERMS)
    assert one == parse_string("topic=/housing&topic=/housing/renting", TERMS)
    assert one.topic == ("/housing", "/housing/renting")


@pytest.mark.parametrize(
    ("asked", "field", "allowed"),
    [
        ("topic=/nonsense", "topic", "/housing"),
        ("region=XX", "region", "E08000019"),
        ("sort=best", "sort", "relevance"),
        ("page=0", "page", "a whole number from 1"),
        ("page=1.5", "page", "a whole number from 1"),
        ("page=99999999", "page", "a whole number from 1"),
        ("page=²", "page", "a whole number from 1"),
        ("activity=frantic", "activity", "busy"),
        ("stance=maybe", "stance", "ask_first"),
        ("country=ZZ", "country", "GB"),
        ("language=klingon", "language", "cy"),
        ("platform=notepad", "platform", "phpbb"),
        ("department=magic", "department", "dept-homes"),
        ("updated_since=yesterday", "updated_since", "a date as 2026-01-31"),
        ("updated_since=2026-02-31", "updated_since", "a date as 2026-01-31"),
        ("colour=red", "colour", "q"),
        ("q=a&q=b", "q", "one value only"),
        (f"q={'a' * 201}", "q", "at most 200 characters"),
    ],
)
def test_what_is_not_known_is_refused_by_name(asked: str, field: str, allowed: str) -> None:
    with pytest.raises(BadQuery) as refused:
        parse_string(asked, TERMS)
    assert refused.value.field == field
    assert allowed in refused.value.allowed


def test_the_nearest_values_are_named() -> None:
    with pytest.raises(BadQuery) as refused:
        parse_string("region=sheffield", TERMS)
    assert refused.value.nearest == ("E08000019",)


def test_times_are_brought_to_utc() -> None:
    assert parse_string("updated_since=2026-01-31T10:00:00%2B01:00", TERMS).updated_since == "2026-01-31T09:00:00Z"
    assert parse_string("updated_since=2026-01-31T10:00:00+01:00", TERMS).updated_since == "2026-01-31T09:00:00Z"


@given(st.text(max_size=200))
def test_any_words_have_one_address(words: str) -> None:
    query = parse([("q", words)], TERMS)
    assert parse_string(query.canonical(), TERMS) == query
    assert query.canonical().isascii()


@given(st.text(max_size=300))
def test_any_query_string_is_read_or_refused(text: str) -> None:
    try:
        query = parse_string(text, TERMS)
    except BadQuery as problem:
        query, refused = ForumQuery(), problem.field
    else:
        refused = ""
    assert refused or parse_string(query.canonical(), TERMS) == query
