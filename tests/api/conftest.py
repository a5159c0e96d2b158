"""The service over a database with a few sample forums."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from registry.db import Sessions, make_sessions
from registry.settings import Settings
from registry_api.app import create_app
from tests.api.forums import keep, keep_lists, sample_cards
from tests.conftest import Template

SETTINGS = Settings(base_url="https://registry.example", refresh_s=0.05, contact="registry@example.org")


def client_of(sessions: Sessions) -> TestClient:
    """A client; entering it starts the service."""
    return TestClient(create_app(SETTINGS, sessions), base_url="https://registry.example")


@pytest.fixture
def filled(sessions: Sessions) -> Sessions:
    """The database with ten forums, once on each kind of database."""
    keep_lists(sessions)
    keep(sessions, sample_cards())
    return sessions


@pytest.fixture
def client(filled: Sessions) -> Iterator[TestClient]:
    """The service over `filled`, for tests that change what is listed."""
    with client_of(filled) as made:
        yield made


@pytest.fixture(scope="session")
def reader(sqlite_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The service over the same ten forums, for tests that only read: one for all of them."""
    sessions = make_sessions(sqlite_template.copy(tmp_path_factory.mktemp("reader") / "registry.db"))
    keep_lists(sessions)
    keep(sessions, sample_cards())
    with client_of(sessions) as made:
        yield made
    sessions.dispose()
