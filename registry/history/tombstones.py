"""Addresses that must never come back. Kept as keyed hashes: the table does not tell who left."""

import hashlib
import hmac
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.history.marks import secret_key
from registry.history.model import Tombstone
from registry.identity import ancestors
from registry.upsert import batches, insert_into


def tombstoned(session: Session, keys: Iterable[str]) -> set[str]:
    """Those of the canonical keys that must not be visited or kept: removed themselves, or within a removed site."""
    wanted = sorted(set(keys))
    if not wanted:
        return set()
    secret = secret_key(session)
    digests = {key: [_digest(secret, above) for above in ancestors(key)] for key in wanted}
    every = sorted({digest for own in digests.values() for digest in own})
    found: set[str] = set()
    for batch in batches(every):
        found.update(session.scalars(select(Tombstone.digest).where(Tombstone.digest.in_(batch))))
    return {key for key, own in digests.items() if not found.isdisjoint(own)}


def is_tombstoned(session: Session, key: str) -> bool:
    """Whether this canonical key must not be visited or kept."""
    return bool(tombstoned(session, [key]))


def bury(session: Session, keys: Iterable[str], now: datetime) -> int:
    """Set a tombstone on each canonical key; how many there are. Setting it twice is no harm."""
    secret = secret_key(session)
    rows = [{"digest": digest, "at": now} for digest in sorted({_digest(secret, key) for key in keys})]
    if rows:
        session.execute(insert_into(session, Tombstone).on_conflict_do_nothing(), rows)
    return len(rows)


def _digest(secret: bytes, key: str) -> str:
    return hmac.new(secret, key.encode(), hashlib.sha256).hexdigest()
