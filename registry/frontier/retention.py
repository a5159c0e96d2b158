"""What the frontier lets go: private words when their time is over, old visits into a line a month."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from registry.frontier.model import PrivateText, Visit, VisitMonth
from registry.upsert import BATCH, insert_for, table_of

VISITS_KEPT = timedelta(days=90)


def delete_private(session: Session, now: datetime) -> int:
    """Delete the words of members whose time is over; how many."""
    table = table_of(PrivateText)
    return len(session.execute(delete(table).where(table.c.expires_at <= now).returning(table.c.id)).all())


def roll_up_visits(session: Session, now: datetime, limit: int = 20 * BATCH) -> int:
    """Turn at most `limit` visits older than VISITS_KEPT into counts by site, month and outcome; how many.

    Call it again while it answers `limit`. What the last visit said stands in the site's own clocks.
    """
    visit, month = table_of(Visit), table_of(VisitMonth)
    old = session.execute(
        select(visit.c.id, visit.c.site_id, visit.c.ended_at, visit.c.outcome, visit.c.pages)
        .where(visit.c.ended_at < now - VISITS_KEPT)
        .order_by(visit.c.ended_at)
        .limit(limit)
    ).all()
    counts: dict[tuple[int, str, str], list[int]] = {}
    for row in old:
        tally = counts.setdefault((row.site_id, row.ended_at.strftime("%Y-%m"), row.outcome), [0, 0])
        tally[0] += 1
        tally[1] += row.pages
    insert = insert_for(session.get_bind().dialect.name, VisitMonth)
    upsert = insert.on_conflict_do_update(
        index_elements=["site_id", "month", "outcome"],
        set_={name: month.c[name] + insert.excluded[name] for name in ("visits", "pages")},
    )
    rows = [
        {"site_id": site_id, "month": in_month, "outcome": outcome, "visits": visits, "pages": pages}
        for (site_id, in_month, outcome), (visits, pages) in sorted(counts.items())
    ]
    if rows:
        session.execute(upsert, rows)
    ids = [row.id for row in old]
    for start in range(0, len(ids), BATCH):
        session.execute(delete(visit).where(visit.c.id.in_(ids[start : start + BATCH])))
    return len(old)
