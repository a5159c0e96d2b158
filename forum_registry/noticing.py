"""The verb that shows what owners and organisations were told of forums that could not be reached."""

import argparse
import json
from typing import TYPE_CHECKING, Any

from forum_registry.database import opened
from forum_registry.stops import Exit
from forum_registry.verbs import add_verb
from registry.catalogue.notices import Told, notices, out_of_reach
from registry.settings import Settings

if TYPE_CHECKING:
    from forum_registry.verbs import Verbs

MOST = 1000


def add_verbs(verbs: "Verbs") -> None:
    """Declare it."""
    verb = add_verb(
        verbs,
        "notices",
        _notices,
        "Show what owners and organisations were told of forums that could not be reached, newest first.",
        """
  forum-registry notices
  forum-registry notices --organisation department-for-work-pensions --json""",
    )
    verb.add_argument("--organisation", metavar="SLUG", help="only what this organisation was told")
    verb.add_argument("--limit", type=int, default=50, metavar="N", help=f"notices shown, {MOST} at most (default: 50)")
    verb.add_argument("--json", action="store_true", help="a JSON object a line")


def _notices(given: argparse.Namespace, settings: Settings) -> int:
    most = min(max(given.limit, 1), MOST)
    with opened(settings) as sessions, sessions.read() as session:
        told = notices(session, given.organisation, most)
        _, count = out_of_reach(session, given.organisation, 1)
    for one in told:
        print(json.dumps(_document(one), ensure_ascii=False) if given.json else _line(one))
    if not given.json:
        where = f" in the area of {given.organisation}" if given.organisation else ""
        print(f"{len(told)} notices shown. Forums out of reach{where}, of which people were told: {count}.")
    return Exit.DONE


def _line(one: Told) -> str:
    sent = "" if one.sent_at else ", not sent"
    return (
        f"{one.told_at.date()}  {one.public_id}  {one.name}  (to {one.organisation or 'owner'}{sent})\n    {one.words}"
    )


def _document(one: Told) -> dict[str, Any]:
    return {
        "id": one.id,
        "forum": one.public_id,
        "name": one.name,
        "kind": one.kind,
        "recipient": one.recipient,
        "since": one.since.isoformat(),
        "told_at": one.told_at.isoformat(),
        "day": one.due_at.date().isoformat() if one.due_at else None,
        "sent_at": one.sent_at.isoformat() if one.sent_at else None,
        "words": one.words,
    }
