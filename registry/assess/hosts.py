"""Words run together in an address: `thefarmingforum`, `r/NursingUK`, `sheffieldforum`."""

import re
from collections.abc import Sequence

from registry.assess.domains import bare
from registry.assess.matching import longest_first
from registry.assess.misnomers import runs_on
from registry.assess.phrases import Phrase

SHORTEST_ANYWHERE = 7
SHORTEST_AT_EDGE = 5
"""Letters a phrase needs to count inside a run of letters, and at its start or end. Shorter ones are accidents."""

PATH_PARTS = 2
"""Parts of the path that are looked at: where a community's own name stands on shared hosts."""

CRUMBS = (1, 2)
"""Letters left over beside a phrase that are no word, and show that it is part of another: `corsa` in `corsair`."""

LIGHTEST = 2.0
"""Weight a topic phrase must have to count in an address."""

_ALWAYS = ("place", "nowhere")
"""Families that count at any weight: places, and the longer names that hide a place's."""

_EVERYWHERE = (
    "www forum forums community communities board boards discussion discussions talk chat co com org net uk ie eu ac "
    "gov info me online index php html htm category categories home en viewforum smf phpbb vb cgi bin"
)
_COMMON = frozenset(_EVERYWHERE.split())
_EDGES = re.compile(r"^(?:the|my|uk|all|we|r)(?=[a-z]{5})|(?:forums?|community|online|talk|chat|uk|world|boards?)$")
_SPLIT = re.compile(r"[^a-z]+")


class AddressWords:
    """Finds phrases in the letters of an address."""

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        self._places = {number for number, phrase in enumerate(phrases) if phrase.places}
        numbers: dict[str, int] = {}
        for number, phrase in enumerate(phrases):
            if phrase.acronym or len(phrase.pattern) < SHORTEST_AT_EDGE or not phrase.pattern.endswith(" "):
                continue
            if _tells(phrase):
                letters = phrase.pattern.replace(" ", "").lower()
                if len(letters) >= SHORTEST_AT_EDGE:
                    numbers[letters] = number
        self._numbers = tuple(numbers.values())
        self._automaton = longest_first(numbers)

    def within(self, url: str) -> set[int]:
        """Numbers of the phrases the address speaks. Query and fragment are left alone; never raises."""
        found: set[int] = set()
        if not url:
            return found
        address = "/".join(bare(url).split("/")[: 1 + PATH_PARTS])
        for run in _SPLIT.split(address):
            if run in _COMMON or len(run) < SHORTEST_AT_EDGE:
                continue
            run = _EDGES.sub("", run)
            for row, before, end in self._automaton.find_matches_as_indexes(run):
                number, length, after = self._numbers[row], end - before, len(run) - end
                at_edge = not before or not after
                whole_words = before not in CRUMBS and after not in CRUMBS
                if number in self._places and runs_on(run[end:]):
                    continue
                if whole_words and (at_edge or length >= SHORTEST_ANYWHERE):
                    found.add(number)
        return found


def _tells(phrase: Phrase) -> bool:
    """Whether it says enough to count in an address."""
    if phrase.places:
        return True
    for _, weight in phrase.subjects:
        if weight >= LIGHTEST:
            return True
    return any(mark.family in _ALWAYS for mark in phrase.signs)
