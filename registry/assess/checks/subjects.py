"""What is wrong with a subject beside its phrases: paths, organisations, people, words that no subject has."""

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Any

from registry.assess.checks.problem import Kind, Problem
from registry.assess.subjects import ELSEWHERE, PolicySubject

FEWEST = 150
"""Subjects that a registry for all of government needs."""

_WORDS = "name topic also organisations audience country seeking sensitive strong fair hint against synonyms keeper"
WORDS = frozenset(_WORDS.split())
"""The words of a subject's table."""

_COUNTRY = re.compile(r"[A-Z]{2}\Z")


@dataclass(frozen=True, slots=True)
class Known:
    """What may be named: paths, audiences, slugs of organisations. An empty set lets every one pass."""

    topics: AbstractSet[str] = frozenset()
    audiences: AbstractSet[str] = frozenset()
    organisations: AbstractSet[str] = frozenset()


def head_problems(held: Mapping[str, Any]) -> Iterator[str]:
    """What the head of the topics file lacks."""
    if not str(held.get("keeper", "")).strip():
        yield "the file names no keeper"
    if not isinstance(held.get("reviewed"), date):
        yield "the file gives no date of review"


def count_problems(subjects: list[PolicySubject]) -> Iterator[Problem]:
    """Too few of them."""
    number = sum(bool(subject.topic) for subject in subjects)
    if number < FEWEST:
        said = f"{number} subjects only; {FEWEST} are the fewest for all of government"
        yield Problem(Kind.BARE, said, "add what is missing", warning=True)


def table_problems(held: Mapping[str, Any]) -> Iterator[Problem]:
    """Words that no subject has: a `stong` would be passed over in silence. Keys that say what cannot be."""
    for word, prefix in (("subject", ""), ("elsewhere", ELSEWHERE)):
        for raw in held.get(word, ()):
            name = prefix + str(raw.get("name", "")).strip()
            for key in sorted(raw.keys() - WORDS):
                advice = f"a subject has: {', '.join(sorted(WORDS))}"
                yield Problem(Kind.FORM, f"`{key[:40]}` is no word of a subject", advice, name)
            seeking = raw.get("seeking", True)
            if not isinstance(seeking, bool) and seeking != "sometimes":
                yield Problem(
                    Kind.FORM, f"`seeking` is {str(seeking)[:40]!r}", 'write true, false or "sometimes"', name
                )


def subject_problems(subject: PolicySubject, known: Known) -> Iterator[Problem]:
    """What is wrong with one subject."""
    for path in filter(None, (subject.topic, *subject.also)):
        if known.topics and path not in known.topics:
            yield Problem(Kind.UNKNOWN, f"unknown topic {path}", "give a path of govuk_topics.csv", subject.name)
    if subject.topic and subject.topic in subject.also:
        yield Problem(Kind.FORM, f"{subject.topic} stands twice", "take it out of `also`", subject.name)
    if subject.topic and not subject.organisations:
        advice = "name the department or agency that answers for it, by its slug in organisations.csv"
        yield Problem(Kind.BARE, "no organisation is responsible", advice, subject.name)
    for slug in subject.organisations:
        if known.organisations and slug not in known.organisations:
            advice = "give a slug of organisations.csv, or of councils.csv"
            yield Problem(Kind.UNKNOWN, f"unknown organisation {slug[:60]}", advice, subject.name, slug)
    for who in subject.audience:
        if known.audiences and who not in known.audiences:
            advice = "the closed list stands in signs.toml under [audience]"
            yield Problem(Kind.UNKNOWN, f"unknown audience {who[:60]}", advice, subject.name, who)
    if subject.country is not None and not _COUNTRY.match(str(subject.country)):
        advice = "give two capitals of ISO 3166, such as GB"
        yield Problem(Kind.FORM, f"`country` is {str(subject.country)[:20]!r}", advice, subject.name)
    if subject.topic and not subject.synonyms:
        advice = "add the words people search by: without them only its name finds the topic"
        yield Problem(Kind.BARE, "no synonyms", advice, subject.name, warning=True)
