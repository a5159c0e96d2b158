"""What a searcher's words mean: their tokens, the topics and places they name, and other words for the same subject.

The words are judged as a forum's name would be, by the same assessor that files forums, so that "bailiffs at the
door" finds the forums filed under debt though none of them says so. Titles of topics, names of places and the
synonyms of the seeds' subjects count too.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from registry.assess.assessment import Assessment, Subject
from registry.assess.gazetteer import Place
from registry.assess.subjects import HINT, STRONG, PolicySubject, TopicInfo
from registry.catalogue.terms import Terms
from registry.catalogue.words import COMMON, NEARLY_COMMON, singular, telling, tokens

LONGEST_NAME = 6
"""Words of the longest title or name that is looked for."""

MOST_PHRASES = 60
"""Other words for the same subject that are looked for."""

MOST_MEANINGS = 6
"""A phrase that stands for more subjects than this says nothing."""


SUBJECT_S_TOPIC = 0.5
"""Weight of the topic that a subject of the words is filed under."""

BY_THE_WAY = 0.5
"""What a synonym or a fair phrase of a subject says, beside its name or a strong phrase: `dentist` names dentistry, and
is only one of the things that patients of the NHS speak of. A fair phrase of one word says nothing: `script` may be
said of anything."""

CLEARLY = 0.6
"""Share of the likeliest subject's weight that another one needs to be meant as well."""


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


@dataclass(frozen=True, slots=True)
class Meaning:
    """`words` are looked for; `weak` ones among them never suffice; topics and places carry a weight, 0 to 1.

    `phrases` are other words for the same subject, each a run of stems. `spelt` has other spellings of words, `slips`
    the words of the list that one may be a slip of.
    `wider` are the topics that those of the words lie in, asked only when nothing else is found; `around` the places.
    """

    words: tuple[str, ...]
    weak: frozenset[str] = frozenset()
    topics: Mapping[str, float] = field(default_factory=dict)
    places: Mapping[str, float] = field(default_factory=dict)
    phrases: tuple[tuple[str, ...], ...] = ()
    spelt: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    wider: tuple[str, ...] = ()
    around: tuple[str, ...] = ()
    slips: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class Interpreter:
    """Reads the meaning of search words. Pure; made once for its terms."""

    def __init__(self, terms: Terms, stems: Callable[[str], list[str]], assessor: Assesses | None = None) -> None:
        """`stems` gives the stems of a text as the index holds them."""
        self._terms, self._assessor, self._stems = terms, assessor, stems
        seeds = assessor.topics().values() if assessor else ()
        self._topics = self._by_words([*((info.path, info.title) for info in seeds), *terms.topics.items()])
        places = [(code, place.name) for code, place in terms.places.items()]
        self._places = self._by_words(places + _named_places(assessor))
        traps = (place for place in (assessor.places() if assessor else ()) if place.trap)
        self._traps = {tuple(tokens(name)) for place in traps for name in (place.name, *place.also)}
        self._subjects: dict[tuple[str, ...], dict[str, float]] = {}
        self._singulars: dict[tuple[str, ...], dict[str, float]] = {}
        self._claims: dict[tuple[str, ...], set[str]] = {}
        self._phrases: dict[str, tuple[tuple[str, ...], ...]] = {}
        self._topic_of: dict[str, str] = {}
        for subject in assessor.subjects() if assessor else ():
            self._learn(subject)

    def meaning(self, text: str) -> Meaning:
        """What these words mean. Never raises, whatever the words."""
        words = telling(tokens(text))
        topics, places, is_place = self._named(words)
        if self._assessor is not None and words:
            judged = self._assessor.assess(Subject(name=text, language="en"))
            for topic in judged.topics if not is_place else ():
                topics[topic.topic] = max(topics.get(topic.topic, 0.0), topic.score)
            for place in judged.regions:
                if place.evidence and place.kind != "country":
                    places[place.code] = max(places.get(place.code, 0.0), place.score)
        around = {wider for code in places for wider in self._terms.place_and_wider(code)[1:]}
        places = {code: weight for code, weight in places.items() if code not in around}
        weak = frozenset(w for w in words if w in NEARLY_COMMON)
        weak = weak if len(weak) < len(words) else frozenset()
        subjects = self._meant(text)
        for name in subjects:
            topics.setdefault(self._topic_of[name], SUBJECT_S_TOPIC)
        phrases = dict.fromkeys(run for name in subjects for run in self._phrases[name] if self._tells(run))
        wider = dict.fromkeys(w for topic in topics for w in self._terms.topic_and_wider(topic)[1:2])
        nearest = tuple(dict.fromkeys(w for code in places for w in self._terms.place_and_wider(code)[1:2]))
        return Meaning(tuple(words), weak, topics, places, tuple(phrases)[:MOST_PHRASES], {}, tuple(wider), nearest)

    def _named(self, words: list[str]) -> tuple[dict[str, float], dict[str, float], bool]:
        """Topics and places whose whole title stands in the words; a longer title says more.

        The last is whether all the words are a place's name: they ask for what is there, whatever it is about.
        """
        topics: dict[str, float] = {}
        places: dict[str, float] = {}
        for run in _runs(words):
            for path in self._topics.get(run, ()):
                topics[path] = 0.9 if len(run) > 1 else 0.6
            for code in self._places.get(run, ()):
                places[code] = 0.9
        run = tuple(words)
        return topics, places, run in self._places and run not in self._traps and not topics

    def _meant(self, text: str) -> list[str]:
        """The subjects that the words speak of, the likeliest first: longer runs say more, ambiguous ones less.

        Words as they stand come before their other number: `asylum` is not `asylums`, which explorers of ruins visit.
        """
        meant: dict[str, float] = {}
        for run in set(_runs(tokens(text))):
            names = self._subjects.get(run) or self._singulars.get(_singular(run), {})
            if 0 < len(names) <= MOST_MEANINGS:
                for name, weight in names.items():
                    meant[name] = meant.get(name, 0.0) + len(run) * weight / len(names)
        likely = max(meant.values(), default=0.0) * CLEARLY
        return sorted((name for name in meant if meant[name] >= likely), key=lambda name: (-meant[name], name))

    def _tells(self, run: tuple[str, ...]) -> bool:
        """Whether a forum with these words is about the subject: not for one word that several topics claim."""
        return len(run) > 1 or len(self._claims.get(run, ())) <= 1

    def _learn(self, subject: PolicySubject) -> None:
        """Synonyms and fair phrases may bring a searcher to the subject; only strong ones bring forums to them."""
        if not subject.topic:
            return
        self._topic_of[subject.name] = subject.topic
        strong = [subject.name, *(phrase for phrase, weight in subject.phrases.items() if weight >= STRONG)]
        fair = [phrase for phrase, weight in subject.phrases.items() if HINT < weight < STRONG and " " in phrase]
        self._phrases[subject.name] = self._runs_of(strong)
        for claimed in self._runs_of(phrase for phrase in subject.phrases if " " not in phrase):
            self._claims.setdefault(claimed, set()).add(subject.topic)
        for weight, phrases in ((BY_THE_WAY, [*subject.synonyms, *fair]), (1.0, strong)):
            for phrase in phrases:
                written = tuple(tokens(phrase.rstrip("*")))
                if not set(written) <= COMMON:
                    self._subjects.setdefault(written, {})[subject.name] = weight
                    self._singulars.setdefault(_singular(written), {})[subject.name] = weight

    def _runs_of(self, phrases: Iterable[str]) -> tuple[tuple[str, ...], ...]:
        stemmed = (tuple(self._stems(phrase.rstrip("*"))) for phrase in phrases)
        return tuple(dict.fromkeys(run for run in stemmed if run and not set(run) <= COMMON))

    def _by_words(self, titles: Iterable[tuple[str, str]]) -> dict[tuple[str, ...], list[str]]:
        found: dict[tuple[str, ...], list[str]] = {}
        for code, title in titles:
            words = tuple(w for w in tokens(title) if w not in COMMON)
            if words and not set(words) <= NEARLY_COMMON:
                found.setdefault(words, []).append(code)
        return found


def _singular(run: tuple[str, ...]) -> tuple[str, ...]:
    """The words in the singular and no shorter: stems take `probation` and `probate` for one word."""
    return tuple(map(singular, run))


def _named_places(assessor: Assesses | None) -> list[tuple[str, str]]:
    """Code and name of the places of the seeds that mean nothing but a place."""
    places = assessor.places() if assessor else []
    return [(place.code, name) for place in places if not place.trap for name in (place.name, *place.also)]


def _runs(words: list[str]) -> list[tuple[str, ...]]:
    """All runs of one to LONGEST_NAME words."""
    ends = ((s, e) for s in range(len(words)) for e in range(s + 1, min(len(words), s + LONGEST_NAME) + 1))
    return [tuple(words[start:end]) for start, end in ends]
