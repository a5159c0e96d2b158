"""The subjects of `seeds/topics.toml`: what the public talks about, and the GOV.UK topic each belongs to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from registry.assess.files import TopicsFileError, load_document, load_rows
from registry.assess.phrases import Mark

STRONG, FAIR, HINT, AGAINST = 3.0, 1.5, 0.5, -2.5
"""What a phrase weighs: `strong` says the subject alone, `fair` needs one more, `hint` supports, the last denies."""

SHARED = 0.25
"""A phrase that n topics claim weighs one n-th for each, to this power."""

MOST_CLAIM_FAIR, MOST_CLAIM_HINT = 3, 2
"""Topics that may claim a fair phrase, or a hint: what more of them claim says nothing about any."""

SAID_THERE = 0.35
"""What a strong phrase of a subject weighs as a sign of the one country whose people it is for."""

ELSEWHERE = "elsewhere:"
"""Prefix of the subjects that are nobody's policy area (football, gaming ...): they compete, and give no topic."""


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

    def marks(self, claims: "Claims") -> dict[str, tuple[Mark, ...]]:
        """Each phrase with what it speaks for: the subject, and the country where only one country says it.

        A phrase that several topics claim says less about each of them; one that several subjects of one topic claim
        counts for that topic once.
        """
        marks: dict[str, tuple[Mark, ...]] = {}
        for phrase, weight in self.phrases.items():
            held: list[Mark] = []
            if not self.says_nothing(phrase, claims):
                claimed = claims.get(phrase, {}) if weight > 0 else {}
                parts = len(claimed) ** SHARED * claimed.get(self.topic, 1) if claimed else 1.0
                held.append(Mark("topic", self.name, weight / parts))
            if self.country is not None and weight == STRONG:
                held.append(Mark("country", self.country, SAID_THERE))
            marks[phrase] = tuple(held)
        return marks

    def says_nothing(self, phrase: str, claims: "Claims") -> bool:
        """Whether too many topics claim a fair phrase or a hint of this subject for it to tell any of them."""
        weight = self.phrases[phrase]
        most = MOST_CLAIM_HINT if weight <= HINT else MOST_CLAIM_FAIR
        return 0 < weight < STRONG and len(claims.get(phrase, {})) > most


Claims = Mapping[str, Mapping[str, int]]
"""How many subjects of each topic claim a phrase."""


def claims_of(subjects: Iterable[PolicySubject]) -> Claims:
    """Who claims each phrase; all that is nobody's policy area is one topic, whose subjects count each by itself."""
    claims: dict[str, dict[str, int]] = {}
    for subject in subjects:
        for phrase, weight in subject.phrases.items():
            if weight > 0:
                topics = claims.setdefault(phrase, {})
                topics[subject.topic] = topics.get(subject.topic, 0) + 1 if subject.topic else 1
    return claims


def listed(value: Any) -> tuple[str, ...]:
    """Phrases of the seeds: a list of strings, or one string parted by commas and line ends."""
    if isinstance(value, str):
        value = value.replace("\n", ",").split(",")
    return tuple(dict.fromkeys(stripped for item in value if (stripped := str(item).strip())))


def load_subjects(path: Path) -> list[PolicySubject]:
    """All subjects of the file. Raises `TopicsFileError` naming file and subject, also when there is no such file."""
    return subjects_of(path.name, load_document(path))


def subjects_of(file: str, held: Mapping[str, Any]) -> list[PolicySubject]:
    """All subjects of the document read from `file`; raises `TopicsFileError` naming file and subject."""
    subjects = [_subject(file, raw, elsewhere=False) for raw in _tables(file, held, "subject")]
    subjects += [_subject(file, raw, elsewhere=True) for raw in _tables(file, held, "elsewhere")]
    if not any(subject.topic for subject in subjects):
        raise TopicsFileError(f"{file}: the file names no subject")
    names = [subject.name for subject in subjects]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise TopicsFileError(f"{file}: subjects named twice: {', '.join(twice)}")
    return subjects


def _tables(file: str, held: Mapping[str, Any], word: str) -> list[dict[str, Any]]:
    tables = held.get(word, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise TopicsFileError(f"{file}: `{word}` must be a list of tables: [[{word}]]")
    return tables


def _subject(file: str, raw: Mapping[str, Any], *, elsewhere: bool) -> PolicySubject:
    name = str(raw.get("name", "")).strip()
    if not name:
        raise TopicsFileError(f"{file}: a subject without a name: {dict(raw)!r:.80}")
    if not elsewhere and not raw.get("topic"):
        raise TopicsFileError(f"{file}: {name}: no topic")
    for key, given in raw.items():
        fits = isinstance(given, str | bool) or (isinstance(given, list) and all(isinstance(one, str) for one in given))
        if not fits or (isinstance(given, bool) and key != "seeking"):
            raise TopicsFileError(f"{file}: {name}: `{key}` must be words or a list of words")
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
    """Every GOV.UK topic of the taxonomy by path, with the organisations and sensitivity its subjects give it.

    Raises `TopicsFileError` when the file cannot be read.
    """
    organisations: dict[str, dict[str, None]] = {}
    reasons: dict[str, set[str | None]] = {}
    for subject in subjects:
        organisations.setdefault(subject.topic, {}).update(dict.fromkeys(subject.organisations))
        reasons.setdefault(subject.topic, set()).add(subject.sensitive)
    topics = {}
    rows = [row for _, row in load_rows(path, "path", "title", "parent")]
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
