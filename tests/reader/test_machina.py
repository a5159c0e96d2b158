"""django-machina: whose totals they are that a guest is shown, and the zone of its times."""

from datetime import UTC, datetime

import pytest

from crawler.page import Page
from crawler.reader import read
from tests.reader.saved import saved

SHUT = """<html lang="en"><head><title>Care &mdash; Index</title>
<link rel="stylesheet" href="/static/css/machina.board_theme.min.css"></head><body>
<script src="/static/js/machina.min.js"></script><nav><a class="navbar-brand" href="/forum/">Care</a></nav>
<div class="mt-3 card forumlist"><h3>Forums</h3></div>
<div class="forum-page-statistics col-12"><h4 class="page-header">Statistics</h4><p class="statistics">
Total posts:&nbsp;<b>0</b>&nbsp;&#8226;&nbsp;Total topics:&nbsp;<b>0</b>&nbsp;</p></div></body></html>"""


def test_totals_are_read_where_boards_stand() -> None:
    found = read(saved("django_machina"))
    assert found.boards
    assert None not in (found.value("threads"), found.value("posts"))


def test_a_guest_who_sees_no_board_is_not_told_how_much_there_is() -> None:
    page = saved("django_machina")
    found = read(Page(page.url, 200, page.headers, SHUT.encode(), page.fetched_at))
    assert found.platform == "django-machina"
    assert (found.value("threads"), found.value("posts"), found.derived) == (None, None, {})


DATED = """<html lang="en"><head><title>Care &mdash; Index</title><meta name="created" content="{clock}" />
<link rel="stylesheet" href="/static/css/machina.board_theme.min.css"></head><body>
<script src="/static/js/machina.min.js"></script><nav><a class="navbar-brand" href="/forum/">Care</a></nav>
<div class="card forumlist"><div class="row"><div class="forum-name">
<a href="/forum/forum/a-2/" class="forum-name-link">A</a></div>
<div class="forum-count">1</div><div class="forum-count">1</div><div class="forum-last-post">
<small>Nov. 16, 2026, 1:56 p.m.</small></div></div></div></body></html>"""


@pytest.mark.parametrize(
    ("fetched", "clock", "ahead_h"),
    [
        ("2026-11-19T13:45", "19th Nov 2026 01:45", 0),
        ("2026-11-19T13:45", "19th Nov 2026 02:45", 1),  # or eleven hours behind, where next to nobody lives
        ("2026-11-19T05:00", "19th Nov 2026 07:00", 2),
        ("2026-11-19T13:45", "19th Nov 2026 07:15", 5.5),  # or half past six behind: nowhere
        ("2026-11-19T13:45", "19th Nov 2026 10:15", -3.5),
        ("2026-11-19T13:45", "20th Nov 2026 12:45", 11),
        ("2026-11-19T13:45", "19th Nov 2026 08:45", None),  # New York in the morning, Bangkok in the evening
        ("2026-11-19T05:00", "18th Nov 2026 09:00", -8),
        ("2026-11-19T13:45", "19th Nov 2026 01:20", None),  # a page made some time ago
        ("2026-11-19T13:45", "some day", None),
    ],
)
def test_a_clock_of_twelve_hours_tells_the_zone_where_one_half_of_the_day_is_likely(
    fetched: str, clock: str, ahead_h: float | None
) -> None:
    page = saved("django_machina")
    at = datetime.fromisoformat(fetched).replace(tzinfo=UTC)
    body = DATED.replace("{clock}", clock).encode()
    found = read(Page(page.url, 200, page.headers, body, at)).findings["last_post_at"]
    assert isinstance(found.value, datetime)
    assert ("assumed" in found.rule) is (ahead_h is None)
    assert (datetime(2026, 11, 16, 13, 56, tzinfo=UTC) - found.value).total_seconds() == (ahead_h or 0) * 3600
