"""Words shown for what letters are about and what became of them: kept apart, so that a catalogue can take them."""

from dataclasses import dataclass

from registry.stewardship.kinds import LetterKind, State
from registry.stewardship.writing import Wrong
from registry.vocabulary import Outcome

KINDS: dict[str, str] = {
    LetterKind.NOT_A_FORUM: "It is not a forum where people help each other",
    LetterKind.WRONG_SUBJECT: "Its topic or place is wrong",
    LetterKind.WRONG_FIGURE: "A figure or other fact is wrong",
    LetterKind.MOVED_OR_GONE: "It has moved or is gone",
    LetterKind.HARMFUL: "It shows harmful or illegal content",
    LetterKind.OWNER: "I run this forum and want its entry changed",
    LetterKind.WISHES: "I run this forum and want to say how officials may take part",
    LetterKind.REMOVAL: "I run this forum and want it taken off the list",
    LetterKind.PAGE: "Something on a page of this site is wrong",
    LetterKind.ACCESSIBILITY: "A page is hard or impossible to use",
    LetterKind.OTHER: "Something else",
    LetterKind.SEARCH: "A forum you could not find",
    LetterKind.SUGGESTION: "A forum to look at",
}
"""What a letter is about."""

LEGENDS = {"activity": "Activity"}
"""What may be wrong beside the facts of a forum."""

STATES: dict[str, str] = {
    State.RECEIVED: "We have it. A person will read it and answer here.",
    State.ANSWERED: "A person has answered.",
    State.WAITING: "We will look at this address. Some addresses cannot be visited, and stay like this.",
    State.VISITED: "We have visited it.",
    State.DECIDING: "We have visited it. A person is looking at whether it belongs on the list.",
    State.LISTED: "It is on the list.",
    State.KNOWN_AS: "It is on the list under another name.",
    State.NOT_LISTED: "A person looked at it and decided not to list it.",
}
"""What became of a letter, in a sentence for programs to show; pages say more."""

MISSING: dict[str, dict[str, str]] = {
    "address": {"no address": "Enter the address of the forum"},
    "about": {"no address is given": "Enter the address of the forum"},
    "kind": {"nothing is chosen": "Select what is wrong"},
    "figure": {"no figure is chosen": "Select the figure or fact that is wrong"},
    "q": {"nothing is written": "Enter what you were looking for"},
    "words": {"nothing is written": "Tell us in a few words what is wrong"},
}
"""What a form says of a field that was left empty, by field and by what `Wrong` calls it: what to do, and no more."""

_NOT_REACHED = "We could not reach it. We will try again."
_NOT_READ = "We could not read what it sent us. We will try again."

OUTCOMES: dict[str, str] = {
    Outcome.PROFILED: "We have read it.",
    Outcome.NOT_A_FORUM: "It showed us no forum.",
    Outcome.UNSURE: "It showed us some signs of a forum, but too few to be sure.",
    Outcome.PARKED: "Nobody seems to use this website: its name is for sale, or nothing was put there yet.",
    Outcome.COPY: "It shows the same forum as another address that we know.",
    Outcome.LOGIN_WALL: "It shows nothing to people who are not signed in.",
    Outcome.BLOCKED: "It did not let our visitor in.",
    Outcome.ROBOTS_REFUSED: "Its robots.txt keeps us out, so we have not read it.",
    Outcome.ROBOTS_UNREACHABLE: _NOT_REACHED,
    Outcome.MOVED: "It sent us on to another address, which we will look at.",
    Outcome.DNS_FAILED: "There is no website under this name. Check that the address is right.",
    Outcome.CONNECTION_FAILED: _NOT_REACHED,
    Outcome.TLS_FAILED: "Its certificate is not valid, so we have not read it. We will try again.",
    Outcome.TIMED_OUT: _NOT_REACHED,
    Outcome.TOO_LARGE: _NOT_READ,
    Outcome.TOO_MANY_REDIRECTS: "It sent us round in circles.",
    Outcome.EGRESS_REFUSED: "It is not at a public address, so we cannot visit it.",
    Outcome.RATE_LIMITED: "It asked us to come back later. We will.",
    Outcome.ACCESS_DENIED: "It did not let our visitor in.",
    Outcome.GONE: "There is nothing at this address.",
    Outcome.SERVER_ERROR: _NOT_REACHED,
    Outcome.UNREADABLE: _NOT_READ,
}
"""How a visit ended, for whoever suggested it. Outcomes that are never told stand not here."""

_UNITS = ((86400, "days"), (3600, "hours"), (60, "minutes"))


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a field, as a form shows it; `left_empty` says it all where nothing was entered."""

    field: str
    what: str
    where: str
    advice: str
    left_empty: str


def fault(wrong: Wrong) -> Fault:
    """What is wrong, with the words for a field that was left empty."""
    left_empty = MISSING.get(wrong.field, {}).get(wrong.what, "")
    return Fault(wrong.field, wrong.what, wrong.where, wrong.advice, left_empty)


def in_time(seconds: float) -> tuple[str, int]:
    """A stretch of time as unit (`days`, `hours`, `minutes`) and a whole number of at least 1, rounded up."""
    for length, unit in _UNITS:
        if seconds >= length * 2 or unit == "minutes":
            return unit, max(1, -int(-seconds // length))
    raise AssertionError("minutes take everything")
