"""The forms of letters sent by program, as they are read and as OpenAPI describes them.

Described more closely than they are read: an address has one form there that is always understood, though others are
too, and a report is one of five, so that what fits the description is taken.
"""

from datetime import datetime
from typing import Any

from pydantic import Field

from registry.stewardship.kinds import FIGURES, ON_A_FORUM, ON_THE_SITE, WORDS_NOT_NEEDED, Closing, LetterKind, State
from registry.stewardship.writing import MOST_ABOUT, MOST_ADDRESS, MOST_WORDS
from registry_api.routes.answers import Strict


class SuggestionOf(Strict):
    """A forum to look at."""

    address: str = Field(min_length=1, max_length=MOST_ADDRESS)
    words: str = Field("", max_length=MOST_WORDS)


class ReportOf(Strict):
    """Something is wrong: with the entry of `forum`, or, where none is given, with anything else of the registry."""

    kind: str
    forum: str = Field("", min_length=1, max_length=64)
    figure: str = Field("", min_length=1)
    about: str = Field("", max_length=MOST_ABOUT)
    words: str = Field("", max_length=MOST_WORDS)


class ForumOf(Strict):
    """A listed forum."""

    id: str
    name: str | None
    url: str


class AnswerOf(Strict):
    """What a person answered."""

    words: str
    at: datetime
    closed_as: Closing | None = Field(description="null: it is still open.")


class LetterOf(Strict):
    """A letter and what became of it. What was written is never shown."""

    reference: str = Field(description="Cannot be guessed: whoever knows it may read this.")
    kind: LetterKind
    at: datetime
    url: str = Field(description="The page that tells the same.")
    state: State
    said: str = Field(description="The state in words.")
    outcome: str | None = Field(description="How the visit to a suggested address ended.")
    visited_at: datetime | None
    forum: ForumOf | None = Field(description="The listed forum it is about, or became.")
    reason: str | None = Field(description="Why a suggested forum is not listed.")
    answer: AnswerOf | None


_SAYS_SOMETHING = (
    r"[^\s\x00-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
"""At least one character that is neither space nor invisible: see `registry.hygiene`."""

_LABEL = "[A-Za-z0-9_]([A-Za-z0-9_-]{0,10}[A-Za-z0-9_])?"
ADDRESS_PATTERN = (
    rf"^(([Hh][Tt][Tt][Pp][Ss]?:)?//)?({_LABEL}\.){{1,3}}[A-Za-z]([A-Za-z0-9_-]{{0,10}}[A-Za-z0-9_])(:(80|443))?"
    r"([/?#\\][!-~\u00a1-\u00ac\u00ae-\u05ff]{0,50})?$"
)
"""Addresses of common length; longer ones, and names in other scripts, are understood too."""

_PRIVATE = "Private: shown to the registry's people only. Leave out personal details."


def suggestion_schema() -> dict[str, Any]:
    """The body of a suggestion."""
    address = {
        "type": "string", "pattern": ADDRESS_PATTERN, "maxLength": MOST_ADDRESS,
        "examples": ["https://forum.example.org/"],
        "description": "However written, also longer than the pattern has it. Public, on the usual ports, without user "
        "name and password.",
    }  # fmt: skip
    return _object({"address": address, "words": _words("What people help each other with there.")}, ["address"])


def report_schema() -> dict[str, Any]:
    """The body of a report: five forms, by what is said about a forum or about anything else."""
    forum = {
        "type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$", "examples": ["f0001"],
        "description": "The id of a listed forum.",
    }  # fmt: skip
    figure = {"enum": list(FIGURES), "description": "The figure or fact that is wrong."}
    about = {"type": "string", "maxLength": MOST_ABOUT, "description": "The page it is about."}
    needed, free = _words("What is wrong.", needed=True), _words("What is wrong.")
    brief = [kind for kind in ON_A_FORUM if kind in WORDS_NOT_NEEDED]
    long = [kind for kind in ON_A_FORUM if kind not in (*brief, LetterKind.WRONG_FIGURE)]
    site = [kind for kind in ON_THE_SITE if kind not in WORDS_NOT_NEEDED]
    named = {**about, "pattern": _SAYS_SOMETHING, "description": "The address of the forum to be taken off the list."}
    forms = [
        _object({"forum": forum, "kind": _one_of(brief), "words": free}, ["forum", "kind"]),
        _object({"forum": forum, "kind": _one_of(long), "words": needed}, ["forum", "kind", "words"]),
        _object(
            {"forum": forum, "kind": _one_of([LetterKind.WRONG_FIGURE]), "figure": figure, "words": needed},
            ["forum", "kind", "figure", "words"],
        ),
        _object({"kind": _one_of(site), "about": about, "words": needed}, ["kind", "words"]),
        _object({"kind": _one_of([LetterKind.REMOVAL]), "about": named, "words": free}, ["kind", "about"]),
    ]
    return {"anyOf": forms}


def _object(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _one_of(kinds: list[LetterKind]) -> dict[str, Any]:
    return {"enum": [str(kind) for kind in kinds]}


def _words(what: str, *, needed: bool = False) -> dict[str, Any]:
    made = {"type": "string", "maxLength": MOST_WORDS, "description": f"{what} {_PRIVATE}"}
    return {**made, "pattern": _SAYS_SOMETHING} if needed else made
