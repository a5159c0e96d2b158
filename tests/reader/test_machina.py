"""django-machina: whose totals they are that a guest is shown."""

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
