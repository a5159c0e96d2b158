"""THE table of allowed moves, and the only writer of a forum's standing. Each move is an entry of the ledger."""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, bindparam, select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningInsert

from registry.catalogue.listing import is_public
from registry.catalogue.model import CardRow, Forum
from registry.catalogue.writing import write_cards
from registry.frontier.sites import expect_forum, leave_alone, share_keys, take_back_key
from registry.history import ledger, record_change
from registry.upsert import insert_for, insert_into, table_of
from registry.vocabulary import ChangeKind, Standing


class Role(StrEnum):
    """In what role somebody moves a forum."""

    OPERATOR = "operator"
    MODERATOR = "moderator"
    OWNER = "owner"
    SEED_LIST = "seed list"
    IMPORT = "import"
    CRAWLER = "crawler"


_S = Standing
_PEOPLE = frozenset({Role.OPERATOR, Role.MODERATOR})
_LISTERS = _PEOPLE | {Role.SEED_LIST, Role.IMPORT}
_LEAVERS = _PEOPLE | {Role.OWNER, Role.CRAWLER}
_WATCHERS = _PEOPLE | {Role.CRAWLER}

MOVES: dict[tuple[Standing, Standing], frozenset[Role]] = {
    (_S.CANDIDATE, _S.LISTED): _LISTERS,
    (_S.CANDIDATE, _S.REFUSED): _PEOPLE,
    (_S.CANDIDATE, _S.WITHDRAWN): _LEAVERS,
    (_S.CANDIDATE, _S.MERGED): _WATCHERS,
    (_S.LISTED, _S.CANDIDATE): _PEOPLE,
    (_S.LISTED, _S.DORMANT): _WATCHERS,
    (_S.LISTED, _S.CLOSED): _PEOPLE,
    (_S.LISTED, _S.REFUSED): _PEOPLE,
    (_S.LISTED, _S.WITHDRAWN): _LEAVERS,
    (_S.LISTED, _S.MERGED): _PEOPLE,
    (_S.DORMANT, _S.LISTED): _WATCHERS,
    (_S.DORMANT, _S.CLOSED): _WATCHERS,
    (_S.DORMANT, _S.REFUSED): _PEOPLE,
    (_S.DORMANT, _S.WITHDRAWN): _LEAVERS,
    (_S.DORMANT, _S.MERGED): _PEOPLE,
    (_S.CLOSED, _S.LISTED): _WATCHERS,
    (_S.CLOSED, _S.WITHDRAWN): _LEAVERS,
    (_S.CLOSED, _S.REFUSED): _PEOPLE,
    (_S.CLOSED, _S.MERGED): _PEOPLE,
    (_S.REFUSED, _S.CANDIDATE): _PEOPLE,
    (_S.REFUSED, _S.LISTED): _PEOPLE,
    (_S.REFUSED, _S.WITHDRAWN): _LEAVERS,
    (_S.REFUSED, _S.MERGED): _PEOPLE,
    (_S.WITHDRAWN, _S.CANDIDATE): _PEOPLE | {Role.OWNER},
    (_S.WITHDRAWN, _S.LISTED): _PEOPLE,
    (_S.MERGED, _S.CANDIDATE): _PEOPLE,
    (_S.MERGED, _S.LISTED): _PEOPLE,
}
"""From, to: the roles that may. What does not stand here cannot be done."""

PUBLIC_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}\Z")
"""The form of a public id: safe in an address, at most 64 characters."""


class MoveNotAllowed(ValueError):
    """A move that the table does not allow to that role, or that the rules for sensitive forums forbid."""


class NoSuchForum(LookupError):
    """No forum has this id."""


class PublicIdTaken(ValueError):
    """The public id belongs, or once belonged, to another forum: none is ever used again."""


@dataclass(frozen=True, slots=True)
class Case:
    """A forum as the registry knows it: its ids and standing, when it was listed first, what visits to it are worth
    (`frontier.schedule.weight_of`), and if it is new.
    """

    forum_id: int
    public_id: str
    standing: Standing
    listed_at: datetime | None = None
    weight: float = 1.0
    new: bool = False


def open_case(
    session: Session,
    *,
    site_id: int,
    now: datetime,
    public_id: str | None = None,
    named_in: str | None = None,
    sensitive: str | None = None,
) -> Case:
    """The forum of a site: the one there is, or a new candidate.

    Raises PublicIdTaken when a new one is to have an id that is or was another's, ValueError for an unfit id.
    """
    if public_id is not None and not PUBLIC_ID.match(public_id):
        raise ValueError(f"not a public id: {public_id!r}; use letters, digits, dots, dashes, 64 at most")
    row = {
        "public_id": public_id or new_public_id(), "site_id": site_id, "standing": str(Standing.CANDIDATE),
        "named_in": named_in, "sensitive": sensitive, "first_seen_at": now,
    }  # fmt: skip
    made = session.scalar(insert_into(session, Forum).values(row).on_conflict_do_nothing().returning(Forum.id))
    if made is not None:
        return Case(made, str(row["public_id"]), Standing.CANDIDATE, new=True)
    found = case_of_site(session, site_id)
    if found is None:
        raise PublicIdTaken(f"the public id {row['public_id']!r} is or was another forum's")
    return found


def new_public_id() -> str:
    """A public id nobody has: ten letters and digits, none of them easily mistaken for another."""
    return "".join(secrets.choice("23456789abcdefghjkmnpqrstvwxyz") for _ in range(10))


_FORUM = table_of(Forum)
_CASE = select(_FORUM.c.id, _FORUM.c.public_id, _FORUM.c.standing, _FORUM.c.listed_at, _FORUM.c.weight)

_CASE_OF_SITE = _CASE.where(_FORUM.c.site_id == bindparam("of_site"))
_CASES_OF_SITES = _CASE.add_columns(_FORUM.c.site_id).where(_FORUM.c.site_id.in_(bindparam("of_sites", expanding=True)))


def open_cases(session: Session, site_ids: Sequence[int], now: datetime) -> dict[int, Case]:
    """The forum of each of these sites: the one there is, or a new candidate."""
    cases = cases_of_sites(session, site_ids)
    while missing := sorted(set(site_ids) - set(cases)):
        rows = [
            {
                "public_id": new_public_id(),
                "site_id": site_id,
                "standing": str(Standing.CANDIDATE),
                "first_seen_at": now,
            }
            for site_id in missing
        ]
        made = session.execute(_open(session.get_bind().dialect.name), rows)
        new = {site_id: Case(made_id, name, Standing.CANDIDATE, new=True) for made_id, name, site_id in made}
        # What is not new now was opened by another transaction meanwhile, or met a public id by chance.
        cases |= cases_of_sites(session, [site_id for site_id in missing if site_id not in new]) | new
    return cases


@cache
def _open(dialect: str) -> ReturningInsert[Any]:
    return (
        insert_for(dialect, Forum).on_conflict_do_nothing().returning(_FORUM.c.id, _FORUM.c.public_id, _FORUM.c.site_id)
    )


def cases_of_sites(session: Session, site_ids: Sequence[int]) -> dict[int, Case]:
    """The forums of these sites, where there is one."""
    rows = session.execute(_CASES_OF_SITES, {"of_sites": list(site_ids)}) if site_ids else ()
    return {row.site_id: _case(row) for row in rows}


def case_of_site(session: Session, site_id: int) -> Case | None:
    """The forum of a site, None when there is none."""
    row = session.execute(_CASE_OF_SITE, {"of_site": site_id}).first()
    return None if row is None else _case(row)


def case_of(session: Session, forum_id: int) -> Case:
    """The forum of that id; raises NoSuchForum."""
    row = session.execute(_CASE.where(_FORUM.c.id == forum_id)).first()
    if row is None:
        raise NoSuchForum(f"no forum has the id {forum_id}")
    return _case(row)


def _case(row: Any) -> Case:
    return Case(row.id, row.public_id, Standing(row.standing), row.listed_at, row.weight)


_SETTLED = frozenset({Standing.REFUSED, Standing.WITHDRAWN, Standing.MERGED})


def settled(case: Case) -> bool:
    """Whether somebody decided against this forum, or it left: no load, import or crawl touches it."""
    return case.standing in _SETTLED


def not_settled() -> ColumnElement[bool]:
    """The opposite as a condition of a query on forums."""
    return _FORUM.c.standing.not_in([str(standing) for standing in sorted(_SETTLED)])


def refused(case: Case) -> bool:
    """Whether a person decided against listing this forum."""
    return case.standing is Standing.REFUSED


def waits(case: Case) -> bool:
    """Whether the forum waits for somebody to decide."""
    return case.standing is Standing.CANDIDATE


def taken_back(case: Case) -> bool:
    """Whether somebody took the forum off the list to think again: only people put it back."""
    return waits(case) and case.listed_at is not None


_BEFORE = select(_FORUM).where(_FORUM.c.id == bindparam("of_forum")).with_for_update()


def move(
    session: Session,
    forum_id: int,
    to: Standing,
    *,
    role: Role,
    actor: str,
    reason: str,
    now: datetime,
    into: int | None = None,
    consent: str | None = None,
) -> Case:
    """Move a forum to another standing: the ledger, its card, its public change and its visits follow.

    `into` is the forum it is merged with, and only then. `consent` to list a sensitive forum is its owner's, or a
    second person's written reason; an import lists what its named actor answers for. Raises MoveNotAllowed,
    NoSuchForum.
    """
    before = session.execute(_BEFORE, {"of_forum": forum_id}).first()
    if before is None:
        raise NoSuchForum(f"no forum has the id {forum_id}")
    start, consent = Standing(before.standing), consent or before.sensitive_consent
    _demand_allowed(start, to, role)
    if to is Standing.LISTED and before.sensitive and not consent and role is not Role.IMPORT:
        raise MoveNotAllowed("a sensitive forum is listed with its owner's consent or a second person's reason only")
    if (into is not None) != (to is Standing.MERGED) or into == forum_id:
        raise MoveNotAllowed("a forum is merged into one other forum, and only a merged one has such")
    values: dict[str, Any] = {"standing": str(to), "merged_into": into, "sensitive_consent": consent}
    if is_public(to) and before.listed_at is None:
        values["listed_at"] = now
    session.execute(update(table_of(Forum)).where(Forum.id == forum_id).values(values))
    said = {"actor": actor, "reason": reason, "from": str(start), "to": str(to), "public_id": before.public_id}
    ledger.append(session, role=str(role), action=str(to), payload=said, now=now, forum_id=forum_id)
    if before.site_id is not None:
        _tell_frontier(session, before.site_id, start, to, into, now)
    write_cards(session, [forum_id], now)
    return Case(forum_id, before.public_id, to)


def _tell_frontier(
    session: Session, site_id: int, start: Standing, to: Standing, into: int | None, now: datetime
) -> None:
    """What a move means for visits, and for the addresses of a community that is one with another."""
    if start is Standing.MERGED:
        take_back_key(session, site_id)
    if to is Standing.MERGED:
        other = session.scalar(select(_FORUM.c.site_id).where(_FORUM.c.id == into))
        if other is None:
            raise MoveNotAllowed("a forum is merged into one that still has its site")
        share_keys(session, site_id, other)
    if is_public(to):
        expect_forum(session, site_id, now)
    elif to in _SETTLED:
        leave_alone(session, site_id)


def take_off(session: Session, forum_id: int, public_id: str, now: datetime) -> None:
    """A forum is removed for good, from whatever standing: note it in public when the public saw it."""
    shown = session.scalar(select(CardRow.published).where(CardRow.forum_id == forum_id))
    session.execute(update(table_of(Forum)).where(Forum.id == forum_id).values(standing=str(Standing.WITHDRAWN)))
    if shown is not None:
        record_change(session, forum_id=forum_id, public_id=public_id, kind=ChangeKind.REMOVED, now=now)


def _demand_allowed(start: Standing, to: Standing, role: Role) -> None:
    roles = MOVES.get((start, to))
    if roles is None:
        raise MoveNotAllowed(f"a forum cannot go from {start} to {to}")
    if role not in roles:
        raise MoveNotAllowed(f"from {start} to {to} is for {', '.join(sorted(roles))}, not for {role}")
