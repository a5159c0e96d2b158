"""`assess --all`: judge every forum again by what is stored; show what would move, then let it move."""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from time import monotonic

from forum_registry.database import opened
from forum_registry.keeping import actor_of
from forum_registry.knowledge import assessor
from forum_registry.moving import Done, Shown, tell_moves
from forum_registry.progress import StepProgress
from forum_registry.stops import Exit, Refused
from registry.assess import Assessor
from registry.db import Sessions, now_utc
from registry.ingest.reassess import Plan, Scope, apply_plan, count_forums, make_plan
from registry.settings import Settings

OF_ALL = ("apply", "actor", "expect", "forum", "topic", "seeds", "again", "csv", "limit")
"""The options that mean something only with `--all`."""

LIMIT = 20
"""Forums shown for each thing that moves."""


def add_options(verb: argparse.ArgumentParser) -> None:
    """The options of `assess --all`."""
    verb.add_argument(
        "--all", action="store_true", help="judge every forum of the registry again by what is stored; shows, no more"
    )
    verb.add_argument("--apply", action="store_true", help="with --all: write it")
    verb.add_argument(
        "--by", "--actor", dest="actor", metavar="NAME", help="who answers for it (default: who is signed in)"
    )
    verb.add_argument(
        "--expect", metavar="DIGEST", help="with --apply: only if the plan is still the one that was shown"
    )
    verb.add_argument(
        "--forum", action="append", metavar="ID", help="this forum only, by its public id; may be repeated"
    )
    verb.add_argument("--topic", metavar="PATH", help="only forums that are, or would be, under this topic or below it")
    verb.add_argument("--seeds", type=Path, metavar="FOLDER", help="judge by these seeds, a draft: shows, never writes")
    verb.add_argument("--again", action="store_true", help="also forums that were judged by the same topics and code")
    verb.add_argument(
        "--csv", type=Path, metavar="FILE", help="write all that moves into a table for those who review it"
    )
    verb.add_argument(
        "--limit", type=int, metavar="N", help=f"forums shown for each thing that moves (default {LIMIT})"
    )


def demand_all(given: argparse.Namespace) -> None:
    """Raises Refused when an option of `--all` stands without it."""
    if named := [name for name in OF_ALL if getattr(given, name)]:
        option = "by" if named[0] == "actor" else named[0]
        raise Refused(f"--{option} belongs to `assess --all`.", Exit.USAGE)


def reassess(given: argparse.Namespace, settings: Settings) -> int:
    """Judge again; show it or write it."""
    _demand_sense(given)
    judges = assessor(replace(settings, seeds=str(given.seeds)) if given.seeds else settings)
    scope = Scope(frozenset(given.forum or ()), given.topic, given.again, judges.judged_by)
    if given.topic and given.topic not in judges.topics():
        raise Refused(f"--topic: {given.topic} is no topic of the seeds; it begins with a slash.", Exit.USAGE)
    with opened(settings) as sessions:
        _demand_forums(sessions, scope)
        work = _Work(sessions, judges, scope, Shown(given.limit or LIMIT))
        with _written(given, work.shown):
            began = monotonic()
            plan = work.apply(actor_of(given), given.expect) if given.apply else work.plan()
        done = Done(given.apply, given.seeds is not None, monotonic() - began, work.passed_over)
    tell_moves(work.shown, plan, done)
    return Exit.DONE


class _Work:
    """One run: the forums of a scope, judged again and shown."""

    def __init__(self, sessions: Sessions, judges: Assessor, scope: Scope, shown: Shown) -> None:
        self.sessions, self.judges, self.scope, self.shown = sessions, judges, scope, shown
        with sessions.read() as session:
            self._total = count_forums(session, scope)
            self.passed_over = count_forums(session, replace(scope, again=True)) - self._total

    def plan(self, *, quiet: bool = False) -> Plan:
        """What would move."""
        with self._progress("looking") as progress:
            told = _nothing if quiet else self.shown.take
            return make_plan(self.sessions, self.judges, scope=self.scope, now=now_utc(), told=told, progress=progress)

    def apply(self, actor: str, expect: str | None) -> Plan:
        """Write it; where a plan is expected, that one or nothing."""
        before = None
        if expect is not None:
            before = self.plan(quiet=True)
            if before.digest != expect:
                raise Refused(
                    f"nothing was written: the plan is {before.digest} now and not {expect}, because forums were read, "
                    f"edited or judged since, or the topics changed. {before.moved:,} forums would move. "
                    "Look at it again without --apply."
                )
        with self._progress("judging") as progress:
            return apply_plan(
                self.sessions, self.judges, scope=self.scope, now=now_utc(), actor=actor, told=self.shown.take,
                progress=progress, shown=None if before is None else before.shown,
            )  # fmt: skip

    @contextmanager
    def _progress(self, what: str) -> Iterator[Callable[[Plan], None]]:
        with StepProgress(what, self._total).shown() as bar:
            yield lambda plan: bar.at(plan.seen, f"{plan.moved:,} move")


def _nothing(_move: object) -> None:
    """Show nothing."""


def _demand_sense(given: argparse.Namespace) -> None:
    if given.seeds and given.apply:
        raise Refused(
            "--seeds is for looking: merge the draft, then apply it from the registry's own seeds.", Exit.USAGE
        )
    if (given.expect or given.actor) and not given.apply:
        raise Refused("--expect and --by belong to --apply.", Exit.USAGE)
    if given.limit is not None and given.limit < 1:
        raise Refused("--limit: give a number from 1.", Exit.USAGE)


def _demand_forums(sessions: Sessions, scope: Scope) -> None:
    """Each forum named must be there to be judged."""
    with sessions.read() as session:
        for public_id in sorted(scope.forums):
            if not count_forums(session, Scope(frozenset({public_id}))):
                raise Refused(
                    f"--forum: there is no forum {public_id} that was read and is not decided against.", Exit.USAGE
                )


@contextmanager
def _written(given: argparse.Namespace, shown: Shown) -> Iterator[None]:
    """Let moves go to where they are asked for while inside; the table of a file appears whole or not at all."""
    if given.json:
        shown.lines_to(sys.stdout)
    if given.csv is None:
        yield
        return
    partial = given.csv.with_name(given.csv.name + ".partial")
    try:
        with partial.open("w", encoding="utf-8", newline="") as file:
            shown.table_to(file)
            yield
        partial.replace(given.csv)
    except OSError as error:
        raise Refused(f"{given.csv} cannot be written: {error.strerror}") from error
    finally:
        partial.unlink(missing_ok=True)
    print(f"Written to {given.csv}.", file=sys.stderr)
