"""What is wrong with the topics of the seeds: `forum-registry topics check`."""

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from registry.assess.gazetteer import Gazetteer
from registry.assess.phrases import pattern_of
from registry.assess.signs import sign_marks
from registry.assess.subjects import STRONG, PolicySubject, load_subjects, load_topics

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
        subjects = load_subjects(folder / "topics.toml")
        topics = load_topics(folder / "govuk_topics.csv", subjects)
        signs = tomllib.loads((folder / "signs.toml").read_text(encoding="utf-8"))
        sign_marks(signs)
        Gazetteer.load(folder)
        head = tomllib.loads((folder / "topics.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, StopIteration) as error:
        return [f"{type(error).__name__}: {error}"]
    problems = list(_head(head))
    for subject in subjects:
        problems += _paths(subject, topics.keys())
        problems += _phrases(subject)
        problems += _people(subject, signs.get("audience", {}).keys())
    problems += _clashes(subjects)
    return problems


def _head(held: dict[str, Any]) -> Iterator[str]:
    if not str(held.get("keeper", "")).strip():
        yield "the file names no keeper"
    if not isinstance(held.get("reviewed"), date):
        yield "the file gives no date of review"


def _paths(subject: PolicySubject, known: Any) -> Iterator[str]:
    for path in filter(None, (subject.topic, *subject.also)):
        if path not in known:
            yield f"{subject.name}: unknown topic {path}"
    if subject.topic and subject.topic in subject.also:
        yield f"{subject.name}: {subject.topic} stands twice"
    if subject.topic and not subject.organisations:
        yield f"{subject.name}: no organisation is responsible"


def _people(subject: PolicySubject, known: Any) -> Iterator[str]:
    for who in subject.audience:
        if who not in known:
            yield f"{subject.name}: unknown audience {who}"


def _phrases(subject: PolicySubject) -> Iterator[str]:
    if not any(weight == STRONG for weight in subject.phrases.values()):
        yield f"{subject.name}: no strong phrase"
    for phrase in subject.phrases:
        pattern, _, _ = pattern_of(phrase)
        words = pattern.lower().split()
        if not words:
            yield f"{subject.name}: {phrase!r} holds no word"
        elif all(word in SMALL_WORDS for word in words) or sum(map(len, words)) < SHORTEST_ANY_CASE:
            yield f"{subject.name}: {phrase!r} matches everything"
        elif phrase.endswith("*") and len(words[-1]) < SHORTEST_STEM:
            yield f"{subject.name}: {phrase!r} matches too much: {SHORTEST_STEM} letters at least before the *"


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
