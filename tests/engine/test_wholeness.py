"""Whether a packed body came whole, and whether a page ends within its markup."""

import gzip
import zlib

import brotli
import pytest
from scrapy.utils._compression import zstd

from crawler.page.wholeness import broke_off, within_a_tag

BODY = b"".join(b"<p>Row %d of the allotment, %d paces.</p>" % (n, n * n % 971) for n in range(4000))
RAW = zlib.compressobj(9, zlib.DEFLATED, -15)
PACKED = {
    "gzip": gzip.compress(BODY),
    "x-gzip": gzip.compress(BODY[:500]) + gzip.compress(BODY[500:]),
    "deflate": zlib.compress(BODY),
    " Deflate": RAW.compress(BODY) + RAW.flush(),
    "br": brotli.compress(BODY),
    "zstd": zstd.compress(BODY),
}


@pytest.mark.parametrize("encoding", PACKED)
def test_a_whole_body_did_not_break_off(encoding: str) -> None:
    assert not broke_off(PACKED[encoding], encoding)


@pytest.mark.parametrize("encoding", PACKED)
@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_part_of_it_did(encoding: str, share: float) -> None:
    packed = PACKED[encoding]
    assert broke_off(packed[: int(len(packed) * share)], encoding)
    assert broke_off(packed[:-9], encoding)


def test_padding_behind_the_end_and_unknown_packings_are_no_loss() -> None:
    assert not broke_off(PACKED["gzip"] + b"\0" * 512, "gzip")
    assert not broke_off(b"anything", "x-own-invention")
    assert broke_off(b"never packed", "gzip")


@pytest.mark.parametrize(
    ("body", "within"),
    [
        (b"<html><body><p>whole</p></body></html>\n", False),
        (b"<p>no end tags, as HTML allows", False),
        (b"<p>3 < 4", False),
        (b"<p>half <a hre", True),
        (b"<p>half</", True),
        (b"<p>half <!-- a comm", True),
        (b"", False),
    ],
)
def test_a_page_that_ends_within_a_tag_is_a_part(body: bytes, within: bool) -> None:
    assert within_a_tag(body) is within
