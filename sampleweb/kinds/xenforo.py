"""XenForo 2 in its default style; boards that state no totals leave the statistics block out, as many do."""

import json
from collections.abc import Iterator
from functools import partial

from markupsafe import Markup

from sampleweb.kinds.labels import labels
from sampleweb.model import SampleBoard, SampleSite, SampleThread
from sampleweb.moments import iso
from sampleweb.pages import Answer, Maker, World, redirect, slug, with_headers


def pages(site: SampleSite, world: World) -> Iterator[tuple[str, Maker]]:
    """Forum list, forums, threads, feed, help pages and registration."""
    root = site.path
    html = partial(_page, site, world)
    yield root, partial(html, "forum_list")
    for board in site.boards:
        path = f"{root}forums/{slug(board.name)}.{board.number}/"
        yield path, partial(html, "forum_view", board=board)
        for thread in board.listed:
            told = _posting(site, board, thread, world)
            path = f"{root}threads/{slug(thread.title)}.{thread.number}/"
            posts = (f"post-{thread.number * 10}", f"post-{thread.number * 10 + 1}")
            for ending in ("", "latest", "unread", *posts):
                yield f"{path}{ending}", partial(html, "thread_view", board=board, thread=thread, told=told)
    for address, shown in (
        ("help/terms/", "terms"),
        ("help/privacy-policy/", "terms"),
        ("help/", "terms"),
        ("register/", "register"),
        ("login/", "login"),
        ("misc/contact", "contact"),
    ):
        yield f"{root}{address}", partial(html, "plain", shown=shown)
    yield (
        f"{root}forums/-/index.rss",
        lambda: world.xml("xenforo/index.rss", site, "application/rss+xml; charset=utf-8", said=labels(site.language)),
    )
    yield f"{root}forums/", lambda: redirect(world.address(site.name))
    if root != "/":
        yield "/", lambda: redirect(world.address(site.name))


def _page(site: SampleSite, world: World, part: str, **values: object) -> Answer:
    answer = world.html(f"xenforo/{part}.html", site, said=labels(site.language), part=part, **values)
    return with_headers(answer, ("Set-Cookie", "xf_csrf=0a; path=/; secure"), ("X-Frame-Options", "SAMEORIGIN"))


def _posting(site: SampleSite, board: SampleBoard, thread: SampleThread, world: World) -> Markup:
    """The structured data of a thread page."""
    base = world.origin(site.name) + site.path.rstrip("/")
    address = f"{base}/threads/{slug(thread.title)}.{thread.number}/"
    told = {
        "@context": "https://schema.org",
        "@type": "DiscussionForumPosting",
        "@id": address,
        "headline": thread.title,
        "datePublished": iso(thread.started_at),
        "articleSection": board.name,
        "author": {"@type": "Person", "name": thread.starter},
        "interactionStatistic": {
            "@type": "InteractionCounter",
            "interactionType": "https://schema.org/ReplyAction",
            "userInteractionCount": thread.replies,
        },
        "publisher": {"@type": "Organization", "name": site.title, "url": base},
    }
    return Markup(json.dumps(told).replace("<", "\\u003c"))  # noqa: S704 - our own words, and no tag can start
