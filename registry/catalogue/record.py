"""The public history of a forum's record: when it was found, listed, read, changed, told. In words, by role.

Nobody is named. What a person wrote as the reason of a decision stays in the ledger unless it was meant for the public
(`public_reason`); the reasons that rules give, and those of the seed list, are ours and are told.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.catalogue.composing import WHY_NOT, keeps_out
from registry.catalogue.growth import with_growth
from registry.catalogue.lifecycle import Role
from registry.catalogue.listing import is_listed
from registry.catalogue.model import Forum
from registry.evidence.history import MOST_POINTS, Series, series
from registry.evidence.model import Observation
from registry.frontier.model import Site, Visit
from registry.history.model import LedgerEntry, LedgerPayload
from registry.hygiene import line
from registry.vocabulary import Outcome, Source, Stance, Standing

MOST_EVENTS = 200
"""Events told of one forum, the newest."""

TOLD_FACTS = {
    "name": "name", "description": "description", "language": "language", "platform": "software",
    "rules_url": "address of its rules", "contact_url": "address of its contact page",
}  # fmt: skip
"""Facts whose changes are told. Figures are not among them: they change with every visit and have a series."""

QUOTED = frozenset({"name", "language", "platform"})
"""Facts whose values are told as well, from and to."""

OUR_OWN = frozenset({Outcome.INTERRUPTED, Outcome.FAILED, Outcome.REMOVED, Outcome.RATE_LIMITED})
"""Outcomes that say something of us, or of the moment, and nothing of the forum."""

REASONS_OF = frozenset({str(Role.SEED_LIST), str(Role.CRAWLER)})
"""Roles whose reasons no person wrote."""

_DECISIONS = {
    Standing.LISTED: ("listed", "listed"),
    Standing.DORMANT: ("dormant", "marked as dormant: silent or out of reach for long"),
    Standing.CLOSED: ("closed", "marked as closed: gone from the web"),
    Standing.CANDIDATE: ("taken_off", "taken off the list, to be decided anew"),
    Standing.WITHDRAWN: ("withdrawn", "taken off the list at its own wish"),
    Standing.REFUSED: ("refused", "taken off the list"),
    Standing.MERGED: ("merged", "joined with another entry"),
}


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to a record. `kind` is a word for programs, `words` a sentence without a full stop.

    Kinds: found, listed, dormant, closed, taken_off, withdrawn, refused, merged, told, wishes, visit, changed, joined.
    `role` says in what role somebody decided; None where nobody did.
    """

    at: datetime
    kind: str
    words: str
    role: str | None = None


def record_history(session: Session, public_id: str, most: int = MOST_EVENTS) -> tuple[Event, ...]:
    """The newest `most` events of a public forum's record, newest first; none for a forum that is not public."""
    forum = _public(session, public_id)
    if forum is None:
        return ()
    hidden = keeps_out(_conclusion(session, forum.site_id))
    events = [Event(forum.first_seen_at, "found", "came to the registry's notice")]
    events += _decisions(session, forum.id)
    events += _visits(session, forum.site_id)
    events += _changes(session, forum.id, hidden=hidden)
    events += _joined(session, forum.id)
    order = {"found": 0, "listed": 1}
    events.sort(key=lambda event: (event.at, order.get(event.kind, 2)), reverse=True)
    return tuple(events[:most])


def figures(session: Session, public_id: str, *, monthly: bool = False, most: int = MOST_POINTS) -> Series | None:
    """The figures of a public forum over time; None for a forum that is not public.

    A forum whose site asks us to stay away has none to show, also not those read before.
    """
    forum = _public(session, public_id)
    if forum is None:
        return None
    conclusion = _conclusion(session, forum.site_id)
    if conclusion is not None and keeps_out(conclusion):
        return Series(reason=WHY_NOT[Outcome(conclusion)], monthly=monthly)
    found = series(session, forum.id, monthly=monthly, most=most)
    return replace(found, points=with_growth(found.points))


def _public(session: Session, public_id: str) -> Forum | None:
    return session.scalar(select(Forum).where(Forum.public_id == public_id, is_listed()))


def _conclusion(session: Session, site_id: int | None) -> str | None:
    return session.scalar(select(Site.conclusion).where(Site.id == site_id))


def _decisions(session: Session, forum_id: int) -> Iterator[Event]:
    rows = session.execute(
        select(LedgerEntry.at, LedgerEntry.role, LedgerEntry.action, LedgerPayload.payload)
        .join(LedgerPayload, LedgerPayload.seq == LedgerEntry.seq)
        .where(LedgerPayload.forum_id == forum_id)
        .order_by(LedgerEntry.seq)
    )
    for at, role, action, payload in rows:
        if action == "told":
            yield Event(at, "told", f"its people were told of the listing: {line(payload.get('how'), 120)}", role)
        elif action == "wishes":
            yield Event(at, "wishes", _wishes(payload), role)
        elif action in _STANDINGS:
            kind, words = _DECISIONS[Standing(action)]
            reason = _reason(role, payload)
            yield Event(at, kind, f"{words}: {reason}" if reason and reason != role else words, role)


def _wishes(payload: dict[str, Any]) -> str:
    if {payload.get("taking_part"), payload.get("reading")} == {str(Stance.UNKNOWN)}:
        return "took back what it said on officials taking part"
    return "said how officials may take part"


_STANDINGS = frozenset(str(standing) for standing in _DECISIONS)


def _reason(role: str, payload: dict[str, Any]) -> str:
    """The reason as far as it is for the public."""
    return line(payload.get("public_reason") or (payload.get("reason") if role in REASONS_OF else ""), 200)


def _visits(session: Session, site_id: int | None) -> Iterator[Event]:
    """The first visit that is still on record, and each one that ended otherwise than the one before."""
    rows = session.execute(
        select(Visit.ended_at, Visit.outcome).where(Visit.site_id == site_id).order_by(Visit.ended_at, Visit.id)
    )
    telling = [(at, Outcome(outcome)) for at, outcome in rows if outcome not in OUR_OWN]
    for at, outcome in telling[:1]:
        yield Event(at, "visit", _outcome(outcome))
    for (_, before), (at, outcome) in pairwise(telling):
        if outcome is not before:
            yield Event(at, "visit", _outcome(outcome))


def _outcome(outcome: Outcome) -> str:
    if outcome is Outcome.PROFILED:
        return "visited: its pages were read"
    return f"visited: {WHY_NOT.get(outcome, 'it could not be reached')}"


def _changes(session: Session, forum_id: int, *, hidden: bool) -> Iterator[Event]:
    """Facts that one source stated otherwise than before; `hidden`: not those that pages stated."""
    rows = session.execute(
        select(Observation.fact, Observation.source, Observation.value, Observation.first_seen_at)
        .where(Observation.forum_id == forum_id, Observation.fact.in_(TOLD_FACTS), ~Observation.derived)
        .order_by(Observation.fact, Observation.source, Observation.first_seen_at, Observation.id)
    )
    for (fact, source, before, _), (same_fact, same_source, value, at) in pairwise(rows):
        if hidden and source == Source.OBSERVED:
            continue
        if (fact, source) == (same_fact, same_source) and before != value:
            quoted = f" from “{line(before, 100)}” to “{line(value, 100)}”" if fact in QUOTED else ""
            yield Event(at, "changed", f"its {TOLD_FACTS[fact]} changed{quoted}", _who(source))


def _who(source: str) -> str | None:
    return {Source.DECLARED: str(Role.OWNER), Source.EDITED: str(Role.MODERATOR)}.get(Source(source))


def _joined(session: Session, forum_id: int) -> Iterable[Event]:
    """Entries that became one with this one."""
    rows = session.execute(
        select(Forum.public_id, LedgerEntry.at, LedgerEntry.role)
        .join(LedgerPayload, LedgerPayload.forum_id == Forum.id)
        .join(LedgerEntry, LedgerEntry.seq == LedgerPayload.seq)
        .where(Forum.merged_into == forum_id, LedgerEntry.action == str(Standing.MERGED))
    )
    return [Event(at, "joined", f"the entry {other} became part of this one", role) for other, at, role in rows]
