"""The service and the command over a list whose subjects, and what waits for a decision, are known."""

from collections.abc import Iterator

import pytest
from sqlalchemy import insert, update
from starlette.testclient import TestClient

from registry.assess.assessment import Assessment, Subject
from registry.assess.gazetteer import Place
from registry.assess.subjects import PolicySubject, TopicInfo
from registry.catalogue.model import Forum, Organisation, OrganisationTopic
from registry.db import Sessions
from registry.settings import Settings
from registry_api.app import create_app
from tests.api.forums import card, keep, keep_lists, sample_cards
from tests.coverage.world import subject

BASE = "https://registry.example"
SECRET = "Waiting Room Talk"
"""The name of a candidate, which no page may say."""


class Seeds:
    """An assessor that knows a few subjects."""

    def assess(self, _subject: Subject) -> Assessment:
        """Judges nothing."""
        return Assessment()

    def subjects(self) -> list[PolicySubject]:
        """Two that are open to all, two that are sensitive."""
        return [
            subject("Rented homes", "/housing/renting", ("tenants",)),
            subject("Cancer", "/health/cancer", ("patients", "carers")),
            subject("Harm on the way", "/transport", ("survivors",), sensitive="abuse"),
            subject("Farm gate grief", "/environment/farming", ("bereaved_people",)),
        ]

    def topics(self) -> dict[str, TopicInfo]:
        """None beside those of the database."""
        return {}

    def places(self) -> list[Place]:
        """None beside those of the database."""
        return []


def fill(sessions: Sessions) -> None:
    """Ten forums, three that wait for a decision, a council, and what departments answer for."""
    keep_lists(sessions)
    with sessions.write() as session:
        council = {"slug": "leeds-council", "name": "Leeds Council", "kind": "council", "region": "L2",
                   "details": {"regions": ["L2"]}}  # fmt: skip
        session.execute(insert(Organisation), [council])
        session.execute(insert(OrganisationTopic), [{"slug": "dept-homes", "topic": "/housing"}])
    waiting = [
        card(70, SECRET, topics=("/housing/renting",), members=12, standing="candidate"),
        card(71, "Hidden Hurt", topics=("/housing",), sensitive="abuse", standing="candidate"),
        card(72, "Elsewhere", topics=("/health",), regions=("L2",), standing="candidate"),
    ]
    keep(sessions, [*sample_cards(), *waiting])
    with sessions.write() as session:
        ids = [one.public_id for one in waiting]
        session.execute(update(Forum).where(Forum.public_id.in_(ids)).values(standing="candidate"))


@pytest.fixture
def filled(sessions: Sessions) -> Sessions:
    """The database with these forums, once on each kind of database."""
    fill(sessions)
    return sessions


def client_of(sessions: Sessions) -> TestClient:
    """A client; entering it starts the service."""
    settings = Settings(base_url=BASE, refresh_s=0.05, contact="registry@example.org")
    return TestClient(create_app(settings, sessions, Seeds()), base_url=BASE)


@pytest.fixture
def client(filled: Sessions) -> Iterator[TestClient]:
    """The service over it."""
    with client_of(filled) as made:
        yield made
