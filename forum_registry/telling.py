"""The verb that records when a forum's people were told that it is listed."""

import argparse
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from forum_registry.database import opened
from forum_registry.keeping import actor_of
from forum_registry.knowledge import shared_hosts
from forum_registry.stops import Exit, Refused
from forum_registry.verbs import add_verb
from registry.catalogue.lifecycle import NoSuchForum
from registry.catalogue.told import BadNotice, record_told
from registry.db import now_utc
from registry.settings import Settings

if TYPE_CHECKING:
    from forum_registry.verbs import Verbs


def add_verbs(verbs: "Verbs") -> None:
    """Declare it."""
    told = add_verb(
        verbs,
        "told",
        _told,
        "Record that a forum's people were told that it is listed: the forum's page says when and how.",
        """
  forum-registry told https://forum.example.org/ --on 2026-11-20 --how "letter to its contact page" """,
    )
    told.add_argument("forum", metavar="FORUM", help="its public id, or any address of it")
    told.add_argument("--on", type=day, required=True, metavar="DATE", help="the day they were told, as 2026-11-20")
    told.add_argument("--how", required=True, metavar="WORDS", help="the way; published, so name nobody")
    told.add_argument("--actor", default=None, help="who answers for it (default: the user who is signed in)")


def day(text: str) -> date:
    """The date of an option such as `--on 2026-11-20`; argparse tells what is wrong with another text."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date such as 2026-11-20") from None


def _told(given: argparse.Namespace, settings: Settings) -> int:
    now = now_utc()
    if given.on > now.date():
        raise Refused(f"--on: {given.on} is still to come.", Exit.USAGE)
    with opened(settings) as sessions, sessions.write() as session:
        try:
            told = record_told(
                session,
                given.forum,
                when=datetime.combine(given.on, time.min, UTC),
                how=given.how,
                actor=actor_of(given),
                now=now,
                hosts=shared_hosts(settings),
            )
        except (NoSuchForum, BadNotice) as problem:
            raise Refused(f"{problem}.", Exit.USAGE) from problem
    again = f"; it said {told.before.date()} before" if told.before else ""
    print(f"{told.public_id}: told on {told.at.date()}, {told.how}{again}.")
    return Exit.DONE
