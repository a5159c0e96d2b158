"""The verb that records what a forum's people said of officials: may they take part, may they read for insight."""

import argparse
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from forum_registry.database import opened
from forum_registry.keeping import actor_of
from forum_registry.knowledge import shared_hosts
from forum_registry.stops import Exit, Refused
from forum_registry.telling import day
from forum_registry.verbs import add_verb
from registry.catalogue.lifecycle import NoSuchForum
from registry.catalogue.wishes import BadWish, Wish, record_wishes
from registry.db import now_utc
from registry.settings import Settings
from registry.vocabulary import Stance

if TYPE_CHECKING:
    from forum_registry.verbs import Verbs


def add_verbs(verbs: "Verbs") -> None:
    """Declare it."""
    wishes = add_verb(
        verbs,
        "wishes",
        _wishes,
        "Record what a forum's people said of officials: may they take part, may they read for insight.",
        """
  forum-registry wishes https://forum.example.org/ --taking-part ask_first --reading not_welcome \\
      --said "its owner wrote: ask me first" --on 2026-11-20
  forum-registry wishes https://forum.example.org/ --taking-part unknown --reading unknown \\
      --said "its owner took it back" --on 2026-11-21""",
    )
    wishes.add_argument("forum", metavar="FORUM", help="its public id, or any address of it")
    answers = [str(stance) for stance in Stance]
    wishes.add_argument("--taking-part", choices=answers, required=True, help="may officials take part?")
    wishes.add_argument("--reading", choices=answers, required=True, help="may officials read for insight?")
    wishes.add_argument("--said", required=True, metavar="WORDS", help="what they said; published, so name nobody")
    wishes.add_argument("--on", type=day, required=True, metavar="DATE", help="the day they said it, as 2026-11-20")
    wishes.add_argument("--actor", default=None, help="who answers for it (default: the user who is signed in)")


def _wishes(given: argparse.Namespace, settings: Settings) -> int:
    now = now_utc()
    with opened(settings) as sessions, sessions.write() as session:
        try:
            wished = record_wishes(
                session,
                given.forum,
                taking_part=given.taking_part,
                reading=given.reading,
                said=given.said,
                on=datetime.combine(given.on, time.min, UTC),
                actor=actor_of(given),
                now=now,
                hosts=shared_hosts(settings),
            )
        except (NoSuchForum, BadWish) as problem:
            raise Refused(f"{problem}.", Exit.USAGE) from problem
    before = "" if wished.before == wished.now else f"; it said {_in_words(wished.before)} before"
    print(f"{wished.public_id}: {_in_words(wished.now)}, said on {given.on}{before}.")
    return Exit.DONE


def _in_words(wish: Wish) -> str:
    return f"taking part {wish.taking_part}, reading {wish.reading}"
