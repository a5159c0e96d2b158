"""The service over sample forums, and a browser."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select
from starlette.testclient import TestClient

from registry.catalogue.card import Card
from registry.catalogue.model import Forum
from registry.db import Sessions, make_sessions
from registry.evidence.model import Snapshot
from registry.settings import Settings
from registry_api.app import create_app
from tests.api.conftest import client_of
from tests.api.forums import NOW, card, keep, keep_lists, sample_cards
from tests.browser import on_a_port
from tests.conftest import Template

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>%s%(n)s{{7*7}}'
"""Breaks out of attributes and elements, of gettext's formats and of templates, where one of them is not guarded."""


def cards() -> list[Card]:
    """The ten sample forums, and those that show what the pages have to take care of."""
    return [
        *sample_cards(),
        card(20, "Nachbarn helfen", language="de", description="Rat und Tat", topics=("/housing/renting",)),
        card(21, HOSTILE, description=HOSTILE, boards=(HOSTILE,), topics=("/transport",), named_in=HOSTILE,
             updated_at=NOW.isoformat()),
        card(22, "After Harm", sensitive="talk of self-harm", topics=("/health",), score=40, taking_part="not_welcome"),
        replace(card(23, "Told Tenants", topics=("/housing/renting",), score=10), told_at=NOW.isoformat(),
                told_how="letter to its contact page"),
    ]  # fmt: skip


def fill(sessions: Sessions) -> None:
    """Put the forums in, with the figures of the first one over half a year: one visit found no posts."""
    keep_lists(sessions)
    keep(sessions, cards())
    with sessions.write() as session:
        forum_id = session.scalar(select(Forum.id).where(Forum.public_id == "f0001"))
        rows = [
            {"forum_id": forum_id, "visit_id": n + 1, "taken_at": NOW - timedelta(days=30 * (6 - n)),
             "members": 900 + 20 * n, "threads": 400 + n, "posts": None if n == 3 else 5000 + 600 * n}
            for n in range(7)
        ]  # fmt: skip
        session.execute(insert(Snapshot), rows)


@pytest.fixture(scope="session")
def shown(sqlite_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The service over those forums, for tests that only read."""
    sessions = make_sessions(sqlite_template.copy(tmp_path_factory.mktemp("pages") / "registry.db"))
    fill(sessions)
    with client_of(sessions) as made:
        yield made
    sessions.dispose()


@pytest.fixture
def empty(sqlite_template: Template, tmp_path: Path) -> Iterator[TestClient]:
    """The service over a list without a forum, topic or place."""
    sessions = make_sessions(sqlite_template.copy(tmp_path / "registry.db"))
    with client_of(sessions) as made:
        yield made
    sessions.dispose()


@pytest.fixture(scope="module")
def address(sqlite_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same, served on a port."""
    sessions = make_sessions(sqlite_template.copy(tmp_path_factory.mktemp("served") / "registry.db"))
    fill(sessions)
    with on_a_port(lambda base: create_app(Settings(base_url=base), sessions)) as base:
        yield base
    sessions.dispose()
