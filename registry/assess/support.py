"""Whether people help each other in a forum: by its subjects, its words, and what its thread titles are for. Pure."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from registry.assess.assessment import PeerSupport, TopicMatch
from registry.assess.phrases import Evidence, Hit, Read, most_telling, pull_of
from registry.assess.subjects import ELSEWHERE, PolicySubject
from registry.assess.topics import SubjectWeight

LEAN_PULLS, WORDS_PULL, ASKING_PULLS, TELLING_PULLS, START = 2.4, 0.35, 6.0, -12.0, -0.6
"""What the lean of its subjects, the sum of its words, the shares of titles and nothing at all put into the sum."""

HEAVIEST_WORDS, WORD_S_MOST_PULL = 6.0, 3.0
"""Words count up to this sum either way; no place they stand in pulls more than this."""

LEAN_S_BALLAST, NO_TOPIC_LEANS = 4.0, -0.6
"""Weight that stands for what was not seen among subjects; how a forum without a topic leans."""

TITLES_BALLAST = 4
"""Titles that stand for those not seen: three titles tell less than thirty."""

PEER_FORMULA = (
    f"score = 1 / (1 + e^-({LEAN_PULLS:g} x lean + {WORDS_PULL:g} x words + {ASKING_PULLS:g} x asking - "
    f"{-TELLING_PULLS:g} x telling - {-START:g})), where "
    "lean = the sum over the forum's subjects of weight x (+1 where people come for help, 0 where they sometimes do, "
    f"-1 where they follow, show or debate), divided by (the sum of the weights + {LEAN_S_BALLAST:g}); "
    f"for a forum without a topic, lean = the lesser of that and 0, less {-NO_TOPIC_LEANS:g}; "
    "words = the sum of the words of asking and helping (1 strong, 0.5 fair, 0.25 hint) less those of fans, news and "
    "markets (the same), each times the pull of where it stood outside thread titles "
    f"({WORD_S_MOST_PULL:g} at most), kept between -{HEAVIEST_WORDS:g} and {HEAVIEST_WORDS:g}; "
    "asking = the sum, over the words of asking, helping and trouble in thread titles, of how many titles hold each "
    f"(times what it weighs), divided by (the number of titles read + {TITLES_BALLAST}), 1 at most; "
    "telling = the same of words of showing, reporting, selling and campaigning. "
    "From one half upwards the forum counts as one of mutual help."
)
"""The published formula."""


@dataclass(slots=True)
class _Spoken:
    """What the words said: `words` outside titles, with what spoke for and against; those in titles by their number."""

    words: float = 0.0
    evidence: list[Evidence] = field(default_factory=list)
    against: list[Evidence] = field(default_factory=list)
    asking: dict[int, tuple[float, Hit]] = field(default_factory=dict)
    telling: dict[int, tuple[float, Hit]] = field(default_factory=dict)


def peer_support_of(
    read: Read,
    weights: Mapping[str, SubjectWeight],
    subjects: Mapping[str, PolicySubject],
    topics: Sequence[TopicMatch],
    names: Mapping[str, str] | None = None,
) -> PeerSupport:
    """Whether people seek and give help. Occupational, hobby and local forums count where people help each other.

    The score is a logistic sum: subjects people bring their troubles to and titles that ask, against subjects people
    follow, show or trade and titles that report or sell. `names` are those of topics, by path.
    """
    spoken = _spoken(read)
    lean = _lean(spoken, weights, subjects, topics, names or {})
    words = max(-HEAVIEST_WORDS, min(HEAVIEST_WORDS, spoken.words))
    titles = read.titles + TITLES_BALLAST
    asking, telling = (min(1.0, _sum(side) / titles) for side in (spoken.asking, spoken.telling))
    total = LEAN_PULLS * lean + WORDS_PULL * words + ASKING_PULLS * asking + TELLING_PULLS * telling + START
    score = round(1 / (1 + math.exp(-total)), 3)
    if spoken.asking:
        said = _counted(spoken.asking.values())
        spoken.evidence.append((ASKING_PULLS * asking, f"thread titles ask or tell of a trouble: {said}"))
    if spoken.telling:
        said = _counted(spoken.telling.values())
        spoken.against.append((-TELLING_PULLS * telling, f"thread titles show, report, sell or campaign: {said}"))
    told = map(_plainly, most_telling(spoken.evidence, 3))
    doubts = (f"against it: {_plainly(words)}" for words in most_telling(spoken.against, 2))
    return PeerSupport(score >= 0.5, score, (*told, *doubts))


def _spoken(read: Read) -> _Spoken:
    spoken = _Spoken()
    for side, weight, hit in read.signs.get("support", ()):
        _, _, name, description, boards, titles, address, pull = hit
        if titles:
            _count(spoken, side == "for", abs(weight), hit)
            pull = pull_of(name, description, boards, 0, address)
        if pull:
            said = weight * min(pull, WORD_S_MOST_PULL)
            spoken.words += said
            (spoken.evidence if side == "for" else spoken.against).append((WORDS_PULL * abs(said), _outside(hit)))
    for key, weight, hit in read.signs.get("titles", ()):
        if hit.titles:
            _count(spoken, key != "tells", weight, hit)
    return spoken


def _count(spoken: _Spoken, asks: bool, weight: float, hit: Hit) -> None:
    """A phrase that stood in thread titles, by how many of them hold it; once, however many signs it is."""
    side = spoken.asking if asks else spoken.telling
    known = side.get(hit.number)
    if known is None or known[0] < weight * hit.titles:
        side[hit.number] = (weight * hit.titles, hit)


def _sum(side: Mapping[int, tuple[float, Hit]]) -> float:
    return sum(said for said, _ in side.values())


def _outside(hit: Hit) -> Hit:
    """The hit without the titles, which are told of together."""
    return hit._replace(titles=0) if hit.titles else hit


def _lean(
    spoken: _Spoken,
    weights: Mapping[str, SubjectWeight],
    subjects: Mapping[str, PolicySubject],
    topics: Sequence[TopicMatch],
    names: Mapping[str, str],
) -> float:
    """How far the forum's subjects are those people come to for help, from about -1 to 1, with its evidence."""
    heavy = [(w.weight, subjects[name].seeking, name) for name, w in weights.items() if w.weight > 0 and w.telling]
    total = sum(weight for weight, _, _ in heavy)
    lean = sum(weight * (2 * seeking - 1) for weight, seeking, _ in heavy) / (total + LEAN_S_BALLAST)
    if not topics:
        lean = min(lean, 0.0) + NO_TOPIC_LEANS
    if topics and lean > 0:
        said = f"people come for help with its topic, {_title(topics[0].topic, names)}"
        spoken.evidence.append((LEAN_PULLS * lean, said))
    elif heavy and lean < 0:
        best = max((entry for entry in heavy if entry[1] < 1), default=max(heavy))[2]
        said = f"people come to follow, show or debate {best.removeprefix(ELSEWHERE)}"
        spoken.against.append((-LEAN_PULLS * lean, said))
    return lean


def _counted(spoken: Iterable[tuple[float, Hit]]) -> str:
    """The three words that most titles hold, each with how many: `“refused” in 3, “?” in 2`."""
    ranked = sorted(spoken, key=lambda entry: (-entry[0], entry[1].phrase.shown))[:3]
    return ", ".join(f"“{_shown(hit.phrase.shown)}” in {hit.titles}" for _, hit in ranked)


def _shown(phrase: str) -> str:
    return "?" if phrase == "questionmark" else phrase


def _title(path: str, names: Mapping[str, str]) -> str:
    return names.get(path) or path.rpartition("/")[2].replace("-", " ")


def _plainly(said: str) -> str:
    """`refused: in 1 board name` as people say it; a sentence as it is."""
    phrase, colon, places = said.rpartition(": in ")
    return f"“{phrase}” in {places}" if colon else said
