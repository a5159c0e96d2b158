"""docs/platforms.md, the command that prints its table, and what each platform's tier allows it to claim."""

import io
import json
import re
from contextlib import redirect_stdout

import pytest

from crawler.platforms import platforms
from forum_registry.command import main
from registry.settings import PROJECT
from tests.reader.saved import PAGES

PRINTED_BY = "print the table again: forum-registry platforms --markdown"
FILE = re.compile(r"\w\.[a-z]\w{1,11}\b")
"""A template's file name."""
VERSION = re.compile(r"\d")
NOT_PUBLIC = "not public"
"""What a source says of a service whose templates nobody can read; what stands in for them follows."""


def _told(*words: str) -> str:
    said = io.StringIO()
    with redirect_stdout(said):
        assert main(["platforms", *words]) == 0
    return said.getvalue()


def _table() -> str:
    text = (PROJECT / "docs" / "platforms.md").read_text(encoding="utf-8")
    return text.partition("<!-- platforms -->\n")[2].partition("<!-- end of platforms -->")[0]


@pytest.mark.parametrize("slug", list(platforms()))
def test_every_platform_has_its_row_with_slug_tier_and_source(slug: str) -> None:
    platform = platforms()[slug]
    rows = [line for line in _table().split("\n") if f"| `{slug}` |" in line]
    assert len(rows) == 1, PRINTED_BY
    assert f"| `{slug}` | {platform.tier} | {platform.source} |" in rows[0], PRINTED_BY


def test_the_table_is_what_the_command_prints() -> None:
    assert _table() == _told("--markdown"), PRINTED_BY


def test_the_command_tells_every_platform_to_programs_and_to_people() -> None:
    told = [json.loads(line) for line in _told("--json").splitlines()]
    assert {row["slug"] for row in told} == set(platforms())
    phpbb = next(row for row in told if row["slug"] == "phpbb")
    assert (phpbb["name"], phpbb["homepage"], phpbb["tier"]) == ("phpBB", "https://www.phpbb.com/", "A")
    assert {"members", "threads", "posts", "last post at", "boards"} <= set(phpbb["reads"])
    shown = _told()
    assert all(slug in shown for slug in platforms())


@pytest.mark.parametrize("slug", list(platforms()))
def test_no_platform_claims_more_than_its_tier(slug: str) -> None:
    platform = platforms()[slug]
    assert platform.tier in {"A", "B", "C"}
    assert platform.name
    assert platform.homepage.startswith("https://")
    if platform.tier == "C":
        read = [*platform.profile, *platform.boards, *platform.threads, *platform.also]
        assert not read, "recognised only: nothing may be read"
        assert platform.json is None
        return
    assert platform.source, "say what it rests on"
    if platform.tier == "B" and NOT_PUBLIC not in platform.source:
        assert VERSION.search(platform.source), "name the version"
        assert FILE.search(platform.source), "name a template file, or say that its templates are not public"


@pytest.mark.parametrize("slug", list(platforms()))
def test_every_platform_has_a_saved_page_and_an_expected_result(slug: str) -> None:
    stem = slug.replace("-", "_")
    assert (PAGES / f"{stem}.html").is_file()
    expected = json.loads((PAGES / f"{stem}.json").read_text(encoding="utf-8"))
    assert expected["platform"] == slug
    assert expected["is_forum"] is True
