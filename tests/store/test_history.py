"""The sequence of changes loses nothing to a poller; the ledger holds, also when what it said was erased."""

import contextlib
import threading

import pytest
from sqlalchemy import delete, update

from registry.db import Sessions, make_sessions
from registry.history import append, changes_since, is_demo, mark_demo, newest_change, record_change, verify
from registry.history.ledger import erase
from registry.history.model import LedgerEntry, LedgerPayload
from registry.vocabulary import ChangeKind
from tests.store.making import NOW


def change(session, number: int) -> None:
    record_change(session, forum_id=number, public_id=f"f{number}", kind=ChangeKind.ADDED, now=NOW)


def decide(session, number: int, forum_id: int | None = None) -> None:
    append(session, role="moderator", action="listed", payload={"n": number}, now=NOW, forum_id=forum_id)


def test_changes_are_numbered_without_gaps(sessions: Sessions) -> None:
    with sessions.write() as session:
        for number in (1, 2, 3):
            change(session, number)
    with contextlib.suppress(KeyError), sessions.write() as session:
        change(session, 4)
        raise KeyError
    with sessions.write() as session:
        change(session, 5)
    with sessions.read() as session:
        assert [(row.seq, row.public_id) for row in changes_since(session, 0)] == [
            (1, "f1"), (2, "f2"), (3, "f3"), (4, "f5"),
        ]  # fmt: skip
        assert [row.seq for row in changes_since(session, 2, limit=1)] == [3]
        assert newest_change(session) == 4


def test_nothing_waits_after_a_rollback_in_the_same_session(sessions: Sessions) -> None:
    with sessions._write() as session:
        change(session, 1)
        session.rollback()
        change(session, 2)
        session.commit()
    with sessions.read() as session:
        assert [row.public_id for row in changes_since(session, 0)] == ["f2"]


def test_nothing_is_noted_within_a_savepoint(sessions: Sessions) -> None:
    with sessions.write() as session:
        change(session, 1)
        with session.begin_nested() as savepoint:
            with pytest.raises(RuntimeError, match="savepoint"):
                change(session, 2)
            savepoint.rollback()
        with session.begin_nested():
            pass
    with sessions.read() as session:
        assert [row.public_id for row in changes_since(session, 0)] == ["f1"]


def test_two_interleaved_transactions_lose_no_change_to_a_poller(postgres_url: str) -> None:
    """The first takes its number while the second waits: a poller never sees 2 before 1."""
    opened = make_sessions(postgres_url)
    polled: list[int] = []
    with opened._write() as slow, opened._write() as quick:
        change(slow, 1)
        change(quick, 2)
        slow.flush()
        done = threading.Event()

        def commit_quick() -> None:
            quick.commit()
            done.set()

        from registry.history.sequence import write_waiting

        write_waiting(slow)  # has its number, is not committed
        thread = threading.Thread(target=commit_quick)
        thread.start()
        assert not done.wait(0.5), "the second number was given while the first could still be lost"
        with opened.read() as session:
            polled += [row.seq for row in changes_since(session, 0)]
        assert polled == []
        slow.commit()
        assert done.wait(10)
        thread.join()
    with opened.read() as session:
        polled += [row.seq for row in changes_since(session, polled[-1] if polled else 0)]
    opened.dispose()
    assert polled == [1, 2]


def test_a_poller_sees_every_change_of_many_writers(postgres_url: str) -> None:
    opened = make_sessions(postgres_url)
    seen: list[int] = []
    stop = threading.Event()

    def write(start: int) -> None:
        for number in range(25):
            with opened.write() as session:
                decide(session, number)
                change(session, start + number)

    def poll() -> None:
        while not stop.is_set() or len(seen) < 100:
            with opened.read() as session:
                seen.extend(row.seq for row in changes_since(session, seen[-1] if seen else 0))

    writers = [threading.Thread(target=write, args=(100 * n,)) for n in range(4)]
    poller = threading.Thread(target=poll)
    for thread in (poller, *writers):
        thread.start()
    for thread in writers:
        thread.join(60)
    stop.set()
    poller.join(30)
    with opened.read() as session:
        assert verify(session).problem is None
    opened.dispose()
    assert seen == list(range(1, 101))


def test_the_ledger_holds_and_stays_valid_when_a_forum_is_erased(sessions: Sessions) -> None:
    for number in range(5):
        with sessions.write() as session:
            decide(session, number, forum_id=number % 2)
    with sessions.write() as session:
        erase(session, 1)
    with sessions.read() as session:
        found = verify(session, batch=2)
    assert (found.entries, found.erased, found.problem) == (5, 2, None)


@pytest.mark.parametrize("tamper", ["payload", "role", "delete", "last"])
def test_tampering_is_found(sessions: Sessions, tamper: str) -> None:
    for number in range(4):
        with sessions.write() as session:
            decide(session, number)
    with sessions.write() as session:
        if tamper == "payload":
            session.execute(update(LedgerPayload).where(LedgerPayload.seq == 2).values(payload={"n": 9}))
        elif tamper == "role":
            session.execute(update(LedgerEntry).where(LedgerEntry.seq == 2).values(role="owner"))
        else:
            seq = 4 if tamper == "last" else 2
            session.execute(delete(LedgerPayload).where(LedgerPayload.seq == seq))
            session.execute(delete(LedgerEntry).where(LedgerEntry.seq == seq))
    with sessions.read() as session:
        assert verify(session).problem is not None


def test_the_demo_mark_stays(sessions: Sessions) -> None:
    with sessions.write() as session:
        assert not is_demo(session)
        mark_demo(session)
        mark_demo(session)
    with sessions.read() as session:
        assert is_demo(session)
