"""The closed lists of letters: what they are about, how they are closed, and what may be said of a suggestion."""

from enum import StrEnum


class LetterKind(StrEnum):
    """What a letter is about."""

    REMOVAL = "removal"  # whoever runs the forum wants it off the list: shown to people first
    HARMFUL = "harmful"  # harmful or illegal content
    OWNER = "owner"  # whoever runs the forum wants something changed
    WISHES = "wishes"  # whoever runs the forum says how officials may take part: recorded by the verb of that name
    ACCESSIBILITY = "accessibility"  # our own pages are hard to use
    NOT_A_FORUM = "not_a_forum"
    WRONG_SUBJECT = "wrong_subject"  # topic or place
    WRONG_FIGURE = "wrong_figure"
    MOVED_OR_GONE = "moved_or_gone"
    PAGE = "page"  # something on our own pages is wrong
    OTHER = "other"
    SEARCH = "search"  # a search that found nothing, and what was hoped for
    SUGGESTION = "suggestion"


ON_A_FORUM = (
    LetterKind.NOT_A_FORUM,
    LetterKind.WRONG_SUBJECT,
    LetterKind.WRONG_FIGURE,
    LetterKind.MOVED_OR_GONE,
    LetterKind.HARMFUL,
    LetterKind.OWNER,
    LetterKind.WISHES,
    LetterKind.REMOVAL,
    LetterKind.OTHER,
)
"""Kinds of reports on one forum, in the order they are offered."""

ON_THE_SITE = (
    LetterKind.PAGE,
    LetterKind.ACCESSIBILITY,
    LetterKind.HARMFUL,
    LetterKind.REMOVAL,
    LetterKind.OTHER,
)
"""Kinds of reports on anything else of the registry, in the order they are offered."""

WORDS_NOT_NEEDED = frozenset(
    {LetterKind.REMOVAL, LetterKind.NOT_A_FORUM, LetterKind.MOVED_OR_GONE, LetterKind.SUGGESTION, LetterKind.SEARCH}
)
"""Kinds that say enough by themselves."""

FIGURES = ("members", "threads", "posts", "online", "last_post_at", "activity", "name", "description", "language")
"""What a report may call wrong: facts of a forum, and its activity."""


class Closing(StrEnum):
    """How a letter was closed."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    DONE = "done"
    DUPLICATE = "duplicate"


class State(StrEnum):
    """What became of a letter, as its writer is told."""

    RECEIVED = "received"  # a person will read it
    ANSWERED = "answered"  # a person has answered
    WAITING = "waiting"  # the address waits for its visit; also the answer for what left, and for what told us to leave
    VISITED = "visited"  # the address was visited; the outcome says what was seen
    DECIDING = "deciding"  # a person is looking at the forum
    LISTED = "listed"
    KNOWN_AS = "known_as"  # one community with a forum that is listed under another name
    NOT_LISTED = "not_listed"  # a person decided against it
