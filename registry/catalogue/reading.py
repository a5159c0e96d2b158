"""Reading what is public: cards of forums that `listing` lets the public see, and nothing of any other."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, aliased

from registry.catalogue.card import Card, from_document
from registry.catalogue.listing import is_listed, is_merged, is_public, of_standing, public_standings
from registry.catalogue.model import CardRow, Forum
from registry.catalogue.odd import without_odd
from registry.db import Sessions
from registry.frontier.model import SiteAlias
from registry.frontier.names import BELIEVED
from registry.identity import SharedHosts, ancestors, site_key

_OF_STANDING = (
    select(Forum.id, CardRow.document, CardRow.updated_at)
    .join(CardRow, CardRow.forum_id == Forum.id)
    .where(of_standing("standing"), Forum.id > bindparam("after"))
    .order_by(Forum.id)
    .limit(bindparam("most"))
)

BATCH = 1_000
"""Cards read in one go."""

LONGEST_ID = 64
"""Characters of a public id."""


def public_documents(sessions: Sessions, batch: int = BATCH) -> Iterator[dict[str, Any]]:
    """The cards of all public forums as they are stored, read in batches, each in a session of its own.

    Standing by standing, in the order of the index that knows them: no batch costs more than the one before. A forum
    that moves from one public standing to another meanwhile may come twice, or not at all.
    """
    for standing in public_standings():
        after = 0
        while True:
            with sessions.read() as session:
                rows = session.execute(_OF_STANDING, {"standing": str(standing), "after": after, "most": batch}).all()
            for _, document, updated in rows:
                yield _as_shown(document, updated, standing)
            if len(rows) < batch:
                break
            after = rows[-1][0]


def public_cards(session: Session, after: int, limit: int) -> list[tuple[int, Card]]:
    """At most `limit` cards of public forums whose row comes after `after`, in the order of rows; 0 starts."""
    rows = session.execute(
        select(CardRow.forum_id, CardRow.document, CardRow.updated_at, Forum.standing)
        .join(Forum, Forum.id == CardRow.forum_id)
        .where(is_listed(), CardRow.forum_id > after)
        .order_by(CardRow.forum_id)
        .limit(limit)
    )
    return [(forum_id, _card(document, updated, standing)) for forum_id, document, updated, standing in rows]


def public_card_batch(session: Session, public_ids: Sequence[str]) -> dict[str, Card]:
    """The cards of those of these forums that are public, by public id."""
    rows = session.execute(
        select(Forum.public_id, CardRow.document, CardRow.updated_at, Forum.standing)
        .join(CardRow, CardRow.forum_id == Forum.id)
        .where(is_listed(), Forum.public_id.in_(public_ids))
    )
    return {public_id: _card(document, updated, standing) for public_id, document, updated, standing in rows}


def public_card(session: Session, public_id: str) -> Card | None:
    """The card of a public forum; None for one that is not public, as for one that never was."""
    return public_card_batch(session, [public_id]).get(public_id) if _is_id(public_id) else None


def merged_into(session: Session, public_id: str) -> str | None:
    """The public id that a merged forum answers with, if that one is public."""
    if not _is_id(public_id):
        return None
    other = aliased(Forum)
    row = session.execute(
        select(Forum.standing, other.public_id, other.standing)
        .join(other, other.id == Forum.merged_into)
        .where(Forum.public_id == public_id)
    ).first()
    return row[1] if row is not None and is_merged(row[0]) and is_public(row[2]) else None


def public_at(session: Session, address: str, hosts: SharedHosts) -> str | None:
    """The public id of the listed forum that an address, however written, belongs to; None when there is none.

    Raises BadAddress. A forum that left, one that was refused and one that was never seen are not told apart.
    """
    key = site_key(address, hosts).key
    rows = session.execute(
        select(SiteAlias.key, Forum.public_id)
        .join(Forum, Forum.site_id == SiteAlias.site_id)
        .where(SiteAlias.key.in_([key, *ancestors(key)]), SiteAlias.reason.in_(BELIEVED), is_listed())
    )
    found = dict(rows.all())
    return next((found[held] for held in sorted(found, key=len, reverse=True)), None)


def _card(document: dict[str, Any], updated: datetime, standing: str) -> Card:
    return from_document(_as_shown(document, updated, standing))


def _as_shown(document: dict[str, Any], updated: datetime, standing: str) -> dict[str, Any]:
    """The standing is that of the forum's row: of two truths the card may be the older one. No figure is impossible."""
    document["standing"] = str(standing)
    if not document.get("updated_at"):
        document["updated_at"] = updated.isoformat()
    return without_odd(document)


def _is_id(public_id: str) -> bool:
    return len(public_id) <= LONGEST_ID and public_id.isascii() and public_id.isprintable()
