"""INSERT ... ON CONFLICT on both databases: every write on a unique key goes through here, none checks first."""

from collections.abc import Sequence
from typing import Any, TypeVar, cast

from sqlalchemy import Table
from sqlalchemy.dialects.postgresql import Insert as PostgresInsert
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import DeclarativeBase, Session

T = TypeVar("T")

BATCH = 400
"""Rows or keys of one statement: keeps below the limit of bound values of both databases."""


def table_of(model: type[DeclarativeBase]) -> Table:
    """The table behind a model."""
    return cast(Table, model.__table__)


def insert_into(session: Session, model: type[DeclarativeBase]) -> PostgresInsert:
    """An INSERT that knows `on_conflict_do_nothing` and `on_conflict_do_update` in this session's database."""
    table = table_of(model)
    if session.get_bind().dialect.name == "sqlite":
        # the two dialects share this part of their interface, not a type
        return cast(PostgresInsert, sqlite_insert(table))
    return postgres_insert(table)


def batches(items: Sequence[T]) -> list[Sequence[T]]:
    """The items in runs of at most BATCH."""
    return [items[start : start + BATCH] for start in range(0, len(items), BATCH)]


def insert_all(session: Session, model: type[DeclarativeBase], rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows that cannot clash, in one round."""
    if rows:
        session.execute(table_of(model).insert(), list(rows))
