"""How moves are told: tables by what moves, JSON lines for programs, a table in a file for reviewers."""

import csv
import sys
from collections import Counter
from dataclasses import dataclass
from typing import TextIO

import orjson
from rich.console import Console
from rich.table import Table
from rich.text import Text

from forum_registry.progress import console
from registry.ingest.reassess import KINDS, Move, Part, Plan
from registry_api.views.cells import text_cell

COLUMNS = ("id", "name", "address", "what", "from", "to", "why")
MOST_FLOWS = 10
"""Pairs of first topics shown, the most frequent."""


class Shown:
    """Takes moves one by one. Keeps `limit` of each kind and counts the rest; passes all on to lines and table."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.examples: dict[str, list[tuple[Move, Part]]] = {kind: [] for kind in KINDS}
        self.parts: Counter[str] = Counter()
        self.flows: Counter[tuple[str, str]] = Counter()
        self._lines: TextIO | None = None
        self._table: TextIO | None = None

    @property
    def for_programs(self) -> bool:
        """Whether stdout belongs to JSON lines."""
        return self._lines is not None

    def lines_to(self, out: TextIO) -> None:
        """Write each move as one JSON object a line."""
        self._lines = out

    def table_to(self, file: TextIO) -> None:
        """Write each part of a move as a row; text is never a formula."""
        self._table = file
        csv.writer(file).writerow(COLUMNS)

    def take(self, move: Move) -> None:
        """One forum that moves."""
        for part in move.parts:
            self.parts[part.kind] += 1
            if part.kind == "first topic":
                self.flows[part.before, part.after] += 1
            if len(self.examples[part.kind]) < self.limit:
                self.examples[part.kind].append((move, part))
        if self._lines is not None:
            self._lines.write(orjson.dumps(move.as_json()).decode() + "\n")
        if self._table is not None:
            csv.writer(self._table).writerows(_rows(move))


def _rows(move: Move) -> list[list[str]]:
    about = [move.public_id, move.name, move.address]
    return [
        [text_cell(cell) for cell in (*about, part.kind, part.before, part.after, "; ".join(_why(move, part)))]
        for part in move.parts
    ]


def _why(move: Move, part: Part) -> list[str]:
    """The new evidence for the topic a part names, where it names one."""
    if part.kind not in {"topic gained", "first topic"}:
        return []
    return [said.removeprefix(f"{part.after}: ") for said in move.why if said.startswith(f"{part.after}: ")]


@dataclass(frozen=True, slots=True)
class Done:
    """How a run went: whether it wrote, by a `draft` of the seeds or not, how long it took, and what it passed over."""

    applied: bool
    draft: bool
    seconds: float
    passed_over: int


def tell_moves(shown: Shown, plan: Plan, done: Done) -> None:
    """The tables, then what it comes to. For programs the latter goes to stderr, the former not at all."""
    if not shown.for_programs:
        _tables(console(), shown, plan, applied=done.applied)
    for line in _summary(plan, done):
        print(line, file=sys.stderr if shown.for_programs else sys.stdout)


def _tables(screen: Console, shown: Shown, plan: Plan, *, applied: bool) -> None:
    if not plan.moved:
        return
    counts = Table(title="what moved" if applied else "what would move", title_justify="left")
    counts.add_column("what")
    counts.add_column("forums", justify="right")
    for kind in KINDS:
        if plan.kinds[kind]:
            counts.add_row(kind, f"{plan.kinds[kind]:,}")
    screen.print(counts)
    if len(shown.flows) > 1:
        screen.print(_flows(shown))
    for kind in KINDS:
        if shown.examples[kind]:
            screen.print(_examples(kind, shown))


def _flows(shown: Shown) -> Table:
    flows = Table(title="first topics, the most frequent moves", title_justify="left")
    for heading in ("from", "to"):
        flows.add_column(heading, overflow="fold")
    flows.add_column("forums", justify="right")
    for (before, after), count in shown.flows.most_common(MOST_FLOWS):
        flows.add_row(Text(before or "none"), Text(after or "none"), f"{count:,}")
    return flows


def _examples(kind: str, shown: Shown) -> Table:
    held, total = shown.examples[kind], shown.parts[kind]
    more = f": {len(held):,} of {total:,}" if total > len(held) else ""
    table = Table(title=f"{kind}{more}", title_justify="left")
    for heading in ("forum", "from", "to", "why"):
        if heading != "why" or kind in {"topic gained", "first topic"}:
            table.add_column(heading, overflow="fold")
    for move, part in held:
        cells = [f"{move.name} [{move.public_id}]", part.before or "none", part.after or "none"]
        if len(table.columns) > len(cells):
            cells.append("; ".join(_why(move, part)))
        table.add_row(*map(Text, cells))
    return table


def _summary(plan: Plan, done: Done) -> list[str]:
    rate = f" in {done.seconds:.1f} s, {plan.seen / done.seconds:,.0f} a second" if done.seconds >= 1 else ""
    lines = [
        f"{plan.seen:,} forums judged again{rate}: {plan.moved:,} {'moved' if done.applied else 'would move'}, "
        f"{plan.restated:,} keep all but scores and evidence, {plan.same:,} stay as they are."
    ]
    if plan.outside:
        lines.append(f"{plan.outside:,} more differ, but not under that topic: nothing is done about them.")
    if plan.waiting:
        lines.append(f"{plan.waiting:,} wait for their next visit: their titles are gone, what they said was not kept.")
    if plan.left:
        lines.append(f"{plan.left:,} changed while this ran and were left as they are. Look at them again.")
    if done.passed_over:
        lines.append(f"{done.passed_over:,} were judged by the same topics and code before (--again judges them too).")
    if done.draft:
        lines.append(f"Nothing was written: this is what the draft would do. Its plan is {plan.digest}.")
    elif not done.applied and plan.differing:
        lines.append(f"Nothing was written. To write just this: add --apply --by NAME --expect {plan.digest}")
    return lines
