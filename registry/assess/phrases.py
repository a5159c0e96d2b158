"""What a phrase is, what it speaks for, and what it means to have found one."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import groupby, islice
from operator import itemgetter
from typing import NamedTuple, TypeVar

from registry.assess.assessment import Heard
from registry.assess.wording import MONEY, inflected, joined, spread, tokens


class Mark(NamedTuple):
    """What a phrase speaks for: `family` (`topic`, `place`, `country` ...), `key` within it, and how strongly."""

    family: str
    key: str
    weight: float


T = TypeVar("T")


@cache
def _shared(held: T) -> T:
    """One object for all that are equal: phrases by the ten thousand then stay within the processor's cache."""
    return held


class Phrase(NamedTuple):
    """A phrase as shown in evidence. `acronym` phrases count only where they stand in capitals.

    Its marks are kept by what they are of: subjects with their weights, keys of places, and all other signs.
    """

    shown: str
    pattern: str
    acronym: bool
    marks: tuple[Mark, ...]
    subjects: "Subjects" = ()
    places: tuple[str, ...] = ()
    signs: tuple[Mark, ...] = ()
    soft: bool = False
    """What a short word says where it does not stand in capitals (see `phrasebook.SOFTLY`)."""

    @property
    def key(self) -> str:
        """Its name among all phrases, the same for all seeds that have it: capitals for those that need capitals."""
        if self.acronym:
            return self.pattern.strip().upper()
        return self.pattern.lower() if self.soft else self.pattern

    @classmethod
    def of(cls, shown: str, pattern: str, acronym: bool, marks: tuple[Mark, ...]) -> "Phrase":
        """A phrase with its marks sorted by kind, once, so that judging does not have to."""
        subjects, places, signs = [], [], []
        for mark in marks:
            family = mark.family
            if family == "topic":
                subjects.append((mark.key, mark.weight))
            elif family == "place":
                places.append(mark.key)
            elif family != "furniture":
                signs.append(mark)
        return cls(shown, pattern, acronym, marks, _shared(tuple(subjects)), tuple(places), _shared(tuple(signs)))

    def furniture(self) -> list[str]:
        """How it is furniture of a site, which most phrases are not."""
        if len(self.marks) == len(self.subjects) + len(self.places) + len(self.signs):
            return []
        return [mark.key for mark in self.marks if mark.family == "furniture"]

    def written(self, pattern: str, other: "Phrase | None" = None) -> "Phrase":
        """The same phrase in another form, such as its plural, which may be a form of `other` as well."""
        if other is None:
            return Phrase(self.shown, pattern, self.acronym, self.marks, self.subjects, self.places, self.signs)
        held = {(mark.family, mark.key): mark for mark in (*other.marks, *self.marks)}
        return Phrase.of(other.shown, pattern, self.acronym, tuple(held.values()))


Subjects = tuple[tuple[str, float], ...]
"""Names of subjects, each with what a phrase weighs for it."""


class Hit(NamedTuple):
    """A phrase that stood in a forum: how often in each part, boards of the site's furniture left out.

    `pull` is what those places make of the phrase's weight (see `pull_of`).
    """

    book: Sequence[Phrase]
    number: int
    name: int
    description: int
    boards: int
    titles: int
    address: int
    pull: float

    @property
    def phrase(self) -> Phrase:
        """The phrase: fetched when it is asked for, for among so many most lie far away in memory."""
        return self.book[self.number]

    def where(self) -> str:
        """The evidence in words: the phrase and where it stood, never what stood around it."""
        _, _, name, description, boards, titles, address, _ = self
        places = "in the name, " if name else ""
        if address:
            places += "in the address, "
        if description:
            places += "in the description, "
        if boards:
            places += f"in {boards} board names, " if boards > 1 else "in 1 board name, "
        if titles:
            places += f"in {titles} thread titles, " if titles > 1 else "in 1 thread title, "
        shown = self.phrase.shown
        return f"{MONEY.get(shown, shown)}: {places[:-2]}"


NAME_PULL, ADDRESS_PULL, DESCRIPTION_PULL, BOARD_PULL, TITLE_PULL = 2.5, 1.8, 1.8, 1.5, 1.0
"""What the place a phrase stood in makes of its weight."""

REPEAT_PULL, MOST_REPEATS = 0.4, 5
"""What each further board or title adds, and how many of them count."""


def pull_of(name: int, description: int, boards: int, titles: int, address: int) -> float:
    """What all the places a phrase stood in make of its weight: a board pulls more than a title, each repeat less."""
    pull = NAME_PULL if name else ADDRESS_PULL if address else 0.0
    if description:
        pull += DESCRIPTION_PULL
    if boards:
        pull += BOARD_PULL + REPEAT_PULL * min(boards - 1, MOST_REPEATS)
    if titles:
        pull += TITLE_PULL + REPEAT_PULL * min(titles - 1, MOST_REPEATS)
    return pull


MOST_HEARD = 400
"""Phrases that are kept of the titles of a forum's threads: thirty titles hold about a hundred."""


def heard_in(hits: Iterable[Hit], titles: int) -> Heard:
    """What is kept of `titles` thread titles that gave these hits."""
    spoken = ((hit.phrase.key, hit.titles) for hit in hits if hit.titles)
    return Heard(titles, tuple(islice(spoken, MOST_HEARD)))


Evidence = tuple[float, Hit | str]
"""What speaks for something, with its weight: a hit, or words where it is no phrase."""


MOST_EVIDENCE = 5
"""Pieces of evidence that are shown."""


def most_telling(evidence: Iterable[Evidence], most: int = MOST_EVIDENCE) -> tuple[str, ...]:
    """The heaviest pieces of evidence in words, heaviest first, ties in the order of the seeds, nothing twice."""
    told: dict[str, None] = {}
    for _, alike in groupby(sorted(evidence, key=_WEIGHT, reverse=True), _WEIGHT):
        for _, proof in sorted(alike, key=_place_in_seeds):
            told[proof if isinstance(proof, str) else proof.where()] = None
            if len(told) == most:
                return tuple(told)
    return tuple(told)


_WEIGHT = itemgetter(0)


def _place_in_seeds(evidence: Evidence) -> int:
    proof = evidence[1]
    return -1 if isinstance(proof, str) else proof.number


Signs = Mapping[str, list[tuple[str, float, Hit]]]
"""What the hits are signs of, by family (`country`, `support` ...): key, weight and hit."""


class Read(NamedTuple):
    """A forum as read: its hits, those about subjects, the signs and places among them, and its words in plain form.

    `titles` is how many thread titles the hits come from, be they at hand or gone (`Heard`).
    """

    hits: list[Hit]
    about: list[tuple[Subjects, Hit]]
    signs: Signs
    placed: list[Hit]
    text: str
    titles: int = 0


_PLAIN = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)*")


def pattern_of(written: str) -> tuple[str, bool, list[str]]:
    """The plain form of a phrase of the seeds, whether it is an acronym, and its inflected forms.

    Capitals throughout (`PIP`, `ME`) mean that only capitals count; a final `*` stands for any ending.
    """
    if _PLAIN.fullmatch(written):  # as most are
        words = written.split(" ")
        return f"{written.title()} ", False, [f"{' '.join(form).title()} " for form in inflected(words)]
    words = tokens(written.replace("*", ""))
    if not words:
        return "", False, []
    if written.endswith("*"):
        return spread(joined(words))[:-1], False, []
    if written.isupper():
        return spread(joined(words)), True, []
    words = [word.lower() for word in words]
    return spread(joined(words)), False, [spread(joined(form)) for form in inflected(words)]
