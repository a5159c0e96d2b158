"""The simulation of scale: its arithmetic, its queue, and that docs/scale.md shows what it prints."""

import pytest

from benchmarks._scale_costs import StoreCosts
from benchmarks._scale_model import World, make_forums, simulate, visits_to_a_candidate
from benchmarks._scale_told import Prices, Units, bottleneck, told, work_of
from registry.settings import PROJECT

STORE = StoreCosts(
    "postgresql", 1000, 1500.0, 32_000.0, 190.0, 86.0, 2.0, 0.003, 0.001, 60.0, 0.1, 30.0, 0.03, 0.05, {}
)
UNITS = Units(100.0, STORE)


def work(workers: int, world: World = World()):  # noqa: B008 - frozen
    sample = 150
    share = workers * world.concurrent / (world.pages_forum * world.seconds_a_page) * 86_400 * sample / world.forums
    seen = simulate(make_forums(world, sample), share, 200.0, 100.0)
    return work_of(workers, world, UNITS, Prices(), seen, sample=sample, days=100.0)


def test_room_for_all_is_seen_in_time_and_too_little_is_not() -> None:
    forums = make_forums(World(), 150)
    roomy = simulate(forums, 1e6, 200.0, 100.0)
    narrow = simulate(make_forums(World(), 150), 3.0, 200.0, 100.0)
    assert roomy.on_time == roomy.visits
    assert narrow.on_time < 0.1 * narrow.visits
    assert narrow.visits == pytest.approx(300, abs=2)
    assert narrow.fresh_s / narrow.watched_s < roomy.fresh_s / roomy.watched_s
    assert narrow.age_s / narrow.watched_s > roomy.age_s / roomy.watched_s


def test_the_same_run_gives_the_same_figures() -> None:
    assert work(1) == work(1)


def test_a_candidate_is_looked_at_a_few_times_a_year() -> None:
    assert 2 <= visits_to_a_candidate(World(dead_candidates=0)) <= 4
    assert visits_to_a_candidate(World(dead_candidates=1)) <= 8


def test_more_workers_look_at_all_sooner_and_what_comes_after_is_the_same() -> None:
    one, four = work(1), work(4)
    assert four.days_to_see_all < one.days_to_see_all / 4
    assert four.later.fetches == pytest.approx(one.later.fetches, rel=0.01)
    assert one.first.used["time of the workers"] == pytest.approx(1)
    assert four.pounds_month > one.pounds_month


def test_what_gives_first_is_named() -> None:
    assert bottleneck([work(1)]).startswith("nothing up to 1 workers")
    assert bottleneck([work(64, World(wire_bytes=500_000))]).startswith("the line, at 64 workers")


def test_the_document_shows_the_table_that_is_printed() -> None:
    text = (PROJECT / "docs" / "scale.md").read_text()
    for line in told([work(1)]).splitlines()[2:]:
        assert line.split(" | ")[0] in text
    assert "dev.py bench scale" in text
