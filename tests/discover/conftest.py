"""The service for searches, over a list whose subjects are known."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from registry.db import Sessions
from tests.coverage.conftest import Seeds, fill
from tests.letters.conftest import client_of
from tests.letters.conftest import patient as patient


@pytest.fixture
def listed(sessions: Sessions) -> Sessions:
    """A list with gaps, one of them on a sensitive topic."""
    fill(sessions)
    return sessions


@pytest.fixture
def client(listed: Sessions) -> Iterator[TestClient]:
    with client_of(listed, assessor=Seeds()) as made:
        yield made
