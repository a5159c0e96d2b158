"""Who a forum is for, what sort of community it is, and whether to take care."""

import re
from collections.abc import Mapping

from registry.assess.phrases import Signs
from registry.assess.subjects import PolicySubject
from registry.assess.topics import SubjectWeight
from registry.vocabulary import ForumKind

AUDIENCE_ENOUGH = 4.5
MOST_AUDIENCES = 4

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
