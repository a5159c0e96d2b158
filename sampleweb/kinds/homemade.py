"""Forums on software that nobody else runs: `layout` picks the structure of the pages and of the addresses."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from sampleweb.kinds.labels import labels
from sampleweb.model import SampleBoard, SampleSite, SampleThread
from sampleweb.moments import iso
from sampleweb.pages import Answer, Maker, World, slug


@dataclass(frozen=True, slots=True)
class _Paths:
    """The shapes of a layout's addresses: `{number}` and `{slug}` are filled in."""

    board: str
    thread: str
    rules: str
    contact: str
    register: str
    feed: str | None = None

    def of_board(self, board: SampleBoard) -> str:
        return self.board.format(number=board.number, slug=slug(board.name))

    def of_thread(self, thread: SampleThread) -> str:
        return self.thread.format(number=thread.number, slug=slug(thread.title))


_LAYOUTS = {
    "table": _Paths("/board.asp?id={number}", "/topic.asp?id={number}", "/rules.asp", "/contact.asp", "/register.asp"),
    "list": _Paths("/bwrdd/{slug}", "/edefyn/{number}", "/rheolau", "/cysylltu", "/cofrestru", "/rss.xml"),
    "cards": _Paths("/forum/{slug}", "/discussion/{number}/{slug}", "/rules", "/contact", "/join", "/feed.xml"),
    "definitions": _Paths(
        "/boards/{number}.html", "/boards/t{number}.html", "/boards/rules.html", "/who.html", "/join"
    ),
    "broken": _Paths("/cgi-bin/forum.pl?b={number}", "/cgi-bin/forum.pl?t={number}", "/rules.htm", "/who.htm", "/join"),
    "stream": _Paths("/topics/{slug}", "/posts/{number}-{slug}", "/guidelines", "/contact", "/signup", "/feed.xml"),
}


def pages(site: SampleSite, world: World) -> Iterator[tuple[str, Maker]]:
    """Front page, boards, threads, rules, contact, registration and, where the layout has one, a feed."""
    paths = _LAYOUTS[site.layout]
    html = partial(_page, site, world, paths)
    yield "/", partial(html, site.layout)
    for board in site.boards:
        yield paths.of_board(board), partial(html, "board", board=board)
        for thread in board.listed:
            yield paths.of_thread(thread), partial(html, "thread", board=board, thread=thread)
    for address, shown in ((paths.rules, "rules"), (paths.contact, "contact"), (paths.register, "register")):
        yield address, partial(html, "words", shown=shown)
    if paths.feed:
        yield (
            paths.feed,
            lambda: world.xml(
                "homemade/feed.xml", site, "application/rss+xml", said=labels(site.language), paths=paths
            ),
        )


def _page(site: SampleSite, world: World, paths: _Paths, part: str, **values: object) -> Answer:
    told = _told(site, world, paths) if part in ("cards", "stream") else ""
    return world.html(f"homemade/{part}.html", site, said=labels(site.language), paths=paths, told=told, **values)


def _told(site: SampleSite, world: World, paths: _Paths) -> Markup:
    """The structured data of a front page: its newest discussions."""
    graph = [
        {
            "@context": "https://schema.org",
            "@type": "DiscussionForumPosting",
            "headline": thread.title,
            "url": world.origin(site.name) + paths.of_thread(thread),
            "datePublished": iso(thread.started_at),
            "dateModified": iso(thread.last_post_at),
            "commentCount": thread.replies,
            "author": {"@type": "Person", "name": thread.starter},
        }
        for thread in site.newest[:8]
    ]
    return Markup(json.dumps(graph, ensure_ascii=False).replace("<", "\\u003c"))  # noqa: S704 - no tag can start
