"""The service over ten sample forums, to which things then happen."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from registry.db import Sessions, make_sessions
from registry_api.app import create_app
from tests.api.conftest import SETTINGS
from tests.api.forums import keep, keep_lists, sample_cards
from tests.conftest import Template
from tests.feeds.happening import things_happen


@pytest.fixture
def changing(sessions: Sessions) -> Iterator[TestClient]:
    """The service over a database of its own, on each kind of database: ten forums, ten changes."""
    keep_lists(sessions)
    keep(sessions, sample_cards())
    with TestClient(create_app(SETTINGS, sessions), base_url=SETTINGS.base_url) as made:
        yield made


@pytest.fixture(scope="session")
def changed(sqlite_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The service after all kinds of change, for tests that only read: one for all of them. See `happening`."""
    sessions = make_sessions(sqlite_template.copy(tmp_path_factory.mktemp("changed") / "registry.db"))
    keep_lists(sessions)
    things_happen(sessions)
    with TestClient(create_app(SETTINGS, sessions), base_url=SETTINGS.base_url) as made:
        yield made
    sessions.dispose()
