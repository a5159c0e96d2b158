"""Pages go: after 30 days, and when their site is removed, sensitive or told us to leave."""

import gzip
import time
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.archive.dropping import drop, tidy
from crawler.archive.place import delete_old, keys_file, own_files
from registry.catalogue.removal import forget
from registry.db import make_sessions
from registry.frontier import Found, sightings
from registry.frontier.model import Host, Site
from registry.frontier.withheld import withheld
from sampleweb import SampleServer
from tests.archive.making import HOSTS, NOW, Kept, SampleFetch, address_of
from tests.command.conftest import Call
from tests.command.conftest import call as call


def forums(web: SampleServer, count: int) -> list[str]:
    profiled = [site for site in web.sites if site.outcome == "profiled" and site.path == "/"]
    return [address_of(web, site.name) for site in profiled[:count]]


@pytest.fixture
def three(web: SampleServer, kept: Kept, fetch: SampleFetch) -> list[str]:
    """Three sites with two kept visits each, in one file."""
    archive = kept.open()
    addresses = forums(web, 3)
    for address in (*addresses, *addresses):
        kept.visit(archive, fetch, address)
    archive.close()
    return addresses


def host_of(address: str) -> str:
    return address.removeprefix("http://").strip("/")


@pytest.mark.parametrize(("days", "left"), [(29, 1), (30, 0), (31, 0)])
def test_a_file_goes_thirty_days_after_its_day_began(kept: Kept, three: list[str], days: int, left: int) -> None:
    (kept.folder / "20261001T000000000000Z-others.warc").write_bytes(b"not ours")
    morning = NOW.replace(hour=0, minute=0)
    assert delete_old(kept.folder, morning + timedelta(days=days)) == 1 - left
    assert len(own_files(kept.folder)) == left
    assert len(list(kept.folder.iterdir())) == 2 * left + 1


def test_only_the_visits_of_the_site_go(kept: Kept, three: list[str]) -> None:
    gone = host_of(three[1])
    before = own_files(kept.folder)[0].read_bytes()
    done = drop(kept.folder, lambda keys: keys & {gone})
    assert (done.visits, done.files, done.busy) == (2, 1, 0)
    assert [one.errand.address for one in kept.visits()] == [three[0], three[2]] * 2
    (file,) = own_files(kept.folder)
    assert gone not in gzip.decompress(file.read_bytes()).decode("latin-1")
    assert gone not in keys_file(file).read_text()
    assert {one.stat().st_mode & 0o777 for one in kept.folder.iterdir()} == {0o600}
    assert len(file.read_bytes()) < len(before)
    assert drop(kept.folder, lambda keys: keys & {gone}).files == 0


def test_a_lost_list_of_keys_hides_nothing(kept: Kept, three: list[str]) -> None:
    keys_file(own_files(kept.folder)[0]).unlink()
    assert drop(kept.folder, lambda keys: keys & {host_of(three[0])}).visits == 2


def test_what_is_torn_goes_with_a_removal(kept: Kept, three: list[str]) -> None:
    (file,) = own_files(kept.folder)
    file.write_bytes(file.read_bytes()[:-400])
    assert drop(kept.folder, lambda keys: keys & {host_of(three[0])}).visits == 2
    assert [one.errand.address for one in kept.visits()] == [three[1], three[2], three[1]]


def test_a_file_that_is_being_written_is_left_to_its_worker(web: SampleServer, kept: Kept, fetch: SampleFetch) -> None:
    gone: set[str] = set()
    kept.withheld = lambda keys: keys & gone
    archive = kept.open()
    first, second = forums(web, 2)
    kept.visit(archive, fetch, first)
    while archive.kept == 0:
        time.sleep(0.01)
    gone.add(host_of(first))
    assert drop(kept.folder, kept.withheld).busy == 1
    archive.tidy()
    kept.visit(archive, fetch, second)
    archive.close()
    assert [one.errand.address for one in kept.visits()] == [second]


def test_the_registry_withholds_removed_sensitive_and_opted_out_sites(
    database_url: str, kept: Kept, web: SampleServer, fetch: SampleFetch
) -> None:
    addresses = forums(web, 5)
    sessions = make_sessions(database_url)
    archive = kept.open()
    for address in addresses:
        kept.visit(archive, fetch, address)
    archive.close()
    with sessions.write() as session:
        sightings(session, [Found(address, "seeds") for address in addresses], now=NOW, hosts=HOSTS)
        for address, change in zip(addresses, ("site", "host", "sensitive"), strict=False):
            host = session.query(Host).filter_by(key=host_of(address)).one()
            site = session.query(Site).filter_by(host_id=host.id).one()
            if change == "sensitive":
                site.front_page_only = True
            else:
                (site if change == "site" else host).opted_out_at = NOW
        forget(session, addresses[3] + "index.php", actor="test", reason="asked", now=NOW, hosts=HOSTS)

    def ask(keys: set[str]) -> set[str]:
        with sessions.read() as session:
            return withheld(session, keys)

    done = tidy(kept.folder, NOW, ask)
    assert done.visits == 4
    assert [one.errand.address for one in kept.visits()] == [addresses[4]]
    sessions.dispose()


def test_forget_drops_kept_pages(call: Call, database_url: str, kept: Kept, three: list[str], tmp_path: Path) -> None:
    at = {"DATABASE_URL": database_url, "WARC_DIR": str(kept.folder)}
    gone = call("forget", three[2], "--reason", "asked by its owner", **at)
    assert gone.returncode == 0, gone.stderr
    assert "2 kept visits dropped from 1 files" in gone.stdout
    assert [one.errand.address for one in kept.visits()] == [three[0], three[1]] * 2
    done = call("replay", str(kept.folder), "--tidy", **at)
    assert done.stdout.startswith("0 files deleted that were 30 days old; 0 visits dropped")
