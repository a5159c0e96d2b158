"""What pages that name forums have brought: for people, not for deciding."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, String, cast, func, literal, select
from sqlalchemy.orm import Session

from registry.frontier.seeking import Fruit, Gathering
from registry.upsert import table_of

_GATHERING, _FRUIT = table_of(Gathering), table_of(Fruit)


@dataclass(frozen=True, slots=True)
class Yield:
    """One page or question with what it brought.

    `named` addresses by its last reading, `added` sites that it was the first to name, of which `tried` were looked at
    so far and `forums` are forums.
    """

    id: int
    kind: str
    address: str
    origin: str
    topic: str | None
    region: str | None
    next_due: datetime | None
    last_attempt_at: datetime | None
    last_success_at: datetime | None
    last_outcome: str | None
    last_detail: str | None
    failures: int
    named: int
    added: int
    refused: int
    tried: int
    forums: int


def yields(
    session: Session,
    *,
    kind: str | None = None,
    topic: str | None = None,
    ids: Sequence[int] | None = None,
    limit: int | None = None,
) -> list[Yield]:
    """Pages and questions with their yields, the most fruitful first; of a topic with all within it."""
    tried = func.coalesce(_FRUIT.c.tried, 0).label("tried")
    forums = func.coalesce(_FRUIT.c.forums, 0).label("forums")
    columns = [_GATHERING.c[item.name] for item in fields(Yield) if item.name not in {"tried", "forums"}]
    asked = select(*columns, tried, forums).outerjoin(
        _FRUIT, _FRUIT.c.sign == literal("list:") + cast(_GATHERING.c.id, String)
    )
    for condition in _conditions(kind, topic, ids):
        asked = asked.where(condition)
    ordered = asked.order_by(forums.desc(), _GATHERING.c.added.desc(), _GATHERING.c.next_due.is_(None), _GATHERING.c.id)
    return [Yield(**row._mapping) for row in session.execute(ordered.limit(limit))]


def _conditions(kind: str | None, topic: str | None, ids: Sequence[int] | None) -> list[ColumnElement[Any]]:
    made: list[ColumnElement[Any]] = []
    if kind is not None:
        made.append(_GATHERING.c.kind == kind)
    if topic is not None:
        within = _GATHERING.c.topic.startswith(f"{topic}/", autoescape=True)
        made.append((_GATHERING.c.topic == topic) | within)
    if kind is None and ids is None:
        made.append(_GATHERING.c.site_id.is_(None))  # every forum has its threads: told when they are asked for
    if ids is not None:
        made.append(_GATHERING.c.id.in_(ids))
    return made


def count_of(session: Session, *, kind: str | None = None, topic: str | None = None) -> int:
    """How many there are."""
    asked = select(func.count()).select_from(_GATHERING)
    for condition in _conditions(kind, topic, None):
        asked = asked.where(condition)
    return session.scalar(asked) or 0
