"""Tables of evidence: what pages, owners and editors said of a forum, and its figures visit by visit."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Float, ForeignKey, Index, String, false, text
from sqlalchemy.orm import Mapped, mapped_column

from registry.db import Base, BigId, Document, UtcDateTime


class Observation(Base):
    """One fact with its evidence. A new row only when the value changed; `last_*` move while it stays the same."""

    __tablename__ = "observation"
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id"), comment="the forum")
    fact: Mapped[str] = mapped_column(String(30), comment="profile.FACTS, or platform, platform_version, country, kind")
    source: Mapped[str] = mapped_column(String(20), comment="vocabulary.Source: who says so")
    derived: Mapped[bool] = mapped_column(comment="a sum or an estimate, not a figure somebody stated")
    current: Mapped[bool] = mapped_column(comment="what this source says now")
    value: Mapped[Any] = mapped_column(Document, comment="the clean value; times in ISO 8601 UTC")
    raw: Mapped[str] = mapped_column(String(80), comment="the matched span only")
    rule: Mapped[str] = mapped_column(String(200), comment="selector, pattern or document it was read by")
    page: Mapped[str] = mapped_column(String(2000), comment="the address it stood on")
    precision: Mapped[str | None] = mapped_column(String(10), comment="vocabulary.Precision, of times")
    parser_version: Mapped[str] = mapped_column(String(40), comment="the parser that read it")
    first_seen_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when it was said first")
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when it was said last")
    first_visit: Mapped[int | None] = mapped_column(BigInteger, comment="visit that read it first")
    last_visit: Mapped[int | None] = mapped_column(BigInteger, comment="visit that read it last")

    __table_args__ = (
        Index("uq_observation_current", "forum_id", "fact", "source", "derived", unique=True,
              postgresql_where=text("current"), sqlite_where=text("current")),
        Index(None, "forum_id", "first_seen_at"),
    )  # fmt: skip


class Snapshot(Base):
    """The figures of one visit: one narrow row. Thinned to one a month after two years."""

    __tablename__ = "snapshot"
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id"), primary_key=True, comment="the forum")
    visit_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, comment="the visit; below 0 for samples")
    taken_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="end of the visit")
    members: Mapped[int | None] = mapped_column(BigInteger, comment="as stated, else null")
    threads: Mapped[int | None] = mapped_column(BigInteger, comment="as stated, else null")
    posts: Mapped[int | None] = mapped_column(BigInteger, comment="as stated, else null")
    online: Mapped[int | None] = mapped_column(BigInteger, comment="as stated, else null")
    last_post_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="as stated, else null")
    sample: Mapped[bool] = mapped_column(
        server_default=false(), comment="made up for a demonstration: stated by no page, and never judged"
    )

    __table_args__ = (Index(None, "forum_id", "taken_at"),)


class ReplyTally(Base):
    """How many threads had no reply, and how soon others had their first: the counts of one visit, and no thread.

    Rows are written by visits that had threads to count, and let go after two years.
    """

    __tablename__ = "reply_tally"
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id"), primary_key=True, comment="the forum")
    visit_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, comment="the visit")
    taken_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="end of the visit")
    since_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="the earliest time of the threads counted")
    until_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="the latest one: later visits count from here")
    threads: Mapped[int] = mapped_column(comment="threads counted, old enough to have got a reply")
    unanswered: Mapped[int] = mapped_column(comment="those of them without reply")
    started: Mapped[bool] = mapped_column(comment="all that began then; else what a list showed, by newest posts")
    within: Mapped[list[int]] = mapped_column(
        Document, comment="the answered ones by assess.replies.STEPS_S, the rest last; empty unless started"
    )

    __table_args__ = (Index(None, "forum_id", "taken_at"), Index(None, "taken_at"))


class Reading(Base):
    """What the last visit that read the forum showed beside its facts: one row a forum, written over."""

    __tablename__ = "reading"
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id"), primary_key=True, comment="the forum")
    visit_id: Mapped[int] = mapped_column(BigInteger, comment="the visit")
    read_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="end of the visit")
    confidence: Mapped[float] = mapped_column(Float, comment="0 to 1, that it is a forum")
    clues: Mapped[list[str]] = mapped_column(Document, comment="what convinced the reader")
    boards: Mapped[list[dict[str, Any]]] = mapped_column(Document, comment="name, url, threads, posts, last_post_at")
    feeds: Mapped[list[str]] = mapped_column(Document, comment="addresses of its feeds")
    thread_times: Mapped[list[str]] = mapped_column(Document, comment="times of the newest threads, newest first")
    parser_version: Mapped[str] = mapped_column(String(40), comment="the parser that read it")
