"""The verb `doubts`: what no program can decide about sites, for a person to look at and decide."""

import argparse
import json
from typing import TYPE_CHECKING, Any

from forum_registry.database import opened
from forum_registry.stops import Exit, Refused
from forum_registry.verbs import add_verb
from registry.catalogue import doubts
from registry.catalogue.doubts_decided import BadDecision, Decision, decide
from registry.db import now_utc
from registry.history import ledger
from registry.ingest.barring import BY_WORD, barred, lift
from registry.settings import Settings

if TYPE_CHECKING:
    from forum_registry.verbs import Verbs

DECISIONS = {str(decision).replace("_", "-"): decision for decision in Decision}
ASKED = {
    "same": "Are both one community?",
    "moved": "Has this forum moved there?",
    "copy": "Does it only copy the other one?",
    "unsure": "Is it a forum?",
}
"""What a doubt asks, by `vocabulary.DoubtKind`."""


def add_verbs(verbs: "Verbs") -> None:
    """Declare it."""
    verb = add_verb(
        verbs,
        "doubts",
        _doubts,
        "What no program can decide about sites: list, show, decide; and domains that are barred as farms.",
        """
  forum-registry doubts list
  forum-registry doubts show 17 --json
  forum-registry doubts same 17 --by "A. Keeper" --reason "the new site says so, and links back"
  forum-registry doubts domains
  forum-registry doubts unbar example.org --by "A. Keeper" --reason "a hosting place, see its front page" """,
    )
    verb.add_argument("what", choices=("list", "show", *DECISIONS, "domains", "unbar"), metavar="WHAT")
    verb.add_argument("which", nargs="?", metavar="ID", help="the doubt's number; for `unbar` a domain")
    verb.add_argument("--by", default="", metavar="NAME", help="who decides; the ledger notes it")
    verb.add_argument("--reason", default="", metavar="WORDS", help="why; the ledger notes it")
    verb.add_argument("--decided", action="store_true", help="with `list`: those that people decided")
    verb.add_argument("--limit", type=int, default=50, metavar="N", help="with `list`: how many at most (default 50)")
    verb.add_argument("--json", action="store_true", help="one object a line")


def _doubts(given: argparse.Namespace, settings: Settings) -> int:
    if given.what in ("list", "domains"):
        return _list(given, settings) if given.what == "list" else _domains(given, settings)
    if given.which is None:
        raise Refused(f"doubts {given.what}: say which.", Exit.USAGE)
    if given.what in (*DECISIONS, "unbar") and not (given.by.strip() and given.reason.strip()):
        raise Refused("--by and --reason: say who decides, and why.", Exit.USAGE)
    if given.what == "unbar":
        return _unbar(given, settings)
    return _one(given, settings)


def _list(given: argparse.Namespace, settings: Settings) -> int:
    with opened(settings) as sessions, sessions.read() as session:
        found = doubts.waiting(session, limit=max(1, given.limit), decided=given.decided)
    for case in found:
        _say(case, as_json=given.json)
    if not found and not given.json:
        print("No doubts.")
    return Exit.DONE


def _one(given: argparse.Namespace, settings: Settings) -> int:
    if not given.which.isdecimal():
        raise Refused(f"{given.which!r} is no number of a doubt.", Exit.USAGE)
    number = min(int(given.which), (1 << 62) - 1)
    with opened(settings) as sessions:
        try:
            if given.what == "show":
                with sessions.read() as session:
                    case = doubts.show(session, number)
            else:
                with sessions.write() as session:
                    decision = DECISIONS[given.what]
                    case = decide(session, number, decision, by=given.by, reason=given.reason, now=now_utc())
        except (doubts.NoSuchDoubt, BadDecision) as problem:
            raise Refused(f"{problem}.", Exit.USAGE) from problem
    _say(case, as_json=given.json)
    return Exit.DONE


def _domains(given: argparse.Namespace, settings: Settings) -> int:
    with opened(settings) as sessions, sessions.read() as session:
        found = barred(session, max(1, given.limit))
    for name, at, why, hosts, tried in found:
        if given.json:
            print(json.dumps({"domain": name, "barred_at": at.isoformat(), "why": why, "hosts": hosts, "tried": tried}))
        else:
            print(f"{name}: barred on {at:%Y-%m-%d}, {why} ({hosts:,} hosts known, {tried:,} sites looked at)")
    if not found and not given.json:
        print("No domain is barred.")
    return Exit.DONE


def _unbar(given: argparse.Namespace, settings: Settings) -> int:
    with opened(settings) as sessions, sessions.write() as session:
        if not lift(session, given.which.lower(), now_utc(), why=BY_WORD):
            raise Refused(f"{given.which} is not barred, or is being decided on at the moment.", Exit.USAGE)
        said = {"actor": given.by, "reason": given.reason, "domain": given.which.lower()}
        ledger.append(session, role="operator", action="domain unbarred", payload=said, now=now_utc())
    print(f"{given.which.lower()}: no longer barred, and never again by itself; its sites are due again.")
    return Exit.DONE


def _say(case: doubts.Case, *, as_json: bool) -> None:
    doubt = case.doubt
    if as_json:
        print(json.dumps(_document(case), ensure_ascii=False))
        return
    print(f"{doubt.id}  {ASKED[doubt.kind]}  asked {doubt.asked_at:%Y-%m-%d}")
    for name, side in (("this", case.site), ("other", case.other)):
        if side is not None:
            forum = f", forum {side.public_id} ({side.standing})" if side.public_id else ""
            print(f"    {name}: {side.address}{forum}, named by {side.places} places")
    print(f"    {'; '.join(doubt.evidence)}")
    if doubt.decided_at is not None:
        print(f"    decided: {doubt.decision}, by {doubt.decided_by} on {doubt.decided_at:%Y-%m-%d}: {doubt.reason}")


def _document(case: doubts.Case) -> dict[str, Any]:
    doubt = case.doubt
    return {
        "id": doubt.id, "kind": doubt.kind, "asks": ASKED[doubt.kind], "evidence": doubt.evidence,
        "asked_at": doubt.asked_at.isoformat(), "seen_at": doubt.seen_at.isoformat(), "site": _side(case.site),
        "other": None if case.other is None else _side(case.other), "decision": doubt.decision,
        "decided_by": doubt.decided_by, "reason": doubt.reason,
        "decided_at": None if doubt.decided_at is None else doubt.decided_at.isoformat(),
    }  # fmt: skip


def _side(side: doubts.Side) -> dict[str, Any]:
    return {
        "address": side.address, "forum": side.public_id, "standing": side.standing, "places": side.places,
        "value": round(side.value, 3),
    }  # fmt: skip
