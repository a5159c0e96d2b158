"""Under which topics, places and organisations a forum is filed, by who says so. Writes only what differs."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from registry.assess import Assessment
from registry.catalogue.card import CardRegion, CardTopic
from registry.catalogue.model import AssessmentRow, ForumOrganisation, ForumRegion, ForumTopic, Region
from registry.hygiene import line
from registry.upsert import insert_all, insert_into, table_of
from registry.vocabulary import RegionKind, Source


def file_assessment(
    session: Session, forum_id: int, judged: Assessment, activity: dict[str, Any], now: datetime
) -> None:
    """File a forum by the assessor's judgement."""
    topics = [CardTopic(t.topic, "", t.score, t.evidence) for t in judged.topics]
    regions = [CardRegion(r.code, r.name, r.kind, r.score, r.evidence) for r in judged.regions]
    file_topics(session, forum_id, Source.OBSERVED, topics)
    file_regions(session, forum_id, Source.OBSERVED, regions)
    document = judged.as_json()
    rest = {name: document[name] for name in ("peer_support", "audience", "kind", "country", "language")}
    row = {"forum_id": forum_id, "at": now, "document": rest, "activity": activity}
    insert = insert_into(session, AssessmentRow)
    written = {name: insert.excluded[name] for name in ("at", "document", "activity")}
    session.execute(insert.on_conflict_do_update(index_elements=["forum_id"], set_=written), [row])


def file_topics(session: Session, forum_id: int, source: Source, topics: Sequence[CardTopic]) -> bool:
    """File a forum under these topics, best first, on this source's word; False when it was so already."""
    rows = [
        {"topic": line(topic.path, 200), "rank": rank, "score": topic.score, "evidence": _words(topic.evidence)}
        for rank, topic in enumerate(topics)
    ]
    return _file(session, ForumTopic, forum_id, source, rows)


def file_regions(session: Session, forum_id: int, source: Source, regions: Sequence[CardRegion]) -> bool:
    """File a forum under these places, best first, on this source's word; False when it was so already."""
    rows = [
        {
            "region": line(region.code, 20), "name": line(region.name, 200), "kind": line(region.kind, 20),
            "rank": rank, "score": region.score, "evidence": _words(region.evidence),
        }
        for rank, region in enumerate(regions)
    ]  # fmt: skip
    return _file(session, ForumRegion, forum_id, source, rows)


def file_organisations(session: Session, forum_id: int, source: Source, slugs: Sequence[str]) -> bool:
    """File a forum in the area of these organisations, on this source's word; False when it was so already."""
    table = table_of(ForumOrganisation)
    own = (table.c.forum_id == forum_id, table.c.source == str(source))
    wanted = sorted(set(slugs))
    if sorted(session.scalars(select(table.c.slug).where(*own))) == wanted:
        return False
    session.execute(delete(table).where(*own))
    rows = [{"forum_id": forum_id, "slug": slug, "source": str(source)} for slug in wanted]
    if rows:
        session.execute(insert_into(session, ForumOrganisation).on_conflict_do_nothing(), rows)
    return True


def regions_by_code(session: Session, codes: Sequence[str]) -> list[CardRegion]:
    """Places by their codes, in that order; a code that no table knows stands for itself."""
    rows = session.execute(select(Region.code, Region.name, Region.kind).where(Region.code.in_(codes)))
    known = {code: (name, kind) for code, name, kind in rows}
    fallback = str(RegionKind.COUNTRY)
    return [
        CardRegion(code, *known.get(code, (code, fallback if len(code) == 2 else str(RegionKind.LOCAL))), score=1.0)
        for code in codes
    ]


def _file(
    session: Session,
    model: type[ForumTopic] | type[ForumRegion],
    forum_id: int,
    source: Source,
    rows: Sequence[dict[str, Any]],
) -> bool:
    """Write these rows in place of the source's former ones, when they differ."""
    table = table_of(model)
    names = [column.name for column in table.columns if column.name not in {"forum_id", "source"}]
    own = (table.c.forum_id == forum_id, table.c.source == str(source))
    before = [
        dict(row._mapping)
        for row in session.execute(select(*(table.c[name] for name in names)).where(*own).order_by(table.c.rank))
    ]
    first = names[0]
    wanted = list({row[first]: row for row in reversed(rows)}.values())[::-1]
    if before == [{name: row[name] for name in names} for row in wanted]:
        return False
    if before:
        session.execute(delete(table).where(*own))
    insert_all(session, model, [{**row, "forum_id": forum_id, "source": str(source)} for row in wanted])
    return True


def _words(evidence: Sequence[str]) -> list[str]:
    return [line(words, 120) for words in evidence[:10]]
