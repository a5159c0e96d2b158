"""What a reading of a forum's boards and threads brought home, and what its next one is worth."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.focus import Tally
from registry.focus.depth import HUNDREDTHS, KEPT, WORTH_IT, expected
from registry.frontier.fruit import Fruits
from registry.frontier.model import Site
from registry.frontier.promise import ON_FORUM
from registry.frontier.rereading import READ, next_reading
from registry.frontier.schedule import spread_of
from registry.frontier.sighting import Found, Sighted
from registry.gathered import MOST_NAMED, GatheringReport
from registry.identity import BadAddress, SharedHosts, site_key
from registry.ingest.listing import DEPTH, of_others
from registry.upsert import table_of
from registry.vocabulary import Outcome

MOST_A_DAY = 72
"""Pages of one forum's boards and threads read within a day, whatever they name, but for the end of one reading."""

DAY = timedelta(days=1)

_SITE = table_of(Site)


def named_by(session: Session, report: GatheringReport, site_id: int, hosts: SharedHosts) -> list[Found] | None:
    """The sites that a forum's threads name, one address each, as links of it; None: it may not be read any more."""
    open_still = select(_SITE.c.id).where(
        _SITE.c.id == site_id, _SITE.c.front_page_only.is_(False), _SITE.c.opted_out_at.is_(None),
        _SITE.c.next_due.is_not(None),
    )  # fmt: skip
    if session.scalar(open_still) is None:
        return None
    found: dict[str, Found] = {}
    for one in report.found[:MOST_NAMED]:
        try:
            key = site_key(one.address, hosts).key
        except BadAddress:
            continue
        found.setdefault(key, Found(one.address, "link", site_id, one.words, report.topic, (ON_FORUM,)))
    return list(found.values())


def learn(report: GatheringReport, seen: Sequence[Sighted], fruits: Fruits) -> tuple[float, float]:
    """Count the pages of a reading and what they named; its pages, and the forums to be expected among its sites."""
    new = {one.site_id: one.ranked.value for one in seen if one.new and one.ranked is not None}
    forums = sum(new.values())
    if report.pages:
        fruits.add(DEPTH, Tally(report.pages * HUNDREDTHS, round(min(forums, report.pages) * HUNDREDTHS)))
    return float(report.pages), forums


def deep_clocks(
    session: Session,
    report: GatheringReport,
    before: Mapping[str, Any],
    learnt: tuple[float, float],
    counts: tuple[int, int],
    fruits: Fruits,
) -> dict[str, Any]:
    """When a forum is read on, and what that is worth. `before` is what was kept of it; `counts` are its failures and
    its readings in a row that named nothing new.
    """
    outcome, at = Outcome(report.outcome), report.ended_at
    failures, unchanged = counts
    pages, forums = (float(before.get("pages", 0)) * KEPT, float(before.get("forums", 0)) * KEPT)
    if outcome in READ:
        pages, forums = pages + learnt[0], forums + learnt[1]
    value = expected(pages, forums, of_others(session, fruits))
    day = str(at.date())
    today = int(report.pages) + (int(before.get("today", 0)) if before.get("day") == day else 0)
    due = next_reading(
        report.kind, outcome, at, failures=failures, unchanged=unchanged, retry_after_s=report.retry_after_s,
        spread=spread_of(report.gathering_id),
    )  # fmt: skip
    if outcome in READ and report.goes_on and value >= WORTH_IT:
        due = at if today < MOST_A_DAY else at + DAY
    elif outcome in READ:
        # Weeks later there are new threads: what was read out is judged like one that nobody read.
        pages, forums = pages * KEPT, forums * KEPT
        value = max(value, WORTH_IT) if due is not None else value
    kept = dict(report.validators) if outcome in READ else dict(before)
    kept |= {"pages": round(pages, 2), "forums": round(forums, 4), "day": day, "today": today}
    values: dict[str, Any] = {"validators": kept, "value": value, "next_due": due}
    if due is not None and due <= at and report.discovery_id is not None:
        values["discovery_id"] = report.discovery_id  # the search that reads on in it
    return values
