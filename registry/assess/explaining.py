"""How a judgement came about: each subject with the phrases that spoke for it, where they stood, and what they added.

Made from the hits that a judgement carries. Says of titles how many held a phrase, never what else stood in them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from registry.assess.assessment import Assessment
from registry.assess.phrases import Hit
from registry.assess.subjects import PolicySubject


@dataclass(frozen=True, slots=True)
class Spoken:
    """One phrase: `weight` is what it weighs for the subject, `pull` what its places make of it, `adds` the product."""

    phrase: str
    where: str
    weight: float
    pull: float
    adds: float


@dataclass(frozen=True, slots=True)
class Speaks:
    """What spoke for one subject, the most telling first; `topic` is "" for what is nobody's policy area."""

    subject: str
    topic: str
    weight: float
    phrases: tuple[Spoken, ...]


@dataclass(frozen=True, slots=True)
class Sign:
    """A phrase that is a sign of something else: a country, an audience, mutual help, a place ..."""

    family: str
    key: str
    weight: float
    phrase: str
    where: str


@dataclass(frozen=True, slots=True)
class Explained:
    """A judgement with all it rests on, heaviest first."""

    answer: Assessment
    subjects: tuple[Speaks, ...]
    signs: tuple[Sign, ...]

    def as_json(self) -> dict[str, Any]:
        """As programs read it."""
        return {
            "answer": self.answer.as_json(),
            "judged_by": self.answer.judged_by,
            "subjects": [
                {"subject": one.subject, "topic": one.topic or None, "weight": one.weight, "phrases": [
                    {"phrase": said.phrase, "where": said.where, "weight": said.weight, "pull": said.pull,
                     "adds": said.adds} for said in one.phrases
                ]} for one in self.subjects
            ],
            "signs": [
                {"sign": one.family, "of": one.key, "weight": one.weight, "phrase": one.phrase, "where": one.where}
                for one in self.signs
            ],
        }  # fmt: skip


def explain(answer: Assessment, subjects: Mapping[str, PolicySubject]) -> Explained:
    """The judgement explained; `subjects` by name give the topics. A subject that is not there counts as nobody's."""
    spoken: dict[str, list[Spoken]] = {}
    for hit in answer.hits:
        phrase, where = _told(hit)
        for name, weight in hit.phrase.subjects:
            said = Spoken(phrase, where, round(weight, 3), round(hit.pull, 2), round(weight * hit.pull, 2))
            spoken.setdefault(name, []).append(said)
    found = [
        Speaks(
            name,
            subjects[name].topic if name in subjects else "",
            round(sum(one.adds for one in said), 2),
            tuple(sorted(said, key=lambda one: (-abs(one.adds), one.phrase))),
        )
        for name, said in spoken.items()
    ]
    found.sort(key=lambda one: (-one.weight, one.subject))
    return Explained(answer, tuple(found), _signs(answer.hits))


def _signs(hits: Sequence[Hit]) -> tuple[Sign, ...]:
    found = []
    for hit in hits:
        phrase, where = _told(hit)
        found += [Sign(mark.family, mark.key, round(mark.weight, 3), phrase, where) for mark in hit.phrase.signs]
        found += [Sign("place", key, 0.0, phrase, where) for key in hit.phrase.places]
    return tuple(sorted(found, key=lambda one: (one.family, one.key, -one.weight, one.phrase)))


def _told(hit: Hit) -> tuple[str, str]:
    phrase, _, where = hit.where().rpartition(": ")
    return phrase, where
