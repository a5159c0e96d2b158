"""Lists of forums that a visit took in whole: read again only when one of what they name turned out to be a forum.

A page that speaks of forums in most of its links may be a list of them, or a farm that says "forum" in every other
link. All that it names stands in the queue already; reading it as a list costs further pages, and pays where it goes
on over several. So it is kept without a date, and gets one when it has proved itself.
"""

from collections.abc import Collection
from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from registry.frontier.gatherings import FOUND, make_due
from registry.frontier.model import Site
from registry.frontier.seeking import Gathering
from registry.gathered import Lead
from registry.ingest.arrival import Arrival
from registry.upsert import batches, table_of

FEWEST_NAMED = 8
"""Links to other sites from which a page is a list by itself; a directory's front page leads to its own pages first."""

MOST_PROVED = 100
"""Lists of one batch of sites that get a date at once."""

_SITE, _GATHERING = table_of(Site), table_of(Gathering)
_UNREAD = (
    select(_GATHERING.c.id)
    .join(_SITE, _SITE.c.host_id == _GATHERING.c.host_id)
    .where(
        _SITE.c.id.in_(bindparam("ids", expanding=True)),
        _GATHERING.c.origin == FOUND,
        _GATHERING.c.next_due.is_(None),
        _GATHERING.c.last_attempt_at.is_(None),
    )
    .order_by(_GATHERING.c.id)
    .limit(MOST_PROVED)
)


def worth_keeping(arrival: Arrival) -> bool:
    """Whether lists that this visit came across are kept at all: none of farms, nor of domains looked at in vain."""
    record = arrival.domain
    return arrival.farm is None and (record is None or not (record.barred or record.fruitless))


def is_read(arrival: Arrival, lead: Lead) -> bool:
    """Whether a list is the page itself that the visit read, and is no forum's: its links are taken in already."""
    profile = arrival.report.profile
    if arrival.case is not None or profile is None or len(profile.links) < FEWEST_NAMED:
        return False
    path = _path(lead.address)
    return path == "" or path == _path(arrival.site.address)


def prove(session: Session, site_ids: Collection[int], now: datetime) -> int:
    """Have the lists of these sites read, which were the first to name a forum; how many. The caller commits: a
    transaction of its own, for it waits for queue rows that others hold.
    """
    ids = {one for batch in batches(sorted(set(site_ids))) for one in session.scalars(_UNREAD, {"ids": list(batch)})}
    return make_due(session, ids, now) if ids else 0


def _path(address: str) -> str:
    try:
        return urlsplit(address).path.rstrip("/")
    except ValueError:
        return ""
