"""Whether a failure may be our own: what this process's other visits met lately. Holds numbers only, asks nobody.

A forum is not called unreachable because our network was down. A failure is beyond doubt only when our side has shown
that it works: of the newest visits of this process to other hosts, within a day, one at least was answered, and no
more failed than were answered. Hosts that never answered anybody do not speak against us: dead addresses are the daily
bread of a search. So a process that has read nothing yet doubts itself, and so does one that knows a single host.
"""

from collections import OrderedDict
from dataclasses import replace
from datetime import datetime, timedelta

from registry.catalogue.absence import NO_ANSWER
from registry.frontier import DueSite
from registry.profile import VisitReport
from registry.vocabulary import Outcome

MOST_HOSTS = 50
"""Hosts that are looked at: those visited last."""

LOOKED_BACK = timedelta(hours=24)

NETWORK = frozenset(
    {
        Outcome.DNS_FAILED,
        Outcome.CONNECTION_FAILED,
        Outcome.TLS_FAILED,
        Outcome.TIMED_OUT,
        Outcome.ROBOTS_UNREACHABLE,
    }
)
"""Outcomes that a failing network of our own would give as well."""


class OwnSide:
    """What one process met lately: the last visit to each of MOST_HOSTS hosts."""

    def __init__(self) -> None:
        self._last: OrderedDict[int, tuple[bool, datetime]] = OrderedDict()

    def judged(self, site: DueSite, report: VisitReport) -> VisitReport:
        """The report, marked `doubtful` where its failure may be ours; and remember what it met."""
        outcome, at = Outcome(report.outcome), report.ended_at
        failed = outcome in NETWORK
        doubtful = failed and self._in_doubt(report.host_id, at)
        if outcome not in NO_ANSWER and (not failed or site.last_success_at is not None):
            self._last.pop(report.host_id, None)
            self._last[report.host_id] = (not failed, at)
            if len(self._last) > MOST_HOSTS:
                self._last.popitem(last=False)
        return replace(report, doubtful=True) if doubtful else report

    def _in_doubt(self, host_id: int, at: datetime) -> bool:
        others = [
            answered for other, (answered, when) in self._last.items() if other != host_id and at - when <= LOOKED_BACK
        ]
        answered = sum(others)
        return answered == 0 or len(others) - answered > answered
