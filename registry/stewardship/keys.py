"""Keys of this registry's own: for what is signed, and for hashes that nobody else can make.

All come from the setting `secret`; where that is empty, from the random key that each database is made with, so that
the processes of one registry share them either way.
"""

import hmac

from sqlalchemy.orm import Session

from registry.history.marks import secret_key


def own_key(session: Session, secret: str, use: str) -> bytes:
    """The key for one use. Raises LookupError when there is no secret and the database has lost its key."""
    return derived(secret.encode() if secret else secret_key(session), use)


def derived(key: bytes, use: str) -> bytes:
    """A key for one use that tells nothing of the others."""
    return hmac.digest(key, f"stewardship {use}".encode(), "sha256")


def keyed_hash(key: bytes, text: str) -> str:
    """64 hexadecimal digits that tell nothing to whoever lacks the key."""
    return hmac.digest(key, text.encode("utf-8", "surrogatepass"), "sha256").hex()
