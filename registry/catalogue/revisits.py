"""When a site is visited next, in words, with what it is to the list."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.catalogue.listing import is_in_use, is_public
from registry.catalogue.model import Forum
from registry.frontier.model import Site
from registry.frontier.pace import Pace
from registry.frontier.returning import Clocks, in_words
from registry.frontier.schedule import Regard
from registry.vocabulary import SiteKind


def revisit_words(session: Session, site_key: str) -> Sequence[str]:
    """Why the site of this first canonical key is visited when it is, a sentence each; nothing for an unknown one."""
    site = session.execute(
        select(Site.__table__, Forum.standing, Forum.weight)
        .outerjoin(Forum, Forum.site_id == Site.id)
        .where(Site.key == site_key)
    ).first()
    if site is None:
        return ()
    public = is_public(site.standing or "")
    regard = Regard(SiteKind(site.kind), public, public and is_in_use(site.standing), site.weight or 1.0)
    return in_words(
        Clocks(
            site.next_due,
            site.last_attempt_at,
            site.last_success_at,
            site.last_outcome,
            site.failures,
            Pace(site.changes, site.days_watched),
            regard,
        )
    )
