"""Which forums are judged again, read by keyset in batches."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from registry.catalogue.lifecycle import not_settled
from registry.catalogue.model import AssessmentRow, Forum
from registry.db import Sessions
from registry.evidence.model import Reading
from registry.upsert import table_of

STEP = 200
"""Forums of one batch: a crawl beside it waits for one batch at most, about a quarter of a second."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which forums: those with these public ids (none named: all), what concerns this topic, and whether also those
    that `rules` (the name of the present ones) have judged already.
    """

    forums: frozenset[str] = frozenset()
    topic: str | None = None
    again: bool = False
    rules: str | None = None


def count_forums(session: Session, scope: Scope) -> int:
    """How many forums there are to judge in this scope."""
    asked = _asked(scope).with_only_columns(func.count()).order_by(None)
    return session.scalar(asked) or 0


def batches(sessions: Sessions, scope: Scope) -> Iterator[list[int]]:
    """The forums of the scope by keyset, each batch read in a transaction of its own."""
    last = 0
    while True:
        with sessions.read() as session:
            asked = _asked(scope).where(table_of(Forum).c.id > last).limit(STEP)
            ids = list(session.scalars(asked))
        if not ids:
            return
        last = ids[-1]
        yield ids


def _asked(scope: Scope) -> Select[int]:
    forum, reading, judged = table_of(Forum), table_of(Reading), table_of(AssessmentRow)
    asked = (
        select(forum.c.id)
        .join(reading, reading.c.forum_id == forum.c.id)
        .outerjoin(judged, judged.c.forum_id == forum.c.id)
        .where(forum.c.site_id.is_not(None), not_settled())
        .order_by(forum.c.id)
    )
    if scope.forums:
        asked = asked.where(forum.c.public_id.in_(sorted(scope.forums)))
    if scope.rules is not None and not scope.again:
        asked = asked.where(or_(judged.c.judged_by.is_(None), judged.c.judged_by != scope.rules))
    return asked
