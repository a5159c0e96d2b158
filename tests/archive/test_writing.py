"""What is written beside a crawl: private, whole or not at all, and never in the crawl's way."""

import errno
import gzip
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.archive import writer
from crawler.archive.contents import contents
from crawler.archive.place import BadFolder, archives_in, make_folder, own_files
from crawler.archive.reading import Damage
from crawler.archive.visits import RecordedVisit
from registry.settings import PROJECT
from sampleweb import SampleServer
from tests.archive.making import Kept, SampleFetch, address_of


def until(happened: Callable[[], bool]) -> None:
    """Wait for the archive's thread."""
    end = time.monotonic() + 30
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.01)


def first(web: SampleServer, software: str = "phpbb") -> str:
    return address_of(web, next(s.name for s in web.sites if s.software == software and s.outcome == "profiled"))


def test_files_are_this_users_alone_and_their_names_tell_their_day(
    web: SampleServer, kept: Kept, fetch: SampleFetch
) -> None:
    archive = kept.open()
    kept.visit(archive, fetch, first(web))
    archive.close()
    assert stat.S_IMODE(kept.folder.stat().st_mode) == 0o700
    files = list(kept.folder.iterdir())
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert all(file.name.startswith("20261120T12") for file in files)
    assert len(kept.visits()) == 1


@pytest.mark.parametrize("mode", [0o755, 0o750, 0o701])
def test_a_folder_that_others_can_open_is_refused(tmp_path: Path, mode: int) -> None:
    open_folder = tmp_path / "open"
    open_folder.mkdir()
    open_folder.chmod(mode)
    with pytest.raises(BadFolder, match="chmod 700"):
        make_folder(open_folder)


@pytest.mark.parametrize("below", ["", "static", "static/pages"])
def test_a_folder_of_the_web_service_is_refused(tmp_path: Path, below: str) -> None:
    with pytest.raises(BadFolder, match="served"):
        make_folder(PROJECT / "registry_api" / below)
    way = tmp_path / "way"
    way.symlink_to(PROJECT / "registry_api" / "static")
    with pytest.raises(BadFolder, match="served"):
        make_folder(way / "pages")


def test_requests_hold_our_agent_and_cookies_lose_their_values(
    web: SampleServer, kept: Kept, fetch: SampleFetch
) -> None:
    fetch.more = (("Set-Cookie", "sid=SECRET-VALUE; path=/; HttpOnly"), ("set-cookie", "SECRET-WORD; path=/"))
    archive = kept.open()
    report = kept.visit(archive, fetch, first(web))
    archive.close()
    (visit,) = kept.visits()
    heads = [one.answer.headers for one in visit.exchanges if one.answer is not None]
    assert all([v for n, v in head if n.lower() == "set-cookie"][-2:] == ["sid=", ""] for head in heads)
    written = b"".join(gzip.decompress(file.read_bytes()) for file in own_files(kept.folder))
    assert b"SECRET" not in written
    assert b"User-Agent: forum-registry/0 (+https://example.org/bot)" in written
    assert report.profile is not None


def test_headers_are_read_as_they_came(web: SampleServer, kept: Kept, fetch: SampleFetch) -> None:
    fetch.more = (("Content-Length", "17"), ("X-Powered-By", "caf\xe9"), ("Transfer-Encoding", "chunked"))
    archive = kept.open()
    kept.visit(archive, fetch, first(web))
    archive.close()
    (visit,) = kept.visits()
    answer = visit.exchanges[-1].answer
    assert answer is not None
    assert answer.headers[-4:] == (*fetch.more, ("Content-Encoding", "gzip"))


def test_sensitive_sites_and_those_that_tell_us_to_leave_are_not_kept(
    web: SampleServer, kept: Kept, fetch: SampleFetch
) -> None:
    archive = kept.open()
    kept.visit(archive, fetch, first(web), sensitive=True)
    fetch.more = (("X-Robots-Tag", "forum-registry: none"),)
    assert kept.visit(archive, fetch, first(web)).outcome == "opted_out"
    archive.close()
    assert kept.read() == []


def test_what_turned_out_to_be_withheld_is_not_written(web: SampleServer, kept: Kept, fetch: SampleFetch) -> None:
    asked: list[set[str]] = []

    def withheld(keys: set[str]) -> set[str]:
        asked.append(keys)
        return keys

    kept.withheld = withheld
    archive = kept.open()
    kept.visit(archive, fetch, first(web))
    archive.close()
    assert kept.read() == []
    assert asked
    assert asked[0] == {"carers-table.localhost"}


def test_files_are_rotated_by_size_and_by_day(web: SampleServer, kept: Kept, fetch: SampleFetch) -> None:
    kept.file_bytes = 1000
    archive = kept.open()
    for _ in range(3):
        kept.visit(archive, fetch, first(web))
    archive.close()
    assert len(own_files(kept.folder)) == 3
    kept.file_bytes = 1 << 30
    archive = kept.open()
    kept.visit(archive, fetch, first(web))
    until(lambda: archive.kept == 1)
    kept.clock.now += timedelta(days=1)
    kept.visit(archive, fetch, first(web))
    archive.close()
    assert [file.name[:8] for file in own_files(kept.folder)][-2:] == ["20261120", "20261121"]
    assert len(kept.visits()) == 5


def test_a_full_disk_is_told_once_and_the_crawl_goes_on(
    web: SampleServer, kept: Kept, fetch: SampleFetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = kept.open()
    kept.visit(archive, fetch, first(web))
    until(lambda: archive.kept == 1)
    real = os.write
    room = [700]

    def write(handle: int, data: bytes) -> int:
        if room[0] <= 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        done = real(handle, bytes(data[: room[0]]))
        room[0] -= done
        return done

    monkeypatch.setattr(writer.os, "write", write)
    assert kept.visit(archive, fetch, first(web)).outcome == "profiled"
    until(lambda: archive.lost == 1)
    later = [kept.visit(archive, fetch, first(web)) for _ in range(3)]
    assert {(str(one.outcome), one.detail) for one in later} == {("profiled", "not archived: No space left on device")}
    monkeypatch.undo()
    archive.close()
    assert [notice for notice in kept.notices if "No space left on device" in notice] == [kept.notices[0]]
    assert kept.notices[-1] == f"4 visits were not kept in {kept.folder}."
    assert len(kept.visits()) == 1  # and nothing is torn behind it


def test_writing_is_tried_again(
    web: SampleServer, kept: Kept, fetch: SampleFetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "TRY_AGAIN_S", 0.2)
    archive = kept.open()
    kept.folder.rename(kept.folder.with_name("away"))
    kept.visit(archive, fetch, first(web))
    until(lambda: archive.lost == 1 and archive.trouble is None)
    kept.folder.mkdir(mode=0o700)
    kept.visit(archive, fetch, first(web))
    until(lambda: archive.kept == 1)
    assert kept.visit(archive, fetch, first(web)).detail == ""
    archive.close()
    assert kept.visits()


def test_memory_is_bounded(web: SampleServer, kept: Kept, fetch: SampleFetch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "HELD_BYTES", 5000)
    archive = kept.open()
    report = kept.visit(archive, fetch, first(web))
    assert report.detail == "not archived: too much waits to be written"
    assert archive._held == 0
    archive.close()
    assert kept.read() == []


def test_a_queue_that_is_full_makes_nobody_wait(
    web: SampleServer, kept: Kept, fetch: SampleFetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "MOST_WAITING", 1)

    go_on = threading.Event()

    def slow(_: set[str]) -> set[str]:
        go_on.wait(30)
        return set()

    kept.withheld = slow
    archive = kept.open()
    for _ in range(4):
        kept.visit(archive, fetch, first(web))  # returns while nothing can be written
    go_on.set()
    archive.close()
    assert archive.lost >= 2
    assert archive._held == 0
    assert kept.notices == [f"{archive.lost} visits were not kept in {kept.folder}."]


WRITES = """
import sys
from pathlib import Path
from sampleweb import serve
from tests.archive.making import NOW, Kept, SampleFetch, address_of
kept = Kept(Path(sys.argv[1]))
with serve(now=NOW) as web:
    archive = kept.open("killed")
    fetch = SampleFetch(web, kept.clock)
    addresses = [address_of(web, site.name) for site in web.sites if site.outcome == "profiled"]
    print("ready", flush=True)
    while True:
        for address in addresses:
            kept.visit(archive, fetch, address)
"""


@pytest.mark.parametrize("after", [0.0, 0.071, 0.53])
def test_a_killed_writer_leaves_whole_visits_and_one_torn_end_at_most(tmp_path: Path, after: float) -> None:
    folder = tmp_path / "pages"
    command = [sys.executable, "-c", WRITES, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=PROJECT) as program:
        assert program.stdout is not None
        program.stdout.readline()
        while sum(file.stat().st_size for file in folder.iterdir()) < 50_000:
            time.sleep(0.01)
        time.sleep(after)
        program.send_signal(signal.SIGKILL)
    found = [one for file in archives_in(folder) for one in contents(file)]
    visits = [one for one in found if isinstance(one, RecordedVisit)]
    damages = [one for one in found if isinstance(one, Damage)]
    assert len(visits) > 3
    assert len(visits) + len(damages) == len(found)
    assert all(damage.torn for damage in damages)
