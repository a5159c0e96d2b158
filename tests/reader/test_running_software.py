"""Visits to boards that run on this machine, held to what their own databases say. Skipped where none is named.

FORUM_REGISTRY_TEST_BOARDS is the path of a JSON file: a list of objects, each with `address` (on loopback, with its
port) and whatever is known of the board: fields of the `inspect --json` object, `boards` as [name, threads, posts],
`sums` (totals that no page states), `outcome` of the visit (`profiled` where left out), `wall`, and `people`, names of
members that must be nowhere in what is stored. `last_post_at` (ISO 8601, to the second) is held to the precision that
was read.
"""

import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

NAMED = "FORUM_REGISTRY_TEST_BOARDS"
EQUAL = ("platform", "platform_version", "name", "description", "language", "members", "threads", "posts", "online")
STORED = ("name", "description", "boards", "findings", "derived", "clues", "blocked", "front_page")
WITHIN_S = {"second": 0, "minute": 59, "hour": 3600, "day": 86_400, "month": 31 * 86_400, "year": 366 * 86_400}


def _boards() -> list[dict[str, Any]]:
    named = os.environ.get(NAMED)
    if not named:
        return []
    told: list[dict[str, Any]] = json.loads(Path(named).read_text(encoding="utf-8"))
    return told


def _visited(address: str) -> dict[str, Any]:
    """The `inspect --json` object of a visit, by the command itself."""
    words = ["inspect", "--visit", address, "--loopback", urlsplit(address).netloc, "--json"]
    ended = subprocess.run(
        [sys.executable, "-m", "forum_registry.command", *words],
        capture_output=True,
        text=True,
        timeout=180,
        env={**os.environ, "FORUM_REGISTRY_DEFAULT_DELAY_S": "0.05"},
        check=False,
    )
    assert ended.stdout, ended.stderr[-2000:]
    found: dict[str, Any] = json.loads(ended.stdout.splitlines()[-1])
    return found


@pytest.mark.skipif(not os.environ.get(NAMED), reason=f"{NAMED} names no running boards")
@pytest.mark.parametrize("board", _boards(), ids=lambda board: board["address"].partition("//")[2])
def test_every_figure_is_the_software_s_own(board: dict[str, Any]) -> None:
    found = _visited(board["address"])
    assert found["visit"]["outcome"] == board.get("outcome", "profiled"), found["visit"]
    asked = {field: board[field] for field in EQUAL if field in board}
    assert {field: found.get(field) for field in asked} == asked
    if "boards" in board:
        assert [[one["name"], one["threads"], one["posts"]] for one in found["boards"]] == board["boards"]
    for field, total in board.get("sums", {}).items():
        assert found["derived"][field]["value"] == total
    if "wall" in board:
        assert ("login_wall" in found.get("findings", {})) is board["wall"]
    if "last_post_at" in board:
        _hold_time(found, board["last_post_at"])
    stored = json.dumps([found.get(part) for part in STORED], ensure_ascii=False)
    assert [name for name in board.get("people", []) if name in stored] == []


def _hold_time(found: dict[str, Any], meant: str | None) -> None:
    read = found.get("last_post_at")
    if meant is None or read is None:
        assert read == meant
        return
    apart = abs((datetime.fromisoformat(read) - datetime.fromisoformat(meant)).total_seconds())
    assert apart <= WITHIN_S[found["last_post_precision"]], (read, meant)
