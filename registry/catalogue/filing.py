"""Under which topics, places and organisations a forum is filed, by who says so. Writes only what differs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BindParameter, bindparam, cast, delete, literal, null, select, union_all
from sqlalchemy.orm import Session

from registry.assess import Assessment
from registry.catalogue.card import CardRegion, CardTopic
from registry.catalogue.model import AssessmentRow, ForumOrganisation, ForumRegion, ForumTopic, Region, Topic
from registry.hygiene import line
from registry.upsert import insert_all, insert_missing, table_of, write_over
from registry.vocabulary import RegionKind, Source


@dataclass(slots=True)
class Filed:
    """Where a forum is filed, by all sources: topics and regions as rows with `source` and `rank`, organisations."""

    topics: list[dict[str, Any]] = field(default_factory=list)
    regions: list[dict[str, Any]] = field(default_factory=list)
    organisations: list[str] = field(default_factory=list)


def _filed_statement() -> Any:
    """Topics, places and organisations of some forums, in one answer."""
    topics, regions, bodies = table_of(ForumTopic), table_of(ForumRegion), table_of(ForumOrganisation)
    titles = table_of(Topic)
    ids: BindParameter[list[int]] = bindparam("ids", expanding=True)
    of_topics = (
        select(
            literal("topic").label("what"), topics.c.forum_id, topics.c.source, topics.c.topic.label("code"),
            titles.c.title.label("name"), literal("").label("kind"), topics.c.rank, topics.c.score, topics.c.evidence,
        )
        .outerjoin(titles, titles.c.path == topics.c.topic)
        .where(topics.c.forum_id.in_(ids))
    )  # fmt: skip
    of_regions = select(
        literal("region"), regions.c.forum_id, regions.c.source, regions.c.region, regions.c.name, regions.c.kind,
        regions.c.rank, regions.c.score, regions.c.evidence,
    ).where(regions.c.forum_id.in_(ids))  # fmt: skip
    of_bodies = select(
        literal("organisation"), bodies.c.forum_id, bodies.c.source, bodies.c.slug, literal(""), literal(""),
        literal(0), literal(0.0), cast(null(), JSON),
    ).where(bodies.c.forum_id.in_(ids))  # fmt: skip
    return union_all(of_topics, of_regions, of_bodies)


_FILED = _filed_statement()


def filed_under(session: Session, forum_ids: Sequence[int]) -> dict[int, Filed]:
    """Where each of these forums is filed."""
    found = {forum_id: Filed() for forum_id in forum_ids}
    for row in session.execute(_FILED, {"ids": list(forum_ids)}):
        filed = found[row.forum_id]
        if row.what == "organisation":
            filed.organisations.append(row.code)
            continue
        judged = {"score": row.score, "evidence": row.evidence, "source": row.source, "rank": row.rank}
        if row.what == "region":
            filed.regions.append({"code": row.code, "name": row.name, "kind": row.kind, **judged})
        else:
            filed.topics.append({"path": row.code, "title": row.name or _title(row.code), **judged})
    for filed in found.values():
        filed.organisations.sort()
    return found


def _title(path: str) -> str:
    """A topic no table knows, in words."""
    return path.rpartition("/")[2].replace("-", " ").capitalize()


def file_assessment(
    session: Session, forum_id: int, judged: Assessment, activity: dict[str, Any], now: datetime
) -> tuple[Filed, dict[str, Any]]:
    """File a forum by the assessor's judgement; where it is filed now, and the judgement as it is kept."""
    topics = [CardTopic(t.topic, "", t.score, t.evidence) for t in judged.topics]
    regions = [CardRegion(r.code, r.name, r.kind, r.score, r.evidence) for r in judged.regions]
    filed = filed_under(session, [forum_id])[forum_id]
    changed = file_topics(session, forum_id, Source.OBSERVED, topics, filed)
    changed |= file_regions(session, forum_id, Source.OBSERVED, regions, filed)
    document = judged.as_json()
    kept = {name: document[name] for name in ("peer_support", "audience", "kind", "country", "language")}
    row = {"forum_id": forum_id, "at": now, "document": kept, "activity": activity}
    write_over(session, AssessmentRow, ("forum_id",), [row])
    return filed_under(session, [forum_id])[forum_id] if changed else filed, kept


def file_topics(
    session: Session, forum_id: int, source: Source, topics: Sequence[CardTopic], filed: Filed | None = None
) -> bool:
    """File a forum under these topics, best first, on this source's word; False when it was so already."""
    filed = filed or filed_under(session, [forum_id])[forum_id]
    rows = [
        {"topic": line(topic.path, 200), "rank": rank, "score": topic.score, "evidence": _words(topic.evidence)}
        for rank, topic in enumerate(topics)
    ]
    before = [{**row, "topic": row["path"]} for row in filed.topics]
    return _file(session, ForumTopic, forum_id, source, _once(rows, "topic"), before)


def file_regions(
    session: Session, forum_id: int, source: Source, regions: Sequence[CardRegion], filed: Filed | None = None
) -> bool:
    """File a forum under these places, best first, on this source's word; False when it was so already."""
    filed = filed or filed_under(session, [forum_id])[forum_id]
    rows = [
        {
            "region": line(region.code, 20), "name": line(region.name, 200), "kind": line(region.kind, 20),
            "rank": rank, "score": region.score, "evidence": _words(region.evidence),
        }
        for rank, region in enumerate(regions)
    ]  # fmt: skip
    before = [{**row, "region": row["code"]} for row in filed.regions]
    return _file(session, ForumRegion, forum_id, source, _once(rows, "region"), before)


def file_organisations(session: Session, forum_id: int, source: Source, slugs: Sequence[str]) -> bool:
    """File a forum in the area of these organisations, on this source's word; False when it was so already."""
    table = table_of(ForumOrganisation)
    own = (table.c.forum_id == forum_id, table.c.source == str(source))
    wanted = sorted(set(slugs))
    if sorted(session.scalars(select(table.c.slug).where(*own))) == wanted:
        return False
    session.execute(delete(table).where(*own))
    rows = [{"forum_id": forum_id, "slug": slug, "source": str(source)} for slug in wanted]
    insert_missing(session, ForumOrganisation, rows)
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


def _once(rows: Iterable[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    """The first row of each."""
    kept: dict[str, dict[str, Any]] = {}
    for row in rows:
        kept.setdefault(row[name], row)
    return list(kept.values())


def _file(
    session: Session,
    model: type[ForumTopic] | type[ForumRegion],
    forum_id: int,
    source: Source,
    rows: list[dict[str, Any]],
    before: list[dict[str, Any]],
) -> bool:
    """Write these rows in place of the source's former ones, when they differ."""
    own = sorted((row for row in before if row["source"] == source), key=lambda row: row["rank"])
    if len(rows) == len(own) and all(row.items() <= one.items() for row, one in zip(rows, own, strict=True)):
        return False
    table = table_of(model)
    if own:
        session.execute(delete(table).where(table.c.forum_id == forum_id, table.c.source == str(source)))
    insert_all(session, model, [{**row, "forum_id": forum_id, "source": str(source)} for row in rows])
    return True


def _words(evidence: Sequence[str]) -> list[str]:
    return [line(words, 120) for words in evidence[:10]]
