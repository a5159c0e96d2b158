"""How PostgreSQL carries out the statements of each lease and of a page's links: by index, or by walking a table."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import event

from benchmarks._list import NOW
from benchmarks._scale_costs import LEASED
from registry.db import Sessions
from registry.frontier import Found, lease_hosts, sightings
from registry.identity import SharedHosts
from registry.vocabulary import Purpose

_NODE = re.compile(r"(?:->\s+)?((?:Seq|Index|Index Only|Bitmap Heap|Tid) Scan[^(]*?)\s+\(")
_TIME = re.compile(r"Execution Time: ([\d.]+) ms")


def explained(sessions: Sessions) -> Iterator[str]:
    """A line for each statement: what it does, its time in the server, and the scans of its plan."""
    for name, work in (("lease of 32 hosts", _lease), ("60 links", _sight)):
        asked = (one for one in _sent(sessions, work) if not one[0].startswith("INSERT"))  # these look nothing up
        for number, (statement, parameters) in enumerate(asked, 1):
            plan = _plan(sessions, statement, parameters)
            took = _TIME.search(plan)
            scans = dict.fromkeys(" ".join(scan.split()) for scan in _NODE.findall(plan))
            yield (
                f"{name}, {number}: {statement.split(None, 1)[0]} {took.group(1) if took else '?'} ms: "
                f"{', '.join(scans) or 'no scan'}"
            )


def _sent(sessions: Sessions, work: Any) -> list[tuple[str, Any]]:
    """What work sends, rolled back."""
    sent: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, many: bool) -> None:
        sent.append((statement, parameters[0] if many and not isinstance(parameters, dict) else parameters))

    event.listen(sessions.engine, "before_cursor_execute", note)
    try:
        with sessions.write() as session:
            work(session)
            session.rollback()
    finally:
        event.remove(sessions.engine, "before_cursor_execute", note)
    return sent


def _plan(sessions: Sessions, statement: str, parameters: Any) -> str:
    with sessions.engine.connect() as connection:
        try:
            rows = connection.exec_driver_sql(f"EXPLAIN (ANALYZE, TIMING OFF) {statement}", parameters)
            return "\n".join(row[0] for row in rows)
        finally:
            connection.rollback()


def _lease(session: Any) -> None:
    later = NOW + timedelta(days=200)
    lease_hosts(
        session, worker="hot", limit=LEASED, purposes=[Purpose.PROFILE, Purpose.DISCOVER], now=later, lease_s=60
    )


def _sight(session: Any) -> None:
    found = [Found(f"https://community{10_000_000 + 97 * one}.example/", "link", None, "a forum") for one in range(30)]
    found += [Found(f"https://unheard{one}.example/", "link", None, "a forum") for one in range(30)]
    sightings(session, found, now=NOW, hosts=SharedHosts())
