"""The labelled forums: what a careful reader would file each under. They are invented, and stand for no real forum.

Those who wrote them had not seen the phrases they measure.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from registry.assess import Subject
from registry.assess.lines import subject_of

FOLDER = Path(__file__).resolve().parent / "labelled"
FILES = ("one", "two", "three", "four")
FRESH = "four"
"""The file whose errors were looked at least, and last."""

TOWN = frozenset({"/society-and-culture", "/regional-and-local-government", "/housing-local-and-community"})
"""Any of these is right as the top topic of a forum about a place."""

Labelled = Mapping[str, Any]


def labelled() -> list[Labelled]:
    """All labelled forums, in the order of their files."""
    return [json.loads(line) for name in FILES for line in _lines(FOLDER / f"{name}.jsonl")]


def asked(forum: Labelled) -> Subject:
    """What the assessor is given of it."""
    return subject_of(forum)


def top(topic: str) -> str:
    """The first level of a path."""
    return "/" + topic.strip("/").split("/")[0]


def top_right(forum: Labelled, ours: str | None) -> bool:
    """Whether this first level, None for no topic, is right."""
    if not forum["topics"] or ours is None:
        return not forum["topics"] and ours is None
    local = (forum["region"] or {}).get("kind") == "local"
    return ours == forum["top_topic"] or (local and ours in TOWN | {top(topic) for topic in forum["topics"]})


def near(topic: str, labels: Sequence[str]) -> bool:
    """Whether the topic is one of the labels, or lies above or below one."""
    return any(topic == one or topic.startswith(one + "/") or one.startswith(topic + "/") for one in labels)


def _lines(file: Path) -> Iterator[str]:
    return (line for line in file.read_text(encoding="utf-8").split("\n") if line.strip())
