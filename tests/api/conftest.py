"""The service over a database with a few sample forums."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from registry.db import Sessions
from registry.settings import Settings
from registry_api.app import create_app
from tests.api.forums import keep, keep_lists, sample_cards


@pytest.fixture
def filled(sessions: Sessions) -> Sessions:
    """The database with ten forums."""
    keep_lists(sessions)
    keep(sessions, sample_cards())
    return sessions


@pytest.fixture
def client(filled: Sessions) -> Iterator[TestClient]:
    """A client of the running service."""
    settings = Settings(base_url="https://registry.example", refresh_s=0.05)
    with TestClient(create_app(settings, filled), base_url="https://registry.example") as made:
        yield made
