"""Keeping the database from growing with time: what the worker does once an hour."""

from dataclasses import dataclass
from datetime import datetime

from registry.db import Sessions
from registry.evidence.retention import drop_tallies, thin_snapshots
from registry.frontier.retention import delete_private, roll_up_visits
from registry.upsert import BATCH

STEP = 20 * BATCH
"""Rows of one transaction: others get their turn between two."""


@dataclass(frozen=True, slots=True)
class Tidied:
    """How many private words were deleted, visits rolled up, and snapshots thinned."""

    private: int
    visits: int
    snapshots: int


def tidy(sessions: Sessions, now: datetime) -> Tidied:
    """Let go what is not kept any longer, in short transactions. Doing it twice is no harm."""
    with sessions.write() as session:
        private = delete_private(session, now)
        drop_tallies(session, now)
    visits = snapshots = 0
    more = True
    while more:
        with sessions.write() as session:
            rolled, thinned = roll_up_visits(session, now, STEP), thin_snapshots(session, now, STEP)
        visits, snapshots = visits + rolled, snapshots + thinned
        more = rolled == STEP or thinned == STEP
    return Tidied(private, visits, snapshots)
