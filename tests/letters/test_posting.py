"""One letter stands once, is counted, waits in a queue that has an end, and sends its address for a visit."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from registry.catalogue.placing import Placement, list_seed
from registry.catalogue.removal import forget
from registry.db import Sessions
from registry.frontier import lease_hosts
from registry.frontier.model import Sighting, Site
from registry.stewardship.kinds import ON_THE_SITE, LetterKind
from registry.stewardship.limits import TooMany, who
from registry.stewardship.model import Letter, RateWindow
from registry.stewardship.posting import Bounds, new_reference, spelt
from registry.stewardship.writing import report, suggestion, wish
from registry.vocabulary import Outcome, Purpose
from tests.letters.posts import send, suggest
from tests.store.making import HOSTS, NOW, visit

SPELLINGS = (
    "https://Forum.Example.org/",
    "forum.example.org",
    "http://www.forum.example.org:80/index.php",
    "//forum.example.org/viewtopic.php?t=3&sid=abc",
)


def _count(sessions: Sessions, model: type) -> int:
    with sessions.read() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_the_same_letter_within_a_day_is_one_and_after_it_another(sessions: Sessions) -> None:
    first = suggest(sessions, SPELLINGS[0], "For parents of twins")
    for number, spelling in enumerate(SPELLINGS):
        again = suggest(sessions, spelling, "  for PARENTS of\r\n twins ", now=NOW + timedelta(hours=number * 6))
        assert (again.reference, again.new) == (first.reference, False)
    assert suggest(sessions, SPELLINGS[0], "other words").new
    later = suggest(sessions, SPELLINGS[0], "For parents of twins", now=NOW + timedelta(hours=24))
    assert later.new
    assert later.reference != first.reference
    assert suggest(sessions, SPELLINGS[0], "For parents of twins", now=NOW + timedelta(hours=47)) == type(later)(
        later.reference, new=False
    )
    assert _count(sessions, Letter) == 3
    assert _count(sessions, Site) == 1


def test_64_equal_letters_at_once_are_one(sessions: Sessions) -> None:
    bounds = Bounds(an_hour=1, a_day=1, open=1)  # nor do the others count against their sender
    with ThreadPoolExecutor(16) as pool:
        drafts = [suggestion(SPELLINGS[number % len(SPELLINGS)], "", HOSTS) for number in range(64)]
        posted = list(pool.map(lambda draft: send(sessions, draft, bounds=bounds), drafts))
    assert len({one.reference for one in posted}) == 1
    assert sum(one.new for one in posted) == 1
    assert (_count(sessions, Letter), _count(sessions, Site)) == (1, 1)


def test_64_different_letters_at_once_keep_the_limit(sessions: Sessions) -> None:
    def one(number: int) -> bool:
        try:
            send(sessions, wish(f"question {number}", ""), bounds=Bounds(an_hour=5, a_day=1000, open=1000))
        except TooMany:
            return False
        return True

    with ThreadPoolExecutor(16) as pool:
        taken = sum(pool.map(one, range(64)))
    assert taken == 5
    assert _count(sessions, Letter) == 5


def test_a_sender_a_network_and_a_day_have_an_end(sessions: Sessions) -> None:
    bounds = Bounds(an_hour=2, a_day=20, open=1000)

    def write(number: int, client: str, **more: object) -> None:
        send(sessions, wish(f"question {number}", ""), client=client, bounds=bounds, **more)

    write(1, "203.0.113.1")
    write(2, "203.0.113.1")
    with pytest.raises(TooMany) as problem:
        write(3, "203.0.113.1")
    assert problem.value.whose == "address"
    assert 0 < problem.value.after_s <= 3600
    for number in range(10):
        write(10 + number, f"203.0.113.{10 + number}")
    with pytest.raises(TooMany) as problem:
        write(4, "203.0.113.99")
    assert problem.value.whose == "network"
    write(5, "203.0.114.99")
    write(3, "203.0.113.1", now=NOW + timedelta(hours=1))
    for number in range(6):
        write(100 + number, f"2001:db8:{number}::1")
    with pytest.raises(TooMany) as problem:
        write(6, "2001:db8:77::1")
    assert problem.value.whose == "all"
    removal = report("removal", "", kinds=ON_THE_SITE, about="https://ours.example/")
    send(sessions, removal, client="192.0.2.9", bounds=bounds)  # who wants to leave is heard whatever the day brought


def test_the_queue_has_an_end_and_requests_to_leave_have_their_own(sessions: Sessions) -> None:
    bounds = Bounds(an_hour=1000, a_day=1000, open=3)
    for number in range(3):
        send(sessions, wish(f"question {number}", ""), bounds=bounds)
    with pytest.raises(TooMany) as problem:
        send(sessions, wish("one more", ""), bounds=bounds)
    assert problem.value.whose == "queue"
    for number in range(3):
        about = f"https://forum{number}.example/"
        send(sessions, report("removal", "", kinds=ON_THE_SITE, about=about), bounds=bounds)
    with pytest.raises(TooMany):
        send(sessions, report("removal", "", kinds=ON_THE_SITE, about="https://four.example/"), bounds=bounds)
    assert _count(sessions, Letter) == 6


def test_addresses_and_networks_have_one_spelling() -> None:
    assert who("203.0.113.9") == ("203.0.113.9", "203.0.113.0/24")
    assert who("::ffff:203.0.113.9") == who("203.0.113.9")
    assert who("2001:DB8:0:1::9%eth0") == ("2001:db8:0:1::9", "2001:db8:0:1::/64")
    assert who("not an address") == ("not an address", "not an address")


def test_no_sender_can_be_read_from_the_database(sessions: Sessions) -> None:
    send(sessions, wish("a question", ""), client="203.0.113.77")
    with sessions.read() as session:
        rows = session.execute(select(RateWindow)).scalars().all()
        assert len(rows) == 3
        subjects = {row.subject for row in rows}
        for row in rows:
            said = f"{row.name} {row.subject}"
            assert "203.0" not in said
    send(sessions, wish("a question", ""), client="203.0.113.77", now=NOW + timedelta(days=1))
    with sessions.read() as session:
        every = set(session.scalars(select(RateWindow.subject)))
    assert len(every) == 6, "the salt changes with the day"
    assert subjects < every


def test_a_suggestion_comes_in_by_the_one_door_and_is_visited_first(sessions: Sessions) -> None:
    with sessions.write() as session:
        for number in range(5):
            list_seed(session, Placement(f"https://seed{number}.example/", "A forum"), now=NOW, hosts=HOSTS)
    suggest(sessions, "https://new.example.org/forum/")
    with sessions.read() as session:
        assert "suggestion" in set(session.scalars(select(Sighting.source)))
    with sessions.write() as session:
        (lease,) = lease_hosts(session, worker="w", limit=1, purposes=list(Purpose), now=NOW, lease_s=60)
    assert lease.host_key == "new.example.org"


def test_suggesting_a_site_again_does_not_hurry_its_next_visit(sessions: Sessions) -> None:
    suggest(sessions, "https://new.example.org/")
    visit(sessions, NOW, Outcome.NOT_A_FORUM)
    suggest(sessions, "https://new.example.org/", "It is one!", now=NOW + timedelta(hours=1))
    with sessions.write() as session:
        later = NOW + timedelta(hours=2)
        assert not lease_hosts(session, worker="w", limit=1, purposes=list(Purpose), now=later, lease_s=60)


def test_a_host_that_told_us_to_leave_is_not_visited_for_a_suggestion(sessions: Sessions) -> None:
    suggest(sessions, "https://new.example.org/")
    visit(sessions, NOW, Outcome.OPTED_OUT)
    suggest(sessions, "https://new.example.org/another/", now=NOW + timedelta(hours=1))
    with sessions.write() as session:
        later = NOW + timedelta(days=400)
        assert not lease_hosts(session, worker="w", limit=1, purposes=list(Purpose), now=later, lease_s=60)


def test_what_was_removed_leaves_no_trace_when_it_is_suggested(sessions: Sessions) -> None:
    with sessions.write() as session:
        forget(session, "https://gone.example/", actor="ann", reason="asked", now=NOW, hosts=HOSTS)
    posted = suggest(sessions, "https://gone.example/", "gone.example is so good")
    assert posted.new
    with sessions.read() as session:
        letter = session.scalars(select(Letter)).one()
        assert (letter.site_id, letter.words, letter.about, letter.closed_at) == (None, None, None, None)
    assert _count(sessions, Site) == 0


def test_references_cannot_be_guessed_and_can_be_spelt() -> None:
    made = {new_reference() for _ in range(500)}
    assert len(made) == 500
    one = made.pop()
    assert len(one.replace("-", "")) == 28
    assert spelt(one.upper().replace("-", " ")) == one
    assert spelt(one[:-1]) is None
    assert spelt("o" + one[1:]) is None
    assert spelt("x" * 10_000) is None
    assert LetterKind.REMOVAL in ON_THE_SITE
