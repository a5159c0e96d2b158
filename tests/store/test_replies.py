"""Counts of replies over visits: each thread once, no thread kept, nothing left of what is removed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from registry.assess.replies import FEWEST, NOT_SEEN, REPLIES_FORMULA, Tally
from registry.catalogue.card import Card, CardPeerSupport, CardReplies, fingerprint, from_document
from registry.catalogue.changed import changed_parts
from registry.catalogue.composing import Material, compose
from registry.catalogue.model import CardRow
from registry.catalogue.placing import Placement, list_seed
from registry.catalogue.removal import CONTENT, forget
from registry.catalogue.writing import write_cards
from registry.db import Sessions
from registry.evidence.model import ReplyTally
from registry.evidence.tallies import tallies_of
from registry.frontier.sites import front_page_only
from registry.ingest.tidying import tidy
from registry.profile import ForumProfile, ThreadSeen
from registry.upsert import table_of
from tests.store.making import HOSTS, NOW, forum_profile, visit

WEEK = timedelta(days=7)


def threads(now: datetime, answered: int, unanswered: int, *, told: bool = True) -> tuple[ThreadSeen, ...]:
    """Threads begun 3 to 6 days before, the answered ones after an hour; `told`: their list tells when they began."""
    made = []
    for at in range(answered + unanswered):
        began = now - timedelta(days=3, minutes=70 * at)
        seen = ThreadSeen(0, began, began) if at < unanswered else ThreadSeen(1, began + timedelta(hours=1), began)
        made.append(replace(seen, started_at=None) if seen.replies and not told else seen)
    return tuple(made)


def profile(seen: Sequence[ThreadSeen] = (), **facts: Any) -> ForumProfile:
    return replace(forum_profile(**facts), threads_seen=tuple(seen))


def seeded(sessions: Sessions) -> None:
    with sessions.write() as session:
        list_seed(session, Placement("https://example.org/", "Poultry Talk"), now=NOW, hosts=HOSTS)


def card(sessions: Sessions) -> Card:
    with sessions.read() as session:
        (document,) = session.scalars(select(CardRow.document))
    return from_document(document)


def kept(sessions: Sessions) -> list[tuple[int, int, bool]]:
    with sessions.read() as session:
        rows = session.execute(select(ReplyTally).order_by(ReplyTally.taken_at)).scalars()
        return [(row.threads, row.unanswered, row.started) for row in rows]


def test_visits_add_up_and_no_thread_counts_twice(sessions: Sessions) -> None:
    seeded(sessions)
    first = threads(NOW, 12, 2)
    visit(sessions, NOW, profile=profile(first))
    told = card(sessions).replies
    assert (told.threads, told.without, told.reason) == (
        14, None, f"too few threads have been seen: 14 of the {FEWEST} it takes",
    )  # fmt: skip
    later = NOW + WEEK
    visit(sessions, later, profile=profile([*threads(later, 24, 2), *first]))
    assert kept(sessions) == [(14, 2, True), (26, 2, True)]
    told = card(sessions).replies
    assert (told.threads, told.without, told.low, told.high, told.at_least) == (40, 0.1, 0.04, 0.231, False)
    assert (told.first_hours, told.first_low, told.first_high, told.first_reason) == (1.0, 0.5, 1.0, None)
    assert (told.since, told.until, told.formula) == ("2026-11-16", "2026-11-24", REPLIES_FORMULA)


def test_a_visit_that_saw_no_threads_writes_no_row_and_says_why(sessions: Sessions) -> None:
    seeded(sessions)
    visit(sessions, NOW, profile=profile())
    assert kept(sessions) == []
    assert card(sessions).replies == CardReplies(reason=NOT_SEEN, first_reason=NOT_SEEN)


def test_lists_without_beginnings_give_a_lower_bound_of_the_newest_visit(sessions: Sessions) -> None:
    seeded(sessions)
    visit(sessions, NOW, profile=profile(threads(NOW, 20, 5, told=False)))
    visit(sessions, NOW + WEEK, profile=profile(threads(NOW + WEEK, 15, 5, told=False)))
    told = card(sessions).replies
    assert (told.threads, told.without, told.at_least, told.first_hours) == (20, 0.25, True, None)
    assert card(sessions).peer_support.evidence == ()


def test_peer_support_mentions_what_is_known_and_keeps_its_verdict(sessions: Sessions) -> None:
    seeded(sessions)
    before = visit_and_support(sessions, NOW, ())
    after = visit_and_support(sessions, NOW + WEEK, threads(NOW + WEEK, 27, 3))
    assert (after.verdict, after.score) == (before.verdict, before.score)
    assert after.evidence == (*before.evidence, "about 9 of 10 threads got a reply")


def visit_and_support(sessions: Sessions, now: datetime, seen: Sequence[ThreadSeen]) -> CardPeerSupport:
    visit(sessions, now, profile=profile(seen))
    return card(sessions).peer_support


def test_times_and_counts_that_cannot_be_kept_are_left_out(sessions: Sessions) -> None:
    seeded(sessions)
    naive = (NOW - timedelta(days=4)).replace(tzinfo=None)
    odd = [
        ThreadSeen(1, naive, naive), ThreadSeen(-1, NOW - WEEK, NOW - WEEK), ThreadSeen(1, None, None),
        ThreadSeen(1, NOW - WEEK, NOW - timedelta(days=99 * 365)), ThreadSeen(1, NOW - WEEK, NOW - WEEK, slack_s=-1),
    ]  # fmt: skip
    visit(sessions, NOW, profile=profile([*odd, *threads(NOW, 1, 0)]))
    assert kept(sessions) == [(1, 0, True)]


def test_nothing_is_counted_of_a_site_of_which_only_the_front_page_is_read(sessions: Sessions) -> None:
    seeded(sessions)
    with sessions.write() as session:
        front_page_only(session, 1)
    visit(sessions, NOW, profile=profile(threads(NOW, 20, 5)))
    assert kept(sessions) == []


def test_a_removal_takes_the_counts_along(sessions: Sessions) -> None:
    seeded(sessions)
    visit(sessions, NOW, profile=profile(threads(NOW, 20, 5)))
    assert kept(sessions) == [(25, 5, True)]
    assert ReplyTally in CONTENT
    with sessions.write() as session:
        forget(session, "https://example.org/", actor="operator", reason="asked", now=NOW, hosts=HOSTS)
    assert kept(sessions) == []


def test_old_counts_are_let_go(sessions: Sessions) -> None:
    seeded(sessions)
    visit(sessions, NOW, profile=profile(threads(NOW, 20, 5)))
    tidy(sessions, NOW + timedelta(days=729))
    assert len(kept(sessions)) == 1
    tidy(sessions, NOW + timedelta(days=731))
    assert kept(sessions) == []


def test_a_card_written_again_says_the_same(sessions: Sessions) -> None:
    """People's decisions write cards too: from the tables, not from a visit."""
    seeded(sessions)
    visit(sessions, NOW, profile=profile(threads(NOW, 20, 5)))
    before = card(sessions).replies
    with sessions.write() as session:
        assert write_cards(session, [1], NOW + WEEK) == set()
    assert card(sessions).replies == before
    assert before.threads == 25


def test_no_row_holds_a_time_of_one_thread_alone_to_the_second(sessions: Sessions) -> None:
    """What is kept are counts, the hour of the earliest and the time of the latest: asked for by later visits."""
    seeded(sessions)
    visit(sessions, NOW, profile=profile(threads(NOW, 3, 0)))
    names = {column.name for column in table_of(ReplyTally).columns}
    assert names == {
        "forum_id", "visit_id", "taken_at", "since_at", "until_at", "threads", "unanswered", "started", "within",
    }  # fmt: skip
    with sessions.read() as session:
        ((_, since, until, *_),) = tallies_of(session, [1])[1]
        assert session.scalar(select(func.count()).select_from(ReplyTally)) == 1
    assert (since.minute, since.second) == (0, 0)
    assert (until.minute, until.second, until.microsecond) == (0, 0, 0)


COUNTED = Tally(NOW, NOW - WEEK, NOW - timedelta(days=3), 40, 4, False)


@pytest.mark.parametrize(
    ("more", "threads"),
    [({}, 40), ({"sensitive": "talk of self-harm"}, 0), ({"conclusion": "robots_refused"}, 0)],
    ids=["open", "sensitive", "keeps us out"],
)
def test_nothing_is_told_of_a_sensitive_forum_or_one_that_keeps_us_out(more: dict[str, Any], threads: int) -> None:
    material = Material("f1", "listed", "https://example.org/", NOW, last_attempt_at=NOW, tallies=(COUNTED,), **more)
    assert compose(material).replies.threads == threads


PLAIN = Card("f1", "Hens", "https://example.org/", "listed")
KNOWN = CardReplies(120, "2026-10-01", "2026-11-01", 0.12, 0.07, 0.19, first_hours=3.0, formula="f")


@pytest.mark.parametrize(
    ("after", "told"),
    [
        (KNOWN, ()),
        (replace(KNOWN, threads=140, until="2026-11-20", without=0.13, low=0.08, high=0.2), ()),
        (replace(KNOWN, without=0.31), ("peer_support",)),
        (replace(KNOWN, first_hours=6.0), ("peer_support",)),
        (CardReplies(reason=NOT_SEEN), ("peer_support",)),
    ],
    ids=["same", "a little more", "another share", "another time", "not known any longer"],
)
def test_only_round_figures_make_a_change(after: CardReplies, told: tuple[str, ...]) -> None:
    before, other = (replace(PLAIN, replies=one).document() for one in (KNOWN, after))
    assert changed_parts(before, other) == told
    assert (fingerprint(before) == fingerprint(other)) is (told == ())


def test_cards_of_before_differ_in_nothing() -> None:
    """A field that says nothing must not tell every reader of the changes that every forum changed."""
    document = PLAIN.document()
    old = {name: value for name, value in document.items() if name != "replies"}
    assert fingerprint(old) == fingerprint(document)
    assert changed_parts(old, document) == ()
    assert from_document(old).replies == CardReplies()
