"""The API does what its description says: Schemathesis, all checks, every operation, over a filled list on a port."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.gates.conftest import Served

QUICK = ["--phases", "examples,fuzzing", "--max-examples", "3", "--workers", "2"]
LONG = ["--phases", "examples,coverage,fuzzing,stateful", "--max-examples", "100"]


def run(served: Served, folder: Path, words: list[str]) -> None:
    """Run it; fails with what it said when one check of one operation failed, or when it tried nothing."""
    pytest.importorskip("schemathesis", reason="schemathesis is not installed")
    report = folder / "report.json"
    command = [
        str(Path(sys.executable).parent / "schemathesis"), "run", f"{served.base}/openapi.json", "--checks", "all",
        "--continue-on-failure", "--no-color", "--seed", "3", "--report", "json", "--report-json-path", str(report),
        *words,
    ]  # fmt: skip
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-6_000:] + done.stderr[-2_000:]
    assert json.loads(report.read_text()), "it wrote no report"
    assert "Tested: 0" not in done.stdout


def test_the_api_keeps_to_its_description(on_port: Served, tmp_path: Path) -> None:
    run(on_port, tmp_path, QUICK)


@pytest.mark.slow
def test_the_api_keeps_to_its_description_at_length(on_port: Served, tmp_path: Path) -> None:
    run(on_port, tmp_path, LONG)
