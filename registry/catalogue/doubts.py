"""Doubts: what a program cannot decide about sites, put before a person. Asked once, bounded in number.

A decided doubt does not come back. Whoever could make doubts at will, by putting up a thousand copies, would only fill
the places that are kept for copies: moves of forums that the public sees always find room.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, delete, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from registry.catalogue.listing import is_public
from registry.catalogue.model import Doubt, Forum
from registry.frontier.model import Host, Site
from registry.hygiene import line
from registry.upsert import insert_into, table_of
from registry.vocabulary import DoubtKind, Standing

MOST_OPEN = 200
"""Doubts of one kind that wait at once: as many as people can look at. Moves of public forums come on top."""

MOST_OF_DOMAIN = 3
"""Doubts that wait at once about the sites of one registered domain."""

LONGEST_EVIDENCE = 200

_DOUBT = table_of(Doubt)


@dataclass(frozen=True, slots=True)
class Question:
    """A doubt to be asked: its kind, the site in question, the one beside it (0: none), and what speaks for it.

    `evidence` is in our words only: no text and no address of others.
    """

    kind: DoubtKind
    site_id: int
    other_site_id: int
    evidence: tuple[str, ...]
    always: bool = False
    """It is about a forum that the public sees: asked whatever waits."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a doubt as people see it."""

    site_id: int
    address: str
    public_id: str | None
    standing: str | None
    places: int
    value: float


@dataclass(frozen=True, slots=True)
class Case:
    """A doubt with both of its sides; `other` is None where it is about one site alone, or the other is gone."""

    doubt: Doubt
    site: Side
    other: Side | None


class NoSuchDoubt(LookupError):
    """No doubt has this number."""


def ask(session: Session, question: Question, now: datetime) -> bool:
    """Ask a doubt, or note that it was seen again; False where it is decided, or no place is left for it."""
    where = (
        _DOUBT.c.kind == str(question.kind),
        _DOUBT.c.site_id == question.site_id,
        _DOUBT.c.other_site_id == question.other_site_id,
    )
    known = session.execute(select(_DOUBT.c.id, _DOUBT.c.decided_at).where(*where)).first()
    evidence = [line(said, LONGEST_EVIDENCE) for said in question.evidence]
    if known is not None:
        if known.decided_at is None:
            session.execute(update(_DOUBT).where(_DOUBT.c.id == known.id).values(seen_at=now, evidence=evidence))
        return known.decided_at is None
    if not question.always and not _has_room(session, question):
        return False
    row = {
        "kind": str(question.kind), "site_id": question.site_id, "other_site_id": question.other_site_id,
        "evidence": evidence, "asked_at": now, "seen_at": now,
    }  # fmt: skip
    session.execute(insert_into(session, Doubt).values(row).on_conflict_do_nothing())
    return True


def _has_room(session: Session, question: Question) -> bool:
    """Whether a further doubt of this kind may wait. Counts open ones only, which are few."""
    waiting = select(func.count()).select_from(_DOUBT).where(_DOUBT.c.decided_at.is_(None))
    if (session.scalar(waiting.where(_DOUBT.c.kind == str(question.kind))) or 0) >= MOST_OPEN:
        return False
    site_id = question.site_id
    own = select(Host.domain).join(Site, Site.host_id == Host.id).where(Site.id == site_id).scalar_subquery()
    alike = (
        waiting.join(Site, Site.id == _DOUBT.c.site_id).join(Host, Host.id == Site.host_id).where(Host.domain == own)
    )  # fmt: skip
    return (session.scalar(alike) or 0) < MOST_OF_DOMAIN


def decisions(session: Session, site_id: int) -> dict[int, str]:
    """What people decided about this site and each other one beside it, whichever of the two was in question."""
    asked = select(_DOUBT.c.site_id, _DOUBT.c.other_site_id, _DOUBT.c.decision).where(
        or_(_DOUBT.c.site_id == site_id, _DOUBT.c.other_site_id == site_id), _DOUBT.c.decision.is_not(None)
    )
    rows = session.execute(asked)
    return {row.other_site_id if row.site_id == site_id else row.site_id: row.decision for row in rows}


def waiting(session: Session, *, limit: int = 100, decided: bool = False) -> list[Case]:
    """Doubts in the order of their worth: those about public forums, then by what the site promises.

    `decided` gives those that people decided instead, the last decision first.
    """
    forum, other = aliased(Forum), aliased(Forum)
    public = [str(standing) for standing in Standing if is_public(standing)]
    shown = or_(forum.standing.in_(public), other.standing.in_(public))
    kinds = {str(kind): place for place, kind in enumerate(_ORDER)}
    order = (
        [Doubt.decided_at.desc(), Doubt.id]
        if decided
        else [case((shown, 0), else_=1), case(kinds, value=Doubt.kind), Site.value.desc(), Doubt.asked_at, Doubt.id]
    )
    found = session.scalars(
        select(Doubt)
        .join(Site, Site.id == Doubt.site_id)
        .outerjoin(forum, forum.site_id == Doubt.site_id)
        .outerjoin(other, other.site_id == Doubt.other_site_id)
        .where(Doubt.decided_at.is_not(None) if decided else Doubt.decided_at.is_(None))
        .order_by(*order)
        .limit(limit)
    ).all()
    return _cases(session, found)


def show(session: Session, doubt_id: int) -> Case:
    """One doubt with its sides; raises NoSuchDoubt."""
    found = session.get(Doubt, doubt_id)
    if found is None:
        raise NoSuchDoubt(f"no doubt has the number {doubt_id}")
    return _cases(session, [found])[0]


def forget_doubts(session: Session, site_ids: Sequence[int]) -> None:
    """Let go of all that was asked about sites that are removed."""
    named = or_(_DOUBT.c.site_id.in_(site_ids), _DOUBT.c.other_site_id.in_(site_ids))
    session.execute(delete(_DOUBT).where(named))


_ORDER = (DoubtKind.MOVED, DoubtKind.SAME, DoubtKind.COPY, DoubtKind.UNSURE)


def _cases(session: Session, found: Sequence[Doubt]) -> list[Case]:
    for one in found:
        session.expunge(one)  # people read it when the session is over
    ids = {one.site_id for one in found} | {one.other_site_id for one in found} - {0}
    rows = session.execute(
        select(Site.id, Site.address, Forum.public_id, Forum.standing, Site.places, Site.value)
        .outerjoin(Forum, Forum.site_id == Site.id)
        .where(Site.id.in_(ids))
    )
    sides = {row.id: Side(*row) for row in rows}
    return [Case(one, sides[one.site_id], sides.get(one.other_site_id)) for one in found if one.site_id in sides]
