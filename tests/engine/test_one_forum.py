"""One community is one forum, whichever of its addresses is visited first; two communities of a host stay two."""

import pytest
from sqlalchemy import select

from registry.catalogue.model import Forum
from registry.db import Sessions
from registry.frontier.model import Site, SiteAlias
from tests.engine.conftest import BadWeb
from tests.engine.test_crawl import events, order, prepare, start


def crawl(sessions: Sessions, web: BadWeb, *fronts: tuple[str, str]) -> None:
    """Sight these sites and paths, and crawl until nothing is due."""
    prepare(sessions, [web.address(*front) for front in fronts])
    events(start(order(sessions, web)))


def forums(sessions: Sessions) -> dict[str, set[str]]:
    """The sites that have a forum, by site and path, each with the paths of all its keys."""
    aliases = select(Site.key, SiteAlias.key).join(SiteAlias, SiteAlias.site_id == Site.id)
    with sessions.read() as session:
        rows = session.execute(aliases.join(Forum, Forum.site_id == Site.id)).all()
    found: dict[str, set[str]] = {}
    for key, alias in rows:
        host, _, path = key.partition("/")
        found.setdefault(f"{host.partition('.')[0]}/{path}", set()).add("/" + alias.partition("/")[2])
    return found


@pytest.mark.parametrize("paths", [("/forum/", "/"), ("/", "/forum/")], ids=["forum first", "root first"])
def test_a_root_that_turns_to_the_forum_is_no_second_forum(
    sessions: Sessions, forum_web: BadWeb, paths: tuple[str, str]
) -> None:
    """The logo of the one leads to the root, which turns back; that of the other leads to another host."""
    for path in paths:
        crawl(sessions, forum_web, ("turned", path), ("turned-away", path))
    assert {site.partition("/")[0] for site in forums(sessions)} == {"turned", "turned-away"}
    assert len(forums(sessions)) == 2


def test_a_forum_behind_a_portal_of_its_own_software_is_one_forum(sessions: Sessions, forum_web: BadWeb) -> None:
    crawl(sessions, forum_web, ("portal", "/forums/"))
    crawl(sessions, forum_web, ("portal", "/"))
    assert forums(sessions) == {"portal/forums": {"/", "/forums"}}


DEEP = ("/forum/viewtopic.php?t=5", "/forum/ucp.php?mode=login", "/forum/index.php?sid=0123abcd", "/Forum", "/forum/")


def test_one_community_is_one_forum_and_two_of_a_host_are_two(sessions: Sessions, forum_web: BadWeb) -> None:
    deep = [("below", path) for path in DEEP]
    two = [("two-boards", "/kids/viewtopic.php?t=5"), ("two-boards", "/"), ("two-links", "/forum-a/")]
    crawl(sessions, forum_web, *deep, *two, ("two-links", "/forum-b/"), ("elsewhere", "/"))
    found = {"below/forum", "two-boards/kids", "two-boards/", "two-links/forum-a", "two-links/forum-b"}
    assert set(forums(sessions)) == found
    with sessions.read() as session:
        assert "community.elsewhere.example" in set(session.scalars(select(Site.key)))
