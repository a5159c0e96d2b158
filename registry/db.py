"""The database: one declarative base, and two kinds of sessions.

`make_sessions(url)` gives `read` (refuses to write) and `write` (takes the write lock at once on SQLite: a
deferred transaction that reads first and writes later fails when two processes meet). One commit, at the edge:

    with sessions.write() as session:   # commits on leaving, rolls back on an exception
        ...
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson
from sqlalchemy import BigInteger, DateTime, Engine, Integer, MetaData, create_engine, event, text
from sqlalchemy.engine import Dialect, make_url
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import JSON, TypeDecorator

BUSY_TIMEOUT_S = 30
"""How long a SQLite writer waits for another one, in seconds."""


class Base(DeclarativeBase):
    """The base of every table; constraint names are fixed so that migrations can find them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time in UTC on every database; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Into the database: UTC, never naive."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone cannot be stored: {value!r}")
        return value if value.tzinfo is UTC else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Out of the database: aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


BigId = BigInteger().with_variant(Integer, "sqlite")
"""The type of surrogate keys: 64 bits everywhere, and auto-incrementing on SQLite."""

Document = JSON(none_as_null=True)
"""A JSON document."""

_PLAIN_JSON = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS


def _to_json(value: Any) -> str:
    """As `json.dumps`, at a tenth of its price; what orjson refuses is left to the slower one."""
    try:
        return orjson.dumps(value, option=_PLAIN_JSON).decode()
    except TypeError:
        return json.dumps(value)


def _from_json(text: str | bytes) -> Any:
    """As `json.loads`."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return json.loads(text)


_JSON: dict[str, Any] = {"json_serializer": _to_json, "json_deserializer": _from_json}


_NOTICE = {
    "connect_timeout": 10, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}  # fmt: skip
"""A connection to PostgreSQL whose other end is gone is given up within half a minute, not within hours."""


class Sessions:
    """The two doors to one database."""

    def __init__(self, engine: Engine, read_engine: Engine) -> None:
        self.engine = engine
        self._read_engine = read_engine
        self._write = sessionmaker(engine, expire_on_commit=False)
        self._read = sessionmaker(read_engine, expire_on_commit=False)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that cannot write; nothing is committed."""
        with self._read() as session:
            try:
                yield session
            finally:
                session.rollback()

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session that commits on leaving and rolls back on any exception."""
        with self._write() as session, session.begin():
            yield session

    @property
    def engines(self) -> tuple[Engine, Engine]:
        """The two, writing and reading, for whoever watches over their connections."""
        return self.engine, self._read_engine

    def dispose(self) -> None:
        """Close every connection."""
        self.engine.dispose()
        self._read_engine.dispose()


@dataclass(frozen=True, slots=True)
class Durability:
    """How hard SQLite makes a commit: NORMAL may lose the last ones at a power cut, FULL none."""

    synchronous: str = "FULL"


CRAWLER = Durability("NORMAL")
PEOPLE = Durability("FULL")


def make_sessions(url: str, durability: Durability = PEOPLE) -> Sessions:
    """Open the database at `url` (`sqlite:///PATH` or `postgresql://...`).

    Raises sqlalchemy.exc.ArgumentError for an address it does not understand; connects at first use.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return Sessions(_sqlite(url, durability, read_only=False), _sqlite(url, durability, read_only=True))
    if parsed.drivername in ("postgresql", "postgres"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    write = create_engine(parsed, pool_pre_ping=True, connect_args=_NOTICE, **_JSON)
    options = {"postgresql_readonly": True, "isolation_level": "REPEATABLE READ"}
    read = create_engine(parsed, pool_pre_ping=True, execution_options=options, connect_args=_NOTICE, **_JSON)
    return Sessions(write, read)


def _sqlite(url: str, durability: Durability, *, read_only: bool) -> Engine:
    engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_S}, **_JSON)

    @event.listens_for(engine, "connect")
    def _set_up(connection: sqlite3.Connection, _record: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # we emit BEGIN ourselves, below
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute(f"PRAGMA synchronous={durability.synchronous}")
        cursor.execute("PRAGMA foreign_keys=ON")
        if read_only:
            cursor.execute("PRAGMA query_only=ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    return engine


def is_sqlite(session: Session) -> bool:
    """Whether this session talks to SQLite."""
    return session.get_bind().dialect.name == "sqlite"


def now_utc() -> datetime:
    """The clock, read at the edges only; rules take the time as an argument."""
    return datetime.now(UTC)


def database_now(session: Session) -> datetime | None:
    """The time by the clock of the machine that keeps the database; None on SQLite, which has none of its own."""
    if is_sqlite(session):
        return None
    told = session.scalar(text("SELECT clock_timestamp()"))
    return told.astimezone(UTC) if isinstance(told, datetime) else None


__all__ = [
    "CRAWLER",
    "PEOPLE",
    "Base",
    "BigId",
    "Document",
    "Durability",
    "Sessions",
    "UtcDateTime",
    "database_now",
    "is_sqlite",
    "make_sessions",
    "now_utc",
]
