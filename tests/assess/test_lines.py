"""`forum-registry assess --json`: one answer a line, whatever the line."""

import json

import pytest

from registry.assess import Assessor
from registry.assess.lines import assess_lines


def answers(assessor: Assessor, *lines: str) -> list[dict[str, object]]:
    return list(assess_lines(lines, assessor))


def test_the_contract(assessor: Assessor) -> None:
    profile = {
        "id": "a",
        "name": "Debt talk",
        "url": "https://debt.example.co.uk",
        "description": None,
        "boards": [{"name": "Bailiffs", "url": "/b", "threads": 3, "posts": None}, {"name": None}],
        "thread_titles": ["CCJ from 2019"],
        "language": "en",
        "unheard_of": 1,
    }
    (answer,) = answers(assessor, json.dumps(profile))
    assert set(answer) >= {"id", "topics", "regions", "peer_support", "audience", "kind"}
    assert answer["id"] == "a"
    assert answer["kind"] == "forum"
    topics = answer["topics"]
    assert isinstance(topics, list)
    assert topics[0]["topic"] == "/money/court-claims-debt-bankruptcy"
    assert set(topics[0]) == {"topic", "score", "evidence"}
    regions = answer["regions"]
    assert isinstance(regions, list)
    assert regions[0]["kind"] == "country"
    assert set(regions[0]) == {"code", "name", "kind", "country", "score", "evidence"}
    assert set(answer["peer_support"]) == {"is", "score", "evidence"}  # type: ignore[call-overload]
    json.dumps(answer)


def test_board_names_and_board_objects_are_one(assessor: Assessor) -> None:
    names = json.dumps({"id": 1, "boards": ["Bailiffs", "Bankruptcy"]})
    objects = json.dumps({"id": 1, "boards": [{"name": "Bailiffs"}, {"name": "Bankruptcy"}]})
    assert answers(assessor, names) == answers(assessor, objects)


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "3",
        "null",
        '{"name": 3}',
        '{"boards": "x"}',
        '{"boards": [[]]}',
        '{"thread_titles": [1]}',
        "[" * 9_999,
    ],
)
def test_a_malformed_line_costs_itself_only(assessor: Assessor, line: str) -> None:
    good = json.dumps({"id": "g", "name": "Allotment holders"})
    first, bad, last = answers(assessor, good, line, good)
    assert set(bad) == {"error", "line"}
    assert bad["line"] == 2
    assert first == last


@pytest.mark.parametrize("known", ["a-forum", 7])
def test_a_malformed_line_is_told_with_its_id_where_that_is_known(assessor: Assessor, known: object) -> None:
    (bad,) = answers(assessor, json.dumps({"id": known, "boards": "x"}))
    assert bad == {"id": known, "error": "boards: expected a list, got str", "line": 1}
    (bad,) = answers(assessor, json.dumps({"id": {"not": "an id"}, "boards": "x"}))
    assert set(bad) == {"error", "line"}


def test_empty_lines_are_passed_over_and_counted(assessor: Assessor) -> None:
    assert answers(assessor, "", "\n", "{")[0]["line"] == 3


@pytest.mark.parametrize("given", [r'"\ud800"', "NaN", "[1]", "true"])
def test_an_id_that_cannot_be_given_back_is_null(assessor: Assessor, given: str) -> None:
    (answer,) = answers(assessor, f'{{"id": {given}, "name": "Allotment holders"}}')
    assert answer["id"] is None
    json.dumps(answer, ensure_ascii=False, allow_nan=False).encode()


def test_a_byte_order_mark_before_the_first_line_is_passed_over(assessor: Assessor) -> None:
    (answer,) = answers(assessor, "\ufeff" + json.dumps({"id": "g", "name": "Allotment holders"}))
    assert answer["id"] == "g"
