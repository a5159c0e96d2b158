"""How a check of the seeds is told: lines and a table for people, or one JSON object a line for programs."""

import sys
from collections import Counter
from collections.abc import Sequence

import orjson
from rich.table import Table

from forum_registry.progress import console
from registry.seeding import SeedProblem
from registry.seeding.answering import Seen

SOUND = "The seeds are sound."


def tell(problems: Sequence[SeedProblem], seen: Sequence[Seen]) -> None:
    """A line for each thing found, one that counts them, and a table of kinds and of what the visits told."""
    for problem in problems:
        print(problem)
    warnings = sum(problem.warning for problem in problems)
    grave = len(problems) - warnings
    aside = f"{warnings} warnings." if warnings else ""
    print(f"{grave} problems. {aside}".rstrip() if grave else f"{SOUND} {aside}".rstrip(), flush=True)
    counted = _counted(problems, seen)
    if not counted:
        return
    table = Table(title="seeds", title_justify="left")
    table.add_column("what")
    table.add_column("rows", justify="right")
    for words, count in counted:
        table.add_row(words, f"{count:,}")
    console().print(table)


def _counted(problems: Sequence[SeedProblem], seen: Sequence[Seen]) -> list[tuple[str, int]]:
    visits = Counter(f"forum {one.verdict}" for one in seen)
    found = Counter(f"{'warning' if one.warning else 'problem'}: {one.kind}" for one in problems)
    return [*visits.most_common(), *sorted(found.items())]


def tell_json(problems: Sequence[SeedProblem], seen: Sequence[Seen]) -> None:
    """Each visit, each thing found, and last the counts: one object a line, told apart by `found`."""
    for one in seen:
        _line(
            {
                "found": "visit", "line": one.seed.line, "name": one.seed.name, "address": one.seed.site.address,
                "verdict": one.verdict, "outcome": one.outcome or None, "detail": one.detail or None,
                "moved_to": one.moved_to, "at": one.at,
            }
        )  # fmt: skip
    for problem in problems:
        _line(
            {
                "found": "warning" if problem.warning else "problem", "kind": problem.kind, "file": problem.file,
                "line": problem.line or None, "column": problem.column or None, "reason": problem.reason,
                "advice": problem.advice or None,
            }
        )  # fmt: skip
    warnings = sum(problem.warning for problem in problems)
    _line(
        {
            "found": "summary", "problems": len(problems) - warnings, "warnings": warnings,
            "kinds": Counter(str(problem.kind) for problem in problems),
            "visits": Counter(str(one.verdict) for one in seen),
        }
    )  # fmt: skip


def _line(told: dict[str, object]) -> None:
    sys.stdout.write(orjson.dumps(told, option=orjson.OPT_PASSTHROUGH_SUBCLASS, default=_plain).decode() + "\n")


def _plain(value: object) -> object:
    return dict(value) if isinstance(value, Counter) else str(value)
