"""Keeping what was said: a new row only when the value changed, so that a quiet forum costs nothing.

A fact that a page no longer shows stays what was said last, with the time it was seen last; only what tells of
the moment (who is online) ends with the moment.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Insert, bindparam, select, text, update
from sqlalchemy.orm import Session

from registry.evidence.model import Observation
from registry.evidence.news import news
from registry.evidence.precedence import Said
from registry.hygiene import count, line, moment, web_address
from registry.profile import COUNTS, RAW_LIMIT
from registry.upsert import insert_for, table_of
from registry.vocabulary import Precision, Source

MOMENTARY = frozenset({"online"})
"""Facts that hold for the moment of the visit only."""

LONGEST = {"name": 200, "description": 2000, "platform_version": 40}
"""Longest texts kept, in characters; others 100, addresses 2,000."""

ADDRESSES = frozenset({"rules_url", "contact_url", "registration_url"})
TIMES = frozenset({"last_post_at"})
FLAGS = frozenset({"login_wall"})
PRECISIONS = frozenset(str(precision) for precision in Precision)

_COLUMNS = (
    "fact", "source", "derived", "value", "raw", "rule", "page", "precision", "parser_version",
    "first_seen_at", "last_seen_at",
)  # fmt: skip


_SAID_OF = itemgetter(*_COLUMNS)


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


@dataclass(frozen=True, slots=True)
class Kept:
    """What keeping did: the facts whose value changed, and all that is said of the forum now, by all sources.

    `news` are those of them that tell of a change of the forum itself since it was read last: see `evidence.news`.
    """

    changed: frozenset[str]
    said: tuple[Said, ...]
    news: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Statement:
    """What one source says of a forum at once: on one visit, or on one occasion. `new`: nobody said anything before."""

    forum_id: int
    claims: Iterable[Claim]
    seen_at: datetime
    visit_id: int | None = None
    new: bool = False


def keep(
    session: Session,
    forum_id: int,
    source: Source,
    claims: Iterable[Claim],
    *,
    seen_at: datetime,
    visit_id: int | None = None,
) -> Kept:
    """Keep what one source says of a forum. Unfit values are left out."""
    return keep_all(session, source, [Statement(forum_id, claims, seen_at, visit_id)])[forum_id]


def keep_all(session: Session, source: Source, statements: Sequence[Statement]) -> dict[int, Kept]:
    """Keep what one source says of several forums, one statement on each; what keeping did, by forum."""
    said = said_of(session, [one.forum_id for one in statements if not one.new])
    sorted_out = [_sort_out(one, source, said.get(one.forum_id, ())) for one in statements]
    again = [again for one in sorted_out for again in one.again]
    if again:
        session.execute(_SEEN_AGAIN, again)
    if over := [row_id for one in sorted_out for row_id in one.over]:
        session.execute(_NO_LONGER, {"ids": over})
    rows = [row for one in sorted_out for row in one.rows]
    if rows:
        session.execute(_upsert(session.get_bind().dialect.name), rows)
    return {one.forum_id: done.kept for one, done in zip(statements, sorted_out, strict=True)}


@dataclass(frozen=True, slots=True)
class _SortedOut:
    """What a statement means for the rows of a forum: those seen again, those over, new ones; and what comes of it."""

    kept: Kept
    again: Sequence[dict[str, Any]]
    over: Sequence[int]
    rows: Sequence[dict[str, Any]]


def _sort_out(statement: Statement, source: Source, before: Sequence[Said]) -> _SortedOut:
    fit = {(claim.fact, claim.derived): claim for claim in map(clean, statement.claims) if claim is not None}
    at, visit_id = statement.seen_at, statement.visit_id
    stays: list[Said] = []
    same: list[Said] = []
    over: list[Said] = []
    for said in before:
        claim = fit.get((said.fact, said.derived)) if said.source == source else None
        if said.source != source:
            stays.append(said)
        elif claim is not None and (said.value, said.precision) == (claim.value, claim.precision):
            same.append(said)
            del fit[said.fact, said.derived]
        elif claim is not None or (visit_id is not None and said.fact in MOMENTARY):
            over.append(said)
        else:
            stays.append(said)
    again: list[dict[str, Any]] = []
    if visit_id is not None:  # what people said does not grow old by being read again
        again = [{"of_id": said.id, "at": at, "visit": visit_id} for said in same]
        same = [replace(said, last_seen_at=at) for said in same]
    rows = [_row(statement.forum_id, source, claim, at, visit_id) for claim in fit.values()]
    new = [Said(*_SAID_OF(row)) for row in rows]
    changed = frozenset({fact for fact, _ in fit} | {said.fact for said in over})
    told = news([said for said in before if said.source == source], new) if over else frozenset()
    return _SortedOut(Kept(changed, (*stays, *same, *new), told), again, [said.id for said in over], rows)


_ROWS = table_of(Observation)
_IDS = _ROWS.c.id.in_(bindparam("ids", expanding=True))
_SEEN_AGAIN = (
    update(_ROWS)
    .where(_ROWS.c.id == bindparam("of_id"))
    .values(last_seen_at=bindparam("at"), last_visit=bindparam("visit"))
)
_NO_LONGER = update(_ROWS).where(_IDS).values(current=False)


@cache
def _upsert(dialect: str) -> Insert:
    """A new current row; where another transaction was quicker, the later word stands."""
    insert = insert_for(dialect, Observation)
    written = ("value", "raw", "rule", "page", "precision", "parser_version", "last_seen_at", "last_visit")
    return insert.on_conflict_do_update(
        index_elements=["forum_id", "fact", "source", "derived"],
        index_where=text("current"),
        set_={name: insert.excluded[name] for name in written},
    )


def _row(forum_id: int, source: Source, claim: Claim, seen_at: datetime, visit_id: int | None) -> dict[str, Any]:
    return {
        "forum_id": forum_id, "fact": claim.fact, "source": str(source), "derived": claim.derived, "current": True,
        "value": claim.value, "raw": claim.raw, "rule": claim.rule, "page": claim.page,
        "precision": claim.precision, "parser_version": claim.parser_version,
        "first_seen_at": seen_at, "last_seen_at": seen_at, "first_visit": visit_id, "last_visit": visit_id,
    }  # fmt: skip


def clean(claim: Claim) -> Claim | None:
    """The claim as it may be kept; None when its value is unfit."""
    value = _value(claim.fact, claim.value)
    if value is None:
        return None
    precision = claim.precision if claim.precision in PRECISIONS else None
    return Claim(
        fact=claim.fact,
        value=value,
        raw=line(claim.raw[:RAW_LIMIT], RAW_LIMIT),  # cut first: spaces taken out must not draw more in
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


_SAID = (
    select(_ROWS.c.forum_id, *(_ROWS.c[name] for name in _COLUMNS), _ROWS.c.id)
    .where(_ROWS.c.forum_id.in_(bindparam("ids", expanding=True)), _ROWS.c.current)
    .order_by(_ROWS.c.id)
)


def said_of(session: Session, forum_ids: Sequence[int]) -> dict[int, list[Said]]:
    """What is said now of each of these forums, by all sources."""
    found: dict[int, list[Said]] = {forum_id: [] for forum_id in forum_ids}
    if forum_ids:
        for forum_id, *said in session.execute(_SAID, {"ids": list(forum_ids)}):
            found[forum_id].append(Said(*said))
    return found
