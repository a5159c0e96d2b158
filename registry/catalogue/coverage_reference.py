"""What a list could cover: subjects that people are known to talk about, whom these are for, and official languages.

Pure. Without subjects (no seeds were read) nothing is known of audiences, and all topics are looked for alike.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from registry.assess.subjects import PolicySubject
from registry.catalogue.terms import topic_and_wider

OFFICIAL_LANGUAGES: Mapping[str, str] = {"cy": "W92000004"}
"""Languages beside English in which public bodies have to serve people alike, by the place whose law says so.

Welsh: Welsh Language (Wales) Measure 2011.
"""


@dataclass(frozen=True, slots=True)
class Reference:
    """What may be looked for, made once of the seeds' subjects.

    `talked` are the names of subjects by the topic they are filed under. `audiences` are those whom subjects are for,
    with the names of the subjects, by every topic that the subject belongs to or lies in. Sensitive subjects stand in
    neither: `sensitive` are the topics all of whose subjects are sensitive, `quiet` the audiences that only sensitive
    subjects name, by topic.
    """

    known: bool = False
    talked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    audiences: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    quiet: Mapping[str, frozenset[str]] = field(default_factory=dict)
    sensitive: frozenset[str] = frozenset()

    @classmethod
    def of(cls, subjects: Iterable[PolicySubject]) -> "Reference":
        """What these subjects say."""
        talked: dict[str, list[str]] = {}
        named: dict[str, dict[str, list[str]]] = {}
        careful: dict[str, set[str]] = {}
        has_open: set[str] = set()
        has_sensitive: set[str] = set()
        for subject in subjects:
            if not subject.topic:
                continue
            belongs = dict.fromkeys(w for topic in (subject.topic, *subject.also) for w in topic_and_wider(topic))
            (has_sensitive if subject.sensitive else has_open).update(topic_and_wider(subject.topic))
            for path in ("", *belongs):
                for who in subject.audience:
                    if subject.sensitive:
                        careful.setdefault(path, set()).add(who)
                    else:
                        named.setdefault(path, {}).setdefault(who, []).append(subject.name)
            if not subject.sensitive:
                talked.setdefault(subject.topic, []).append(subject.name)
        return cls(
            known=bool(has_open or has_sensitive),
            talked={path: tuple(names) for path, names in talked.items()},
            audiences={path: {who: tuple(names) for who, names in held.items()} for path, held in named.items()},
            quiet={path: frozenset(held - named.get(path, {}).keys()) for path, held in careful.items()},
            sensitive=frozenset(has_sensitive - has_open),
        )

    def is_sensitive(self, path: str) -> bool:
        """Whether a topic, or one that it lies in, has no subject but sensitive ones."""
        return not self.sensitive.isdisjoint(topic_and_wider(path))

    def for_whom(self, topics: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Whom the subjects of these topics are for, with the names of the subjects; no topic: of all."""
        found: dict[str, dict[str, None]] = {}
        for path in tuple(topics) or ("",):
            for who, names in self.audiences.get(path, {}).items():
                found.setdefault(who, {}).update(dict.fromkeys(names))
        return {who: tuple(found[who]) for who in sorted(found)}

    def quietly_for(self, topics: Iterable[str]) -> frozenset[str]:
        """Those of whom only sensitive subjects of these topics speak; no topic: of all."""
        paths = tuple(topics) or ("",)
        every = frozenset(who for path in paths for who in self.quiet.get(path, ()))
        return every - self.for_whom(paths).keys()
