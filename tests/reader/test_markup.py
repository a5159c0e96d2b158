"""The pre-scan: markup made to stall the parser is refused, in time, and ordinary pages are not."""

import time

import pytest

from crawler.page import Page
from crawler.page.markup import hostile
from crawler.reader import read
from tests.reader.saved import ADDRESS, FETCHED

MANY = 150_000


def _attributes(value: bytes) -> bytes:
    return b"<html><body><a " + b" ".join(b"a%d=%s" % (i, value) for i in range(MANY)) + b">x</a>"


ATTACKS = {
    "plain attributes": _attributes(b"1"),
    "a quoted < in every value": _attributes(b'"<"'),
    "a quoted > in every value": _attributes(b'">"'),
    "whole tags in every value": _attributes(b"'<b>'"),
    "attributes without values": b"<p " + b" ".join(b"b%d" % i for i in range(MANY)) + b">",
    "attributes parted by slashes": b"<p/" + b"/".join(b"b%d" % i for i in range(MANY)) + b">",
    "quoted values without a blank between": b"<p " + b"".join(b"f%d='>'" % i for i in range(MANY)) + b">",
    "a quoted > only every 8 KiB": b"<p "
    + b" ".join((b'q%d=">"' if i % 1500 == 0 else b"c%d") % i for i in range(MANY))
    + b">",
    "dense and quoted stretches by turns": b"<p "
    + b"".join(
        b" ".join(b"d%d_%d" % (k, i) for i in range(3000)) + b' z%d="' % k + b"x" * 40_000 + b'" ' for k in range(22)
    )
    + b">",
    "many tags of many attributes": b"".join(
        b"<p " + b" ".join(b"%x" % (i + 4096) for i in range(12_000)) + b">" for _ in range(30)
    ),
    "html tags repeated": b"<html " + b"><html ".join(b"e%d=1" % i for i in range(100_000)) + b">",
    "body tags in mixed case": b"<bOdY " + b"><BoDy ".join(b"e%d=1" % i for i in range(100_000)) + b">",
    "short html tags of many attributes": b"".join(
        b"<html " + b" ".join(b"%x" % (i * 90 + n + 256) for n in range(90)) + b">" for i in range(190)
    ),
    "nested blocks": b"<div>" * 400_000,
    "nested blocks closed by strangers": b"<div>" * 200_000 + b"</span>" * 150_000,
    "nested lists": b"<ul><li>" * 200_000,
}


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_refused_within_a_second(name: str) -> None:
    start = time.perf_counter()
    reason = hostile(ATTACKS[name])
    assert reason is not None
    assert time.perf_counter() - start < 1.5


@pytest.mark.parametrize("name", ATTACKS)
def test_reading_an_attack_gives_an_empty_profile(name: str) -> None:
    page = Page(ADDRESS, 200, (("Content-Type", "text/html"),), ATTACKS[name], FETCHED)
    assert page.hostile
    assert not read(page).is_forum
    assert page.tree.css_first("a") is None


ORDINARY = {
    "a long inline script": b"<html><body><script>var a = ["
    + b'"x y z", ' * 40_000
    + b"];</script><p>hello</p></body></html>",
    "data of a script, which quotes much and equates nothing": b"<html><body><script>data("
    + b'{"name":"x","value":">","list":["a","b"]},' * 12_000
    + b")</script><p>hello</p></body></html>",
    "one very long quoted value": b"<html><body data-json='" + b'{"a": 1} ' * 60_000 + b"'><p>hello</p>",
    "a long table": b"<table>" + b"<tr><td>1<td>2</tr>" * 9_000 + b"</table>",
    "many short paragraphs": b"<html><body>" + b'<p class="x">x</p>' * 30_000,
    "text without a tag": b"<p>" + b"words and more words " * 20_000,
}


@pytest.mark.parametrize("name", ORDINARY)
def test_an_ordinary_large_page_is_parsed(name: str) -> None:
    assert hostile(ORDINARY[name]) is None
