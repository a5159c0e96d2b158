"""The schema goes up, down and up again, and is what the models say."""

from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import inspect, text

from registry.db import make_sessions
from registry.migrating import UnknownRevision, config, head_revision, is_current, migrate, revision_of
from registry.tables import metadata


def test_an_empty_database_is_brought_up_down_and_up_again(empty_database_url: str) -> None:
    assert revision_of(empty_database_url) is None
    migrate(empty_database_url)
    assert is_current(empty_database_url)
    command.downgrade(config(empty_database_url), "base")
    opened = make_sessions(empty_database_url)
    assert inspect(opened.engine).get_table_names() == ["alembic_version"]
    opened.dispose()
    migrate(empty_database_url)
    assert revision_of(empty_database_url) == head_revision()


def test_the_schema_is_what_the_models_say(database_url: str) -> None:
    command.check(config(database_url))


def test_first_rows_stand_after_migrating(sessions) -> None:
    with sessions.read() as session:
        heads = session.execute(text("SELECT name, number, digest FROM head ORDER BY name")).all()
        key = session.scalar(text("SELECT value FROM mark WHERE name = 'key'"))
    assert heads == [("change", 0, "0" * 64), ("ledger", 0, "0" * 64)]
    assert len(bytes.fromhex(key)) == 32


def test_a_database_of_a_later_version_is_refused(database_url: str) -> None:
    opened = make_sessions(database_url)
    with opened.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = 'from_the_future'"))
    opened.dispose()
    assert not is_current(database_url)
    with pytest.raises(UnknownRevision, match="from_the_future"):
        migrate(database_url)


def test_a_missing_sqlite_file_is_not_made_by_asking(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "none.db"
    assert revision_of(f"sqlite:///{file}") is None
    assert not file.exists()
    migrate(f"sqlite:///{file}")
    assert file.exists()


def test_every_column_tells_what_it_holds() -> None:
    silent = [
        f"{table.name}.{column.name}"
        for table in metadata.tables.values()
        for column in table.columns
        if not column.comment and column.name != "id"
    ]
    assert silent == []
