"""What goes over the wire and what comes back, where it is told apart without a server."""

import gzip
import zlib

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scrapy import Request
from scrapy.exceptions import IgnoreRequest

from crawler import fetching
from crawler.wire import MOST_ENCODINGS, Overpackaged, headers_of, unpacked, with_more


@given(st.from_regex(fetching._PLAIN, fullmatch=True))
def test_an_address_that_is_taken_as_it_stands_is_one_that_scrapy_leaves_as_it_stands(address: str) -> None:
    try:
        asked = Request(address).url
    except ValueError:  # no such port
        assume(False)
    assert asked == address == fetching.as_asked(address)


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ("http://forum.example/a b?q=ä#part", "http://forum.example/a%20b?q=%C3%A4"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("http://forum.example/index.php?t=1#new", "http://forum.example/index.php?t=1"),
    ],
)
def test_other_addresses_are_escaped_and_lose_their_fragment(given: str, asked: str) -> None:
    assert fetching.as_asked(given) == asked


def test_a_body_is_unpacked_layer_by_layer() -> None:
    packed = gzip.compress(zlib.compress(b"a page"))
    assert unpacked(packed, ["deflate, gzip"], 100) == (b"a page", [])
    assert unpacked(b"a page", ["identity"], 100) == (b"a page", ["identity"])
    assert unpacked(gzip.compress(b"a page"), ["sdch", "gzip"], 100) == (b"a page", ["sdch"])


def test_a_body_that_grows_beyond_the_limit_is_refused() -> None:
    with pytest.raises(IgnoreRequest):
        unpacked(gzip.compress(bytes(1_000_000)), ["gzip"], 10_000)


def test_a_body_with_too_many_wrappings_is_refused_before_any_is_taken_off() -> None:
    with pytest.raises(Overpackaged):
        unpacked(b"no packed body at all", ["gzip"] * (MOST_ENCODINGS + 1), 100)


def test_the_headers_of_one_request_stay_its_own() -> None:
    usual = {"User-Agent": "us"}
    first = headers_of(with_more(usual, {"If-None-Match": '"1"'}))
    assert first.getRawHeaders("If-None-Match") == ['"1"']
    again = headers_of(with_more(usual, None))
    assert not again.hasHeader("If-None-Match")
    assert again.getRawHeaders("Accept-Encoding") == ["gzip, deflate, br, zstd"]
