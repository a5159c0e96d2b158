"""What is let go, and what stays."""

from datetime import timedelta

from sqlalchemy import func, select

from registry.catalogue.placing import Placement, list_seed
from registry.db import Sessions
from registry.evidence.model import Snapshot
from registry.frontier.model import PrivateText, Visit, VisitMonth
from registry.ingest.tidying import tidy
from tests.store.making import HOSTS, NOW, forum_profile, visit


def test_old_visits_figures_and_words_are_let_go(sessions: Sessions) -> None:
    with sessions.write() as session:
        list_seed(session, Placement("https://example.org/", "A forum"), now=NOW, hosts=HOSTS)
    now, times = NOW, []
    for number in range(120):
        visit(sessions, now, profile=forum_profile(posts=number))
        times.append(now)
        now += timedelta(days=9)
    tidied = tidy(sessions, now)
    old = [at for at in times if at < now - timedelta(days=90)]
    ancient = {at.strftime("%Y-%m") for at in times if at < now - timedelta(days=730)}
    recent = [at for at in times if at >= now - timedelta(days=730)]
    assert tidied.visits == len(old)
    with sessions.read() as session:
        assert session.scalar(select(func.count()).select_from(Visit)) == 120 - len(old)
        assert session.scalar(select(func.sum(VisitMonth.visits))) == len(old)
        assert session.scalar(select(func.sum(VisitMonth.pages))) == 2 * len(old)
        assert session.scalar(select(func.count()).select_from(Snapshot)) == len(ancient) + len(recent)
        assert session.scalar(select(func.count()).select_from(PrivateText)) == 2
    assert tidy(sessions, now).visits == 0
    assert tidy(sessions, now + timedelta(days=31)).private == 2
