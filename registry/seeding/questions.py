"""Questions to search engines, made of the subjects of `topics.toml`: in the order of what they may yield. Pure.

The name of a subject comes before its phrases, help before talk, and every subject has its first question before any
has its second. What a question brought decides when it is put again (`registry.frontier.rereading`).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from registry.assess.subjects import STRONG, PolicySubject

MOST_OF_A_TOPIC = 24
"""Questions of one topic, whatever the number of its subjects."""

MOST_PHRASES = 4
"""Strong phrases of one subject that questions are made of: its first ones are its plainest."""

NATIONS = (("Scotland", "S92000003"), ("Wales", "W92000004"), ("Northern Ireland", "N92000002"))
DEVOLVED = frozenset({"health-and-social-care", "education", "housing-local-and-community", "childcare-parenting"})
"""Policy areas that each nation has for itself, where people ask each other about their own rules."""

WELSH = {
    "/childcare-parenting": "fforwm rhieni Cymru",
    "/education": "fforwm addysg Cymru",
    "/health-and-social-care": "fforwm iechyd a chefnogaeth Cymru",
    "/housing-local-and-community": "fforwm tai a chymuned Cymru",
    "/environment/food-and-farming": "fforwm ffermio Cymru",
}
"""Questions in Welsh, one a policy area that people in Wales talk about among themselves in it."""

_ENDS = ("forum UK", "support forum", "online community", "message board")
_LONGEST_PHRASE, _SHORTEST_PHRASE = 40, 4


@dataclass(frozen=True, slots=True)
class Question:
    """One question in words, the topic it is for, and the nation where it is about one."""

    words: str
    topic: str
    region: str | None = None


def questions(subjects: Iterable[PolicySubject]) -> tuple[Question, ...]:
    """Every question once, the most promising first."""
    ranked: dict[str, tuple[tuple[float, ...], Question]] = {}
    for number, subject in enumerate(subjects):
        if subject.topic and subject.seeking > 0:
            for place, question in enumerate(_of_subject(subject)):
                order = (float(place), -subject.seeking, float(number))
                known = ranked.get(question.words.lower())
                if known is None or order < known[0]:
                    ranked[question.words.lower()] = (order, question)
    for topic, words in WELSH.items():
        ranked.setdefault(words, ((1.0, 0.0, 0.0), Question(words, topic, "W92000004")))
    chosen: list[Question] = []
    counted: Counter[str] = Counter()
    for _, question in sorted(ranked.values(), key=lambda one: one[0]):
        counted[question.topic] += 1
        if counted[question.topic] <= MOST_OF_A_TOPIC:
            chosen.append(question)
    return tuple(chosen)


def _of_subject(subject: PolicySubject) -> Sequence[Question]:
    made = [Question(f"{subject.name} {end}", subject.topic) for end in _ENDS]
    plain = [
        phrase for phrase, weight in subject.phrases.items()
        if weight == STRONG and _SHORTEST_PHRASE <= len(phrase) <= _LONGEST_PHRASE and phrase[-1] != "*"
    ]  # fmt: skip
    for phrase in (*subject.synonyms[:1], *plain[:MOST_PHRASES]):
        words = phrase if "forum" in phrase.lower() else f"{phrase} forum"
        made.append(Question(words, subject.topic))
    if subject.topic.strip("/").partition("/")[0] in DEVOLVED and subject.country in {None, "GB"}:
        made += [Question(f"{subject.name} forum {nation}", subject.topic, code) for nation, code in NATIONS]
    return list(dict.fromkeys(made))
