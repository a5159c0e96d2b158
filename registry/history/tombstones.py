"""Addresses that must never come back. Kept as keyed hashes: the table does not tell who left."""

import hmac
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from registry.history.marks import secret_key
from registry.history.model import Tombstone
from registry.identity import ancestors
from registry.upsert import batches, insert_missing, table_of

_DIGEST = table_of(Tombstone).c.digest
_FOUND = select(_DIGEST).where(_DIGEST.in_(bindparam("digests", expanding=True)))


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
        found.update(session.scalars(_FOUND, {"digests": list(batch)}))
    return {key for key, own in digests.items() if not found.isdisjoint(own)}


def is_tombstoned(session: Session, key: str) -> bool:
    """Whether this canonical key must not be visited or kept."""
    return bool(tombstoned(session, [key]))


def bury(session: Session, keys: Iterable[str], now: datetime) -> int:
    """Set a tombstone on each canonical key; how many there are. Setting it twice is no harm."""
    secret = secret_key(session)
    rows = [{"digest": digest, "at": now} for digest in sorted({_digest(secret, key) for key in keys})]
    insert_missing(session, Tombstone, rows)
    return len(rows)


def _digest(secret: bytes, key: str) -> str:
    return hmac.digest(secret, key.encode(), "sha256").hex()
