"""The schema goes up, down and up again, and is what the models say."""

import re
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import inspect, text

from registry.catalogue.placing import Placement, list_seed
from registry.catalogue.removal import forget
from registry.db import make_sessions
from registry.migrating import MIGRATIONS, UnknownRevision, config, head_revision, is_current, migrate, revision_of
from registry.tables import metadata
from tests.store.making import HOSTS, NOW, forum_profile, visit


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


def test_a_database_with_rows_goes_down_and_up_again(sessions, database_url: str) -> None:
    with sessions.write() as session:
        list_seed(session, Placement("https://example.org/", "A forum", topics=("/a",)), now=NOW, hosts=HOSTS)
    visit(sessions, NOW, profile=forum_profile())
    with sessions.write() as session:
        forget(session, "https://other.example/", actor="ann", reason="asked", now=NOW, hosts=HOSTS)
    sessions.dispose()
    command.downgrade(config(database_url), "base")
    migrate(database_url)
    command.check(config(database_url))
    with sessions.write() as session:
        assert list_seed(session, Placement("https://example.org/", "A"), now=NOW, hosts=HOSTS).result == "listed"
    assert visit(sessions, NOW, profile=forum_profile()).changed


def test_there_is_no_trigger_that_a_rebuilt_table_could_lose(sessions) -> None:
    """`batch_alter_table` drops triggers on SQLite without a word; whoever adds one must see it kept here."""
    asked = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'"
    if sessions.engine.dialect.name != "sqlite":
        asked = "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal"
    with sessions.read() as session:
        assert session.scalar(text(asked)) == 0


def test_file_names_begin_with_their_date() -> None:
    names = sorted(file.name for file in (MIGRATIONS / "versions").glob("*.py"))
    assert names
    assert all(re.match(r"20\d{6}_[a-z0-9_]+\.py\Z", name) for name in names)
