"""What is wrong with the topics of the seeds: `forum-registry topics check`. Nothing here judges a forum."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from pathlib import Path
from typing import Any

from registry.assess.assessor import Assessor
from registry.assess.checks.hearing import unheard
from registry.assess.checks.keepers import keeper_problems, keepers_of
from registry.assess.checks.lines import Lines
from registry.assess.checks.phrases import clashes, contradictions, furniture_problems, phrase_problems, silent
from registry.assess.checks.problem import Kind, Problem
from registry.assess.checks.subjects import Known, count_problems, head_problems, table_problems
from registry.assess.checks.subjects import subject_problems as problems_of
from registry.assess.files import TopicsFileError, load_document, load_rows, load_text
from registry.assess.signs import load_signs
from registry.assess.subjects import PolicySubject, listed, load_topics, subjects_of

__all__ = ["Kind", "Problem", "check_topics", "head_problems", "keepers_of", "subject_problems"]

FILE = "topics.toml"


def check_topics(folder: Path) -> list[Problem]:
    """All that is wrong, in the order of the lines. A file that cannot be used is one problem, not an error.

    No problem but warnings means that judging works as it is meant.
    """
    try:
        held = load_document(folder / FILE)
        subjects = subjects_of(FILE, held)
        topics = load_topics(folder / "govuk_topics.csv", subjects)
        signs = load_signs(folder / "signs.toml")
        assessor = Assessor.load(folder)
    except TopicsFileError as error:
        file, _, said = str(error).partition(": ")
        return [Problem(Kind.BROKEN, said, "", file=file)]
    known = Known(topics.keys(), signs.get("audience", {}).keys(), _organisations(folder))
    lines = Lines(load_text(folder / FILE))
    found = [
        *(Problem(Kind.UNKEPT, said, "write keeper and reviewed at its head") for said in head_problems(held)),
        *_all(held, subjects, known),
        *keeper_problems(held, folder),
        *furniture_problems(subjects, frozenset(listed(signs.get("furniture", {}).get("anywhere", ())))),
        *unheard(assessor, subjects),
    ]
    placed = [replace(one, line=lines.of(one.subject, one.phrase)) if one.file == FILE else one for one in found]
    return sorted(placed, key=lambda one: (one.warning, one.file != FILE, one.line))


def subject_problems(
    subjects: list[PolicySubject], topics: AbstractSet[str], audiences: AbstractSet[str]
) -> Iterator[tuple[str, str]]:
    """What is gravely wrong with the subjects: whose (its name), and what.

    `topics` are the paths and `audiences` the words that may be named; an empty set lets every one pass.
    """
    for one in _all({}, subjects, Known(topics, audiences)):
        if not one.warning:
            yield one.subject, one.said


def _all(held: dict[str, Any], subjects: list[PolicySubject], known: Known) -> Iterator[Problem]:
    yield from count_problems(subjects)
    yield from table_problems(held)
    yield from contradictions(held)
    for subject in subjects:
        yield from problems_of(subject, known)
        yield from phrase_problems(subject)
    yield from clashes(subjects)
    yield from silent(subjects)


def _organisations(folder: Path) -> AbstractSet[str]:
    """The slugs that may be named; none when a file of theirs cannot be read: `seeds check` says so."""
    try:
        bodies = {row["slug"] for _, row in load_rows(folder / "organisations.csv", "slug")}
        return bodies | {row["gov_uk_slug"] for _, row in load_rows(folder / "councils.csv", "gov_uk_slug")}
    except TopicsFileError:
        return frozenset()
