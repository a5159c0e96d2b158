"""One thing that is wrong with the topics: where it stands, what it is, what to do."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What sort of thing is wrong, in the words of the summary."""

    BROKEN = "a file that cannot be used"
    FORM = "not in its form"
    UNKNOWN = "names what nobody knows"
    UNKEPT = "without a keeper"
    CLASH = "a phrase that says too much"
    CONTRARY = "a phrase that contradicts itself"
    UNHEARD = "a phrase that is never found"
    FURNITURE = "a phrase that is furniture"
    SHORTHAND = "shorthand in small letters"
    BARE = "a subject that lacks something"


@dataclass(frozen=True, slots=True)
class Problem:
    """`line` counts from 1; 0: the whole file. `phrase` is the one it is about, as it is written there.

    A `warning` is for the keeper to look at: judging works as it stands.
    """

    kind: Kind
    said: str
    advice: str
    subject: str = ""
    phrase: str = ""
    line: int = 0
    file: str = "topics.toml"
    warning: bool = False

    def __str__(self) -> str:
        where = f"{self.file}, line {self.line}" if self.line else self.file
        whose = f"{self.subject}: " if self.subject else ""
        grave = "warning: " if self.warning else ""
        return f"{where}: {grave}{whose}{self.said}" + (f"; {self.advice}" if self.advice else "")
