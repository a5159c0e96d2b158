"""One community under several addresses: the keys of a site that only leads to another one become that one's."""

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from registry.frontier.model import Site, SiteAlias
from registry.upsert import table_of

OWN, REDIRECT, SAME = "canonical", "redirect", "same"
"""Why a key is a site's: it is its own; whoever asks there is sent on; the same forum is shown there."""

BELIEVED = (OWN, "front page")
"""Reasons by which the registry answers for an address. What another address says of itself, by a redirect or by
showing the same forum, tells visits where not to look again: nobody is told that a listed forum stands there."""

_ALIAS = table_of(SiteAlias)


MOST_NAMES = 50
"""Keys of one site. A farm of addresses that all lead to one forum must not make each lease of it read thousands."""


def lend_keys(session: Session, site_id: int, to: int, reason: str) -> None:
    """All keys of a site lead to another one from now on, for this reason; the site keeps its row, and its visits.

    Nothing happens where the other one has MOST_NAMES already.
    """
    if (session.scalar(select(func.count()).where(_ALIAS.c.site_id == to)) or 0) >= MOST_NAMES:
        return
    session.execute(update(_ALIAS).where(_ALIAS.c.site_id == site_id).values(site_id=to, reason=reason))


def own_key_again(session: Session, site_id: int, *, by_word: bool = False) -> None:
    """A site's first key is its own again, if it was lent: `by_word`, even where a person called them one."""
    own = select(Site.key).where(Site.id == site_id).scalar_subquery()
    reasons = [REDIRECT, SAME, OWN] if by_word else [REDIRECT, SAME]
    lent = (_ALIAS.c.key == own, _ALIAS.c.reason.in_(reasons))
    session.execute(update(_ALIAS).where(*lent).values(site_id=site_id, reason=OWN))
