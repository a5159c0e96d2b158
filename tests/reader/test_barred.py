"""Boards that show guests nothing: a wall where they ask us in, blocked where they keep us out, no facts either way."""

import pytest

from crawler.reader import read
from tests.reader.saved import names, saved

BARRED = [name for name in names() if name.endswith("_barred")]
SHUT = [name for name in names() if name.endswith(("_banned", "_maintenance"))]


@pytest.mark.parametrize("name", BARRED)
def test_guests_who_may_not_read_meet_a_login_wall_not_a_ban(name: str) -> None:
    profile = read(saved(name))
    assert profile.value("login_wall") is True
    assert profile.blocked is None
    assert profile.boards == ()


@pytest.mark.parametrize("name", SHUT)
def test_a_ban_or_maintenance_is_blocked_whatever_its_language(name: str) -> None:
    profile = read(saved(name))
    assert profile.blocked is not None
    assert profile.value("login_wall") is None
    assert profile.boards == ()


@pytest.mark.parametrize("name", ["fluxbb", "punbb", "mybb"])
def test_an_open_board_has_no_wall(name: str) -> None:
    profile = read(saved(name))
    assert profile.value("login_wall") is None
    assert profile.blocked is None


def test_a_page_with_a_forum_s_widgets_is_not_that_forum_though_the_visit_knows_its_software() -> None:
    profile = read(saved("not_forum_widgets"), platform="bbpress")
    assert (profile.is_forum, profile.platform) == (False, None)
