"""What is said of activity: the texts stand on the page about scoring, and every word of the code has a sentence."""

from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
from starlette.testclient import TestClient

from registry.assess import trend
from registry.assess.activity import SPREAD_FORMULA, ActivityInputs, activity
from registry.assess.counters import CounterReading
from registry_api.wording import INPUTS, NO_TREND, RATE_SOURCES, TRENDS

TODAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def test_how_sure_a_score_is_stands_on_the_page_in_full(reader: TestClient) -> None:
    page = " ".join(unescape(reader.get("/about/scoring").text).split())
    for sentence in SPREAD_FORMULA.rstrip(".").split(". "):
        for part in sentence.split(", where ", 1)[-1].split("; "):
            assert part in page


@pytest.mark.parametrize("said", ["it is not kept up to date", "more than a million a day", "counted anew from there"])
def test_what_is_not_used_is_listed(reader: TestClient, said: str) -> None:
    assert said in unescape(reader.get("/about/scoring").text)


def test_every_reason_for_no_trend_has_a_sentence() -> None:
    assert set(NO_TREND) == {trend.FEW_VISITS, trend.SHORT, trend.NO_POSTS, trend.UNSURE}
    assert set(TRENDS) == {"rising", "level", "falling"}


@pytest.mark.parametrize(
    "inputs",
    [
        ActivityInputs(readings=(CounterReading(NOON - timedelta(days=7), 1_001), CounterReading(NOON, 1_101))),
        ActivityInputs(posts_7_days=3),
        ActivityInputs(posts_30_days=3),
        ActivityInputs(active_7_days=3),
        ActivityInputs(active_30_days=3),
        ActivityInputs(thread_times=tuple(NOON - timedelta(days=n) for n in range(5)), as_of=NOON),
        ActivityInputs(last_post_at=NOON - timedelta(days=60)),
    ],
    ids=["counters", "posts 7", "posts 30", "active 7", "active 30", "threads", "last post"],
)
def test_every_input_and_source_has_words(inputs: ActivityInputs) -> None:
    told = activity(inputs, TODAY).inputs
    assert set(told) <= set(INPUTS)
    assert told["source"] in RATE_SOURCES
