"""What a phrase is, what it speaks for, and what it means to have found one."""

from dataclasses import dataclass
from typing import NamedTuple

from registry.assess.wording import inflected, lowered, spread, tokens


class Mark(NamedTuple):
    """What a phrase speaks for: `family` (`topic`, `place`, `country` ...), `key` within it, and how strongly."""

    family: str
    key: str
    weight: float


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as shown in evidence. `acronym` phrases count only where they stand in capitals."""

    shown: str
    pattern: str
    acronym: bool
    marks: tuple[Mark, ...]


class Hit(NamedTuple):
    """A phrase that stood in a forum: how often in each part, boards of the site's furniture left out."""

    phrase: Phrase
    name: int
    description: int
    boards: int
    titles: int
    address: int = 0

    def where(self) -> str:
        """The evidence in words: the phrase and where it stood, never what stood around it."""
        places = []
        if self.name:
            places.append("in the name")
        if self.address:
            places.append("in the address")
        if self.description:
            places.append("in the description")
        if self.boards:
            places.append(f"in {self.boards} board name{'s' if self.boards > 1 else ''}")
        if self.titles:
            places.append(f"in {self.titles} thread title{'s' if self.titles > 1 else ''}")
        return f"{self.phrase.shown}: {', '.join(places)}"

    def pull(self) -> float:
        """What the places it stood in make of a phrase's weight: a board pulls more than a title, repeats less."""
        pull = 0.0
        if self.name:
            pull = 2.5
        elif self.address:
            pull = 1.8
        if self.description:
            pull += 1.8
        if self.boards:
            pull += 1.5 + 0.4 * min(self.boards - 1, 4)
        if self.titles:
            pull += 1.0 + 0.4 * min(self.titles - 1, 5)
        return pull


class Read(NamedTuple):
    """A forum as read: its hits, how many boards it has and how many of them are furniture, titles, plain words."""

    hits: list[Hit]
    boards: int
    furniture: int
    titles: int
    text: str


def pattern_of(written: str) -> tuple[str, bool, list[str]]:
    """The plain form of a phrase of the seeds, whether it is an acronym, and its inflected forms.

    Capitals throughout (`PIP`, `ME`) mean that only capitals count; a final `*` stands for any ending.
    """
    words = tokens(written.replace("*", ""))
    if not words:
        return "", False, []
    if written.endswith("*"):
        return lowered(spread(words))[:-1], False, []
    if written.isupper():
        return lowered(spread(words)), True, []
    words = [lowered(word) for word in words]
    return spread(words), False, [spread(form) for form in inflected(words)]
