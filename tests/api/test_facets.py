"""Filters over the list of the real seeds: whatever the list offers can be asked for."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from registry.catalogue.answer import ForumIndex
from registry.catalogue.facets import facet, fullest
from registry.catalogue.query import ForumQuery, parse_string
from registry.catalogue.terms import Terms
from registry.db import make_sessions
from registry.identity import SharedHosts
from registry.seeding import load_seeds
from tests.api.conftest import client_of
from tests.api.forums import card
from tests.conftest import Template

SEEDS = Path(__file__).parents[2] / "seeds"
CARERS = "/health/disabilities/carers"


@pytest.fixture(scope="module")
def seeded(sqlite_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    sessions = make_sessions(sqlite_template.copy(tmp_path_factory.mktemp("seeded") / "registry.db"))
    load_seeds(sessions, SEEDS, now=datetime(2026, 11, 20, tzinfo=UTC), hosts=SharedHosts.load(SEEDS / "hosts.toml"))
    with client_of(sessions) as made:
        yield made
    sessions.dispose()


def test_every_value_that_the_list_of_the_seeds_offers_is_answered_with_its_count(seeded: TestClient) -> None:
    facets = seeded.get("/api/v1/forums").json()["facets"]
    options = [(field, option) for field, offered in facets.items() for option in offered]
    assert len(options) > 100
    for field, option in options:
        answer = seeded.get("/api/v1/forums", params={field: option["value"]})
        assert answer.status_code == 200, answer.text[:300]
        assert answer.json()["total"] == option["count"], (field, option)


def test_the_topics_that_a_forum_s_page_names_lead_somewhere(seeded: TestClient) -> None:
    listed = seeded.get("/api/v1/forums", params={"q": "carers"}).json()["items"]
    pages = [seeded.get(item["url"]).text for item in listed]
    links = {
        unescape(link) for page in pages for link in re.findall(r'href="((?:/forums\?topic=|/topics/)[^"]+)"', page)
    }
    assert len(links) > 3
    assert all(seeded.get(link).status_code == 200 for link in links)


def test_a_step_of_a_path_that_is_no_topic_is_left_out() -> None:
    terms = Terms(topics={"/health": "Health", CARERS: "Carers"})
    assert terms.topic_and_wider(CARERS) == (CARERS, "/health")
    tree = facet("topic", {"/health": 2, CARERS: 1}, ForumQuery(), terms)
    assert [(o.value, o.level) for o in tree.options] == [("/health", 0), (CARERS, 1)]


def test_what_only_a_card_knows_can_be_asked_for_after_the_lists_came_anew() -> None:
    index = ForumIndex.build([card(1, "Tenants", topics=("/housing/renting",), regions=("L1",))])
    index.apply([card(2, "Buses", topics=("/transport",))], terms=Terms(topics={"/transport": "Transport"}))
    answer = index.answer(ForumQuery())
    for field, value in ((f.field, o.value) for f in answer.facets for o in f.options):
        assert index.answer(parse_string(ForumQuery.written([(field, value)]), index.terms)).total


def test_the_fullest_values_and_those_chosen_are_told() -> None:
    counts = {f"p{number}": number for number in range(100)}
    told = fullest("platform", counts, ForumQuery(platform=("p3", "gone")), Terms(), 10)
    assert [option.value for option in told.options[:10]] == [f"p{number}" for number in range(99, 89, -1)]
    assert [(option.value, option.count, option.chosen) for option in told.options[10:]] == [
        ("p3", 3, True), ("gone", 0, True),
    ]  # fmt: skip


def test_equally_full_values_are_told_alike_by_processes_that_counted_them_in_another_order() -> None:
    counts = {f"p{number}": 1 for number in range(100)} | {"full": 9}
    turned = dict(reversed(counts.items()))
    told, other = (fullest("platform", made, ForumQuery(), Terms(), 5) for made in (counts, turned))
    assert told == other
    assert [option.value for option in told.options] == ["full", "p0", "p1", "p10", "p11"]
