"""Every bad site ends in its named outcome, and the good ones beside it in the same crawler are unharmed."""

from typing import Any

import pytest

from tests.engine.conftest import BadWeb

EXPECTED = {
    "good": "profiled",
    "shop": "not_a_forum",
    "hang": "timed_out",
    "drip": "timed_out",
    "reset": "connection_failed",
    "garbage": "connection_failed",
    "short": "connection_failed",
    "head-without-end": "too_large",
    "interim": "too_large",
    "long-header": "profiled",
    "big": "too_large",
    "endless": "too_large",
    "gzip-bomb": "too_large",
    "brotli-bomb": "too_large",
    "nested-bomb": "too_large",
    "torn-gzip": "unreadable",
    "odd-packing": "unreadable",
    "packed": "profiled",
    "self-redirect": "too_many_redirects",
    "redirects": "too_many_redirects",
    "five-redirects": "profiled",
    "moved": "moved",
    "to-file": "egress_refused",
    "to-script": "egress_refused",
    "to-inside": "egress_refused",
    "no-target": "unreadable",
    "attributes": "unreadable",
    "odd-charset": "profiled",
    "picture": "unreadable",
    "empty": "unreadable",
    "gone": "gone",
    "denied": "access_denied",
    "broken": "server_error",
    "busy": "rate_limited",
    "tagged": "opted_out",
    "tagged-picture": "opted_out",
    "tagged-for-others": "profiled",
    "landing": "profiled",
    "refreshing": "profiled",
    "robots-refused": "robots_refused",
    "robots-names-us": "opted_out",
    "robots-welcomes-us": "profiled",
    "robots-503": "robots_unreachable",
    "robots-hang": "robots_unreachable",
    "robots-reset": "robots_unreachable",
    "robots-redirects": "robots_unreachable",
    "robots-redirected": "robots_refused",
    "robots-to-inside": "egress_refused",
    "robots-bomb": "robots_unreachable",
    "robots-endless": "profiled",
    "robots-403": "profiled",
    "robots-429": "rate_limited",
    "robots-huge": "profiled",  # the refusal stands beyond the 512 KiB that are read
    "robots-huge-refusal": "robots_refused",
    "robots-many-groups": "profiled",
    "robots-slow": "profiled",
    "robots-very-slow": "rate_limited",
    "nowhere": "gone",
}


@pytest.fixture(scope="module")
def results(bad_web: BadWeb) -> dict[str, dict[str, Any]]:
    return bad_web.visit(*EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_each_site_ends_in_its_outcome(results: dict[str, dict[str, Any]], name: str) -> None:
    assert results[name]["outcome"] == EXPECTED[name], results[name]


def test_one_crawler_outlives_them_all_in_little_memory_and_time(results: dict[str, dict[str, Any]]) -> None:
    assert results["good"]["peak_kb"] < 300_000
    assert max(result["seconds"] for result in results.values()) < 15
    assert results["good"]["name"] == "The Allotment Gate"


def test_details_hold_no_bytes_of_the_page(results: dict[str, dict[str, Any]]) -> None:
    assert "SSH" not in results["garbage"]["detail"]


def test_what_the_server_asked_for_comes_home(results: dict[str, dict[str, Any]], bad_web: BadWeb) -> None:
    assert results["busy"]["retry_after_s"] == 120
    assert results["moved"]["moved_to"] == bad_web.address("good")
    assert results["robots-403"]["robots"] == "allow_all"
    assert results["robots-503"]["robots"] == "unreachable"
    assert results["robots-slow"]["robots"] == "rules"


def test_nothing_but_robots_is_asked_for_where_robots_keeps_us_out(bad_web: BadWeb) -> None:
    names = ["robots-refused", "robots-names-us", "robots-503", "robots-reset", "robots-429"]
    before = bad_web.hits()
    bad_web.visit(*names)
    after = bad_web.hits()
    asked = {path for path in after if after[path] > before.get(path, 0) and path.startswith(tuple(names))}
    assert asked == {f"{name}/robots.txt" for name in names}


def test_a_crawl_delay_is_kept_from_the_end_of_one_answer_to_the_next_request(bad_web: BadWeb) -> None:
    slow = bad_web.visit("robots-slow", "good")
    assert slow["robots-slow"]["seconds"] >= 0.7
    assert slow["good"]["seconds"] < 0.7


def test_the_budget_of_pages_holds(bad_web: BadWeb) -> None:
    assert bad_web.visit("many-pages", limits={"max_pages": 3})["many-pages"]["pages"] == 3


def test_the_budget_of_bytes_holds(bad_web: BadWeb) -> None:
    assert bad_web.visit("many-pages", limits={"max_bytes": 100})["many-pages"]["pages"] == 1


def test_the_budget_of_seconds_keeps_what_was_read(bad_web: BadWeb) -> None:
    result = bad_web.visit("slow-pages", limits={"max_seconds": 2.5, "max_pages": 50})["slow-pages"]
    assert result["outcome"] == "profiled"
    assert 2 <= result["pages"] < 8
    assert result["seconds"] < 5


def test_a_sensitive_site_is_seen_by_its_front_page_alone(bad_web: BadWeb) -> None:
    result = bad_web.visit("many-pages", **{"many-pages": {"sensitive": True}})["many-pages"]
    assert result["outcome"] == "profiled"
    assert result["pages"] == 1


@pytest.mark.slow
def test_idle_connections_are_closed_after_a_few_seconds(bad_web: BadWeb) -> None:
    """Twisted keeps them for four minutes: one crawl had 1,513 of them open."""
    names = ["good", "shop", "packed", "odd-charset", "landing", "denied", "gone", "broken"]
    assert bad_web.visit(*names, linger_s=0.0)["good"]["sockets"] >= len(names)
    assert bad_web.visit(*names, linger_s=7.0)["good"]["sockets"] < len(names)
