"""`kill -9` at random moments of a crawl: nothing is lost, nothing kept twice. Both rows: `benchmarks/crash.py`."""

import pytest

from benchmarks.crash import crash


@pytest.mark.slow
def test_a_killed_crawl_loses_leases_and_never_a_fact(empty_database_url: str) -> None:
    left = crash(empty_database_url, kills=30, copies=6)
    assert left.kills == 30
    assert left.sites > 200
    assert (left.without_outcome, left.doubled, left.leases) == (0, 0, 0)
