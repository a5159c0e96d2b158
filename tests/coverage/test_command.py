"""The verb `coverage`: the same document as the API, and how much waits for a decision, on both databases."""

import orjson
import pytest

from registry.db import make_sessions
from tests.command.conftest import Call, call, database_url
from tests.coverage.conftest import SECRET, fill

__all__ = ["call", "database_url"]


@pytest.fixture
def there(call: Call, database_url: str) -> str:
    """The address of a database with the sample forums."""
    assert call("migrate", DATABASE_URL=database_url).returncode == 0
    sessions = make_sessions(database_url)
    fill(sessions)
    sessions.dispose()
    return database_url


def test_it_says_what_lacks_and_what_waits(call: Call, there: str) -> None:
    done = call("coverage", "--topic", "/housing", DATABASE_URL=there)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Housing: 2 listed forums looked at, 2 in use.")
    assert "Eviction [/housing/renting/eviction]: one in use" in done.stdout
    assert "too few sizes are known: 2 of 2 forums in use; a verdict needs 5" in done.stdout
    assert "Waiting for a decision here: 2, of which 1 sensitive." in done.stdout
    assert "2 known and not yet listed: 1 of 1 with known size have fewer than 1,000 members" in done.stdout
    assert SECRET not in done.stdout
    whole = call("coverage", DATABASE_URL=there)
    assert "The whole list: 10 listed forums looked at" in whole.stdout
    assert "Waiting for a decision here: 3, of which 1 sensitive." in whole.stdout
    council = call("coverage", "--organisation", "leeds-council", DATABASE_URL=there)
    assert "Waiting for a decision here: 1, of which 0 sensitive." in council.stdout


def test_as_json_it_is_what_the_api_gives_and_the_candidates(call: Call, there: str) -> None:
    done = call("coverage", "--organisation", "dept-homes", "--json", DATABASE_URL=there)
    found = orjson.loads(done.stdout)
    assert found["candidates"] == {
        "forums": 2, "sensitive": 1, "size_unknown": 0,
        "by_class": {"small": 1, "medium": 0, "large": 0, "very_large": 0},
    }  # fmt: skip
    assert (found["scope"], found["code"], found["looked_at"]) == ("organisation", "dept-homes", 2)
    assert SECRET not in done.stdout


def test_what_is_not_there_and_what_cannot_be_asked_is_told_in_one_line(call: Call, there: str) -> None:
    for words in (("--topic", "/none"), ("--organisation", "nobody")):
        done = call("coverage", *words, DATABASE_URL=there)
        assert done.returncode == 2
        assert done.stderr.startswith(f"forum-registry: {words[0]}: there is no ")
        assert done.stderr.count("\n") == 1
    assert call("coverage", "--topic", "/a", "--organisation", "b", DATABASE_URL=there).returncode == 2
