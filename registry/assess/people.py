"""Who a forum is for, and whether to take care of them."""

from collections.abc import Mapping

from registry.assess.phrases import Signs, pull_of
from registry.assess.subjects import PolicySubject
from registry.assess.topics import SubjectWeight

AUDIENCE_ENOUGH, AUDIENCE_SHARE = 4.5, 0.55
"""Weight an audience needs, and its share of the weight of the heaviest one."""

NAMED_ENOUGH = 3.5
"""Weight that is enough where the forum's own name or description names the audience."""

MOST_AUDIENCES = 3
"""Audiences that are given."""

EVERYBODY, EVERYBODY_COUNTS = "consumers", 0.5
"""The audience that anyone may be, and what is left of its weight: it is given where nothing nearer is known."""

SENSITIVE_ENOUGH, SENSITIVE_SHARE = 5.0, 0.3
"""Weight that a sensitive matter needs, more than one board's name has, and its share of the heaviest subject's."""

LATER_COUNTS = 0.7
"""What is left of a subject's weight for each of its audiences but the first."""

FOLLOWERS = ("hobbyists",)
"""Who comes to talk of what is nobody's policy area."""


def audience_of(
    signs: Signs, weights: Mapping[str, SubjectWeight], subjects: Mapping[str, PolicySubject]
) -> tuple[str, ...]:
    """Who comes there, out of the closed list of the seeds, best first, `MOST_AUDIENCES` at most.

    Thread titles name no audience: a title with `my dad` in it may stand anywhere.
    """
    pulls: dict[str, float] = {}
    named: set[str] = set()
    for key, weight, (_, _, name, description, boards, _, address, _) in signs.get("audience", ()):
        if pull := pull_of(name, description, boards, 0, address):
            pulls[key] = pulls.get(key, 0.0) + weight * pull
            if name or description:
                named.add(key)
    for subject, held in weights.items():
        if held.telling and held.weight > 0:
            for nth, who in enumerate(subjects[subject].audience if subjects[subject].topic else FOLLOWERS):
                counts = (LATER_COUNTS if nth else 1.0) * (EVERYBODY_COUNTS if who == EVERYBODY else 1.0)
                pulls[who] = pulls.get(who, 0.0) + counts * held.weight
    least = max(AUDIENCE_ENOUGH, AUDIENCE_SHARE * max(pulls.values(), default=0.0))
    given = [who for who, pull in pulls.items() if pull >= least or (who in named and pull >= NAMED_ENOUGH)]
    return tuple(sorted(given, key=lambda who: (-pulls[who], who))[:MOST_AUDIENCES])


def sensitive_of(
    signs: Signs,
    weights: Mapping[str, SubjectWeight],
    subjects: Mapping[str, PolicySubject],
) -> str | None:
    """The reason to take care; None where nothing sensitive is a fair part of what the forum is about.

    Missing one is worse than one too many: a word of it in the forum's own name or description is enough. One board or
    one title of a forum about something else is not.
    """
    best = max((held.weight for held in weights.values()), default=0.0)
    reasons: dict[str, float] = {}
    said: dict[str, float] = {}
    named: set[str] = set()
    for name, held in weights.items():
        reason = subjects[name].sensitive
        if reason and held.telling:
            reasons[reason] = reasons.get(reason, 0.0) + held.weight
    for key, weight, hit in signs.get("sensitive", ()):
        said[key] = said.get(key, 0.0) + weight * hit.pull
        if hit.name or hit.description:
            named.add(key)
    least = max(SENSITIVE_ENOUGH, SENSITIVE_SHARE * best)
    for key, weight in said.items():  # words that are phrases of the subject as well count once
        reasons[key] = max(weight, reasons.get(key, 0.0))
    found = [(weight, reason) for reason, weight in reasons.items() if weight >= least or reason in named]
    return max(found)[1] if found else None
