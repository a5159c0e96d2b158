"""Runs migrations on the database given by `registry.migrating`, or by FORUM_REGISTRY_DATABASE_URL."""

import os

from alembic import context
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from registry.settings import Settings
from registry.tables import metadata


def engine_for(url: str) -> Engine:
    """A connection of its own. SQLite: foreign keys off, since rebuilding a table drops it and its references."""
    parsed = make_url(url)
    if parsed.drivername in ("postgresql", "postgres"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    engine = create_engine(parsed, poolclass=NullPool)
    if parsed.get_backend_name() == "sqlite":

        @event.listens_for(engine, "connect")
        def _own_transactions(connection, _record):
            connection.isolation_level = None
            connection.execute("PRAGMA foreign_keys=OFF")

        @event.listens_for(engine, "begin")
        def _begin(connection):
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        compare_type=True,
        compare_server_default=False,
    )
    with context.begin_transaction():
        context.run_migrations()


def main() -> None:
    url = context.config.attributes.get("url") or Settings.from_environment(os.environ).database_url
    engine = engine_for(url)
    with engine.connect() as connection:
        run(connection)


if context.is_offline_mode():
    raise SystemExit("migrations need a database: set FORUM_REGISTRY_DATABASE_URL")
main()
