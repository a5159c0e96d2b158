"""Going through all forums in batches: to see what would move, and to let it move.

Memory does not grow with the number of forums, but for a number for each one that moves. Each batch that is applied is
one transaction: whoever is stopped half-way has lost nothing, and goes on where it stopped, because every judgement
carries by what it was made. Rows are locked in the order in which visits lock them, hosts first.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from registry.catalogue.model import Topic
from registry.db import Sessions
from registry.ingest.judging import Assesses
from registry.ingest.reassess.again import Again, judge_again
from registry.ingest.reassess.moves import Move
from registry.ingest.reassess.plan import Plan, beginning
from registry.ingest.reassess.scope import Scope, batches
from registry.ingest.reassess.stored import load
from registry.ingest.reassess.writing import enter, hold, write
from registry.upsert import table_of

TRIES = 4
"""How often a batch is tried when the database ends it because another transaction waited for it in turn."""

Told = Callable[[Move], None]
Progress = Callable[[Plan], None]


@dataclass(frozen=True, slots=True)
class _Run:
    """What stays the same from batch to batch. `titles` are those of topics; `shown`: apply nothing else."""

    assessor: Assesses
    scope: Scope
    now: datetime
    titles: Mapping[str, str]
    shown: Mapping[int, int] | None = None
    actor: str = ""

    def judged(self, session: Session, ids: Sequence[int], plan: Plan, told: Told) -> Iterator[Again]:
        """Judge a batch; those to be written, the ones that stay the same among them."""
        for stored in load(session, ids, self.now):
            plan.seen += 1
            again = judge_again(self.assessor, stored, self.titles)
            if again is None:
                plan.waiting += 1
            elif again.move is None:
                plan.same += 1
                if self.scope.topic is None:
                    yield again
            elif self.scope.topic is not None and not again.move.concerns(self.scope.topic):
                plan.outside += 1
            elif self.shown is not None and self.shown.get(again.forum_id) != beginning(again.move):
                plan.left += 1
            else:
                plan.note(again.move)
                if again.move.parts:
                    told(again.move)
                yield again

    def apply(self, session: Session, ids: Sequence[int], before: Plan) -> tuple[Plan, list[Move]]:
        """Judge a batch under lock and write it; the plan with it, and the forums that moved."""
        hold(session, ids)
        plan, moved = before.copy(), list[Move]()
        found = list(self.judged(session, ids, plan, moved.append))
        write(session, found, self.actor, self.now)
        if not before.differing and plan.differing:
            enter(session, self.actor, found[0].assessment.judged_by, self.now)
        return plan, moved


def make_plan(
    sessions: Sessions, assessor: Assesses, *, scope: Scope, now: datetime, told: Told, progress: Progress
) -> Plan:
    """What would move; writes nothing. `told` is called for every forum that moves, in the order they were found."""
    plan, run = Plan(), _Run(assessor, scope, now, _titles(sessions))
    for ids in batches(sessions, scope):
        with sessions.read() as session:
            for again in run.judged(session, ids, plan, told):
                plan.show(again.move)
        progress(plan)
    return plan


def apply_plan(
    sessions: Sessions,
    assessor: Assesses,
    *,
    scope: Scope,
    now: datetime,
    actor: str,
    told: Told,
    progress: Progress,
    shown: Mapping[int, int] | None = None,
) -> Plan:
    """Judge again and write it, in the name of `actor`. `shown` (`Plan.shown`): only what a plan has shown.

    A forum that is not as the plan showed it is left as it is. The first batch that moves something leaves an entry in
    the ledger, in its own transaction.
    """
    plan, run = Plan(), _Run(assessor, scope, now, _titles(sessions), shown, actor)
    for ids in batches(sessions, scope):
        plan, moved = _tried(sessions, run, ids, plan)
        for move in moved:
            told(move)
        progress(plan)
    return plan


def _tried(sessions: Sessions, run: _Run, ids: Sequence[int], plan: Plan) -> tuple[Plan, list[Move]]:
    """A batch in a transaction of its own, again when the database chose it to end a deadlock."""
    for _ in range(TRIES - 1):
        try:
            with sessions.write() as session:
                return run.apply(session, ids, plan)
        except OperationalError as error:
            if getattr(error.orig, "sqlstate", None) != "40P01":
                raise
    with sessions.write() as session:
        return run.apply(session, ids, plan)


def _titles(sessions: Sessions) -> dict[str, str]:
    table = table_of(Topic)
    with sessions.read() as session:
        return dict(session.execute(select(table.c.path, table.c.title)).all())
