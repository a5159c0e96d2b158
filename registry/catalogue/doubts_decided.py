"""A person's decision on a doubt: what it changes, one decision a doubt, undone by its opposite.

Same: the community keeps one forum. Of a move the forum that the public knows stays and is visited at its new address;
of copies and second names the forum of the other address stays. Different: both stand for themselves, and are not
compared again. Every decision is an entry of the ledger.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import update
from sqlalchemy.orm import Session

from registry.catalogue import doubts
from registry.catalogue.lifecycle import Case, MoveNotAllowed, Role, case_of_site, move, open_case, refused, waits
from registry.catalogue.listing import is_merged, is_public
from registry.catalogue.model import Doubt, Forum
from registry.frontier.model import Site
from registry.frontier.names import OWN, lend_keys, own_key_again
from registry.frontier.queue import schedule_site
from registry.frontier.sites import expect_forum, hold_sites, leave_alone
from registry.history import ledger
from registry.hygiene import line
from registry.upsert import table_of
from registry.vocabulary import DoubtKind, Purpose, SiteKind, Standing

NO_FORUM_FOR = timedelta(days=180)
"""How long a site is left alone of which a person said that it is no forum."""

ACTION = "doubt decided"


class Decision(StrEnum):
    """What a person may say to a doubt."""

    SAME = "same"
    DIFFERENT = "different"
    FORUM = "forum"
    NO_FORUM = "no_forum"


_PAIRS = frozenset({Decision.SAME, Decision.DIFFERENT})
_ALLOWED: Mapping[DoubtKind, frozenset[Decision]] = {
    DoubtKind.SAME: _PAIRS,
    DoubtKind.MOVED: _PAIRS,
    DoubtKind.COPY: _PAIRS,
    DoubtKind.UNSURE: frozenset({Decision.FORUM, Decision.NO_FORUM}),
}


class BadDecision(ValueError):
    """A decision that this doubt does not ask for, or that cannot be carried out: says why."""


def decide(session: Session, doubt_id: int, decision: Decision, *, by: str, reason: str, now: datetime) -> doubts.Case:
    """Decide a doubt, or take a decision back by its opposite; the caller commits.

    Raises doubts.NoSuchDoubt, and BadDecision for what this doubt does not ask, for a decision that stands already, and
    for one without a name or reason.
    """
    asked = doubts.show(session, doubt_id).doubt
    kind, before = DoubtKind(asked.kind), asked.decision
    if decision not in _ALLOWED[kind]:
        raise BadDecision(f"this doubt asks for {' or '.join(sorted(_ALLOWED[kind]))}, not for {decision}")
    if before == decision:
        raise BadDecision(f"it was decided so already, by {asked.decided_by}")
    by, reason = line(by, 120), line(reason, 300)
    if not by or not reason:
        raise BadDecision("say who decides, and why")
    hold_sites(session, [one for one in (asked.site_id, asked.other_site_id) if one])
    try:
        swapped = _carry_out(session, asked, decision, by, reason, now)
    except MoveNotAllowed as problem:
        raise BadDecision(str(problem)) from problem
    values = {"decided_at": now, "decided_by": by, "decision": str(decision), "reason": reason}
    session.execute(update(table_of(Doubt)).where(Doubt.id == doubt_id).values(values))
    said = {
        "actor": by, "reason": reason, "doubt": doubt_id, "kind": str(kind), "decision": str(decision),
        "swapped": swapped,
    }  # fmt: skip
    forum = case_of_site(session, asked.site_id)
    ledger.append(
        session, role=str(Role.OPERATOR), action=ACTION, payload=said, now=now,
        forum_id=None if forum is None else forum.forum_id,
    )  # fmt: skip
    session.expire_all()
    return doubts.show(session, doubt_id)


def _carry_out(session: Session, asked: Doubt, decision: Decision, by: str, reason: str, now: datetime) -> bool:
    """Do what was decided; whether the two forums changed places."""
    if decision is Decision.SAME:
        return _one(session, asked, by, reason, now)
    if decision is Decision.DIFFERENT:
        _two(session, asked, by, reason, now)
    elif decision is Decision.FORUM:
        _is_forum(session, asked.site_id, by, reason, now)
    else:
        _is_none(session, asked.site_id, by, reason, now)
    return False


def _one(session: Session, asked: Doubt, by: str, reason: str, now: datetime) -> bool:
    """Both addresses are one community's."""
    here, there = case_of_site(session, asked.site_id), case_of_site(session, asked.other_site_id)
    moved = asked.kind == DoubtKind.MOVED
    if there is None and (not moved or session.get(Site, asked.other_site_id) is None):
        raise BadDecision("no forum is known at the other address any more")
    if here is None and there is not None:
        lend_keys(session, asked.site_id, asked.other_site_id, OWN)  # a person answers for it
        leave_alone(session, asked.site_id)
        return False
    if here is None:
        raise BadDecision("no forum is known at this address any more")
    there = there or open_case(session, site_id=asked.other_site_id, now=now)
    swapped = moved and is_public(here.standing) and not is_public(there.standing)
    if swapped:
        _swap(session, here, asked.site_id, there, asked.other_site_id)
        here, there = there, here
        expect_forum(session, asked.other_site_id, now)
    _move(session, here, Standing.MERGED, by, reason, now, into=there.forum_id)
    return swapped


def _two(session: Session, asked: Doubt, by: str, reason: str, now: datetime) -> None:
    """The addresses are of different communities; an earlier word that they are one is taken back."""
    here = case_of_site(session, asked.site_id)
    if here is not None and is_merged(here.standing):
        last = ledger.last_said(session, here.forum_id, ACTION)
        _move(session, here, Standing.CANDIDATE if here.listed_at is None else Standing.LISTED, by, reason, now)
        there = case_of_site(session, asked.other_site_id)
        if last is not None and last.get("swapped") and there is not None:
            _swap(session, here, asked.site_id, there, asked.other_site_id)
        return
    own_key_again(session, asked.site_id, by_word=True)
    if here is None:
        schedule_site(session, asked.site_id, purpose=Purpose.DISCOVER, when=now)


def _is_forum(session: Session, site_id: int, by: str, reason: str, now: datetime) -> None:
    forum = open_case(session, site_id=site_id, now=now)
    if refused(forum):
        _move(session, forum, Standing.CANDIDATE, by, reason, now)
    expect_forum(session, site_id, now)


def _is_none(session: Session, site_id: int, by: str, reason: str, now: datetime) -> None:
    forum = case_of_site(session, site_id)
    if forum is not None and not waits(forum):
        raise BadDecision("it is more than a candidate by now: move it by its own verb")
    if forum is not None:
        _move(session, forum, Standing.REFUSED, by, reason, now)
    session.execute(update(table_of(Site)).where(Site.id == site_id).values(kind=str(SiteKind.NOT_A_FORUM)))
    schedule_site(session, site_id, purpose=Purpose.DISCOVER, when=now + NO_FORUM_FOR)


def _swap(session: Session, one: Case, one_site: int, other: Case, other_site: int) -> None:
    """Two forums change places: each is visited where the other was."""
    forum = table_of(Forum)
    for forum_id, site_id in ((one.forum_id, None), (other.forum_id, one_site), (one.forum_id, other_site)):
        session.execute(update(forum).where(forum.c.id == forum_id).values(site_id=site_id))


def _move(
    session: Session, forum: Case, to: Standing, by: str, reason: str, now: datetime, into: int | None = None
) -> None:
    move(session, forum.forum_id, to, role=Role.OPERATOR, actor=by, reason=reason, now=now, into=into)
