"""What is wrong with a seed file, in words its keeper can act on; and what loading brought about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What sort of thing is wrong, in the words of the summary."""

    MALFORMED = "malformed"
    DOUBLED = "doubled"
    UNSOURCED = "unsourced"
    UNKNOWN = "unknown topic or place"
    SENSITIVE = "sensitive without a reason"
    UNKEPT = "without a keeper"
    OVERDUE = "past its review date"
    DEAD = "dead"
    MOVED = "moved"
    NO_FORUM = "no forum there"
    LOGIN_WALL = "login wall"


@dataclass(frozen=True, slots=True)
class SeedProblem:
    """One thing wrong: in which file (its name), on which line (from 1; 0: the whole file), in which column.

    `column` is its name, "" when the whole line is meant; `reason` says what is wrong, `advice` what to do. A
    `warning` is for a person to look at: the row is sound as it stands.
    """

    file: str
    line: int
    column: str
    reason: str
    advice: str = ""
    kind: Kind = Kind.MALFORMED
    warning: bool = False

    def __str__(self) -> str:
        where = self.file
        if self.line:
            where += f", line {self.line}"
        if self.column:
            where += f", {self.column}"
        grave = "warning: " if self.warning else ""
        return f"{where}: {grave}{self.reason}" + (f"; {self.advice}" if self.advice else "")


@dataclass(frozen=True, slots=True)
class SeedReport:
    """What loading the seeds brought about.

    `counts` say how many sound rows there are (`topics`, `regions`, `organisations`, `councils`, `forums`) and what
    this load did with the forums: `listed`, `waiting` (sensitive: candidates until a second person decides),
    `changed` (what the row says is new), `left` (as somebody decided), `removed` (they left and stay out).
    `unchanged`: the files are those of the last load, and nothing was written.
    """

    counts: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[SeedProblem, ...] = ()
    unchanged: bool = False
