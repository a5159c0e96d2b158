"""The service over a list in which every page has all its parts, in this process and on a port; and a browser."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from starlette.testclient import TestClient

from registry.db import make_sessions
from tests.conftest import Template
from tests.gates.world import World, application, fill, served

BASE = "https://registry.example"


@dataclass(frozen=True, slots=True)
class Shown:
    """The service in this process, and what was put into it."""

    client: TestClient
    world: World


@dataclass(frozen=True, slots=True)
class Served:
    """The service on a port, and what was put into it."""

    base: str
    world: World


@pytest.fixture(scope="session")
def shown(sqlite_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    sessions = make_sessions(sqlite_template.copy(tmp_path_factory.mktemp("gates") / "registry.db"))
    world = fill(sessions)
    with TestClient(application(sessions, BASE), base_url=BASE, headers={"Origin": BASE}) as client:
        yield Shown(client, world)
    sessions.dispose()


@pytest.fixture(scope="session")
def on_port(sqlite_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    sessions = make_sessions(sqlite_template.copy(tmp_path_factory.mktemp("served") / "registry.db"))
    world = fill(sessions)
    with served(sessions) as base:
        yield Served(base, world)
    sessions.dispose()


@pytest.fixture(scope="session")
def without_govuk(sqlite_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The service where GOV.UK Frontend could not be had: our own stylesheet stands in for it, without scripts."""
    sessions = make_sessions(sqlite_template.copy(tmp_path_factory.mktemp("plain") / "registry.db"))
    world = fill(sessions)
    with served(sessions, govuk=False) as base:
        yield Served(base, world)
    sessions.dispose()
