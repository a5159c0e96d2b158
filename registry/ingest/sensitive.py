"""A forum turns out to be sensitive: special rules hold from then on.

Front page only, no words of members, no place below nation (`catalogue.composing`), never listed by a rule
(`catalogue.lifecycle`). A forum that people listed before stays; the ledger tells them, and they decide.
"""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from registry.catalogue.lifecycle import Case, Role
from registry.catalogue.listing import is_public
from registry.catalogue.model import Forum
from registry.history import ledger
from registry.hygiene import line
from registry.upsert import table_of


def note_sensitive(session: Session, case: Case, why: str, actor: str, now: datetime) -> int | None:
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
