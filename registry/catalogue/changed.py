"""Which parts of a card changed: their names, never what stood or stands in them. Pure."""

from collections.abc import Mapping
from typing import Any

from registry.catalogue.card import ACTIVITY_TOLD, VOLATILE, replies_told

PARTS: dict[str, tuple[str, ...]] = {
    "name": ("name",),
    "description": ("description",),
    "address": ("address",),
    "kind": ("kind",),
    "standing": ("standing", "listed_at", "merged_into"),
    "state": (
        "state",
        "state_reason",
        "first_seen_at",
        "unreachable_since",
        "next_standing",
        "next_standing_on",
    ),
    "activity": ("activity",),
    "figures": (),
    "topics": ("topics",),
    "places": ("regions",),
    "departments": ("organisations",),
    "audience": ("audience",),
    "peer_support": ("peer_support", "replies"),
    "sensitive": ("sensitive",),
    "wishes": ("taking_part", "reading", "stance_at", "stance_said", "stance_source"),
    "told": ("told_at", "told_how"),
    "boards": ("boards",),
    "links": ("feeds",),
    "software": ("platform", "platform_version"),
    "language": ("language", "country"),
    "source": ("named_in",),
    "other": (),
}
"""The parts of an entry, in the order they are told, with the fields of a card that each is made of. Facts belong to
`figures`, or to the part of the same name; `other` is what stands in none of them.
"""

_NOT_TOLD = frozenset({*VOLATILE, "public_id", "sample", "facts"})
_PART_OF = {field: part for part, fields in PARTS.items() for field in fields}
_PART_OF_FACT = {"rules_url": "links", "contact_url": "links", "registration_url": "links", "login_wall": "state"}


def changed_parts(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    """The names of the parts in which two documents of a card differ, in the order of PARTS.

    A field that a document does not have counts as null, so that a card of an older version differs in nothing new.
    """
    found = {
        _PART_OF.get(field, "other")
        for field in (before.keys() | after.keys()) - _NOT_TOLD
        if _telling(field, before.get(field)) != _telling(field, after.get(field))
    }
    facts, facts_after = _by_name(before), _by_name(after)
    for name in facts.keys() | facts_after.keys():
        if facts.get(name) != facts_after.get(name):
            found.add(_PART_OF_FACT.get(name) or _PART_OF.get(name, "figures"))
    return tuple(part for part in PARTS if part in found)


def _telling(field: str, value: Any) -> Any:
    if field == "activity" and isinstance(value, Mapping):
        return [*(value.get(name) for name in ACTIVITY_TOLD), bool(value.get("at_least"))]
    if field == "replies":
        return replies_told(value or {})
    return value


def _by_name(document: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The facts of a document by name, each without the time it was seen last."""
    facts: dict[str, list[dict[str, Any]]] = {}
    for fact in document.get("facts") or ():
        facts.setdefault(fact["name"], []).append({k: v for k, v in fact.items() if k != "last_seen_at"})
    return facts
