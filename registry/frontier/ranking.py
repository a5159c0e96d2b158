"""The queue by value: what the best site of each host promises, in all and for each of the widest topics.

Only what nobody looked at stands in it. A host that refuses or does not answer falls out of it and comes back by its
turn, the longest waiting first. The queue rows of the hosts (`host_due`) are locked by the caller: they guard the rows
by topic as well.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from sqlalchemy import ColumnElement, Float, Insert, and_, bindparam, case, delete, func, literal_column, select, update
from sqlalchemy.orm import Session

from registry.focus import area_of, promise_of, split_signs
from registry.frontier.model import Host, HostDue, Site
from registry.frontier.seeking import HostTopic
from registry.upsert import batches, insert_for, table_of
from registry.vocabulary import Purpose

MOST_BY_TOPIC = 200
"""Sites of one host that are looked at for its topics, best first: on hosting places that is what matters."""

_SITE, _HOST, _DUE, _TOPIC = table_of(Site), table_of(Host), table_of(HostDue), table_of(HostTopic)


class Ranked(NamedTuple):
    """What a site that is new or has risen promises: a chance, and the topic it is said to be of."""

    host_id: int
    value: float
    topic: str | None = None
    by_words: bool = False


def unseen() -> ColumnElement[bool]:
    """Whether nobody looked at a site yet: as the index `ix_site_unseen` has it, word for word."""
    return and_(
        literal_column("site.conclusion IS NULL"),
        literal_column("site.failures = 0"),
        literal_column("site.next_due IS NOT NULL"),
        literal_column(f"site.purpose = '{Purpose.DISCOVER}'"),
    )


_RAISE = (
    update(_DUE)
    .where(_DUE.c.host_id.in_(bindparam("ids", expanding=True)), _DUE.c.value < bindparam("least"))
    .values(value=bindparam("least"))
)


def rank(session: Session, ranked: Iterable[Ranked]) -> None:
    """Let hosts stand at least as high as these sites of theirs."""
    by_value: dict[float, set[int]] = {}
    topics: dict[tuple[str, int], float] = {}
    for one in ranked:
        by_value.setdefault(one.value, set()).add(one.host_id)
        if (area := area_of(one.topic)) is not None:
            promised = promise_of(one.value, by_words=one.by_words)
            topics[area, one.host_id] = max(promised, topics.get((area, one.host_id), 0.0))
    for value, ids in sorted(by_value.items()):
        for batch in batches(sorted(ids)):
            session.execute(_RAISE, {"ids": list(batch), "least": value})
    rows = [{"topic": topic, "host_id": host_id, "value": value} for (topic, host_id), value in sorted(topics.items())]
    if rows:
        session.execute(_raise_topics(session.get_bind().dialect.name), rows)


@cache
def _raise_topics(dialect: str) -> Insert:
    insert = insert_for(dialect, HostTopic)
    return insert.on_conflict_do_update(
        index_elements=["topic", "host_id"], set_={"value": insert.excluded.value},
        where=_TOPIC.c.value < insert.excluded.value,
    )  # fmt: skip


def best_value() -> ColumnElement[float]:
    """The value of a host's queue row: of its best site nobody looked at; 0 while the host does not answer."""
    best = select(func.max(_SITE.c.value)).where(_SITE.c.host_id == _DUE.c.host_id, unseen())
    answers = select(_HOST.c.id).where(
        _HOST.c.id == _DUE.c.host_id, _HOST.c.failures == 0, _HOST.c.opted_out_at.is_(None)
    )
    found = func.coalesce(best.correlate(_DUE).scalar_subquery(), 0.0)
    return case((answers.correlate(_DUE).exists(), found), else_=0.0)


_RERANK = (
    update(_DUE)
    .where(_DUE.c.host_id.in_(bindparam("ids", expanding=True)))
    .values(value=best_value())
    .returning(_DUE.c.host_id, _DUE.c.value)
)
_TIMES = bindparam("times", type_=Float)
_SCALE = (
    update(_TOPIC)
    .where(_TOPIC.c.host_id == bindparam("of_host"))
    .values(value=case((_TOPIC.c.value * _TIMES > 1.0, 1.0), else_=_TOPIC.c.value * _TIMES))
)
_TOPICS = (
    select(_SITE.c.topic, _SITE.c.value, _SITE.c.signs)
    .join(_HOST, _HOST.c.id == _SITE.c.host_id)
    .where(_SITE.c.host_id == bindparam("of_host"), unseen(), _HOST.c.failures == 0, _HOST.c.opted_out_at.is_(None))
    .order_by(_SITE.c.value.desc())
    .limit(MOST_BY_TOPIC)
)
_NO_TOPICS = delete(_TOPIC).where(_TOPIC.c.host_id.in_(bindparam("ids", expanding=True)))


def rerank(session: Session, before: Mapping[int, float]) -> None:
    """Set the values of hosts anew by their sites; `before` are those they had.

    What they promise for topics goes along with it: exact for hosts of one site, and for others until a visit ends.
    """
    scaled = []
    for batch in batches(sorted(before)):
        for host_id, value in session.execute(_RERANK, {"ids": list(batch)}):
            if before[host_id] > 0 and value != before[host_id]:
                scaled.append({"of_host": host_id, "times": value / before[host_id]})
    if scaled:
        session.execute(_SCALE, sorted(scaled, key=lambda row: row["of_host"]))


def rerank_topics(session: Session, host_ids: Collection[int]) -> None:
    """Set what hosts promise for topics anew: rows of topics that nothing is left of go."""
    ids = sorted(set(host_ids))
    for batch in batches(ids):
        session.execute(_NO_TOPICS, {"ids": list(batch)})
    rows = [row for host_id in ids for row in _topics_of(session, host_id)]
    if rows:
        rows.sort(key=lambda row: (str(row["topic"]), str(row["host_id"])))
        session.execute(_raise_topics(session.get_bind().dialect.name), rows)


def _topics_of(session: Session, host_id: int) -> Sequence[dict[str, object]]:
    best: dict[str, float] = {}
    for topic, value, signs in session.execute(_TOPICS, {"of_host": host_id}):
        if (area := area_of(topic)) is not None:
            promised = promise_of(value, by_words="topic:words" in split_signs(signs))
            best[area] = max(promised, best.get(area, 0.0))
    return [{"topic": area, "host_id": host_id, "value": value} for area, value in best.items()]
