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

    `counts` say how many there are, and what became of the forums: `forums` (rows taken in), of these `listed`
    (by this load), `waiting` (sensitive: candidates until a second person decides), `known` (the registry knew them
    and left them as people decided), `removed` (they left the registry and stay out); `topics`, `regions`,
    `organisations`, `councils`.
    """

    counts: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[SeedProblem, ...] = ()
