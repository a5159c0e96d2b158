"""The harvest tells the same of a page's bytes as of its tree, and survives what is made to hurt it."""

import time

import pytest

from crawler.page import Page
from crawler.recognise import recognise
from tests.reader.saved import ADDRESS, FETCHED, names, saved

HOW_PAGES_QUOTE = {
    "doubly": '<div id="head" class="one two"><a href="/forum/">x</a></div>',
    "singly": "<div id='head' class='one two'><a href='/forum/'>x</a></div>",
    "not at all": "<div id=head class='one two'><a href=/forum/>x</a></div>",
    "in capitals": '<DIV ID="head" CLASS="one two"><A HREF="/forum/">x</A></DIV>',
}


def _page(body: str | bytes) -> Page:
    said = body.encode() if isinstance(body, str) else body
    return Page(ADDRESS, 200, (("Content-Type", "text/html; charset=utf-8"),), said, FETCHED)


def _parsed(page: Page) -> Page:
    assert page.tree.root is not None
    return page


@pytest.mark.parametrize("name", names())
def test_bytes_and_tree_recognise_the_same_software(name: str) -> None:
    of_bytes, of_tree = recognise(saved(name)), recognise(_parsed(saved(name)))
    assert (of_bytes.platform, of_bytes.present) == (of_tree.platform, of_tree.present)


@pytest.mark.parametrize("how", HOW_PAGES_QUOTE)
def test_attributes_are_gathered_however_they_are_quoted(how: str) -> None:
    head = "<html class=a lang=en><head><title>T &amp; U</title></head>"
    body = f"{head}<body data-x=1>{HOW_PAGES_QUOTE[how]}</body></html>"
    for page in (_page(body), _parsed(_page(body))):
        harvest = page.harvest
        assert harvest.ids >= {"head"}
        assert harvest.classes >= {"one", "two"}
        assert "forum" in harvest.words
        assert harvest.frame == {"html.a", "html[lang]", "body[data-x]"}
        assert harvest.title == "T & U"
        assert harvest.link_count == 1


def test_what_stands_in_scripts_and_comments_is_no_element_of_a_parsed_page() -> None:
    body = (
        """<html><body><!-- <p id="noted"> --><script>x = '<p id="written">'</script><p id="real">x</p></body></html>"""
    )
    assert _parsed(_page(body)).harvest.ids == {"real"}


def test_head_and_scripts_are_gathered_from_both() -> None:
    body = """<html><head><meta property="og:site_name" content="A &amp; B"><meta name="Generator" content="Board 2">
    <link rel="stylesheet" href="/styles/board.css?v=3"><script src="/js/board.js" data-app="moor"></script></head>
    <body><p>x</p></body></html>"""
    for page in (_page(body), _parsed(_page(body))):
        assert page.harvest.meta == {"og:site_name": "A & B", "generator": "Board 2"}
        assert page.harvest.resources >= {"board.css", "board.js", "data-app", "moor"}


HOSTILE = {
    "links": b"".join(b'<a href="/t/%d">x</a>' % i for i in range(80_000)),
    "classes": b"".join(b'<p class="c%d d%d">' % (i, i) for i in range(60_000)),
    "one class of many names": b'<p class="' + b"a b c " * 300_000 + b'">x',
    "open quotes": b'<p class="' * 150_000,
    "one line of digits": b"<p>" + b"1234567890" * 200_000,
    "equal signs": b"=" * 2_000_000,
    "metas": b"".join(b'<meta name="n%d" content="%d">' % (i, i) for i in range(60_000)),
    "scripts": b"<script src=/a.js></script>" * 70_000,
    "titles": b"<title>" * 280_000,
    "namespaced addresses": b"<svg>" + b'<a xlink:href="/x">y</a>' * 70_000,
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("parsed", [False, True])
def test_no_page_stalls_the_harvest(name: str, parsed: bool) -> None:
    page = _page(b"<html><body>" + HOSTILE[name])
    if parsed:
        _parsed(page)
    recognise(saved("phpbb"))  # The first page of a process waits for the platforms' modules.
    start = time.process_time()
    _ = page.harvest
    _ = page.links
    recognise(page)
    assert time.process_time() - start < 1
