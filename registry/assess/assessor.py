"""The assessor: reads the seeds once, judges any number of forums. Pure: same profile, same answer."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from registry.assess.assessment import Assessment, Subject
from registry.assess.country import choose_country
from registry.assess.gazetteer import Gazetteer
from registry.assess.language import language_of
from registry.assess.people import audience_of, kind_of, peer_support_of, sensitive_of
from registry.assess.phrasebook import Phrasebook
from registry.assess.phrases import Mark
from registry.assess.places import choose_places
from registry.assess.signs import sign_marks
from registry.assess.subjects import ELSEWHERE, PolicySubject, TopicInfo, load_subjects, load_topics
from registry.assess.topics import choose_topics, weigh_subjects

LOCAL_TALK = "Local community talk"
"""The subject of town forums: it keeps company to a place, and a sure place speaks for it."""


class Assessor:
    """Judges forums by the phrases of the seeds. Holds no state beyond them; safe to share between threads."""

    def __init__(
        self,
        subjects: list[PolicySubject],
        topics: Mapping[str, TopicInfo],
        gazetteer: Gazetteer,
        signs: Mapping[str, list[Mark]],
    ) -> None:
        self._subjects = {subject.name: subject for subject in subjects}
        self._topics = dict(topics)
        self._gazetteer = gazetteer
        marks: dict[str, list[Mark]] = {phrase: list(held) for phrase, held in signs.items()}
        for phrase, places in gazetteer.marks().items():
            marks.setdefault(phrase, []).extend(places)
        for subject in subjects:
            for phrase, held in subject.marks().items():
                marks.setdefault(phrase, []).extend(held)
        self._book = Phrasebook(marks)

    @classmethod
    def load(cls, seeds: Path) -> "Assessor":
        """Read topics.toml, govuk_topics.csv, signs.toml, councils.csv and places.csv of the seeds folder.

        Raises OSError when a file is missing and ValueError, naming file and subject, when one is wrong.
        """
        subjects = load_subjects(seeds / "topics.toml")
        topics = load_topics(seeds / "govuk_topics.csv", subjects)
        signs = sign_marks(tomllib.loads((seeds / "signs.toml").read_text(encoding="utf-8")))
        return cls(subjects, topics, Gazetteer.load(seeds), signs)

    def assess(self, subject: Subject) -> Assessment:
        """Judge one forum. Never raises, whatever the words; at most three topics; deterministic."""
        read = self._book.read(subject)
        weights = weigh_subjects(read.hits)
        local = weights.get(LOCAL_TALK)
        topics = choose_topics(weights, self._subjects)
        elsewhere = max((w.weight for n, w in weights.items() if n.startswith(ELSEWHERE)), default=0.0)
        places = choose_places(read.hits, self._gazetteer, local.weight / 4 if local else 0.0)
        if places and elsewhere > 8.0 and not topics:
            places = ()
        country = choose_country(read.hits, subject.url, subject.language, subject.country, places)
        regions = places if country is None or not places or country.code == places[0].country else ()
        return Assessment(
            topics=topics,
            regions=(*regions, country) if country else regions,
            country=country.code if country else (regions[0].country if regions else None),
            language=language_of(subject.language, read.text),
            peer_support=peer_support_of(read, weights, self._subjects, topics),
            audience=audience_of(read.hits, weights, self._subjects),
            kind=kind_of(read.hits, subject.url, subject.platform),
            sensitive=sensitive_of(read.hits, weights, self._subjects),
        )

    def topics(self) -> dict[str, TopicInfo]:
        """Every GOV.UK topic by its path."""
        return dict(self._topics)

    def subjects(self) -> list[PolicySubject]:
        """The subjects of the seeds, those that are nobody's policy area left out."""
        return [subject for subject in self._subjects.values() if subject.topic]

    def synonyms(self) -> dict[str, tuple[str, ...]]:
        """For the search: by topic path, the words people use for it (subject names, then their synonyms)."""
        words: dict[str, dict[str, None]] = {}
        for subject in self.subjects():
            held = words.setdefault(subject.topic, {})
            held.update(dict.fromkeys((subject.name.lower(), *subject.synonyms)))
        return {topic: tuple(held) for topic, held in words.items()}
