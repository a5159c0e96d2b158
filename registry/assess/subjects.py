"""The subjects of `seeds/topics.toml`: what the public talks about, and the GOV.UK topic each belongs to."""

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from registry.assess.phrases import Mark

STRONG, FAIR, HINT, AGAINST = 3.0, 1.5, 0.5, -2.5
"""What a phrase weighs: `strong` says the subject alone, `fair` needs one more, `hint` supports, the last denies."""

SHARED = 0.25
"""A phrase that n topics claim weighs one n-th for each, to this power."""

SAID_THERE = 0.35
"""What a strong phrase of a subject weighs as a sign of the one country whose people it is for."""

ELSEWHERE = "elsewhere:"
"""Prefix of the subjects that are nobody's policy area (football, gaming ...): they compete, and give no topic."""


class TopicsFileError(ValueError):
    """The topics file cannot be used; says which subject and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class TopicInfo:
    """A GOV.UK topic. `parent` is None at the top; `sensitive` names the reason when all its subjects share one."""

    path: str
    title: str
    parent: str | None
    organisations: tuple[str, ...] = ()
    sensitive: str | None = None


@dataclass(frozen=True, slots=True)
class PolicySubject:
    """One subject. `topic` is "" for an `elsewhere` one; `also` are topics it belongs to besides, at `ALSO` weight.

    `seeking` is 1 where people come for help, 0.5 where they sometimes do, 0 where they follow, show or debate;
    `sensitive` names a reason.
    """

    name: str
    topic: str
    also: tuple[str, ...]
    organisations: tuple[str, ...]
    audience: tuple[str, ...]
    country: str | None
    seeking: float
    sensitive: str | None
    phrases: Mapping[str, float]
    synonyms: tuple[str, ...]

    def marks(self, claims: Mapping[str, int]) -> dict[str, tuple[Mark, ...]]:
        """Each phrase with what it speaks for: the subject, and the country where only one country says it.

        A phrase that several topics claim (`claims`, by phrase) says less about each of them.
        """
        marks: dict[str, tuple[Mark, ...]] = {}
        for phrase, weight in self.phrases.items():
            mark = Mark("topic", self.name, weight / claims.get(phrase, 1) ** SHARED)
            abroad = self.country is not None and weight == STRONG
            marks[phrase] = (mark, Mark("country", self.country or "", SAID_THERE)) if abroad else (mark,)
        return marks


def listed(value: Any) -> tuple[str, ...]:
    """Phrases of the seeds: a list of strings, or one string parted by commas and line ends."""
    if isinstance(value, str):
        value = value.replace("\n", ",").split(",")
    return tuple(dict.fromkeys(stripped for item in value if (stripped := str(item).strip())))


def load_subjects(path: Path) -> list[PolicySubject]:
    """All subjects of the file. Raises `TopicsFileError` naming the subject, `OSError` when there is no such file."""
    try:
        held = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TopicsFileError(f"{path.name}: {error}") from error
    subjects = [_subject(path.name, raw, elsewhere=False) for raw in held.get("subject", ())]
    subjects += [_subject(path.name, raw, elsewhere=True) for raw in held.get("elsewhere", ())]
    names = [subject.name for subject in subjects]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise TopicsFileError(f"{path.name}: subjects named twice: {', '.join(twice)}")
    return subjects


def _subject(file: str, raw: Mapping[str, Any], *, elsewhere: bool) -> PolicySubject:
    name = str(raw.get("name", "")).strip()
    if not name:
        raise TopicsFileError(f"{file}: a subject without a name: {dict(raw)!r:.80}")
    if not elsewhere and not raw.get("topic"):
        raise TopicsFileError(f"{file}: {name}: no topic")
    phrases: dict[str, float] = {}
    for key, weight in (("against", AGAINST), ("hint", HINT), ("fair", FAIR), ("strong", STRONG)):
        phrases |= dict.fromkeys(listed(raw.get(key, ())), weight)
    return PolicySubject(
        name=ELSEWHERE + name if elsewhere else name,
        topic="" if elsewhere else str(raw["topic"]),
        also=listed(raw.get("also", ())),
        organisations=listed(raw.get("organisations", ())),
        audience=listed(raw.get("audience", ())),
        country=raw.get("country"),
        seeking=_seeking(raw.get("seeking", not elsewhere)),
        sensitive=raw.get("sensitive"),
        phrases=phrases,
        synonyms=listed(raw.get("synonyms", ())),
    )


def _seeking(value: Any) -> float:
    return 0.5 if value == "sometimes" else float(bool(value))


def load_topics(path: Path, subjects: list[PolicySubject]) -> dict[str, TopicInfo]:
    """Every GOV.UK topic of the taxonomy by path, with the organisations and sensitivity its subjects give it."""
    organisations: dict[str, dict[str, None]] = {}
    reasons: dict[str, set[str | None]] = {}
    for subject in subjects:
        organisations.setdefault(subject.topic, {}).update(dict.fromkeys(subject.organisations))
        reasons.setdefault(subject.topic, set()).add(subject.sensitive)
    topics = {}
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    known = {row["path"] for row in rows}
    for row in rows:
        shared = reasons.get(row["path"], {None})
        topics[row["path"]] = TopicInfo(
            path=row["path"],
            title=row["title"],
            parent=row["parent"] if row["parent"] in known else None,
            organisations=tuple(organisations.get(row["path"], ())),
            sensitive=next(iter(shared)) if len(shared) == 1 else None,
        )
    return topics
