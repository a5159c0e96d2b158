"""The service over the sample forums, for letters."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from registry.db import Sessions, make_sessions
from registry.settings import Settings
from registry_api.app import create_app
from tests.api.forums import keep, keep_lists, sample_cards
from tests.conftest import Template
from tests.store.making import HOSTS

SITE = "https://registry.example"
SETTINGS = Settings(base_url=SITE, refresh_s=0.05, contact="registry@example.org", letters_an_hour=50)


def client_of(sessions: Sessions, settings: Settings = SETTINGS, **more: object) -> TestClient:
    """A client that sends as a browser does from the site's own pages, and follows nothing."""
    app = create_app(settings, sessions, hosts=HOSTS, **more)
    return TestClient(app, base_url=SITE, follow_redirects=False, headers={"Origin": SITE})


@pytest.fixture
def filled(sessions: Sessions) -> Sessions:
    keep_lists(sessions)
    keep(sessions, sample_cards())
    return sessions


@pytest.fixture
def client(filled: Sessions) -> Iterator[TestClient]:
    with client_of(filled) as made:
        yield made


@pytest.fixture(scope="session")
def one(sqlite_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The same on one SQLite database for all tests that take no letter in."""
    sessions = make_sessions(sqlite_template.copy(tmp_path_factory.mktemp("letters") / "registry.db"))
    keep_lists(sessions)
    keep(sessions, sample_cards())
    with client_of(sessions) as made:
        yield made
    sessions.dispose()


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forms are filled in at once: the tests need not wait as people do."""
    monkeypatch.setattr("registry_api.forms.SOONEST_S", 0)
