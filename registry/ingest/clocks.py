"""The clocks and records of visits: the host's lease and politeness, the site's two clocks, the visit's row."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import bindparam, case, select, update
from sqlalchemy.orm import Session

from registry.frontier.model import Host, Site, Visit
from registry.frontier.pace import Pace
from registry.frontier.schedule import (
    CONCLUSIONS,
    HOST_FAILURES,
    SUCCESSES,
    Regard,
    host_back_off,
    next_due,
    next_purpose,
    spread_of,
)
from registry.gathered import GatheringReport
from registry.hygiene import line
from registry.profile import RobotsReading, VisitReport
from registry.upsert import table_of, update_rows
from registry.vocabulary import Outcome, Purpose

LONGEST_ROBOTS = 512 * 1024

_ADDRESS = re.compile(r"\b[a-z][a-z0-9+.-]{0,20}://\S+", re.IGNORECASE)
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
    last_success_at: datetime | None
    conclusion: str | None
    topic: str | None
    changes: float
    days_watched: float


_HOST, _SITE, _VISIT = table_of(Host), table_of(Site), table_of(Visit)

_HELD_HOSTS = (
    select(_HOST.c.id, _HOST.c.lease_token, _HOST.c.lease_holder, _HOST.c.failures)
    .where(_HOST.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(_HOST.c.id)
    # Their keys stay as they are: other visits may note new sites of these hosts meanwhile.
    .with_for_update(key_share=True)
)


Report = TypeVar("Report", VisitReport, GatheringReport)


def without_addresses(text: str) -> str:
    """Words without the addresses in them."""
    return _ADDRESS.sub("another address", text)


def end_leases(session: Session, reports: Sequence[Report]) -> list[Report]:
    """Note what visits told of their hosts, and end the leases that end with them; those whose lease was not lost.

    The fencing token decides: a lease that ran out but that nobody else took is still ours. The hosts are held until
    the transaction ends, taken in the order of their ids.
    """
    ids = {report.host_id for report in reports if report.host_id is not None}
    held = {row.id: row for row in session.execute(_HELD_HOSTS, {"ids": sorted(ids)})}
    ours = []
    told: list[tuple[int, dict[str, Any]]] = []
    for report in reports:
        row = held.get(report.host_id)
        if row is not None and (row.lease_token, row.lease_holder) == (report.lease_token, report.worker):
            ours.append(report)
            told.append((row.id, _of_host(report, row.failures)))
    update_rows(session, Host, told)
    return ours


def _of_host(report: VisitReport | GatheringReport, failures: int) -> dict[str, Any]:
    outcome = Outcome(report.outcome)
    values: dict[str, Any] = {}
    if report.release_host:
        values |= {"lease_holder": None, "lease_until": None}
    if report.last_response_at is not None:
        values["last_response_at"] = report.last_response_at
    if report.robots is not None:
        values |= _robots(report.robots)
    if outcome is not Outcome.INTERRUPTED:
        failures = failures + 1 if outcome in HOST_FAILURES else 0
        values["failures"] = failures
    if outcome is not Outcome.INTERRUPTED or report.retry_after_s:
        values["not_before"] = host_back_off(
            outcome, report.ended_at, failures=failures, retry_after_s=report.retry_after_s
        )
    return values


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
    .where(_SITE.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(_SITE.c.id)
    # Their keys stay as they are: other visits may note that they saw these sites meanwhile, else two that link to
    # each other wait for each other for ever.
    .with_for_update(key_share=True)
)


def lock_sites(session: Session, reports: Sequence[VisitReport]) -> dict[int, SiteRow]:
    """The visited sites by their ids, held until the transaction ends; those removed meanwhile are not there."""
    of_host = {report.site_id: report.host_id for report in reports}
    if not of_host:
        return {}
    rows = [SiteRow(*row) for row in session.execute(_LOCKED, {"ids": sorted(of_host)})]
    return {row.id: row for row in rows if row.host_id == of_host[row.id]}


_WRITE_VISITS = _VISIT.insert().returning(_VISIT.c.id, sort_by_parameter_order=True)


def write_visits(session: Session, visits: Sequence[tuple[VisitReport, Outcome]]) -> Sequence[int]:
    """Write the rows of visits; their ids, in the same order."""
    rows = [
        {
            "site_id": report.site_id,
            "purpose": str(Purpose(report.purpose)),
            "outcome": str(outcome),
            "discovery_id": report.discovery_id,
            "detail": line(without_addresses(report.detail), 300),
            "started_at": report.started_at,
            "ended_at": report.ended_at,
            "pages": min(max(report.pages, 0), 32_767),
            "bytes_read": max(report.bytes_read, 0),
        }
        for report, outcome in visits
    ]
    return session.execute(_WRITE_VISITS, rows).scalars().all() if rows else []


def write_sites(session: Session, clocks: Iterable[tuple[SiteRow, Mapping[str, Any]]]) -> None:
    """Set the clocks of sites, each as `clocks_of` gives them."""
    update_rows(session, Site, [(site.id, values) for site, values in clocks])


def clocks_of(
    site: SiteRow, report: VisitReport, outcome: Outcome, regard: Regard, *, changed: bool, closed: bool
) -> dict[str, Any]:
    """The site's two clocks, what the visit tells of its pace, and its next visit; `closed`: none is due any more.

    A visit that failed for our own sake is no failure of the site.
    """
    failed = outcome is not Outcome.INTERRUPTED and not report.doubtful
    failures = 0 if outcome in _ANSWERS else site.failures + failed
    unchanged = site.unchanged + 1 if outcome is Outcome.PROFILED and not changed else 0
    pace = _pace(site, report, outcome, changed=changed)
    due = next_due(
        outcome, report.ended_at, regard=regard, pace=pace, failures=failures, retry_after_s=report.retry_after_s,
        spread=spread_of(site.id),
    )  # fmt: skip
    return {
        "kind": str(regard.kind),
        "purpose": str(next_purpose(regard.kind)) if outcome is not Outcome.INTERRUPTED else report.purpose,
        "next_due": None if closed else due,
        "last_attempt_at": report.ended_at,
        "last_outcome": str(outcome),
        "last_success_at": report.ended_at if outcome in SUCCESSES else site.last_success_at,
        "conclusion": str(outcome) if outcome in CONCLUSIONS else site.conclusion,
        "failures": failures,
        "unchanged": unchanged,
        "changes": pace.changes,
        "days_watched": pace.days,
    }


def _pace(site: SiteRow, report: VisitReport, outcome: Outcome, *, changed: bool) -> Pace:
    """How fast the forum changes, after this visit. Two readings tell, with nothing but failures between them."""
    before = Pace(site.changes, site.days_watched)
    if outcome is not Outcome.PROFILED or site.conclusion != Outcome.PROFILED or site.last_success_at is None:
        return before
    return before.after((report.ended_at - site.last_success_at).total_seconds() / 86_400, changed=changed)


def opt_out(session: Session, site: SiteRow, when: datetime, *, whole_host: bool) -> None:
    """Remember that the site, or its whole host, told our agent to leave; the first time stands."""
    for model, row_id in ((Site, site.id), (Host, site.host_id)):
        if model is Site or whole_host:
            table = table_of(model)
            first = case((table.c.opted_out_at.is_(None), when), else_=table.c.opted_out_at)
            session.execute(update(table).where(table.c.id == row_id).values(opted_out_at=first))
