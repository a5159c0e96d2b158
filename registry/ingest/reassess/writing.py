"""Writing what was judged again, in the transaction that judged it: the rules of a visit hold here too."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from registry.catalogue.filing import Judged, file_assessments
from registry.catalogue.lifecycle import Role
from registry.catalogue.model import AssessmentRow, Forum
from registry.catalogue.writing import write_cards
from registry.db import is_sqlite
from registry.frontier.model import Host, Site
from registry.history import ledger
from registry.ingest.reassess.again import Again
from registry.ingest.sensitive import heed
from registry.upsert import table_of, write_over


def write(session: Session, found: Sequence[Again], actor: str, now: datetime) -> None:
    """Write a batch. Cards and changes go the one way all go, and what is found sensitive is heeded as at a visit."""
    moving = [again for again in found if again.move is not None]
    for again in moving:
        if again.found_sensitive and again.assessment.sensitive:
            heed(session, again.stored.case, again.assessment.sensitive, actor, now)
    file_assessments(session, [Judged(again.forum_id, again.assessment, again.activity, now) for again in moving])
    write_cards(session, [again.forum_id for again in moving], now)
    _stamp(session, [again for again in found if again.move is None], now)


def enter(session: Session, actor: str, rules: str | None, now: datetime) -> None:
    """Note in the ledger that somebody had forums judged again by these rules."""
    said = {"actor": actor, "rules": rules}
    ledger.append(session, role=str(Role.OPERATOR), action="judged again", payload=said, now=now)


def _stamp(session: Session, found: Sequence[Again], now: datetime) -> None:
    """Note by what those were judged that stay the same; what their titles said, where that was not kept yet."""
    table, plain = table_of(AssessmentRow), []
    anew = []
    for again in found:
        if again.stored.former.heard == again.assessment.heard.as_json():
            plain.append(again)
        else:
            anew.append(again)
    if plain:
        by = plain[0].assessment.judged_by
        ids = [again.forum_id for again in plain]
        session.execute(update(table).where(table.c.forum_id.in_(ids)).values(judged_by=by, at=now))
    rows = [
        {
            "forum_id": again.forum_id, "at": now, "document": again.stored.former.document,
            "activity": again.stored.former.activity, "judged_by": again.assessment.judged_by,
            "heard": again.assessment.heard.as_json(),
        }
        for again in anew
    ]  # fmt: skip
    write_over(session, AssessmentRow, ("forum_id",), rows)


def hold(session: Session, ids: Sequence[int]) -> None:
    """Wait for visits of these forums that are being taken in, and keep others out until the batch is written."""
    if is_sqlite(session):
        return  # one writer anyway
    forum, site, host = table_of(Forum), table_of(Site), table_of(Host)
    sites = select(forum.c.site_id).where(forum.c.id.in_(ids))
    hosts = select(site.c.host_id).where(site.c.id.in_(sites))
    # Their keys stay as they are: visits may note new sites of these hosts meanwhile.
    for table, wanted in ((host, hosts), (site, sites)):
        held = select(table.c.id).where(table.c.id.in_(wanted)).order_by(table.c.id)
        session.execute(held.with_for_update(key_share=True))
