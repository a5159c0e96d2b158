"""What the worker does once an hour: keep the database from growing, and do what is due though no visit did it."""

from dataclasses import dataclass
from datetime import datetime

from registry.catalogue.absences import sweep_absences
from registry.catalogue.notices import drop_notices
from registry.catalogue.weighing import weigh_daily
from registry.db import Sessions
from registry.evidence.retention import drop_tallies, thin_snapshots
from registry.frontier.retention import delete_private, roll_up_visits
from registry.upsert import BATCH

STEP = 20 * BATCH
"""Rows of one transaction: others get their turn between two."""


@dataclass(frozen=True, slots=True)
class Tidied:
    """How many private words were deleted, visits rolled up, snapshots thinned; absences looked at, forums weighed."""

    private: int
    visits: int
    snapshots: int
    absences: int = 0
    weighed: int = 0


def tidy(sessions: Sessions, now: datetime) -> Tidied:
    """Let go what is not kept any longer, in short transactions. Doing it twice is no harm."""
    with sessions.write() as session:
        private = delete_private(session, now)
        drop_tallies(session, now)
        drop_notices(session, now)
    absences = sweep_absences(sessions, now)
    visits = snapshots = 0
    more = True
    while more:
        with sessions.write() as session:
            rolled, thinned = roll_up_visits(session, now, STEP), thin_snapshots(session, now, STEP)
        visits, snapshots = visits + rolled, snapshots + thinned
        more = rolled == STEP or thinned == STEP
    return Tidied(private, visits, snapshots, absences, weigh_daily(sessions, now))
