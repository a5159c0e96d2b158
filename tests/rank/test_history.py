"""Figures over time, as stated; and what happened to a record, without a person's name."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select
from starlette.testclient import TestClient

from registry.catalogue.growth import with_growth
from registry.catalogue.lifecycle import Role, move
from registry.catalogue.model import Forum
from registry.catalogue.placing import Placement, list_seed
from registry.catalogue.record import figures, record_history
from registry.db import Sessions
from registry.evidence.figures import snapshots_of
from registry.evidence.history import NotADemonstration, Point, series, write_sample_history
from registry.evidence.model import Snapshot
from registry.history import mark_demo
from registry.identity import SharedHosts
from registry.vocabulary import Outcome, Standing
from tests.store.making import NOW, forum_profile, visit


def listed(sessions: Sessions) -> tuple[int, str]:
    with sessions.write() as session:
        placement = Placement("https://example.org/", "Poultry Talk")
        case = list_seed(session, placement, now=NOW, hosts=SharedHosts()).case
    assert case is not None
    return case.forum_id, case.public_id


def stated(sessions: Sessions, forum_id: int, rows: list[tuple[datetime, int | None]]) -> None:
    with sessions.write() as session:
        session.execute(
            insert(Snapshot),
            [
                {"forum_id": forum_id, "visit_id": n, "taken_at": at, "members": None, "threads": None, "posts": posts,
                 "online": 4, "last_post_at": None}
                for n, (at, posts) in enumerate(rows, start=1)
            ],
        )  # fmt: skip


def test_points_are_what_was_stated_and_gaps_stay_gaps(sessions: Sessions) -> None:
    forum_id, public_id = listed(sessions)
    days = [NOW + timedelta(days=n) for n in (0, 10, 20, 30)]
    stated(sessions, forum_id, [(days[0], 100), (days[1], None), (days[2], 300), (days[3], 250)])
    with sessions.read() as session:
        found = figures(session, public_id)
    assert found is not None
    assert [point.at for point in found.points] == [days[0], days[2], days[3]], "nothing stated, no point"
    assert [point.posts for point in found.points] == [100, 300, 250]
    assert [point.posts_per_day for point in found.points] == [None, 10.0, None]
    assert found.points[2].odd == ("posts",), "it shrank: said, and no growth is made of it"


def test_monthly_points_are_the_last_of_their_month_and_the_newest_ten_years(sessions: Sessions) -> None:
    forum_id, _ = listed(sessions)
    start = datetime(2010, 1, 5, tzinfo=UTC)
    stated(sessions, forum_id, [(start + timedelta(days=10 * n), 1000 + n) for n in range(500)])
    with sessions.read() as session:
        found = series(session, forum_id, monthly=True)
    months = [(point.at.year, point.at.month) for point in found.points]
    assert len(months) == len(set(months)) == 120
    assert found.points[-1].posts == 1499
    assert found.left_out == 380
    assert months == sorted(months)


def test_growth_that_cannot_be_is_not_told() -> None:
    points = [
        Point(NOW, posts=5), Point(NOW + timedelta(hours=3), posts=9), Point(NOW + timedelta(days=2), posts=10**12),
        Point(NOW + timedelta(days=4), posts=20), Point(NOW + timedelta(days=6), posts=30, sample=True),
    ]  # fmt: skip
    made = with_growth(points)
    assert [point.posts_per_day for point in made] == [None, None, None, None, None]
    assert made[2].odd == ("posts",)


def test_the_reading_that_stands_out_is_odd_and_not_the_one_after_it() -> None:
    def weekly(name: str, *figures: int) -> list[Point]:
        told: list[dict[str, Any]] = [{name: figure} for figure in figures]
        return [Point(NOW + timedelta(days=7 * n), **one) for n, one in enumerate(told)]

    once = with_growth(weekly("posts", 8_001, 8_071, 900_071, 8_211, 8_281))
    assert [point.odd for point in once] == [(), (), ("posts",), (), ()]
    assert [point.posts_per_day for point in once] == [None, 10, None, None, 10]
    fast = with_growth(weekly("members", 8_001, 900_071, 900_072))
    assert [point.odd for point in fast] == [(), (), ()], "people may come at once, a counter of posts is held to more"


def test_made_up_figures_stand_in_a_demonstration_only_and_are_marked(sessions: Sessions) -> None:
    forum_id, public_id = listed(sessions)
    points = [Point(NOW - timedelta(days=30 * n), members=100 - n, posts=1000 - n) for n in range(6)]
    with pytest.raises(NotADemonstration), sessions.write() as session:
        write_sample_history(session, forum_id, points)
    with sessions.read() as session:
        assert series(session, forum_id).points == ()
    with sessions.write() as session:
        mark_demo(session)
        assert write_sample_history(session, forum_id, points) == 6
        assert write_sample_history(session, forum_id, points[:4]) == 4, "in place of those before"
    visit(sessions, NOW + timedelta(days=1), profile=forum_profile())
    with sessions.read() as session:
        found = figures(session, public_id)
        judged = snapshots_of(session, [forum_id])[forum_id]
    assert found is not None
    assert [point.sample for point in found.points] == [True] * 4 + [False]
    assert found.sample
    assert len(judged) == 1, "activity is judged by visits, never by what was made up"


def test_a_forum_that_asks_us_to_stay_away_shows_no_figures_any_longer(sessions: Sessions) -> None:
    _, public_id = listed(sessions)
    visit(sessions, NOW, profile=forum_profile())
    with sessions.read() as session:
        before = figures(session, public_id)
    assert before is not None
    assert len(before.points) == 1
    visit(sessions, NOW + timedelta(days=40), Outcome.ROBOTS_REFUSED)
    with sessions.read() as session:
        after = figures(session, public_id)
    assert after is not None
    assert after.points == ()
    assert after.reason == "its robots.txt asks crawlers to stay away"


def test_the_record_tells_what_happened_in_words_and_names_nobody(sessions: Sessions) -> None:
    forum_id, public_id = listed(sessions)
    visit(sessions, NOW + timedelta(days=1), profile=forum_profile(name="Poultry Talk"))
    visit(sessions, NOW + timedelta(days=40), profile=forum_profile(name="Hen Talk"))
    visit(sessions, NOW + timedelta(days=80), Outcome.LOGIN_WALL)
    with sessions.write() as session:
        for to, reason in ((Standing.DORMANT, "Jo Bloggs told us on the phone"), (Standing.LISTED, "Jo again")):
            move(session, forum_id, to, role=Role.MODERATOR, actor="mia", reason=reason, now=NOW + timedelta(days=90))
    with sessions.read() as session:
        events = record_history(session, public_id)
    told = [(event.kind, event.words, event.role) for event in events]
    assert told[-2:] == [("listed", "listed", "seed list"), ("found", "came to the registry's notice", None)]
    assert ("changed", "its name changed from “Poultry Talk” to “Hen Talk”", None) in told
    assert ("visit", "visited: it shows its pages to members only", None) in told
    assert ("visit", "visited: its pages were read", None) in told
    assert [kind for kind, _, _ in told].count("visit") == 2, "a visit like the one before is no event"
    assert ("dormant", "marked as dormant: silent or out of reach for long", "moderator") in told
    assert not any(private in str(events) for private in ("mia", "Bloggs", "Jo"))
    assert [event.at for event in events] == sorted((event.at for event in events), reverse=True)


def test_a_record_that_is_not_public_has_no_history(sessions: Sessions) -> None:
    forum_id, public_id = listed(sessions)
    with sessions.write() as session:
        move(session, forum_id, Standing.REFUSED, role=Role.MODERATOR, actor="mia", reason="no", now=NOW)
    with sessions.read() as session:
        assert record_history(session, public_id) == ()
        assert figures(session, public_id) is None


def test_the_api_gives_a_forum_s_history(client: TestClient, filled: Sessions) -> None:
    with filled.write() as session:
        forum_id = session.scalar(select(Forum.id).where(Forum.public_id == "f0001"))
        assert forum_id is not None
    stated(filled, forum_id, [(NOW - timedelta(days=60), 100), (NOW, 700)])
    told = client.get("/api/v1/forums/f0001/history").json()
    assert [point["posts"] for point in told["points"]] == [100, 700]
    assert told["points"][1]["posts_per_day"] == 10.0
    assert told["events"][-1]["kind"] == "found"
    assert client.get("/api/v1/forums/nobody/history").status_code == 404
    assert client.get("/api/v1/forums/%00/history").status_code == 404
