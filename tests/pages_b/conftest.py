"""The service over a list with topics, places and public bodies that answer for them; and over an empty one."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import insert, update
from starlette.testclient import TestClient

from registry.catalogue.model import Organisation, OrganisationTopic, Region
from registry.db import Sessions, make_sessions
from registry.settings import Settings
from registry_api.app import create_app
from tests.api.forums import PLACES, card, keep, keep_lists, sample_cards
from tests.conftest import Template

BASE = "https://registry.example"
SETTINGS = Settings(base_url=BASE, refresh_s=0.05, contact="registry@example.org")

BODIES: list[dict[str, Any]] = [
    {"slug": "agency-renting", "name": "Renting Agency", "abbreviation": "RA", "kind": "agency", "parent": "dept-homes",
     "website": "https://renting.example/", "region": "N1", "details": {"regions": ["N1"]}},
    {"slug": "sheffield-council", "name": "Sheffield Council", "kind": "council", "region": "L1",
     "details": {"regions": ["L1"]}},
]  # fmt: skip


def client_of(sessions: Sessions, settings: Settings = SETTINGS) -> TestClient:
    """A client; entering it starts the service."""
    return TestClient(create_app(settings, sessions), base_url=BASE)


def fill(sessions: Sessions) -> None:
    """Ten forums, bodies with what they answer for, and residents of one place."""
    keep_lists(sessions)
    with sessions.write() as session:
        for body in BODIES:
            session.execute(insert(Organisation), [body])
        answers_for = [("dept-homes", "/housing"), ("agency-renting", "/housing/renting"), ("dept-health", "/health")]
        session.execute(insert(OrganisationTopic), [{"slug": s, "topic": t} for s, t in answers_for])
        session.execute(update(Region).where(Region.code == "L1").values(population=500_000))
    keep(sessions, [_set_beside(one) for one in sample_cards()])
    keep(sessions, [card(11, "Sheffield Chat", topics=("/housing",), regions=("L1",), members=25_000, score=75,
                         organisations=("sheffield-council", "dept-homes"))])  # fmt: skip


def _set_beside(one: Any) -> Any:
    """Forums on renting stand beside the agency as well."""
    renting = any(topic.path.startswith("/housing/renting") for topic in one.topics)
    return replace(one, organisations=(*one.organisations, "agency-renting")) if renting else one


@pytest.fixture
def filled(sessions: Sessions) -> Sessions:
    """The filled database, once on each kind."""
    fill(sessions)
    return sessions


def _opened(template: Template, folder: Any) -> Sessions:
    return make_sessions(template.copy(folder / "registry.db"))


@pytest.fixture(scope="session")
def reader(sqlite_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The service over the filled list, for tests that only read."""
    sessions = _opened(sqlite_template, tmp_path_factory.mktemp("pages-b"))
    fill(sessions)
    with client_of(sessions) as made:
        yield made
    sessions.dispose()


@pytest.fixture(scope="session")
def bare(sqlite_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The service with topics, places and bodies, and no forum at all; nothing of the operator is stated."""
    sessions = _opened(sqlite_template, tmp_path_factory.mktemp("pages-b-bare"))
    keep_lists(sessions)
    with client_of(sessions, Settings(base_url=BASE, refresh_s=0.05)) as made:
        yield made
    sessions.dispose()


@pytest.fixture(scope="session")
def void(sqlite_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The service over a database into which nothing was loaded."""
    sessions = _opened(sqlite_template, tmp_path_factory.mktemp("pages-b-void"))
    with client_of(sessions) as made:
        yield made
    sessions.dispose()


__all__ = ["BASE", "PLACES", "SETTINGS", "client_of", "fill"]
