"""docs/outcomes.md is held to the words of visits' ends, and to when sites are visited again."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from registry.frontier.schedule import Regard, next_due
from registry.vocabulary import Outcome, SiteKind

PAGE = Path(__file__).resolve().parents[2] / "docs" / "outcomes.md"
NOW = datetime(2026, 11, 20, tzinfo=UTC)
ROWS = {row[0]: row[1:] for row in re.findall(r"^\| `(\w+)` \|([^|]+)\|([^|]*)\|([^|]*)\|$", PAGE.read_text(), re.M)}


def test_every_end_of_a_visit_stands_there_and_no_other() -> None:
    assert set(ROWS) == {str(outcome) for outcome in Outcome}


@pytest.mark.parametrize("outcome", [outcome for outcome in Outcome if re.match(r"[\dn]", ROWS[outcome][1].strip())])
@pytest.mark.parametrize(("column", "kind"), [(1, SiteKind.FORUM), (2, SiteKind.NOT_A_FORUM)])
def test_the_days_are_those_of_the_schedule(outcome: Outcome, column: int, kind: SiteKind) -> None:
    told = ROWS[outcome][column].strip()
    due = next_due(outcome, NOW, regard=Regard(kind), failures=1)
    if told == "never":
        assert due is None
        return
    assert due is not None
    assert (due - NOW).total_seconds() / 86_400 == pytest.approx(float(re.split(r"[ ;]", told)[0]), rel=0.11)
