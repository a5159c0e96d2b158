"""Doubts: asked once, bounded, decided by a person with name and reason, undone by the opposite."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, update

from forum_registry.command import main
from registry.catalogue import doubts
from registry.catalogue.doubts_decided import BadDecision, Decision, decide
from registry.catalogue.lifecycle import Role, case_of_site, move
from registry.catalogue.model import Doubt, Forum
from registry.catalogue.reading import public_at
from registry.db import Sessions
from registry.frontier.model import Site
from registry.history.ledger import verify
from registry.history.model import LedgerEntry
from registry.vocabulary import DoubtKind, Outcome, Standing
from tests.frugal.making import DAY, NOW, a_forum, a_page, forums, held_by, look, open_doubts, site_of
from tests.store.making import HOSTS

TRUE = "https://hens.example.org/"
OTHER = "https://chickens.example.net/"
LATER = NOW + 30 * DAY
BY: dict[str, Any] = {"by": "A. Keeper", "reason": "looked at both", "now": LATER + DAY}


def copied(sessions: Sessions) -> None:
    look(sessions, TRUE, profile=a_forum())
    look(sessions, OTHER, LATER, profile=a_forum())


def moved(sessions: Sessions) -> None:
    """A listed forum sends its visitors to a candidate."""
    look(sessions, TRUE, profile=a_forum())
    listed(sessions, TRUE)
    look(sessions, OTHER, profile=a_forum(members=9000))
    look(sessions, TRUE, LATER, Outcome.MOVED, moved_to=OTHER, moved_for_good=True)


def listed(sessions: Sessions, address: str) -> None:
    with sessions.write() as session:
        case = case_of_site(session, site_of(session, address).id)
        assert case is not None
        move(session, case.forum_id, Standing.LISTED, role=Role.OPERATOR, actor="a test", reason="known", now=NOW)


def say(sessions: Sessions, decision: Decision, **more: Any) -> None:
    with sessions.write() as session:
        decide(session, session.scalars(select(Doubt.id)).one(), decision, **BY | more)


def test_same_makes_the_copy_another_name_and_different_takes_it_back(sessions: Sessions) -> None:
    copied(sessions)
    say(sessions, Decision.SAME)
    assert held_by(sessions, OTHER) == "hens.example.org"
    with sessions.read() as session:
        assert site_of(session, OTHER).next_due is None
    say(sessions, Decision.DIFFERENT)
    assert held_by(sessions, OTHER) == "chickens.example.net"
    with sessions.read() as session:
        assert site_of(session, OTHER).next_due == BY["now"]
        assert verify(session).problem is None
        actions = session.scalars(select(LedgerEntry.action).where(LedgerEntry.action == "doubt decided")).all()
    assert len(actions) == 2


def test_what_a_person_called_different_becomes_a_candidate_and_is_not_asked_again(sessions: Sessions) -> None:
    copied(sessions)
    say(sessions, Decision.DIFFERENT)
    look(sessions, OTHER, LATER + 2 * DAY, profile=a_forum())
    assert len(forums(sessions)) == 2
    assert open_doubts(sessions) == []


def test_a_forum_that_moved_keeps_its_public_id_and_is_visited_where_it_is_now(sessions: Sessions) -> None:
    moved(sessions)
    with sessions.read() as session:
        before = public_at(session, TRUE, HOSTS)
    say(sessions, Decision.SAME)
    assert forums(sessions) == [("chickens.example.net", "listed"), ("hens.example.org", "merged")]
    with sessions.read() as session:
        assert public_at(session, OTHER, HOSTS) == before
        assert public_at(session, TRUE, HOSTS) == before
        assert site_of(session, TRUE).next_due is None
        assert site_of(session, OTHER).next_due is not None
    say(sessions, Decision.DIFFERENT)
    assert forums(sessions) == [("chickens.example.net", "candidate"), ("hens.example.org", "listed")]
    with sessions.read() as session:
        assert public_at(session, TRUE, HOSTS) == before
        assert public_at(session, OTHER, HOSTS) is None


def test_of_two_listed_forums_the_one_that_moved_is_merged_into_the_other(sessions: Sessions) -> None:
    moved(sessions)
    listed(sessions, OTHER)
    say(sessions, Decision.SAME)
    assert forums(sessions) == [("chickens.example.net", "listed"), ("hens.example.org", "merged")]
    say(sessions, Decision.DIFFERENT)
    assert forums(sessions) == [("chickens.example.net", "listed"), ("hens.example.org", "listed")]


def test_forum_or_not_is_decided_both_ways(sessions: Sessions) -> None:
    for when in (NOW, LATER):
        look(sessions, OTHER, when, Outcome.UNSURE, profile=a_page(confidence=0.4))
    say(sessions, Decision.FORUM)
    assert forums(sessions) == [("chickens.example.net", "candidate")]
    with sessions.read() as session:
        assert (site_of(session, OTHER).kind, site_of(session, OTHER).purpose) == ("forum", "profile")
    say(sessions, Decision.NO_FORUM)
    assert forums(sessions) == [("chickens.example.net", "refused")]
    with sessions.read() as session:
        site = site_of(session, OTHER)
    assert site.kind == "not_a_forum"
    assert site.next_due > LATER + 150 * DAY
    say(sessions, Decision.FORUM)
    assert forums(sessions) == [("chickens.example.net", "candidate")]


def test_a_decision_has_its_rules(sessions: Sessions) -> None:
    copied(sessions)
    with pytest.raises(BadDecision, match="asks for different or same"):
        say(sessions, Decision.FORUM)
    with pytest.raises(BadDecision, match="who decides"):
        say(sessions, Decision.SAME, reason=" ")
    say(sessions, Decision.SAME)
    with pytest.raises(BadDecision, match="already, by A"):
        say(sessions, Decision.SAME)
    with sessions.write() as session, pytest.raises(doubts.NoSuchDoubt):
        decide(session, 4711, Decision.SAME, **BY)


def test_a_doubt_is_asked_once_and_seen_again(sessions: Sessions) -> None:
    copied(sessions)
    look(sessions, OTHER, LATER + 200 * DAY, profile=a_forum(members=1210))
    with sessions.read() as session:
        one = session.execute(select(Doubt.asked_at, Doubt.seen_at, Doubt.evidence)).one()
    assert (one.asked_at, one.seen_at) == (LATER, LATER + 200 * DAY)
    assert any("1,210" in said for said in one.evidence)


def test_a_farm_of_copies_fills_neither_the_queue_nor_what_is_kept_for_listed_forums(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doubts, "MOST_OPEN", 5)
    look(sessions, TRUE, profile=a_forum())
    for number in range(5):
        look(sessions, f"https://copy{number}.farm.org/", LATER, profile=a_forum())
    assert open_doubts(sessions) == ["copy"] * doubts.MOST_OF_DOMAIN
    for number in range(5):
        look(sessions, f"https://copy{number}.example/", LATER, profile=a_forum())
    assert len(open_doubts(sessions)) == 5
    assert len(forums(sessions)) == 1, "a copy without a place in the queue is a copy all the same"
    listed(sessions, TRUE)
    look(sessions, OTHER, LATER, profile=a_forum(("Cars", "Vans", "Lorries", "Trams")))
    with sessions.write() as session:
        site_id = site_of(session, OTHER).id
        for _ in range(2):
            assert doubts.ask(session, doubts.Question(DoubtKind.UNSURE, site_id, 0, ("twice",)), LATER)
    assert open_doubts(sessions)[-1] == "unsure", "other kinds have their own places"
    monkeypatch.setattr(doubts, "MOST_OPEN", 0)
    look(sessions, TRUE, LATER, Outcome.MOVED, moved_to=OTHER)
    assert open_doubts(sessions)[-1] == "moved", "a listed forum's move always has a place"


def test_doubts_about_listed_forums_come_first_then_by_what_sites_promise(sessions: Sessions) -> None:
    look(sessions, TRUE, profile=a_forum())
    for name, value in (("low", 0.1), ("high", 0.9)):
        look(sessions, f"https://{name}.example/", LATER, profile=a_forum())
        with sessions.write() as session:
            session.execute(update(Site).where(Site.key == f"{name}.example").values(value=value))
    other = a_forum(("Cars", "Vans", "Lorries", "Trams"))
    look(sessions, "https://cars.example/", profile=other)
    listed(sessions, "https://cars.example/")
    look(sessions, "https://vans.example/", LATER, profile=other)
    with sessions.read() as session:
        found = [case.site.address for case in doubts.waiting(session)]
    assert found == ["https://vans.example/", "https://high.example/", "https://low.example/"]


def test_the_verb_lists_shows_and_decides(
    sessions: Sessions, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    copied(sessions)
    url = sessions.engine.url.render_as_string(hide_password=False)
    monkeypatch.setenv("FORUM_REGISTRY_DATABASE_URL", url)
    with sessions.read() as session:
        number = str(session.scalars(select(Doubt.id)).one())
    assert main(["doubts", "list"]) == 0
    said = capsys.readouterr().out
    assert "Does it only copy the other one?" in said
    assert TRUE in said
    assert OTHER in said
    assert main(["doubts", "same", number]) == 2, "nobody answers for it"
    assert main(["doubts", "show", "4711"]) == 2
    assert main(["doubts", "forum", number, "--by", "A", "--reason", "b"]) == 2
    assert main(["doubts", "same", number, "--by", "A. Keeper", "--reason", "the same people"]) == 0
    assert "decided: same, by A. Keeper" in capsys.readouterr().out
    assert main(["doubts", "list", "--decided", "--json"]) == 0
    assert '"decision": "same"' in capsys.readouterr().out
    assert main(["doubts", "list"]) == 0
    assert capsys.readouterr().out == "No doubts.\n"
    with sessions.read() as session:
        assert session.scalar(select(func.count()).select_from(Forum)) == 1
