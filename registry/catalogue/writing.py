"""Writing cards, in the transaction that changed what they show; a public change is noted only when they differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from registry.assess.replies import Tally
from registry.catalogue.card import fingerprint
from registry.catalogue.changed import changed_parts
from registry.catalogue.composing import Material, compose, iso
from registry.catalogue.filing import Filed, filed_under
from registry.catalogue.listing import is_merged, is_public
from registry.catalogue.model import Absence, AssessmentRow, CardRow, Forum
from registry.evidence.figures import readings_of
from registry.evidence.keeping import said_of
from registry.evidence.precedence import Said
from registry.evidence.tallies import tallies_of
from registry.frontier.model import Site
from registry.history import record_change
from registry.history.model import Mark
from registry.upsert import BATCH, table_of, write_over
from registry.vocabulary import ChangeKind


@dataclass(frozen=True, slots=True)
class Known:
    """What a transaction has just written of a forum, so that its card need not read it again."""

    said: Sequence[Said]
    boards: Sequence[Mapping[str, Any]]
    feeds: Sequence[str]
    filed: Filed
    judged: Mapping[str, Any]
    activity: Mapping[str, Any]
    tallies: Sequence[Tally] = ()


def write_cards(
    session: Session, forum_ids: Sequence[int], now: datetime, known: Mapping[int, Known] | None = None
) -> set[int]:
    """Compose and write the cards of these forums; gives those whose public face changed."""
    changed: set[int] = set()
    for start in range(0, len(forum_ids), BATCH):
        changed |= _write(session, list(forum_ids[start : start + BATCH]), now, known or {})
    return changed


def _write(session: Session, forum_ids: list[int], now: datetime, known: Mapping[int, Known]) -> set[int]:
    rows, changed = [], set()
    made = [(before, material, compose(material).document()) for before, material in gather(session, forum_ids, known)]
    new = {before.id: fingerprint(document) for before, _, document in made}
    old = _documents(session, [before.id for before, *_ in made if before.published not in (None, new[before.id])])
    for before, material, document in made:
        digest = new[before.id]
        updated_at = before.updated_at if before.digest == digest else now
        published = digest if is_public(material.standing) else None
        parts = changed_parts(old[before.id], document) if before.id in old else ()
        if _record(session, before.id, material, before.published, published, now, parts):
            changed.add(before.id)
        document["updated_at"] = iso(updated_at)
        rows.append(
            {
                "forum_id": before.id, "document": document, "digest": digest, "published": published,
                "updated_at": updated_at,
            }
        )  # fmt: skip
    write_over(session, CardRow, ("forum_id",), rows)
    return changed


def _documents(session: Session, forum_ids: Sequence[int]) -> dict[int, Mapping[str, Any]]:
    """The cards as they stand, of forums whose public face is about to change: no visit without news reads them."""
    if not forum_ids:
        return {}
    card = table_of(CardRow)
    rows = session.execute(select(card.c.forum_id, card.c.document).where(card.c.forum_id.in_(forum_ids)))
    return {row.forum_id: row.document for row in rows}


def _record(
    session: Session, forum_id: int, material: Material, before: str | None, after: str | None, now: datetime,
    parts: Sequence[str],
) -> bool:  # fmt: skip
    """Note the public change from one published digest to the other, in these parts; False when there is none."""
    if before == after:
        return False
    kind, into = ChangeKind.CHANGED, None
    if before is None:
        kind = ChangeKind.ADDED
    elif after is None:
        merged = is_merged(material.standing)
        kind, into = (ChangeKind.MERGED, material.merged_into) if merged else (ChangeKind.REMOVED, None)
    told = parts if kind is ChangeKind.CHANGED else ()
    record_change(session, forum_id=forum_id, public_id=material.public_id, kind=kind, now=now, into=into, parts=told)
    return True


def _base() -> Any:
    """One row a forum with all that stands in single rows; `before` of its card, without the document."""
    forum, site, card, other = table_of(Forum), table_of(Site), table_of(CardRow), table_of(Forum).alias("other")
    absence = table_of(Absence)
    demo = select(Mark.value).where(Mark.name == "demo", Mark.value == "yes").exists().label("sample")
    return (
        select(
            forum.c.id, card.c.digest, card.c.published, card.c.updated_at,
            forum.c.public_id, forum.c.standing, site.c.address, forum.c.first_seen_at, forum.c.listed_at,
            forum.c.named_in, forum.c.sensitive, forum.c.taking_part, forum.c.reading,
            forum.c.told_at, forum.c.told_how, forum.c.stance_at, forum.c.stance_said, forum.c.stance_source,
            other.c.public_id.label("merged_into"), site.c.last_attempt_at, site.c.last_success_at,
            site.c.last_outcome, site.c.conclusion, site.c.failures, demo,
            absence.c.stage.label("absence_stage"), absence.c.since.label("absence_since"),
            absence.c.named_at.label("absence_named_at"),
        )
        .join(site, site.c.id == forum.c.site_id)
        .outerjoin(card, card.c.forum_id == forum.c.id)
        .outerjoin(other, other.c.id == forum.c.merged_into)
        .outerjoin(absence, absence.c.forum_id == forum.c.id)
        .where(forum.c.id.in_(bindparam("ids", expanding=True)))
    )  # fmt: skip


_BASE = _base()
_OF_CARD = 4
"""The first columns of the base are the forum's id and its card's; the others are named as in Material."""


def gather(
    session: Session, forum_ids: Sequence[int], known: Mapping[int, Known] | None = None
) -> list[tuple[Any, Material]]:
    """All that the tables hold of these forums; those without a site are left out.

    The first of each pair is a row with `id`, and `digest`, `published` and `updated_at` of the card as it stands.
    """
    known = known or {}
    unread = [forum_id for forum_id in forum_ids if forum_id not in known]
    parts = dict(known) | (_read(session, unread) if unread else {})
    made = []
    for row in session.execute(_BASE, {"ids": list(forum_ids)}):
        part = parts[row.id]
        names = row._fields[_OF_CARD:]
        material = Material(
            **dict(zip(names, row[_OF_CARD:], strict=True)),
            said=part.said,
            boards=part.boards,
            feeds=part.feeds,
            topics=part.filed.topics,
            regions=part.filed.regions,
            organisations=part.filed.organisations,
            judged=part.judged,
            activity=part.activity,
            tallies=part.tallies,
        )
        made.append((row, material))
    return made


def _read(session: Session, forum_ids: Sequence[int]) -> dict[int, Known]:
    said, readings = said_of(session, forum_ids), readings_of(session, forum_ids)
    filed, table = filed_under(session, forum_ids), table_of(AssessmentRow)
    tallies = tallies_of(session, forum_ids)
    judged = {row.forum_id: row for row in session.execute(select(table).where(table.c.forum_id.in_(forum_ids)))}
    found = {}
    for forum_id in forum_ids:
        reading, judgement = readings.get(forum_id), judged.get(forum_id)
        found[forum_id] = Known(
            said=said[forum_id],
            boards=reading.boards if reading else (),
            feeds=reading.feeds if reading else (),
            filed=filed[forum_id],
            judged=judgement.document if judgement else {},
            activity=judgement.activity if judgement else {},
            tallies=[Tally(*one) for one in tallies[forum_id]],
        )
    return found
