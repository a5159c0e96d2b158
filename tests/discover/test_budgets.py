"""A search's budget holds exactly, whatever the number of workers, and each end has its reason."""

from datetime import timedelta

import pytest
from sqlalchemy import case, func, select, update

from registry.db import Sessions
from registry.frontier import sightings
from registry.frontier.discoveries import charge, stop
from registry.frontier.gatherings import Wanted, add_gatherings
from registry.frontier.model import Host, Visit
from registry.frontier.searching import BUDGET_USED, NOTHING_LEFT, shares, sites_left
from registry.frontier.sighting import Found
from registry.ingest.search_turns import SearchTurns
from registry.vocabulary import DiscoveryState, Outcome, Purpose
from tests.discover.making import OTHER, TOPIC, Worker, ask_for, sight, stands, work_together
from tests.store.making import HOSTS, NOW


def _counted(sessions: Sessions, search_id: int) -> tuple[int, int]:
    with sessions.read() as session:
        looked = func.count(case((Visit.purpose == str(Purpose.DISCOVER), 1)))
        asked = select(looked, func.sum(Visit.pages)).where(Visit.discovery_id == search_id)
        sites, pages = session.execute(asked).one()
        return sites, int(pages or 0)


@pytest.mark.parametrize(("sites", "pages"), [(57, 10_000), (10_000, 100), (40, 120)])
def test_four_workers_never_go_beyond_a_budget(sessions: Sessions, sites: int, pages: int) -> None:
    sight(sessions, 150)
    asked = ask_for(sessions, sites=sites, pages=pages)
    work_together(sessions, 4, asked.id)
    done = stands(sessions, asked.id)
    assert (done.sites, done.pages) == _counted(sessions, asked.id), "what was charged is what was visited"
    assert done.sites <= sites
    assert done.pages <= pages
    assert done.sites == sites or pages - done.pages < 6, "nothing that was allowed is left but too little for a visit"
    assert (done.state, done.ended_why) == (DiscoveryState.DONE, BUDGET_USED)
    assert 0 < done.of_topic == done.forums


def test_what_is_leased_counts_as_used_until_it_is_charged_or_its_worker_dies(sessions: Sessions) -> None:
    sight(sessions, 20)
    asked = ask_for(sessions, sites=6)
    one = Worker(sessions, "w1", SearchTurns(only=asked.id))
    other = Worker(sessions, "w2", SearchTurns(only=asked.id))
    first = one.lease(4)
    assert len(first) == 4
    assert len(other.lease(4)) == 2
    assert other.lease(4) == []
    assert stands(sessions, asked.id).state is DiscoveryState.RUNNING
    one.visit(first[0])
    one.give_back(first[1])
    again = other.lease(4)
    assert len(again) == 1, "what was given back is free again, what was visited is used"
    heir = Worker(sessions, "w3", SearchTurns(only=asked.id), now=NOW + timedelta(minutes=2))
    assert len(heir.lease(9)) == 5, "the parts of dead workers are free again"
    assert stands(sessions, asked.id).sites == 1


def test_a_lease_of_many_sites_is_cut_to_what_is_left(sessions: Sessions) -> None:
    with sessions.write() as session:
        sightings(session, [Found(f"https://reddit.com/r/group{n}/", "link") for n in range(12)], now=NOW, hosts=HOSTS)
    asked = ask_for(sessions, sites=100, pages=16)
    worker = Worker(sessions, turns=SearchTurns(only=asked.id))
    (lease,) = worker.lease()
    assert len(lease.sites) == 5
    worker.visit(lease)
    assert [len(one.sites) for one in worker.lease()] == [2], "10 pages were used: 6 are left"


def test_a_search_ends_when_nothing_is_left(sessions: Sessions) -> None:
    sight(sessions, 3)
    asked = ask_for(sessions)
    worker = Worker(sessions, turns=SearchTurns(only=asked.id))
    assert worker.work() == 3
    done = stands(sessions, asked.id)
    assert (done.state, done.ended_why, done.sites, done.ended_at) == (DiscoveryState.DONE, NOTHING_LEFT, 3, NOW)


def test_a_search_waits_for_what_others_may_bring_but_not_for_ever(sessions: Sessions) -> None:
    sight(sessions, 1)
    asked = ask_for(sessions)
    busy = Worker(sessions, "busy", purposes=(Purpose.VERIFY,))
    mine = Worker(sessions, turns=SearchTurns(only=asked.id))
    with sessions.write() as session:  # somebody else visits that host
        session.execute(update(Host).values(lease_holder="busy", lease_until=NOW + timedelta(hours=1)))
    assert mine.lease() == []
    assert stands(sessions, asked.id).state is DiscoveryState.RUNNING
    assert mine.later(seconds=10).lease() == []
    assert stands(sessions, asked.id).state is DiscoveryState.RUNNING
    assert mine.later(seconds=30).lease() == []
    assert stands(sessions, asked.id).ended_why == NOTHING_LEFT
    assert busy.lease() == []


def test_two_searches_and_the_general_queue_share(sessions: Sessions) -> None:
    sight(sessions, 60)
    sight(sessions, 60, name="home", topic=OTHER)
    one, two = ask_for(sessions), ask_for(sessions, topic=OTHER)
    worker = Worker(sessions)
    leased = [lease.discovery_id for _ in range(5) for lease in worker.lease(8)]
    assert {of: leased.count(of) for of in set(leased)} == {None: 20, one.id: 10, two.id: 10}
    single = [lease.discovery_id for _ in range(8) for lease in worker.lease(1)]
    assert {of: single.count(of) for of in set(single)} == {None: 4, one.id: 2, two.id: 2}


def test_what_the_general_queue_leaves_is_the_searches(sessions: Sessions) -> None:
    sight(sessions, 30)
    asked = ask_for(sessions)
    leased = [lease.discovery_id for lease in Worker(sessions).lease(10)]
    assert leased.count(asked.id) == 5
    rest = [lease.discovery_id for lease in Worker(sessions).lease(30)]
    assert len(rest) == 20
    assert Worker(sessions, purposes=(Purpose.PROFILE,)).lease(9) == []


def test_a_visit_that_was_broken_off_costs_its_pages_and_no_site(sessions: Sessions) -> None:
    sight(sessions, 2)
    asked = ask_for(sessions)
    broken = Worker(sessions, turns=SearchTurns(only=asked.id), outcome=lambda: Outcome.INTERRUPTED)
    broken.visit(broken.lease(1)[0])
    found = stands(sessions, asked.id)
    assert (found.sites, found.pages, found.started_at) == (0, 2, NOW)


def test_a_forum_of_the_area_is_read_in_full_at_once_for_the_search_that_found_it(sessions: Sessions) -> None:
    sight(sessions, 1)
    asked = ask_for(sessions)
    finder = Worker(sessions, turns=SearchTurns(only=asked.id), outcome=lambda: Outcome.PROFILED)
    finder.visit(finder.lease(1)[0])
    found = stands(sessions, asked.id)
    assert (found.sites, found.forums, found.of_topic) == (1, 1, 1)
    sight(sessions, 1, name="new")
    (first,) = finder.lease(1)
    assert [site.purpose for site in first.sites] == ["profile"]
    finder.visit(first)
    after = stands(sessions, asked.id)
    assert (after.sites, after.pages, after.forums) == (1, 4, 1), "it is the same site, and no new forum"


def test_a_forum_of_another_area_is_read_in_full_after_all_else(sessions: Sessions) -> None:
    sight(sessions, 2)
    asked = ask_for(sessions, topic=OTHER)
    finder = Worker(sessions, turns=SearchTurns(only=asked.id), outcome=lambda: Outcome.PROFILED)
    for purpose in ("discover", "discover", "profile", "profile"):
        (lease,) = finder.lease(1)
        assert [site.purpose for site in lease.sites] == [purpose]
        finder.visit(lease)
    (further,) = finder.lease(1)
    assert not further.sites, "and then what its forums name further is read on"
    assert [one.kind for one in further.gatherings] == ["threads"]


def test_a_stopped_search_counts_what_is_still_under_way(sessions: Sessions) -> None:
    sight(sessions, 4)
    asked = ask_for(sessions)
    worker = Worker(sessions, turns=SearchTurns(only=asked.id))
    leases = worker.lease(2)
    with sessions.write() as session:
        stop(session, asked.id, "ann", NOW)
    assert worker.lease(2) == []
    worker.visit(leases[0])
    found = stands(sessions, asked.id)
    assert (found.state, found.ended_why, found.sites) == (DiscoveryState.STOPPED, "stopped by ann", 1)


def test_a_charge_ends_a_search_once(sessions: Sessions) -> None:
    asked = ask_for(sessions, pages=10)
    with sessions.write() as session:
        charge(session, asked.id, pages=9, now=NOW)
    assert stands(sessions, asked.id).state is DiscoveryState.RUNNING
    with sessions.write() as session:
        charge(session, asked.id, pages=1, now=NOW + timedelta(seconds=1))
        charge(session, asked.id, pages=5, now=NOW + timedelta(seconds=2))
    done = stands(sessions, asked.id)
    assert (done.pages, done.ended_at, done.ended_why) == (15, NOW + timedelta(seconds=1), BUDGET_USED)


def test_a_budget_in_numbers() -> None:
    own = {"most_sites": 10, "most_pages": 100, "pages_each": 3}
    assert sites_left(sites=0, pages=0, under_way=0, **own) == 10
    assert sites_left(sites=4, pages=94, under_way=0, **own) == 2
    assert sites_left(sites=4, pages=94, under_way=1, **own) == 1
    assert sites_left(sites=4, pages=99, under_way=5, **own) == 0


def test_shares_of_a_few_hosts() -> None:
    assert shares(8, [], 1) == {}
    assert shares(8, [1], 1) == {1: 4}
    assert shares(9, [1], 1) == {1: 5}
    assert shares(9, [1], 2) == {1: 4}
    assert sum(shares(32, [1, 2, 3], 5).values()) == 16
    assert {search for turn in range(12) for search, part in shares(1, [1, 2, 3], turn).items() if part} == {1, 2, 3}


def test_topics_are_told_by_their_paths(sessions: Sessions) -> None:
    sight(sessions, 1)
    asked = ask_for(sessions, topic=f"{TOPIC}/childcar")
    Worker(sessions, turns=SearchTurns(only=asked.id), outcome=lambda: Outcome.PROFILED).work()
    assert (stands(sessions, asked.id).forums, stands(sessions, asked.id).of_topic) == (1, 0)


def _lists(sessions: Sessions, number: int) -> None:
    wanted = [
        Wanted("directory", f"https://list{one}.example/forums", "directories", topic=TOPIC) for one in range(number)
    ]
    with sessions.write() as session:
        assert all(one.gathering_id for one in add_gatherings(session, wanted, hosts=HOSTS))


def test_lists_are_read_for_a_search_within_half_of_what_is_left(sessions: Sessions) -> None:
    _lists(sessions, 3)
    sight(sessions, 3)
    asked = ask_for(sessions, pages=60)
    worker = Worker(sessions, turns=SearchTurns(only=asked.id))
    first = worker.lease(9)
    assert sorted((len(lease.gatherings), len(lease.sites)) for lease in first) == [(0, 1)] * 3 + [(1, 0)]
    assert [one.discovery_id for lease in first for one in lease.gatherings] == [asked.id]
    for lease in first:
        worker.give_back(lease)
    with sessions.write() as session:
        charge(session, asked.id, pages=12, now=NOW)
    assert not any(lease.gatherings for lease in worker.lease(9)), "48 pages are left: half of it is too little for one"


def test_a_list_that_the_budget_cannot_hold_keeps_no_search_from_ending(sessions: Sessions) -> None:
    _lists(sessions, 1)
    asked = ask_for(sessions, pages=40)
    worker = Worker(sessions, turns=SearchTurns(only=asked.id))
    assert worker.lease() == []
    assert stands(sessions, asked.id).ended_why == NOTHING_LEFT


def test_lists_of_a_search_count_as_its_own_whoever_reads_them(sessions: Sessions) -> None:
    _lists(sessions, 3)
    asked = ask_for(sessions, pages=60)
    mine = Worker(sessions, turns=SearchTurns(only=asked.id))
    assert [len(lease.gatherings) for lease in mine.lease(1)] == [1]
    general = Worker(sessions, "w2", purposes=(Purpose.GATHER,))
    leases = general.lease(9)
    assert [(lease.discovery_id, len(lease.gatherings)) for lease in leases] == [(None, 1)], "18 of 20 are under way"
    sight(sessions, 9)
    assert sum(len(lease.sites) for lease in mine.lease(9)) == 2
