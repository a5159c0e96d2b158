"""Inspect saved pages: what the reader makes of a file, as JSON or for a person to read. Needs no database."""

import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from crawler.page import Page
from crawler.reader import as_json, read
from registry.profile import FACTS, ForumProfile

_UNKNOWN_ADDRESS = "http://unknown.invalid/"


def page_of(path: Path, url: str | None) -> Page:
    """A saved page. Its time is the file's own, to which relative times in it refer.

    Raises OSError when the file cannot be read.
    """
    fetched_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return Page(url or _UNKNOWN_ADDRESS, 200, (), path.read_bytes(), fetched_at)


def inspect_file(path: Path, url: str | None = None) -> dict[str, Any]:
    """The `inspect --json` object of one saved page. Raises OSError when the file cannot be read."""
    page = page_of(path, url)
    if page.hostile is not None:
        return {"file": str(path), "error": f"not parsed: {page.hostile}"}
    return as_json(read(page))


def inspect_manifest(path: Path) -> Iterator[dict[str, Any]]:
    """One object for each line of a manifest (columns `file,url`, files relative to it), in order.

    A page that cannot be read gives an object with `error`. Raises OSError when the manifest itself cannot be read
    and ValueError when it has no column `file`.
    """
    with path.open(newline="", encoding="utf-8-sig") as lines:
        table = csv.DictReader(lines)
        if "file" not in (table.fieldnames or ()):
            raise ValueError(f"{path}: the manifest needs the columns file,url")
        for row in table:
            name = row.get("file") or ""
            try:
                yield inspect_file(path.parent / name, row.get("url") or None)
            except Exception as problem:  # noqa: BLE001  # one page never costs the lines of the others
                yield {"file": name, "error": f"{type(problem).__name__}: {problem}"}


def render(profile: ForumProfile) -> RenderableType:
    """A profile for a person at a terminal: what was found, the characters that said so, and the rule."""
    verdict = "a forum" if profile.is_forum else "not a forum"
    software = profile.platform or "unknown software"
    if profile.platform_version:
        software += f" {profile.platform_version}"
    head = Text(f"{verdict}, confidence {profile.confidence:.2f}, {software}", style="bold")
    parts: list[RenderableType] = [head]
    if profile.blocked:
        parts.append(Text(f"blocked: {profile.blocked}"))
    if profile.opt_out:
        parts.append(Text(f"opted out: {profile.opt_out}"))
    facts = Table("fact", "value", "raw", "rule", box=None, pad_edge=False)
    for name in FACTS:
        found = profile.findings.get(name) or profile.derived.get(name)
        if found is not None:
            derived = " (derived)" if name not in profile.findings else ""
            facts.add_row(name + derived, Text(str(found.value)), Text(found.raw), Text(found.rule))
    parts.append(facts)
    if profile.boards:
        boards = Table("board", "threads", "posts", box=None, pad_edge=False)
        for board in profile.boards:
            boards.add_row(Text(board.name), _shown(board.threads), _shown(board.posts))
        parts.append(boards)
    if profile.clues:
        parts.append(Text("clues: " + ", ".join(profile.clues)))
    return Group(*parts)


def _shown(count: int | None) -> str:
    return "" if count is None else f"{count:,}"
