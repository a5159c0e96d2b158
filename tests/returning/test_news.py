"""What is a change of a forum, and what is only noise of reading it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from registry.db import Sessions
from registry.evidence.news import news
from registry.evidence.precedence import Said
from registry.frontier.model import Site
from registry.vocabulary import Outcome, Precision, Source
from tests.returning.world import list_forum
from tests.store.making import NOW, finding, forum_profile, visit

DAY = timedelta(days=1)


def said(fact: str, value, *, precision: str | None = None, derived: bool = False, version: str = "2") -> Said:
    at = datetime(2026, 11, 20, tzinfo=UTC)
    return Said(fact, str(Source.OBSERVED), derived, value, "", "", "", precision, version, at, at)


@pytest.mark.parametrize(
    "fact", ["members", "threads", "posts", "name", "description", "platform_version", "rules_url"]
)
def test_what_readers_care_about_is_news(fact: str) -> None:
    assert news([said(fact, 1)], [said(fact, 2)]) == {fact}


@pytest.mark.parametrize("fact", ["online", "active_7_days", "active_30_days"])
def test_figures_of_the_moment_are_none(fact: str) -> None:
    assert news([said(fact, 1)], [said(fact, 2)]) == frozenset()


def test_what_is_stated_for_the_first_time_may_have_stood_there_before() -> None:
    assert news([], [said("posts", 2)]) == frozenset()


def test_another_reader_reads_otherwise() -> None:
    assert news([said("posts", 1, version="1")], [said("posts", 2, version="2")]) == frozenset()


def test_a_sum_counts_only_where_nothing_is_stated() -> None:
    sums = [said("posts", 10, derived=True)], [said("posts", 11, derived=True)]
    assert news(*sums) == {"posts"}
    assert news([*sums[0], said("posts", 500)], sums[1]) == frozenset()


@pytest.mark.parametrize(
    ("precision", "later", "is_news"),
    [(Precision.SECOND, timedelta(minutes=1), True), (Precision.DAY, timedelta(hours=23), False),
     (Precision.DAY, timedelta(days=2), True), (Precision.MONTH, timedelta(days=20), False),
     (Precision.SECOND, -DAY, False), (None, timedelta(hours=3), False)],
)  # fmt: skip
def test_a_post_is_newer_only_beyond_what_its_time_may_be_off(precision, later, is_news) -> None:
    before = said("last_post_at", NOW.isoformat(), precision=precision)
    after = said("last_post_at", (NOW + later).isoformat(), precision=precision)
    assert bool(news([before], [after])) == is_news


def test_no_time_is_no_news() -> None:
    assert news([said("last_post_at", "soon")], [said("last_post_at", NOW.isoformat())]) == frozenset()


def site(sessions: Sessions) -> Site:
    with sessions.read() as session:
        return session.execute(select(Site.__table__)).one()


def test_a_quiet_forum_is_believed_to_be_quiet_though_its_readers_come_and_go(sessions: Sessions) -> None:
    list_forum(sessions)
    now = NOW
    for number in range(6):
        profile = forum_profile(online=number)
        ago = finding(NOW - timedelta(hours=2 * number), precision="day")
        visit(sessions, now, profile=replace(profile, findings={**profile.findings, "last_post_at": ago}))
        now += 31 * DAY
    row = site(sessions)
    assert (row.unchanged, row.changes) == (6, 0)
    assert row.next_due - (now - 31 * DAY) > 15 * DAY


def test_a_busy_forum_comes_back_soon(sessions: Sessions) -> None:
    list_forum(sessions)
    now = NOW
    for number in range(12):
        visit(sessions, now, profile=forum_profile(posts=56_000 + 40 * number))
        now += 3 * DAY
    row = site(sessions)
    assert row.unchanged == 0
    assert row.next_due - (now - 3 * DAY) < 2.5 * DAY


def test_nothing_is_learnt_across_what_is_no_reading(sessions: Sessions) -> None:
    list_forum(sessions)
    visit(sessions, NOW, profile=forum_profile())
    visit(sessions, NOW + 31 * DAY, Outcome.LOGIN_WALL)
    visit(sessions, NOW + 62 * DAY, profile=forum_profile(posts=99_000))
    assert site(sessions).days_watched == 0
