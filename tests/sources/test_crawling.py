"""Whole crawls over loopback: pages that name forums are read under their host's lease, and lead to the forums."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select, text

from registry.db import Sessions
from registry.frontier import Found, sightings
from registry.frontier.gatherings import Wanted, add_gatherings
from registry.frontier.model import Host, Site
from registry.frontier.seeking import Gathering
from registry.history import mark_demo
from registry.identity import SharedHosts
from registry.vocabulary import Outcome
from tests.engine import pages
from tests.engine.test_crawl import events, order, start
from tests.sources.conftest import ListWeb

FORUM = pages.forum().decode()


def prepare(sessions: Sessions, *wanted: tuple[str, str], topic: str | None = None) -> None:
    now = datetime.now(UTC)
    with sessions.write() as session:
        mark_demo(session)
        rows = [Wanted(kind, address, "operator", topic, due=now) for kind, address in wanted]
        assert all(one.refused is None for one in add_gatherings(session, rows, hosts=SharedHosts()))


def crawl(sessions: Sessions, web: ListWeb, **more: Any) -> list[dict[str, Any]]:
    return events(start(order(sessions, web, **more)))  # type: ignore[arg-type]  # it has a port as well


def rows_of(sessions: Sessions) -> list[Any]:
    with sessions.read() as session:
        asked = select(*Gathering.__table__.columns).where(Gathering.site_id.is_(None))
        return list(session.execute(asked.order_by(Gathering.id)))


def test_a_crawl_reads_a_directory_and_finds_its_forums(sessions: Sessions, list_web: ListWeb) -> None:
    names = ["hens", "bees", "cats"]
    links = "".join(f'<li><a href="{list_web.address(name)}">{name}</a></li>' for name in names)
    list_web.pages |= {"lists/": f"<html><body><ul>{links}</ul></body></html>", **{f"{n}/": FORUM for n in names}}
    prepare(sessions, ("directory", list_web.address("lists")), topic="/environment")
    told = crawl(sessions, list_web)
    assert told[-1]["forums"] == 3
    (row,) = rows_of(sessions)
    assert (row.last_outcome, row.named, row.added, row.failures) == (Outcome.GATHERED, 3, 3, 0)
    assert row.next_due is not None
    assert row.next_due > datetime.now(UTC) + timedelta(days=20)
    with sessions.read() as session:
        assert set(session.scalars(select(Site.kind))) == {"forum"}
        assert session.scalar(select(Host.lease_holder).where(Host.lease_holder.is_not(None))) is None
        assert {tuple(row) for row in session.execute(text("SELECT source, topic FROM sighting"))} == {
            (f"directory:{row.id}", "/environment")
        }
    assert list_web.hits["lists/robots.txt"] == 1


def test_robots_txt_of_a_list_is_obeyed_at_the_server(sessions: Sessions, list_web: ListWeb) -> None:
    list_web.pages |= {
        "lists/robots.txt": (200, {"Content-Type": "text/plain"}, "User-agent: *\nDisallow: /secret\n"),
        "lists/secret": f'<a href="{list_web.address("hens")}">hens</a>',
    }
    prepare(sessions, ("directory", list_web.address("lists", "/secret")))
    crawl(sessions, list_web)
    (row,) = rows_of(sessions)
    assert row.last_outcome == Outcome.ROBOTS_REFUSED
    assert set(list_web.hits) == {"lists/robots.txt"}


def test_pages_that_a_home_page_leads_to_elsewhere_are_read_under_their_own_host(
    sessions: Sessions, list_web: ListWeb
) -> None:
    list_web.pages |= {"old/": (301, {"Location": list_web.address("new", "/list")}, "")}
    list_web.pages |= {
        "new/list": f'<html><body><a href="{list_web.address("hens")}">x</a></body></html>',
        "hens/": FORUM,
    }
    prepare(sessions, ("directory", list_web.address("old")))
    told = crawl(sessions, list_web)
    assert told[-1]["forums"] == 1
    assert [row.last_outcome for row in rows_of(sessions)] == [Outcome.MOVED, Outcome.GATHERED]


def linked(web: ListWeb, *names: str, words: str = "forum") -> str:
    return "".join(f'<li><a href="{web.address(name)}">{name} {words}</a></li>' for name in names)


def test_a_forums_list_of_links_is_read_after_its_visit(sessions: Sessions, list_web: ListWeb) -> None:
    beside = '<a href="/links.html">Links</a><a href="/memberlist.php">Members</a>'
    list_web.pages |= {
        "hens/": FORUM.replace("</body>", f"{beside}</body>"),
        "hens/links.html": f"<html><body>{linked(list_web, 'bees')}</body></html>",
        "bees/": FORUM.replace("The Allotment Gate", "The Bee Board"),
    }
    with sessions.write() as session:
        mark_demo(session)
        sightings(session, [Found(list_web.address("hens"), "test")], now=datetime.now(UTC), hosts=SharedHosts())
    assert crawl(sessions, list_web)[-1]["forums"] == 2
    (row,) = rows_of(sessions)
    assert (row.kind, row.origin, row.last_outcome, row.added) == ("links", "found", Outcome.GATHERED, 1)


def test_a_page_that_lists_forums_is_read_on_as_a_directory(sessions: Sessions, list_web: ListWeb) -> None:
    names = [f"f{number}" for number in range(12)]
    more = '<a rel="next" href="/?page=2">Next</a>'
    list_web.pages |= {
        "portal/": f"<html><head><title>Portal</title></head><body>{linked(list_web, *names[:9])}{more}</body></html>",
        "portal/?page=2": f"<html><body>{linked(list_web, *names[9:])}</body></html>",
        **{f"{name}/": FORUM.replace("The Allotment Gate", f"The {name} board") for name in names},
    }
    with sessions.write() as session:
        mark_demo(session)
        sightings(session, [Found(list_web.address("portal"), "test")], now=datetime.now(UTC), hosts=SharedHosts())
    crawl(sessions, list_web)
    (row,) = rows_of(sessions)
    assert (row.kind, row.named) == ("directory", 12)
    assert all(list_web.hits[f"{name}/"] for name in names)
