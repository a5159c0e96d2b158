"""`replay --compare`: what a visit says today beside what the database holds from it, on both databases."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from crawler import visiting
from crawler.visiting import Errand
from registry.db import Sessions, make_sessions
from registry.frontier import Found, lease_hosts, sightings
from registry.ingest import ingest
from registry.profile import Finding, ForumProfile
from registry.vocabulary import Purpose
from sampleweb import SampleServer
from tests.archive.making import HOSTS, Kept, SampleFetch, address_of, make_visit
from tests.command.conftest import Call
from tests.command.conftest import call as call
from tests.store.making import Told

FORUMS = ("phpbb", "discourse", "smf", "vbulletin")


def crawl(sessions: Sessions, kept: Kept, fetch: SampleFetch) -> None:
    """Visit and take in what is due, as the engine does."""
    archive = kept.open()
    with sessions.write() as session:
        leases = lease_hosts(session, worker="w", limit=50, purposes=list(Purpose), now=kept.clock(), lease_s=1000)
    for lease in leases:
        errand = Errand(
            lease.sites[0].address, Purpose.PROFILE, lease.sites[0].site_id, lease.host_id, "w", lease.token
        )
        report = make_visit(archive, fetch, errand, kept.clock)
        with sessions.write() as session:
            ingest(session, report, assessor=Told(), hosts=HOSTS, now=kept.clock())
    archive.close()


@pytest.fixture
def crawled(database_url: str, web: SampleServer, kept: Kept, fetch: SampleFetch) -> Any:
    sessions = make_sessions(database_url)
    names = [
        site.name for site in web.sites if site.software in FORUMS and site.outcome == "profiled" and site.path == "/"
    ]
    with sessions.write() as session:
        found = [Found(address_of(web, name), "seeds") for name in names]
        sightings(session, found, now=kept.clock(), hosts=HOSTS)
    crawl(sessions, kept, fetch)
    yield database_url, sessions
    sessions.dispose()


def test_what_is_read_again_is_as_in_the_database(crawled: Any, kept: Kept, call: Call) -> None:
    done = call("replay", str(kept.folder), "--compare", DATABASE_URL=crawled[0])
    assert done.returncode == 0, done.stdout
    count = len(kept.visits())
    assert count >= 4
    assert done.stdout.splitlines()[-1].startswith(
        f"{count} visits and 0 pages of others read again; {count} as in the database, 0 different, 0 not in it"
    )


def test_a_second_visit_is_compared_with_its_own_rows(crawled: Any, kept: Kept, call: Call, fetch: SampleFetch) -> None:
    url, sessions = crawled
    kept.clock.now = kept.clock.now.replace(month=12)
    crawl(sessions, kept, fetch)
    done = call("replay", str(kept.folder), "--compare", DATABASE_URL=url)
    assert done.returncode == 0, done.stdout


def test_differences_are_named_with_rules_and_parser_versions(
    crawled: Any, kept: Kept, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = visiting.read

    def newer(page: Any, **more: Any) -> ForumProfile:
        profile = real(page, **more)
        findings = {**profile.findings, "members": Finding(7, "7", "#new-rule", page.url)}
        findings.pop("description", None)
        return replace(profile, findings=findings, parser_version="newer")

    monkeypatch.setattr(visiting, "read", newer)
    done = call("replay", str(kept.folder), "--compare", "--json", DATABASE_URL=crawled[0])
    assert done.returncode == 1
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert {line["recorded_parser_version"] for line in told} == {"2"}
    for line in told:
        found = {one["what"]: one for one in line["compared"]["differences"]}
        again = found["members"]["again"]
        assert (again["value"], again["rule"], again["parser_version"]) == (7, "#new-rule", "newer")
        assert again["page"].startswith("http://")
        assert found["figure members"]["again"]["value"] == 7
    described = [one for line in told for one in line["compared"]["differences"] if one["what"] == "description"]
    assert described
    assert all(one["again"]["value"] is None and one["kept"]["parser_version"] == "2" for one in described)
    plain = call("replay", str(kept.folder), "--compare", DATABASE_URL=crawled[0])
    assert "now 7 (#new-rule, parser newer)" in plain.stdout


def test_a_visit_that_the_database_does_not_know_is_said(
    database_url: str, web: SampleServer, kept: Kept, fetch: SampleFetch, call: Call
) -> None:
    archive = kept.open()
    kept.visit(archive, fetch, address_of(web, next(s.name for s in web.sites if s.software == "phpbb")))
    archive.close()
    done = call("replay", str(kept.folder), "--compare", DATABASE_URL=database_url)
    assert done.returncode == 0
    assert "the database holds no such visit" in done.stdout


def test_the_verb_tells_profiles_picks_a_site_and_names_what_it_cannot_read(
    web: SampleServer, kept: Kept, fetch: SampleFetch, call: Call, tmp_path: Path
) -> None:
    archive = kept.open()
    names = [site.name for site in web.sites if site.software in FORUMS and site.outcome == "profiled"]
    for name in names[:3]:
        kept.visit(archive, fetch, address_of(web, name))
    archive.close()
    (told,) = call("replay", str(kept.folder), "--site", address_of(web, names[1]), "--json").stdout.splitlines()
    said = json.loads(told)
    assert (said["outcome"], said["missing"], said["profile"]["is_forum"]) == ("profiled", [], True)
    assert "3 visits" in call("replay", str(kept.folder)).stdout
    file = next(kept.folder.glob("*.warc.gz"))
    data = file.read_bytes()
    file.write_bytes(data[:-200])
    torn = call("replay", str(kept.folder))
    assert (torn.returncode, "2 visits" in torn.stdout) == (0, True)
    assert "torn" in torn.stdout
    file.write_bytes(data[:5000] + b"\xff" * 300 + data[5300:])
    broken = call("replay", str(kept.folder), "--json")
    assert broken.returncode == 1
    assert any("error" in json.loads(line) for line in broken.stdout.splitlines())
    assert call("replay", str(tmp_path / "nowhere")).returncode == 2
