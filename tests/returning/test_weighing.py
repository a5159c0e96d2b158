"""What visits are worth: worked out once a day by one worker, kept with the forum, heeded by the next visit."""

from datetime import timedelta

from sqlalchemy import select, update

from registry.assess import Assessment, TopicMatch
from registry.catalogue.filing import file_organisations
from registry.catalogue.model import Forum, Topic
from registry.catalogue.placing import Placement, list_seed
from registry.catalogue.weighing import weigh, weigh_daily
from registry.catalogue.writing import write_cards
from registry.db import Sessions
from registry.frontier.model import Site
from registry.vocabulary import Source
from tests.store.making import HOSTS, NOW, Told, forum_profile, visit

DAY = timedelta(days=1)


def listed(sessions: Sessions, number: int, *, members: int, bodies: int = 0) -> str:
    """A visited forum of one topic."""
    with sessions.write() as session:
        case = list_seed(
            session, Placement(f"https://f{number}.example/", f"Forum {number}"), now=NOW, hosts=HOSTS
        ).case
        file_organisations(session, case.forum_id, Source.IMPORTED, [f"body-{n}" for n in range(bodies)])
    told = Told(Assessment(topics=(TopicMatch("/environment", 0.9, ("hens: in 2 board names",)),)))
    visit(sessions, NOW, profile=forum_profile(members=members), assessor=told, only=f"f{number}.example")
    return case.public_id


def weights(sessions: Sessions) -> dict[str, float]:
    with sessions.read() as session:
        return dict(session.execute(select(Forum.public_id, Forum.weight)).all())


def test_major_ones_and_those_of_many_organisations_weigh_more(sessions: Sessions) -> None:
    with sessions.write() as session:
        session.add(Topic(path="/environment", title="Environment", level=1))
    ids = [listed(sessions, n, members=100 * 2**n, bodies=2 if n == 0 else 0) for n in range(12)]
    assert weigh(sessions) == 10
    found = weights(sessions)  # the smallest one reaches further: two bodies answer for it
    assert [found[one] for one in ids] == [2.5, 1.0, 1.0, *[2.0] * 9]
    assert weigh(sessions) == 0
    with sessions.write() as session:
        session.execute(update(Forum).where(Forum.public_id == ids[5]).values(standing="candidate"))
        write_cards(session, [session.scalar(select(Forum.id).where(Forum.public_id == ids[5]))], NOW)
    weigh(sessions)
    assert weights(sessions)[ids[2]] == 2.0


def test_one_worker_weighs_once_a_day(sessions: Sessions) -> None:
    listed(sessions, 1, members=5)
    assert weigh_daily(sessions, NOW) == 1  # the only one of its topic
    with sessions.write() as session:
        session.execute(update(Forum).values(weight=9))
    assert weigh_daily(sessions, NOW + timedelta(hours=23)) == 0
    assert weigh_daily(sessions, NOW + timedelta(hours=25)) == 1
    assert weigh_daily(sessions, NOW + timedelta(hours=26)) == 0


def test_what_weighs_more_comes_back_sooner(sessions: Sessions) -> None:
    due = {}
    for number, weight in ((1, 1.0), (2, 2.0)):
        listed(sessions, number, members=5)
        with sessions.write() as session:
            session.execute(update(Forum).where(Forum.id == number).values(weight=weight))
        at = NOW + 9 * DAY
        visit(sessions, at, profile=forum_profile(), only=f"f{number}.example")
        with sessions.read() as session:
            due[number] = session.scalar(select(Site.next_due).where(Site.key == f"f{number}.example")) - at
    assert due[2] < due[1] * 0.85
