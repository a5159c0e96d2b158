"""Structured data in a page: JSON-LD, read with `json` and nothing heavier."""

import json
from collections.abc import Iterator
from typing import Any

from selectolax.lexbor import LexborHTMLParser

_BLOCKS = 20
_BYTES = 400_000
_NODES = 3_000
_POSTINGS = frozenset({"DiscussionForumPosting"})
_SITES = frozenset({"WebSite", "Organization"})
_PERSON = "Person"
_ANSWERING = ("ReplyAction", "CommentAction")


def nodes(tree: LexborHTMLParser) -> list[dict[str, Any]]:
    """Every object with a type in the page's JSON-LD, at most a few thousand; broken blocks count for nothing."""
    found: list[dict[str, Any]] = []
    for script in tree.css('script[type="application/ld+json"]')[:_BLOCKS]:
        said = script.text()
        if not said or len(said) > _BYTES:
            continue
        try:
            found.extend(_walk(json.loads(said, strict=False)))
        except (ValueError, RecursionError):
            continue
    return found[:_NODES]


def types(node: dict[str, Any]) -> frozenset[str]:
    """The types of an object, without prefixes."""
    said = node.get("@type")
    names = said if isinstance(said, list) else [said]
    return frozenset(str(name).rpartition("/")[2].rpartition(":")[2] for name in names[:10] if name)


def is_posting(node: dict[str, Any]) -> bool:
    """Whether this object is a post of a discussion forum."""
    return bool(types(node) & _POSTINGS)


def text_value(node: dict[str, Any], *names: str) -> str:
    """The first of these properties that is a text."""
    for name in names:
        value = node.get(name)
        if isinstance(value, str) and value.strip():
            return value
    return ""


def site_name(found: list[dict[str, Any]]) -> str:
    """What the site calls itself: its own object's name, else that of what a post is part of or published by.

    Never a person's, though some sites say that their members publish.
    """
    for node in found:
        if "WebSite" in types(node) and (said := text_value(node, "name")):
            return said
    for node in found:
        if is_posting(node):
            for place in ("isPartOf", "publisher"):
                whole = node.get(place)
                if not isinstance(whole, dict) or _PERSON in types(whole) or not types(whole) & _SITES:
                    continue
                if said := text_value(whole, "name"):
                    return said
    return ""


def last_post(found: list[dict[str, Any]]) -> str:
    """When the last post of the page's thread was written, as it stands; empty where that is not said.

    The beginning of a thread is its last post only where no answers are counted.
    """
    for node in found:
        if not is_posting(node):
            continue
        answers = [_when(answer) for answer in _list(node.get("comment"))[:500] if isinstance(answer, dict)]
        if any(answers):
            return max(answers)
        return _when(node) if _answers(node) == 0 else ""
    return ""


def _when(node: dict[str, Any]) -> str:
    return text_value(node, "datePublished", "dateCreated")[:40]


def _answers(node: dict[str, Any]) -> int | None:
    """How many answers a posting counts, or None."""
    said = node.get("commentCount")
    for counter in _list(node.get("interactionStatistic")):
        if isinstance(counter, dict) and str(counter.get("interactionType", "")).endswith(_ANSWERING):
            said = counter.get("userInteractionCount")
    if isinstance(said, str) and said.isdecimal() and len(said) < 10:
        return int(said)
    return said if isinstance(said, int) else None


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _walk(value: object, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 12:
        return
    if isinstance(value, list):
        for item in value[:500]:
            yield from _walk(item, depth + 1)
    elif isinstance(value, dict):
        if "@type" in value:
            yield value
        for item in list(value.values())[:100]:
            if isinstance(item, dict | list):
                yield from _walk(item, depth + 1)
