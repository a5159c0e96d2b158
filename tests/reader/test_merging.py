"""The pages of one visit as one profile: whose word stands where they differ, and what a feed's times are."""

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from crawler.merge import merge
from crawler.page import Page
from crawler.reader import read
from registry.profile import Board, Finding, ForumProfile
from tests.reader.saved import ADDRESS, FETCHED

ATOM = "application/atom+xml"
RSS = "application/rss+xml"


def _front(**raws: tuple[int, str]) -> ForumProfile:
    found = {field: Finding(value, raw, "page") for field, (value, raw) in raws.items()}
    return ForumProfile(is_forum=True, confidence=0.9, platform="nodebb", clues=("#x", "y"), findings=found)


def _answer(**values: int) -> ForumProfile:
    found = {field: Finding(value, str(value), "answer") for field, value in values.items()}
    return ForumProfile(is_forum=True, confidence=0.95, platform="nodebb", findings=found)


@pytest.mark.parametrize(
    ("shown", "raw", "answered", "kept"),
    [
        (12300, "12.3K", 12345, 12345),  # shortened: the exact figure is what it was shortened from
        (1200000, "1,2 Mio.", 1234567, 1234567),
        (2000, "2k", 1870, 1870),
        (12300, "12.3K", 44, 12300),  # no shortening leads there: something else was counted
        (12300, "12,300", 12345, 12300),  # exact and near: the page is the fresher one
        (1000, "1,000", 1015, 1000),
        (15, "15", 9, 15),  # near enough for a young forum
        (3, "3", 5000, 5000),  # the page counted who is online
    ],
)
def test_whose_figure_stands(shown: int, raw: str, answered: int, kept: int) -> None:
    whole = merge([_front(members=(shown, raw)), _answer(members=answered)])
    assert whole.value("members") == kept


@pytest.mark.parametrize(
    ("shown", "answered", "kept"),
    [
        (("2026-11-19 08:00", "hour"), ("2026-11-19 07:41", "second"), "07:41"),  # "2 hours ago"
        (("2026-11-19 08:00", "hour"), ("2026-11-19 06:41", "second"), "08:00"),  # the answer was kept for a while
        (("2026-11-19 00:00", "day"), ("2026-11-19 07:41", "second"), "07:41"),
        (("2026-11-19 07:41", "second"), ("2026-11-19 08:00", "hour"), "07:41"),
        (("2026-11-19 07:41", "minute"), ("2026-11-19 07:41", "second"), "07:41"),
        (("2026-11-19 07:41", "second"), ("2026-11-19 09:00", "second"), "09:00"),
    ],
)
def test_of_last_posts_the_newest_stands_and_of_one_moment_the_exact_time(
    shown: tuple[str, str], answered: tuple[str, str], kept: str
) -> None:
    def told(when: str, precision: str) -> ForumProfile:
        at = datetime.fromisoformat(when).replace(tzinfo=UTC)
        return replace(_front(), findings={"last_post_at": Finding(at, when, "test", ADDRESS, precision)})

    last = merge([told(*shown), told(*answered)]).findings["last_post_at"]
    assert isinstance(last.value, datetime)
    assert f"{last.value:%H:%M}" == kept
    assert last.precision != "hour" or kept == "08:00"


def test_a_feed_s_entry_of_the_future_is_no_last_post() -> None:
    future = _rss("viewtopic.php?p=12#p12").replace("17 Nov 2026", "17 Nov 2031")
    assert _feed(future, RSS, "phpbb").value("last_post_at") is None


def test_of_two_answers_the_first_stands_and_a_page_never_beats_one() -> None:
    whole = merge([_front(), _answer(members=5000), _answer(members=9000), _front(members=(3, "3"))])
    assert whole.value("members") == 5000


def test_stated_figures_beat_sums_wherever_they_stand() -> None:
    front = replace(_front(), derived={"posts": Finding(40, "", "sum over 2 boards")})
    whole = merge([front, _answer(posts=44)])
    assert whole.value("posts") == 44
    assert "posts" not in whole.derived


def test_boards_of_the_front_page_stand_with_what_answers_know_of_them() -> None:
    front = replace(_front(), boards=(Board("Keycaps", ADDRESS + "c/1"), Board("Switches", ADDRESS + "c/2", 5)))
    known = (Board("Keycaps!", ADDRESS + "c/1", 2, 6), Board("Hidden", ADDRESS + "c/9", 1, 1))
    whole = merge([front, replace(_answer(), boards=known)])
    assert [(board.name, board.threads, board.posts) for board in whole.boards] == [
        ("Keycaps", 2, 6),
        ("Switches", 5, None),
    ]


def _feed(body: str, kind: str, platform: str | None, path: str = "feed") -> ForumProfile:
    return read(Page(ADDRESS + path, 200, (("Content-Type", kind),), body.encode(), FETCHED), platform)


def _rss(link: str, title: str = "Hens off lay") -> str:
    return f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Hens</title>
    <pubDate>Thu, 19 Nov 2026 10:00:00 GMT</pubDate><item><title>{title}</title><link>{ADDRESS}{link}</link>
    <pubDate>Tue, 17 Nov 2026 08:30:00 GMT</pubDate></item></channel></rss>"""


BEGUN = datetime(2026, 11, 17, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("platform", "link", "title", "told"),
    [
        ("mybb", "showthread.php?tid=4", "Hens off lay", False),  # MyBB dates threads by their beginning
        ("discourse", "t/hens-off-lay/12", "Hens off lay", False),
        ("vanilla", "discussion/12/hens-off-lay", "Hens off lay", False),
        (None, "thread/12", "Hens off lay", False),  # nobody knows what this feed tells
        ("xenforo", "threads/hens-off-lay.12/", "Hens off lay", True),  # XenForo by their last post
        ("fluxbb", "viewtopic.php?id=4&amp;action=new", "Hens off lay", True),
        ("smf", "index.php?topic=5.msg12#msg12", "Re: Hens off lay", True),
        ("phpbb", "viewtopic.php?p=12#p12", "Hens off lay", True),
        ("discourse", "t/hens-off-lay/12/7", "Hens off lay", True),
        (None, "thread/12", "Re: Hens off lay", True),
    ],
)
def test_a_thread_s_beginning_is_no_last_post(platform: str | None, link: str, title: str, told: bool) -> None:
    read_feed = _feed(_rss(link, title), RSS, platform)
    assert read_feed.value("last_post_at") == (BEGUN if told else None)
    assert read_feed.thread_times == ((BEGUN,) if told else ())
    assert read_feed.thread_titles == (title,)


def test_an_entry_s_change_counts_not_its_publication() -> None:
    body = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Hens</title><updated>2026-11-19T10:00:00Z</updated>
    <entry><title>Re: Hens</title><link href="{ADDRESS}viewtopic.php?p=7#p7"/>
    <published>2026-11-01T00:00:00Z</published>
    <updated>2026-11-17T08:30:00Z</updated></entry></feed>"""
    assert _feed(body, ATOM, "phpbb").value("last_post_at") == BEGUN


def test_the_blog_s_feed_on_a_site_with_a_forum_tells_nothing_of_the_forum() -> None:
    blog, forum = (_feed(_rss("x#post-1"), RSS, "bbpress", path) for path in ("feed/", "forums/feed/"))
    assert not blog.thread_titles
    assert blog.value("last_post_at") is None
    assert forum.thread_titles


def test_a_feed_without_ends_is_read_in_good_time() -> None:
    body = "<rss><channel><title>x</title>" + "<item><title>a" * 150_000
    start = time.perf_counter()
    assert len(_feed(body, RSS, "smf").thread_titles) <= 30
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize(("precision", "apart"), [("hour", 2_200), ("day", 70_000), ("minute", 41)])
def test_of_two_times_that_can_be_one_the_finer_is_taken(precision: str, apart: int) -> None:
    exact = datetime(2026, 11, 19, 9, 41, 5, tzinfo=UTC)
    rough = exact + timedelta(seconds=apart)
    page = ForumProfile(is_forum=True, findings={"last_post_at": Finding(rough, "ago", "row", ADDRESS, precision)})
    feed = ForumProfile(is_forum=True, findings={"last_post_at": Finding(exact, "Z", "feed", ADDRESS, "second")})
    assert merge([page, feed]).findings["last_post_at"].value == exact
    newer = replace(
        feed, findings={"last_post_at": Finding(exact - timedelta(days=40), "Z", "feed", ADDRESS, "second")}
    )
    assert merge([page, newer]).findings["last_post_at"].value == rough


@pytest.mark.parametrize("entries", [0, 1, 99, 100, 101, 140])
def test_a_feed_of_any_length_is_read_an_empty_one_too(entries: int) -> None:
    entry = "<item><title>Thread {0}</title><link>https://a.example/t#p{0}</link></item>"
    body = (
        f"<rss><channel><title>Marsh Birders</title>{''.join(entry.format(n) for n in range(entries))}</channel></rss>"
    )
    page = Page(ADDRESS + "feed", 200, (("Content-Type", RSS),), body.encode(), FETCHED)
    profile = read(page, platform="phpbb")
    assert profile.value("name") == "Marsh Birders"
    assert len(profile.thread_titles) == min(entries, 30)
    assert profile.value("last_post_at") is None
