"""The people's side: the order of reading, answers and their entries in the ledger, the service level, the command."""

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from forum_registry.command import main
from registry.db import Sessions, make_sessions
from registry.history import ledger
from registry.history.model import LedgerEntry, LedgerPayload
from registry.stewardship.answering import FEWEST_ANSWERS, NoSuchLetter, answer, letter, letters, service
from registry.stewardship.kinds import ON_THE_SITE, Closing, LetterKind
from registry.stewardship.posting import new_reference
from registry.stewardship.writing import report, wish
from tests.letters.posts import send, suggest
from tests.store.making import NOW


def _write(sessions: Sessions, kind: str, number: int = 0, **more: Any) -> str:
    draft = report(kind, f"words {number}", kinds=ON_THE_SITE, about="https://a.example/")
    return send(sessions, draft, **more).reference


def test_requests_to_leave_are_read_first_then_harm_then_the_oldest(sessions: Sessions) -> None:
    suggest(sessions, "https://new.example/", now=NOW - timedelta(days=3))
    for kind, hours in (("page", 2), ("other", 3), ("harmful", 1), ("removal", 0)):
        _write(sessions, kind, now=NOW - timedelta(hours=hours))
    done = _write(sessions, "removal", 9, now=NOW - timedelta(days=9))
    with sessions.write() as session:
        answer(session, done, "Done.", role="operator", now=NOW, close=Closing.DONE)
    with sessions.read() as session:
        order = [one.letter.kind for one in letters(session)]
        assert order == ["removal", "harmful", "other", "page", "suggestion", "removal"]
        assert len(letters(session, only_open=True)) == 5
        assert [one.letter.kind for one in letters(session, kind=LetterKind.OTHER)] == ["other"]
        assert letters(session, kind=LetterKind.SUGGESTION)[0].address == "https://new.example/"


def test_an_answer_is_an_entry_of_the_ledger(sessions: Sessions) -> None:
    reference = _write(sessions, "page")
    with sessions.write() as session:
        answer(session, reference, "We are looking.", role="operator", now=NOW)
    with sessions.write() as session:
        later = NOW + timedelta(days=1)
        answer(session, reference, " Mended. ", role="operator", now=later, close=Closing.DONE)
    with sessions.read() as session:
        kept = letter(session, reference)
        assert (kept.answer, kept.answered_at, kept.closed_as) == ("Mended.", NOW, "done")
        assert ledger.verify(session).problem is None
        entries = session.execute(
            select(LedgerEntry.role, LedgerEntry.action, LedgerPayload.payload).join_from(LedgerEntry, LedgerPayload)
        ).all()
    assert [(row.role, row.action) for row in entries] == [("operator", "letter answered")] * 2
    assert entries[1].payload["closed_as"] == "done"
    assert reference not in json.dumps([row.payload for row in entries])
    assert "words 0" not in json.dumps([row.payload for row in entries]), "what was written stays out of the ledger"


def test_an_answer_needs_words_and_a_letter(sessions: Sessions) -> None:
    reference = _write(sessions, "page")
    for words in ("", "  \n", "x" * 2001):
        with pytest.raises(ValueError, match="1 to 2,000"), sessions.write() as session:
            answer(session, reference, words, role="operator", now=NOW)
    with pytest.raises(NoSuchLetter), sessions.write() as session:
        answer(session, new_reference(), "Hello", role="operator", now=NOW)


def test_how_long_answers_take_is_told_once_enough_were_given(sessions: Sessions) -> None:
    written = [send(sessions, wish(f"question {n}", "")).reference for n in range(FEWEST_ANSWERS + 3)]
    for number, reference in enumerate(written[:FEWEST_ANSWERS]):
        with sessions.read() as session:
            so_far = service(session, NOW + timedelta(days=30))
        assert (so_far.waiting, so_far.median_s) == (len(written) - number, None)
        with sessions.write() as session:
            answer(session, reference, "None.", role="operator", now=NOW + timedelta(hours=number + 1))
    with sessions.read() as session:
        assert service(session, NOW + timedelta(days=30)).median_s == 5.5 * 3600
        assert service(session, NOW + timedelta(days=30)).waiting == 3
        assert service(session, NOW + timedelta(days=200)).median_s is None


@pytest.fixture
def command(database_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    monkeypatch.setenv("FORUM_REGISTRY_DATABASE_URL", database_url)

    def run(*words: str) -> tuple[int, str, str]:
        code = main(["letters", *words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_the_command_lists_shows_and_answers(command: Any, database_url: str) -> None:
    assert command() == (0, "", "No letters.\n")
    opened = make_sessions(database_url)
    reference, other = _write(opened, "page", 1), _write(opened, "removal", 2)
    opened.dispose()
    code, out, _ = command()
    assert code == 0
    assert out.index(other) < out.index(reference)
    lines = [json.loads(line) for line in command("--open", "--kind", "page", "--json")[1].splitlines()]
    assert [(line["reference"], line["words"]) for line in lines] == [(reference, "words 1")]
    assert "words: words 1" in command("show", reference.upper())[1]
    assert command("answer", reference, "We are looking.")[1] == "Answered; the letter stays open.\n"
    assert command("answer", reference, "Mended.", "--close", "done")[1] == "Answered and closed as done.\n"
    assert reference not in command("--open")[1]
    assert "closed as done" in command()[1]


@pytest.mark.parametrize(
    "words",
    [
        ("show",),
        ("show", "none"),
        ("show", "none", "words"),
        ("answer", "none"),
        ("answer", "none", "words"),
        ("list", "none"),
        ("--close", "done"),
        ("answer", "2222-2222-2222-2222-2222-2222-2222", "words"),
    ],
)
def test_the_command_says_what_it_needs(command: Any, words: tuple[str, ...]) -> None:
    code, out, err = command(*words)
    assert (code, out) == (2, "")
    assert err.startswith("forum-registry: ")
    assert err.count("\n") == 1
