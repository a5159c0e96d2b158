"""Is this address listed? Answers for public forums only: whether a forum left, or was refused, is not told."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.catalogue.card import Card
from registry.catalogue.listing import is_listed, public_card
from registry.catalogue.model import Forum
from registry.frontier.model import SiteAlias
from registry.identity import SharedHosts, ancestors, site_key


def lookup(session: Session, address: str, hosts: SharedHosts) -> Card | None:
    """The public forum an address belongs to, however it is spelt; None when none is listed.

    A page of a listed forum finds it as well. Raises identity.BadAddress for what is no address.
    """
    key = site_key(address, hosts)
    keys = [key.key] if key.shared else ancestors(key.key)
    rows = session.execute(
        select(SiteAlias.key, Forum.public_id)
        .join(Forum, Forum.site_id == SiteAlias.site_id)
        .where(SiteAlias.key.in_(keys), is_listed())
    )
    found = dict(rows.tuples())
    for one in keys:
        if one in found:
            return public_card(session, found[one])
    return None
