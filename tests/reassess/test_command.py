"""`assess --all` through the command: it shows, it writes what was shown, it refuses what was not."""

import csv
import json
import re
from pathlib import Path

import pytest

from registry.db import Sessions
from tests.reassess.making import judgement, read, topics, whole
from tests.reassess.test_reassess import DEBT, DEBT_ONLY_STRONG

DIGEST = re.compile(r"--expect ([0-9a-f]{16})")


@pytest.fixture
def do(call, database_url: str):
    """Run the command on this test's database, by these seeds."""
    return lambda folder, *words: call(*words, DATABASE_URL=database_url, SEEDS=str(folder))


def test_it_shows_then_writes_what_was_shown(do, sessions: Sessions, seeds, judges) -> None:
    one = read(sessions, judges())
    anew, before = seeds(DEBT_ONLY_STRONG), whole(sessions)
    shown = do(anew, "assess", "--all")
    assert shown.returncode == 0, shown.stderr
    assert whole(sessions) == before
    assert all(words in shown.stdout for words in ("what would move", "first topic", DEBT, "The Money Board", one))
    assert "1 forums judged again: 1 would move" in shown.stdout
    (digest,) = DIGEST.findall(shown.stdout)
    done = do(anew, "assess", "--all", "--apply", "--by", "ann", "--expect", digest)
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 moved" in done.stdout
    assert topics(sessions, one) == []
    after = do(anew, "assess", "--all")
    assert "0 forums judged again" in after.stdout
    assert "1 were judged by the same topics and code before" in after.stdout


def test_a_plan_that_is_not_the_one_shown_is_refused(do, sessions: Sessions, seeds, judges) -> None:
    read(sessions, judges())
    anew = seeds(DEBT_ONLY_STRONG)
    (digest,) = DIGEST.findall(do(anew, "assess", "--all").stdout)
    read(sessions, judges(), at="two.example", name="Money two")
    before = whole(sessions)
    refused = do(anew, "assess", "--all", "--apply", "--expect", digest)
    assert refused.returncode == 1
    assert "nothing was written" in refused.stderr
    assert "2 forums would move" in refused.stderr
    assert whole(sessions) == before


def test_programs_get_a_line_a_forum_and_nothing_else(do, sessions: Sessions, seeds, judges) -> None:
    one = read(sessions, judges())
    read(sessions, judges(), at="two.example", name="Cats", boards=("Cats",))
    told = do(seeds(DEBT_ONLY_STRONG), "assess", "--all", "--json")
    (line,) = told.stdout.splitlines()
    found = json.loads(line)
    assert (found["id"], found["moves"][0]) == (one, {"what": "first topic", "from": DEBT, "to": None})
    assert "1 would move" in told.stderr


def test_reviewers_get_a_table_without_formulas(do, sessions: Sessions, seeds, judges, tmp_path: Path) -> None:
    read(sessions, judges(), name="=HYPERLINK(1)")
    file = tmp_path / "moves.csv"
    assert do(seeds(DEBT_ONLY_STRONG), "assess", "--all", "--csv", str(file)).returncode == 0
    with file.open(newline="", encoding="utf-8") as rows:
        found = list(csv.DictReader(rows))
    assert (found[0]["what"], found[0]["from"]) == ("first topic", DEBT)
    assert found[0]["name"] == "'=HYPERLINK(1)"
    assert not list(tmp_path.glob("*.partial"))


def test_a_draft_is_looked_at_and_never_written(do, sessions: Sessions, seeds, judges) -> None:
    read(sessions, judges())
    own, draft, before = seeds(), seeds(DEBT_ONLY_STRONG), whole(sessions)
    shown = do(own, "assess", "--all", "--seeds", str(draft))
    assert "1 would move" in shown.stdout
    assert "this is what the draft would do" in shown.stdout
    refused = do(own, "assess", "--all", "--seeds", str(draft), "--apply")
    assert refused.returncode == 2
    assert whole(sessions) == before


def test_titles_are_nowhere_in_what_is_told(do, sessions: Sessions, seeds, judges) -> None:
    read(sessions, judges(), boards=(), name="Board", titles=("Quuxley and bailiffs", "Quuxley: statutory demand"))
    for words in (("--json",), (), ("--limit", "1")):
        told = do(seeds(DEBT_ONLY_STRONG), "assess", "--all", *words)
        assert "would move" in told.stdout + told.stderr
        assert "Quuxley" not in told.stdout + told.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--apply",), "--apply belongs to"),
        (("--by", "ann"), "--by belongs to"),
        (("--all", "--expect", "0"), "belong to --apply"),
        (("--all", "--limit", "0"), "--limit"),
        (("--all", "--topic", "/nowhere"), "no topic of the seeds"),
        (("--all", "--forum", "nobody"), "there is no forum nobody"),
    ],
)
def test_words_that_are_off_are_told(do, sessions: Sessions, seeds, words, said) -> None:
    refused = do(seeds(), "assess", *words)
    assert (refused.returncode, said in refused.stderr) == (2, True), refused.stderr


def test_status_says_how_many_were_judged_by_older_topics(do, sessions: Sessions, seeds, judges) -> None:
    one = read(sessions, judges())
    assert "judged by older topics" not in do(seeds(), "status").stdout
    status = do(seeds(DEBT_ONLY_STRONG), "status").stdout
    assert re.search(r"judged by older topics\D+1", status)
    assert judgement(sessions, one).judged_by is not None
