"""What owners and organisations are told of a forum that cannot be reached: rows that pages, feeds and mail show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session

from registry.catalogue.absence import next_standing
from registry.catalogue.listing import is_listed
from registry.catalogue.model import Absence, CardRow, Forum, ForumOrganisation, Notice
from registry.upsert import BATCH, insert_missing, table_of
from registry.vocabulary import AbsenceStage, NoticeKind, Standing

OWNER = "owner"
OF_BODY = "organisation:"
"""Whom a notice is for: the forum's owner, or an organisation by its slug."""

MOST_TOLD = 100
"""Notices and absences shown at once."""

KEPT = timedelta(days=730)
"""How long notices are kept."""


@dataclass(frozen=True, slots=True)
class Telling:
    """Something to tell of a forum: see `model.Notice`."""

    forum_id: int
    kind: NoticeKind
    since: datetime
    due_at: datetime | None = None


def tell(session: Session, tellings: Sequence[Telling], now: datetime) -> None:
    """Write what is told to each forum's owner and to all organisations in whose area it is; once for each absence."""
    if not tellings:
        return
    table, bodies = table_of(ForumOrganisation), dict[int, set[str]]()
    ids = sorted({one.forum_id for one in tellings})
    for forum_id, slug in session.execute(select(table.c.forum_id, table.c.slug).where(table.c.forum_id.in_(ids))):
        bodies.setdefault(forum_id, set()).add(slug)
    rows = [
        {
            "forum_id": one.forum_id, "kind": str(one.kind), "recipient": recipient, "since": one.since,
            "told_at": now, "due_at": one.due_at,
        }
        for one in sorted(tellings, key=lambda one: one.forum_id)
        for recipient in (OWNER, *(f"{OF_BODY}{slug}" for slug in sorted(bodies.get(one.forum_id, ()))))
    ]  # fmt: skip
    insert_missing(session, Notice, rows)


@dataclass(frozen=True, slots=True)
class Told:
    """A notice as it is shown. `due_at` is the start of the day it names."""

    id: int
    public_id: str
    name: str
    kind: str
    recipient: str
    since: datetime
    told_at: datetime
    due_at: datetime | None
    sent_at: datetime | None

    @property
    def organisation(self) -> str | None:
        """The slug of the organisation it is for; None: for the forum's owner."""
        return self.recipient.removeprefix(OF_BODY) if self.recipient.startswith(OF_BODY) else None

    @property
    def words(self) -> str:
        """What is told, in a sentence."""
        return _WORDS[NoticeKind(self.kind)].format(
            since=_day(self.since), day=_day(self.due_at) if self.due_at else "a day to be named"
        )


_WORDS = {
    NoticeKind.UNREACHABLE: "We have not been able to reach it since {since}; it will be marked dormant on {day} "
    "unless it answers.",
    NoticeKind.DORMANT: "It was marked dormant: we have not been able to reach it since {since}. It will be marked "
    "closed on {day} unless it answers.",
    NoticeKind.CLOSING: "We have not been able to reach it since {since}; it will be marked closed on {day} unless it "
    "answers.",
    NoticeKind.CLOSED: "It was marked closed: we have not been able to reach it since {since}. It is listed again as "
    "soon as it answers.",
    NoticeKind.BACK: "It answers again. We had not been able to reach it since {since}.",
}


def _day(when: datetime) -> str:
    """`3 November 2026`."""
    return f"{when.day} {when:%B} {when.year}"


@dataclass(frozen=True, slots=True)
class OutOfReach:
    """A public forum that could not be reached, of which people were told. Times are aware UTC."""

    public_id: str
    name: str
    standing: str
    stage: str
    since: datetime
    last_at: datetime
    why: str
    named_at: datetime | None

    @property
    def next_standing(self) -> Standing | None:
        """What it will be marked as on the day that was named; None when no day is."""
        return next_standing(self.stage) if self.named_at is not None else None


def notices(session: Session, organisation: str | None = None, most: int = MOST_TOLD) -> list[Told]:
    """The newest notices on public forums, newest first: all, or those for one organisation by its slug."""
    asked = _notices().order_by(Notice.told_at.desc(), Notice.id.desc()).limit(most)
    if organisation is not None:
        asked = asked.where(Notice.recipient == f"{OF_BODY}{organisation}")
    return [Told(*row) for row in session.execute(asked)]


def out_of_reach(
    session: Session, organisation: str | None = None, most: int = MOST_TOLD
) -> tuple[list[OutOfReach], int]:
    """Public forums that could not be reached and of which people were told, the soonest to be marked first.

    All, or those in the area of one organisation by its slug; at most `most`, and how many there are.
    """
    told = (Absence.stage != str(AbsenceStage.COUNTED), is_listed())
    asked = (
        select(
            Forum.public_id, _name(), Forum.standing, Absence.stage, Absence.since, Absence.last_at, Absence.why,
            Absence.named_at,
        )
        .join(Forum, Forum.id == Absence.forum_id)
        .join(CardRow, CardRow.forum_id == Forum.id)
        .where(*told)
    )  # fmt: skip
    counted = select(func.count()).select_from(Absence).join(Forum, Forum.id == Absence.forum_id).where(*told)
    if organisation is not None:
        own = (ForumOrganisation.forum_id == Absence.forum_id, ForumOrganisation.slug == organisation)
        asked, counted = asked.where(select(1).where(*own).exists()), counted.where(select(1).where(*own).exists())
    order = (Absence.named_at.is_(None), Absence.named_at, Absence.forum_id)
    rows = session.execute(asked.order_by(*order).limit(most)).all()
    found = [OutOfReach(*row) for row in rows]
    return found, len(found) if len(found) < most else session.scalar(counted) or 0


def drop_notices(session: Session, now: datetime) -> int:
    """Delete notices older than KEPT; how many."""
    table = table_of(Notice)
    old = select(table.c.id).where(table.c.told_at < now - KEPT).order_by(table.c.told_at).limit(20 * BATCH)
    return len(session.execute(delete(table).where(table.c.id.in_(old)).returning(table.c.id)).all())


def _notices() -> Select[Any]:
    return (
        select(
            Notice.id, Forum.public_id, _name(), Notice.kind, Notice.recipient, Notice.since, Notice.told_at,
            Notice.due_at, Notice.sent_at,
        )
        .join(Forum, Forum.id == Notice.forum_id)
        .join(CardRow, CardRow.forum_id == Forum.id)
        .where(is_listed())
    )  # fmt: skip


def _name() -> Any:
    return CardRow.document["name"].as_string()
