"""What is wrong with phrases: they match everything, clash, contradict themselves, or are the furniture of sites."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from registry.assess.checks.problem import Kind, Problem
from registry.assess.phrases import pattern_of
from registry.assess.subjects import ELSEWHERE, STRONG, PolicySubject, claims_of, listed

MOST_STRONG_CLAIMS = 3
"""Subjects that may call one phrase strong: beyond them it says nothing about any."""

SMALL_WORDS = frozenset(["the", "and", "a", "of", "to", "in", "is", "it", "for", "on", "you", "with", "my", "not"])
"""Words that stand in every forum."""

SHORTEST_ANY_CASE = 2
"""Letters a phrase needs; an abbreviation of two letters is best written in capitals."""

SHORTEST_STEM = 4
"""Letters a phrase with a final `*` needs before it."""

_SHORTHAND = "act add aid aids am cab cat dot fit hope it mat me met pip pod rat sad sage send spa star us who"
ORDINARY = frozenset(_SHORTHAND.split())
"""Ordinary words that are shorthand in some policy area: in small letters they are the ordinary word."""

SIDES = ("strong", "fair", "hint", "against")


def phrase_problems(subject: PolicySubject) -> Iterator[Problem]:
    """Phrases of one subject that match everything, or nothing; and whether any says the subject by itself."""
    if not any(weight == STRONG for weight in subject.phrases.values()):
        advice = "give one that says the subject by itself"
        yield Problem(Kind.BARE, "no strong phrase", advice, subject.name)
    for phrase in subject.phrases:
        pattern, acronym, _ = pattern_of(phrase)
        words = pattern.lower().split()
        if not words:
            yield Problem(Kind.CLASH, f"{phrase!r} holds no word", "take it out", subject.name, phrase)
        elif all(word in SMALL_WORDS for word in words) or sum(map(len, words)) < SHORTEST_ANY_CASE:
            advice = "add the words that tell what is meant"
            yield Problem(Kind.CLASH, f"{phrase!r} matches everything", advice, subject.name, phrase)
        elif phrase.endswith("*") and len(words[-1]) < SHORTEST_STEM:
            said = f"{phrase!r} matches too much: {SHORTEST_STEM} letters at least before the *"
            yield Problem(Kind.CLASH, said, "write the words that are meant", subject.name, phrase)
        elif not acronym and len(words) == 1 and (words[0] in ORDINARY or len(words[0]) == SHORTEST_ANY_CASE):
            said = f"{phrase!r} is read as the ordinary word, or as anything short"
            advice = f"if the shorthand is meant, write {phrase.upper()}: capitals match capitals only"
            yield Problem(Kind.SHORTHAND, said, advice, subject.name, phrase, warning=True)


def clashes(subjects: list[PolicySubject]) -> Iterator[Problem]:
    """A phrase that is strong for many subjects is strong for none."""
    claims: dict[str, list[tuple[str, str]]] = {}
    for subject in subjects:
        for phrase, weight in subject.phrases.items():
            if weight == STRONG:
                claims.setdefault(pattern_of(phrase)[0], []).append((subject.name, phrase))
    for pattern, held in claims.items():
        if len(held) > MOST_STRONG_CLAIMS:
            names = ", ".join(name for name, _ in held)
            said = f"{pattern.strip().lower()!r} is strong for {len(held)} subjects: {names}"
            yield Problem(Kind.CLASH, said, "leave it strong for three at most", held[0][0], held[0][1])


def silent(subjects: list[PolicySubject]) -> Iterator[Problem]:
    """Fair phrases and hints that too many topics claim for them to tell any."""
    claims = claims_of(subjects)
    for subject in subjects:
        for phrase in subject.phrases:
            if subject.says_nothing(phrase, claims):
                said = f"{phrase!r} is claimed by {len(claims[phrase])} topics, and counts for none"
                yield Problem(Kind.CLASH, said, "leave it where it tells most", subject.name, phrase, warning=True)


def contradictions(held: Mapping[str, Any]) -> Iterator[Problem]:
    """Phrases that one subject gives twice. For and against at once: nobody can tell which was meant."""
    for word, prefix in (("subject", ""), ("elsewhere", ELSEWHERE)):
        for raw in held.get(word, ()):
            sides: dict[str, str] = {}
            for side in SIDES:
                for phrase in listed(raw.get(side, ())):
                    yield from _twice(prefix + str(raw.get("name", "")), phrase, sides, side)


def _twice(name: str, phrase: str, sides: dict[str, str], side: str) -> Iterator[Problem]:
    pattern, acronym, _ = pattern_of(phrase)
    key = pattern.upper() if acronym else pattern
    before = sides.setdefault(key, side)
    if before == side:
        return
    said = f"{phrase!r} is both {before} and {side}"
    yield Problem(Kind.CONTRARY, said, "keep one of the two", name, phrase, warning=side != "against")


def furniture_problems(subjects: list[PolicySubject], furniture: AbstractSet[str]) -> Iterator[Problem]:
    """Phrases that are a site's furniture as well: a board of that name weighs nothing, whatever its subject.

    `furniture` are the phrases that make every board with them furniture (signs.toml, [furniture] anywhere).
    """
    patterns = {pattern_of(phrase)[0] for phrase in furniture}
    for subject in subjects:
        for phrase in subject.phrases:
            if subject.topic and pattern_of(phrase)[0] in patterns:
                said = f"{phrase!r} is furniture of sites as well: boards named so never count"
                advice = "take it out here, or out of [furniture] in signs.toml"
                yield Problem(Kind.FURNITURE, said, advice, subject.name, phrase, warning=True)
