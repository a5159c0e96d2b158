"""Two megabytes of anything are read within a second, by every way a page can take through the reader."""

import gc
import time
import weakref

import pytest

from crawler.generic.posts import writers
from crawler.page import Page
from crawler.reader import read
from crawler.reading import Reading
from tests.reader.saved import ADDRESS, FETCHED, saved

SIZE = 2_000_000
FILLINGS = {
    "nested tags": b"<i>" * 900,
    "links to threads": b'<a href="/thread/%d">A title like any other</a>',
    "links to other hosts": b'<a href="https://host%d.example/forum/">Forum</a>',
    "rows of a table": b'<tr><td><a href="/forum/%d">Board</a></td><td>12</td><td>3,456</td><td>Nov 3, 2026</td></tr>',
    "list items": b'<li class="row"><a class="forumtitle" href="/viewforum.php?f=%d">Board</a> 12 topics 34 posts</li>',
    "numbered posts": b'<div id="post%d" class="post message">posts: 12 joined 2004 by <a href="/user/1">x</a></div>',
    "digits": b"1234567890",
    "dates": b"12.11.2026 ",
    "labels and figures": b"members: %d posts: 12 topics: 3 ",
    "words of writers": b"posts joined registered member since ",
    "blanks": b"posts" + b" " * 500,
    "classes": b'<p class="c%d post">x</p>',
    "ids": b'<p id="post-%d">x</p>',
    "titles": b'<p title="Nov %d">x</p>',
    "times": b'<time datetime="2026-11-0%d">x</time>',
    "statistics": b'<div class="statistics"><dl><dt>Posts</dt><dd>%d</dd></dl></div>',
    "equal signs": b"=",
    "quotes": b"\"'",
    "opening brackets": b"<",
    "entities": b"&amp;&#38;",
    "headings": b"<h3>Statistics info %d</h3>",
}
FRAMES = {
    "unknown software": b"<html><head><title>Forum</title></head><body><table><tr><th>Topics</th><th>Posts</th></tr>",
    "phpBB": b'<html><body id="phpbb" class="section-index"><a href="viewforum.php?f=1" class="forumtitle">x</a>'
    b'<p>Total posts 1 &bull; Total topics 2 &bull; Total members 3</p><ul><li class="row">',
    "XenForo": b'<html id="XF" data-xf="2.2"><body><div class="p-body-content">'
    b'<div class="structItem structItem--thread">',
    "vBulletin": b'<html><head><meta name="generator" content="vBulletin 4.2"></head><body><div id="wgo_stats">'
    b'<table><tr><td class="alt1Active"><div><a href="forumdisplay.php?f=1">x</a></div></td></tr>',
}


def _page(frame: bytes, filling: bytes) -> Page:
    count = SIZE // len(filling)
    many = b"".join(filling % number for number in range(count)) if b"%d" in filling else filling * count
    return Page(f"{ADDRESS}forum/", 200, (("Content-Type", "text/html; charset=utf-8"),), frame + many, FETCHED)


def _seconds(page: Page) -> float:
    start = time.process_time()
    read(page)
    return time.process_time() - start


@pytest.fixture(scope="module", autouse=True)
def _all_is_loaded() -> None:
    """The first page of a process waits for the platforms' modules, which is no fault of the page."""
    read(saved("phpbb"))


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("filling", FILLINGS)
def test_no_page_takes_longer_than_a_second(frame: str, filling: str) -> None:
    # A stall lasts however often one tries; a busy machine may be slow once.
    assert any(_seconds(_page(FRAMES[frame], FILLINGS[filling])) < 1 for _ in range(3))


def test_a_page_that_was_read_is_gone_without_the_collector() -> None:
    gc.disable()
    try:
        for name in ("phpbb", "xenforo", "homemade"):
            page = saved(name)
            gone = weakref.ref(page)
            kept = read(page)
            del page
            assert gone() is None
            assert kept.is_forum
    finally:
        gc.enable()


def test_writers_are_counted_by_whole_words_alone() -> None:
    said = "<html><body>%s</body></html>"
    told = {
        "posts: 12, joined 2004. Posts 7 Joined: May": 2,
        "posts 12, outposts 13, joined by conjoined joiners": 1,
        "帖子 12 注册时间 2004 文章:3": 1,
        "posts and more posts, joined": 0,
    }
    for words, count in told.items():
        page = Page(ADDRESS, 200, (("Content-Type", "text/html; charset=utf-8"),), (said % words).encode(), FETCHED)
        assert writers(Reading(page)) == count


def test_a_selector_is_tried_only_where_the_parts_of_attributes_it_asks_for_stand() -> None:
    body = b'<html><body><a href="/board.php?f=1&amp;t=2" id="thread_7" class="row-odd">x</a></body></html>'
    reading = Reading(Page(ADDRESS, 200, (("Content-Type", "text/html"),), body, FETCHED))
    for selector in (
        'a[href*="board.php"]',
        "a[href*='f=1&t=2']",
        "a[id^=thread_]",
        '[class*="odd"]',
        'a:not([href*="nowhere"])',
        'p, a[href$="t=2"]',
    ):
        assert reading.may_find(selector)
        assert len(reading.all(selector)) == 1
    for selector in ('a[href*="nowhere"]', "a[id^=post_]", '[class*="even"]', '.nowhere, a[href*="nor"]'):
        assert not reading.may_find(selector)
        assert reading.tree.css(selector) == []
