"""One assessor for all: reading the seeds takes longer than judging a thousand forums."""

from pathlib import Path

import pytest

from registry.assess import Assessor

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


@pytest.fixture(scope="session")
def assessor() -> Assessor:
    return Assessor.load(SEEDS)
