"""Tables of stewardship: letters, and the windows in which they are counted."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from registry.db import Base, BigId, UtcDateTime


class Letter(Base):
    """What somebody told the registry. Who, is not asked; the row goes some time after it is closed."""

    __tablename__ = "letter"
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    reference: Mapped[str] = mapped_column(String(40), unique=True, comment="random, 137 bits: who knows it may read")
    kind: Mapped[str] = mapped_column(String(20), comment="stewardship.kinds.LetterKind")
    at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when it came")
    fingerprint: Mapped[str | None] = mapped_column(
        String(64), unique=True, comment="keyed hash of all it says, so that it stands once; null: a day has gone"
    )
    forum_id: Mapped[int | None] = mapped_column(
        ForeignKey("forum.id"), index=True, comment="the listed forum it is on"
    )
    site_id: Mapped[int | None] = mapped_column(
        BigId, index=True, comment="the site suggested; no foreign key: the site goes when its forum is removed"
    )
    figure: Mapped[str | None] = mapped_column(String(30), comment="the figure it calls wrong: kinds.FIGURES")
    about: Mapped[str | None] = mapped_column(String(500), comment="private: the question, or the page it is about")
    topic: Mapped[str | None] = mapped_column(String(200), comment="path of the topic that was searched")
    words: Mapped[str | None] = mapped_column(Text, comment="private: what was written, 2,000 characters at most")
    language: Mapped[str] = mapped_column(String(2), server_default="en", comment="of the page it was written on")
    answer: Mapped[str | None] = mapped_column(Text, comment="the registry's words to the writer")
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="when a person first answered")
    closed_as: Mapped[str | None] = mapped_column(String(20), comment="stewardship.kinds.Closing; null: open")
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True, comment="when it was closed")

    __table_args__ = (
        Index("ix_letter_open", "kind", "at", postgresql_where=text("closed_at IS NULL"),
              sqlite_where=text("closed_at IS NULL")),
        {"sqlite_autoincrement": True},
    )  # fmt: skip


class RateWindow(Base):
    """How often something was done in one stretch of time: shared by all processes, deleted when it is over."""

    __tablename__ = "rate_window"
    name: Mapped[str] = mapped_column(String(20), primary_key=True, comment="what is counted: 'address', 'network' ...")
    subject: Mapped[str] = mapped_column(String(64), primary_key=True, comment="keyed hash of whose, salted by the day")
    start: Mapped[datetime] = mapped_column(UtcDateTime, primary_key=True, comment="begin of the stretch")
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True, comment="its end; deleted soon after")
    times: Mapped[int] = mapped_column(Integer, comment="how often")
