"""A cell of `forums.csv` that cannot be used, and what the cells may name. Pure."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

from registry.identity import SharedHosts
from registry.seeding.problem import Kind


class BadCell(ValueError):
    """A cell that cannot be used: in which column, why, what to do, and what sort of fault it is."""

    def __init__(self, column: str, reason: str, advice: str = "", kind: Kind = Kind.MALFORMED) -> None:
        self.column, self.reason, self.advice, self.kind = column, reason, advice, kind
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Known:
    """What a row may name.

    `topics` and `places` are paths and codes; an empty set (a file that could not be read) lets every well-formed one
    pass. `beside` is the folder in which `shared/data` lies, None when it is not here. `demo`: names below
    `.localhost` may be listed.
    """

    hosts: SharedHosts
    topics: AbstractSet[str] = frozenset()
    places: AbstractSet[str] = frozenset()
    beside: Path | None = None
    demo: bool = False
