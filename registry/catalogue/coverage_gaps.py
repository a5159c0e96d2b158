"""Gaps: what a list of forums covers not at all, or barely. Pure.

The one rule of what counts as covered stands here; the pages of topics, places and organisations ask it too.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from registry.vocabulary import Covered, GapKind

MOST_SUBJECTS = 5
"""Subjects that the words of a gap name."""


class Counted(Protocol):
    """Something that forums are counted for, with all that lies within."""

    @property
    def forums(self) -> int:
        """How many there are."""
        ...


_Counted = TypeVar("_Counted", bound=Counted)


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that the forums looked at cover not at all, or barely.

    `forums` are listed for it and what lies within, `in_use` those of them that people use; `wider` are in use and for
    a topic or place that it lies in: they may serve it in part. `subjects` are what people are known to talk about
    there. `rests_on` says in words what all this rests on.
    """

    kind: GapKind
    code: str
    name: str
    state: Covered
    forums: int
    in_use: int
    wider: int
    subjects: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()


def how_covered(forums: int, in_use: int, wider: int = 0) -> Covered:
    """How well so many forums cover something, of which so many are in use, and so many wider ones beside."""
    if in_use > 1:
        return Covered.SEVERAL
    if in_use == 1:
        return Covered.ONE
    if forums:
        return Covered.SILENT_ONLY
    return Covered.WIDER_ONLY if wider else Covered.NONE


def without_forums(areas: Iterable[_Counted]) -> tuple[_Counted, ...]:
    """Those of some topics or places that no forum is listed for."""
    return tuple(area for area in areas if how_covered(area.forums, area.forums) == Covered.NONE)


def is_gap(state: Covered) -> bool:
    """Whether something covered so is told as a gap."""
    return state != Covered.SEVERAL


def gap(
    kind: GapKind,
    code: str,
    name: str,
    counts: tuple[int, int, int],
    looked_at: int,
    subjects: tuple[str, ...] = (),
) -> Gap:
    """One gap, or what is covered well; `counts` are forums, those in use, and wider ones, among those `looked_at`."""
    forums, in_use, wider = counts
    state = how_covered(forums, in_use, wider)
    words = tuple(_words(kind, counts, looked_at, subjects))
    return Gap(kind, code, name, state, forums, in_use, wider, subjects, words)


_FOR = {
    GapKind.TOPIC: "filed under it or below it",
    GapKind.PLACE: "for it or a place within it",
    GapKind.POLICY_AREA: "filed under it",
    GapKind.AUDIENCE: "for them",
    GapKind.LANGUAGE: "in that language",
    GapKind.STANCE: "known to welcome officials",
}


def _words(kind: GapKind, counts: tuple[int, int, int], looked_at: int, subjects: tuple[str, ...]) -> Iterable[str]:
    forums, in_use, wider = counts
    looked = "1 forum looked at" if looked_at == 1 else f"{looked_at:,} forums looked at"
    if not forums:
        yield f"none of the {looked} is {_FOR[kind]}" if looked_at else "no forum to look at"
    else:
        yield f"{forums:,} of the {looked} {'is' if forums == 1 else 'are'} {_FOR[kind]}, {in_use:,} in use"
    if wider and in_use < 2:
        where = "topic" if kind == GapKind.TOPIC else "place"
        yield f"{wider:,} in use for a wider {where} may serve it in part"
    if subjects:
        said = "named by what people talk about" if kind == GapKind.AUDIENCE else "people are known to talk about"
        more = len(subjects) - MOST_SUBJECTS
        yield f"{said}: {'; '.join(subjects[:MOST_SUBJECTS])}{f'; and {more} more' if more > 0 else ''}"
