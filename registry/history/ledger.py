"""The ledger of people's decisions: chained by hash, so that none can be taken out or altered unseen.

digest(n) = sha256(digest(n-1) | seq | time | role | action | sha256(salt + payload)). The payload and its salt stand
in a row of their own: erasing them (a forum that left) keeps the chain valid, and the digest alone tells nothing.
"""

import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from registry.history.model import Head, LedgerEntry, LedgerPayload
from registry.history.sequence import at_commit, keep_digest, take
from registry.upsert import insert_all

START = "0" * 64
"""The digest before the first entry."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What reading the whole chain showed: `problem` names the first entry that does not fit, None when all do."""

    entries: int
    erased: int
    problem: str | None = None


def append(
    session: Session, *, role: str, action: str, payload: dict[str, Any], now: datetime, forum_id: int | None = None
) -> None:
    """Note a decision; it gets its number and its place in the chain just before the commit."""
    row = {"at": now, "role": role, "action": action, "payload": payload, "forum_id": forum_id}
    at_commit(session, "ledger", _write, row)


def last_said(session: Session, forum_id: int, action: str) -> dict[str, Any] | None:
    """What the last decision of this kind on a forum said; None when there was none, or it was erased."""
    return session.scalar(
        select(LedgerPayload.payload)
        .join(LedgerEntry, LedgerEntry.seq == LedgerPayload.seq)
        .where(LedgerPayload.forum_id == forum_id, LedgerEntry.action == action)
        .order_by(LedgerPayload.seq.desc())
        .limit(1)
    )


def erase(session: Session, forum_id: int) -> None:
    """Delete what decisions on this forum said; the chain stays valid."""
    session.execute(delete(LedgerPayload).where(LedgerPayload.forum_id == forum_id))


def verify(session: Session, batch: int = 1000) -> Verified:
    """Read the whole chain and say whether it holds. Memory does not grow with its length."""
    before, entries, erased = START, 0, 0
    while True:
        rows = session.execute(
            select(LedgerEntry, LedgerPayload.salt, LedgerPayload.payload)
            .outerjoin(LedgerPayload, LedgerPayload.seq == LedgerEntry.seq)
            .where(LedgerEntry.seq > entries)
            .order_by(LedgerEntry.seq)
            .limit(batch)
        ).all()
        for entry, salt, payload in rows:
            if entry.seq != entries + 1:
                return Verified(entries, erased, f"entry {entries + 1} is missing")
            if salt is None:
                erased += 1
            elif payload_digest(salt, payload) != entry.payload_digest:
                return Verified(entries, erased, f"what entry {entry.seq} said was altered")
            fields = (entry.seq, entry.at, entry.role, entry.action, entry.payload_digest)
            if entry_digest(before, *fields) != entry.digest:
                return Verified(entries, erased, f"entry {entry.seq} does not follow the one before")
            before, entries = entry.digest, entries + 1
        session.expunge_all()
        if not rows:
            break
    head = session.execute(select(Head.number, Head.digest).where(Head.name == "ledger")).one()
    if (head.number, head.digest) != (entries, before):
        return Verified(entries, erased, f"the head says {head.number} entries, the chain holds {entries}")
    return Verified(entries, erased)


def payload_digest(salt: str, payload: dict[str, Any]) -> str:
    """The digest of what a decision said."""
    return hashlib.sha256((salt + json.dumps(payload, sort_keys=True, ensure_ascii=False)).encode()).hexdigest()


def entry_digest(before: str, seq: int, at: datetime, role: str, action: str, payload: str) -> str:
    """The digest of one entry, given the one before it. Words are joined by a character none of them may hold."""
    words = (before, str(seq), at.isoformat(timespec="microseconds"), role, action, payload)
    return hashlib.sha256("\n".join(words).encode()).hexdigest()


def _write(session: Session, rows: list[dict[str, Any]]) -> None:
    first, digest = take(session, "ledger", len(rows))
    entries, payloads = [], []
    for seq, row in enumerate(rows, start=first):
        salt = secrets.token_hex(16)
        said = payload_digest(salt, row["payload"])
        digest = entry_digest(digest, seq, row["at"], row["role"], row["action"], said)
        entry = {name: row[name] for name in ("at", "role", "action")}
        entries.append({**entry, "seq": seq, "payload_digest": said, "digest": digest})
        payloads.append({"seq": seq, "forum_id": row["forum_id"], "salt": salt, "payload": row["payload"]})
    insert_all(session, LedgerEntry, entries)
    insert_all(session, LedgerPayload, payloads)
    keep_digest(session, "ledger", digest)
