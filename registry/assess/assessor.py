"""The assessor: reads the seeds once, judges any number of forums. Pure: same profile, same answer."""

import gc
from collections.abc import Mapping
from pathlib import Path

from registry.assess.assessment import Assessment, PlaceMatch, Subject
from registry.assess.country import Signs, choose_country, leaning, weigh_country
from registry.assess.gazetteer import Gazetteer, Place
from registry.assess.kind import kind_of
from registry.assess.language import language_of
from registry.assess.people import audience_of, sensitive_of
from registry.assess.phrasebook import Phrasebook
from registry.assess.phrases import Mark, Read
from registry.assess.places import choose_places
from registry.assess.placeweights import Told, places_meant
from registry.assess.rules import Rules
from registry.assess.signs import load_signs, sign_marks
from registry.assess.subjects import ELSEWHERE, PolicySubject, TopicInfo, claims_of, load_subjects, load_topics
from registry.assess.support import peer_support_of
from registry.assess.topics import A_NATION_AS_COMMUNITY, SubjectWeight, choose_topics, speak_for, weigh_subjects
from registry.vocabulary import RegionKind

LOCAL_TALK = "Local community talk"
"""The subject of town forums: it keeps company to a place, and a sure place speaks for it."""

FOLLOWED = 8.0
"""Weight from which something people follow (a club, a game) says that a town's name is not about the town."""

COMPANY_OF_TALK = 0.25
"""How far talk of local affairs keeps a doubtful place company (see `places.COMPANY`)."""


class Assessor:
    """Judges forums by the phrases of the seeds. Holds no state beyond them; safe to share between threads."""

    def __init__(
        self,
        subjects: list[PolicySubject],
        topics: Mapping[str, TopicInfo],
        gazetteer: Gazetteer,
        signs: Mapping[str, list[Mark]],
        judged_by: str | None = None,
    ) -> None:
        self.judged_by = judged_by
        self._subjects = {subject.name: subject for subject in subjects}
        self._topics = dict(topics)
        self._titles = {path: info.title for path, info in self._topics.items()}
        self._gazetteer = gazetteer
        marks: dict[str, list[Mark]] = {phrase: list(held) for phrase, held in signs.items()}
        for phrase, places in gazetteer.marks().items():
            marks.setdefault(phrase, []).extend(places)
        shared = claims_of(subjects)
        for subject in subjects:
            for phrase, held in subject.marks(shared).items():
                marks.setdefault(phrase, []).extend(held)
        self._book = Phrasebook(marks, self._subjects.keys() & {place.name for place in gazetteer.places.values()})

    @classmethod
    def load(cls, seeds: Path) -> "Assessor":
        """Read topics.toml, govuk_topics.csv, signs.toml, councils.csv and places.csv of the seeds folder.

        Raises TopicsFileError, and nothing else, naming the file and the line or subject: when one is missing, cannot
        be read, or is wrong.
        """
        collects = gc.isenabled()
        gc.disable()  # nothing that is made here is garbage, and looking for some takes a third of the time
        try:
            subjects = load_subjects(seeds / "topics.toml")
            topics = load_topics(seeds / "govuk_topics.csv", subjects)
            signs = sign_marks(load_signs(seeds / "signs.toml"))
            return cls(subjects, topics, Gazetteer.load(seeds), signs, Rules.of(seeds).name)
        finally:
            if collects:
                gc.enable()

    def assess(self, subject: Subject) -> Assessment:
        """Judge one forum. Never raises, whatever the words; at most three topics; deterministic."""
        read = places_meant(self._book.read(subject))
        weights = weigh_subjects(read.about)
        language = language_of(subject.language, read.text)
        signs = weigh_country(read, subject, language)
        places = self._places(read, weights, Told(subject.name, subject.url, language), signs)
        if places and LOCAL_TALK in self._subjects:
            nation = weights.get(places[0].name) if places[0].kind == RegionKind.NATION else None
            least = A_NATION_AS_COMMUNITY * nation.weight if nation else 0.0
            speak_for(weights, LOCAL_TALK, f"{places[0].name}: the place the forum is about", least)
        topics = choose_topics(weights, self._subjects)
        country = choose_country(signs, read, self._gazetteer, places, topical=bool(topics))
        regions = places if country is None or not places or country.code == places[0].country else ()
        return Assessment(
            topics=topics,
            regions=(*regions, country) if country else regions,
            country=country.code if country else (regions[0].country if regions else None),
            language=language,
            peer_support=peer_support_of(read, weights, self._subjects, topics, self._titles),
            audience=audience_of(read.signs, weights, self._subjects),
            kind=kind_of(read.signs, subject.url, subject.platform),
            sensitive=sensitive_of(read.signs, weights, self._subjects),
            hits=read.hits,
            judged_by=self.judged_by,
        )

    def _places(
        self, read: Read, weights: Mapping[str, SubjectWeight], told: Told, signs: Signs
    ) -> tuple[PlaceMatch, ...]:
        """The place a forum is about; none for the fans of a club that is named after its town."""
        followed = max((held.weight for name, held in weights.items() if name.startswith(ELSEWHERE)), default=0.0)
        local = weights[LOCAL_TALK].weight if LOCAL_TALK in weights else 0.0
        if followed > FOLLOWED + local and not choose_topics(weights, self._subjects):
            return ()
        country = leaning(signs) if read.placed else None
        return choose_places(read, self._gazetteer, told._replace(local_talk=local * COMPANY_OF_TALK, country=country))

    def topics(self) -> dict[str, TopicInfo]:
        """Every GOV.UK topic by its path."""
        return dict(self._topics)

    def places(self) -> list[Place]:
        """Every place the seeds know, with its name, its other names and the code of the area that holds it."""
        return list(self._gazetteer.places.values())

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
