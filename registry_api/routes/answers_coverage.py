"""The shape of what the API answers on gaps, for its description."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from registry.vocabulary import Covered, GapKind, Spread
from registry_api.routes.answers import Strict
from registry_api.routes.answers_areas import Shared


class StatesOf(BaseModel):
    """How many are covered how well. `wider_only`: forums of a wider topic or place may serve it in part."""

    model_config = ConfigDict(extra="forbid")

    none: int
    wider_only: int
    silent_only: int
    one: int
    several: int


class ClassesOf(BaseModel):
    """Forums by the members that they state."""

    model_config = ConfigDict(extra="forbid")

    small: int = Field(description="Fewer than 1,000.")
    medium: int = Field(description="1,000 to 9,999.")
    large: int = Field(description="10,000 to 99,999.")
    very_large: int = Field(description="100,000 or more.")


class GapOf(Strict):
    """Something that the forums looked at cover not at all, or barely, and what that rests on."""

    kind: GapKind
    code: str = Field(description="Path of a topic, code of a place or language, word of a closed list.")
    name: str
    state: Covered
    forums: int = Field(description="Listed for it and what lies within.")
    in_use: int
    wider: int = Field(description="In use, for a wider topic or place: they may serve it in part.")
    subjects: list[str] = Field(description="What people are known to talk about there.")
    rests_on: list[str]


class SizesOf(Strict):
    """Whether only the biggest were chosen: a verdict with its inputs, or null with the reason."""

    verdict: Spread | None
    reason: str | None = Field(description="Why there is no verdict.")
    words: list[str] = Field(description="The verdict in words, and what it rests on.")
    known: int = Field(description="Forums in use whose size counts.")
    unknown: int = Field(description="Forums in use whose size is not known.")
    sensitive: int = Field(description="Sensitive forums in use: their sizes do not count.")
    by_class: ClassesOf
    local: int = Field(description="Forums in use for one locality, whatever their size.")
    median: int | None = Field(description="Half of the known sizes are this or less.")
    largest: int = Field(description="So many of the largest are set against all.")
    largest_share: float | None = Field(description="Derived: what these hold of all members known.", ge=0, le=1)


class CouncilsWithin(Strict):
    """The council areas of a region, or of a nation without regions."""

    code: str
    name: str
    councils: int
    covered: int


class CodeAndName(Strict):
    """A place by its code and name."""

    code: str
    name: str


class CouncilsOf(Strict):
    """Council areas with a forum of their own in use, and those without."""

    councils: int
    covered: int
    within: list[CouncilsWithin]
    without: list[CodeAndName]


class InNumbers(Strict):
    """What was looked at, and how well things are covered."""

    scope: Literal["list", "topic", "organisation"]
    code: str | None
    name: str
    looked_at: int = Field(description="Listed forums of the scope.")
    in_use: int
    sensitive: int
    unfiled: int = Field(description="Filed under no topic: they may fill gaps.")
    states: dict[GapKind, StatesOf] = Field(description="Kinds that were not looked for are left out.")
    talked_about: StatesOf = Field(description="The topics that people are known to talk about.")
    left_out: dict[GapKind, int] = Field(description="Sensitive ones: counted, never told.")
    sizes: SizesOf
    url: str


class CoverageOf(InNumbers):
    """What the forums of a scope cover and lack."""

    withheld: str | None = Field(description="Why no gap is told at all.")
    not_known: dict[GapKind, str] = Field(description="Why a kind was not looked for.")
    gaps: list[GapOf]
    councils: CouncilsOf | None


class WithFormula(Shared):
    """What stands at the end of each answer on gaps."""

    formula: str


class CoverageEntry(WithFormula):
    """The gaps of one topic or organisation."""

    coverage: CoverageOf


class CoverageList(WithFormula):
    """The gaps of the whole list, and each policy area in numbers."""

    coverage: CoverageOf
    areas: list[InNumbers]
