"""From listed to dormant to closed and back, by the clock: told before each step, nothing silently."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from registry.catalogue.absences import sweep_absences
from registry.catalogue.lifecycle import Role, case_of, move
from registry.catalogue.model import Absence, Forum, Notice
from registry.catalogue.removal import forget
from registry.db import Sessions
from registry.frontier.model import Site
from registry.history import ledger
from registry.history.changes import changes_since
from registry.history.model import LedgerEntry
from registry.vocabulary import Outcome, Standing
from tests.returning.world import BODIES, DAY, Clock, list_forum
from tests.store.making import HOSTS

WHOM = ["organisation:cabinet-office", "organisation:ministry-of-hens", "owner"]


def kinds(clock: Clock, organisation: str | None = "cabinet-office") -> list[str]:
    return [one.kind for one in clock.told(organisation)]


def test_from_listed_to_dormant_to_closed_and_back(sessions: Sessions) -> None:
    clock, public_id = Clock(sessions), list_forum(sessions)
    clock.visit()
    clock.now += 9 * DAY
    clock.visit(Outcome.DNS_FAILED)
    first = clock.now
    clock.days(20, Outcome.DNS_FAILED)
    assert clock.card(public_id).unreachable_since is None
    assert kinds(clock) == []

    clock.days(9, Outcome.DNS_FAILED)
    card = clock.card(public_id)
    assert (card.standing, card.next_standing) == ("listed", "dormant")
    assert card.unreachable_since == first.isoformat(timespec="seconds")
    (told,) = clock.told("cabinet-office")
    assert (told.kind, told.since, told.sent_at) == ("unreachable", first, None)
    assert told.due_at - told.told_at >= 14 * DAY
    assert card.next_standing_on == told.due_at.date().isoformat()
    assert sorted(one.recipient for one in clock.told()) == WHOM

    while clock.now + DAY < told.due_at:
        clock.days(1, Outcome.DNS_FAILED)
    assert clock.card(public_id).standing == "listed"
    clock.days(1, Outcome.DNS_FAILED)
    dormant_at = clock.now
    assert dormant_at - told.due_at < DAY
    card = clock.card(public_id)
    assert (card.standing, card.next_standing) == ("dormant", "closed")
    assert kinds(clock) == ["unreachable", "dormant"]

    clock.days(140, Outcome.DNS_FAILED)
    assert kinds(clock) == ["unreachable", "dormant"]
    clock.days(30, Outcome.DNS_FAILED)
    closing = clock.told("cabinet-office")[-1]
    assert closing.kind == "closing"
    assert closing.due_at - closing.told_at >= 29 * DAY
    assert closing.due_at >= dormant_at + 180 * DAY
    visits = clock.days(40, Outcome.DNS_FAILED)
    assert visits <= 4
    card = clock.card(public_id)
    assert (card.standing, card.next_standing, card.next_standing_on) == ("closed", None, None)
    assert card.unreachable_since is not None
    assert kinds(clock) == ["unreachable", "dormant", "closing", "closed"]

    clock.visit()
    card = clock.card(public_id)
    assert (card.standing, card.unreachable_since) == ("listed", None)
    assert kinds(clock)[-1] == "back"
    assert clock.absence(public_id) is None
    with sessions.read() as session:
        actions = list(session.scalars(select(LedgerEntry.action).order_by(LedgerEntry.seq)))
        roles = set(session.scalars(select(LedgerEntry.role).where(LedgerEntry.action == "dormant")))
        assert ledger.verify(session).problem is None
        changes = [(row.kind, row.parts) for row in changes_since(session, 0)]
    assert actions == ["listed", "dormant", "closed", "listed"]
    assert roles == {"crawler"}
    assert sum("standing" in (parts or "") for _, parts in changes) == 3


def test_the_ledger_says_why_in_figures(sessions: Sessions) -> None:
    clock, public_id = Clock(sessions), list_forum(sessions)
    clock.visit()
    clock.days(60, Outcome.GONE)
    assert clock.card(public_id).standing == "dormant"
    with sessions.read() as session:
        forum_id = session.scalar(select(Forum.id))
        said = ledger.last_said(session, forum_id, "dormant")
    assert said["actor"] == "crawler"
    assert "visits on" in said["reason"]
    assert "there is no page at this address any more" in said["reason"]


@pytest.mark.parametrize(
    "outcome",
    [Outcome.ROBOTS_REFUSED, Outcome.BLOCKED, Outcome.LOGIN_WALL, Outcome.RATE_LIMITED, Outcome.ACCESS_DENIED,
     Outcome.NOT_A_FORUM, Outcome.FAILED, Outcome.EGRESS_REFUSED],
)  # fmt: skip
def test_what_keeps_our_crawler_out_never_marks_a_forum(sessions: Sessions, outcome: Outcome) -> None:
    clock, public_id = Clock(sessions), list_forum(sessions)
    clock.visit()
    clock.days(120, outcome)
    assert clock.card(public_id).standing == "listed"
    assert clock.absence(public_id) is None
    assert clock.told() == []


def test_visits_that_failed_for_our_own_sake_do_not_count(sessions: Sessions) -> None:
    clock, public_id = Clock(sessions), list_forum(sessions)
    clock.visit()
    for _ in range(40):
        clock.now += DAY
        clock.visit(Outcome.TIMED_OUT, doubtful=True)
    assert clock.absence(public_id) is None
    with sessions.read() as session:
        assert session.scalar(select(Site.failures)) == 0


def test_an_answer_in_time_is_told_and_nothing_is_marked(sessions: Sessions) -> None:
    clock, public_id = Clock(sessions), list_forum(sessions)
    clock.visit()
    clock.days(30, Outcome.TIMED_OUT)
    assert kinds(clock) == ["unreachable"]
    clock.visit()
    assert clock.absence(public_id) is None
    assert clock.card(public_id).unreachable_since is None
    assert kinds(clock) == ["unreachable", "back"]
    clock.days(400, Outcome.RATE_LIMITED)
    assert clock.card(public_id).standing == "listed"


def test_a_forum_that_answers_and_fails_now_and_then_is_never_told_of(sessions: Sessions) -> None:
    clock, public_id = Clock(sessions), list_forum(sessions)
    for number in range(60):
        clock.now += 2 * DAY
        clock.visit(Outcome.SERVER_ERROR if number % 5 else Outcome.PROFILED)
    assert clock.told() == []
    assert clock.card(public_id).standing == "listed"


def test_a_second_absence_is_told_anew(sessions: Sessions) -> None:
    clock = Clock(sessions)
    list_forum(sessions)
    for _ in range(2):
        clock.visit()
        clock.days(60, Outcome.TLS_FAILED)
    clock.visit()
    assert kinds(clock) == ["unreachable", "dormant", "back"] * 2


def test_without_visits_the_sweep_asks_for_one_and_marks_nothing(sessions: Sessions) -> None:
    clock, public_id = Clock(sessions), list_forum(sessions)
    clock.visit()
    clock.days(30, Outcome.DNS_FAILED)
    clock.now += 60 * DAY
    with sessions.write() as session:
        session.execute(Site.__table__.update().values(next_due=None))
    assert sweep_absences(sessions, clock.now) == 1
    assert clock.card(public_id).standing == "listed"
    with sessions.read() as session:
        assert session.scalar(select(Site.next_due)) == clock.now
    assert sweep_absences(sessions, clock.now) == 0
    clock.visit(Outcome.DNS_FAILED)
    clock.now += 2 * DAY
    sweep_absences(sessions, clock.now)
    assert clock.card(public_id).standing == "dormant"


def test_people_decide_first(sessions: Sessions) -> None:
    """A forum that a person moved is not moved back by the crawler, nor marked by an older count."""
    clock, public_id = Clock(sessions), list_forum(sessions)
    clock.visit()
    clock.days(30, Outcome.DNS_FAILED)
    with sessions.write() as session:
        forum_id = session.scalar(select(Forum.id))
        move(
            session, forum_id, Standing.CLOSED, role=Role.MODERATOR, actor="m", reason="its owner wrote", now=clock.now
        )
    assert clock.card(public_id).next_standing_on is None
    clock.days(30, Outcome.DNS_FAILED)
    assert clock.absence(public_id) is None
    clock.visit()
    assert clock.card(public_id).standing == "closed"
    with sessions.read() as session:
        assert case_of(session, forum_id).standing is Standing.CLOSED


def test_a_sensitive_forum_is_not_listed_again_by_a_rule(sessions: Sessions) -> None:
    clock, public_id = Clock(sessions), list_forum(sessions)
    clock.visit()
    clock.days(60, Outcome.DNS_FAILED)
    with sessions.write() as session:
        session.execute(Forum.__table__.update().values(sensitive="abuse"))
    clock.visit()
    assert clock.card(public_id).standing == "dormant"
    assert clock.absence(public_id).next_at is None
    clock.visit()
    assert kinds(clock).count("back") == 1


def test_a_removed_forum_leaves_neither_absence_nor_notice(sessions: Sessions) -> None:
    clock = Clock(sessions)
    list_forum(sessions)
    clock.visit()
    clock.days(30, Outcome.DNS_FAILED)
    with sessions.write() as session:
        forget(session, "https://example.org/", actor="op", reason="asked", now=clock.now, hosts=HOSTS)
    with sessions.read() as session:
        assert session.scalar(select(func.count()).select_from(Absence)) == 0
        assert session.scalar(select(func.count()).select_from(Notice)) == 0


def test_candidates_are_not_followed(sessions: Sessions) -> None:
    clock = Clock(sessions)
    list_forum(sessions)
    with sessions.write() as session:
        forum_id = session.scalar(select(Forum.id))
        move(session, forum_id, Standing.CANDIDATE, role=Role.MODERATOR, actor="m", reason="think", now=clock.now)
    clock.days(90, Outcome.DNS_FAILED)
    with sessions.read() as session:
        assert session.scalar(select(func.count()).select_from(Absence)) == 0


def test_who_is_told_is_who_answers_for_it(sessions: Sessions) -> None:
    clock = Clock(sessions)
    list_forum(sessions)
    clock.visit()
    clock.days(30, Outcome.DNS_FAILED)
    assert [len(clock.told(body)) for body in (*BODIES, "nobody")] == [1, 1, 0]
    assert {one.told_at - clock.now < timedelta(0) for one in clock.told()} == {True}
