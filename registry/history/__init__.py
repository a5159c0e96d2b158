"""What happened: the sequence of public changes, and the ledger of people's decisions."""

from registry.history.changes import ChangeRow, changes_since, newest_change, record_change
from registry.history.ledger import Verified, append, verify
from registry.history.marks import is_demo, mark_demo
from registry.history.tombstones import is_tombstoned, tombstoned

__all__ = [
    "ChangeRow",
    "Verified",
    "append",
    "changes_since",
    "is_demo",
    "is_tombstoned",
    "mark_demo",
    "newest_change",
    "record_change",
    "tombstoned",
    "verify",
]
