"""Writing cards, in the transaction that changed what they show; a public change is noted only when they differ."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from registry.catalogue.card import from_document
from registry.catalogue.composing import Material, compose, iso
from registry.catalogue.listing import is_merged, is_public
from registry.catalogue.model import (
    AssessmentRow,
    CardRow,
    Forum,
    ForumOrganisation,
    ForumRegion,
    ForumTopic,
    Topic,
)  # fmt: skip
from registry.evidence.figures import readings_of
from registry.evidence.keeping import said_of
from registry.frontier.model import Site
from registry.history import is_demo, record_change
from registry.upsert import BATCH, insert_into, table_of
from registry.vocabulary import ChangeKind


def write_cards(session: Session, forum_ids: Sequence[int], now: datetime) -> set[int]:
    """Compose and write the cards of these forums; gives those whose public face changed."""
    changed: set[int] = set()
    for start in range(0, len(forum_ids), BATCH):
        changed |= _write(session, list(forum_ids[start : start + BATCH]), now)
    return changed


def _write(session: Session, forum_ids: list[int], now: datetime) -> set[int]:
    old = {
        row.forum_id: row
        for row in session.execute(select(table_of(CardRow)).where(table_of(CardRow).c.forum_id.in_(forum_ids)))
    }
    rows, changed = [], set()
    for forum_id, material in gather(session, forum_ids).items():
        before = old.get(forum_id)
        shown = compose(material)
        digest = shown.digest()
        same = before is not None and from_document(before.document).digest() == digest
        updated_at = before.updated_at if same and before is not None else now
        published = digest if is_public(material.standing) else None
        if _record(session, forum_id, material, None if before is None else before.published, published, now):
            changed.add(forum_id)
        document = replace(shown, updated_at=iso(updated_at)).document()
        rows.append({"forum_id": forum_id, "document": document, "published": published, "updated_at": updated_at})
    insert = insert_into(session, CardRow)
    written = {name: insert.excluded[name] for name in ("document", "published", "updated_at")}
    if rows:
        session.execute(insert.on_conflict_do_update(index_elements=["forum_id"], set_=written), rows)
    return changed


def _record(
    session: Session, forum_id: int, material: Material, before: str | None, after: str | None, now: datetime
) -> bool:
    """Note the public change from one published digest to the other; False when there is none."""
    if before == after:
        return False
    kind, into = ChangeKind.CHANGED, None
    if before is None:
        kind = ChangeKind.ADDED
    elif after is None:
        merged = is_merged(material.standing)
        kind, into = (ChangeKind.MERGED, material.merged_into) if merged else (ChangeKind.REMOVED, None)
    record_change(session, forum_id=forum_id, public_id=material.public_id, kind=kind, now=now, into=into)
    return True


def gather(session: Session, forum_ids: Sequence[int]) -> dict[int, Material]:
    """All that the tables hold of these forums, in one query a table; forums without a site are left out."""
    other = aliased(Forum)
    base = session.execute(
        select(
            Forum.id, Forum.public_id, Forum.standing, Site.address, Forum.first_seen_at, Forum.listed_at,
            Forum.named_in, Forum.sensitive, Forum.taking_part, Forum.reading, other.public_id.label("merged_into"),
            Site.last_attempt_at, Site.last_success_at, Site.last_outcome, Site.conclusion, Site.failures,
        )
        .join(Site, Site.id == Forum.site_id)
        .outerjoin(other, other.id == Forum.merged_into)
        .where(Forum.id.in_(forum_ids))
    ).all()  # fmt: skip
    said, readings = said_of(session, forum_ids), readings_of(session, forum_ids)
    topics, regions = _topics(session, forum_ids), _regions(session, forum_ids)
    organisations, judged = _organisations(session, forum_ids), _judged(session, forum_ids)
    sample = is_demo(session)
    found = {}
    for row in base:
        reading, judgement = readings.get(row.id), judged.get(row.id)
        found[row.id] = Material(
            **{name: value for name, value in row._mapping.items() if name != "id"},
            said=said[row.id],
            boards=reading.boards if reading else (),
            feeds=reading.feeds if reading else (),
            topics=topics.get(row.id, ()),
            regions=regions.get(row.id, ()),
            organisations=organisations.get(row.id, ()),
            judged=judgement.document if judgement else {},
            activity=judgement.activity if judgement else {},
            sample=sample,
        )
    return found


Rows = dict[int, list[dict[str, Any]]]


def _topics(session: Session, forum_ids: Sequence[int]) -> Rows:
    rows = session.execute(
        select(
            ForumTopic.forum_id, ForumTopic.source, ForumTopic.topic, Topic.title, ForumTopic.rank, ForumTopic.score,
            ForumTopic.evidence,
        )
        .outerjoin(Topic, Topic.path == ForumTopic.topic)
        .where(ForumTopic.forum_id.in_(forum_ids))
    )  # fmt: skip
    found: Rows = {}
    for row in rows:
        title = row.title or row.topic.rpartition("/")[2].replace("-", " ").capitalize()
        found.setdefault(row.forum_id, []).append(
            {
                "path": row.topic, "title": title, "score": row.score, "evidence": row.evidence,
                "source": row.source, "rank": row.rank,
            }
        )  # fmt: skip
    return found


def _regions(session: Session, forum_ids: Sequence[int]) -> Rows:
    rows = session.execute(
        select(
            ForumRegion.forum_id, ForumRegion.region.label("code"), ForumRegion.name, ForumRegion.kind,
            ForumRegion.score, ForumRegion.evidence, ForumRegion.source, ForumRegion.rank,
        ).where(ForumRegion.forum_id.in_(forum_ids))
    )  # fmt: skip
    found: Rows = {}
    for row in rows:
        found.setdefault(row.forum_id, []).append({k: v for k, v in row._mapping.items() if k != "forum_id"})
    return found


def _organisations(session: Session, forum_ids: Sequence[int]) -> dict[int, list[str]]:
    rows = session.execute(
        select(ForumOrganisation.forum_id, ForumOrganisation.slug)
        .where(ForumOrganisation.forum_id.in_(forum_ids))
        .order_by(ForumOrganisation.slug)
    )
    found: dict[int, list[str]] = {}
    for forum_id, slug in rows:
        found.setdefault(forum_id, []).append(slug)
    return found


def _judged(session: Session, forum_ids: Sequence[int]) -> dict[int, Any]:
    table = table_of(AssessmentRow)
    return {row.forum_id: row for row in session.execute(select(table).where(table.c.forum_id.in_(forum_ids)))}
