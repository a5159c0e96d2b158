"""Making what the tests of searches need: a frontier with unvisited sites, workers without a network."""

import random
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from registry.assess import Assessment, TopicMatch
from registry.db import Sessions
from registry.frontier import HostLease, release, sightings
from registry.frontier.discoveries import Search, ask, search
from registry.frontier.sighting import Found
from registry.ingest import ingest_all
from registry.ingest.search_turns import SearchTurns
from registry.profile import VisitReport
from registry.vocabulary import DiscoveryState, Outcome, Purpose
from tests.store.making import HOSTS, NOW, Told, forum_profile

TOPIC = "/childcare-parenting"
OTHER = "/housing-local-and-community"
EVERYTHING = tuple(Purpose)
PARENTS = Told(Assessment(topics=(TopicMatch(f"{TOPIC}/childcare", 0.9, ("toddler groups: board",)),)))


def sight(sessions: Sessions, number: int, *, name: str = "site", topic: str | None = TOPIC) -> None:
    """So many new sites, each on a host of its own."""
    found = [Found(f"https://{name}{one:05}.example/", "link", topic=topic) for one in range(number)]
    with sessions.write() as session:
        sightings(session, found, now=NOW, hosts=HOSTS)


def ask_for(
    sessions: Sessions, *, topic: str = TOPIC, sites: int = 1000, pages: int = 3000, by: str = "ann", **more: object
) -> Search:
    with sessions.write() as session:
        return ask(session, topic=topic, by=by, most_sites=sites, most_pages=pages, now=NOW, **more)  # type: ignore[arg-type]


def stands(sessions: Sessions, search_id: int) -> Search:
    with sessions.read() as session:
        return search(session, search_id)


@dataclass
class Worker:
    """A worker whose visits take the pages and find what they are told; its clock stands where it is set."""

    sessions: Sessions
    name: str = "w1"
    turns: SearchTurns = field(default_factory=SearchTurns)
    purposes: Sequence[Purpose] = EVERYTHING
    now: datetime = NOW
    pages: Callable[[], int] = lambda: 2
    outcome: Callable[[], Outcome] = lambda: Outcome.NOT_A_FORUM
    assessor: Told = PARENTS

    def lease(self, limit: int = 4) -> list[HostLease]:
        asked = {"worker": self.name, "limit": limit, "purposes": self.purposes, "now": self.now, "lease_s": 60.0}
        with self.sessions.write() as session:
            return self.turns.lease(session, **asked)

    def visit(self, lease: HostLease) -> None:
        """Visit all sites of a lease, one report each, as the engine does."""
        for place, site in enumerate(lease.sites, start=1):
            outcome = self.outcome()
            report = VisitReport(
                site.site_id, lease.host_id, self.name, lease.token, site.purpose, str(outcome), self.now, self.now,
                pages=self.pages(), release_host=place == len(lease.sites), discovery_id=lease.discovery_id,
            )  # fmt: skip
            if outcome is Outcome.PROFILED:
                report = replace(report, profile=forum_profile(name=site.key))
            with self.sessions.write() as session:
                ingest_all(session, [report], assessor=self.assessor, hosts=HOSTS, now=self.now)

    def give_back(self, lease: HostLease) -> None:
        with self.sessions.write() as session:
            release(session, lease, self.now)

    def work(self, limit: int = 4, most: int = 10_000) -> int:
        """Lease and visit until nothing is to be had; how many leases there were."""
        done = 0
        while done < most and (leases := self.lease(limit)):
            for lease in leases:
                self.visit(lease)
            done += len(leases)
        return done

    def later(self, **time: float) -> "Worker":
        return replace(self, now=self.now + timedelta(**time))


def work_together(sessions: Sessions, number: int, search_id: int, seed: int = 7) -> None:
    """So many workers at once, each until the search is over."""
    chance = [random.Random(seed + one) for one in range(number)]  # noqa: S311  # repeatable, no secret
    wrong: list[BaseException] = []

    def work(place: int) -> None:
        mine = Worker(
            sessions,
            f"w{place}",
            SearchTurns(only=search_id),
            pages=lambda: chance[place].randint(1, 3),
            outcome=lambda: Outcome.PROFILED if chance[place].random() < 0.2 else Outcome.NOT_A_FORUM,
        )
        try:
            while stands(sessions, search_id).state is DiscoveryState.RUNNING:
                mine.work(chance[place].randint(1, 6), most=1)
        except BaseException as error:  # noqa: BLE001  # told by the test
            wrong.append(error)

    threads = [threading.Thread(target=work, args=(place,)) for place in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert not wrong, wrong
    assert not any(thread.is_alive() for thread in threads)
