"""From the phrases of a forum to at most three topics, with their evidence. Pure.

A phrase counts its weight times the pull of the places it stood in (`phrasebook.Hit.pull`). A subject is the sum of its
phrases, if at least one of them says more than a hint; a topic the sum of its subjects. What is nobody's policy area
competes in the same way, and where it wins, the forum has no topic: none is a proper answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from registry.assess.assessment import MOST_TOPICS, TopicMatch, most_telling, squash
from registry.assess.phrases import Hit
from registry.assess.subjects import HINT, PolicySubject

ENOUGH = 4.4
"""Weight a topic needs to be given at all: more than one strong phrase in one thread title."""

SHARE_OF_BEST = 0.42
"""Share of the best topic's weight that a second or third topic needs."""

ALSO = 0.5
"""Share of its weight that a subject lends to the other topics it belongs to."""

HALF = 12.0
"""Weight at which a topic's score is one half."""


@dataclass(slots=True)
class SubjectWeight:
    """What speaks for one subject."""

    weight: float = 0.0
    telling: bool = False
    hints: int = 0
    evidence: list[tuple[float, str]] = field(default_factory=list)


def weigh_subjects(hits: Sequence[Hit]) -> dict[str, SubjectWeight]:
    """The weight of every subject a phrase was found for."""
    weights: dict[str, SubjectWeight] = {}
    for hit in hits:
        pull = -1.0
        for family, key, weight in hit.phrase.marks:
            if family != "topic":
                continue
            if pull < 0:
                pull = hit.pull()
            held = weights.get(key)
            if held is None:
                held = weights[key] = SubjectWeight()
            held.weight += weight * pull
            if weight > HINT:
                held.telling = True
            else:
                held.hints += 1
            if weight > 0:
                held.evidence.append((weight * pull, hit.where()))
    return weights


def choose_topics(
    weights: Mapping[str, SubjectWeight], subjects: Mapping[str, PolicySubject]
) -> tuple[TopicMatch, ...]:
    """At most three topics, best first; none when nothing is sure or something else is what the forum is about."""
    topics: dict[str, float] = {}
    evidence: dict[str, list[tuple[float, str]]] = {}
    elsewhere = 0.0
    for name, held in weights.items():
        if held.weight <= 0 or not (held.telling or held.hints >= 4):
            continue
        subject = subjects[name]
        if not subject.topic:
            elsewhere = max(elsewhere, held.weight)
            continue
        for topic, part in ((subject.topic, 1.0), *((other, ALSO) for other in subject.also)):
            topics[topic] = topics.get(topic, 0.0) + held.weight * part
            evidence.setdefault(topic, []).extend(held.evidence)
    if not topics:
        return ()
    ranked = sorted(topics.items(), key=lambda t: (-_with_area(t[0], topics), t[0]))
    best = ranked[0][1]
    if best < ENOUGH or elsewhere > best:
        return ()
    given = [t for t in ranked if t[1] >= max(ENOUGH, SHARE_OF_BEST * best)]
    return tuple(
        TopicMatch(topic, squash(weight, HALF), most_telling(set(evidence[topic])))
        for topic, weight in given[:MOST_TOPICS]
    )


def _with_area(topic: str, topics: Mapping[str, float]) -> float:
    """A topic's weight, raised a little by its neighbours of the same policy area."""
    area = topic.split("/", 2)[1]
    near = sum(w for other, w in topics.items() if other != topic and other.split("/", 2)[1] == area)
    return topics[topic] + 0.2 * near
