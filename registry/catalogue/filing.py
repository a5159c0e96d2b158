"""Under which topics, places and organisations a forum is filed, by who says so. Writes only what differs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BindParameter, bindparam, cast, delete, literal, null, select, union_all, update
from sqlalchemy.orm import Session

from registry.assess import Assessment
from registry.catalogue.card import CardRegion, CardTopic
from registry.catalogue.model import AssessmentRow, ForumOrganisation, ForumRegion, ForumTopic, Region, Topic
from registry.hygiene import line
from registry.upsert import insert_all, insert_missing, table_of, write_over
from registry.vocabulary import RegionKind, Source

KEPT = ("peer_support", "audience", "kind", "country", "language")
"""The parts of a judgement that are kept as they are; topics and places have rows of their own."""


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
_TITLES = select(table_of(Topic).c.path, table_of(Topic).c.title).where(
    table_of(Topic).c.path.in_(bindparam("paths", expanding=True))
)


def filed_under(session: Session, forum_ids: Sequence[int]) -> dict[int, Filed]:
    """Where each of these forums is filed."""
    found = {forum_id: Filed() for forum_id in forum_ids}
    if not forum_ids:
        return found
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


@dataclass(frozen=True, slots=True)
class Judged:
    """What an assessor made of a forum. `new`: it was filed nowhere before."""

    forum_id: int
    assessment: Assessment
    activity: dict[str, Any]
    at: datetime
    new: bool = False


def file_assessments(session: Session, judged: Sequence[Judged]) -> dict[int, tuple[Filed, dict[str, Any]]]:
    """File forums by the assessor's judgement; where each is filed now, and the judgement as it is kept."""
    filed = filed_under(session, [one.forum_id for one in judged if not one.new])
    rows, topics, regions, kept = [], {}, {}, {}
    for one in judged:
        filed.setdefault(one.forum_id, Filed())
        topics[one.forum_id], regions[one.forum_id] = rows_of(one.assessment)
        kept[one.forum_id] = kept_of(one.assessment)
        row = {
            "forum_id": one.forum_id, "at": one.at, "document": kept[one.forum_id], "activity": one.activity,
            "judged_by": one.assessment.judged_by, "heard": one.assessment.heard.as_json(),
        }  # fmt: skip
        rows.append(row)
    _file(session, ForumTopic, Source.OBSERVED, topics, filed)
    _file(session, ForumRegion, Source.OBSERVED, regions, filed)
    write_over(session, AssessmentRow, ("forum_id",), rows)
    return {forum_id: (filed[forum_id], document) for forum_id, document in kept.items()}


def kept_of(assessment: Assessment) -> dict[str, Any]:
    """The part of a judgement that is kept as one document."""
    document = assessment.as_json()
    return {name: document[name] for name in KEPT}


def rows_of(assessment: Assessment) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The topics and the places of a judgement as rows, best first, without forum and source."""
    topics = _topic_rows([CardTopic(t.topic, "", t.score, t.evidence) for t in assessment.topics])
    return topics, _region_rows([CardRegion(r.code, r.name, r.kind, r.score, r.evidence) for r in assessment.regions])


def refiled(
    rows: Sequence[Mapping[str, Any]], judged: Sequence[Mapping[str, Any]], titles: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Where a forum would stand if it were judged so: the rows that others filed, and these in place of the assessed.

    `judged` is one of the two of `rows_of`, `titles` are those of topics by path. Writes nothing.
    """
    kept = [dict(row) for row in rows if row["source"] != Source.OBSERVED]
    for row in judged:
        if "topic" in row:
            named = {"path": row["topic"], "title": titles.get(row["topic"]) or _title(row["topic"])}
        else:
            named = {"code": row["region"], "name": row["name"], "kind": row["kind"]}
        kept.append(_filed_row(row, Source.OBSERVED, **named))
    return kept


def assessed(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The rows of the assessor among those a forum is filed by, best first."""
    own = [dict(row) for row in rows if row["source"] == Source.OBSERVED]
    return sorted(own, key=lambda row: int(row["rank"]))


def file_assessment(
    session: Session, forum_id: int, judged: Assessment, activity: dict[str, Any], now: datetime
) -> tuple[Filed, dict[str, Any]]:
    """File one forum; see `file_assessments`."""
    return file_assessments(session, [Judged(forum_id, judged, activity, now)])[forum_id]


def forget_heard(session: Session, forum_id: int) -> None:
    """What its thread titles said, in whatever words, goes: the forum is one to take care of."""
    table = table_of(AssessmentRow)
    session.execute(update(table).where(table.c.forum_id == forum_id).values(heard=None))


def file_topics(
    session: Session, forum_id: int, source: Source, topics: Sequence[CardTopic], filed: Filed | None = None
) -> bool:
    """File a forum under these topics, best first, on this source's word; False when it was so already."""
    filed = filed or filed_under(session, [forum_id])[forum_id]
    return bool(_file(session, ForumTopic, source, {forum_id: _topic_rows(topics)}, {forum_id: filed}))


def file_regions(
    session: Session, forum_id: int, source: Source, regions: Sequence[CardRegion], filed: Filed | None = None
) -> bool:
    """File a forum under these places, best first, on this source's word; False when it was so already."""
    filed = filed or filed_under(session, [forum_id])[forum_id]
    return bool(_file(session, ForumRegion, source, {forum_id: _region_rows(regions)}, {forum_id: filed}))


def _topic_rows(topics: Sequence[CardTopic]) -> list[dict[str, Any]]:
    rows = [
        {"topic": line(topic.path, 200), "rank": rank, "score": topic.score, "evidence": _words(topic.evidence)}
        for rank, topic in enumerate(topics)
    ]
    return _once(rows, "topic")


def _region_rows(regions: Sequence[CardRegion]) -> list[dict[str, Any]]:
    rows = [
        {
            "region": line(region.code, 20), "name": line(region.name, 200), "kind": line(region.kind, 20),
            "rank": rank, "score": region.score, "evidence": _words(region.evidence),
        }
        for rank, region in enumerate(regions)
    ]  # fmt: skip
    return _once(rows, "region")


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
    source: Source,
    wanted: Mapping[int, list[dict[str, Any]]],
    filed: Mapping[int, Filed],
) -> set[int]:
    """Write these rows in place of the source's former ones, where they differ; `filed` follows. The forums changed."""
    changed, former = [], []
    for forum_id, rows in wanted.items():
        own = sorted(_own(model, filed[forum_id], source), key=lambda row: row["rank"])
        if len(rows) == len(own) and all(row.items() <= one.items() for row, one in zip(rows, own, strict=True)):
            continue
        changed.append(forum_id)
        if own:
            former.append(forum_id)
    if former:
        table = table_of(model)
        session.execute(delete(table).where(table.c.forum_id.in_(former), table.c.source == str(source)))
    rows = [{**row, "forum_id": forum_id, "source": str(source)} for forum_id in changed for row in wanted[forum_id]]
    insert_all(session, model, rows)
    _follow(session, model, source, {forum_id: wanted[forum_id] for forum_id in changed}, filed)
    return set(changed)


def _own(model: type[ForumTopic] | type[ForumRegion], filed: Filed, source: Source) -> list[dict[str, Any]]:
    """The rows of one source, with their codes named as their table names them."""
    if model is ForumTopic:
        return [{**row, "topic": row["path"]} for row in filed.topics if row["source"] == source]
    return [{**row, "region": row["code"]} for row in filed.regions if row["source"] == source]


def _follow(
    session: Session,
    model: type[ForumTopic] | type[ForumRegion],
    source: Source,
    written: Mapping[int, list[dict[str, Any]]],
    filed: Mapping[int, Filed],
) -> None:
    """What is known of where forums are filed, after these rows of one source were written."""
    paths = {row["topic"] for rows in written.values() for row in rows} if model is ForumTopic else set()
    titles = dict(session.execute(_TITLES, {"paths": sorted(paths)}).all()) if paths else {}
    for forum_id, rows in written.items():
        one = filed[forum_id]
        if model is ForumTopic:
            one.topics = [row for row in one.topics if row["source"] != source]
            one.topics += [
                _filed_row(row, source, path=row["topic"], title=titles.get(row["topic"]) or _title(row["topic"]))
                for row in rows
            ]
        else:
            one.regions = [row for row in one.regions if row["source"] != source]
            one.regions += [
                _filed_row(row, source, code=row["region"], name=row["name"], kind=row["kind"]) for row in rows
            ]


def _filed_row(row: Mapping[str, Any], source: Source, **named: str) -> dict[str, Any]:
    """A row as `filed_under` gives it."""
    return {**named, "score": row["score"], "evidence": row["evidence"], "source": str(source), "rank": row["rank"]}


def _words(evidence: Sequence[str]) -> list[str]:
    return [line(words, 120) for words in evidence[:10]]
