"""Tables of what happened. Numbers come from `head`, as the last statement of a transaction: see `sequence`."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from registry.db import Base, BigId, Document, UtcDateTime


class Mark(Base):
    """What this database is: one word a row."""

    __tablename__ = "mark"
    name: Mapped[str] = mapped_column(String(40), primary_key=True, comment="'key', 'demo' or 'weighed'")
    value: Mapped[str] = mapped_column(String(200), comment="the secret key of tombstones; 'yes'; a time")


class Head(Base):
    """The last number given out, one row a sequence: locked until the transaction that took a number ends."""

    __tablename__ = "head"
    name: Mapped[str] = mapped_column(String(20), primary_key=True, comment="'change' or 'ledger'")
    number: Mapped[int] = mapped_column(BigId, comment="the last number given out, 0 at the start")
    digest: Mapped[str] = mapped_column(String(64), comment="of the ledger: hash of its last entry")


class Change(Base):
    """A public change of one forum, without content: what it is now stands in its card."""

    __tablename__ = "change"
    seq: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False, comment="order of commits, no gaps")
    at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when it was recorded")
    forum_id: Mapped[int] = mapped_column(BigId, comment="the forum; stays when its content is gone")
    public_id: Mapped[str] = mapped_column(String(64), comment="the forum's public id at that time")
    kind: Mapped[str] = mapped_column(String(20), comment="vocabulary.ChangeKind")
    into: Mapped[str | None] = mapped_column(String(64), comment="public id of the forum it was merged with")
    parts: Mapped[str | None] = mapped_column(
        String(300),
        comment="parts of the entry that changed, space between: catalogue.changed.PARTS; null: not recorded",
    )

    __table_args__ = (Index(None, "forum_id", "seq"), Index(None, "kind", "seq"))


class LedgerEntry(Base):
    """One decision, chained by hash to the one before; what it said stands in a row that can be deleted."""

    __tablename__ = "ledger"
    seq: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False, comment="order of commits, no gaps")
    at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when it was decided")
    role: Mapped[str] = mapped_column(String(40), comment="in what role: never a person's name")
    action: Mapped[str] = mapped_column(String(60), comment="what was done, such as 'listed'")
    payload_digest: Mapped[str] = mapped_column(String(64), comment="sha256(salt + payload as JSON)")
    digest: Mapped[str] = mapped_column(String(64), comment="sha256 over the digest before and this row")


class LedgerPayload(Base):
    """What a decision said. Deleting the row leaves the chain valid."""

    __tablename__ = "ledger_payload"
    seq: Mapped[int] = mapped_column(ForeignKey("ledger.seq"), primary_key=True, comment="the entry")
    forum_id: Mapped[int | None] = mapped_column(BigId, comment="the forum it is about")
    salt: Mapped[str] = mapped_column(String(32), comment="random: the digest alone tells nothing")
    payload: Mapped[dict[str, Any]] = mapped_column(Document, comment="actor, reason and what else was decided")

    __table_args__ = (Index(None, "forum_id", "seq"),)


class Tombstone(Base):
    """An address that must never come back: only a keyed hash of its canonical key."""

    __tablename__ = "tombstone"
    digest: Mapped[str] = mapped_column(String(64), primary_key=True, comment="HMAC-SHA256 of the canonical key")
    at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when it was set")
