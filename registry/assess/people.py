"""Who a forum is for, whether people help each other there, what sort of community it is, and whether to take care."""

import math
import re
from collections.abc import Mapping, Sequence

from registry.assess.assessment import PeerSupport, TopicMatch
from registry.assess.phrases import Evidence, Signs, most_telling
from registry.assess.subjects import ELSEWHERE, PolicySubject
from registry.assess.topics import SubjectWeight
from registry.vocabulary import ForumKind

AUDIENCE_ENOUGH = 4.5
MOST_AUDIENCES = 4

LEAN_PULLS, WORDS_PULL, START = 2.6, 0.35, -0.3
"""What the lean of a forum's subjects, the sum of its words, and nothing at all put into the logistic sum."""

HEAVIEST_WORDS, WORD_S_MOST_PULL = 6.0, 3.0
"""Words count up to this sum either way; no place they stand in pulls more than this."""

LEAN_S_BALLAST, NO_TOPIC_LEANS = 4.0, -0.4
"""Weight that stands for what was not seen among subjects; how a forum without a topic leans."""

PEER_FORMULA = (
    f"score = 1 / (1 + e^-({LEAN_PULLS:g} x lean + {WORDS_PULL:g} x words - {-START:g})), where "
    "lean = the sum over the forum's subjects of weight x (+1 where people come for help, 0 where they sometimes do, "
    f"-1 where they follow, show or debate), divided by (the sum of the weights + {LEAN_S_BALLAST:g}); "
    f"for a forum without a topic, lean = the lesser of that and 0, less {-NO_TOPIC_LEANS:g}; "
    "words = the sum of the words of asking and helping (1 strong, 0.5 fair, 0.25 hint) less those of fans, news and "
    f"markets (the same), each times the pull of where it stood ({WORD_S_MOST_PULL:g} at most), kept between "
    f"-{HEAVIEST_WORDS:g} and {HEAVIEST_WORDS:g}. From one half upwards the forum counts as one of mutual help."
)
"""The published formula."""

_KINDS_OF_PLATFORM = {
    "facebook": ForumKind.GROUP,
    "googlegroups": ForumKind.LIST,
    "mailman": ForumKind.LIST,
    "hyperkitty": ForumKind.LIST,
    "stackexchange": ForumKind.QUESTIONS,
    "question2answer": ForumKind.QUESTIONS,
    "askbot": ForumKind.QUESTIONS,
    "discord": ForumKind.CHAT,
    "zulip": ForumKind.CHAT,
    "reddit": ForumKind.GROUP,
    "lemmy": ForumKind.GROUP,
}
_KINDS_OF_ADDRESS = {
    "facebook.com/groups": ForumKind.GROUP,
    "groups.google.": ForumKind.LIST,
    "groups.io": ForumKind.LIST,
    "jiscmail.ac.uk": ForumKind.LIST,
    "/mailman/": ForumKind.LIST,
    "lists.": ForumKind.LIST,
    "stackexchange.com": ForumKind.QUESTIONS,
    "quora.com": ForumKind.QUESTIONS,
    "discord.gg": ForumKind.CHAT,
    "discord.com": ForumKind.CHAT,
    "t.me/": ForumKind.CHAT,
    "reddit.com/r/": ForumKind.GROUP,
    "meetup.com": ForumKind.GROUP,
    "livejournal.com": ForumKind.BLOG_COMMUNITY,
    "dreamwidth.org": ForumKind.BLOG_COMMUNITY,
}
_ADDRESS = re.compile("|".join(map(re.escape, _KINDS_OF_ADDRESS)))


def audience_of(
    signs: Signs, weights: Mapping[str, SubjectWeight], subjects: Mapping[str, PolicySubject]
) -> tuple[str, ...]:
    """Who comes there, out of the closed list of the seeds, best first, four at most."""
    pulls: dict[str, float] = {}
    for key, weight, hit in signs.get("audience", ()):
        pulls[key] = pulls.get(key, 0.0) + weight * hit.pull
    for name, held in weights.items():
        if held.telling and held.weight > 0:
            for who in subjects[name].audience:
                pulls[who] = pulls.get(who, 0.0) + held.weight
    best = max(pulls.values(), default=0.0)
    ranked = sorted(
        (who for who in pulls if pulls[who] >= max(AUDIENCE_ENOUGH, 0.35 * best)), key=lambda w: (-pulls[w], w)
    )
    return tuple(ranked[:MOST_AUDIENCES])


def peer_support_of(
    signs: Signs,
    weights: Mapping[str, SubjectWeight],
    subjects: Mapping[str, PolicySubject],
    topics: Sequence[TopicMatch],
    titles: Mapping[str, str] | None = None,
) -> PeerSupport:
    """Whether people seek and give help. Occupational, hobby and local forums count where people help each other.

    The score is a logistic sum: subjects people bring their troubles to, words of asking and helping, against subjects
    people follow, show or trade, and the words of fans, news and markets. `titles` are those of topics, by path.
    """
    evidence: list[Evidence] = []
    against: list[Evidence] = []
    spoken = 0.0
    for side, weight, hit in signs.get("support", ()):
        said = weight * min(hit.pull, WORD_S_MOST_PULL)
        spoken += said
        (evidence if side == "for" else against).append((abs(said), hit))
    heavy = [(w.weight, subjects[name].seeking, name) for name, w in weights.items() if w.weight > 0 and w.telling]
    total = sum(weight for weight, _, _ in heavy)
    lean = sum(weight * (2 * seeking - 1) for weight, seeking, _ in heavy) / (total + LEAN_S_BALLAST)
    if not topics:
        lean = min(lean, 0.0) + NO_TOPIC_LEANS
    if topics and lean > 0:
        evidence.append((2.0, f"people come for help with its topic, {_title(topics[0].topic, titles or {})}"))
    elif heavy and lean < 0:
        best = max((entry for entry in heavy if entry[1] < 1), default=max(heavy))[2]
        against.append((2.0, f"people come to follow, show or debate {best.removeprefix(ELSEWHERE)}"))
    words = max(-HEAVIEST_WORDS, min(HEAVIEST_WORDS, spoken))
    score = 1 / (1 + math.exp(-(LEAN_PULLS * lean + WORDS_PULL * words + START)))
    told = map(_plainly, most_telling(evidence, 3))
    doubts = (f"against it: {_plainly(words)}" for words in most_telling(against, 2))
    return PeerSupport(score >= 0.5, round(score, 3), (*told, *doubts))


def _title(path: str, titles: Mapping[str, str]) -> str:
    return titles.get(path) or path.rpartition("/")[2].replace("-", " ")


def _plainly(said: str) -> str:
    """`refused: in 1 thread title` as people say it; a sentence as it is."""
    phrase, colon, places = said.rpartition(": in ")
    return f"“{phrase}” in {places}" if colon else said


def kind_of(signs: Signs, url: str, platform: str | None) -> ForumKind:
    """What sort of community it is: by its software, its address, then its own words; a forum unless told otherwise."""
    if platform in _KINDS_OF_PLATFORM:
        return _KINDS_OF_PLATFORM[platform]
    if found := _ADDRESS.search(url.lower()):
        return _KINDS_OF_ADDRESS[found[0]]
    for key, _, hit in signs.get("kind", ()):
        if hit.name or hit.description:
            return ForumKind(key)
    return ForumKind.FORUM


def sensitive_of(
    signs: Signs,
    weights: Mapping[str, SubjectWeight],
    subjects: Mapping[str, PolicySubject],
) -> str | None:
    """The reason to take care, when a sensitive subject is a large part of what the forum is about; else None."""
    best = max((held.weight for held in weights.values()), default=0.0)
    reasons: dict[str, float] = {}
    for name, held in weights.items():
        reason = subjects[name].sensitive
        if reason and held.telling:
            reasons[reason] = reasons.get(reason, 0.0) + held.weight
    for key, weight, hit in signs.get("sensitive", ()):
        reasons[key] = reasons.get(key, 0.0) + weight * hit.pull
    found = [(weight, reason) for reason, weight in reasons.items() if weight >= max(4.4, 0.4 * best)]
    return max(found)[1] if found else None
