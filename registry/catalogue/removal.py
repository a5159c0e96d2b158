"""Removal for good: the forum's address never comes back, and nothing of its content stays.

What stays: the public id (so that it is never used again, and others can delete their copies), the ledger's digests,
and a keyed hash of each of its addresses, which stops seeds, links, imports and visits at the door.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from registry.catalogue.doubts import forget_doubts
from registry.catalogue.lifecycle import Role, take_off
from registry.catalogue.model import (
    Absence,
    AssessmentRow,
    CardRow,
    Forum,
    ForumOrganisation,
    ForumRegion,
    ForumTopic,
    Notice,
)
from registry.evidence.model import Observation, Reading, ReplyTally, Snapshot
from registry.frontier.sites import erase_sites, hold_sites, keys_of, sites_within
from registry.frontier.unlisting import erase_gatherings
from registry.history import ledger
from registry.history.changes import forget_parts
from registry.history.tombstones import bury
from registry.identity import SharedHosts, site_key
from registry.upsert import table_of
from registry.vocabulary import Stance

CONTENT = (
    CardRow, AssessmentRow, ForumTopic, ForumRegion, ForumOrganisation, Observation, Snapshot, Reading, ReplyTally,
    Absence, Notice,
)  # fmt: skip
"""Tables that hold a forum's content, by `forum_id`."""


@dataclass(frozen=True, slots=True)
class Removed:
    """What was removed: the public ids, how many sites, and how many addresses can never come back."""

    public_ids: tuple[str, ...]
    sites: int
    tombstones: int


def forget(
    session: Session, address: str, *, actor: str, reason: str, now: datetime, hosts: SharedHosts,
    role: Role = Role.OPERATOR,
) -> Removed:  # fmt: skip
    """Remove the forum at this address, and every site within it, for good; an unknown address is barred as well.

    Merged forums that answered with it go with it. Raises identity.BadAddress for what is no address.
    """
    key = site_key(address, hosts)
    named = sites_within(session, key.host_key, [key.key])
    hold_sites(session, named)
    keys = {key.key, *keys_of(session, named)}
    forums = _forums(session, named)
    site_ids = sorted({*named, *(row.site_id for row in forums if row.site_id is not None)})
    hold_sites(session, site_ids)
    keys.update(keys_of(session, site_ids))
    tombstones = bury(session, keys, now)
    for row in forums:
        take_off(session, row.id, row.public_id, now)
        _erase(session, row.id)
    forget_doubts(session, site_ids)
    erase_gatherings(session, keys)
    erase_sites(session, site_ids)
    said = {"actor": actor, "reason": reason, "public_ids": [row.public_id for row in forums]}
    ledger.append(session, role=str(role), action="removed", payload=said, now=now)
    return Removed(tuple(row.public_id for row in forums), len(site_ids), tombstones)


def _forums(session: Session, site_ids: list[int]) -> list[Forum]:
    """The forums of these sites, and those merged into them, whatever their number."""
    found: dict[int, Forum] = {}
    wanted = list(session.scalars(select(Forum).where(Forum.site_id.in_(site_ids))))
    while wanted:
        found.update({forum.id: forum for forum in wanted})
        into = select(Forum).where(Forum.merged_into.in_([forum.id for forum in wanted]), Forum.id.not_in(found))
        wanted = list(session.scalars(into))
    return [found[forum_id] for forum_id in sorted(found)]


def _erase(session: Session, forum_id: int) -> None:
    """Delete all content of a forum; its bare row stays."""
    for model in CONTENT:
        table = table_of(model)
        session.execute(delete(table).where(table.c.forum_id == forum_id))
    blank = {
        "site_id": None, "merged_into": None, "named_in": None, "sensitive": None, "sensitive_consent": None,
        "told_at": None, "told_how": None, "taking_part": str(Stance.UNKNOWN), "reading": str(Stance.UNKNOWN),
        "stance_at": None, "stance_said": None, "stance_source": None,
    }  # fmt: skip
    session.execute(update(table_of(Forum)).where(Forum.id == forum_id).values(blank))
    ledger.erase(session, forum_id)
    forget_parts(session, forum_id)
