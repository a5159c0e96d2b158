"""INSERT ... ON CONFLICT on both databases: every write on a unique key goes through here, none checks first.

Statements are built once and kept: building one costs more than running it.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar, cast

from sqlalchemy import Insert, Table, Update, bindparam, update
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
    return insert_for(session.get_bind().dialect.name, model)


def insert_missing(session: Session, model: type[DeclarativeBase], rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows; those that stand there already, by whatever unique key, stay as they are."""
    if rows:
        session.execute(_insert_missing(session.get_bind().dialect.name, model), list(rows))


def write_over(
    session: Session, model: type[DeclarativeBase], key: tuple[str, ...], rows: Sequence[dict[str, Any]]
) -> None:
    """Insert rows; one that stands there already, by `key`, gets the other columns of its row. All rows are alike."""
    if rows:
        written = tuple(name for name in rows[0] if name not in key)
        session.execute(_write_over(session.get_bind().dialect.name, model, key, written), list(rows))


def insert_all(session: Session, model: type[DeclarativeBase], rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows that cannot clash, in one round."""
    if rows:
        session.execute(_plain_insert(model), list(rows))


def update_rows(session: Session, model: type[DeclarativeBase], rows: Iterable[tuple[int, Mapping[str, Any]]]) -> None:
    """Set columns of rows by their `id`; those that get the same columns go in one round."""
    alike: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row_id, values in rows:
        if values:
            alike.setdefault(tuple(values), []).append({"of_id": row_id, **values})
    for names, written in alike.items():
        session.execute(_update_row(model, names), written)


def batches(items: Sequence[T]) -> list[Sequence[T]]:
    """The items in runs of at most BATCH."""
    return [items[start : start + BATCH] for start in range(0, len(items), BATCH)]


@cache
def insert_for(dialect: str, model: type[DeclarativeBase]) -> PostgresInsert:
    """The same by the name of the database's dialect, for statements that are kept."""
    # the two dialects share this part of their interface, not a type
    table = table_of(model)
    return cast(PostgresInsert, sqlite_insert(table)) if dialect == "sqlite" else postgres_insert(table)


@cache
def _insert_missing(dialect: str, model: type[DeclarativeBase]) -> PostgresInsert:
    return insert_for(dialect, model).on_conflict_do_nothing()


@cache
def _write_over(
    dialect: str, model: type[DeclarativeBase], key: tuple[str, ...], written: tuple[str, ...]
) -> PostgresInsert:
    insert = insert_for(dialect, model)
    return insert.on_conflict_do_update(
        index_elements=list(key), set_={name: insert.excluded[name] for name in written}
    )


@cache
def _update_row(model: type[DeclarativeBase], names: tuple[str, ...]) -> Update:
    table = table_of(model)
    return update(table).where(table.c.id == bindparam("of_id")).values({name: bindparam(name) for name in names})


@cache
def _plain_insert(model: type[DeclarativeBase]) -> Insert:
    return table_of(model).insert()
