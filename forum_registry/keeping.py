"""Verbs that keep the registry: migrate, seeds, import, forget."""

import argparse
import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from forum_registry import checking
from forum_registry.archiving import take_out_removed
from forum_registry.database import make_room, opened, safe_name, told_in_one_line
from forum_registry.knowledge import assessor, shared_hosts
from forum_registry.stops import Exit, Refused
from forum_registry.verbs import add_verb
from registry.catalogue.removal import forget
from registry.db import now_utc
from registry.identity import BadAddress
from registry.ingest import import_profiles
from registry.migrating import head_revision, migrate, revision_of
from registry.seeding import SeedReport, load_seeds
from registry.settings import Settings
from registry.stewardship.retention import forget_words_of_removed

if TYPE_CHECKING:
    from forum_registry.verbs import Verbs


def add_verbs(verbs: "Verbs") -> None:
    """Declare them."""
    add_verb(
        verbs, "migrate", _migrate, "Bring the database to the schema version of this program, making it if absent."
    )
    seeds = add_verb(
        verbs,
        "seeds",
        _seeds,
        "Load the seed files into the registry, or check them without touching it.",
        """
  forum-registry seeds check
  forum-registry seeds check --visit
  forum-registry seeds check --from-visits --json
  forum-registry seeds load""",
    )
    seeds.add_argument("what", choices=("load", "check"))
    checking.add_options(seeds)
    taken = add_verb(
        verbs,
        "import",
        _import,
        "List the forums of a file of profiles, one JSON object a line, under their own ids.",
        """
  forum-registry import --profiles forums.jsonl --actor "partner list 2026-11" """,
    )
    taken.add_argument("--profiles", type=Path, required=True, metavar="FILE.jsonl", help="the profiles")
    leave = add_verb(
        verbs,
        "forget",
        _forget,
        "Remove a forum for good: its content is deleted, and nothing brings it back.",
        """
  forum-registry forget https://forum.example.org/ --reason "asked by its owner, ticket 17" """,
    )
    leave.add_argument("address", metavar="ADDRESS")
    leave.add_argument("--reason", required=True, help="why; kept in the ledger")
    for verb in (taken, leave):
        verb.add_argument("--actor", default=None, help="who answers for it (default: the user who is signed in)")


def say_seeds(report: SeedReport) -> None:
    """What became of the seeds: problems to stderr, a line of counts to stdout."""
    for problem in report.problems:
        print(problem, file=sys.stderr)
    counts = ", ".join(f"{count:,} {name}" for name, count in report.counts.items() if count)
    print(f"Seeds: {counts}{'; nothing new' if report.unchanged else ''}.", flush=True)


def _migrate(_given: argparse.Namespace, settings: Settings) -> int:
    url = settings.database_url
    make_room(url)
    with told_in_one_line(url):
        before = revision_of(url)
        migrate(url)
    now = head_revision()
    said = f"is at schema version {now} already" if before == now else f"brought from {before or 'empty'} to {now}"
    print(f"{safe_name(url)}: {said}.")
    return Exit.DONE


def _seeds(given: argparse.Namespace, settings: Settings) -> int:
    folder = Path(settings.seeds)
    if not folder.is_dir():
        raise Refused(f"there is no folder of seeds at {folder}. Name one in FORUM_REGISTRY_SEEDS.", Exit.SETTING)
    if given.what == "check":
        return checking.check(given, settings, folder)
    if given.visit or given.from_visits or given.json:
        raise Refused("--visit, --from-visits and --json belong to `seeds check`, not to `seeds load`.", Exit.USAGE)
    with opened(settings) as sessions:
        report = load_seeds(sessions, folder, now=now_utc(), hosts=shared_hosts(settings))
    say_seeds(report)
    return Exit.PROBLEM if report.problems else Exit.DONE


def _import(given: argparse.Namespace, settings: Settings) -> int:
    with opened(settings) as sessions:
        try:
            with given.profiles.open(encoding="utf-8", errors="replace") as lines:
                report = import_profiles(
                    sessions,
                    lines,
                    actor=actor_of(given),
                    assessor=assessor(settings),
                    hosts=shared_hosts(settings),
                    now=now_utc(),
                )
        except OSError as error:
            raise Refused(f"{given.profiles} cannot be read: {error.strerror}", Exit.USAGE) from error
    for problem in report.problems:
        print(f"{given.profiles.name}, line {problem.line}: {problem.reason}", file=sys.stderr)
    results = ", ".join(f"{count:,} {name}" for name, count in sorted(report.results.items()))
    print(f"{report.taken:,} profiles taken in ({results or 'none'}), {len(report.problems):,} refused.")
    return Exit.PROBLEM if report.problems else Exit.DONE


def _forget(given: argparse.Namespace, settings: Settings) -> int:
    if not given.reason.strip():
        raise Refused("--reason: say why; it is kept in the ledger.", Exit.USAGE)
    with opened(settings) as sessions, sessions.write() as session:
        try:
            removed = forget(
                session,
                given.address,
                actor=actor_of(given),
                reason=given.reason,
                now=now_utc(),
                hosts=shared_hosts(settings),
            )
            forget_words_of_removed(session)
        except BadAddress as error:
            raise Refused(str(error), Exit.USAGE) from error
    with opened(settings) as sessions:
        take_out_removed(settings, sessions)
    gone = f"removed {', '.join(removed.public_ids)}" if removed.public_ids else "no forum stood there"
    print(f"{given.address}: {gone}; {removed.sites} sites deleted. The address cannot come back.")
    return Exit.DONE


def actor_of(given: argparse.Namespace) -> str:
    """Who answers for what is done: as given, else the user who is signed in."""
    try:
        return str(given.actor or getpass.getuser())
    except (KeyError, OSError):  # a container may run as a user without a name
        return "operator"
