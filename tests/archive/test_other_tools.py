"""Other programs read what we write, and check its digests; we read what they write, and make no visit of it."""

import gzip
import io
from pathlib import Path

import brotli
import pytest

from crawler.archive.contents import contents
from crawler.archive.pages import UnreadablePage, page_of, profile_of
from crawler.archive.place import own_files
from crawler.archive.records import Record
from sampleweb import SampleServer
from tests.archive.making import Kept, SampleFetch, address_of
from tests.command.conftest import Call
from tests.command.conftest import call as call


@pytest.fixture
def written(web: SampleServer, kept: Kept, fetch: SampleFetch) -> Path:
    archive = kept.open()
    for site in web.sites[:12]:
        kept.visit(archive, fetch, address_of(web, site.name))
    archive.close()
    return own_files(kept.folder)[0]


def test_warcio_reads_it(written: Path) -> None:
    module = pytest.importorskip("warcio.archiveiterator", reason="warcio is not installed")
    kinds, bodies = [], {}
    with written.open("rb") as file:
        for record in module.ArchiveIterator(file, check_digests="raise"):
            kinds.append(record.rec_type)
            body = record.content_stream().read()
            if record.rec_type == "response":
                bodies[record.rec_headers.get_header("WARC-Record-ID")] = body
    assert kinds[0] == "warcinfo"
    assert set(kinds) == {"warcinfo", "request", "response", "metadata"}
    assert set(bodies.values()) == _bodies(written)


def test_fastwarc_reads_it(written: Path) -> None:
    module = pytest.importorskip("fastwarc.warc", reason="fastwarc is not installed")
    with written.open("rb") as file:
        found = {
            record.reader.read() for record in module.ArchiveIterator(file, record_types=module.WarcRecordType.response)
        }
    assert found == _bodies(written)


def _bodies(file: Path) -> set[bytes]:
    visits = [one for one in contents(file) if not isinstance(one, Record)]
    return {step.answer.body for visit in visits for step in visit.exchanges if step.answer is not None}  # type: ignore[union-attr]


PAGE = b"<html><body id='phpbb'><h1>Board</h1></body></html>" * 3
CHUNKS = b"10\r\n" + PAGE[:16] + b"\r\n" + f"{len(PAGE) - 16:x}".encode() + b"\r\n" + PAGE[16:] + b"\r\n0\r\n\r\n"


def foreign(headers: str, body: bytes, url: str = "http://forum.example.org/", status: str = "200 OK") -> bytes:
    block = f"HTTP/1.1 {status}\r\n{headers}\r\n".encode() + body
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2026-11-01T10:00:00Z\r\n"
    return gzip.compress(head.encode() + f"Content-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n")


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ("", PAGE),
        ("Content-Encoding: gzip\r\n", gzip.compress(PAGE)),
        ("Content-Encoding: gzip\r\n", PAGE),
        ("Content-Encoding: br\r\n", brotli.compress(PAGE)),
        ("Transfer-Encoding: chunked\r\n", CHUNKS),
        ("Transfer-Encoding: chunked\r\n", PAGE),
        ("X-Crawler-Content-Encoding: gzip\r\n", PAGE),
    ],
    ids=["plain", "gzip", "gzip unpacked", "br", "chunked", "chunked joined", "moved aside"],
)
def test_pages_of_others_are_unpacked(tmp_path: Path, headers: str, body: bytes) -> None:
    file = tmp_path / "others.warc.gz"
    file.write_bytes(foreign(headers, body))
    (record,) = contents(file)
    assert isinstance(record, Record)
    page = page_of(record)
    assert (page.url, page.status, page.body) == ("http://forum.example.org/", 200, PAGE)


@pytest.mark.parametrize(
    ("headers", "body", "reason"),
    [
        ("Content-Encoding: gzip\r\n", gzip.compress(bytes(90_000_000)), "more than"),
        ("Content-Encoding: br\r\n", brotli.compress(bytes(90_000_000)), "more than"),
        ("Content-Encoding: gzip, gzip\r\n", b"", "more than once"),
        ("Content-Encoding: zstd\r\n", b"x", "packed as 'zstd'"),
        ("Content-Encoding: gzip\r\n", b"\x00garbage", "cannot be unpacked"),
        ("Content-Type: text/html\r\n", b"<html>" + b"<div>" * 30_000, "deep"),
    ],
    ids=["bomb", "br bomb", "twice", "zstd", "garbage", "long tag"],
)
def test_pages_made_to_hurt_are_named(tmp_path: Path, headers: str, body: bytes, reason: str) -> None:
    file = tmp_path / "others.warc.gz"
    file.write_bytes(foreign(headers, body))
    (record,) = contents(file)
    assert isinstance(record, Record)
    with pytest.raises(UnreadablePage, match=reason):
        profile_of(page_of(record))


def test_no_visit_is_made_up_from_another_crawlers_archive(call: Call, tmp_path: Path, written: Path) -> None:
    import json

    # Even the record that tells of a visit counts for nothing in an archive that others wrote.
    data = written.read_bytes()
    members = io.BytesIO(data)
    from crawler.archive.reading import Placed, read_records

    placed = [one for one in read_records(members) if isinstance(one, Placed)]
    file = tmp_path / "others.warc.gz"
    file.write_bytes(foreign("", PAGE) + data[placed[0].end :])
    done = call("replay", str(file), "--json")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, done.stderr
    assert lines
    assert all("page" in line and "outcome" not in line for line in lines)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", ""])
def test_only_pages_of_the_web_are_read(tmp_path: Path, url: str) -> None:
    file = tmp_path / "others.warc.gz"
    file.write_bytes(foreign("", PAGE, url))
    (record,) = contents(file)
    assert isinstance(record, Record)
    with pytest.raises(UnreadablePage, match="none of the web"):
        page_of(record)
