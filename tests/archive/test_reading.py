"""The reader of records: whatever a file holds, it says what it found, and never runs away."""

import gzip
import io
import re
import resource
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.archive.reading import BLOCK_BYTES, Damage, Placed, read_records
from crawler.archive.records import Record, new_id, packed, split_message

TEXT = st.text(st.characters(blacklist_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=40).map(str.strip)
RECORDS = st.builds(
    Record,
    st.sampled_from(["response", "request", "metadata"]),
    st.lists(st.tuples(st.sampled_from(["WARC-Date", "X-One", "WARC-Target-URI"]), TEXT), max_size=4).map(tuple),
    st.binary(max_size=300),
)


def read(data: bytes) -> list[Placed | Damage]:
    return list(read_records(io.BytesIO(data)))


def one(block: bytes = b"abc") -> Record:
    return Record("response", (("WARC-Record-ID", new_id()),), block)


def raw(head: bytes, block: bytes = b"abc") -> bytes:
    return gzip.compress(b"WARC/1.1\r\nWARC-Type: response\r\n" + head + b"\r\n\r\n" + block + b"\r\n\r\n")


@given(st.lists(RECORDS, max_size=5))
def test_what_is_written_is_read(records: list[Record]) -> None:
    written = [packed(record) for record in records]
    found = read(b"".join(written))
    assert [(p.record.kind, p.record.block) for p in found if isinstance(p, Placed)] == [
        (record.kind, record.block) for record in records
    ]
    ends = [p.end for p in found if isinstance(p, Placed)]
    assert ends == [sum(map(len, written[: n + 1])) for n in range(len(written))]
    for placed, record in zip(found, records, strict=True):
        assert isinstance(placed, Placed)
        kept = [pair for pair in placed.record.fields if pair[0] != "WARC-Block-Digest"]
        assert kept == list(record.fields)


@given(st.binary(max_size=2000))
def test_any_bytes_are_read_to_their_end(data: bytes) -> None:
    read(data)
    read(gzip.compress(data))
    read(b"WARC/1.1\r\n" + data)


@settings(max_examples=60)
@given(st.integers(0, 10_000), st.integers(1, 255))
def test_a_changed_byte_costs_one_record(at: int, by: int) -> None:
    members = [packed(one(f"block {n}".encode() * 20)) for n in range(6)]
    data = bytearray(b"".join(members))
    data[at % len(data)] ^= by
    blocks = {p.record.block[:7] for p in read(bytes(data)) if isinstance(p, Placed)}
    assert len(blocks & {f"block {n}".encode() for n in range(6)}) >= 5


@settings(max_examples=60)
@given(st.integers(0, 10_000))
def test_a_torn_end_costs_the_last_record_and_is_called_so(cut: int) -> None:
    members = [packed(one(f"block {n}".encode() * 20)) for n in range(3)]
    data = b"".join(members)[: -(1 + cut % (len(members[-1]) - 1))]
    found = read(data)
    assert [type(p) for p in found[:2]] == [Placed, Placed]
    assert isinstance(found[-1], Damage)
    assert found[-1].torn


@pytest.mark.parametrize(
    ("damaged", "reason"),
    [
        (raw(b"Content-Length: 1"), "longer than its Content-Length"),
        (raw(b"Content-Length: 2000"), "shorter than its Content-Length"),
        (raw(b"Content-Length: -3"), "without a Content-Length"),
        (raw(b"Content-Length: 9999999999999999999999"), "without a Content-Length"),
        (raw(b"X: 1"), "without a Content-Length"),
        (raw(b"X: " + b"a" * 3_000_000 + b"\r\nContent-Length: 3"), "too long"),
        (raw(b"X: 1\r\n" * 100_000 + b"Content-Length: 3"), "head of more than"),
        (raw(f"Content-Length: {BLOCK_BYTES + 1}".encode(), bytes(BLOCK_BYTES + 1)), "more than is read"),
        (raw(b"Content-Length: 999999999999999", bytes(1_000_000)), "more than is passed over"),
        (gzip.compress(b"no archive at all"), "no whole record"),
        (gzip.compress(b"HTTP/1.1 200 OK\r\n\r\n<html>"), "no WARC record"),
    ],
    ids=["short", "long", "negative", "huge", "none", "line", "head", "block", "endless", "text", "http"],
)
def test_each_damage_has_a_name_and_the_next_record_is_read(damaged: bytes, reason: str) -> None:
    before = packed(one())
    found = read(before + damaged + packed(one(b"after")))
    problems = [p for p in found if isinstance(p, Damage)]
    assert len(problems) == 1
    assert re.search(reason, problems[0].reason), problems
    assert problems[0].start == len(before)
    assert not problems[0].torn
    assert [p.record.block for p in found if isinstance(p, Placed)] == [b"abc", b"after"]


def test_bombs_cost_no_memory() -> None:
    bomb = raw(b"Content-Length: 60000000\r\n", bytes(60_000_000)) + raw(b"X: " + bytes(60_000_000))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = read(bomb * 3 + packed(one(b"after")))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 30_000
    assert [p.record.block for p in found if isinstance(p, Placed)] == [b"after"]


def test_files_packed_as_a_whole_and_not_packed_are_read_alike() -> None:
    plain = b"".join(gzip.decompress(packed(one(block))) for block in (b"first", b"second"))
    for data in (plain, gzip.compress(plain), zlib.compress(plain, wbits=31)):
        assert [p.record.block for p in read(data) if isinstance(p, Placed)] == [b"first", b"second"]
    broken = plain.replace(b"Content-Length: 5", b"Content-Length: 2", 1)
    found = read(broken)
    assert [type(p) for p in found] == [Damage, Placed]


def test_no_value_adds_a_line_to_a_head() -> None:
    record = Record("response", (("WARC-Target-URI", "http://x/\r\nWARC-Type: metadata\r\n\r\nmore"),), b"")
    (placed,) = read(packed(record))
    assert isinstance(placed, Placed)
    assert placed.record.kind == "response"
    assert [name for name, _ in placed.record.fields] == ["WARC-Target-URI", "WARC-Block-Digest"]


@given(st.binary(max_size=400))
def test_a_message_is_split_or_refused(block: bytes) -> None:
    try:
        first, _, body = split_message(b"HTTP/1.1 200 OK\r\n" + block)
    except ValueError:
        return
    assert first.startswith("HTTP/1.1 200 OK")
    assert block.endswith(body)
