"""`letters`: what people wrote, and the answers to it."""

import argparse
import sys
from typing import TYPE_CHECKING, Any

import orjson

from forum_registry.database import opened
from forum_registry.stops import Exit, Refused
from forum_registry.verbs import add_verb
from registry.catalogue.lifecycle import Role
from registry.db import now_utc
from registry.settings import Settings
from registry.stewardship.answering import NoSuchLetter, Read, answer, letter_in_full, letters
from registry.stewardship.kinds import Closing, LetterKind

if TYPE_CHECKING:
    from forum_registry.verbs import Verbs

WIDTH = 100
"""Characters of a letter's words in the list; `show` has them all."""


def add_verbs(verbs: "Verbs") -> None:
    """Declare `letters`."""
    verb = add_verb(
        verbs,
        "letters",
        _letters,
        "Letters that people wrote without an account: list them, show one, answer one.",
        """
  forum-registry letters --open
  forum-registry letters show 2abc-3def-4ghj-5kmn-6pqr-7stv-8wxy
  forum-registry letters answer 2abc-3def-4ghj-5kmn-6pqr-7stv-8wxy "We have mended it. Thank you." --close done""",
    )
    verb.add_argument("what", nargs="?", choices=("list", "show", "answer"), default="list")
    verb.add_argument("reference", nargs="?", metavar="REFERENCE", help="of the letter, for show and answer")
    verb.add_argument("words", nargs="?", metavar="WORDS", help="the answer: its writer reads it, so no names")
    verb.add_argument("--kind", choices=[str(kind) for kind in LetterKind], help="letters of this kind only")
    verb.add_argument("--open", action="store_true", help="letters that wait only")
    verb.add_argument("--json", action="store_true", help="one object a line")
    verb.add_argument("--close", choices=[str(closing) for closing in Closing], help="close the letter so")


def _letters(given: argparse.Namespace, settings: Settings) -> int:
    _demand_sense(given)
    with opened(settings) as sessions:
        try:
            if given.what == "answer":
                with sessions.write() as session:
                    close = Closing(given.close) if given.close else None
                    answer(session, given.reference, given.words, role=str(Role.OPERATOR), now=now_utc(), close=close)
                print(f"Answered{f' and closed as {given.close}' if given.close else '; the letter stays open'}.")
                return Exit.DONE
            with sessions.read() as session:
                if given.what == "show":
                    found = [letter_in_full(session, given.reference)]
                else:
                    found = letters(session, kind=LetterKind(given.kind) if given.kind else None, only_open=given.open)
                told = [_told(one) for one in found]
        except NoSuchLetter:
            raise Refused("no letter has this reference, or none any more.", Exit.USAGE) from None
        except ValueError as error:
            raise Refused(f"{error}.", Exit.USAGE) from None
    for document in told:
        _say(document, as_json=given.json, whole=given.what == "show")
    if not told and not given.json:
        print("No letters.", file=sys.stderr)
    return Exit.DONE


def _demand_sense(given: argparse.Namespace) -> None:
    """Raise Refused for words and options that do not go together."""
    if given.what != "list" and not given.reference:
        raise Refused(f"letters {given.what}: give the letter's reference.", Exit.USAGE)
    if given.what == "answer" and not given.words:
        raise Refused("letters answer: give the answer in words.", Exit.USAGE)
    if given.what == "list" and given.reference:
        raise Refused("letters list: takes no reference. Did you mean `letters show`?", Exit.USAGE)
    if given.what == "show" and given.words:
        raise Refused("letters show: takes no words. Did you mean `letters answer`?", Exit.USAGE)
    if given.close and given.what != "answer":
        raise Refused(
            "--close: give the answer that its writer reads: letters answer REFERENCE WORDS --close ...", Exit.USAGE
        )


def _told(read: Read) -> dict[str, Any]:
    """A letter as the registry's people see it."""
    kept = read.letter
    return {
        "reference": kept.reference, "kind": kept.kind, "at": kept.at, "forum": read.forum, "address": read.address,
        "figure": kept.figure, "about": kept.about, "topic": kept.topic, "words": kept.words,
        "language": kept.language, "answer": kept.answer, "answered_at": kept.answered_at,
        "closed_as": kept.closed_as, "closed_at": kept.closed_at,
    }  # fmt: skip


def _say(document: dict[str, Any], *, as_json: bool, whole: bool) -> None:
    if as_json:
        sys.stdout.write(orjson.dumps(document).decode() + "\n")
        return
    if whole:
        for name, value in document.items():
            if value is not None:
                print(f"{name}: {value}")
        return
    on = document["forum"] or document["address"] or document["about"] or ""
    state = (
        f"closed as {document['closed_as']}" if document["closed_as"] else "answered" if document["answer"] else "open"
    )
    print(f"{document['reference']}  {document['kind']}  {document['at']:%Y-%m-%d %H:%M}  {state}  {on}".rstrip())
    if words := " ".join((document["words"] or "").split()):
        print(f"    {words[:WIDTH]}{'…' if len(words) > WIDTH else ''}")
