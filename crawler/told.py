"""A profile as other programs are told of it: the JSON contract of `inspect`."""

from datetime import datetime
from typing import Any

from registry.profile import Finding, ForumProfile, Value


def as_json(profile: ForumProfile) -> dict[str, Any]:
    """The `inspect --json` object of one profile: stable names, unknown is null."""
    last = profile.findings.get("last_post_at")
    return {
        "is_forum": profile.is_forum,
        "platform": profile.platform,
        "platform_version": profile.platform_version,
        "confidence": profile.confidence,
        "name": profile.value("name"),
        "description": profile.value("description"),
        "language": profile.value("language"),
        "members": profile.value("members"),
        "threads": profile.value("threads"),
        "posts": profile.value("posts"),
        "online": profile.value("online"),
        "last_post_at": _plain(last.value) if last else None,
        "last_post_precision": str(last.precision) if last and last.precision else None,
        "boards": [
            {"name": board.name, "url": board.url, "threads": board.threads, "posts": board.posts}
            for board in profile.boards
        ],
        "thread_titles": list(profile.thread_titles),
        "feeds": list(profile.feeds),
        "derived": {name: _finding(found) for name, found in profile.derived.items()},
        "findings": {name: _finding(found) for name, found in profile.findings.items()},
        "clues": list(profile.clues),
        "blocked": profile.blocked,
        "opt_out": profile.opt_out,
        "front_page": profile.front_page,
        "canonical": profile.canonical,
        "also": list(profile.also),
        "parser_version": profile.parser_version,
    }


def _finding(found: Finding) -> dict[str, Any]:
    return {"value": _plain(found.value), "raw": found.raw, "rule": found.rule}


def _plain(value: Value) -> str | int | float | bool:
    return value.isoformat() if isinstance(value, datetime) else value
