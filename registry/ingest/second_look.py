"""A site that was no forum, and that forums of other places link to since as to a forum's page: looked at once more.

Bounded, for anybody can make links: the places are forums that were read, on different registered domains, none of them
barred; a month must lie between; and it happens once for a site: when it is no forum again, half a year passes, and
then ever more.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from registry.frontier.deep import KIND, deep_address
from registry.frontier.model import Host, PrivateText, Sighting, Site
from registry.frontier.queue import schedule_site
from registry.frontier.seeking import Domain
from registry.frontier.sighting import PRIVATE_DAYS
from registry.ingest.arrival import Arrival
from registry.upsert import insert_all, table_of
from registry.vocabulary import Purpose, SiteKind

PLACES = 3
"""Registered domains with a forum that must have named the site since it was looked at."""

NOT_BEFORE = timedelta(days=30)

_SITE, _HOST, _NAMED, _DOMAIN = table_of(Site), table_of(Host), table_of(Sighting), table_of(Domain)
_IN_VAIN = (
    select(_SITE.c.id, _SITE.c.last_attempt_at, _HOST.c.domain)
    .join(_HOST, _HOST.c.id == _SITE.c.host_id)
    .where(
        _SITE.c.id.in_(bindparam("ids", expanding=True)),
        _SITE.c.kind == str(SiteKind.NOT_A_FORUM),
        _SITE.c.unchanged == 0,
        _SITE.c.next_due.is_not(None),
    )
    .order_by(_SITE.c.id)
)
_PLACES = (
    select(_HOST.c.domain)
    .distinct()
    .join(_SITE, _SITE.c.host_id == _HOST.c.id)
    .join(_NAMED, _NAMED.c.from_site_id == _SITE.c.id)
    .join(_DOMAIN, _DOMAIN.c.name == _HOST.c.domain)
    .where(
        _NAMED.c.site_id == bindparam("named"),
        _NAMED.c.first_seen_at > bindparam("since"),
        _SITE.c.kind == str(SiteKind.FORUM),
        _DOMAIN.c.barred_at.is_(None),
        _HOST.c.domain != bindparam("own"),
    )
    .limit(PLACES)
)


def second_looks(session: Session, arrivals: Sequence[Arrival], now: datetime) -> None:
    """Make those sites due that enough places linked to as to a forum's page since they were looked at in vain."""
    pages = {
        one.site_id: page
        for arrival in arrivals
        if arrival.case is not None
        for one in arrival.seen
        if one.site_id is not None and not one.new and (page := deep_address(one.address, one.key or "")) is not None
    }
    if not pages:
        return
    expires = now + timedelta(days=PRIVATE_DAYS)
    for site in session.execute(_IN_VAIN, {"ids": sorted(pages)}).all():
        since = site.last_attempt_at
        if since is None or since > now - NOT_BEFORE:
            continue
        asked = {"named": site.id, "since": since, "own": site.domain}
        if len(session.execute(_PLACES, asked).all()) < PLACES:
            continue
        kept = {"site_id": site.id, "from_site_id": 0, "kind": KIND, "words": pages[site.id], "expires_at": expires}
        insert_all(session, PrivateText, [kept])
        schedule_site(session, site.id, purpose=Purpose.DISCOVER, when=now)
