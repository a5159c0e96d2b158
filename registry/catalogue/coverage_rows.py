"""What is known of a forum that bears on what a list covers: a few codes, cut from its card once. Pure."""

import struct
from array import array
from collections.abc import Mapping
from typing import Any, NamedTuple

from registry.catalogue.codes import language_code
from registry.catalogue.measures import NOT_KNOWN_YET, Measures
from registry.catalogue.text import fit_all
from registry.catalogue.texts import Texts
from registry.vocabulary import RegionKind


class Covering(NamedTuple):
    """A forum by what it covers. Topics, places and audiences are its own, without those around them.

    `places` leaves countries out. `size` are the members that count: None where none are stated, where they cannot be
    true, and for sensitive forums. `in_use`: listed, and not silent for a year. `local`: it is for one locality.
    """

    topics: tuple[str, ...]
    places: tuple[str, ...]
    audiences: tuple[str, ...]
    language: str
    country: str
    stance: str
    in_use: bool
    sensitive: bool
    local: bool
    size: int | None


def covering(card: Mapping[str, Any], document: Mapping[str, Any], measures: Measures) -> Covering:
    """What a forum covers: `card` is its card's document, `document` its row in the list."""
    sensitive = bool(document["sensitive"])
    return Covering(
        topics=tuple(dict.fromkeys(topic["topic"] for topic in document["topics"])),
        places=measures.places,
        audiences=tuple(dict.fromkeys(fit_all(list(card.get("audience") or ())))),
        language=language_code(card.get("language")) or "",
        country=document["country"] or "",
        stance=document["taking_part"],
        in_use=measures.not_major in ("", NOT_KNOWN_YET),
        sensitive=sensitive,
        local=measures.ground == RegionKind.LOCAL and not sensitive,
        size=measures.size,
    )


_HEAD = struct.Struct("<qIIIBBBB")
_IN_USE, _SENSITIVE, _LOCAL = 1, 2, 4
_MOST_SIZE, _MOST_OF_A_KIND = (1 << 63) - 1, 255


def packed(row: Covering, texts: Texts) -> bytes:
    """The row in few bytes: codes by their numbers in `texts`."""
    lists = [some[:_MOST_OF_A_KIND] for some in (row.topics, row.places, row.audiences)]
    head = _HEAD.pack(
        -1 if row.size is None else min(row.size, _MOST_SIZE),
        *(texts.number(text) for text in (row.language, row.country, row.stance)),
        _IN_USE * row.in_use | _SENSITIVE * row.sensitive | _LOCAL * row.local,
        *map(len, lists),
    )
    return head + array("I", [texts.number(text) for some in lists for text in some]).tobytes()


def unpacked(kept: bytes, texts: Texts) -> Covering:
    """The row of these bytes."""
    size, language, country, stance, flags, topics, places, _ = _HEAD.unpack_from(kept)
    text = texts.text
    codes = tuple(map(text, array("I", kept[_HEAD.size :])))
    return Covering(
        codes[:topics],
        codes[topics : topics + places],
        codes[topics + places :],
        text(language),
        text(country),
        text(stance),
        bool(flags & _IN_USE),
        bool(flags & _SENSITIVE),
        bool(flags & _LOCAL),
        None if size < 0 else size,
    )
