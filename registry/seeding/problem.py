"""What is wrong with a seed file, in words its keeper can act on; and what loading brought about."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SeedProblem:
    """One thing wrong: in which file (its name), on which line (from 1; 0: the whole file), in which column.

    `column` is its name, "" when the whole line is meant; `reason` says what is wrong, `advice` what to do.
    """

    file: str
    line: int
    column: str
    reason: str
    advice: str = ""

    def __str__(self) -> str:
        where = self.file
        if self.line:
            where += f", line {self.line}"
        if self.column:
            where += f", {self.column}"
        return f"{where}: {self.reason}" + (f"; {self.advice}" if self.advice else "")


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
