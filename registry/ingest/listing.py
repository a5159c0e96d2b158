"""Pages that may name forums and that visits came across: kept, to be read under their host's next lease."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from registry.frontier.gatherings import FOUND, Wanted, add_gatherings
from registry.frontier.schedule import SUCCESSES
from registry.identity import SharedHosts
from registry.ingest.arrival import Arrival
from registry.ingest.proving import is_read, worth_keeping

MOST_OF_A_VISIT = 2
"""Pages of one visit that are kept."""


def note_lists(session: Session, arrivals: Sequence[Arrival], hosts: SharedHosts, now: datetime) -> None:
    """Keep the pages that these visits name, of sites that were read; the caller tells the queue of their hosts."""
    wanted = [
        Wanted(
            lead.kind, lead.address, FOUND, discovery_id=arrival.report.discovery_id,
            due=None if is_read(arrival, lead) else now,
        )
        for arrival in arrivals
        if arrival.report.lists and arrival.outcome in SUCCESSES and not arrival.site.front_page_only
        and worth_keeping(arrival)
        for lead in arrival.report.lists[:MOST_OF_A_VISIT]
    ]  # fmt: skip
    if wanted:
        add_gatherings(session, wanted, hosts=hosts, queue=False)
