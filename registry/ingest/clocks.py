"""The clocks and records of a visit: the host's lease and politeness, the site's two clocks, the visit's row."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, case, select, update
from sqlalchemy.orm import Session

from registry.frontier.model import Host, Site, Visit
from registry.frontier.schedule import (
    CONCLUSIONS,
    HOST_FAILURES,
    SUCCESSES,
    host_back_off,
    next_due,
    next_purpose,
    spread_of,
)
from registry.hygiene import line
from registry.profile import RobotsReading, VisitReport
from registry.upsert import table_of, update_row
from registry.vocabulary import Outcome, Purpose, SiteKind

LONGEST_ROBOTS = 512 * 1024

_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
"""Addresses of others are kept as sightings only, where a removal finds them: never in words."""

_ANSWERS = SUCCESSES | {Outcome.ROBOTS_REFUSED, Outcome.OPTED_OUT, Outcome.MOVED, Outcome.REMOVED}
"""Outcomes that end a row of failures: the site answered, whatever it said."""


@dataclass(frozen=True, slots=True)
class SiteRow:
    """The site of a visit as it stood before."""

    id: int
    host_id: int
    key: str
    address: str
    kind: str
    front_page_only: bool
    failures: int
    unchanged: int


_HOST, _SITE, _VISIT = table_of(Host), table_of(Site), table_of(Visit)

_FENCED = (
    update(_HOST)
    .where(
        _HOST.c.id == bindparam("of_host"),
        _HOST.c.lease_token == bindparam("token"),
        _HOST.c.lease_holder == bindparam("worker"),
    )
    .values(failures=_HOST.c.failures * bindparam("go_on") + bindparam("more"))
    .returning(_HOST.c.failures)
)
"""The fence: a host whose lease went to somebody else meets no row."""


def end_lease(session: Session, report: VisitReport, outcome: Outcome) -> bool:
    """Note what the visit told of its host, and end the lease if it was the last one; False when it was lost.

    The fencing token decides: a lease that ran out but that nobody else took is still ours.
    """
    failed, interrupted = outcome in HOST_FAILURES, outcome is Outcome.INTERRUPTED
    fence = {
        "of_host": report.host_id, "token": report.lease_token, "worker": report.worker,
        "go_on": int(failed or interrupted), "more": int(failed),
    }  # fmt: skip
    failures = session.scalar(_FENCED, fence)
    if failures is None:
        return False
    values: dict[str, Any] = {}
    if report.release_host:
        values |= {"lease_holder": None, "lease_until": None}
    if report.last_response_at is not None:
        values["last_response_at"] = report.last_response_at
    if report.robots is not None:
        values |= _robots(report.robots)
    if not interrupted:
        values["not_before"] = host_back_off(
            outcome, report.ended_at, failures=failures, retry_after_s=report.retry_after_s
        )
    update_row(session, Host, report.host_id, values)
    return True


def _robots(robots: RobotsReading) -> dict[str, Any]:
    text = robots.text[:LONGEST_ROBOTS].replace("\x00", "").encode("utf-8", "replace").decode()
    return {
        "robots_state": line(robots.state, 20),
        "robots_text": text,
        "robots_at": robots.fetched_at,
        "crawl_delay_s": robots.crawl_delay,
    }


_LOCKED = (
    select(*(_SITE.c[name] for name in SiteRow.__dataclass_fields__))
    .where(_SITE.c.id == bindparam("of_site"), _SITE.c.host_id == bindparam("of_host"))
    # Its key stays as it is: other visits may note that they saw this site meanwhile, else two that link to each
    # other wait for each other for ever.
    .with_for_update(key_share=True)
)


def lock_site(session: Session, report: VisitReport) -> SiteRow | None:
    """The visited site, held until the transaction ends; None when it was removed meanwhile."""
    row = session.execute(_LOCKED, {"of_site": report.site_id, "of_host": report.host_id}).first()
    return None if row is None else SiteRow(*row)


_WRITE_VISIT = _VISIT.insert().returning(_VISIT.c.id)


def write_visit(session: Session, report: VisitReport, outcome: Outcome) -> int:
    """Write the visit's row; its id."""
    row = {
        "site_id": report.site_id,
        "purpose": str(Purpose(report.purpose)),
        "outcome": str(outcome),
        "detail": line(_ADDRESS.sub("another address", report.detail), 300),
        "started_at": report.started_at,
        "ended_at": report.ended_at,
        "pages": min(max(report.pages, 0), 32_767),
        "bytes_read": max(report.bytes_read, 0),
    }
    return int(session.execute(_WRITE_VISIT, row).scalar_one())


def write_site(
    session: Session,
    site: SiteRow,
    report: VisitReport,
    outcome: Outcome,
    kind: SiteKind,
    *,
    changed: bool,
    closed: bool,
) -> None:
    """Set the site's two clocks and its next visit; `closed`: none is due any more."""
    failures = 0 if outcome in _ANSWERS else site.failures + (outcome is not Outcome.INTERRUPTED)
    unchanged = site.unchanged + 1 if outcome is Outcome.PROFILED and not changed else 0
    due = next_due(
        outcome, report.ended_at, kind=kind, failures=failures, unchanged=unchanged,
        retry_after_s=report.retry_after_s, spread=spread_of(site.id),
    )  # fmt: skip
    values: dict[str, Any] = {
        "kind": str(kind),
        "purpose": str(next_purpose(kind)) if outcome is not Outcome.INTERRUPTED else report.purpose,
        "next_due": None if closed else due,
        "last_attempt_at": report.ended_at,
        "last_outcome": str(outcome),
        "failures": failures,
        "unchanged": unchanged,
    }
    if outcome in SUCCESSES:
        values["last_success_at"] = report.ended_at
    if outcome in CONCLUSIONS:
        values["conclusion"] = str(outcome)
    update_row(session, Site, site.id, values)


def opt_out(session: Session, site: SiteRow, when: datetime, *, whole_host: bool) -> None:
    """Remember that the site, or its whole host, told our agent to leave; the first time stands."""
    for model, row_id in ((Site, site.id), (Host, site.host_id)):
        if model is Site or whole_host:
            table = table_of(model)
            first = case((table.c.opted_out_at.is_(None), when), else_=table.c.opted_out_at)
            session.execute(update(table).where(table.c.id == row_id).values(opted_out_at=first))
