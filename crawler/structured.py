"""Structured data in a page: JSON-LD, read with `json` and nothing heavier."""

import json
from collections.abc import Iterator
from typing import Any

from selectolax.lexbor import LexborHTMLParser

_BLOCKS = 20
_BYTES = 400_000
_NODES = 3_000
_POSTINGS = frozenset({"DiscussionForumPosting"})


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
