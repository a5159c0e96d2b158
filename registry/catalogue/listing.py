"""THE rule of who is public, and the public's cards by it. Nothing else compares a standing (a test reads the code)."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, aliased

from registry.catalogue.card import Card, from_document
from registry.catalogue.model import CardRow, Forum
from registry.upsert import batches
from registry.vocabulary import Standing

_PUBLIC = (Standing.LISTED, Standing.DORMANT, Standing.CLOSED)


def public_standings() -> tuple[Standing, ...]:
    """The standings of forums that the public sees."""
    return _PUBLIC


def is_public(standing: str) -> bool:
    """Whether the public sees a forum of this standing."""
    return standing in _PUBLIC


def is_merged(standing: str) -> bool:
    """Whether a forum of this standing answers with the address of another one."""
    return standing == Standing.MERGED


def is_listed() -> ColumnElement[bool]:
    """The same rule as a condition of a query on forums."""
    return Forum.standing.in_([str(standing) for standing in _PUBLIC])


def public_cards(session: Session, after_id: int = 0, limit: int = 1000) -> list[tuple[int, Card]]:
    """Public cards in the order of forum ids, those after `after_id`: the last id is where the next batch begins."""
    return [(forum_id, from_document(found)) for forum_id, found in public_documents(session, after_id, limit)]


def public_documents(session: Session, after_id: int = 0, limit: int = 1000) -> list[tuple[int, dict[str, Any]]]:
    """The same as plain JSON."""
    rows = session.execute(
        select(CardRow.forum_id, CardRow.document)
        .join(Forum, Forum.id == CardRow.forum_id)
        .where(CardRow.forum_id > after_id, is_listed())
        .order_by(CardRow.forum_id)
        .limit(limit)
    )
    return [(forum_id, document) for forum_id, document in rows]


def public_card(session: Session, public_id: str) -> Card | None:
    """The card of a public forum; None for every other id, whatever the reason."""
    return public_cards_of(session, [public_id]).get(public_id)


def public_cards_of(session: Session, public_ids: Sequence[str]) -> dict[str, Card]:
    """The cards of those of these forums that are public."""
    found: dict[str, Card] = {}
    for batch in batches(public_ids):
        rows = session.execute(
            select(Forum.public_id, CardRow.document)
            .join(CardRow, CardRow.forum_id == Forum.id)
            .where(Forum.public_id.in_(batch), is_listed())
        )
        found.update({public_id: from_document(document) for public_id, document in rows})
    return found


def answers_for(session: Session, public_id: str) -> str | None:
    """The public id of the public forum that a merged one answers with; None when there is none."""
    other = aliased(Forum)
    return session.scalar(
        select(other.public_id)
        .join(Forum, Forum.merged_into == other.id)
        .where(
            Forum.public_id == public_id,
            Forum.standing == str(Standing.MERGED),
            other.standing.in_([str(standing) for standing in _PUBLIC]),
        )
    )
