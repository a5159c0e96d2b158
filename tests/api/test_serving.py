"""Starting: one clear line when it cannot be done, and no route without a permission."""

import socket
from pathlib import Path

import pytest
from fastapi import APIRouter
from sqlalchemy import text

from registry.db import make_sessions
from registry.settings import Settings
from registry_api import app as application
from registry_api.permissions import UndeclaredRoute, permission
from registry_api.serving import CannotServe, check_database, listen, serve


def test_a_port_that_is_taken_is_said_in_one_line(database_url: str) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CannotServe, match=rf"cannot listen on 127.0.0.1:{port}: .*--port") as refused:
            serve(Settings(database_url=database_url), port=port)
    assert "\n" not in str(refused.value)


def test_a_free_port_is_taken_when_none_is_named() -> None:
    with listen("127.0.0.1", 0) as listening:
        assert listening.getsockname()[1] > 0


def test_a_missing_database_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(CannotServe, match=r"there is no database at .*migrate"):
        check_database(f"sqlite:///{tmp_path}/nothing.db")
    assert not (tmp_path / "nothing.db").exists()


def test_a_database_without_tables_is_said(empty_database_url: str) -> None:
    make_sessions(empty_database_url).dispose()
    with pytest.raises(CannotServe, match="migrate"):
        check_database(empty_database_url)


def test_a_database_of_another_version_is_said(database_url: str) -> None:
    check_database(database_url)
    sessions = make_sessions(database_url)
    with sessions.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = 'tomorrow'"))
    sessions.dispose()
    with pytest.raises(CannotServe, match="version tomorrow"):
        check_database(database_url)


def test_a_database_that_cannot_be_reached_is_said() -> None:
    with pytest.raises(CannotServe, match="cannot be opened") as refused:
        check_database("postgresql://127.0.0.1:9/nothing")
    assert "\n" not in str(refused.value)


def test_a_route_without_a_permission_keeps_the_service_from_starting(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    router = APIRouter()

    @router.get("/secret")
    async def secret() -> str:
        return "secret"

    monkeypatch.setattr(application, "_routers", lambda: [router])
    with pytest.raises(UndeclaredRoute, match="/secret"):
        application.create_app(Settings(), make_sessions(database_url))
    permission("moderators of the moon")(secret)
    with pytest.raises(UndeclaredRoute, match="moon"):
        application.create_app(Settings(), make_sessions(database_url))
    permission("public")(secret)
    application.create_app(Settings(), make_sessions(database_url))
