"""When a site is visited next, in words."""

from datetime import timedelta

from registry.catalogue.revisits import revisit_words
from registry.db import Sessions
from registry.frontier.pace import Pace
from registry.frontier.returning import Clocks, in_words
from registry.frontier.schedule import Regard, interval_days
from registry.vocabulary import SiteKind
from tests.returning.world import Clock, list_forum
from tests.store.making import NOW


def test_a_listed_forum_is_explained_by_its_pace_and_weight() -> None:
    regard, pace = Regard(SiteKind.FORUM, True, True, 2.5), Pace(7.5, 39)
    said = in_words(Clocks(NOW, NOW, NOW, "profiled", 0, pace, regard))
    assert said[0] == "next visit: 2026-11-20 09:00 UTC"
    assert said[2] == "it changes about every 5.0 days, as 39 days of watching tell; weight 2.5"
    assert f"every {interval_days(pace.rate, regard):.1f} days" in said[3]


def test_failures_and_what_was_never_visited_are_said() -> None:
    said = in_words(Clocks(None, NOW, None, "dns_failed", 3, Pace(), Regard()))
    assert said[0] == "next visit: none is due"
    assert said[1].endswith("which ended dns_failed; last read: never")
    assert said[2] == "3 visits in a row failed: the wait grows fourfold with each, up to 180 days"


def test_a_candidate_and_a_non_forum() -> None:
    candidate = in_words(Clocks(NOW, NOW, NOW, "profiled", 0, Pace(), Regard(SiteKind.FORUM)))
    assert candidate[2].endswith("as is taken before it was watched; weight 0.25 (not listed: 0.25 of 1)")
    none = in_words(Clocks(NOW + timedelta(days=9), NOW, NOW, "not_a_forum", 0, Pace(), Regard(SiteKind.NOT_A_FORUM)))
    assert none[-1] == "it is no forum: looked at again after half a year"


def test_why_says_it_of_a_listed_forum(sessions: Sessions) -> None:
    list_forum(sessions)
    Clock(sessions).visit()
    with sessions.read() as session:
        said = revisit_words(session, "example.org")
        assert revisit_words(session, "unknown.example") == ()
    assert said[2] == "it changes about every 2.0 days, as is taken before it was watched; weight 1"
