"""Sites that send their visitors elsewhere: when that makes two addresses one, and when a person has to look."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from registry.catalogue import doubts
from registry.catalogue.lifecycle import Case, Role, move, settled
from registry.catalogue.listing import is_public
from registry.catalogue.model import Forum
from registry.frontier.model import Site, SiteAlias
from registry.frontier.names import REDIRECT, lend_keys, own_key_again
from registry.frontier.schedule import SUCCESSES
from registry.ingest.arrival import Arrival
from registry.prints import near
from registry.upsert import table_of
from registry.vocabulary import DoubtKind, Outcome, Standing

_SITE, _FORUM = table_of(Site), table_of(Forum)
_THERE = (
    select(_SITE.c.id, _SITE.c.boards_print, _FORUM.c.id.label("forum_id"))
    .join(_FORUM, _FORUM.c.site_id == _SITE.c.id)
    .where(_SITE.c.id == bindparam("there"))
)
_PRINT = select(_SITE.c.boards_print).where(_SITE.c.id == bindparam("here"))


def follow(session: Session, arrivals: Sequence[Arrival]) -> None:
    """Draw what follows from redirects, and from sites that do not send visitors elsewhere any more.

    - No forum was ever read here, the redirect is for good and from front page to front page, and a forum was read
      there: this address is another name of that one.
    - A candidate does so, and the forum there has its boards: it is merged.
    - A forum that the public sees, or one whose boards are not there: nothing changes before a person has looked. The
      name may have run out and be somebody else's by now.
    """
    for arrival in arrivals:
        if arrival.outcome is Outcome.MOVED:
            _follow(session, arrival)
        elif arrival.site.conclusion in _LENT and arrival.outcome in SUCCESSES - {Outcome.COPY}:
            own_key_again(session, arrival.site.id)


_LENT = (Outcome.MOVED, Outcome.COPY)


def _follow(session: Session, arrival: Arrival) -> None:
    there = next((one.site_id for one in arrival.seen if one.address == arrival.report.moved_to), None)
    if there is None or there == arrival.site.id:
        return
    row = session.execute(_THERE, {"there": there}).first()
    if row is None:
        return  # nothing was read there yet: the next visit here will know more
    if arrival.case is None:
        if arrival.report.moved_for_good:
            lend_keys(session, arrival.site.id, there, REDIRECT)
        return
    if not settled(arrival.case):
        _moved(session, arrival, arrival.case, there, row.forum_id, row.boards_print)


def _moved(
    session: Session, arrival: Arrival, case: Case, there: int, other_forum: int, boards_there: int | None
) -> None:
    """A forum sends its visitors to another one."""
    boards = session.scalar(_PRINT, {"here": arrival.site.id})
    same = near(boards, boards_there)
    for_good = arrival.report.moved_for_good
    decided = doubts.decisions(session, arrival.site.id).get(there)
    if same and for_good and decided is None and case.listed_at is None:
        reason = "its address leads to the other one for good, and the same boards stand there"
        move(
            session, case.forum_id, Standing.MERGED, role=Role.CRAWLER, actor="crawler", reason=reason,
            now=arrival.at, into=other_forum,
        )  # fmt: skip
        _not_believed(session, arrival.site.key)
        return
    evidence = (
        "its front page leads to the other one " + ("for good" if for_good else "for a while, by its own word"),
        "the same boards stand there" if same else "its boards do not stand there, or were never read",
    )
    question = doubts.Question(DoubtKind.MOVED, arrival.site.id, there, evidence, is_public(case.standing))
    doubts.ask(session, question, arrival.at)


def _not_believed(session: Session, key: str) -> None:
    """Nobody vouches for the address that leads there: what it shows tomorrow is its owner's."""
    alias = table_of(SiteAlias)
    session.execute(update(alias).where(alias.c.key == key).values(reason=REDIRECT))
