"""Adding a platform is one module, one page and one expected result: a made-up one is added so, in a folder of its own.

It is read by the command as users run it, in a process of its own that knows the further folder: nothing of it is left.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from crawler.platforms import platforms
from registry.settings import PROJECT
from tests.reader.saved import ADDRESS, told

MODULE = '''"""Moorboard, which nobody makes."""

from crawler.platforms.declare import Platform, Rows, element, link, number, text

PLATFORM = Platform(
    name="Moorboard",
    homepage="https://moorboard.example/",
    tier="B",
    source="Moorboard 2.1: templates/index.tpl",
    clues=[element("body#moor", 50), element(".moor-board", 20), link("board.moor", 30)],
    profile={
        "name": text("#moor-title"),
        "members": number(".moor-figures b", 0),
        "posts": number(".moor-figures b", 1),
    },
    boards=[Rows(row=".moor-board", link="a", threads="i@@0", posts="i@@1")],
    also=("figures.json",),
)
'''
PAGE = """<!DOCTYPE html><html lang="en"><head><title>Peat and Heather</title></head><body id="moor">
<h1 id="moor-title">Peat and Heather</h1>
<p class="moor-figures"><b>412</b> people wrote <b>1,200</b> messages. The newest is {member}.</p>
<div class="moor-board"><a href="board.moor?n=1">Bogs</a> <i>7</i> <i>95</i> <u>{member}</u></div>
<div class="moor-board"><a href="board.moor?n=2">Dry stone</a> <i>31</i> <i>1,105</i></div></body></html>"""
EXPECTED = {
    "is_forum": True,
    "platform": "moorboard",
    "name": "Peat and Heather",
    "language": "en",
    "members": 412,
    "posts": 1200,
    "boards": [
        {"name": "Bogs", "url": ADDRESS + "board.moor?n=1", "threads": 7, "posts": 95},
        {"name": "Dry stone", "url": ADDRESS + "board.moor?n=2", "threads": 31, "posts": 1105},
    ],
    "derived": {"threads": {"value": 38, "raw": "", "rule": "sum over 2 of 2 boards"}},
    "also": [ADDRESS + "figures.json"],
}
COMMAND = """
import sys
import crawler.platforms
crawler.platforms.__path__.append(sys.argv.pop(1))
from forum_registry.command import main
sys.exit(main(sys.argv[1:]))
"""
Run = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def moor(tmp_path: Path) -> Path:
    """The folder with the three files that make a platform."""
    (tmp_path / "moorboard.py").write_text(MODULE, encoding="utf-8")
    (tmp_path / "moorboard.html").write_text(PAGE.replace("{member}", "a member"), encoding="utf-8")
    (tmp_path / "moorboard.json").write_text(json.dumps(EXPECTED), encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The command with a further folder of platforms; its JSON lines."""

    def command(folder: Path, *words: str) -> list[dict[str, Any]]:
        call = [sys.executable, "-B", "-c", COMMAND, str(folder), *words]
        done = subprocess.run(call, capture_output=True, text=True, cwd=PROJECT, timeout=60, check=False)
        assert done.returncode == 0, done.stderr[-2000:]
        return [json.loads(line) for line in done.stdout.splitlines()]

    return command


def test_a_platform_is_one_module_one_page_and_one_expected_result(moor: Path, run: Run) -> None:
    (read,) = run(moor, "inspect", str(moor / "moorboard.html"), "--url", ADDRESS, "--json")
    assert told(read) == json.loads((moor / "moorboard.json").read_text(encoding="utf-8"))
    assert len(read["clues"]) >= 2


def test_it_stands_among_the_platforms_and_disturbs_none(moor: Path, run: Run) -> None:
    listed = {row["slug"]: row for row in run(moor, "platforms", "--json")}
    assert set(listed) == {*platforms(), "moorboard"}
    row = listed["moorboard"]
    assert (row["tier"], row["source"]) == ("B", "Moorboard 2.1: templates/index.tpl")
    assert row["reads"] == ["name", "members", "posts", "boards"]
    pages = PROJECT / "tests" / "reader" / "pages"
    (smf,) = run(moor, "inspect", str(pages / "smf.html"), "--url", ADDRESS, "--json")
    assert smf["platform"] == "smf"


def test_without_its_module_the_page_is_not_known_and_nothing_of_it_is_left(moor: Path, run: Run) -> None:
    empty = moor / "empty"
    empty.mkdir()
    (read,) = run(empty, "inspect", str(moor / "moorboard.html"), "--url", ADDRESS, "--json")
    assert read["platform"] is None
    assert "moorboard" not in platforms()
    assert not list(PROJECT.glob("crawler/platforms/moorboard*"))
