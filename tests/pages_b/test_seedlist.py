"""The real seed list: all that may be named, and nothing else, also in a demonstration."""

import csv
import io
import os
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert
from starlette.testclient import TestClient

from registry.catalogue.model import Forum
from registry.catalogue.removal import forget
from registry.db import Sessions
from registry.frontier.sighting import sighting
from registry.history import mark_demo
from registry.identity import SharedHosts
from registry.seeding.origin import SourceKind
from registry_api import seedlist
from registry_api.routes import about
from registry_api.seedlist import seed_file
from tests.pages_b.conftest import client_of
from tests.pages_b.outline import Outline

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
HEAD = "address,name,topic,region,language,sensitive,sensitive_reason,sensitive_agreed_by,named_in,note\n"
REASON = "people look for it there and nowhere else"
ROWS = [
    "https://tenants.example.org/,Tenants Talk,/housing/renting,L1,en,,,,https://news.example.org/tenants,",
    "https://waiting.example.org/,Waiting Room,/health,GB,en,addiction," + REASON + ",,https://news.example.org/w,",
    "https://agreed.example.org/,Agreed Room,/health,L1,en,addiction," + REASON + ",\"editors, 2026-11-01\",https://news.example.org/a,",
    "https://formula.example.org/,=cmd|' /C calc'!A0,,,,,,,https://news.example.org/f,",
    "https://tags.example.org/,<img src=x onerror=alert(1)>,/health|/housing,GB|L1,cy,,,,https://news.example.org/t,",
    "https://file.example.org/,From A File,/health,S1,en,,,,docs/list.csv,",
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of seeds of our own, shown as the real one."""
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "govuk_topics.csv").write_text(
        "path,title,level,parent\n/housing,Housing,1,\n/housing/renting,Renting,2,/housing\n/health,Health,1,\n"
        "/work,Work,1,\n"
    )
    (folder / "regions.csv").write_text(
        "code,name,kind,parent,country\nGB,United Kingdom,country,,GB\nN1,England,nation,GB,GB\n"
        "S1,Scotland,nation,GB,GB\nL1,Leeds,local,N1,GB\n"
    )
    (folder / "councils.csv").write_text("gss_code,name,nation\nE06000001,Hartlepool,England\n")
    (folder / "organisations.csv").write_text("slug,name,kind\nthe-office,The Office,office\n")
    (folder / "hosts.toml").write_text("")
    (folder / "forums.csv").write_text(HEAD + "\n".join(ROWS) + "\n")
    (folder / "keepers.toml").write_text(
        '[[file]]\nname = "forums.csv"\nwhat = "forums"\nkeeper = "Ann <b>Editor</b>"\nreview_by = 2027-05-20\n'
        '[[file]]\nname = "half"\nkeeper = 3\n'
    )
    monkeypatch.setattr(about, "SEEDS", folder)
    return folder


def names(text: str) -> list[str]:
    return [row["name"] for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))]


def test_every_seed_is_named_with_topic_nation_and_source(folder: Path, bare: TestClient) -> None:
    text = bare.get("/about/seeds").text
    table = bare.get("/about/seeds.csv")
    page = Outline(text)
    assert "with 5 real forums" in text
    assert {"https://tenants.example.org/", "https://news.example.org/tenants"} <= set(page.links)
    assert "docs/list.csv" in text
    assert "img" not in page.tags
    assert "Ann &lt;b&gt;Editor" in text
    assert "20 May 2027" in text
    assert "Policy areas without a forum: Work." in text
    for nation, number in (("England", 2), ("Scotland", 1), ("United Kingdom", 1), ("No place", 1)):
        assert re.search(rf'>{nation}</th><td class="[^"]+">{number}<', text), nation
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in table.headers["content-disposition"]
    assert len(names(table.text)) == 5


def test_readers_are_told_whose_page_names_each_forum(bare: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(bare.get("/about/seeds.csv").text.removeprefix("\ufeff"))))
    kinds = [row["source_kind"] for row in rows]
    text = bare.get("/about/seeds").text
    assert set(kinds) <= {kind.value for kind in SourceKind}
    for words, kind in (("The forum's own site", SourceKind.OWN), ("Another site", SourceKind.OTHER)):
        assert text.count(f">{words}</td>") == kinds.count(kind) > 0
        assert re.search(rf'>{words}</th><td class="[^"]+">{kinds.count(kind)}<', text)
    assert "Somebody in public had named" not in text


def test_no_cell_of_the_table_is_a_formula(folder: Path, bare: TestClient) -> None:
    rows = list(csv.reader(io.StringIO(bare.get("/about/seeds.csv").text.removeprefix("\ufeff"))))
    assert [row[0] for row in rows if "cmd" in row[0]] == ["'=cmd|' /C calc'!A0"]
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@")]
    assert {len(row) for row in rows} == {len(seedlist.COLUMNS)}


def test_a_sensitive_forum_that_nobody_agreed_to_is_not_named(folder: Path, bare: TestClient) -> None:
    for path in ("/about/seeds", "/about/seeds.csv", "/cy/about/seeds"):
        text = bare.get(path).text
        assert "Waiting Room" not in text
        assert "waiting.example.org" not in text
        assert "Agreed Room" in text


def test_no_place_below_a_nation_is_shown_of_a_sensitive_forum(folder: Path, bare: TestClient) -> None:
    rows = csv.DictReader(io.StringIO(bare.get("/about/seeds.csv").text.removeprefix("\ufeff")))
    agreed = next(row for row in rows if row["name"] == "Agreed Room")
    assert (agreed["places"], agreed["place_names"], agreed["nation"]) == ("", "", "England")


def place(sessions: Sessions, address: str, standing: str, public_id: str) -> None:
    """A forum of this standing at the address."""
    with sessions.write() as session:
        sighted = sighting(session, address, source="test", now=NOW, hosts=SharedHosts())
        values = {"public_id": public_id, "site_id": sighted.site_id, "standing": standing, "first_seen_at": NOW}
        session.execute(insert(Forum), [values])


@pytest.mark.parametrize("standing", ["withdrawn", "refused", "candidate"])
def test_a_forum_that_left_or_was_refused_is_not_named(folder: Path, sessions: Sessions, standing: str) -> None:
    place(sessions, "https://tenants.example.org/", standing, "left1")
    with client_of(sessions) as client:
        for path in ("/about/seeds", "/about/seeds.csv"):
            assert "enants" not in client.get(path).text


def test_a_forum_that_is_removed_is_gone_at_once(folder: Path, sessions: Sessions) -> None:
    with client_of(sessions) as client:
        before = client.get("/about/seeds")
        assert "Tenants Talk" in before.text
        with sessions.write() as session:
            forget(session, "https://tenants.example.org/", actor="t", reason="asked", now=NOW, hosts=SharedHosts())
        after = client.get("/about/seeds", headers={"If-None-Match": before.headers.get("etag", "")})
        assert after.status_code == 200
        assert "Tenants Talk" not in after.text
        assert "Tenants Talk" not in client.get("/about/seeds.csv").text


def test_a_listed_forum_leads_to_its_entry(folder: Path, sessions: Sessions) -> None:
    place(sessions, "https://tenants.example.org/", "listed", "here1")
    with client_of(sessions) as client:
        assert "/forums/here1" in Outline(client.get("/about/seeds").text).links
        assert "/cy/forums/here1" in Outline(client.get("/cy/about/seeds").text).links


def test_the_demonstration_shows_the_real_list_and_says_so(sessions: Sessions) -> None:
    with sessions.write() as session:
        mark_demo(session)
    with client_of(sessions) as client:
        text = client.get("/about/seeds").text
    assert "The forums on this page are real" in text
    assert "https://www.thestudentroom.co.uk/" in text


def test_a_file_that_changes_is_read_anew(folder: Path, bare: TestClient) -> None:
    assert "Tenants Talk" in bare.get("/about/seeds").text
    (folder / "forums.csv").write_text(HEAD + ROWS[5] + "\n")
    os.utime(folder / "forums.csv", (1, 1))
    text = bare.get("/about/seeds").text
    assert "Tenants Talk" not in text
    assert "with 1 real forum" in text


@pytest.mark.parametrize("file", ["forums.csv", "govuk_topics.csv", "regions.csv", "hosts.toml", "keepers.toml"])
@pytest.mark.parametrize("content", [None, "", "\x00\xff[[[", "name\n" * 50])
def test_no_broken_file_breaks_the_page(folder: Path, bare: TestClient, file: str, content: str | None) -> None:
    if content is None:
        (folder / file).unlink()
    else:
        (folder / file).write_text(content, encoding="latin-1")
    assert bare.get("/about/seeds").status_code == 200
    assert bare.get("/about/seeds.csv").status_code == 200


def test_no_folder_is_an_empty_list(tmp_path: Path) -> None:
    assert seed_file(tmp_path / "nothing").seeds == ()
