"""What is wrong with the topics of the seeds: `forum-registry topics check`."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from pathlib import Path
from typing import Any

from registry.assess.files import TopicsFileError, load_document
from registry.assess.gazetteer import Gazetteer
from registry.assess.phrases import pattern_of
from registry.assess.signs import load_signs
from registry.assess.subjects import STRONG, PolicySubject, load_topics, subjects_of

MOST_STRONG_CLAIMS = 3
"""Subjects that may call one phrase strong: beyond them it says nothing about any."""

SMALL_WORDS = frozenset(["the", "and", "a", "of", "to", "in", "is", "it", "for", "on", "you", "with", "my", "not"])
"""Words that stand in every forum."""

SHORTEST_ANY_CASE = 2
"""Letters a phrase needs; an abbreviation of two letters is best written in capitals."""

SHORTEST_STEM = 4
"""Letters a phrase with a final `*` needs before it."""


def check_topics(folder: Path) -> list[str]:
    """All problems, each with the subject's name: unknown paths, clashes, phrases that match everything.

    An empty list means that the file is sound. A file that cannot be read is one problem, not an error.
    """
    try:
        held = load_document(folder / "topics.toml")
        subjects = subjects_of("topics.toml", held)
        topics = load_topics(folder / "govuk_topics.csv", subjects)
        signs = load_signs(folder / "signs.toml")
        Gazetteer.load(folder)
    except TopicsFileError as error:
        return [str(error)]
    audiences = signs.get("audience", {}).keys()
    found = subject_problems(subjects, topics.keys(), audiences)
    return [*head_problems(held), *(f"{name}: {said}" if name else said for name, said in found)]


def subject_problems(
    subjects: list[PolicySubject], topics: AbstractSet[str], audiences: AbstractSet[str]
) -> Iterator[tuple[str, str]]:
    """What is wrong with the subjects: whose (its name, "" for several), and what.

    `topics` are the paths and `audiences` the words that may be named; an empty set lets every one pass.
    """
    for subject in subjects:
        for said in (*_paths(subject, topics), *_phrases(subject), *_people(subject, audiences)):
            yield subject.name, said
    for said in _clashes(subjects):
        yield "", said


def head_problems(held: Mapping[str, Any]) -> Iterator[str]:
    """What the head of the topics file lacks."""
    if not str(held.get("keeper", "")).strip():
        yield "the file names no keeper"
    if not isinstance(held.get("reviewed"), date):
        yield "the file gives no date of review"


def _paths(subject: PolicySubject, known: AbstractSet[str]) -> Iterator[str]:
    for path in filter(None, (subject.topic, *subject.also)):
        if known and path not in known:
            yield f"unknown topic {path}"
    if subject.topic and subject.topic in subject.also:
        yield f"{subject.topic} stands twice"
    if subject.topic and not subject.organisations:
        yield "no organisation is responsible"


def _people(subject: PolicySubject, known: AbstractSet[str]) -> Iterator[str]:
    for who in subject.audience:
        if known and who not in known:
            yield f"unknown audience {who}"


def _phrases(subject: PolicySubject) -> Iterator[str]:
    if not any(weight == STRONG for weight in subject.phrases.values()):
        yield "no strong phrase"
    for phrase in subject.phrases:
        pattern, _, _ = pattern_of(phrase)
        words = pattern.lower().split()
        if not words:
            yield f"{phrase!r} holds no word"
        elif all(word in SMALL_WORDS for word in words) or sum(map(len, words)) < SHORTEST_ANY_CASE:
            yield f"{phrase!r} matches everything"
        elif phrase.endswith("*") and len(words[-1]) < SHORTEST_STEM:
            yield f"{phrase!r} matches too much: {SHORTEST_STEM} letters at least before the *"


def _clashes(subjects: list[PolicySubject]) -> Iterator[str]:
    """A phrase that is strong for many subjects is strong for none."""
    claims: dict[str, list[str]] = {}
    for subject in subjects:
        for phrase, weight in subject.phrases.items():
            if weight == STRONG:
                claims.setdefault(pattern_of(phrase)[0], []).append(subject.name)
    for pattern, names in claims.items():
        if len(names) > MOST_STRONG_CLAIMS:
            yield f"{pattern.strip().lower()!r} is strong for {len(names)} subjects: {', '.join(names)}"
