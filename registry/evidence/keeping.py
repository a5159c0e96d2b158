"""Keeping what was said: a new row only when the value changed, so that a quiet forum costs nothing.

A fact that a page no longer shows stays what was said last, with the time it was seen last; only what tells of
the moment (who is online) ends with the moment.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from registry.evidence.model import Observation
from registry.evidence.precedence import Said
from registry.hygiene import count, line, moment, web_address
from registry.profile import COUNTS, RAW_LIMIT
from registry.upsert import insert_into, table_of
from registry.vocabulary import Precision, Source

MOMENTARY = frozenset({"online"})
"""Facts that hold for the moment of the visit only."""

LONGEST = {"name": 200, "description": 2000, "platform_version": 40}
"""Longest texts kept, in characters; others 100, addresses 2,000."""

ADDRESSES = frozenset({"rules_url", "contact_url", "registration_url"})
TIMES = frozenset({"last_post_at"})
FLAGS = frozenset({"login_wall"})

_COLUMNS = (
    "fact", "source", "derived", "value", "raw", "rule", "page", "precision", "parser_version",
    "first_seen_at", "last_seen_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Claim:
    """One fact as somebody states it, before it is kept."""

    fact: str
    value: Any
    raw: str = ""
    rule: str = ""
    page: str = ""
    precision: str | None = None
    parser_version: str = ""
    derived: bool = False


def keep(
    session: Session,
    forum_id: int,
    source: Source,
    claims: Iterable[Claim],
    *,
    seen_at: datetime,
    visit_id: int | None = None,
) -> set[str]:
    """Keep what one source says of a forum; gives the facts whose value changed. Unfit values are left out."""
    fit = {(claim.fact, claim.derived): claim for claim in map(_clean, claims) if claim is not None}
    table = table_of(Observation)
    rows = session.execute(
        select(table.c.id, table.c.fact, table.c.derived, table.c.value, table.c.precision).where(
            table.c.forum_id == forum_id, table.c.source == str(source), table.c.current
        )
    )
    current = {(row.fact, row.derived): row for row in rows}
    same, over = [], []
    for name, row in current.items():
        claim = fit.get(name)
        if claim is not None and (row.value, row.precision) == (claim.value, claim.precision):
            same.append(row.id)
            del fit[name]
        elif claim is not None or (visit_id is not None and row.fact in MOMENTARY):
            over.append(row)
    if same and visit_id is not None:  # what people said does not grow old by being read again
        seen = {"last_seen_at": seen_at, "last_visit": visit_id}
        session.execute(update(table).where(table.c.id.in_(same)).values(seen))
    if over:
        session.execute(update(table).where(table.c.id.in_([row.id for row in over])).values(current=False))
    _insert(session, forum_id, source, list(fit.values()), seen_at, visit_id)
    return {fact for fact, _ in fit} | {row.fact for row in over}


def _insert(
    session: Session, forum_id: int, source: Source, claims: Sequence[Claim], seen_at: datetime, visit_id: int | None
) -> None:
    if not claims:
        return
    insert = insert_into(session, Observation)
    written = ("value", "raw", "rule", "page", "precision", "parser_version", "last_seen_at", "last_visit")
    upsert = insert.on_conflict_do_update(
        index_elements=["forum_id", "fact", "source", "derived"],
        index_where=text("current"),
        set_={name: insert.excluded[name] for name in written},
    )
    rows = [
        {
            "forum_id": forum_id, "fact": claim.fact, "source": str(source), "derived": claim.derived, "current": True,
            "value": claim.value, "raw": claim.raw, "rule": claim.rule, "page": claim.page,
            "precision": claim.precision, "parser_version": claim.parser_version,
            "first_seen_at": seen_at, "last_seen_at": seen_at, "first_visit": visit_id, "last_visit": visit_id,
        }
        for claim in claims
    ]  # fmt: skip
    session.execute(upsert, rows)


def _clean(claim: Claim) -> Claim | None:
    """The claim as it may be kept; None when its value is unfit."""
    value = _value(claim.fact, claim.value)
    if value is None:
        return None
    precision = claim.precision if claim.precision in {str(p) for p in Precision} else None
    return Claim(
        fact=claim.fact,
        value=value,
        raw=line(claim.raw, RAW_LIMIT),
        rule=line(claim.rule, 200),
        page=web_address(claim.page) or "",
        precision=precision,
        parser_version=line(claim.parser_version, 40),
        derived=claim.derived,
    )


def _value(fact: str, value: Any) -> Any:
    if fact in COUNTS:
        return count(value)
    if fact in TIMES:
        when = moment(value)
        return None if when is None else when.astimezone(UTC).isoformat()
    if fact in FLAGS:
        return value if isinstance(value, bool) else line(value, 100) or None
    if fact in ADDRESSES:
        return web_address(value)
    return line(value, LONGEST.get(fact, 100)) or None


def said_of(session: Session, forum_ids: Sequence[int]) -> dict[int, list[Said]]:
    """What is said now of each of these forums, by all sources."""
    table = table_of(Observation)
    rows = session.execute(
        select(table.c.forum_id, *(table.c[name] for name in _COLUMNS))
        .where(table.c.forum_id.in_(forum_ids), table.c.current)
        .order_by(table.c.id)
    )
    found: dict[int, list[Said]] = {forum_id: [] for forum_id in forum_ids}
    for row in rows:
        found[row.forum_id].append(Said(*row[1:]))
    return found
