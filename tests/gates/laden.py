"""Cards in which every field holds a payload, and their twins, in which every field holds as much harmless text.

The fields are found by looping over the card's own declaration, so that a field added later is laden as well.
"""

import re
import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from typing import Any, Union, get_args, get_origin, get_type_hints

from registry.catalogue.card import Card
from registry.catalogue.text import fit, web_address
from tests.gates.payloads import STORED

OURS = ("public_id", "standing", "merged_into")
"""Fields that only this program writes, and by which it finds the forum: they hold what they have to."""

ADDRESSES = ("address", "url", "page", "named_in", "feeds")
"""Fields that hold addresses: their payload stands within one, which may make it one that is linked."""

FIRST_LETTER = 0x4E00
"""There are thousands of letters from here on."""

Text = Callable[[str], str]
"""What a field of this name says."""


def hostile(number: int) -> Text:
    """The payload of this number in every field. The payload comes first: what it begins with is what counts."""
    payload = STORED[number]

    def say(name: str) -> str:
        if name in ADDRESSES:
            return f"https://forum.example/{payload}{number:04d}"
        if name == "path":  # no two forums are about one topic; its signs are all kept, so that it names what it files
            return f"/{number:04d}{fit(payload)} {number:04d}e"
        return f"{payload} {number:04d}e"

    return say


def bare(number: int) -> Text:
    """The payload alone, also where an address is expected."""
    usual = hostile(number)
    return lambda name: f"{STORED[number]} {number:04d}e" if name in ADDRESSES else usual(name)


def twin(say: Text) -> Text:
    """As long, with the same spaces, lines and slashes, and an address where the other is one; but harmless."""

    def harmless(name: str) -> str:
        text = say(name)
        if web_address(text):
            start = "https://forum.example/" if text.startswith("https://forum.example/") else "https://"
            return start + _dulled(text.removeprefix(start))
        return _dulled(text)

    return harmless


def _dulled(text: str) -> str:
    """Every sign but spaces, lines and slashes is one letter, which no other twin has."""
    number = re.search(r"([0-9]{4})e?\Z", text)
    assert number is not None
    return re.sub(r"[^\s/]", chr(FIRST_LETTER + int(number[1])), text)


def laden(public_id: str, say: Text) -> Card:
    """A listed forum that says so in every field it has."""
    return _filled(Card, say, public_id=public_id, standing="listed", merged_into=None)  # type: ignore[no-any-return]


def _filled(kind: type, say: Text, **given: Any) -> Any:
    hints = get_type_hints(kind)
    values = {one.name: _value(one.name, hints[one.name], say) for one in fields(kind) if one.name not in given}
    return kind(**values, **given)


def _value(name: str, hint: Any, say: Text) -> Any:
    """A value of a field: text where text may stand, else what its type asks for."""
    arms = get_args(hint) if isinstance(hint, types.UnionType) or get_origin(hint) is Union else (hint,)
    if str in arms:
        return say(name)
    arm = next(one for one in arms if one is not types.NoneType)
    if get_origin(arm) is tuple:
        return (_value(name, get_args(arm)[0], say),)
    if get_origin(arm) is dict:
        return {"posts": 40, say(name): say(name)}
    if is_dataclass(arm):
        return _filled(arm, say)  # type: ignore[arg-type]  # it is a class
    return {bool: True, int: 7, float: 0.5}[arm]


__all__ = ["ADDRESSES", "OURS", "bare", "hostile", "laden", "twin"]
