"""Which sites' pages may not be kept, not even for a while: those removed, sensitive, or that told us to leave."""

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from registry.frontier.model import Host, Site, SiteAlias
from registry.history.tombstones import tombstoned
from registry.upsert import batches, table_of

_SITE, _ALIAS, _HOST = table_of(Site), table_of(SiteAlias), table_of(Host)
_SHY = (
    select(_ALIAS.c.key)
    .join(_SITE, _SITE.c.id == _ALIAS.c.site_id)
    .join(_HOST, _HOST.c.id == _SITE.c.host_id)
    .where(
        _ALIAS.c.key.in_(bindparam("keys", expanding=True)),
        or_(_SITE.c.front_page_only, _SITE.c.opted_out_at.is_not(None), _HOST.c.opted_out_at.is_not(None)),
    )
)


def withheld(session: Session, keys: set[str]) -> set[str]:
    """Those of these canonical keys whose pages may not be kept."""
    found = tombstoned(session, keys)
    for batch in batches(sorted(keys - found)):
        found.update(session.scalars(_SHY, {"keys": list(batch)}))
    return found
