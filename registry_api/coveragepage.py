"""What the pages of gaps show: gaps as lines of tables, and how well things are covered as bars."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from registry.catalogue.coverage import Coverage
from registry.catalogue.coverage_gaps import Gap
from registry.catalogue.coverage_sizes import FLOORS, LEAST_KNOWN
from registry.vocabulary import Covered, GapKind
from registry_api.retelling import audience
from registry_api.speech import Speech
from registry_api.wording import LOOKED_FOR, STANCES

WITH_WIDER = (GapKind.TOPIC, GapKind.PLACE, GapKind.POLICY_AREA)
"""Kinds that lie in one another, so that wider forums may serve them in part."""


@dataclass(frozen=True, slots=True)
class Line:
    """A gap in a table: its name in the page's language (`english`: it has one in English only), where it leads."""

    gap: Gap
    name: str
    path: str | None
    english: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a bar, in hundredths of its length."""

    state: str
    start: float
    length: float


@dataclass(frozen=True, slots=True)
class Bar:
    """How well some things are covered: how many of each state, all together, and the stretches of a bar."""

    label: str
    path: str | None
    states: Mapping[str, int]
    total: int
    parts: tuple[Part, ...]

    @property
    def covered(self) -> int:
        """How many have at least one forum in use."""
        return self.states[Covered.ONE] + self.states[Covered.SEVERAL]


@dataclass(frozen=True, slots=True)
class Group:
    """The gaps of one kind. `others` are topics that nobody is known to talk about; `wider` tells of wider forums."""

    kind: str
    title: str
    lines: tuple[Line, ...]
    others: tuple[Line, ...]
    looked_for: int
    wider: bool


BEST_FIRST = tuple(reversed(Covered))
"""The order of the stretches of a bar."""


def bar(label: str, states: Mapping[Covered, int], path: str | None = None) -> Bar:
    """The bar of these numbers."""
    total = sum(states.values())
    parts, start = [], 0.0
    for state in BEST_FIRST:
        length = 100 * states.get(state, 0) / total if total else 0.0
        if length:
            parts.append(Part(str(state), round(start, 2), round(length, 2)))
        start += length
    return Bar(label, path, {str(state): states.get(state, 0) for state in BEST_FIRST}, total, tuple(parts))


def shown(found: Coverage, say: Speech) -> dict[str, Any]:
    """What the template of a page of gaps needs of a coverage."""
    return {
        "found": found,
        "bars": [bar(say(LOOKED_FOR[kind]), states) for kind, states in found.states.items()],
        "groups": [_group(found, kind, say) for kind in found.states if found.of(kind)],
        "classes": [(str(one), floor, found.sizes.by_class[one]) for one, floor in FLOORS.items()],
        "least_known": LEAST_KNOWN,
        "ceilings": _ceilings(),
    }


def areas_of(areas: Iterable[Coverage]) -> list[tuple[Coverage, Bar, tuple[int, int]]]:
    """Each policy area with the bar of its topics and how many of the nations and regions have a forum of their own."""
    return [(one, bar(one.scope.name, one.talked, f"/topics{one.scope.code}/coverage"), _reached(one)) for one in areas]


def _reached(one: Coverage) -> tuple[int, int]:
    states = one.states.get(GapKind.PLACE, {})
    return states.get(Covered.ONE, 0) + states.get(Covered.SEVERAL, 0), sum(states.values())


def _group(found: Coverage, kind: GapKind, say: Speech) -> Group:
    gaps = found.of(kind)
    apart = kind == GapKind.TOPIC and any(one.subjects for one in gaps)
    first = [one for one in gaps if one.subjects or not apart]
    others = [one for one in gaps if not one.subjects and apart]
    return Group(
        str(kind), say(LOOKED_FOR[kind]), _lines(first, say), _lines(others, say),
        sum(found.states[kind].values()), kind in WITH_WIDER,
    )  # fmt: skip


def _lines(gaps: Sequence[Gap], say: Speech) -> tuple[Line, ...]:
    return tuple(_line(one, say) for one in gaps)


def _line(one: Gap, say: Speech) -> Line:
    if one.kind in (GapKind.TOPIC, GapKind.POLICY_AREA):
        return Line(one, one.name, f"/topics{one.code}", english=True)
    if one.kind == GapKind.PLACE:
        return Line(one, say.name("region", one.code, one.name), f"/places/{one.code}")
    if one.kind == GapKind.LANGUAGE:
        return Line(one, say.name("language", one.code, one.name), f"/forums?language={one.code}")
    if one.kind == GapKind.AUDIENCE:
        return Line(one, _capital(audience(one.code, say)), None)
    return Line(one, _capital(say(STANCES[one.code])), f"/forums?stance={one.code}")


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _ceilings() -> dict[str, int | None]:
    """Members below which a forum is of a class; None for the largest."""
    floors = list(FLOORS.items())
    following: list[int | None] = [floor for _, floor in floors[1:]]
    return {str(one): ceiling for (one, _), ceiling in zip(floors, [*following, None], strict=True)}
