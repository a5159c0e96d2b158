"""What is public of a forum in words and codes: what it is found by, and what explains why it was."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import orjson

from registry.catalogue.terms import Terms, in_words
from registry.catalogue.text import one_line

MOST_BOARDS = 120
"""Boards whose names are searched."""

LONGEST_DESCRIPTION = 2_000
"""Characters of the description that are searched."""


class Said(NamedTuple):
    """The words and codes of one forum; the topics and places are its own, best first, and those around them."""

    name: str
    description: str
    host: str
    boards: Sequence[str]
    topics: Sequence[str]
    topics_and_wider: Sequence[str]
    topic_titles: Sequence[str]
    topic_phrases: Sequence[str]
    places_and_wider: Sequence[str]
    place_names: Sequence[str]
    organisations: Sequence[str]
    organisation_names: Sequence[str]
    audience: Sequence[str]


class Unlisted(NamedTuple):
    """What a forum is found by and lists do not show: the whole description where that is longer, boards, phrases, and
    whom it is for."""

    description: str | None
    boards: Sequence[str]
    phrases: Sequence[str]
    audience: Sequence[str] = ()

    def as_json(self) -> bytes:
        """As it is kept."""
        return orjson.dumps(list(self))


def unlisted(card: Mapping[str, Any], document: Mapping[str, Any]) -> Unlisted:
    """What the card says beyond the row of the list."""
    description = one_line(card.get("description") or "", LONGEST_DESCRIPTION)
    return Unlisted(
        description=None if description == (document["description"] or "") else description,
        boards=[one_line(board["name"], 120) for board in (card.get("boards") or ())[:MOST_BOARDS]],
        phrases=_phrases(card),
        audience=[in_words(one).casefold() for one in card.get("audience") or ()],
    )


def said(document: Mapping[str, Any], rest: Unlisted, terms: Terms) -> Said:
    """What a forum is found by, from its row in the list and what lists do not show."""
    topics = list(dict.fromkeys(topic["topic"] for topic in document["topics"]))
    places = dict.fromkeys(region["code"] for region in document["regions"])
    organisations = list(dict.fromkeys(document["departments"]))
    names = terms.organisations
    return Said(
        name=document["name"],
        description=(document["description"] or "") if rest.description is None else rest.description,
        host=(document["address"] or "").split("//", 1)[-1].split("/", 1)[0].removeprefix("www."),
        boards=rest.boards,
        topics=topics,
        topics_and_wider=list(dict.fromkeys(wider for topic in topics for wider in terms.topic_and_wider(topic))),
        topic_titles=[terms.topic_title(topic) for topic in topics],
        topic_phrases=rest.phrases,
        places_and_wider=list(dict.fromkeys(wider for place in places for wider in terms.place_and_wider(place))),
        place_names=[region["name"] for region in document["regions"]],
        organisations=organisations,
        organisation_names=[names.get(slug, "") for slug in organisations],
        audience=rest.audience,
    )


def _phrases(card: Mapping[str, Any]) -> list[str]:
    """The seeds' own phrases that filed the forum: evidence reads `debt advice: in the name`."""
    told = (line.rsplit(": ", 1)[0] for topic in card.get("topics") or () for line in topic.get("evidence") or ())
    return list(dict.fromkeys(one_line(phrase, 80) for phrase in told))
