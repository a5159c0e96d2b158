"""How the frontier stands: counts for `forum-registry status`."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry.frontier.leases import Due, due
from registry.frontier.model import Host, Site, Visit


@dataclass(frozen=True, slots=True)
class Status:
    """Counts of this moment. `outcomes` are of the visits of the last 24 hours, by name; `holders` hosts by worker."""

    hosts: int
    sites: dict[str, int]
    due: Due
    outcomes: dict[str, int]
    holders: dict[str, int]
    next_due: datetime | None


def status(session: Session, now: datetime) -> Status:
    """Count. Walks over the sites: seconds at ten millions."""
    since = now - timedelta(hours=24)
    kinds = session.execute(select(Site.kind, func.count()).group_by(Site.kind))
    outcomes = session.execute(
        select(Visit.outcome, func.count()).where(Visit.ended_at >= since).group_by(Visit.outcome)
    )
    holders = session.execute(
        select(Host.lease_holder, func.count())
        .where(Host.lease_holder.is_not(None), Host.lease_until > now)
        .group_by(Host.lease_holder)
    )
    return Status(
        hosts=session.scalar(select(func.count()).select_from(Host)) or 0,
        sites=dict(kinds.all()),
        due=due(session, now),
        outcomes=dict(outcomes.all()),
        holders={holder: count for holder, count in holders if holder is not None},
        next_due=session.scalar(select(func.min(Site.next_due))),
    )
