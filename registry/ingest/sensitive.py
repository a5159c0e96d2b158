"""A forum turns out to be sensitive, at a visit or when it is judged again: special rules hold from then on.

Front page only, no words of members, no place below nation (`catalogue.composing`), never listed by a rule
(`catalogue.lifecycle`). A forum that people listed before stays; the ledger tells them, and they decide.
"""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from registry.catalogue.lifecycle import Case, Role
from registry.catalogue.listing import is_public
from registry.catalogue.model import Forum
from registry.frontier.sites import front_page_only
from registry.history import ledger
from registry.hygiene import line
from registry.upsert import table_of


def heed(session: Session, case: Case, why: str, actor: str, now: datetime) -> bool:
    """A judgement says that a forum is sensitive: what holds from then on; False when that was known.

    Its words of members go at once, in this transaction.
    """
    site_id = _note(session, case, why, actor, now)
    if site_id is None:
        return False
    front_page_only(session, site_id)
    return True


def _note(session: Session, case: Case, why: str, actor: str, now: datetime) -> int | None:
    """Note why a forum is sensitive, unless that is known; its site's id when it was not, else None."""
    forum, reason = table_of(Forum), line(why, 80)
    site_id: int | None = session.scalar(
        update(forum)
        .where(forum.c.id == case.forum_id, forum.c.sensitive.is_(None))
        .values(sensitive=reason)
        .returning(forum.c.site_id)
    )
    if site_id is not None and is_public(case.standing):
        said = {"actor": actor, "reason": reason, "public_id": case.public_id}
        ledger.append(
            session, role=str(Role.CRAWLER), action="found sensitive", payload=said, now=now, forum_id=case.forum_id
        )
    return site_id
