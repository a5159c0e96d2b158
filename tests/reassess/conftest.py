"""Small seeds of our own, so that a test can change a weight and see what moves."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from registry.assess import Assessor
from tests.command.conftest import call as call

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
FILES = (
    "govuk_topics.csv",
    "signs.toml",
    "councils.csv",
    "places.csv",
    "hosts.toml",
    "keepers.toml",
    "organisations.csv",
)
DEBT = "/money/court-claims-debt-bankruptcy"
HOMES = "/housing-local-and-community/housing-and-communities"
CARE = "/health-and-social-care/social-care"
TOPICS = f"""
keeper = "topics keeper"
reviewed = 2026-11-20

[[subject]]
name = "Debt"
topic = "{DEBT}"
organisations = ["insolvency-service"]
audience = ["people_in_debt"]
strong = "bailiffs, debt advice, statutory demand"
synonyms = "owing money"

[[subject]]
name = "Renting"
topic = "{HOMES}"
organisations = ["ministry-of-housing-communities-local-government"]
strong = "letting agent, section 21"
fair = "landlords"
synonyms = "tenancy"

[[subject]]
name = "Harm"
topic = "{CARE}"
organisations = ["department-of-health-and-social-care"]
sensitive = "abuse"
strong = "survivors of storms"
synonyms = "abuse"
"""

Seeds = Callable[..., Path]


@pytest.fixture
def seeds(tmp_path: Path) -> Seeds:
    """A folder of seeds with `TOPICS`, each pair of words in it replaced; a new folder at each call."""
    made = 0

    def make(*changes: tuple[str, str]) -> Path:
        nonlocal made
        made += 1
        folder = tmp_path / f"seeds-{made}"
        folder.mkdir()
        for file in FILES:
            shutil.copy(SEEDS / file, folder / file)
        text = TOPICS
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        (folder / "topics.toml").write_text(text, encoding="utf-8")
        return folder

    return make


@pytest.fixture
def judges(seeds: Seeds) -> Callable[..., Assessor]:
    """An assessor of such seeds."""
    return lambda *changes: Assessor.load(seeds(*changes))
