"""Many at once on PostgreSQL: visits that name each other's sites, leases that weigh them again, and learning."""

import random
import threading
from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from registry.db import Sessions, make_sessions
from registry.frontier import Found, lease_hosts, sightings
from registry.frontier.fruit import Fruits
from registry.frontier.model import Site, Visit
from registry.frontier.ripening import learn
from registry.frontier.seeking import Domain, Fruit
from registry.ingest import ingest_all
from registry.vocabulary import Outcome, Purpose
from tests.store.making import HOSTS, NOW, Told, forum_profile, link, report_for

SITES = 160
NAMES = [f"https://{'forum.' * (n % 3 == 0)}h{n}.{'farm' if n % 5 == 0 else f'own{n}'}.org/" for n in range(SITES)]


def crawl(sessions: Sessions, worker: str, fruits: Fruits, seed: int) -> None:
    """Lease, visit, learn, until nothing is left: every site names ten others."""
    draw = random.Random(seed)  # noqa: S311  # the same links each time
    while True:
        with sessions.write() as session:
            leases = lease_hosts(
                session, worker=worker, limit=6, purposes=[Purpose.DISCOVER], now=NOW, lease_s=600, fruits=fruits
            )
        if not leases:
            return
        reports = []
        for one in leases:
            links = tuple(link(name, "our forum") for name in draw.sample(NAMES, 10))
            forum = one.host_key.startswith("forum")
            profile = replace(forum_profile(name=one.host_key), is_forum=forum, links=links)
            reports.append(report_for(one, NOW, Outcome.PROFILED if forum else Outcome.NOT_A_FORUM, profile=profile))
        for left in reversed(range(5)):
            try:
                with sessions.write() as session:
                    ingest_all(session, reports, assessor=Told(), hosts=HOSTS, now=NOW, fruits=fruits)
                break
            except OperationalError:  # a host that another one made, and leased, since we looked: as the keeper does
                if not left:
                    raise
        with sessions.write() as session:
            learn(session, fruits)


def test_nobody_waits_for_each_other_and_nothing_is_counted_twice(postgres_url: str) -> None:
    opened = make_sessions(postgres_url)
    with opened.write() as session:
        sightings(session, [Found(name, "link") for name in NAMES[::4]], now=NOW, hosts=HOSTS)
    problems: list[Exception] = []

    def guarded(work: Callable[[], None]) -> Callable[[], None]:
        def run() -> None:
            try:
                work()
            except Exception as problem:  # noqa: BLE001  # whatever it is, the test must see it
                problems.append(problem)

        return run

    shared = Fruits()  # two threads of one worker, and two further workers
    workers = [("one", shared), ("one", shared), ("two", Fruits()), ("three", Fruits())]
    threads = [
        threading.Thread(target=guarded(lambda w=worker, f=fruits, s=n: crawl(opened, w, f, s)))
        for n, (worker, fruits) in enumerate(workers)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert problems == []
    with opened.write() as session:
        learn(session, shared)
    with opened.read() as session:
        visits = session.scalar(select(func.count()).select_from(Visit))
        assert visits == session.scalar(select(func.count()).select_from(Site).where(Site.conclusion.is_not(None)))
        assert visits == session.scalar(select(func.sum(Domain.tried)))
        forums = session.scalar(select(func.count()).select_from(Site).where(Site.kind == "forum"))
        assert forums == session.scalar(select(func.sum(Domain.forums)))
        kinds = select(func.sum(Fruit.tried)).where(Fruit.sign.not_like("from:%"), Fruit.sign.not_like("leads:%"))
        assert session.scalar(kinds) == visits
    opened.dispose()
