"""What visits to each public forum are worth, worked out once a day and kept with it: no visit joins for it."""

import heapq
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session

from registry.catalogue.closedlists import closed_lists
from registry.catalogue.listed import listed
from registry.catalogue.listing import is_listed
from registry.catalogue.major import LEAST_COMPARED, MOST_TOLD
from registry.catalogue.measures import Measures
from registry.catalogue.model import Forum, ForumOrganisation
from registry.catalogue.reading import public_documents
from registry.catalogue.terms import Terms
from registry.db import Sessions
from registry.frontier.schedule import weight_of
from registry.history.model import Mark
from registry.upsert import BATCH, insert_into, table_of
from registry.vocabulary import RegionKind

WEIGHED_EVERY = timedelta(days=1)
ROWS = 5 * BATCH
"""Forums of one transaction."""

_FORUM, _BODY, _MARK = table_of(Forum), table_of(ForumOrganisation), table_of(Mark)


def weigh_daily(sessions: Sessions, now: datetime) -> int:
    """Weigh all public forums when nobody did within a day; how many got another weight. For one worker of many."""
    with sessions.write() as session:
        if not _is_ours(session, now):
            return 0
    return weigh(sessions)


def weigh(sessions: Sessions) -> int:
    """Weigh all public forums; how many got another weight. Reads every card once: a minute for half a million."""
    with sessions.read() as session:
        terms = closed_lists(session)
    chosen = major_ids(((listed(one, terms).measures, one) for one in public_documents(sessions)), terms)
    changed, after = 0, 0
    while True:
        with sessions.write() as session:
            rows = session.execute(_WEIGHED, {"after": after}).all()
            wanted = [(row.id, weight_of(major=row.public_id in chosen, bodies=row.bodies), row.weight) for row in rows]
            other = [{"of_id": forum_id, "to": to} for forum_id, to, now_is in wanted if to != now_is]
            if other:
                session.execute(_SET, other)
        changed += len(other)
        if len(rows) < ROWS:
            return changed
        after = rows[-1].id


_WEIGHED = (
    select(
        _FORUM.c.id, _FORUM.c.public_id, _FORUM.c.weight,
        select(func.count()).where(_BODY.c.forum_id == _FORUM.c.id).correlate(_FORUM).scalar_subquery().label("bodies"),
    )
    .where(_FORUM.c.id > bindparam("after"), is_listed())
    .order_by(_FORUM.c.id)
    .limit(ROWS)
)  # fmt: skip
_SET = update(_FORUM).where(_FORUM.c.id == bindparam("of_id")).values(weight=bindparam("to"))


def major_ids(forums: Iterable[tuple[Measures, Mapping[str, Any]]], terms: Terms) -> frozenset[str]:
    """The public ids of the forums that are major in one of their topics or places, with all within and around.

    Those are the first MOST_TOLD by points where LEAST_COMPARED or more are compared, and the only one.
    """
    first: dict[tuple[str, str], list[tuple[float, str]]] = {}
    compared: Counter[tuple[str, str]] = Counter()
    for measures, document in forums:
        if measures.not_major:
            continue
        for area, points in _areas(measures, document, terms):
            compared[area] += 1
            best = first.setdefault(area, [])
            if len(best) < MOST_TOLD:
                heapq.heappush(best, (points, measures.public_id))
            else:
                heapq.heappushpop(best, (points, measures.public_id))
    tells = (area for area, number in compared.items() if number == 1 or number >= LEAST_COMPARED)
    return frozenset(public_id for area in tells for _, public_id in first[area])


def _areas(measures: Measures, document: Mapping[str, Any], terms: Terms) -> Iterable[tuple[tuple[str, str], float]]:
    """The topics and places of a forum with those around them, each with its points there."""
    topics = {wider for one in document.get("topics") or () for wider in terms.topic_and_wider(one["path"])}
    for path in topics:
        yield ("topic", path), measures.in_topic
    for code in {wider for one in measures.places for wider in terms.place_and_wider(one)}:
        place = terms.places.get(code)
        local = place is not None and place.kind == RegionKind.LOCAL
        yield ("place", code), measures.in_place if local else measures.in_topic


def _is_ours(session: Session, now: datetime) -> bool:
    """Whether it is time, and nobody else began."""
    insert = insert_into(session, Mark).values(name="weighed", value=now.isoformat())
    ours = insert.on_conflict_do_update(
        index_elements=["name"],
        set_={"value": insert.excluded.value},
        where=_MARK.c.value <= (now - WEIGHED_EVERY).isoformat(),
    )
    return session.scalar(ours.returning(_MARK.c.name)) is not None
