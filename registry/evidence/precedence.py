"""Whom to believe, field by field: pure. A figure is best observed, a name best edited."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from registry.profile import COUNTS
from registry.vocabulary import Source

_WORDS = (Source.EDITED, Source.DECLARED, Source.IMPORTED, Source.OBSERVED)
_FIGURES = (Source.OBSERVED, Source.EDITED, Source.DECLARED, Source.IMPORTED)
_OTHERS = (Source.EDITED, Source.OBSERVED, Source.DECLARED, Source.IMPORTED)

ORDER = {
    "name": _WORDS,
    "description": _WORDS,
    "last_post_at": _FIGURES,
    **dict.fromkeys(COUNTS, _FIGURES),
}
"""Sources of each fact, the most believed first; facts not named here follow `_OTHERS`."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one source says of one fact now, with its evidence."""

    fact: str
    source: str
    derived: bool
    value: Any
    raw: str
    rule: str
    page: str
    precision: str | None
    parser_version: str
    first_seen_at: datetime
    last_seen_at: datetime
    id: int = 0
    """The row it stands in; 0 when it was written in this transaction."""


def best(said: Iterable[Said]) -> dict[str, Said]:
    """The believed statement of each fact; sums and estimates are never among them."""
    chosen: dict[str, Said] = {}
    for one in said:
        if one.derived:
            continue
        other = chosen.get(one.fact)
        if other is None or _rank(one) < _rank(other):
            chosen[one.fact] = one
    return chosen


def _rank(said: Said) -> int:
    return ORDER.get(said.fact, _OTHERS).index(Source(said.source))
