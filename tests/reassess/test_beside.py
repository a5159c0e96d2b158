"""Judging again beside a crawl: it waits for visits, and visits wait for it; a deadlock is tried again."""

import threading
import time
from datetime import datetime, timedelta

import pytest
from psycopg.errors import DeadlockDetected
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from registry.assess import Assessor
from registry.db import Sessions, make_sessions
from registry.frontier.model import Host, Site
from registry.ingest.reassess import running
from registry.profile import ForumProfile
from tests.reassess.conftest import DEBT
from tests.reassess.making import LATER, applied, profile, read, topics
from tests.reassess.test_reassess import DEBT_ONLY_STRONG
from tests.store.making import visit

PATIENCE_S = 1.0


@pytest.mark.parametrize("table", [Host, Site])
def test_it_waits_for_a_visit_that_is_being_taken_in(postgres_url: str, judges, table) -> None:
    sessions = make_sessions(postgres_url)
    one = read(sessions, judges())
    ended = threading.Event()

    def judge() -> None:
        applied(sessions, judges(DEBT_ONLY_STRONG))
        ended.set()

    worker = threading.Thread(target=judge)
    with sessions.write() as session:
        session.execute(select(table.id).with_for_update(key_share=True))
        worker.start()
        assert not ended.wait(PATIENCE_S)
    worker.join(30)
    assert ended.is_set()
    assert topics(sessions, one) == []
    sessions.dispose()


def test_visits_and_judging_go_on_beside_each_other(database_url: str, judges) -> None:
    """A crawl of some forums while all are judged again and again: nothing is lost, nothing waits for ever."""
    sessions = make_sessions(database_url)
    first, other = judges(), judges(DEBT_ONLY_STRONG)
    ids = [read(sessions, first, at=f"f{n}.example", name=f"Money {n}") for n in range(4)]
    turns: list[int] = []

    def judge() -> None:
        for turn in range(6):
            applied(sessions, (other, first)[turn % 2])
            turns.append(turn)

    worker = threading.Thread(target=judge)
    worker.start()
    for turn in range(1, 4):
        for n in range(4):
            when = LATER + timedelta(days=60 * turn, hours=n)
            found = profile(f"Money {n}", ("Bailiffs", f"Board {turn}"), ())
            _visit(sessions, when, first, f"f{n}.example", found)
    worker.join(60)
    assert not worker.is_alive()
    assert turns == list(range(6))
    applied(sessions, first)
    assert [topics(sessions, public_id) for public_id in ids] == [[DEBT]] * 4
    sessions.dispose()


def _visit(sessions: Sessions, when: datetime, judges: Assessor, host: str, found: ForumProfile) -> None:
    """A worker takes no lease on a host whose row another transaction holds: it comes again."""
    for _ in range(500):
        try:
            visit(sessions, when, assessor=judges, only=host, profile=found)  # type: ignore[arg-type]
        except ValueError:
            time.sleep(0.02)
        else:
            return
    pytest.fail("the visit never had its turn")


def test_a_deadlock_is_tried_again_and_another_failure_is_not(sessions, judges, monkeypatch) -> None:
    one = read(sessions, judges())
    plain, failures = running.hold, [DeadlockDetected(), DeadlockDetected()]

    class Deadlock(Exception):
        sqlstate = "40P01"

    def hold(session, ids) -> None:
        plain(session, ids)
        if failures:
            failures.pop()
            raise OperationalError("", {}, Deadlock())

    monkeypatch.setattr(running, "hold", hold)
    plan, moves = applied(sessions, judges(DEBT_ONLY_STRONG))
    assert (plan.moved, [move.public_id for move in moves]) == (1, [one])
    monkeypatch.setattr(running, "hold", lambda *_: (_ for _ in ()).throw(OperationalError("", {}, Exception())))
    with pytest.raises(OperationalError):
        applied(sessions, judges())
