"""Phrases that are never found, because another one is found in their place: tried out, not reasoned."""

from collections.abc import Iterable, Iterator, Sequence

from registry.assess.assessment import Subject
from registry.assess.assessor import Assessor
from registry.assess.checks.problem import Kind, Problem
from registry.assess.phrasebook import LONGEST_LINE, MOST_TITLES
from registry.assess.phrases import Hit
from registry.assess.subjects import PolicySubject, claims_of
from registry.assess.wording import tokens

ADVICE = "take it out, or give it to this subject in the form that is found"

ENDING = "zq"
"""An ending that no word has: it tries out what a final `*` stands for."""


def unheard(assessor: Assessor, subjects: Iterable[PolicySubject]) -> Iterator[Problem]:
    """Each phrase that does not speak for its subject where it stands alone, and what is heard in its place."""
    held = list(subjects)
    claims = claims_of(held)
    for subject in held:
        phrases = [phrase for phrase in subject.phrases if tokens(phrase) and not subject.says_nothing(phrase, claims)]
        missed = [one for batch in _batches(phrases) for one in _missed(assessor, subject.name, batch)]
        for phrase in missed:
            alone = [hit for words in _written(phrase) for hit in _hits(assessor, [words])]
            if any(_speaks(hit, subject.name) for hit in alone):
                continue
            yield Problem(
                Kind.UNHEARD, f"{phrase!r} is never found: {_instead(alone)}", ADVICE,
                subject.name, phrase, warning=True,
            )  # fmt: skip


def _missed(assessor: Assessor, subject: str, phrases: Sequence[str]) -> list[str]:
    """The phrases of a batch that may not have been heard: titles are read many at once, furniture is no matter."""
    hits = _hits(assessor, [words for phrase in phrases for words in _written(phrase)])
    heard = {hit.phrase.shown.lower() for hit in hits if _speaks(hit, subject)}
    heard |= {hit.phrase.pattern.strip().lower() for hit in hits if _speaks(hit, subject)}
    return [phrase for phrase in phrases if phrase.rstrip("*").lower() not in heard]


def _hits(assessor: Assessor, words: Sequence[str]) -> Sequence[Hit]:
    return assessor.assess(Subject(thread_titles=tuple(word[:LONGEST_LINE] for word in words))).hits


def _written(phrase: str) -> tuple[str, ...]:
    """How people would write it."""
    if phrase.endswith("*"):
        return (phrase[:-1], phrase[:-1] + ENDING)
    return (phrase,)


def _speaks(hit: Hit, subject: str) -> bool:
    return any(name == subject for name, _ in hit.phrase.subjects)


def _instead(hits: Sequence[Hit]) -> str:
    if not hits:
        return "nothing is heard where it stands"
    other = max(hits, key=lambda hit: len(hit.phrase.pattern)).phrase
    whose = ", ".join(name for name, _ in other.subjects) or ", ".join(sorted({mark.family for mark in other.marks}))
    return f"{other.shown!r} ({whose}) is found in its place"


def _batches(phrases: Sequence[str]) -> Iterator[Sequence[str]]:
    step = MOST_TITLES // 2
    return (phrases[start : start + step] for start in range(0, len(phrases), step))
