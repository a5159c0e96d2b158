"""What runs of words name: topics by their titles, places, organisations, and the subjects of the seeds. Pure."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, Protocol

from registry.assess.assessment import Assessment, Subject
from registry.assess.gazetteer import Place
from registry.assess.subjects import HINT, STRONG, PolicySubject, TopicInfo
from registry.catalogue.terms import Body, Terms
from registry.catalogue.words import COMMON, NEARLY_COMMON, singular, tokens

LONGEST_NAME = 6
"""Words of the longest title or name that is looked for."""

MOST_MEANINGS = 6
"""A phrase that stands for more subjects than this says nothing."""

TITLE, ONE_WORD_TITLE, PLACE, BODY = 0.9, 0.6, 0.9, 0.5
"""What a whole title, one of a single word, a place's name and an organisation's say of what is asked for."""

SYNONYM, BY_THE_WAY = 0.8, 0.5
"""What a synonym and a fair phrase of a subject say, beside its name or a strong phrase. A fair phrase of one word says
nothing: `script` may be said of anything."""

ALSO = 0.35
"""What naming a subject says of the topics that it belongs to besides its own."""

Run = tuple[str, ...]


class Assesses(Protocol):
    """What is asked of an assessor."""

    def assess(self, subject: Subject) -> Assessment:
        """The judgement on one forum."""

    def subjects(self) -> list[PolicySubject]:
        """What the public talks about, with the phrases for it."""

    def topics(self) -> dict[str, TopicInfo]:
        """Every topic by its path."""

    def places(self) -> list[Place]:
        """Every place with its names."""


class Claim(NamedTuple):
    """Words name a value of a field of the index, with a weight from 0 to 1; `subject` by which of the seeds' ones."""

    field: str
    code: str
    weight: float
    subject: str = ""


class Names:
    """What may be named, learnt once from the terms and the seeds."""

    def __init__(self, terms: Terms, stems: Callable[[str], list[str]], assessor: Assesses | None) -> None:
        """`stems` gives the stems of a text as the index holds them."""
        self._stems = stems
        topics = assessor.topics() if assessor else {}
        self._topics = by_words([*((info.path, info.title) for info in topics.values()), *terms.topics.items()])
        seeded = assessor.places() if assessor else []
        sure = [(place.code, name) for place in seeded if not place.trap for name in (place.name, *place.also)]
        self._places = by_words([*((code, place.name) for code, place in terms.places.items()), *sure])
        self._traps = {tuple(tokens(name)) for place in seeded if place.trap for name in (place.name, *place.also)}
        self._subjects: dict[Run, dict[str, float]] = {}
        self._singulars: dict[Run, dict[str, float]] = {}
        self._claims: dict[Run, set[str]] = {}
        self._phrases: dict[str, tuple[Run, ...]] = {}
        self._about: dict[str, tuple[tuple[str, float], ...]] = {}
        self._bodies: dict[Run, dict[str, float]] = {}
        """Topics of the organisations that a run names."""
        self._departments: dict[Run, set[str]] = {}
        for subject in assessor.subjects() if assessor else ():
            self._learn(subject)
        self._learn_bodies(terms.bodies)

    def topics(self, run: Run) -> list[Claim]:
        """Topics that have this title."""
        weight = TITLE if len(run) > 1 else ONE_WORD_TITLE
        return [Claim("topic", path, weight) for path in self._topics.get(run, ())]

    def places(self, run: Run) -> list[Claim]:
        """Places of this name."""
        return [Claim("region", code, PLACE) for code in self._places.get(run, ())]

    def bodies(self, run: Run) -> list[Claim]:
        """Organisations of this name or abbreviation, and what they answer for."""
        topics = self._bodies.get(run, {})
        named = [Claim("topic", topic, BODY * weight) for topic, weight in topics.items()]
        return named + [Claim("department", slug, BODY) for slug in sorted(self._departments.get(run, ()))]

    def subjects(self, run: Run) -> dict[str, float]:
        """Subjects that the run may be about, with what it says of each; none for what may be about anything.

        Words as they stand come before their other number: `asylum` is not `asylums`, which explorers of ruins visit.
        """
        names = self._subjects.get(run) or self._singulars.get(singulars(run), {})
        return names if len(names) <= MOST_MEANINGS else {}

    def about(self, subject: str) -> tuple[tuple[str, float], ...]:
        """The topics of a subject, its own with weight 1."""
        return self._about[subject]

    def phrases(self, subject: str) -> list[Run]:
        """Other words for the subject, as runs of stems: what says it where it stands in a forum."""
        return [run for run in self._phrases[subject] if len(run) > 1 or len(self._claims.get(run, ())) <= 1]

    def is_place(self, run: Run) -> bool:
        """Whether the run is a place's name and can hardly be anything else."""
        return run in self._places and run not in self._traps

    def words(self) -> set[str]:
        """All words that name something."""
        runs = (self._topics, self._places, self._subjects, self._bodies)
        return {word for named in runs for run in named for word in run}

    def _learn(self, subject: PolicySubject) -> None:
        """Synonyms and fair phrases may bring a searcher to the subject; only strong ones bring forums to them."""
        if not subject.topic:
            return
        self._about[subject.name] = ((subject.topic, 1.0), *((topic, ALSO) for topic in subject.also))
        strong = [subject.name, *(phrase for phrase, weight in subject.phrases.items() if weight >= STRONG)]
        fair = [phrase for phrase, weight in subject.phrases.items() if HINT < weight < STRONG and " " in phrase]
        self._phrases[subject.name] = self._runs_of(strong)
        for claimed in self._runs_of(phrase for phrase in subject.phrases if " " not in phrase):
            self._claims.setdefault(claimed, set()).add(subject.topic)
        for weight, phrases in ((BY_THE_WAY, fair), (SYNONYM, subject.synonyms), (1.0, strong)):
            for phrase in phrases:
                written = tuple(tokens(phrase.rstrip("*")))
                if not set(written) <= COMMON:
                    self._subjects.setdefault(written, {})[subject.name] = weight
                    self._singulars.setdefault(singulars(written), {})[subject.name] = weight
        for place, slug in enumerate(subject.organisations):
            topics = self._bodies.setdefault(tuple(tokens(slug)), {})
            topics[subject.topic] = max(topics.get(subject.topic, 0.0), 1.0 if place == 0 else BY_THE_WAY)

    def _learn_bodies(self, bodies: Mapping[str, Body]) -> None:
        for body in bodies.values():
            topics = {**dict.fromkeys(body.topics, 1.0), **self._bodies.get(tuple(tokens(body.slug)), {})}
            for name in filter(None, (body.slug, body.name, body.abbreviation)):
                run = tuple(tokens(name))
                self._bodies.setdefault(run, {}).update(topics)
                self._departments.setdefault(run, set()).add(body.slug)

    def _runs_of(self, phrases: Iterable[str]) -> tuple[Run, ...]:
        stemmed = (tuple(self._stems(phrase.rstrip("*"))) for phrase in phrases)
        return tuple(dict.fromkeys(run for run in stemmed if run and not set(run) <= COMMON))


def by_words(titles: Iterable[tuple[str, str]]) -> dict[Run, list[str]]:
    """Codes by the words of their titles that tell something; titles without any left out."""
    found: dict[Run, list[str]] = {}
    for code, title in titles:
        words = tuple(w for w in tokens(title) if w not in COMMON)
        if words and not set(words) <= NEARLY_COMMON:
            found.setdefault(words, []).append(code)
    return found


def singulars(run: Run) -> Run:
    """The words in the singular and no shorter: stems take `probation` and `probate` for one word."""
    return tuple(map(singular, run))


def runs(words: list[str]) -> list[Run]:
    """All runs of one to LONGEST_NAME words."""
    ends = ((s, e) for s in range(len(words)) for e in range(s + 1, min(len(words), s + LONGEST_NAME) + 1))
    return [tuple(words[start:end]) for start, end in ends]
