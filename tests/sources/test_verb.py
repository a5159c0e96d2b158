"""The verb `sources`, on both databases: what it adds, loads, lists, reads and stops."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from registry.catalogue.model import Topic
from registry.db import Sessions, now_utc
from registry.frontier.model import HostDue, Site
from registry.frontier.seeking import Fruit, Gathering
from tests.command.conftest import call as call  # the fixture

Call = Callable[..., Any]


@pytest.fixture
def sources(call: Call, sessions: Sessions) -> Call:
    """The verb, on this test's database with two topics."""
    with sessions.write() as session:
        for path in ("/childcare-parenting", "/money"):
            session.add(Topic(path=path, title=path.strip("/"), level=1))
    url = sessions.engine.url.render_as_string(hide_password=False)
    return lambda *words: call("sources", *words, DATABASE_URL=url)


def rows(ended: Any) -> list[dict[str, Any]]:
    assert ended.returncode == 0, ended.stderr
    return [json.loads(line) for line in ended.stdout.splitlines()]


def test_a_page_is_added_once_and_listed_with_its_yield(sources: Call, sessions: Sessions) -> None:
    address = "https://lists.example.org/forums"
    first = sources("add", address, "--kind", "directory", "--topic", "/childcare-parenting")
    assert (first.returncode, first.stdout) == (0, "Source 1 (directory): due now.\n")
    assert sources("add", f"{address}#top").stdout == "Source 1 (directory): known already.\n"
    with sessions.write() as session:
        session.add(Fruit(sign="list:1", tried=7, forums=5))
        session.execute(update(Gathering).values(named=20, added=9))
        assert session.scalar(select(HostDue.gather)) is not None
    (row,) = rows(sources("list", "--json", "--topic", "/childcare-parenting"))
    assert (row["address"], row["named"], row["added"], row["tried"], row["forums"]) == (address, 20, 9, 7, 5)
    assert rows(sources("list", "--json", "--topic", "/money")) == []
    assert address in sources("list").stdout.replace("\n", "")
    assert rows(sources("show", "1", "--json")) == [row]


def test_a_source_is_stopped_and_read_before_its_time(sources: Call, sessions: Sessions) -> None:
    sources("add", "https://lists.example.org/forums")
    assert sources("stop", "1").stdout == "1 of 1 stopped: read no more.\n"
    with sessions.read() as session:
        assert session.scalar(select(Gathering.next_due)) is None
        assert session.scalar(select(HostDue.gather)) is None
    assert sources("now", "1").stdout.startswith("1 of 1 due now")
    with sessions.read() as session:
        due = session.scalar(select(HostDue.gather))
    assert due is not None
    assert due <= now_utc()


def test_a_file_is_taken_in_whole(sources: Call, sessions: Sessions, tmp_path: Path) -> None:
    file = tmp_path / "forums.csv"
    lines = "".join(f"Forum {n},https://f{n}.example.org/\n" for n in range(2500))
    file.write_text(f"name,address\n{lines}None,http://10.0.0.1.bad..name/\n")
    ended = sources("load", str(file), "--topic", "/money", "--json")
    assert rows(ended) == [{"file": "forums.csv", "named": 2501, "added": 2500, "refused": 1}]
    with sessions.read() as session:
        assert len(session.scalars(select(Site.id)).all()) == 2500
    assert "0 of them new" in sources("load", str(file)).stdout


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["add", "https://a.example.org/", "--kind", "crystal"], 2, "'crystal' is none of csv, directory"),
        (["add"], 2, "say what to add"),
        (["add", "mailto:a@b.example"], 2, "not a web address"),
        (["add", "https://a.example.org/", "--topic", "/nowhere"], 2, "there is no topic"),
        (["add", "https://a.example.org/", "--region", "XX"], 2, "no code of"),
        (["show", "99"], 2, "there is no source 99"),
        (["stop", "everything"], 2, "is no number of a source"),
        (["load", "/nowhere/forums.opml"], 2, "cannot be read"),
        (["load", "forums.xyz"], 2, "say whether"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(sources: Call, words: list[str], code: int, said: str) -> None:
    ended = sources(*words)
    assert ended.returncode == code
    assert said in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_a_file_that_is_no_list_is_said(sources: Call, tmp_path: Path) -> None:
    file = tmp_path / "forums.opml"
    file.write_text("<!DOCTYPE a [<!ENTITY x 'y'>]><opml/>")
    ended = sources("load", str(file))
    assert (ended.returncode, "it declares entities" in ended.stderr) == (1, True)
