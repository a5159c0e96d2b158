"""Search engines on answers of their documented forms, written by us: results, paging, every refusal by its name."""

import asyncio
import json
import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.engines import engines
from crawler.engines.brave import ADDRESS
from crawler.engines.declare import Account, Refusal, Results
from crawler.fetching import Answer, FetchFailed
from crawler.limits import Limits
from crawler.options import CrawlOptions, accounts_of
from crawler.questions import Questions
from crawler.sources import sources
from crawler.sources.declare import Asked
from registry.frontier.gatherings import DueGathering
from registry.gathered import GatheringReport, Named
from registry.settings import BadSetting, Settings
from registry.vocabulary import Outcome
from tests.sources.asking import page

KEY = "BSA-not-a-real-key-0123456789"
BRAVE = Account("brave", ADDRESS, KEY)
SEARXNG = Account("searxng", "http://searxng.internal:8080/")
DUE = DueGathering(5, "search", "parents forum", "/childcare-parenting", None, None, {})


def brave(*urls: str, more: bool = False) -> dict[str, Any]:
    found = [
        {"type": "search_result", "url": url, "title": "T", "description": "<strong>a</strong> forum"} for url in urls
    ]
    return {
        "type": "search", "query": {"original": "q", "more_results_available": more},
        "web": {"type": "search", "results": found, "family_friendly": True},
    }  # fmt: skip


def searxng(*urls: str, silent: Any = ()) -> dict[str, Any]:
    found = [
        {
            "url": url,
            "title": "T",
            "content": "a forum",
            "engine": "x",
            "engines": ["x"],
            "score": 1.0,
            "category": "general",
        }
        for url in urls
    ]
    return {
        "query": "q", "number_of_results": 0, "results": found, "answers": [], "corrections": [], "infoboxes": [],
        "suggestions": [], "unresponsive_engines": list(silent),
    }  # fmt: skip


def error(status: int, code: str, **meta: Any) -> dict[str, Any]:
    said = {"id": "1", "status": status, "code": code, "detail": "x", "meta": meta}
    return {"type": "ErrorResponse", "error": said, "time": 1773685964}


class Engines:
    """A network on which engines answer in turn."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[str, dict[str, str]]] = []

    async def __call__(
        self, url: str, *, timeout: float, cut_at: int | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        self.asked.append((url, dict(headers or {})))
        answer = self.answers.pop(0)
        if isinstance(answer, FetchFailed):
            raise answer
        status, sent, document = answer if isinstance(answer, tuple) else (200, {}, answer)
        body = document if isinstance(document, bytes) else json.dumps(document).encode()
        return Answer(url, status, tuple(sent.items()), body, datetime.now(UTC))


def put(network: Engines, *accounts: Account) -> GatheringReport:
    async def no_time(_: float) -> None:
        return None

    questions = Questions(accounts, network, Limits(), worker="w", clock=lambda: datetime.now(UTC), sleep=no_time)
    return asyncio.run(questions.put(DUE))


def test_brave_is_asked_with_its_key_and_pages_as_documented() -> None:
    network = Engines(brave("https://a.example/", more=True), brave("https://b.example/", more=True))
    report = put(network, BRAVE)
    assert report.outcome == Outcome.GATHERED
    assert report.found == (Named("https://a.example/", "T · a forum"), Named("https://b.example/", "T · a forum"))
    assert (report.source, report.topic, report.pages) == ("search:5", "/childcare-parenting", 2)
    assert [headers["X-Subscription-Token"] for _, headers in network.asked] == [KEY, KEY]
    assert "offset=0" in network.asked[0][0]
    assert "offset=1" in network.asked[1][0]


def test_searxng_is_asked_for_json() -> None:
    network = Engines(searxng("https://a.example/"), searxng())
    assert [one.address for one in put(network, SEARXNG).found] == ["https://a.example/"]
    asked = network.asked[0][0]
    assert asked.startswith("http://searxng.internal:8080/search?q=parents+forum&format=json")


BRAVE_REFUSALS = [
    ((422, {}, error(422, "SUBSCRIPTION_TOKEN_INVALID", component="authentication")), Outcome.KEY_REFUSED),
    ((401, {}, {}), Outcome.KEY_REFUSED),
    ((403, {}, error(403, "RESOURCE_NOT_ALLOWED")), Outcome.KEY_REFUSED),
    ((429, {}, error(429, "RATE_LIMITED", rate_limit=1, quota_limit=2000, quota_current=15)), Outcome.RATE_LIMITED),
    ((429, {}, error(429, "RATE_LIMITED", quota_limit=2000, quota_current=2000)), Outcome.QUOTA_USED),
    ((429, {"X-RateLimit-Limit": "1, 2000", "X-RateLimit-Remaining": "1, 0"}, {}), Outcome.QUOTA_USED),
    ((429, {}, error(429, "QUOTA_LIMITED")), Outcome.QUOTA_USED),
    ((402, {}, {}), Outcome.QUOTA_USED),
    ((422, {}, error(422, "VALIDATION")), Outcome.UNREADABLE),
    ((500, {}, b"oops"), Outcome.SERVER_ERROR),
    ((200, {}, b"<html>"), Outcome.UNREADABLE),
    ((200, {}, {"web": []}), Outcome.UNREADABLE),
    (FetchFailed(Outcome.TIMED_OUT, f"no answer from {ADDRESS}?key={KEY}"), Outcome.TIMED_OUT),
]
SEARXNG_REFUSALS = [
    ((403, {}, b"Forbidden"), Outcome.ACCESS_DENIED),
    ((429, {"Retry-After": "30"}, {}), Outcome.RATE_LIMITED),
    ((502, {}, b""), Outcome.SERVER_ERROR),
    ((200, {}, b"<html>"), Outcome.UNREADABLE),
    (searxng(silent=[["duckduckgo", "timeout"]]), Outcome.SERVER_ERROR),
    (FetchFailed(Outcome.CONNECTION_FAILED, "refused", reached=False), Outcome.CONNECTION_FAILED),
]


@pytest.mark.parametrize(
    ("account", "answer", "outcome"),
    [(BRAVE, *one) for one in BRAVE_REFUSALS] + [(SEARXNG, *one) for one in SEARXNG_REFUSALS],
    ids=lambda one: str(one) if isinstance(one, Outcome) else "",
)
def test_every_refusal_has_a_name_and_no_key_in_it(
    account: Account, answer: Any, outcome: Outcome, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    report = put(Engines(answer), account)
    assert report.outcome == outcome
    assert report.found == ()
    assert KEY not in repr(report) + caplog.text + repr(account)


def test_the_month_tells_when_it_begins_anew() -> None:
    sent = {"X-RateLimit-Limit": "1, 2000", "X-RateLimit-Remaining": "0, 0", "X-RateLimit-Reset": "1, 1419704"}
    assert put(Engines((429, sent, {})), BRAVE).retry_after_s == 1419704.0


def test_nothing_found_is_an_answer() -> None:
    report = put(Engines({"type": "search", "query": {"original": "q"}}), BRAVE)
    assert (report.outcome, report.found, report.validators) == (Outcome.GATHERED, (), {"asked": 1})


def test_the_next_engine_is_asked_where_one_gives_no_answer_and_no_third_request_is_made() -> None:
    network = Engines((502, {}, b""), brave("https://a.example/", more=True))
    report = put(network, SEARXNG, BRAVE)
    assert [one.address for one in report.found] == ["https://a.example/"]
    assert len(network.asked) == 2


def test_a_second_page_that_fails_costs_nothing_of_the_first() -> None:
    network = Engines(brave("https://a.example/", more=True), (429, {}, error(429, "RATE_LIMITED")))
    assert [one.address for one in put(network, BRAVE).found] == ["https://a.example/"]


def test_answers_that_were_kept_are_read_like_other_pages() -> None:
    for document in (brave("https://a.example/"), searxng("https://a.example/")):
        gathered = sources()["search"].read(page(json.dumps(document), kind="application/json"), Asked("x"))
        assert [one.address for one in gathered.found] == ["https://a.example/"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["web", "results", "url", "error", "meta", "type", "query", "code"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(
    JSON,
    st.integers(100, 599),
    st.dictionaries(st.sampled_from(["x-ratelimit-limit", "retry-after"]), st.text(max_size=9)),
)
def test_no_answer_does_harm(document: Any, status: int, headers: dict[str, str]) -> None:
    for engine in engines().values():
        assert isinstance(engine.read(status, headers, document), Results | Refusal)


def test_engines_come_from_settings_and_their_endpoints_go_to_the_guard() -> None:
    environment = {
        "FORUM_REGISTRY_SEARXNG_URL": "http://SearXNG.internal:8080", "FORUM_REGISTRY_BRAVE_KEY": KEY,
    }  # fmt: skip
    given_settings = Settings.from_environment(environment)
    options = CrawlOptions.from_settings(given_settings)
    assert [account.engine for account in options.accounts] == ["searxng", "brave"]
    assert options.policy.endpoints == {("searxng.internal", 8080)}
    assert accounts_of(Settings()) == ()
    assert KEY not in repr(options) + repr(given_settings)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SEARXNG_URL", "searxng.internal"), ("SEARXNG_URL", "http://me:pw@searxng.internal/"),
        ("SEARXNG_URL", "file:///etc/passwd"), ("BRAVE_URL", "https://x.example/?q=1"), ("BRAVE_KEY", f"{KEY}\x07"),
        ("BRAVE_KEY", f"{KEY} {KEY}"),
    ],
)  # fmt: skip
def test_settings_of_the_wrong_form_are_refused_without_showing_the_key(name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=name) as problem:
        Settings.from_environment({f"FORUM_REGISTRY_{name}": value})
    assert KEY not in str(problem.value)
