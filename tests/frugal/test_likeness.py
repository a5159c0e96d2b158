"""One forum under several names: what becomes one by itself, what a person is asked, and what nobody can force."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from registry.catalogue.lifecycle import Role, case_of_site, move
from registry.catalogue.model import Doubt
from registry.catalogue.reading import public_at
from registry.catalogue.removal import forget
from registry.db import Sessions
from registry.frontier.model import Site, SiteAlias, Visit
from registry.profile import Link
from registry.vocabulary import Outcome, Purpose, Standing
from tests.frugal.making import DAY, HENS, NOW, a_forum, a_page, forums, held_by, look, open_doubts, site_of
from tests.store.making import HOSTS

TRUE = "https://hens.example.org/"
OTHER = "https://chickens.example.net/"
LATER = NOW + 30 * DAY


def known(sessions: Sessions, address: str = TRUE, *, public: bool = False, **more: Any) -> None:
    """A forum that was read, and listed if it is to be public."""
    look(sessions, address, profile=a_forum(**more))
    if public:
        with sessions.write() as session:
            case = case_of_site(session, site_of(session, address).id)
            assert case is not None
            move(session, case.forum_id, Standing.LISTED, role=Role.OPERATOR, actor="a test", reason="known", now=NOW)


def vouched(sessions: Sessions, address: str) -> bool:
    with sessions.read() as session:
        return public_at(session, address, HOSTS) is not None


def test_a_copy_on_another_domain_is_named_and_is_no_second_candidate(sessions: Sessions) -> None:
    known(sessions)
    answer = look(sessions, OTHER, LATER, profile=a_forum(members=1230, posts=56_900))
    assert answer.forum_id is None
    assert forums(sessions) == [("hens.example.org", "candidate")]
    assert open_doubts(sessions) == ["copy"]
    with sessions.read() as session:
        site = site_of(session, OTHER)
        told = session.execute(select(Visit.outcome, Visit.detail).where(Visit.site_id == site.id)).one()
        evidence = session.scalars(select(Doubt.evidence)).one()
    assert (site.last_outcome, told.outcome) == ("copy", "copy")
    assert "members 1,230 and 1,200" in told.detail
    assert site.next_due > LATER + 150 * DAY
    assert "5 boards with the same names" in evidence
    assert not any("example" in said for said in evidence), "no address of others"
    assert held_by(sessions, OTHER) == "chickens.example.net", "nobody said that it is one"


@pytest.mark.parametrize(
    "other",
    [
        a_forum(members=9000, posts=300), a_forum((*HENS[:4], "Bees")), a_forum(HENS[:3]),
        a_forum(members=1300, threads=9999),
    ],
    ids=["figures", "a board", "few boards", "one figure off"],
)  # fmt: skip
def test_what_differs_is_another_forum(sessions: Sessions, other: Any) -> None:
    known(sessions)
    look(sessions, OTHER, LATER, profile=other)
    assert len(forums(sessions)) == 2
    assert open_doubts(sessions) == []


def test_fresh_installs_are_not_copies_of_each_other(sessions: Sessions) -> None:
    for host in ("one", "two", "three"):
        look(sessions, f"https://{host}.example/", profile=a_forum(members=1, threads=1, posts=1))
    assert len(forums(sessions)) == 3


def test_pages_in_the_same_words_alone_make_no_copy(sessions: Sessions) -> None:
    known(sessions, page_print=77)
    look(sessions, OTHER, LATER, profile=a_forum(("Cars", "Vans", "Lorries", "Trams"), members=7, page_print=77))
    assert len(forums(sessions)) == 2


def test_hosts_of_one_domain_that_show_one_forum_are_one(sessions: Sessions) -> None:
    known(sessions)
    look(sessions, "https://old-hens.example.org/", LATER, profile=a_forum())
    assert forums(sessions) == [("hens.example.org", "candidate")]
    assert held_by(sessions, "https://old-hens.example.org/") == "hens.example.org"
    assert open_doubts(sessions) == []


def test_communities_of_a_hosting_place_are_never_one_by_themselves(sessions: Sessions) -> None:
    known(sessions, "https://hens.proboards.com/")
    look(sessions, "https://fowl.proboards.com/", LATER, profile=a_forum())
    assert open_doubts(sessions) == ["copy"]
    assert held_by(sessions, "https://fowl.proboards.com/") == "fowl.proboards.com"


def test_a_copy_that_names_the_true_address_is_its_other_name_and_nobody_vouches_for_it(sessions: Sessions) -> None:
    known(sessions, public=True)
    look(sessions, OTHER, LATER, profile=a_forum(canonical=TRUE))
    assert held_by(sessions, OTHER) == "hens.example.org"
    assert forums(sessions) == [("hens.example.org", "listed")]
    assert vouched(sessions, TRUE)
    assert not vouched(sessions, OTHER)


def test_a_false_canonical_link_alone_does_nothing(sessions: Sessions) -> None:
    known(sessions, public=True)
    look(sessions, OTHER, LATER, profile=a_forum(("Slots", "Poker", "Bingo", "Roulette"), canonical=TRUE))
    assert forums(sessions) == [("chickens.example.net", "candidate"), ("hens.example.org", "listed")]
    assert held_by(sessions, OTHER) == "chickens.example.net"


def test_who_is_copied_before_being_found_is_not_shut_out(sessions: Sessions) -> None:
    known(sessions, OTHER)  # the copy comes first
    with sessions.write() as session:
        session.execute(update(Site).where(Site.key == "hens.example.org").values(places=3))
    look(sessions, TRUE, NOW, Outcome.TIMED_OUT)
    with sessions.write() as session:
        session.execute(update(Site).where(Site.key == "hens.example.org").values(places=3))
    look(sessions, TRUE, LATER, profile=a_forum())
    assert len(forums(sessions)) == 2
    assert open_doubts(sessions) == ["same"]


def test_a_known_forum_is_never_made_a_copy_by_a_later_one(sessions: Sessions) -> None:
    known(sessions)
    look(sessions, OTHER, LATER, profile=a_forum())
    look(sessions, TRUE, LATER + DAY, profile=a_forum(canonical=OTHER))
    assert forums(sessions) == [("hens.example.org", "candidate")]
    with sessions.read() as session:
        assert site_of(session, TRUE).last_outcome == "profiled"


# Redirects


def test_a_redirect_for_good_from_where_no_forum_was_makes_another_name(sessions: Sessions) -> None:
    look(sessions, OTHER, NOW, Outcome.MOVED, moved_to=TRUE, moved_for_good=True)
    assert held_by(sessions, OTHER) == "chickens.example.net", "nothing was read there yet"
    with sessions.read() as session:
        assert site_of(session, OTHER).next_due <= NOW + 7 * DAY
    known(sessions, public=True)
    look(sessions, OTHER, LATER, Outcome.MOVED, moved_to=TRUE, moved_for_good=True)
    assert held_by(sessions, OTHER) == "hens.example.org"
    assert not vouched(sessions, OTHER), "what it leads to tomorrow is its owner's"


def test_a_redirect_for_a_while_makes_none(sessions: Sessions) -> None:
    known(sessions)
    look(sessions, OTHER, LATER, Outcome.MOVED, moved_to=TRUE)
    assert held_by(sessions, OTHER) == "chickens.example.net"


def test_a_name_that_stops_leading_there_is_its_own_again(sessions: Sessions) -> None:
    known(sessions)
    look(sessions, OTHER, LATER, Outcome.MOVED, moved_to=TRUE, moved_for_good=True)
    look(sessions, OTHER, LATER + DAY, profile=a_forum(("Cars", "Vans", "Lorries", "Trams")))
    assert held_by(sessions, OTHER) == "chickens.example.net"
    assert len(forums(sessions)) == 2


def test_a_candidate_that_moved_is_merged_into_where_its_boards_stand(sessions: Sessions) -> None:
    known(sessions, OTHER)
    known(sessions, TRUE, members=5000, posts=90_000)  # grown since
    look(sessions, OTHER, LATER, Outcome.MOVED, moved_to=TRUE, moved_for_good=True)
    assert forums(sessions) == [("chickens.example.net", "merged"), ("hens.example.org", "candidate")]
    assert held_by(sessions, OTHER) == "hens.example.org"
    with sessions.write() as session:
        assert site_of(session, OTHER).next_due is None
        case = case_of_site(session, site_of(session, TRUE).id)
        assert case is not None
        move(session, case.forum_id, Standing.LISTED, role=Role.OPERATOR, actor="a test", reason="known", now=LATER)
    assert vouched(sessions, TRUE)
    assert not vouched(sessions, OTHER), "what it leads to tomorrow is its owner's"


@pytest.mark.parametrize("boards", [HENS, ("Slots", "Poker", "Bingo", "Roulette")], ids=["full match", "other boards"])
def test_whoever_buys_a_listed_name_drags_nothing_along(sessions: Sessions, boards: tuple[str, ...]) -> None:
    known(sessions, OTHER, public=True)
    known(sessions, TRUE, boards=boards, members=9000)
    look(sessions, OTHER, LATER, Outcome.MOVED, moved_to=TRUE, moved_for_good=True)
    assert forums(sessions) == [("chickens.example.net", "listed"), ("hens.example.org", "candidate")]
    assert held_by(sessions, OTHER) == "chickens.example.net"
    assert open_doubts(sessions) == ["moved"]


def test_a_farm_of_redirects_gives_a_forum_no_thousand_names(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("registry.frontier.names.MOST_NAMES", 4)
    known(sessions)
    for number in range(6):
        away = f"https://way{number}.example/"
        look(sessions, away, LATER, Outcome.MOVED, moved_to=TRUE, moved_for_good=True)
    with sessions.read() as session:
        assert (
            len(session.scalars(select(SiteAlias.key).where(SiteAlias.site_id == site_of(session, TRUE).id)).all()) == 4
        )


# Removal, and patience


@pytest.mark.parametrize("address", [TRUE, OTHER])
def test_removal_takes_doubts_and_lent_names_with_it(sessions: Sessions, address: str) -> None:
    known(sessions)
    look(sessions, "https://third.example/", LATER, profile=a_forum())
    look(sessions, OTHER, LATER, profile=a_forum(canonical=TRUE))
    with sessions.write() as session:
        forget(session, address, actor="a test", reason="asked", now=LATER, hosts=HOSTS)
    with sessions.read() as session:
        left = set(session.scalars(select(Site.key)))
        aliases = set(session.scalars(select(SiteAlias.key)))
        doubts = session.scalars(select(Doubt.id)).all()
    gone = address.removeprefix("https://").strip("/")
    assert gone not in left | aliases
    assert len(doubts) == (0 if address == TRUE else 1)


def test_a_forum_that_was_found_is_read_in_full_at_once(sessions: Sessions) -> None:
    look(sessions, TRUE, NOW, profile=a_forum())
    with sessions.read() as session:
        site = site_of(session, TRUE)
    assert (site.purpose, site.next_due) == ("profile", NOW)
    look(sessions, TRUE, NOW + DAY, profile=a_forum(), purpose=Purpose.PROFILE)
    with sessions.read() as session:
        assert site_of(session, TRUE).next_due > NOW + DAY


def test_what_is_no_forum_again_and_again_is_left_alone_ever_longer(sessions: Sessions) -> None:
    waits: list[timedelta] = []
    when = NOW
    for _ in range(6):
        look(sessions, OTHER, when, Outcome.NOT_A_FORUM, profile=a_page())
        with sessions.read() as session:
            due = site_of(session, OTHER).next_due
        waits.append(due - when)
        when = due
    assert 160 * DAY < waits[0] < 200 * DAY
    assert [round(wait / waits[0]) for wait in waits] == [1, 2, 3, 4, 4, 4]


def test_who_leaves_us_unsure_twice_is_put_before_a_person(sessions: Sessions) -> None:
    look(sessions, OTHER, NOW, Outcome.UNSURE, profile=a_page(confidence=0.4))
    assert open_doubts(sessions) == []
    look(sessions, OTHER, LATER, Outcome.UNSURE, profile=a_page(confidence=0.4))
    look(sessions, OTHER, LATER + DAY, Outcome.UNSURE, profile=a_page(confidence=0.4))
    assert open_doubts(sessions) == ["unsure"]


@pytest.mark.parametrize("outcome", [Outcome.PARKED, Outcome.COPY])
def test_the_new_ends_of_visits_come_back_in_half_a_year(sessions: Sessions, outcome: Outcome) -> None:
    look(sessions, OTHER, NOW, outcome)
    with sessions.read() as session:
        site = site_of(session, OTHER)
    assert site.conclusion == outcome
    assert NOW + 150 * DAY < site.next_due < NOW + 210 * DAY


def test_what_a_copy_links_to_is_not_taken_in(sessions: Sessions) -> None:
    known(sessions)
    linked = a_forum(links=(Link("https://elsewhere.example/"),))
    assert look(sessions, OTHER, LATER, profile=linked).new_sites == 0
