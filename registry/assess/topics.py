"""From the phrases of a forum to at most three topics, with their evidence. Pure.

A phrase counts its weight times the pull of the places it stood in (`phrasebook.Hit.pull`). A subject is the sum of its
phrases, if at least one of them says more than a hint; a topic the sum of its subjects. What is nobody's policy area
competes in the same way, and where it wins, the forum has no topic: none is a proper answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from registry.assess.assessment import MOST_TOPICS, TopicMatch, squash
from registry.assess.phrases import (
    ADDRESS_PULL,
    BOARD_PULL,
    DESCRIPTION_PULL,
    MOST_REPEATS,
    NAME_PULL,
    REPEAT_PULL,
    TITLE_PULL,
    Evidence,
    Hit,
    Subjects,
    most_telling,
)
from registry.assess.subjects import (
    AGAINST,
    FAIR,
    HINT,
    MOST_CLAIM_FAIR,
    MOST_CLAIM_HINT,
    SHARED,
    STRONG,
    PolicySubject,
)

ENOUGH = 4.4
"""Weight a topic needs to be given at all: more than one strong phrase in one thread title."""

FEWEST_POINTS = 3
"""Points a topic needs.

A strong phrase gives four in the name, three in a board's name and two elsewhere; a fair one two in the name and one
elsewhere. One phrase in a title or a description may be an accident.
"""

BESIDE = 6.0
"""Weight of a sign that is no phrase: a strong phrase in a description, and a little."""

A_NATION_AS_COMMUNITY = 1.2
"""What a nation's own subject says of the talk of a community: a forum about a nation is one of its people first."""

SHARE_OF_BEST = 0.7
"""Share of the best topic's weight that a second or third topic needs."""

ALSO = 0.4
"""Share of its weight that a subject lends to the other topics it belongs to."""

HALF = 12.0
"""Weight at which a topic's score is one half."""


LEADS = 0.6
"""Share of its family's weight that a topic of the third level needs to stand for it."""

NEIGHBOURS = 0.2
"""Share of the weight of other topics of its policy area that helps a topic to the first place."""

FAINT = 0.12
"""Share of the heaviest subject's weight below which a subject is left out of account."""

MANY_HINTS = 4
"""Hints that together make a subject worth weighing."""

TOPIC_FORMULA = (
    f"A phrase weighs {STRONG:g} (strong), {FAIR:g} (fair), {HINT:g} (hint) or {AGAINST:g} (against), by its subject; "
    f"one that n topics claim weighs 1 / n^{SHARED:g} of it, and nothing when more than {MOST_CLAIM_FAIR} (fair) or "
    f"{MOST_CLAIM_HINT} (hint) claim it; one that several subjects of a topic claim counts for it once. "
    f"Pull of where it stood: {NAME_PULL:g} in the name, {ADDRESS_PULL:g} in the address instead, "
    f"{DESCRIPTION_PULL:g} in the description, {BOARD_PULL:g} in a board's name, {TITLE_PULL:g} in a thread title, "
    f"{REPEAT_PULL:g} for each further board or title ({MOST_REPEATS} of each at most). "
    "Singular and plural are two phrases. "
    "Weight of a subject = the sum over its phrases of weight x pull. It counts when one phrase says more than a hint, "
    f"or with {MANY_HINTS} hints, and when it has {FAINT:.0%} of the heaviest subject's weight. "
    f"The place a forum is about adds {BESIDE:g} to local community talk; a nation {A_NATION_AS_COMMUNITY:g} of the "
    "weight of its own subject, if that is more. "
    f"Weight of a topic = the sum of its subjects; a subject lends {ALSO:g} of its weight to its other topics. "
    f"A topic is given when it weighs {ENOUGH:g} or more, has {SHARE_OF_BEST:.0%} of the best topic's weight, and "
    f"{FEWEST_POINTS} points (a strong phrase: 4 in the name, 3 in a board's name, else 2; a fair one: 2 in the name, "
    f"else 1). {MOST_TOPICS} topics at most; none where all that is no policy area weighs more together. "
    f"score = weight / (weight + {HALF:g})."
)
"""The published formula."""


@dataclass(slots=True)
class SubjectWeight:
    """What speaks for one subject. `telling`: a phrase says more than a hint; `points`: see `FEWEST_POINTS`."""

    weight: float = 0.0
    telling: bool = False
    points: int = 0
    hints: int = 0
    evidence: list[Evidence] = field(default_factory=list)


@dataclass(slots=True)
class Claim:
    """What speaks for one topic."""

    weight: float = 0.0
    points: int = 0
    held: list[SubjectWeight] = field(default_factory=list)

    def evidence(self) -> tuple[str, ...]:
        """The phrases it rests on, in words."""
        return most_telling(proof for subject in self.held for proof in subject.evidence)


def weigh_subjects(about: Sequence[tuple[Subjects, Hit]]) -> dict[str, SubjectWeight]:
    """What speaks for the subjects that matter: those with at least `FAINT` of the weight of the heaviest."""
    sums: dict[str, float] = {}
    for subjects, hit in about:
        pull = hit[-1]
        for key, weight in subjects:
            sums[key] = sums.get(key, 0.0) + weight * pull
    least = FAINT * max(sums.values(), default=0.0)
    spoken: dict[str, list[tuple[float, Hit]]] = {
        key: [] for key, total in sums.items() if total >= least and total > 0
    }
    for subjects, hit in about:
        for key, weight in subjects:
            if key in spoken:
                spoken[key].append((weight, hit))
    return {key: _weighed(sums[key], held) for key, held in spoken.items()}


def _weighed(total: float, spoken: Sequence[tuple[float, Hit]]) -> SubjectWeight:
    """A subject of this weight, by its phrases with their weights. For the points see `FEWEST_POINTS`."""
    points = hints = 0
    for weight, hit in spoken:
        if weight <= HINT:
            hints += 1
        elif weight <= FAIR:
            points += 2 if hit.name else 1
        else:
            points += 4 if hit.name else 3 if hit.boards else 2
    evidence: list[Evidence] = [(weight * hit[-1], hit) for weight, hit in spoken if weight > 0]
    return SubjectWeight(total, hints < len(spoken), points, hints, evidence)


def speak_for(weights: dict[str, SubjectWeight], subject: str, words: str, least: float = 0.0) -> None:
    """Let something beside the phrases (a sure place) speak for a subject, at the weight of `BESIDE` or `least`."""
    held, weight = weights.setdefault(subject, SubjectWeight()), max(BESIDE, least)
    held.weight += weight
    held.telling = True
    held.points += FEWEST_POINTS
    held.evidence.append((weight, words))


def choose_topics(
    weights: Mapping[str, SubjectWeight], subjects: Mapping[str, PolicySubject]
) -> tuple[TopicMatch, ...]:
    """At most three topics, best first; none when nothing is sure or something else is what the forum is about."""
    topics: dict[str, Claim] = {}
    elsewhere = 0.0
    for name, held in weights.items():
        if held.weight <= 0 or not (held.telling or held.hints >= MANY_HINTS):
            continue
        subject = subjects[name]
        if not subject.topic:
            elsewhere += held.weight
            continue
        _claim(topics, subject.topic, held, 1.0)
        for other in subject.also:
            _claim(topics, other, held, ALSO)
    ranked = _ranked(_families(topics))
    if not ranked or ranked[0][1].weight < ENOUGH or elsewhere > ranked[0][1].weight:
        return ()
    least = max(ENOUGH, SHARE_OF_BEST * ranked[0][1].weight)
    given = [(t, claim) for t, claim in ranked if claim.weight >= least and claim.points >= FEWEST_POINTS]
    return tuple(
        TopicMatch(topic, squash(claim.weight, HALF), claim.evidence()) for topic, claim in given[:MOST_TOPICS]
    )


def _claim(topics: dict[str, Claim], topic: str, held: SubjectWeight, part: float) -> None:
    claim = topics.get(topic)
    if claim is None:
        claim = topics[topic] = Claim()
    claim.weight += held.weight * part
    claim.points += held.points
    claim.held.append(held)


def _families(topics: Mapping[str, Claim]) -> dict[str, Claim]:
    """Topics of the third level stand for their family where one of them leads; else their parent does."""
    families: dict[str, list[str]] = {}
    for topic in topics:
        families.setdefault(_parts(topic)[1], []).append(topic)
    chosen: dict[str, Claim] = {}
    for parent, members in families.items():
        if len(members) == 1:
            chosen[members[0]] = topics[members[0]]
            continue
        claims = [topics[member] for member in members]
        whole = Claim(
            sum(claim.weight for claim in claims),
            sum(claim.points for claim in claims),
            [held for claim in claims for held in claim.held],
        )
        best = max(members, key=lambda t: (topics[t].weight, t))
        chosen[best if topics[best].weight >= LEADS * whole.weight else parent] = whole
    return chosen


def _ranked(topics: Mapping[str, Claim]) -> list[tuple[str, Claim]]:
    """Heaviest first, each raised a little by its neighbours of the same policy area."""
    areas: dict[str, float] = {}
    for topic, claim in topics.items():
        area = _parts(topic)[0]
        areas[area] = areas.get(area, 0.0) + claim.weight

    def rank(entry: tuple[str, Claim]) -> tuple[float, str]:
        topic, claim = entry
        near = areas[_parts(topic)[0]] - claim.weight
        return -round(claim.weight + NEIGHBOURS * near, 9), topic

    return sorted(topics.items(), key=rank)


@cache
def _parts(topic: str) -> tuple[str, str]:
    """The policy area of a topic, and the path of its second level."""
    levels = topic.split("/")
    return levels[1], "/".join(levels[:3])
