"""`discoveries`: the searches there are, what each found, and the decisions on them."""

import argparse
import sys
from typing import TYPE_CHECKING

import orjson

from forum_registry.database import opened
from forum_registry.keeping import actor_of
from forum_registry.progress import console
from forum_registry.search_words import HOW_TO_LIST, as_json, found_table, listed, outcome, used
from forum_registry.stops import Exit, Refused
from forum_registry.verbs import add_verb
from registry.catalogue.found import found_by
from registry.db import Sessions, now_utc
from registry.frontier.discoveries import NoSuchSearch, NotSo, Search, allow, refuse, search, searches, stop
from registry.settings import Settings
from registry.vocabulary import DiscoveryState

if TYPE_CHECKING:
    from forum_registry.verbs import Verbs

MOST = 200
"""Searches of a list."""

SHOWN = 200
"""Forums in the table of one search; `--json` has all."""


def add_verbs(verbs: "Verbs") -> None:
    """Declare `discoveries`."""
    verb = add_verb(
        verbs,
        "discoveries",
        _discoveries,
        "Searches for forums: list them, show one with what it found, stop one, decide on one that waits for you.",
        """
  forum-registry discoveries list --waiting
  forum-registry discoveries show 7
  forum-registry discoveries stop 7
  forum-registry discoveries allow 8
  forum-registry discoveries refuse 8 --reason "this area was searched last month" """,
    )
    verb.add_argument("what", nargs="?", choices=("list", "show", "stop", "allow", "refuse"), default="list")
    verb.add_argument("id", nargs="?", type=int, metavar="ID", help="of the search")
    verb.add_argument("--waiting", action="store_true", help="list: those that wait for you only")
    verb.add_argument("--reason", metavar="WORDS", help="refuse: why; published, so name nobody")
    verb.add_argument("--actor", default=None, help="stop: who stops it (default: the user who is signed in)")
    verb.add_argument("--json", action="store_true", help="one object a line")


def _discoveries(given: argparse.Namespace, settings: Settings) -> int:
    _demand_sense(given)
    with opened(settings) as sessions:
        try:
            if given.what == "list":
                return _list(given, sessions)
            if given.what == "show":
                return _show(given, sessions)
            decided = _decided(given, sessions)
        except (NoSuchSearch, NotSo) as error:
            raise Refused(f"{error}.", Exit.USAGE) from None
    if given.json:
        _line(as_json(decided))
    else:
        print(f"Search {decided.id} for forums of {decided.topic} is {outcome(decided)}.")
    return Exit.DONE


def _demand_sense(given: argparse.Namespace) -> None:
    """Raise Refused for words and options that do not go together."""
    if (given.id is not None) != (given.what != "list"):
        raise Refused("discoveries list takes no ID; the others need one.", Exit.USAGE)
    if given.waiting and given.what != "list":
        raise Refused("--waiting belongs to `discoveries list`.", Exit.USAGE)
    if bool(given.reason) != (given.what == "refuse"):
        raise Refused("discoveries refuse needs --reason WORDS; the others take none.", Exit.USAGE)


def _list(given: argparse.Namespace, sessions: Sessions) -> int:
    states = (DiscoveryState.ASKED,) if given.waiting else ()
    with sessions.read() as session:
        found = searches(session, states=states, limit=MOST)
    if given.json:
        for one in found:
            _line(as_json(one))
    elif found:
        console().print(listed(found))
    else:
        print("No search waits for you." if given.waiting else "No search was ever asked for.", file=sys.stderr)
    return Exit.DONE


def _show(given: argparse.Namespace, sessions: Sessions) -> int:
    with sessions.read() as session:
        one = search(session, given.id)
        forums = found_by(session, one.id, one.topic)
    if given.json:
        _line(as_json(one, forums))
        return Exit.DONE
    print(
        f"Search {one.id} for forums of {one.topic}, asked for by {one.asked_by} on {one.asked_at:%Y-%m-%d %H:%M} UTC."
    )
    print(f"{outcome(one).capitalize()}. {used(one)}.")
    if forums:
        console().print(found_table(forums, SHOWN))
        print(HOW_TO_LIST)
    return Exit.DONE


def _decided(given: argparse.Namespace, sessions: Sessions) -> Search:
    now = now_utc()
    with sessions.write() as session:
        if given.what == "stop":
            return stop(session, given.id, actor_of(given), now)
        if given.what == "allow":
            return allow(session, given.id)
        return refuse(session, given.id, given.reason, now)


def _line(told: dict[str, object]) -> None:
    sys.stdout.write(orjson.dumps(told).decode() + "\n")
