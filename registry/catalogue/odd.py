"""Figures that cannot be true are never published as if they were: the words they were read from stay, as evidence."""

from collections.abc import Mapping
from typing import Any

from registry.assess.plausible import plausible_totals

CANNOT_BE_TRUE = "the figure stated cannot be true"
"""How the reason of such a figure starts."""

TOTALS = ("members", "threads", "posts")
FIGURES = frozenset({*TOTALS, "last_post_at"})


def without_odd(card: dict[str, Any]) -> dict[str, Any]:
    """The card's document with null for each figure that cannot be true, and the reason; the same one, changed."""
    facts = card.get("facts") or ()
    if why := _odd(card.get("activity") or {}, facts, card.get("platform")):
        card["facts"] = [_nulled(fact, why) for fact in facts]
    return card


def odd_figures(facts: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """The names of the figures that `without_odd` took out, in order; `facts` by name."""
    return sorted(name for name in facts if name in FIGURES and is_odd(facts[name].get("reason")))


def is_odd(reason: str | None) -> bool:
    """Whether this is the reason of a figure that cannot be true."""
    return reason is not None and reason.startswith(CANNOT_BE_TRUE)


def _odd(activity: Mapping[str, Any], facts: Any, platform: str | None) -> dict[str, str]:
    """Figures that cannot be true, with the reason. What was odd about an earlier visit starts with its day."""
    why: dict[str, str] = {}
    for said in activity.get("implausible") or ():
        name, _, reason = said.partition(": ")
        if name in FIGURES and not reason[:1].isdigit():
            why[name] = reason
    stated = {fact["name"]: fact["value"] for fact in facts if fact["name"] in TOTALS and not fact.get("derived")}
    totals = {name: value if type(value) is int else None for name, value in stated.items()}
    for odd in plausible_totals(totals.get("members"), totals.get("threads"), totals.get("posts"), platform):
        why.setdefault(odd.field, odd.reason)
    return why


def _nulled(fact: dict[str, Any], why: Mapping[str, str]) -> dict[str, Any]:
    name, value = fact["name"], fact["value"]
    if name not in why or value is None or fact.get("derived"):
        return fact
    reason = f"{CANNOT_BE_TRUE}: {why[name]}" if why[name] else CANNOT_BE_TRUE
    return {**fact, "value": None, "raw": fact.get("raw") or str(value), "reason": reason}
