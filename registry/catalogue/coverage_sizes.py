"""Whether only the biggest forums were chosen: sizes by class, who holds most members, a verdict in words. Pure."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from registry.catalogue.coverage_counts import Counts
from registry.vocabulary import SizeClass, Spread

FLOORS: Mapping[SizeClass, int] = {
    SizeClass.SMALL: 0, SizeClass.MEDIUM: 1_000, SizeClass.LARGE: 10_000, SizeClass.VERY_LARGE: 100_000,
}  # fmt: skip
"""Members from which a forum is of a class."""

LEAST_KNOWN = 5
"""Forums whose size has to be known for a verdict; and at least half of those that could have one."""

MOST_OF_ALL = 0.75
"""Share of the known sizes from which most are said to be large, or small."""

LARGEST = 3
"""So many of the largest forums are set against all the others."""

SIZES_FORMULA = (
    f"sizes = members stated by forums in use that are not sensitive; small = fewer than {FLOORS[SizeClass.MEDIUM]:,}, "
    f"medium = fewer than {FLOORS[SizeClass.LARGE]:,}, large = {FLOORS[SizeClass.LARGE]:,} or more, very large = "
    f"{FLOORS[SizeClass.VERY_LARGE]:,} or more. No verdict below {LEAST_KNOWN} known sizes, or where fewer than half "
    "of these forums state one. Only large ones are listed = all known sizes are large, and no forum is for one "
    f"locality. Mostly large = at least {MOST_OF_ALL:.0%} of the known sizes are large. Mostly small = at least "
    f"{MOST_OF_ALL:.0%} are small. Else mixed: forums of several sizes are listed. Share of the largest = members of "
    f"the {LARGEST} largest / members of all whose size is known."
)
"""The published formula."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large the forums in use are. Sensitive ones are left out: nobody is to seek out the largest of these.

    `verdict` is None with a `reason` when too few sizes are known. `largest_share` (0 to 1, derived) is what the
    `largest` few hold of all members known. `local` are for one locality, whatever their size. `words` are the
    verdict's sentence and what it rests on.
    """

    known: int
    unknown: int
    left_out: int
    by_class: Mapping[SizeClass, int]
    local: int
    median: int | None = None
    largest: int = 0
    largest_share: float | None = None
    verdict: Spread | None = None
    reason: str | None = None
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidates:
    """Forums that wait for a decision, as counts: never public, and never named. For moderators only.

    `sensitive` ones are among the `forums`, and in no class of size.
    """

    forums: int
    sensitive: int
    unknown: int
    by_class: Mapping[SizeClass, int] = field(default_factory=dict)


def by_class(sizes: Sequence[int]) -> dict[SizeClass, int]:
    """How many of these sizes, in rising order, are of each class."""
    starts = [bisect_left(sizes, floor) for floor in FLOORS.values()]
    return {one: end - start for one, start, end in zip(FLOORS, starts, [*starts[1:], len(sizes)], strict=True)}


def judged(counts: Counts, whole: Sizes | None = None, candidates: Candidates | None = None) -> Sizes:
    """The sizes of a scope; `whole` are those of the whole list, to set them against."""
    sizes = counts.sizes
    classes, members = by_class(sizes), sum(sizes)
    few = min(LARGEST, len(sizes))
    share = round(sum(sizes[-few:]) / members, 3) if len(sizes) >= LEAST_KNOWN and members else None
    reason = _why_not(len(sizes), counts.no_size)
    verdict = None if reason else _verdict(classes, counts.local, len(sizes))
    words = [_in_words(verdict, sizes, classes, counts)] if verdict else []
    if share is not None:
        words.append(f"the {few} largest hold {share:.0%} of the {members:,} members of the {len(sizes):,} known sizes")
    return Sizes(
        known=len(sizes),
        unknown=counts.no_size,
        left_out=counts.sensitive_in_use,
        by_class=classes,
        local=counts.local,
        median=sizes[(len(sizes) - 1) // 2] if sizes else None,
        largest=few if share is not None else 0,
        largest_share=share,
        verdict=verdict,
        reason=reason,
        words=(*words, *_beside(counts, whole, candidates)),
    )


def large_of(classes: Mapping[SizeClass, int]) -> int:
    """How many are large or very large."""
    return classes.get(SizeClass.LARGE, 0) + classes.get(SizeClass.VERY_LARGE, 0)


def _why_not(known: int, unknown: int) -> str | None:
    every = known + unknown
    if known < LEAST_KNOWN:
        return f"too few sizes are known: {known} of {every:,} forums in use; a verdict needs {LEAST_KNOWN}"
    if known * 2 < every:
        return f"too few sizes are known: {known:,} of {every:,} forums in use; a verdict needs half of them"
    return None


def _verdict(classes: Mapping[SizeClass, int], local: int, known: int) -> Spread:
    large = large_of(classes)
    if large == known and not local:
        return Spread.ONLY_LARGE
    if large >= MOST_OF_ALL * known:
        return Spread.MOSTLY_LARGE
    return Spread.MOSTLY_SMALL if classes[SizeClass.SMALL] >= MOST_OF_ALL * known else Spread.MIXED


def _in_words(verdict: Spread, sizes: Sequence[int], classes: Mapping[SizeClass, int], counts: Counts) -> str:
    known, small = len(sizes), classes[SizeClass.SMALL]
    floor = max(floor for floor in FLOORS.values() if floor <= sizes[0])
    of_known = f"of {known:,} with known size"
    below = f"{small:,} {of_known} {'has' if small == 1 else 'have'} fewer than {FLOORS[SizeClass.MEDIUM]:,} members"
    above = f"{large_of(classes):,} {of_known} have {FLOORS[SizeClass.LARGE]:,} members or more"
    local = f"{counts.local:,} {'is' if counts.local == 1 else 'are'} for one locality"
    return {
        Spread.ONLY_LARGE: f"only large ones are listed: {known:,} {of_known} have {floor:,} members or more; "
        "no small or local one",
        Spread.MOSTLY_LARGE: f"mostly large ones are listed: {above}; {small:,} small, {local}",
        Spread.MOSTLY_SMALL: f"mostly small ones are listed: {below}; {local}",
        Spread.MIXED: f"forums of several sizes are listed: {above}, {below}; {local}",
    }[verdict]


def _beside(counts: Counts, whole: Sizes | None, candidates: Candidates | None) -> list[str]:
    """What is not known, what the whole list is like, and what waits."""
    said = []
    if counts.no_size:
        said.append(f"the size of {counts.no_size:,} in use is not known: they may be small")
    if whole is not None and whole.known >= LEAST_KNOWN:
        large, from_here = large_of(whole.by_class), FLOORS[SizeClass.LARGE]
        said.append(
            f"in the whole list {large:,} of {whole.known:,} with known size have {from_here:,} members or more"
        )
    if candidates is not None and candidates.forums:
        small, known = candidates.by_class.get(SizeClass.SMALL, 0), sum(candidates.by_class.values())
        said.append(
            f"{candidates.forums:,} known and not yet listed: {small:,} of {known:,} with known size have fewer than "
            f"{FLOORS[SizeClass.MEDIUM]:,} members"
        )
    return said
