"""Reports whose commit was cut off: they may stand in the database already, though nobody was told so."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from registry.frontier.model import Host, Visit
from registry.profile import VisitReport
from registry.upsert import table_of

_HOST, _VISIT = table_of(Host), table_of(Visit)

_HOLD = (
    select(_HOST.c.id)
    .where(_HOST.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(_HOST.c.id)
    .with_for_update(key_share=True)
)
_STAND = select(_VISIT.c.site_id, _VISIT.c.started_at, _VISIT.c.ended_at).where(
    _VISIT.c.site_id.in_(bindparam("site_ids", expanding=True)),
    _VISIT.c.ended_at.in_(bindparam("ends", expanding=True)),
)


def taken_in_before(session: Session, reports: Sequence[VisitReport]) -> list[bool]:
    """Of each report, whether its visit is in the database already: the same site, begun and ended at that moment.

    Waits for a transaction that may just be writing them, and holds their hosts until this one ends.
    """
    session.execute(_HOLD, {"ids": sorted({report.host_id for report in reports})}).all()
    asked = {
        "site_ids": sorted({report.site_id for report in reports}),
        "ends": sorted({report.ended_at for report in reports}),
    }
    stand = {tuple(row) for row in session.execute(_STAND, asked)}
    return [(report.site_id, report.started_at, report.ended_at) in stand for report in reports]
