"""Pages that may name forums and that visits came across: kept, to be read under their host's next lease.

So are the boards and threads of each forum that was read, once: `registry.frontier.delving` says when.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from registry.focus import UNTRIED
from registry.focus.depth import expected, of_all
from registry.frontier.delving import Deep, note_deep
from registry.frontier.fruit import Fruits
from registry.frontier.gatherings import FOUND, Wanted, add_gatherings
from registry.frontier.schedule import SUCCESSES
from registry.identity import SharedHosts
from registry.ingest.arrival import Arrival
from registry.ingest.proving import is_read, worth_keeping
from registry.vocabulary import Outcome

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


DEPTH = "deep:pages"
"""The name under which pages of boards and threads are tallied, and the forums they named, in hundredths."""


def of_others(session: Session, fruits: Fruits) -> float:
    """Forums that a page of any forum's boards and threads is expected to name, by what all workers learnt."""
    if fruits.unknown([DEPTH]):
        fruits.read(session, [DEPTH])
    return of_all(dict(fruits.of([DEPTH])).get(DEPTH, UNTRIED))


def note_threads(session: Session, arrivals: Sequence[Arrival], fruits: Fruits, now: datetime) -> None:
    """Keep the boards and threads of the forums that these visits read, of none that is sensitive."""
    read = [
        one for one in arrivals if one.case is not None and one.outcome is Outcome.PROFILED
        and not one.site.front_page_only and not one.closed and one.farm is None
    ]  # fmt: skip
    if read:
        value = expected(0.0, 0.0, of_others(session, fruits))
        found = [
            Deep(
                one.site.id, one.site.host_id, one.site.address, one.topic or one.site.topic, value,
                one.report.discovery_id,
            )
            for one in read
        ]  # fmt: skip
        note_deep(session, found, now)
