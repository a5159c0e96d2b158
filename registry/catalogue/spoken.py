"""Which subjects of the seeds a forum speaks of, told by the phrases that filed it under its topics. Pure.

Topics are wide: diabetes and tinnitus are both health conditions. The phrases on a forum's card are those of a subject.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from registry.assess.subjects import HINT, PolicySubject
from registry.catalogue.words import phrase_key

CLEARLY = 0.5
"""Share of the phrases of the subject with most that another one needs to be spoken of as well."""


class Spoken:
    """Knows the subjects of each phrase; made once for its seeds."""

    def __init__(self, subjects: Iterable[PolicySubject] = ()) -> None:
        self._subjects: dict[str, list[tuple[str, frozenset[str]]]] = {}
        for subject in subjects:
            held = subject.name, frozenset((subject.topic, *subject.also))
            for key in {phrase_key(phrase.rstrip("*")) for phrase, says in subject.phrases.items() if says > HINT}:
                self._subjects.setdefault(key, []).append(held)

    def subjects(self, phrases: Sequence[str], topics: Sequence[str]) -> list[str]:
        """The subjects of these phrases that belong to one of these topics, the ones with most phrases."""
        if not self._subjects:
            return []
        said: Counter[str] = Counter()
        for phrase in phrases:
            held = self._subjects.get(phrase_key(phrase), ())
            said.update(name for name, under in held if not under.isdisjoint(topics))
        clear = max(said.values(), default=0) * CLEARLY
        return sorted(name for name, times in said.items() if times >= clear)
