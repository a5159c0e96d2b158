"""The service over enough forums for three pages, written in several batches."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from registry.db import Sessions, make_sessions
from tests.api.conftest import client_of, reader
from tests.api.forums import keep, keep_lists
from tests.conftest import Template
from tests.formats.test_whole import many

FORUMS = 130

__all__ = ["FORUMS", "reader", "shop", "stocked"]


@pytest.fixture
def stocked(sqlite_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sessions]:
    """A database with so many forums."""
    sessions = make_sessions(sqlite_template.copy(tmp_path_factory.mktemp("stocked") / "registry.db"))
    keep_lists(sessions)
    keep(sessions, many(FORUMS))
    yield sessions
    sessions.dispose()


@pytest.fixture(scope="module")
def shop(sqlite_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The service over as many, for tests that only read."""
    sessions = make_sessions(sqlite_template.copy(tmp_path_factory.mktemp("shop") / "registry.db"))
    keep_lists(sessions)
    keep(sessions, many(FORUMS))
    with client_of(sessions) as made:
        yield made
    sessions.dispose()
