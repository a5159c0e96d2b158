"""What became of a letter, worked out from how things stand now: nothing of it is kept beside the letter.

That a forum left, was removed, or told our crawler to leave is never told: such an address goes on waiting for its
visit, as any address that cannot be visited does.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.catalogue.lifecycle import Case, case_of, case_of_site, refused, settled, taken_back
from registry.catalogue.listing import is_public
from registry.catalogue.reading import merged_into, public_card
from registry.frontier.known import known_sites
from registry.frontier.model import Host, Site
from registry.history.ledger import last_said
from registry.identity import SiteKey, ancestors
from registry.stewardship.kinds import LetterKind, State
from registry.stewardship.model import Letter
from registry.vocabulary import Outcome, Standing

_UNTOLD = frozenset({Outcome.OPTED_OUT, Outcome.REMOVED, Outcome.INTERRUPTED, Outcome.FAILED})
"""Outcomes that are told as no visit at all: who left, and our own troubles."""


@dataclass(frozen=True, slots=True)
class Became:
    """What became of a letter: the outcome of a visit, the id and name of a listed forum, or why it is not listed."""

    state: State
    outcome: Outcome | None = None
    visited_at: datetime | None = None
    forum: str | None = None
    name: str | None = None
    reason: str | None = None


_WAITING = Became(State.WAITING)


def became(session: Session, letter: Letter) -> Became:
    """What its writer is told."""
    if letter.kind != LetterKind.SUGGESTION:
        state = State.RECEIVED if letter.answer is None else State.ANSWERED
        return Became(state, forum=_still_public(session, letter.forum_id))
    if letter.forum_id is not None:
        return _of_case(session, case_of(session, letter.forum_id), None)
    return _of_site(session, letter.site_id) if letter.site_id is not None else _WAITING


def known_already(session: Session, site: SiteKey) -> Became | None:
    """What would be told of a site now, for whoever thinks of suggesting it; None for one to look at.

    None also for one that left: nobody can tell it from one that was never seen.
    """
    known = known_sites(session, ancestors(site.key))
    for key in ancestors(site.key):
        if key not in known:
            continue
        found = _of_site(session, known[key].site_id)
        if key == site.key:
            return None if found.state is State.WAITING else found
        if found.state is State.LISTED:
            return found
    return None


def _of_site(session: Session, site_id: int) -> Became:
    row = session.execute(
        select(Site.conclusion, Site.last_outcome, Site.last_attempt_at, Site.opted_out_at, Host.opted_out_at)
        .join(Host, Host.id == Site.host_id)
        .where(Site.id == site_id)
    ).first()
    if row is None or row[3] is not None or row[4] is not None:
        return _WAITING
    outcome = Outcome(row.conclusion or row.last_outcome) if row.last_outcome else None
    visit = None if outcome is None or outcome in _UNTOLD else Became(State.VISITED, outcome, row.last_attempt_at)
    case = case_of_site(session, site_id)
    return (visit or _WAITING) if case is None else _of_case(session, case, visit)


def _of_case(session: Session, case: Case, visit: Became | None) -> Became:
    if is_public(case.standing):
        return _listed(session, State.LISTED, case.public_id)
    if (other := merged_into(session, case.public_id)) is not None:
        return _listed(session, State.KNOWN_AS, other)
    if refused(case):
        said = last_said(session, case.forum_id, str(Standing.REFUSED)) or {}
        return Became(State.NOT_LISTED, reason=str(said.get("reason") or "") or None)
    if settled(case):
        return _WAITING
    if taken_back(case) or (visit is not None and visit.outcome is Outcome.PROFILED):
        return Became(State.DECIDING)
    return visit or _WAITING


def _listed(session: Session, state: State, public_id: str) -> Became:
    card = public_card(session, public_id)
    return Became(state, forum=public_id, name=card.name if card else None)


def _still_public(session: Session, forum_id: int | None) -> str | None:
    case = case_of(session, forum_id) if forum_id is not None else None
    return case.public_id if case is not None and is_public(case.standing) else None
