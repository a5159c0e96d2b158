"""What became of a letter is worked out from how things stand; that a forum left is never told."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from forum_registry.command import main
from registry.catalogue.lifecycle import Role, case_of_site, move
from registry.catalogue.placing import Placement, list_seed
from registry.catalogue.removal import forget
from registry.db import Sessions
from registry.frontier.known import known_sites
from registry.frontier.model import Host, Site
from registry.identity import site_key
from registry.stewardship.answering import answer, letter
from registry.stewardship.becoming import Became, became, known_already
from registry.stewardship.kinds import ON_THE_SITE, Closing, State
from registry.stewardship.model import Letter
from registry.stewardship.retention import tidy_letters
from registry.stewardship.writing import report
from registry.vocabulary import Outcome, Standing
from tests.letters.posts import send, suggest
from tests.store.making import HOSTS, NOW, forum_profile, visit

ADDRESS = "https://new.example.org/"


def _told(sessions: Sessions, reference: str) -> Became:
    with sessions.read() as session:
        return became(session, letter(session, reference))


def _known(sessions: Sessions, address: str = ADDRESS) -> Became | None:
    with sessions.read() as session:
        return known_already(session, site_key(address, HOSTS))


def _move(sessions: Sessions, to: Standing, key: str = "new.example.org", **more: Any) -> None:
    with sessions.write() as session:
        case = case_of_site(session, known_sites(session, [key])[key].site_id)
        assert case is not None
        reason = more.pop("reason", "a reason")
        move(session, case.forum_id, to, role=Role.OPERATOR, actor="ann", reason=reason, now=NOW, **more)


def _forum_id(sessions: Sessions, key: str) -> int:
    with sessions.read() as session:
        case = case_of_site(session, known_sites(session, [key])[key].site_id)
        assert case is not None
        return case.forum_id


@pytest.mark.parametrize(
    "outcome", [Outcome.NOT_A_FORUM, Outcome.ROBOTS_REFUSED, Outcome.LOGIN_WALL, Outcome.DNS_FAILED, Outcome.GONE]
)
def test_a_visit_is_told_with_its_outcome(sessions: Sessions, outcome: Outcome) -> None:
    reference = suggest(sessions, ADDRESS).reference
    assert _told(sessions, reference) == Became(State.WAITING)
    assert _known(sessions) is None
    visit(sessions, NOW, outcome)
    assert _told(sessions, reference) == Became(State.VISITED, outcome, NOW)
    assert _known(sessions) == Became(State.VISITED, outcome, NOW)


def test_a_passing_failure_does_not_hide_what_an_earlier_visit_saw(sessions: Sessions) -> None:
    reference = suggest(sessions, ADDRESS).reference
    visit(sessions, NOW, Outcome.NOT_A_FORUM)
    visit(sessions, NOW + timedelta(days=220), Outcome.TIMED_OUT)
    assert _told(sessions, reference).outcome is Outcome.NOT_A_FORUM


def test_from_the_visit_to_the_list(sessions: Sessions) -> None:
    reference = suggest(sessions, ADDRESS).reference
    visit(sessions, NOW, profile=forum_profile())
    assert _told(sessions, reference).state is State.DECIDING
    _move(sessions, Standing.LISTED)
    told = _told(sessions, reference)
    assert (told.state, told.name) == (State.LISTED, "Poultry Talk")
    assert _known(sessions) == told
    assert _known(sessions, ADDRESS + "viewtopic.php?t=1") == told


def test_a_listed_forum_is_answered_at_once_and_troubles_nobody(sessions: Sessions) -> None:
    with sessions.write() as session:
        list_seed(session, Placement(ADDRESS, "A forum"), now=NOW, hosts=HOSTS)
    reference = suggest(sessions, "new.example.org/forum/").reference
    assert _told(sessions, reference).state is State.LISTED
    with sessions.read() as session:
        kept = letter(session, reference)
        assert (kept.closed_as, kept.site_id) == ("duplicate", None)


def test_a_refusal_is_told_with_its_reason(sessions: Sessions) -> None:
    reference = suggest(sessions, ADDRESS).reference
    visit(sessions, NOW, profile=forum_profile())
    _move(sessions, Standing.REFUSED, reason="It sells insurance: people do not help each other there.")
    told = _told(sessions, reference)
    assert told == Became(State.NOT_LISTED, reason="It sells insurance: people do not help each other there.")


def test_another_name_of_a_listed_forum(sessions: Sessions) -> None:
    with sessions.write() as session:
        list_seed(session, Placement("https://real.example/", "The forum"), now=NOW, hosts=HOSTS)
    reference = suggest(sessions, ADDRESS).reference
    visit(sessions, NOW, profile=forum_profile(), only="new.example.org")
    _move(sessions, Standing.MERGED, into=_forum_id(sessions, "real.example"))
    told = _told(sessions, reference)
    assert (told.state, told.name) == (State.KNOWN_AS, "The forum")


def _withdrawn(sessions: Sessions) -> None:
    visit(sessions, NOW, profile=forum_profile())
    _move(sessions, Standing.LISTED)
    _move(sessions, Standing.WITHDRAWN)


def _removed(sessions: Sessions) -> None:
    visit(sessions, NOW, profile=forum_profile())
    with sessions.write() as session:
        forget(session, ADDRESS, actor="ann", reason="asked", now=NOW, hosts=HOSTS)


def _opted_out(sessions: Sessions) -> None:
    visit(sessions, NOW, Outcome.OPTED_OUT)


@pytest.mark.parametrize("leave", [_withdrawn, _removed, _opted_out])
def test_who_left_is_told_like_who_was_never_seen(sessions: Sessions, leave: Any) -> None:
    before = suggest(sessions, ADDRESS, "words on it").reference
    leave(sessions)
    after = suggest(sessions, ADDRESS, "other words", now=NOW + timedelta(hours=1)).reference
    never = suggest(sessions, "https://never.example/", now=NOW).reference
    tidy_letters(sessions, NOW + timedelta(hours=2), 90)
    assert _told(sessions, before) == _told(sessions, after) == _told(sessions, never) == Became(State.WAITING)
    assert _known(sessions) is _known(sessions, "https://never.example/") is None


@pytest.mark.parametrize("outcome", [Outcome.FAILED, Outcome.INTERRUPTED])
def test_our_own_troubles_are_no_visit(sessions: Sessions, outcome: Outcome) -> None:
    reference = suggest(sessions, ADDRESS).reference
    visit(sessions, NOW, outcome)
    assert _told(sessions, reference) == Became(State.WAITING)


@pytest.mark.parametrize("model", [Site, Host])
def test_that_we_were_told_to_leave_is_not_told(sessions: Sessions, model: Any) -> None:
    reference = suggest(sessions, ADDRESS).reference
    visit(sessions, NOW, profile=forum_profile())
    with sessions.write() as session:
        session.execute(update(model).values(opted_out_at=NOW))
    assert _told(sessions, reference) == Became(State.WAITING)
    assert _known(sessions) is None


def test_a_part_that_left_is_told_as_any_part_of_its_site(sessions: Sessions) -> None:
    with sessions.write() as session:
        list_seed(session, Placement(ADDRESS, "A forum"), now=NOW, hosts=HOSTS)
        forget(session, ADDRESS + "forum/", actor="ann", reason="asked", now=NOW, hosts=HOSTS)
    left, never = _known(sessions, ADDRESS + "forum/"), _known(sessions, ADDRESS + "community/")
    assert left == never
    assert never is not None
    assert never.state is State.LISTED


def test_words_on_a_removed_forum_go_with_it(sessions: Sessions, database_url: str, monkeypatch: Any) -> None:
    said = "new.example.org is where we meet"

    def kept() -> tuple[str | None, int | None]:
        with sessions.read() as session:
            row = session.scalars(select(Letter)).one()
            return row.words, row.site_id

    suggest(sessions, ADDRESS, said)
    tidy_letters(sessions, NOW, 90)
    assert kept()[0] == said
    monkeypatch.setenv("FORUM_REGISTRY_DATABASE_URL", database_url)
    assert main(["forget", ADDRESS, "--reason", "asked"]) == 0
    assert kept() == (None, None), "at once when it is removed by command"


def test_words_on_a_removed_forum_go_with_it_whoever_removed_it(sessions: Sessions) -> None:
    suggest(sessions, ADDRESS, "new.example.org is where we meet")
    with sessions.write() as session:
        forget(session, ADDRESS, actor="ann", reason="asked", now=NOW, hosts=HOSTS)
    tidy_letters(sessions, NOW, 90)
    with sessions.read() as session:
        row = session.scalars(select(Letter)).one()
        assert (row.words, row.site_id) == (None, None)


def test_suggestions_that_were_decided_on_close_themselves_and_go(sessions: Sessions) -> None:
    reference = suggest(sessions, ADDRESS).reference
    visit(sessions, NOW, profile=forum_profile())
    assert tidy_letters(sessions, NOW, 90).closed == 0
    _move(sessions, Standing.LISTED)
    assert tidy_letters(sessions, NOW, 90).closed == 1
    assert tidy_letters(sessions, NOW + timedelta(days=89), 90).deleted == 0
    assert _told(sessions, reference).state is State.LISTED
    gone = tidy_letters(sessions, NOW + timedelta(days=90), 90)
    assert (gone.deleted, gone.windows) == (1, 0)


def test_letters_go_after_they_are_closed_and_counts_when_they_are_over(sessions: Sessions) -> None:
    def write(number: int) -> str:
        return send(sessions, report("other", f"words {number}", kinds=ON_THE_SITE)).reference

    done, answered, left = write(1), write(2), write(3)
    with sessions.write() as session:
        answer(session, done, "Done.", role="operator", now=NOW, close=Closing.DONE)
        answer(session, answered, "We are looking.", role="operator", now=NOW)
    assert tidy_letters(sessions, NOW + timedelta(minutes=1), 90).windows == 0
    assert tidy_letters(sessions, NOW + timedelta(days=1), 90).windows == 3
    assert tidy_letters(sessions, NOW + timedelta(days=90), 90).deleted == 1
    with sessions.read() as session:
        assert {row.reference for row in session.scalars(select(Letter))} == {answered, left}
    assert tidy_letters(sessions, NOW + timedelta(days=365), 90).deleted == 2
