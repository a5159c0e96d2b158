"""What the registry's own visits told of the seeds, and which of them must be left in peace. Reads the database."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry.frontier.model import Host, Site, SiteAlias, Visit
from registry.history.tombstones import tombstoned
from registry.seeding.answering import Seen
from registry.seeding.forums import ForumSeed
from registry.upsert import batches

_REDIRECTED = "redirected to "
"""How the crawler begins the detail of a visit that ended `moved`."""


def last_visits(session: Session, seeds: Sequence[ForumSeed]) -> list[Seen]:
    """The newest visit to each row's site, in the order of the file; without outcome where there is none."""
    found: dict[str, Seen] = {}
    by_key = {seed.site.key: seed for seed in seeds}
    for batch in batches(list(by_key)):
        newest = (
            select(SiteAlias.key, func.max(Visit.id).label("id"))
            .join(Visit, Visit.site_id == SiteAlias.site_id)
            .where(SiteAlias.key.in_(batch))
            .group_by(SiteAlias.key)
            .subquery()
        )
        rows = select(newest.c.key, Visit.outcome, Visit.detail, Visit.ended_at).join(Visit, Visit.id == newest.c.id)
        for key, outcome, detail, ended_at in session.execute(rows):
            moved_to = detail.removeprefix(_REDIRECTED) if detail.startswith(_REDIRECTED) else None
            found[key] = Seen(by_key[key], outcome, detail, moved_to, ended_at)
    return [found.get(key, Seen(seed)) for key, seed in by_key.items()]


def left_in_peace(session: Session, seeds: Sequence[ForumSeed]) -> Mapping[str, str]:
    """The rows that are not to be visited, by key, each with the reason: they left, or told our agent to leave."""
    keys = [seed.site.key for seed in seeds]
    found = dict.fromkeys(tombstoned(session, keys), "it was removed from the registry")
    for batch in batches(keys):
        rows = (
            select(SiteAlias.key)
            .join(Site, Site.id == SiteAlias.site_id)
            .join(Host, Host.id == Site.host_id)
            .where(SiteAlias.key.in_(batch), Host.opted_out_at.is_not(None))
        )
        found |= dict.fromkeys(session.scalars(rows), "its host told us to leave")
    return found
